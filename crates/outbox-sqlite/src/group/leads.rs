//! The leads of a group, stored by statements that take many at once. Leads that have to do with
//! each other go in one after the other, so that the second sees the first.

use std::collections::HashMap;

use futures::future::BoxFuture;
use leadgate_outbox::{NativeAccepted, StoreError};
use sqlx::sqlite::SqliteConnection;

use super::{Caller, Write};
use crate::accept::{Incoming, accept_all};
use crate::error::store_error;

/// A lead that waits to be stored.
pub(super) struct Lead {
    pub(super) incoming: Incoming,
    pub(super) caller: Caller<NativeAccepted>,
}

/// What two leads may not have in common if they are to be stored by the same statements.
#[derive(PartialEq, Eq, Hash)]
enum Mark {
    Id(String),
    Person(String),
    Fields(String, String, String),
}

fn marks(Incoming { lead, window_ms }: &Incoming) -> Vec<Mark> {
    let mut marks = vec![Mark::Id(lead.id.clone())];
    marks.extend(lead.keys.iter().map(|key| Mark::Person(key.key.clone())));
    if window_ms.is_some() {
        marks.push(Mark::Fields(
            lead.partner.clone(),
            lead.form.clone(),
            lead.fingerprint.clone(),
        ));
    }
    marks
}

/// Puts leads that have nothing to do with each other together, and the others behind them, in the
/// order of arrival.
pub(super) fn together(leads: Vec<Lead>) -> impl Iterator<Item = Box<dyn Write>> {
    let mut writes: Vec<Leads> = Vec::new();
    // In which of the writes a mark was last seen.
    let mut last: HashMap<Mark, usize> = HashMap::new();
    for lead in leads {
        let marks = marks(&lead.incoming);
        let behind = marks.iter().filter_map(|mark| last.get(mark)).max();
        let at = behind.map_or(0, |at| at + 1);
        if at == writes.len() {
            writes.push(Leads(Vec::new()));
        }
        writes[at].0.push(lead);
        last.extend(marks.into_iter().map(|mark| (mark, at)));
    }
    writes
        .into_iter()
        .map(|leads| Box::new(leads) as Box<dyn Write>)
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
