//! Group commit: writes that wait at the same moment share one transaction and one sync of the
//! disk. Each is answered only after that.
//!
//! One task does all writing. While it waits for the disk, the next group gathers; so a slow disk
//! makes larger groups, not a longer queue. The leads of a group go in together, by statements that
//! take many at once, and so do the ends of deliveries (see `group/combined.rs`). What a caller asked
//! for is done whether or not the caller still waits.

use futures::future::BoxFuture;
use leadgate_store::{Acceptance, Finished, Incoming, StoreError};
use sqlx::Error;
use sqlx::sqlite::{SqliteConnection, SqlitePool};
use tokio::sync::{mpsc, oneshot};

use crate::error::store_error;

mod combined;

pub(crate) use combined::FinishedAttempt;
use combined::Requested;

/// How many writes may wait: what a slow disk still gets through while a visitor has patience.
/// Whoever comes after them is told at once that the store is busy.
const WAITING_MAX: usize = 1024;

/// How many writes share a transaction at most. More would make the first wait for the last
/// without saving much of the disk's time.
pub(crate) const GROUP_MAX: usize = 256;

/// What one write does on a connection. Whole or not at all: when it fails, its changes are undone
/// and those of its neighbours stay. May be called again, should its transaction have to be
/// repeated.
pub(crate) type Step<Answer> =
    Box<dyn for<'c> FnMut(&'c mut SqliteConnection) -> BoxFuture<'c, Result<Answer, Error>> + Send>;

/// A step from what it does.
pub(crate) fn step<Answer>(
    run: impl for<'c> FnMut(&'c mut SqliteConnection) -> BoxFuture<'c, Result<Answer, Error>>
    + Send
    + 'static,
) -> Step<Answer> {
    Box::new(run)
}

/// The queue of writes, and the task that works it off.
#[derive(Debug, Clone)]
pub(crate) struct Group {
    queue: mpsc::Sender<Message>,
}

enum Message {
    Lead(Box<Requested<Incoming>>),
    FinishedAttempt(Box<Requested<FinishedAttempt>>),
    Write(Box<dyn Write>),
    /// Nothing comes after; to be told when everything before is done.
    Close(oneshot::Sender<()>),
}

impl Group {
    /// Starts the task, which puts at most so many writes into one transaction. It ends with the last
    /// handle, or with [`close`](Self::close).
    pub(crate) fn start(writer: SqlitePool, group_max: usize) -> Self {
        let (queue, arriving) = mpsc::channel(WAITING_MAX);
        tokio::spawn(work(writer, arriving, group_max));
        Self { queue }
    }

    /// Stores a lead, unless too many wait already: [`StoreError::Busy`], and nothing is done.
    pub(crate) async fn accept(&self, incoming: Incoming) -> Result<Acceptance, StoreError> {
        let (lead, answer) = Requested::new(incoming);
        self.try_send(Message::Lead(lead))?;
        answer.await.unwrap_or_else(|_| Err(closed()))
    }

    /// Writes down how an attempt ended, however long the queue is: a CRM that has a lead would be sent it
    /// again.
    pub(crate) async fn finish(&self, attempt: FinishedAttempt) -> Result<Finished, StoreError> {
        let (attempt, answer) = Requested::new(attempt);
        self.send(Message::FinishedAttempt(attempt)).await?;
        answer.await.unwrap_or_else(|_| Err(closed()))
    }

    /// Runs a step, unless too many wait already: [`StoreError::Busy`], and nothing is done.
    pub(crate) async fn try_write<Answer: Send + 'static>(
        &self,
        step: Step<Answer>,
    ) -> Result<Answer, StoreError> {
        let (caller, answer) = Caller::new();
        self.try_send(Message::Write(Box::new(Waiting { step, caller })))?;
        answer.await.unwrap_or_else(|_| Err(closed()))
    }

    fn try_send(&self, message: Message) -> Result<(), StoreError> {
        let sent = self.queue.try_send(message);
        sent.map_err(|refused| match refused {
            mpsc::error::TrySendError::Full(_) => StoreError::Busy,
            mpsc::error::TrySendError::Closed(_) => closed(),
        })
    }

    /// Runs a step, however long the queue is: for what nobody would ask again.
    pub(crate) async fn write<Answer: Send + 'static>(
        &self,
        step: Step<Answer>,
    ) -> Result<Answer, StoreError> {
        let (caller, answer) = Caller::new();
        let write = Box::new(Waiting { step, caller });
        self.send(Message::Write(write)).await?;
        answer.await.unwrap_or_else(|_| Err(closed()))
    }

    async fn send(&self, message: Message) -> Result<(), StoreError> {
        self.queue.send(message).await.map_err(|_| closed())
    }

    /// Does what waits and takes nothing more.
    pub(crate) async fn close(&self) {
        let (done, is_done) = oneshot::channel();
        if self.queue.send(Message::Close(done)).await.is_ok() {
            // An error means that the task is gone, which is what was asked for.
            let _ = is_done.await;
        }
    }
}

fn closed() -> StoreError {
    StoreError::Unavailable("it was closed".into())
}

/// A write of any kind, so that several kinds share a group.
trait Write: Send {
    /// Does it, and keeps what came of it; `Err`: its changes have to be undone.
    fn run<'a>(
        &'a mut self,
        connection: &'a mut SqliteConnection,
    ) -> BoxFuture<'a, Result<(), StoreError>>;

    /// Whether it does several writes together.
    fn is_combined(&self) -> bool {
        false
    }

    /// The writes that it consists of.
    fn split(self: Box<Self>) -> Vec<Box<dyn Write>>;

    /// Answers who waits: with what came of it if the transaction is on disk, else with why it
    /// is not.
    fn answer(self: Box<Self>, on_disk: Result<(), StoreError>);
}

