//! The one state of a form, built from its specification. The DOM runtime shows it and reports
//! events to it; everything shown is derived from it. It is no signal.
//!
//! The values themselves live in the page's own controls, which hold them before the WebAssembly
//! arrives, through autofill, Back and reset; the draft here mirrors them ([`FormState::typed`]).
//! So nothing that was typed can be overwritten by hydrating the nodes.

mod asked;
mod errors;
mod reply;
mod slots;
mod values;

use leadgate_model::wire::{FieldErrorOut, FormOptions};
use leadgate_model::{Draft, FieldKind, Form, FormSpec, Lang, text};
use leadgate_rules::time::{CallSlot, OpeningHours};
use leadgate_rules::url::TargetParts;
use leptos::prelude::*;

pub use errors::InvalidField;
pub use values::Help;

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
    /// An attempt failed; another one follows by itself.
    Retrying,
    /// On the proxy's disk.
    Sent(Sent),
    /// Every attempt failed; the text says what to do.
    Failed(text::Text),
}

impl Phase {
    /// Whether a request is under way, so that another one must not start.
    #[must_use]
    pub fn is_busy(&self) -> bool {
        matches!(self, Self::Sending { .. } | Self::Retrying)
    }
}

/// What the state asks of the page that it is on.
#[derive(Clone, Copy, Debug)]
pub struct Platform {
    /// The clock: seconds since 1970 (UTC).
    pub now: fn() -> i64,
    /// A slot on the visitor's own clocks; `None` where they show what Brussels' do.
    pub own_clock: fn(CallSlot) -> Option<CallSlot>,
    /// The platform's parser of addresses.
    pub parse_url: fn(&str) -> Option<TargetParts>,
}

/// What is said after success.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Sent {
    /// The lead's id.
    pub id: String,
    /// When somebody calls.
    pub slot: Option<CallSlot>,
    /// The same on the visitor's own clocks, where they show something else.
    pub your_time: Option<String>,
    /// The number that is called, as the visitor wrote it.
    pub phone: String,
    /// Where a click-out leads.
    pub target: Option<String>,
}

/// What is shown, in one piece, and no signal: the browser shows all of it after each event
/// (`browser::sync`), and what tells subscribers of a signal would cost each visitor kilobytes. So
/// does every closure that looks in; it is read and written through guards.
#[derive(Default)]
struct Shown {
    /// The dated slots on offer.
    offers: Vec<CallSlot>,
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
    /// Whether the e-mail address was left as it is: only then a slip in it is pointed out.
    left_address: bool,
}

impl Sent {
    /// What is said of a lead that was stored with these values.
    #[must_use]
    pub fn new(id: String, slot: Option<CallSlot>, spec: &FormSpec, draft: &Draft) -> Self {
        let phone = spec
            .fields
            .iter()
            .find(|field| matches!(field.kind, FieldKind::Phone(_)));
        let phone = phone.map_or("", |field| draft.get(field.name));
        let target = spec
            .fields
            .iter()
            .find(|field| field.kind == FieldKind::Target);
        Self {
            id,
            slot,
            your_time: None,
            phone: phone.trim().to_owned(),
            target: target.map(|field| draft.get(field.name).to_owned()),
        }
    }
}

/// The state of one form on one page.
#[derive(Clone, Copy, Debug)]
pub struct FormState {
    form: Form,
    lang: Lang,
    settings: StoredValue<(FormOptions, OpeningHours)>,
    platform: Platform,
    shown: StoredValue<Shown>,
}

impl FormState {
    /// The state of a form with the values that its controls hold. Opening hours that do not parse
    /// count as the default ones: the proxy decides.
    #[must_use]
    pub fn new(form: Form, options: FormOptions, draft: Draft, platform: Platform) -> Self {
        let hours = OpeningHours::parse(&options.hours).unwrap_or_default();
        Self {
            form,
            lang: options.lang(),
            settings: StoredValue::new((options, hours)),
            platform,
            shown: StoredValue::new(Shown {
                draft,
                ..Shown::default()
            }),
        }
    }

    /// The form's specification.
    #[must_use]
    pub const fn spec(self) -> &'static FormSpec {
        self.form.spec()
    }

    /// The translation of a text into the form's language.
    #[must_use]
    pub fn translation(self, text: text::Text) -> &'static str {
        text.translation(self.lang)
    }

    /// The form's language.
    #[must_use]
    pub const fn lang(self) -> Lang {
        self.lang
    }

    /// Reads the options that the fragment brought.
    pub fn with_options<T>(self, read: impl FnOnce(&FormOptions) -> T) -> T {
        read(&self.settings.read_value().0)
    }

    /// The opening hours.
    #[must_use]
    pub fn hours(self) -> OpeningHours {
        self.settings.read_value().1
    }

    /// Where the form stands.
    #[must_use]
    pub fn phase(self) -> Phase {
        self.shown.read_value().phase.clone()
    }

    /// Whether a request is under way, so that another one must not start.
    #[must_use]
    pub fn is_busy(self) -> bool {
        // A form that is gone sends nothing more.
        self.shown
            .try_read_value()
            .is_none_or(|shown| shown.phase.is_busy())
    }

    /// Whether the form is still there.
    #[must_use]
    pub fn is_there(self) -> bool {
        self.shown.try_read_value().is_some()
    }

    /// The id of the lead that was sent with what the controls hold, until they are emptied.
    #[must_use]
    pub fn sent_id(self) -> Option<String> {
        match &self.shown.read_value().phase {
            Phase::Sent(sent) => Some(sent.id.clone()),
            Phase::Editing | Phase::Sending { .. } | Phase::Retrying | Phase::Failed(_) => None,
        }
    }

    /// The form stands elsewhere; a sentence, if any, says so in the live region.
    pub fn enter(self, phase: Phase, announcement: Option<String>) {
        // A form that is gone has nothing to show.
        let Some(mut shown) = self.shown.try_write_value() else {
            return;
        };
        shown.phase = phase;
        if let Some(sentence) = announcement {
            shown.announcement = sentence;
        }
    }

    /// Shows that sending takes its time, if it still does and the form is still there.
    pub fn show_waiting(self) {
        let fast = Phase::Sending { slow: false };
        let shown = self.shown.try_read_value();
        if shown.is_some_and(|shown| shown.phase == fast) {
            let words = self.translation(text::Text::Sending).to_owned();
            self.enter(Phase::Sending { slow: true }, Some(words));
        }
    }

    /// The sentence of the live region.
    #[must_use]
    pub fn announcement(self) -> String {
        self.shown.read_value().announcement.clone()
    }

    /// Back to an empty form.
    pub fn reset(self) {
        let mut shown = self.shown.write_value();
        let offers = std::mem::take(&mut shown.offers);
        *shown = Shown {
            offers,
            ..Shown::default()
        };
    }
}
