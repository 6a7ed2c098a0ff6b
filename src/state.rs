//! The one state of a form, built from its specification. Views show it and report events to it;
//! everything they show is derived from it.
//!
//! The values themselves live in the page's own controls, which hold them before the WebAssembly
//! arrives, through autofill, Back and reset; the draft here mirrors them ([`FormState::typed`]).
//! So nothing that was typed can be overwritten by taking over the nodes.

use leadgate_model::rules::phone::Country;
use leadgate_model::time::{CallSlot, OpeningHours, slot};
use leadgate_model::wire::{FieldErrorOut, FormOptions};
use leadgate_model::{
    Draft, FieldError, Form, FormSpec, Lang, Problem, Rules, ValidLead, check_field, text, validate,
};
use leptos::prelude::*;

/// Open days of which dated slots are offered.
const DAYS_OFFERED: usize = 5;

/// Where the form stands.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Phase {
    /// The visitor fills it in.
    Editing,
    /// On its way; `slow` from 300 ms on, when waiting is shown.
    Sending {
        /// Whether waiting is shown.
        slow: bool,
    },
    /// A try failed; another one follows by itself.
    Retrying,
    /// On the proxy's disk.
    Sent(Sent),
    /// Every try failed; the text says what to do.
    Failed(text::Text),
}

impl Phase {
    /// Whether a request is under way, so that another one must not start.
    #[must_use]
    pub fn is_busy(&self) -> bool {
        matches!(self, Self::Sending { .. } | Self::Retrying)
    }
}

/// What is said after success.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Sent {
    /// The lead's id.
    pub id: String,
    /// When somebody calls.
    pub slot: Option<CallSlot>,
    /// The number that is called, as the visitor wrote it.
    pub phone: String,
}

/// The state of one form on one page.
#[derive(Clone, Copy, Debug)]
pub struct FormState {
    form: Form,
    lang: Lang,
    options: StoredValue<FormOptions>,
    hours: StoredValue<OpeningHours>,
    clock: fn() -> i64,
    draft: RwSignal<Draft>,
    shown: RwSignal<Vec<String>>,
    refused: RwSignal<Vec<FieldErrorOut>>,
    summary: RwSignal<bool>,
    offers: RwSignal<Vec<CallSlot>>,
    /// Where the form stands.
    pub phase: RwSignal<Phase>,
    /// The sentence of the live region.
    pub announcement: RwSignal<String>,
}

impl FormState {
    /// The state of a form with the values that its controls hold. `clock` gives seconds since
    /// 1970 (UTC). Opening hours that do not parse count as the default ones: the proxy decides.
    #[must_use]
    pub fn new(form: Form, options: FormOptions, draft: Draft, clock: fn() -> i64) -> Self {
        let hours = OpeningHours::parse(&options.hours).unwrap_or_default();
        Self {
            form,
            lang: options.lang(),
            options: StoredValue::new(options),
            hours: StoredValue::new(hours),
            clock,
            draft: RwSignal::new(draft),
            shown: RwSignal::new(Vec::new()),
            refused: RwSignal::new(Vec::new()),
            summary: RwSignal::new(false),
            offers: RwSignal::new(Vec::new()),
            phase: RwSignal::new(Phase::Editing),
            announcement: RwSignal::new(String::new()),
        }
    }

