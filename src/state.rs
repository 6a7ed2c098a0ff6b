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
    ConsentText, Draft, FieldError, FieldKind, Form, FormSpec, Lang, Problem, Rules, ValidLead,
    check_field, text, validate,
};
use leptos::prelude::*;

/// Open days of which dated slots are offered.
const DAYS_OFFERED: usize = 5;

/// Where the form stands.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub enum Phase {
    /// The visitor fills it in.
    #[default]
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

/// What the views show, in one piece: every further type of signal costs each visitor kilobytes.
#[derive(Clone, Default)]
struct Shown {
    /// What the controls hold.
    draft: Draft,
    /// The fields whose own errors are shown.
    wrong: Vec<String>,
    /// The server's objections.
    refused: Vec<FieldErrorOut>,
    /// Whether the summary is called for.
    summary: bool,
    /// Where the form stands.
    phase: Phase,
    /// The sentence of the live region.
    announcement: String,
}

impl Sent {
    /// What is said of a lead that was stored with these values.
    #[must_use]
    pub fn new(id: String, slot: Option<CallSlot>, spec: &FormSpec, draft: &Draft) -> Self {
        let phone = spec
            .fields
            .iter()
            .find(|field| field.kind == FieldKind::Phone);
        let phone = phone.map_or("", |field| draft.get(field.name));
        Self {
            id,
            slot,
            phone: phone.trim().to_owned(),
        }
    }
}

