//! A group of writes in one transaction. If one of them fails, the transaction is undone and each write is
//! done by itself, so that one that fails takes no neighbour along: on a full disk, too, a small lead still
//! goes in where a large one does not.

use leadgate_store::StoreError;
use rusqlite::Error;
use tokio::sync::oneshot;

use crate::error::store_error;
use crate::writing::{DiskSpace, Writing};

/// A write of any kind, so that several kinds share a group.
pub(super) trait Write: Send {
    /// Does it, and keeps what came of it; `Err`: what it changed has to be undone.
    fn run(&mut self, writing: &Writing) -> Result<(), StoreError>;

    /// Answers who waits: with what came of it if the transaction is on disk, else with why it
    /// is not.
    fn answer(self: Box<Self>, on_disk: Result<(), StoreError>);
}

/// A step, what came of it so far, and who waits for that.
pub(super) struct Waiting<Step, Answer> {
    step: Step,
    result: Option<Answer>,
    reply: oneshot::Sender<Result<Answer, StoreError>>,
}

type Reply<Answer> = oneshot::Receiver<Result<Answer, StoreError>>;

impl<Step, Answer> Waiting<Step, Answer> {
    pub(super) fn new(step: Step) -> (Self, Reply<Answer>) {
        let (reply, answer) = oneshot::channel();
        let waiting = Self {
            step,
            result: None,
            reply,
        };
        (waiting, answer)
    }
}

impl<Step, Answer> Write for Waiting<Step, Answer>
where
    Step: FnMut(&Writing) -> Result<Answer, Error> + Send,
    Answer: Send,
{
    fn run(&mut self, writing: &Writing) -> Result<(), StoreError> {
        let result = (self.step)(writing).map_err(store_error)?;
        self.result = Some(result);
        Ok(())
    }

    fn answer(self: Box<Self>, on_disk: Result<(), StoreError>) {
        let answer = match (on_disk, self.result) {
            (Err(error), _) => Err(error),
            (Ok(()), Some(result)) => Ok(result),
            (Ok(()), None) => Err(StoreError::Unavailable("a write was left out".into())),
        };
        // Whoever stopped waiting needs no answer.
        let _ = self.reply.send(answer);
    }
}

/// Where a group came to nothing.
enum Failed {
    /// Before or after all of them: each would fail alike.
    All(StoreError),
    /// At one of them, or for want of space: a small one may find some, where all together do not.
    Some(StoreError),
}

/// Writes a group and answers all of it; leaves it empty.
pub(super) fn write(writing: &Writing, writes: &mut Vec<Box<dyn Write>>) {
    if writes.is_empty() {
        return;
    }
    let is_one = writes.len() == 1;
    match in_one_transaction(writing, writes, DiskSpace::Enough) {
        Err(Failed::Some(error)) if !is_one || error == StoreError::Full => {
            for mut write in writes.drain(..) {
                let on_disk = in_one_transaction(
                    writing,
                    std::slice::from_mut(&mut write),
                    DiskSpace::Scarce,
                );
                write.answer(on_disk.map_err(Failed::into));
            }
        }
        on_disk => {
            let on_disk = on_disk.map_err(StoreError::from);
            for write in writes.drain(..) {
                write.answer(on_disk.clone());
            }
        }
    }
}

impl From<Failed> for StoreError {
    fn from(failed: Failed) -> Self {
        match failed {
            Failed::All(error) | Failed::Some(error) => error,
        }
    }
}

/// `Err`: nothing of them is on disk.
fn in_one_transaction(
    writing: &Writing,
    writes: &mut [Box<dyn Write>],
    space: DiskSpace,
) -> Result<(), Failed> {
    writing.begin().map_err(Failed::All)?;
    let run = writes.iter_mut().try_for_each(|write| write.run(writing));
    let committed = match run {
        Ok(()) => writing.commit(space).map_err(|error| match error {
            StoreError::Full => Failed::Some(error),
            error => Failed::All(error),
        }),
        Err(error) => Err(Failed::Some(error)),
    };
    if committed.is_err() {
        writing.roll_back();
    }
    committed
}
