//! Group commit: leads that wait at the same moment share a transaction and the server's sync of its
//! disk. Each is answered only after that.
//!
//! Several groups are under way at once, since the server works on several and a commit mostly waits
//! for the disk. While they do, the next group gathers; so a slow server makes larger groups, not a
//! longer queue. What a caller asked for is done whether or not the caller still waits.

use std::sync::Arc;

use futures::future::join_all;
use leadgate_store::{Acceptance, Incoming, StoreError};
use sqlx::Error;
use sqlx::postgres::PgPool;
use tokio::sync::{OwnedSemaphorePermit, Semaphore, mpsc, oneshot};
use tokio::time::Instant;

use crate::accept::accept_all;
use crate::cancel_safe::{self, CancelSafeConnection};
use crate::error::unavailable;
use crate::open::WAIT_MAX;
use crate::signal::Signal;

/// How many leads may wait: what a slow server still gets through while a visitor has patience.
/// Whoever comes after them is told at once that the store is busy.
const WAITING_MAX: usize = 1024;

/// How many leads share a transaction at most. Each holds a lock for each of its blind indexes, and
/// the server has some thousands of them for all its clients.
const GROUP_MAX: usize = 64;

/// How many groups are under way at once.
const GROUPS_MAX: u32 = 4;

/// The queue of leads, and the task that works it off.
#[derive(Debug, Clone)]
pub(crate) struct Group {
    queue: mpsc::Sender<Message>,
}

enum Message {
    Lead(Box<Lead>),
    /// Nothing comes after; to be told when everything before is done.
    Close(oneshot::Sender<()>),
}

struct Lead {
    incoming: Incoming,
    since: Instant,
    reply: oneshot::Sender<Result<Acceptance, StoreError>>,
}

impl Lead {
    fn answer(self, answer: Result<Acceptance, StoreError>) {
        // Whoever stopped waiting needs no answer.
        let _ = self.reply.send(answer);
    }
}

impl Group {
    /// Starts the task. It ends with the last handle, or with [`close`](Self::close).
    pub(crate) fn start(pool: PgPool, signal: Arc<Signal>) -> Self {
        let (queue, arriving) = mpsc::channel(WAITING_MAX);
        tokio::spawn(work(Writer { pool, signal }, arriving));
        Self { queue }
    }

    /// Stores a lead, unless too many wait already: [`StoreError::Busy`], and nothing is done.
    pub(crate) async fn accept(&self, incoming: Incoming) -> Result<Acceptance, StoreError> {
        let (reply, answer) = oneshot::channel();
        let lead = Lead {
            incoming,
            since: Instant::now(),
            reply,
        };
        let sent = self.queue.try_send(Message::Lead(Box::new(lead)));
        sent.map_err(|refused| match refused {
            mpsc::error::TrySendError::Full(_) => StoreError::Busy,
            mpsc::error::TrySendError::Closed(_) => closed(),
        })?;
        answer.await.unwrap_or_else(|_| Err(closed()))
    }

    /// Stores what waits and takes nothing more.
    pub(crate) async fn close(&self) {
        let (done, is_done) = oneshot::channel();
        if self.queue.send(Message::Close(done)).await.is_ok() {
            // An error means that the task is gone, which is what was asked for.
            let _ = is_done.await;
        }
    }
}

fn closed() -> StoreError {
    unavailable("it was closed")
}

/// Takes what waits and has it written, until nothing comes any more.
async fn work(writer: Writer, mut arriving: mpsc::Receiver<Message>) {
    let groups = Arc::new(Semaphore::new(GROUPS_MAX as usize));
    let mut closing = Vec::new();
    let mut messages = Vec::with_capacity(GROUP_MAX);
    // A group gathers for as long as all others are under way. The semaphore is never closed.
    while let Ok(turn) = Arc::clone(&groups).acquire_owned().await {
        if arriving.recv_many(&mut messages, GROUP_MAX).await == 0 {
            break;
        }
        let mut leads = Vec::with_capacity(messages.len());
        for message in messages.drain(..) {
            match message {
                Message::Lead(lead) => leads.push(*lead),
                Message::Close(done) => {
                    arriving.close();
                    closing.push(done);
                }
            }
        }
        tokio::spawn(writer.clone().write(leads, turn));
    }
    let _all = groups.acquire_many(GROUPS_MAX).await;
    for done in closing {
        let _ = done.send(());
    }
}

#[derive(Clone)]
struct Writer {
    pool: PgPool,
    signal: Arc<Signal>,
}

/// Why leads could not be stored.
enum Failure {
    /// The server refused something about one of them, or about what it met.
    Refused(StoreError),
    /// It is out of reach.
    Away(StoreError),
}

impl Writer {
    async fn write(self, leads: Vec<Lead>, _turn: OwnedSemaphorePermit) {
        // The server was away or slow for longer than a visitor's patience.
        let (leads, late): (Vec<Lead>, Vec<Lead>) =
            (leads.into_iter()).partition(|lead| lead.since.elapsed() < WAIT_MAX);
        for lead in late {
            lead.answer(Err(StoreError::Busy));
        }
        let incoming: Vec<&Incoming> = leads.iter().map(|lead| &lead.incoming).collect();
        let answers = match self.accept(&incoming).await {
            Ok(answers) => answers.into_iter().map(Ok).collect(),
            Err(Failure::Refused(_)) if leads.len() > 1 => {
                // Which one it was about shows when each is tried.
                join_all(incoming.iter().map(|lead| self.accept_alone(lead))).await
            }
            Err(Failure::Refused(error) | Failure::Away(error)) => vec![Err(error); leads.len()],
        };
        for (lead, answer) in leads.into_iter().zip(answers) {
            lead.answer(answer);
        }
    }

    async fn accept_alone(&self, lead: &Incoming) -> Result<Acceptance, StoreError> {
        match self.accept(&[lead]).await {
            Ok(mut answers) => answers
                .pop()
                .ok_or_else(|| unavailable("a lead was left out")),
            Err(Failure::Refused(error) | Failure::Away(error)) => Err(error),
        }
    }

    async fn accept(&self, leads: &[&Incoming]) -> Result<Vec<Acceptance>, Failure> {
        if leads.is_empty() {
            return Ok(Vec::new());
        }
        let mut cancel_safe = CancelSafeConnection::acquire(&self.pool)
            .await
            .map_err(Failure::Away)?;
        let mut is_refused = false;
        let answered = cancel_safe::answer(async {
            let answers = accept_all(&mut cancel_safe, leads).await;
            is_refused = matches!(answers, Err(Error::Database(_)));
            (cancel_safe, answers)
        });
        let answers = match answered.await {
            Ok(answers) => answers,
            Err(error) if is_refused => return Err(Failure::Refused(error)),
            Err(error) => return Err(Failure::Away(error)),
        };
        if answers.iter().any(|answer| answer.accepted.is_new()) {
            self.signal.tell();
        }
        Ok(answers)
    }
}

#[cfg(test)]
mod tests;
