//! Writes of one kind that share their statements, since a statement costs as much for one row as for
//! a dozen. What has to do with each other is written one after the other, so that the second sees
//! what the first did.

use std::hash::Hash;

use futures::future::BoxFuture;
use leadgate_store::{
    Claim, DeliveryOutcome, Finished, Incoming, LeadMark, NativeAccepted, StoreError, unrelated,
};
use sqlx::Error;
use sqlx::sqlite::SqliteConnection;

use super::{Caller, Reply, Write};
use crate::accept::accept_all;
use crate::error::store_error;
use crate::finish::finish_all;

/// What a caller wants written, where statements can do many of the kind at once.
pub(super) trait Item: Sized + Send + Sync + 'static {
    /// What the caller is told.
    type Answer: Send + 'static;
    /// What two of them may not have in common, for one statement to write both.
    type Mark: Eq + Hash;

    fn marks(&self) -> Vec<Self::Mark>;

    /// Writes items without a mark in common, and answers in their order.
    fn write_all<'a>(
        items: &'a [&'a Self],
        connection: &'a mut SqliteConnection,
    ) -> BoxFuture<'a, Result<Vec<Self::Answer>, Error>>;
}

impl Item for Incoming {
    type Answer = NativeAccepted;
    type Mark = LeadMark;

    fn marks(&self) -> Vec<LeadMark> {
        self.marks()
    }

    fn write_all<'a>(
        items: &'a [&'a Self],
        connection: &'a mut SqliteConnection,
    ) -> BoxFuture<'a, Result<Vec<NativeAccepted>, Error>> {
        Box::pin(accept_all(connection, items))
    }
}

/// How a claimed try ended, and when.
pub(crate) struct Ending {
    pub(crate) claim: Claim,
    pub(crate) outcome: DeliveryOutcome,
    pub(crate) now_ms: i64,
}

impl Item for Ending {
    type Answer = Finished;
    type Mark = i64;

    fn marks(&self) -> Vec<i64> {
        vec![self.claim.delivery_id]
    }

    fn write_all<'a>(
        items: &'a [&'a Self],
        connection: &'a mut SqliteConnection,
    ) -> BoxFuture<'a, Result<Vec<Finished>, Error>> {
        Box::pin(finish_all(connection, items))
    }
}

/// An item, and who waits for it.
pub(super) struct Asked<I: Item> {
    item: I,
    caller: Caller<I::Answer>,
}

impl<I: Item> Asked<I> {
    pub(super) fn new(item: I) -> (Box<Self>, Reply<I::Answer>) {
        let (caller, answer) = Caller::new();
        (Box::new(Self { item, caller }), answer)
    }
}

/// Puts items that have nothing to do with each other together, and the others behind them.
pub(super) fn together<I: Item>(items: Vec<Asked<I>>) -> impl Iterator<Item = Box<dyn Write>> {
    unrelated(items, |asked| asked.item.marks())
        .into_iter()
        .map(|items| Box::new(Several(items)) as Box<dyn Write>)
}

/// Items without anything in common, of which there is at least one.
struct Several<I: Item>(Vec<Asked<I>>);

impl<I: Item> Write for Several<I> {
    fn run<'a>(
        &'a mut self,
        connection: &'a mut SqliteConnection,
    ) -> BoxFuture<'a, Result<(), StoreError>> {
        Box::pin(async move {
            let items: Vec<&I> = self.0.iter().map(|asked| &asked.item).collect();
            match I::write_all(&items, connection).await.map_err(store_error) {
                Ok(answers) => {
                    for (asked, answer) in self.0.iter_mut().zip(answers) {
                        asked.caller.keep(Ok(answer))?;
                    }
                    Ok(())
                }
                Err(error) => {
                    for asked in &mut self.0 {
                        let _ = asked.caller.keep(Err(error.clone()));
                    }
                    Err(error)
                }
            }
        })
    }

    fn is_several(&self) -> bool {
        self.0.len() > 1
    }

    fn apart(self: Box<Self>) -> Vec<Box<dyn Write>> {
        let alone = |asked| Box::new(Self(vec![asked])) as Box<dyn Write>;
        self.0.into_iter().map(alone).collect()
    }

    fn answer(self: Box<Self>, on_disk: Result<(), StoreError>) {
        for asked in self.0 {
            asked.caller.answer(on_disk.clone());
        }
    }
}
