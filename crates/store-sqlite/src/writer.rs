//! The one thread that writes, and its queue. Writes that wait at the same moment share one
//! transaction and one sync of the disk (group commit); each is answered only after that.
//!
//! While the thread waits for the disk, the next group gathers; so a slow disk makes larger groups, not
//! a longer queue. What a caller asked for is done whether or not the caller still waits.

use std::thread;

use leadgate_store::StoreError;
use rusqlite::{Connection, Error};
use tokio::sync::{mpsc, oneshot};

use crate::blind_index::BuildSettings;
use crate::error::closed;
use crate::writing::Writing;

mod group;

use group::{Waiting, Write};

/// How many writes may wait: what a slow disk still gets through while a visitor has patience.
/// Whoever comes after them is told at once that the store is busy.
const WAITING_MAX: usize = 1024;

/// How many writes share a transaction at most. More would make the first wait for the last
/// without saving much of the disk's time.
pub(crate) const GROUP_MAX: usize = 256;

/// The queue to the thread that writes.
#[derive(Debug, Clone)]
pub(crate) struct Writer {
    queue: mpsc::Sender<Message>,
}

enum Message {
    /// Something that shares a transaction with what waits beside it.
    Write(Box<dyn Write>),
    /// Something that cannot be part of a transaction.
    Alone(Box<dyn FnOnce(&Connection) + Send>),
    /// Nothing comes after; to be told when everything before is done and the file is let go of.
    Close(oneshot::Sender<()>),
}

impl Writer {
    /// Starts the thread, which puts at most so many writes into one transaction. It ends with the last
    /// handle, or with [`close`](Self::close).
    pub(crate) fn start(connection: Connection, group_max: usize) -> Result<Self, StoreError> {
        let (queue, arriving) = mpsc::channel(WAITING_MAX);
        let thread = thread::Builder::new().name("store-writes".into());
        let started = thread.spawn(move || work(connection, arriving, group_max));
        started.map_err(|_| StoreError::Unavailable("no thread can be started".into()))?;
        Ok(Self { queue })
    }

    /// Runs a step, unless too many wait already: [`StoreError::Busy`], and nothing is done.
    ///
    /// The step is done whole or not at all: when it fails, its changes are undone and those of its
    /// neighbours stay. It may be run again, should its transaction have to be repeated.
    pub(crate) async fn try_write<Answer: Send + 'static>(
        &self,
        step: impl FnMut(&Writing) -> Result<Answer, Error> + Send + 'static,
    ) -> Result<Answer, StoreError> {
        let (write, answer) = Waiting::new(step);
        let sent = self.queue.try_send(Message::Write(Box::new(write)));
        sent.map_err(|refused| match refused {
            mpsc::error::TrySendError::Full(_) => StoreError::Busy,
            mpsc::error::TrySendError::Closed(_) => closed(),
        })?;
        answer.await.unwrap_or_else(|_| Err(closed()))
    }

    /// Runs a step, however long the queue is: for what nobody would ask again. A CRM that has a lead
    /// would be sent it a second time.
    pub(crate) async fn write<Answer: Send + 'static>(
        &self,
        step: impl FnMut(&Writing) -> Result<Answer, Error> + Send + 'static,
    ) -> Result<Answer, StoreError> {
        let (write, answer) = Waiting::new(step);
        self.send(Message::Write(Box::new(write))).await?;
        answer.await.unwrap_or_else(|_| Err(closed()))
    }

    /// Does something between two transactions, however long the queue is.
    pub(crate) async fn alone<Answer: Send + 'static>(
        &self,
        job: impl FnOnce(&Connection) -> Result<Answer, StoreError> + Send + 'static,
    ) -> Result<Answer, StoreError> {
        let (reply, answer) = oneshot::channel();
        let alone = Box::new(move |connection: &Connection| {
            // Whoever stopped waiting needs no answer.
            let _ = reply.send(job(connection));
        });
        self.send(Message::Alone(alone)).await?;
        answer.await.unwrap_or_else(|_| Err(closed()))
    }

    async fn send(&self, message: Message) -> Result<(), StoreError> {
        self.queue.send(message).await.map_err(|_| closed())
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

/// Takes what waits, writes it together, answers; until nothing comes any more.
fn work(connection: Connection, mut arriving: mpsc::Receiver<Message>, group_max: usize) {
    let mut closing = Vec::new();
    let mut messages = Vec::with_capacity(group_max);
    let mut writes = Vec::with_capacity(group_max);
    let writing = Writing::new(connection, BuildSettings::default());
    while arriving.blocking_recv_many(&mut messages, group_max) > 0 {
        for message in messages.drain(..) {
            match message {
                Message::Write(write) => writes.push(write),
                Message::Alone(job) => {
                    group::write(&writing, &mut writes);
                    job(&writing);
                }
                Message::Close(done) => {
                    arriving.close();
                    closing.push(done);
                }
            }
        }
        group::write(&writing, &mut writes);
    }
    // The last connection folds the log into the file and removes it.
    drop(writing);
    for done in closing {
        let _ = done.send(());
    }
}

#[cfg(test)]
mod tests;
