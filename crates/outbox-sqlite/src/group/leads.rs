//! The leads of a group, stored by statements that take many at once. Leads that have to do with
//! each other go in one after the other, so that the second sees the first.

use futures::future::BoxFuture;
use leadgate_outbox::{Incoming, NativeAccepted, StoreError, unrelated};
use sqlx::sqlite::SqliteConnection;

use super::{Caller, Write};
use crate::accept::accept_all;
use crate::error::store_error;

/// A lead that waits to be stored.
pub(super) struct Lead {
    pub(super) incoming: Incoming,
    pub(super) caller: Caller<NativeAccepted>,
}

/// Puts leads that have nothing to do with each other together, and the others behind them.
pub(super) fn together(leads: Vec<Lead>) -> impl Iterator<Item = Box<dyn Write>> {
    unrelated(leads, |lead| &lead.incoming)
        .into_iter()
        .map(|leads| Box::new(Leads(leads)) as Box<dyn Write>)
}

/// Leads without anything in common, of which there is at least one.
struct Leads(Vec<Lead>);

impl Write for Leads {
    fn run<'a>(
        &'a mut self,
        connection: &'a mut SqliteConnection,
    ) -> BoxFuture<'a, Result<(), StoreError>> {
        Box::pin(async move {
            let incoming: Vec<&Incoming> = self.0.iter().map(|lead| &lead.incoming).collect();
            match accept_all(connection, &incoming).await.map_err(store_error) {
                Ok(answers) => {
                    for (lead, answer) in self.0.iter_mut().zip(answers) {
                        lead.caller.keep(Ok(answer))?;
                    }
                    Ok(())
                }
                Err(error) => {
                    for lead in &mut self.0 {
                        let _ = lead.caller.keep(Err(error.clone()));
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
        let alone = |lead| Box::new(Self(vec![lead])) as Box<dyn Write>;
        self.0.into_iter().map(alone).collect()
    }

    fn answer(self: Box<Self>, on_disk: Result<(), StoreError>) {
        for lead in self.0 {
            lead.caller.answer(on_disk.clone());
        }
    }
}
