//! What the controls hold: mirrored here, never written, but for the help that the visitor takes.

use leadgate_model::{Asked, Draft, FieldKind, FieldSpec, text};
use leadgate_rules::email;
use leadgate_rules::phone::{self, Country};
use leptos::prelude::*;

use super::{FormState, Shown};

/// The one e-mail field that every form has.
const EMAIL: &str = "email";

/// What helps with a field that is being filled in.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Help {
    /// The number is one of another country's: its name, as a sentence.
    Country(String),
    /// The address that was probably meant, as a question and by itself.
    Address {
        /// The question.
        sentence: String,
        /// The address.
        address: String,
    },
}

impl FormState {
    /// The value that a control held when the state was made: for the server's markup.
    #[must_use]
    pub fn initial(self, name: &str) -> String {
        self.shown.read_value().draft.get(name).to_owned()
    }

    /// Takes in what the controls hold, when they were filled before this state was there.
    pub fn load(self, draft: Draft) {
        self.shown.write_value().draft = draft;
    }

    /// Takes in what the controls hold after the page filled some of them.
    pub fn refill(self, draft: Draft) {
        let mut shown = self.shown.write_value();
        shown.draft = draft;
        shown.refused.clear();
        self.forget_mended(&mut shown);
    }

    /// Takes back the errors that are mended, also those that another field mended.
    fn forget_mended(self, shown: &mut Shown) {
        let mut wrong = std::mem::take(&mut shown.wrong);
        wrong.retain(|name| self.problem(shown, name).is_some());
        shown.wrong = wrong;
    }

    /// A control's value changed. A server's objection to it is void; a shown error that is
    /// mended is taken back at once and returns only when the field is left again.
    pub fn typed(self, name: &str, value: &str) {
        self.change(name, &mut |draft| draft.set(name, value));
    }

    /// A box was ticked or cleared: one of a group, or one by itself.
    pub fn ticked(self, name: &str, value: &str, on: bool) {
        self.change(name, &mut |draft| draft.toggle(name, value, on));
    }

    fn change(self, name: &str, change: &mut dyn FnMut(&mut Draft)) {
        let mut shown = self.shown.write_value();
        let before = self.required_now(&shown);
        change(&mut shown.draft);
        shown.left_address &= name != EMAIL;
        shown.refused.retain(|error| error.field != name);
        self.forget_mended(&mut shown);
        let after = self.required_now(&shown);
        if after == before {
            return;
        }
        // Also where a requirement went: the same words said anew would not be heard.
        shown.announcement.clear();
        let new = after.into_iter().filter(|label| !before.contains(label));
        let labels = new.collect::<Vec<_>>().join(", ");
        if !labels.is_empty() {
            shown.announcement = text::Text::NowRequired.fill(self.lang, &[("label", &labels)]);
        }
    }

    /// A control was left: its error, if any, is shown and announced. An empty control is not
    /// nagged about before the visitor tries to send.
    pub fn left(self, name: &str) {
        if name == EMAIL {
            self.left_address();
        }
        let mut shown = self.shown.write_value();
        let empty = !shown.draft.is_filled(name);
        let known = shown.wrong.iter().any(|known| known == name);
        if empty || known {
            return;
        }
        if let Some(problem) = self.problem(&shown, name) {
            shown.wrong.push(name.to_owned());
            shown.announcement = self.sentence(name, problem);
        }
    }

    /// The e-mail address is as the visitor means it: a slip in it is pointed out, and said, since
    /// the focus is elsewhere by now.
    fn left_address(self) {
        let mut shown = self.shown.write_value();
        shown.left_address = true;
        if let Some(address) = email::suggestion(shown.draft.get(EMAIL)) {
            shown.announcement = self.slip(&address);
        }
    }

    /// The question whether another address was meant.
    fn slip(self, address: &str) -> String {
        text::Text::EmailSlip.fill(self.lang, &[("email", address)])
    }

    /// Takes away what is not sent: the values of fields that are not shown.
    pub fn drop_hidden(self, draft: &mut Draft) {
        let gone: Vec<&str> = self.with_options(|options| {
            let asked = Asked {
                spec: self.spec(),
                draft,
                left_out: &options.left_out,
            };
            let fields = asked.spec.fields.iter();
            fields
                .filter(|field| !asked.shows(field))
                .map(|field| field.name)
                .collect()
        });
        for name in gone {
            draft.remove(name);
        }
    }

    /// Whether a box of a group was ticked when the state was made: for the server's markup.
    #[must_use]
    pub fn initial_has(self, name: &str, value: &str) -> bool {
        let shown = self.shown.read_value();
        shown.draft.all(name).any(|known| known == value)
    }

    /// The country that a field's rule applies where the value names none.
    #[must_use]
    pub fn country(self, field: &FieldSpec) -> Country {
        let shown = self.shown.read_value();
        Country::from_code(shown.draft.get(field.country)).unwrap_or(Country::Be)
    }

    /// What helps with a field as it stands. An address is looked at once its field was left:
    /// while it is typed, every one is a slip of a longer one.
    #[must_use]
    pub fn help(self, field: &FieldSpec) -> Option<Help> {
        let shown = self.shown.read_value();
        match field.kind {
            FieldKind::Phone(_) => {
                let typed = shown.draft.get(field.name);
                let country = phone::as_typed(typed, 0, Country::Be)?.country?;
                Some(Help::Country(text::phone_country(country, self.lang)))
            }
            FieldKind::Email if shown.left_address => {
                let address = email::suggestion(shown.draft.get(field.name))?;
                let sentence = self.slip(&address);
                Some(Help::Address { sentence, address })
            }
            _ => None,
        }
    }
}
