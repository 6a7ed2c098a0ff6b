//! Where alerts arrive: a web server and a mail server, both on real sockets, that take messages or
//! refuse them as told.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::routing::post;
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};

/// What arrived, and whether more is taken.
#[derive(Default)]
pub(crate) struct FakeAlertSink {
    taken: Mutex<Vec<Taken>>,
    refuses: AtomicBool,
    refused: AtomicBool,
}

/// One message as it came.
#[derive(Clone, Default, Debug)]
pub(crate) struct Taken {
    /// The web server's: the header of that name.
    pub(crate) signature: String,
    /// A mail's recipients.
    pub(crate) to: Vec<String>,
    /// The body; of a mail with its headers.
    pub(crate) body: String,
}

impl FakeAlertSink {
    pub(crate) fn taken(&self) -> Vec<Taken> {
        let taken = self.taken.lock().unwrap_or_else(PoisonError::into_inner);
        taken.clone()
    }

    pub(crate) fn refuse(&self, refuses: bool) {
        self.refuses.store(refuses, Ordering::SeqCst);
        self.refused.store(false, Ordering::SeqCst);
    }

    /// Whether a message was refused since that was asked for.
    pub(crate) fn has_refused(&self) -> bool {
        self.refused.load(Ordering::SeqCst)
    }

    /// Takes a message or does not.
    fn take(&self, message: Taken) -> bool {
        if self.refuses.load(Ordering::SeqCst) {
            self.refused.store(true, Ordering::SeqCst);
            return false;
        }
        let mut taken = self.taken.lock().unwrap_or_else(PoisonError::into_inner);
        taken.push(message);
        true
    }
}

/// A web server, and the address that takes posts.
pub(crate) async fn web() -> (String, Arc<FakeAlertSink>) {
    async fn take(
        State(sink): State<Arc<FakeAlertSink>>,
        headers: HeaderMap,
        body: Bytes,
    ) -> StatusCode {
        let signature = headers.get("leadgate-signature");
        let taken = sink.take(Taken {
            signature: signature.map_or_else(String::new, |it| it.to_str().unwrap().to_owned()),
            body: String::from_utf8(body.to_vec()).unwrap(),
            ..Taken::default()
        });
        if taken {
            StatusCode::NO_CONTENT
        } else {
            StatusCode::INTERNAL_SERVER_ERROR
        }
    }
    let sink = Arc::<FakeAlertSink>::default();
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/alerts", listener.local_addr().unwrap());
    let router = Router::new().route("/alerts", post(take));
    let router = router.with_state(Arc::clone(&sink));
    tokio::spawn(async move { axum::serve(listener, router).await });
    (url, sink)
}

/// A mail server, and its address for settings.
pub(crate) async fn mail() -> (String, Arc<FakeAlertSink>) {
    let sink = Arc::<FakeAlertSink>::default();
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("smtp://{}", listener.local_addr().unwrap());
    let served = Arc::clone(&sink);
    tokio::spawn(async move {
        loop {
            let (stream, _) = listener.accept().await.unwrap();
            tokio::spawn(converse(stream, Arc::clone(&served)));
        }
    });
    (url, sink)
}

/// As much of RFC 5321 as a client needs that sends one mail after another.
async fn converse(stream: TcpStream, sink: Arc<FakeAlertSink>) {
    let mut stream = BufReader::new(stream);
    let mut mail = Taken::default();
    stream.write_all(b"220 here\r\n").await.unwrap();
    while let Some(line) = read(&mut stream).await {
        let verb = line.to_ascii_uppercase();
        let answer = if verb.starts_with("DATA") {
            stream.write_all(b"354 go on\r\n").await.unwrap();
            while let Some(line) = read(&mut stream).await.filter(|line| line != ".") {
                mail.body.push_str(&line);
                mail.body.push('\n');
            }
            if sink.take(std::mem::take(&mut mail)) {
                "250 taken"
            } else {
                "451 not now"
            }
        } else if let Some(to) = verb.strip_prefix("RCPT TO:") {
            mail.to.push(to.to_ascii_lowercase());
            "250 yes"
        } else if verb.starts_with("QUIT") {
            "221 bye"
        } else {
            "250 yes"
        };
        // Whoever said goodbye may not wait for the answer.
        if (stream.write_all(format!("{answer}\r\n").as_bytes()).await).is_err() {
            return;
        }
    }
}

/// A line without its end; `None` where the other side hung up.
async fn read(stream: &mut BufReader<TcpStream>) -> Option<String> {
    let mut line = String::new();
    let read = stream.read_line(&mut line).await.ok()?;
    (read > 0).then(|| line.trim_end().to_owned())
}