/// The state of one form on one page.
#[derive(Clone, Copy, Debug)]
pub struct FormState {
    form: Form,
    lang: Lang,
    settings: StoredValue<(FormOptions, OpeningHours)>,
    clock: fn() -> i64,
    shown: RwSignal<Shown>,
    offers: RwSignal<Vec<CallSlot>>,
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
            settings: StoredValue::new((options, hours)),
            clock,
            shown: RwSignal::new(Shown {
                draft,
                ..Shown::default()
            }),
            offers: RwSignal::new(Vec::new()),
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
        self.settings.with_value(|(options, _)| read(options))
    }

    /// The opening hours.
    #[must_use]
    pub fn hours(self) -> OpeningHours {
        self.settings.with_value(|(_, hours)| *hours)
    }

    /// Where the form stands.
    #[must_use]
    pub fn phase(self) -> Phase {
        self.shown.with(|shown| shown.phase.clone())
    }

    /// Whether a request is under way, so that another one must not start.
    #[must_use]
    pub fn is_busy(self) -> bool {
        // A form that is gone sends nothing more.
        self.shown
            .try_with_untracked(|shown| shown.phase.is_busy())
            .unwrap_or(true)
    }

    /// The id of the lead that was sent with what the controls hold, until they are emptied.
    #[must_use]
    pub fn sent_id(self) -> Option<String> {
        self.shown.with_untracked(|shown| match &shown.phase {
            Phase::Sent(sent) => Some(sent.id.clone()),
            Phase::Editing | Phase::Sending { .. } | Phase::Retrying | Phase::Failed(_) => None,
        })
    }

    /// The form stands elsewhere; a sentence, if any, says so in the live region.
    pub fn enter(self, phase: Phase, announcement: Option<String>) {
        self.shown.update(|shown| {
            shown.phase = phase;
            if let Some(sentence) = announcement {
                shown.announcement = sentence;
            }
        });
    }

    /// Shows that sending takes its time, if it still does and the form is still there.
    pub fn show_waiting(self) {
        let fast = Phase::Sending { slow: false };
        if self.shown.try_with_untracked(|shown| shown.phase == fast) == Some(true) {
            let words = self.words(text::Text::Sending).to_owned();
            self.enter(Phase::Sending { slow: true }, Some(words));
        }
    }

    /// The sentence of the live region.
    #[must_use]
    pub fn announcement(self) -> String {
        self.shown.with(|shown| shown.announcement.clone())
    }

    /// The value that a control held when the state was made: for the server's markup.
    #[must_use]
    pub fn initial(self, name: &str) -> String {
        self.shown
            .with_untracked(|shown| shown.draft.get(name).to_owned())
    }

    /// A control's value changed. A server's objection to it is void; a shown error that is
    /// mended is taken back at once and returns only when the field is left again.
    pub fn typed(self, name: &str, value: &str) {
        self.shown.update(|shown| {
            shown.draft.set(name, value);
            shown.refused.retain(|error| error.field != name);
            if self.problem(shown, name).is_none() {
                shown.wrong.retain(|known| known != name);
            }
        });
    }

    /// A control was left: its error, if any, is shown and announced. An empty control is not
    /// nagged about before the visitor tries to send.
    pub fn left(self, name: &str) {
        let problem = self.shown.with_untracked(|shown| {
            let empty = shown.draft.get(name).trim().is_empty();
            let known = shown.wrong.iter().any(|known| known == name);
            if empty || known {
                None
            } else {
                self.problem(shown, name)
            }
        });
        if let Some(problem) = problem {
            self.shown.update(|shown| {
                shown.wrong.push(name.to_owned());
                shown.announcement = self.sentence(name, problem);
            });
        }
    }

    /// Checks everything that the controls hold. On errors all of them are shown, and the
    /// summary if there are several.
    ///
    /// # Errors
    /// Every wrong field, in the order of the page.
    pub fn check(self, draft: Draft) -> Result<ValidLead, Vec<FieldError>> {
        let checked = self.with_rules(|rules| validate(self.form, &draft, rules));
        let errors = checked.as_ref().err().map_or(&[][..], Vec::as_slice);
        self.shown.update(|shown| {
            shown.draft = draft;
            shown.refused = Vec::new();
            shown.wrong = errors.iter().map(|error| error.field.to_string()).collect();
            shown.summary = errors.len() > 1;
            shown.phase = Phase::Editing;
        });
        checked
    }

    /// The proxy refused the lead: its sentences are shown at the fields.
    pub fn refuse(self, errors: Vec<FieldErrorOut>) {
        self.shown.update(|shown| {
            shown.summary = errors.len() > 1;
            shown.refused = errors;
            shown.phase = Phase::Editing;
        });
    }

    /// The error that is shown at a field: the server's objection first, else the rule's.
    #[must_use]
    pub fn error(self, name: &str) -> Option<String> {
        self.shown.with(|shown| self.shown_error(shown, name))
    }

    /// Every shown error as field and sentence, in the order of the page; empty while the summary
    /// is not called for.
    #[must_use]
    pub fn summary(self) -> Vec<(String, String)> {
        let mut names: Vec<String> = self
            .spec()
            .fields
            .iter()
            .map(|field| field.name.to_owned())
            .collect();
        self.with_options(|options| names.extend(options.consents.iter().map(ConsentText::field)));
        self.shown.with(|shown| {
            names.retain(|_| shown.summary);
            let sentences = names.into_iter();
            sentences
                .filter_map(|name| {
                    self.shown_error(shown, &name)
                        .map(|sentence| (name, sentence))
                })
                .collect()
        })
    }

    /// The dated slots on offer; none in what is pasted.
    #[must_use]
    pub fn offers(self) -> Vec<CallSlot> {
        self.offers.get()
    }

    /// Renews the dated slots: after hydration, and when the visitor comes back to the form. Not
    /// while one of them is chosen: the list's nodes are reused by place, so the chosen one would
    /// come to mean another time.
    pub fn renew_offers(self) {
        let chosen = |shown: &Shown| CallSlot::parse(shown.draft.get("slot")).is_some();
        if self.shown.with_untracked(chosen) {
            return;
        }
        let now = (self.clock)();
        let offers = self
            .settings
            .with_value(|(_, hours)| slot::offers(now, hours, DAYS_OFFERED));
        if self.offers.with_untracked(|known| *known != offers) {
            self.offers.set(offers);
        }
    }

    /// Back to an empty form.
    pub fn reset(self) {
        self.shown.set(Shown::default());
    }

    fn with_rules<T>(self, check: impl FnOnce(&Rules<'_>) -> T) -> T {
        let now = (self.clock)();
        self.settings.with_value(|(options, hours)| {
            let consents = &options.consents;
            check(&Rules {
                now,
                hours,
                country: Country::Be,
                consents,
            })
        })
    }

    fn shown_error(self, shown: &Shown, name: &str) -> Option<String> {
        let refusal = shown.refused.iter().find(|error| error.field == name);
        if let Some(error) = refusal {
            return Some(error.message.clone());
        }
        let is_shown = shown.wrong.iter().any(|known| known == name);
        let problem = if is_shown {
            self.problem(shown, name)
        } else {
            None
        };
        problem.map(|problem| self.sentence(name, problem))
    }

    fn problem(self, shown: &Shown, name: &str) -> Option<Problem> {
        let typed = shown.draft.get(name);
        if let Some(spec) = self.spec().field(name) {
            return self
                .with_rules(|rules| check_field(spec, typed, rules))
                .err();
        }
        let required = self.with_options(|options| {
            options
                .consents
                .iter()
                .any(|consent| consent.required && consent.field() == name)
        });
        (required && typed != "on").then_some(Problem::ConsentMissing)
    }

    fn sentence(self, name: &str, problem: Problem) -> String {
        let error = FieldError {
            field: name.to_owned().into(),
            problem,
        };
        text::sentence(&error, self.spec(), self.lang)
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicI64, Ordering};

    use super::*;

    /// 2026-11-18, a Wednesday, 11:06 in Brussels.
    const MORNING: i64 = 1_794_996_400;
    static NOW: AtomicI64 = AtomicI64::new(MORNING);

    #[test]
    fn a_chosen_slot_stays_in_a_list_that_would_have_moved_on() {
        let options = FormOptions {
            form: "call-me-back".into(),
            lang: "nl".into(),
            partner: String::new(),
            version: String::new(),
            proxy: String::new(),
            company: String::new(),
            phone: None,
            privacy_url: None,
            hours: "mon-fri 09:00-18:00".into(),
            consents: Vec::new(),
        };
        Owner::new().with(|| {
            let clock = || NOW.load(Ordering::Relaxed);
            let state = FormState::new(Form::CallMeBack, options, Draft::default(), clock);
            state.renew_offers();
            let before = state.offers();
            state.typed("slot", &before[1].to_string());
            NOW.store(MORNING + 24 * 3600, Ordering::Relaxed);
            state.renew_offers();
            assert_eq!(state.offers(), before);
            state.typed("slot", "");
            state.renew_offers();
            assert_ne!(state.offers(), before);
        });
    }
}