    /// The form's specification.
    #[must_use]
    pub const fn spec(self) -> &'static FormSpec {
        self.form.spec()
    }

    /// The words of a text in the form's language.
    #[must_use]
    pub fn words(self, text: text::Text) -> &'static str {
        text.words(self.lang)
    }

    /// The form's language.
    #[must_use]
    pub const fn lang(self) -> Lang {
        self.lang
    }

    /// Reads the options that the fragment brought.
    pub fn with_options<T>(self, read: impl FnOnce(&FormOptions) -> T) -> T {
        self.options.with_value(read)
    }

    /// The value that a control held when the state was made: for the server's markup.
    #[must_use]
    pub fn initial(self, name: &str) -> String {
        self.draft.with_untracked(|draft| draft.get(name).to_owned())
    }

    /// A control's value changed. A server's objection to it is void; a shown error that is
    /// mended is taken back at once and returns only when the field is left again.
    pub fn typed(self, name: &str, value: &str) {
        self.draft.update(|draft| draft.set(name, value));
        self.refused.update(|errors| errors.retain(|error| error.field != name));
        if self.problem(name).is_none() {
            self.shown.update(|shown| shown.retain(|known| known != name));
        }
    }

    /// A control was left: its error, if any, is shown and announced. An empty control is not
    /// nagged about before the visitor tries to send.
    pub fn left(self, name: &str) {
        let empty = self.draft.with_untracked(|draft| draft.get(name).trim().is_empty());
        if empty || self.shown.with_untracked(|shown| shown.iter().any(|known| known == name)) {
            return;
        }
        if let Some(problem) = self.problem(name) {
            self.shown.update(|shown| shown.push(name.to_owned()));
            self.announcement.set(self.sentence(name, problem));
        }
    }

    /// Checks everything that the controls hold. On errors all of them are shown, and the
    /// summary if there are several.
    ///
    /// # Errors
    /// Every wrong field, in the order of the page.
    pub fn check(self, draft: Draft) -> Result<ValidLead, Vec<FieldError>> {
        self.refused.set(Vec::new());
        self.draft.set(draft);
        let checked = self.with_rules(|rules| {
            self.draft.with_untracked(|draft| validate(self.form, draft, rules))
        });
        let errors = checked.as_ref().err().map_or(&[][..], Vec::as_slice);
        self.shown.set(errors.iter().map(|error| error.field.to_string()).collect());
        self.summary.set(errors.len() > 1);
        checked
    }

    /// The proxy refused the lead: its sentences are shown at the fields.
    pub fn refuse(self, errors: Vec<FieldErrorOut>) {
        self.summary.set(errors.len() > 1);
        self.refused.set(errors);
        self.phase.set(Phase::Editing);
    }

    /// The error that is shown at a field: the server's objection first, else the rule's.
    #[must_use]
    pub fn error(self, name: &str) -> Option<String> {
        let of_field = |error: &&FieldErrorOut| error.field == name;
        let refusal = self
            .refused
            .with(|errors| errors.iter().find(of_field).map(|error| error.message.clone()));
        if refusal.is_some() {
            return refusal;
        }
        if !self.shown.with(|shown| shown.iter().any(|known| known == name)) {
            return None;
        }
        self.draft.track();
        self.problem(name).map(|problem| self.sentence(name, problem))
    }

    /// Every shown error as field and sentence, in the order of the page; empty while the summary
    /// is not called for.
    #[must_use]
    pub fn summary(self) -> Vec<(String, String)> {
        if !self.summary.get() {
            return Vec::new();
        }
        let fields = self.spec().fields.iter().map(|field| field.name.to_owned());
        let consents = self.with_options(|options| {
            options.consents.iter().map(leadgate_model::ConsentText::field).collect::<Vec<_>>()
        });
        fields
            .chain(consents)
            .filter_map(|name| self.error(&name).map(|sentence| (name, sentence)))
            .collect()
    }

    /// The dated slots on offer; none in what is pasted.
    #[must_use]
    pub fn offers(self) -> Vec<CallSlot> {
        self.offers.get()
    }

    /// The opening hours.
    #[must_use]
    pub fn hours(self) -> OpeningHours {
        self.hours.get_value()
    }

    /// Renews the dated slots: after hydration, and when the visitor opens the list later on.
    pub fn renew_offers(self) {
        let now = (self.clock)();
        let offers = self.hours.with_value(|hours| slot::offers(now, hours, DAYS_OFFERED));
        if self.offers.with_untracked(|known| *known != offers) {
            self.offers.set(offers);
        }
    }

    /// Back to an empty form.
    pub fn reset(self) {
        self.draft.set(Draft::default());
        self.shown.set(Vec::new());
        self.refused.set(Vec::new());
        self.summary.set(false);
        self.announcement.set(String::new());
        self.phase.set(Phase::Editing);
    }

    fn with_rules<T>(self, check: impl FnOnce(&Rules<'_>) -> T) -> T {
        let now = (self.clock)();
        self.hours.with_value(|hours| {
            self.options.with_value(|options| {
                let consents = &options.consents;
                check(&Rules { now, hours, country: Country::Be, consents })
            })
        })
    }

    fn problem(self, name: &str) -> Option<Problem> {
        let typed = self.draft.with_untracked(|draft| draft.get(name).to_owned());
        if let Some(spec) = self.spec().field(name) {
            return self.with_rules(|rules| check_field(spec, &typed, rules)).err();
        }
        let required = self.with_options(|options| {
            options.consents.iter().any(|consent| consent.required && consent.field() == name)
        });
        (required && typed != "on").then_some(Problem::ConsentMissing)
    }

    fn sentence(self, name: &str, problem: Problem) -> String {
        let error = FieldError { field: name.to_owned().into(), problem };
        text::sentence(&error, self.spec(), self.lang)
    }
}
