//! One row's way in: the way that posts take, with the id that the row always has.

use std::collections::HashSet;
use std::sync::Arc;

use anyhow::{Result, bail};
use leadgate_clock::{Clock as _, SystemClock};
use leadgate_intake::{
    BackgroundTasks, BlindIndexer, Intake as LeadIntake, IntakeMetrics, IntakeResult, Refusal,
    Sender, take_in,
};
use leadgate_model::wire::FieldErrorOut;
use leadgate_model::{Draft, Form, validate};
use leadgate_settings::{FormConfig, PartnerForm, Settings, own_origin};
use leadgate_store::{Store, StoreError};
use uuid::Uuid;

use super::columns::Columns;
use super::table::Row;
use super::table_error::TableError;
use super::{BATCH, lead_id};

/// How often a row is tried while others write; each attempt waits some seconds for its turn.
const ATTEMPTS_WHILE_BUSY: u32 = 12;

/// What became of a row.
#[derive(Debug)]
pub(super) enum Fate {
    /// It is a new lead, on disk with its deliveries. Without a store: it is good.
    Stored,
    /// The store had it.
    AlreadyThere,
    /// An earlier row of the table says the same.
    Repeated,
    /// It is wrong.
    Rejected(Vec<FieldErrorOut>),
}

/// Takes rows in.
pub(super) struct Intake<'a> {
    partner_form: PartnerForm<'a>,
    form_config: FormConfig,
    columns: Columns,
    batch: &'a str,
    /// What posts are taken in by; `None` if rows are checked only.
    taking: Option<LeadIntake>,
    sender: Sender,
    /// The good rows so far: sixteen bytes for each.
    seen: HashSet<Uuid>,
}

impl<'a> Intake<'a> {
    pub(super) fn new(
        settings: &Settings,
        partner_form: PartnerForm<'a>,
        form_config: FormConfig,
        columns: Columns,
        batch: &'a str,
        store: Option<(Arc<dyn Store>, BlindIndexer)>,
    ) -> Self {
        let taking = store.map(|(store, persons)| LeadIntake {
            settings: Arc::new(settings.clone()),
            store,
            // Nobody waits for it: the server looks for what others stored.
            wake: Arc::default(),
            clock: Arc::new(SystemClock),
            metrics: IntakeMetrics::default(),
            persons,
            background_tasks: BackgroundTasks::default(),
        });
        Self {
            partner_form,
            form_config,
            columns,
            batch,
            taking,
            sender: Sender {
                origin: Some(own_origin(settings)),
                referer: None,
                imported: true,
            },
            seen: HashSet::new(),
        }
    }

    pub(super) const fn form(&self) -> Form {
        self.partner_form.form
    }

    /// Takes a row in.
    ///
    /// # Errors
    /// When the store fails, and stays so. The row is then stored or not, but nothing of it is
    /// half done.
    pub(super) async fn take(&mut self, row: &Row) -> Result<Fate> {
        let (mut draft, problems) = self.columns.draft(&row.cells);
        let has_batch = self.partner_form.form.spec().field(BATCH).is_some();
        if has_batch && !draft.is_filled(BATCH) {
            draft.set(BATCH, self.batch);
        }
        if !problems.is_empty() {
            return Ok(Fate::Rejected(self.all_errors(&problems, &draft)));
        }
        let rules = self.form_config.rules(now());
        let id = lead_id::of(&self.partner_form, self.batch, &draft, &rules);
        if self.seen.contains(&id) {
            return Ok(Fate::Repeated);
        }
        draft.push("id", &id.to_string());
        let fate = match &self.taking {
            None => match self.errors(&draft) {
                errors if errors.is_empty() => Fate::Stored,
                errors => Fate::Rejected(errors),
            },
            Some(taking) => self.store(taking, &draft).await?,
        };
        if !matches!(fate, Fate::Rejected(_)) {
            self.seen.insert(id);
        }
        Ok(fate)
    }

    async fn store(&self, taking: &LeadIntake, draft: &Draft) -> Result<Fate> {
        for _ in 0..ATTEMPTS_WHILE_BUSY {
            match take_in(taking, &self.partner_form, draft, &self.sender).await {
                Ok(IntakeResult::Accepted { is_new: true, .. }) => return Ok(Fate::Stored),
                Ok(IntakeResult::Accepted { is_new: false, .. }) => return Ok(Fate::AlreadyThere),
                Ok(IntakeResult::Refused(errors)) => return Ok(Fate::Rejected(errors)),
                // The id is made of all that the row says: it is this row, stored when the
                // settings (a consent that was not asked for yet) were others.
                Err(Refusal::Conflict) => return Ok(Fate::AlreadyThere),
                // Why not is said by the store alone.
                Err(Refusal::StoreUnavailable) => match taking.store.can_store().await {
                    Ok(()) | Err(StoreError::Busy) => {}
                    Err(reason) => bail!(reason),
                },
                Err(refusal) => bail!(refusal),
            }
        }
        bail!(StoreError::Busy)
    }

    /// What the table has wrong and what the form's rules find, the latter where the former has
    /// not spoken.
    fn all_errors(&self, problems: &[TableError], draft: &Draft) -> Vec<FieldErrorOut> {
        let problems = problems.iter();
        let mut all: Vec<_> = problems
            .map(|problem| problem.out(self.partner_form.lang))
            .collect();
        let shifted = all.iter().any(|error| error.field.is_empty());
        let found = self.errors(draft);
        // Cells that are in the wrong column say nothing about themselves.
        let found = found.into_iter().filter(|_| !shifted);
        let found: Vec<_> = found
            .filter(|error| all.iter().all(|known| known.field != error.field))
            .collect();
        all.extend(found);
        all
    }

    fn errors(&self, draft: &Draft) -> Vec<FieldErrorOut> {
        let PartnerForm { form, lang, .. } = self.partner_form;
        let Err(errors) = validate(form, draft, &self.form_config.rules(now())) else {
            return Vec::new();
        };
        let errors = errors.iter();
        errors
            .map(|error| FieldErrorOut::new(error, form.spec(), lang))
            .collect()
    }
}

/// Seconds since 1970 (UTC).
fn now() -> i64 {
    SystemClock.now_ms() / 1000
}