/// Who waits for a write, and what came of it so far.
struct Caller<Answer> {
    result: Option<Result<Answer, StoreError>>,
    reply: oneshot::Sender<Result<Answer, StoreError>>,
}

type Reply<Answer> = oneshot::Receiver<Result<Answer, StoreError>>;

impl<Answer> Caller<Answer> {
    fn new() -> (Self, Reply<Answer>) {
        let (reply, answer) = oneshot::channel();
        let result = None;
        (Self { result, reply }, answer)
    }

    /// Keeps what came of it; `Err` if that is a failure.
    fn set_result(&mut self, result: Result<Answer, StoreError>) -> Result<(), StoreError> {
        let result = self.result.insert(result);
        result.as_ref().map(|_| ()).map_err(StoreError::clone)
    }

    fn answer(self, on_disk: Result<(), StoreError>) {
        let answer = match (self.result, on_disk) {
            // Its own failure is what it is told, whatever became of the others.
            (Some(Err(error)), _) | (_, Err(error)) => Err(error),
            (Some(Ok(answer)), Ok(())) => Ok(answer),
            (None, Ok(())) => Err(StoreError::Unavailable("a write was left out".into())),
        };
        // Whoever stopped waiting needs no answer.
        let _ = self.reply.send(answer);
    }
}

struct Waiting<Answer> {
    step: Step<Answer>,
    caller: Caller<Answer>,
}

impl<Answer: Send + 'static> Write for Waiting<Answer> {
    fn run<'a>(
        &'a mut self,
        connection: &'a mut SqliteConnection,
    ) -> BoxFuture<'a, Result<(), StoreError>> {
        Box::pin(async move {
            let result = (self.step)(connection).await.map_err(store_error);
            self.caller.set_result(result)
        })
    }

    fn split(self: Box<Self>) -> Vec<Box<dyn Write>> {
        vec![self]
    }

    fn answer(self: Box<Self>, on_disk: Result<(), StoreError>) {
        self.caller.answer(on_disk);
    }
}

/// Takes what waits, writes it together, answers; until nothing comes any more.
async fn work(writer: SqlitePool, mut arriving: mpsc::Receiver<Message>, group_max: usize) {
    let mut closing = Vec::new();
    let mut messages = Vec::with_capacity(group_max);
    while arriving.recv_many(&mut messages, group_max).await > 0 {
        let mut leads = Vec::with_capacity(messages.len());
        let mut attempts = Vec::new();
        let mut writes: Vec<Box<dyn Write>> = Vec::new();
        for message in messages.drain(..) {
            match message {
                Message::Lead(lead) => leads.push(*lead),
                Message::FinishedAttempt(attempt) => attempts.push(*attempt),
                Message::Write(write) => writes.push(write),
                Message::Close(done) => {
                    arriving.close();
                    closing.push(done);
                }
            }
        }
        writes.extend(combined::combine(attempts));
        writes.extend(combined::combine(leads));
        write_all(&writer, writes).await;
    }
    for done in closing {
        let _ = done.send(());
    }
}

async fn write_all(writer: &SqlitePool, mut writes: Vec<Box<dyn Write>>) {
    let on_disk = in_one_transaction(writer, &mut writes).await;
    if on_disk != Err(StoreError::Full) {
        for write in writes {
            write.answer(on_disk.clone());
        }
        return;
    }
    // Together they found no space: a small one may, where a large one does not.
    for write in writes.into_iter().flat_map(Write::split) {
        let mut alone = vec![write];
        let on_disk = in_one_transaction(writer, &mut alone).await;
        for write in alone {
            write.answer(on_disk.clone());
        }
    }
}

/// Runs every write in a savepoint of its own, so that one that fails takes nothing else along,
/// and commits. `Err`: nothing of them is on disk.
async fn in_one_transaction(
    writer: &SqlitePool,
    writes: &mut Vec<Box<dyn Write>>,
) -> Result<(), StoreError> {
    if writes.is_empty() {
        return Ok(());
    }
    // It holds the write lock from its start: one that only asked for it at its first write could
    // be refused after what it has read had changed.
    let begun = writer.begin_with("begin immediate").await;
    let mut transaction = begun.map_err(store_error)?;
    let mut at = 0;
    while at < writes.len() {
        let done = in_savepoint(&mut transaction, &mut *writes[at]).await?;
        if done.is_err() && writes[at].is_combined() {
            // One of them fails: which one shows when each is tried.
            let split = writes.remove(at).split();
            writes.splice(at..at, split);
        } else {
            at += 1;
        }
    }
    transaction.commit().await.map_err(store_error)
}

/// Runs a write whole or not at all, and says which. `Err`: `SQLite` itself has ended the
/// transaction, since the disk is full, or broken.
async fn in_savepoint(
    connection: &mut SqliteConnection,
    write: &mut dyn Write,
) -> Result<Result<(), StoreError>, StoreError> {
    execute(connection, "savepoint write").await?;
    let done = write.run(connection).await;
    if let Err(error) = &done {
        let undone = execute(connection, "rollback to write").await;
        undone.map_err(|_| error.clone())?;
    }
    execute(connection, "release write").await?;
    Ok(done)
}

async fn execute(
    connection: &mut SqliteConnection,
    statement: &'static str,
) -> Result<(), StoreError> {
    let executed = sqlx::query(statement).execute(connection);
    executed.await.map(drop).map_err(store_error)
}

#[cfg(test)]
mod tests;
