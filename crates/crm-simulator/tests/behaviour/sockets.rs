//! What only a real connection shows: closing without an answer, waiting, and the server's end.

use std::net::SocketAddr;
use std::time::{Duration, Instant};

use crm_simulator::{Fault, FaultMode, Simulator, serve_until};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

const FIELDS: &str = "crm_api_id=demo-id&crm_api_key=demo-key&lead_type=call_me_back\
    &first_name=John&last_name=Doe&email=john.doe%40server.com&phone=0499656565";

/// Long enough for any machine; a test that needs it has failed.
const PATIENCE: Duration = Duration::from_secs(20);

struct Running {
    simulator: Simulator,
    address: SocketAddr,
    end: oneshot::Sender<()>,
    server: JoinHandle<()>,
}

impl Running {
    async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let simulator = Simulator::new();
        let (end, ended) = oneshot::channel();
        let shutdown = async { drop(ended.await) };
        let server = tokio::spawn(serve_until(listener, simulator.clone(), shutdown));
        Self {
            simulator,
            address,
            end,
            server,
        }
    }

    fn inject(&self, mode: FaultMode) {
        let fault = Fault {
            crm: "econtract".to_owned(),
            mode,
            times: 1,
        };
        self.simulator.inject(fault).unwrap();
    }

    /// Posts a lead on a connection that asks to stay open, and reads until it closes or `answer`
    /// has arrived.
    async fn post(&self, connection: &mut TcpStream, answer: &str) -> String {
        let request = format!(
            "POST /econtract/api/leads HTTP/1.1\r\nHost: simulator\r\n\
             Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n\r\n{FIELDS}",
            FIELDS.len()
        );
        connection.write_all(request.as_bytes()).await.unwrap();
        read_until(connection, answer).await
    }

    async fn connect(&self) -> TcpStream {
        TcpStream::connect(self.address).await.unwrap()
    }

    fn statuses(&self) -> Vec<Option<u16>> {
        let received = self.simulator.received();
        received.iter().map(|request| request.status).collect()
    }
}

async fn read_until(connection: &mut TcpStream, end: &str) -> String {
    let mut text = String::new();
    let mut buffer = [0; 4096];
    let reading = async {
        while end.is_empty() || !text.contains(end) {
            match connection.read(&mut buffer).await.unwrap() {
                0 => break,
                length => text.push_str(std::str::from_utf8(&buffer[..length]).unwrap()),
            }
        }
    };
    tokio::time::timeout(PATIENCE, reading).await.unwrap();
    text
}

#[tokio::test]
async fn a_dropped_request_closes_the_connection_without_a_byte() {
    let running = Running::start().await;
    running.inject(FaultMode::Drop);
    let answer = running.post(&mut running.connect().await, "").await;
    assert_eq!(answer, "");
    assert_eq!(running.statuses(), [None]);
    let answer = running.post(&mut running.connect().await, "}").await;
    assert!(
        answer.starts_with("HTTP/1.1 200") && answer.contains("\"id\":1"),
        "{answer}"
    );
    assert_eq!(running.statuses(), [None, Some(200)]);
}

#[tokio::test]
async fn a_stalled_request_waits_then_closes_and_accepts_nothing() {
    let running = Running::start().await;
    let delay = Duration::from_millis(150);
    running.inject(FaultMode::Stall(delay));
    let started = Instant::now();
    let answer = running.post(&mut running.connect().await, "").await;
    assert_eq!(answer, "");
    assert!(started.elapsed() >= delay);
    let answer = running.post(&mut running.connect().await, "}").await;
    assert!(answer.contains("\"id\":1"), "{answer}");
    assert_eq!(running.statuses(), [None, Some(200)]);
}

#[tokio::test]
async fn a_kept_connection_is_dropped_too() {
    let running = Running::start().await;
    let mut connection = running.connect().await;
    let answer = running.post(&mut connection, "}").await;
    assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
    running.inject(FaultMode::Drop);
    assert_eq!(running.post(&mut connection, "").await, "");
}

#[tokio::test]
async fn the_server_ends_although_a_page_is_watching() {
    let running = Running::start().await;
    let mut page = running.connect().await;
    page.write_all(b"GET /events HTTP/1.1\r\nHost: simulator\r\n\r\n")
        .await
        .unwrap();
    read_until(&mut page, "event: snapshot").await;
    running.end.send(()).unwrap();
    tokio::time::timeout(PATIENCE, running.server)
        .await
        .unwrap()
        .unwrap();
    assert!(TcpStream::connect(running.address).await.is_err());
}
