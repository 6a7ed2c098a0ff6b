//! Writes of one kind that share their statements, since a statement costs as much for one row as for
//! a dozen. What has to do with each other is written one after the other, so that the second sees
//! what the first did.

use std::hash::Hash;

use futures::future::BoxFuture;
use leadgate_store::{
    Acceptance, AttemptResult, Claim, ConflictKey, Finished, Incoming, StoreError,
    conflict_free_groups,
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
    type ConflictKey: Eq + Hash;

    fn conflict_keys(&self) -> Vec<Self::ConflictKey>;

    /// Writes items without a mark in common, and answers in their order.
    fn write_all<'a>(
        items: &'a [&'a Self],
        connection: &'a mut SqliteConnection,
    ) -> BoxFuture<'a, Result<Vec<Self::Answer>, Error>>;
}

impl Item for Incoming {
    type Answer = Acceptance;
    type ConflictKey = ConflictKey;

    fn conflict_keys(&self) -> Vec<ConflictKey> {
        self.conflict_keys()
    }

    fn write_all<'a>(
        items: &'a [&'a Self],
        connection: &'a mut SqliteConnection,
    ) -> BoxFuture<'a, Result<Vec<Acceptance>, Error>> {
        Box::pin(accept_all(connection, items))
    }
}

/// How a claimed attempt ended, and when.
pub(crate) struct FinishedAttempt {
    pub(crate) claim: Claim,
    pub(crate) result: AttemptResult,
    pub(crate) now_ms: i64,
}

impl Item for FinishedAttempt {
    type Answer = Finished;
    type ConflictKey = i64;

    fn conflict_keys(&self) -> Vec<i64> {
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
pub(super) struct Requested<I: Item> {
    item: I,
    caller: Caller<I::Answer>,
}

impl<I: Item> Requested<I> {
    pub(super) fn new(item: I) -> (Box<Self>, Reply<I::Answer>) {
        let (caller, answer) = Caller::new();
        (Box::new(Self { item, caller }), answer)
    }
}

/// Puts items that have nothing to do with each other together, and the others behind them.
pub(super) fn combine<I: Item>(items: Vec<Requested<I>>) -> impl Iterator<Item = Box<dyn Write>> {
    conflict_free_groups(items, |requested| requested.item.conflict_keys())
        .into_iter()
        .map(|items| Box::new(Combined(items)) as Box<dyn Write>)
}

/// Items without anything in common, of which there is at least one.
struct Combined<I: Item>(Vec<Requested<I>>);

impl<I: Item> Write for Combined<I> {
    fn run<'a>(
        &'a mut self,
        connection: &'a mut SqliteConnection,
    ) -> BoxFuture<'a, Result<(), StoreError>> {
        Box::pin(async move {
            let items: Vec<&I> = self.0.iter().map(|requested| &requested.item).collect();
            match I::write_all(&items, connection).await.map_err(store_error) {
                Ok(answers) => {
                    for (requested, answer) in self.0.iter_mut().zip(answers) {
                        requested.caller.set_result(Ok(answer))?;
                    }
                    Ok(())
                }
                Err(error) => {
                    for requested in &mut self.0 {
                        let _ = requested.caller.set_result(Err(error.clone()));
                    }
                    Err(error)
                }
            }
        })
    }

    fn is_combined(&self) -> bool {
        self.0.len() > 1
    }

    fn split(self: Box<Self>) -> Vec<Box<dyn Write>> {
        let alone = |requested| Box::new(Self(vec![requested])) as Box<dyn Write>;
        self.0.into_iter().map(alone).collect()
    }

    fn answer(self: Box<Self>, on_disk: Result<(), StoreError>) {
        for requested in self.0 {
            requested.caller.answer(on_disk.clone());
        }
    }
}
