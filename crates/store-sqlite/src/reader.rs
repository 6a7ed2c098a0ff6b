//! A thread that only reads, on a connection of its own: it never waits for a write, and a write never
//! waits for it.

use std::thread;

use leadgate_store::StoreError;
use rusqlite::{Connection, Error};
use tokio::sync::{mpsc, oneshot};
use tokio::time::timeout;

use crate::connection::WAIT_MAX;
use crate::error::{closed, store_error};

/// How many reads may wait. Who comes after them waits for a place, up to [`WAIT_MAX`].
const WAITING_MAX: usize = 256;

/// The queue to the thread.
#[derive(Debug, Clone)]
pub(crate) struct Reader {
    queue: mpsc::Sender<Message>,
}

enum Message {
    Read(Box<dyn FnOnce(&Connection) + Send>),
    /// Nothing comes after; to be told when the file is let go of.
    Close(oneshot::Sender<()>),
}

impl Reader {
    /// Starts the thread. It ends with the last handle, or with [`close`](Self::close).
    pub(crate) fn start(name: &str, connection: Connection) -> Result<Self, StoreError> {
        let (queue, arriving) = mpsc::channel(WAITING_MAX);
        let thread = thread::Builder::new().name(name.to_owned());
        let started = thread.spawn(move || work(connection, arriving));
        started.map_err(|_| StoreError::Unavailable("no thread can be started".into()))?;
        Ok(Self { queue })
    }

    /// Reads, unless nobody waits for it any more when its turn comes.
    pub(crate) async fn read<Answer: Send + 'static>(
        &self,
        read: impl FnOnce(&Connection) -> Result<Answer, Error> + Send + 'static,
    ) -> Result<Answer, StoreError> {
        let (reply, answer) = oneshot::channel();
        let read = Box::new(move |connection: &Connection| {
            if !reply.is_closed() {
                let _ = reply.send(read(connection).map_err(store_error));
            }
        });
        let sent = timeout(WAIT_MAX, self.queue.send(Message::Read(read))).await;
        sent.map_err(|_| StoreError::Busy)?.map_err(|_| closed())?;
        answer.await.unwrap_or_else(|_| Err(closed()))
    }

    /// Does what waits and takes nothing more.
    pub(crate) async fn close(&self) {
        let (done, is_done) = oneshot::channel();
        if self.queue.send(Message::Close(done)).await.is_ok() {
            // An error means that the thread is gone, which is what was asked for.
            let _ = is_done.await;
        }
    }
}

fn work(connection: Connection, mut arriving: mpsc::Receiver<Message>) {
    let mut closing = Vec::new();
    while let Some(message) = arriving.blocking_recv() {
        match message {
            Message::Read(read) => read(&connection),
            Message::Close(done) => {
                arriving.close();
                closing.push(done);
            }
        }
    }
    drop(connection);
    for done in closing {
        let _ = done.send(());
    }
}
