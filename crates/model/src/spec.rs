//! The fields of each form. Everything else follows from these tables: the page, the wire, the
//! checks on both sides, the simulator's tests. Add a field here and it exists everywhere.

mod address;
mod call_me_back;
mod click_out;
mod insurance;
mod person;
mod third_party;

use crate::Condition;
use crate::text::Text;

pub(crate) use call_me_back::CALL_ME_BACK;
pub(crate) use click_out::CLICK_OUT;
pub(crate) use insurance::INSURANCE;
pub(crate) use third_party::THIRD_PARTY;

pub use address::COUNTRIES;

/// What a field holds, and so which control shows it and which rule checks it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum FieldKind {
    /// A person's first or last name.
    Name,
    /// An e-mail address.
    Email,
    /// A phone number that a person answers.
    Phone(PhoneUse),
    /// When to call: nothing, a day part, or a dated slot. Becomes `call_at` and `call_until`.
    Slot,
    /// The moment of a call that was agreed on: `YYYY-MM-DD HH:MM:SS` on Brussels' clocks.
    Moment,
    /// One line that the page fills in, never the visitor (a hidden input).
    Hidden,
    /// Where a click-out leads: an address on one of the partner's hosts (a hidden input).
    Target,
    /// One line of free text.
    Line,
    /// Several lines of free text.
    Lines,
    /// A box: ticked or not.
    Flag,
    /// One of these.
    Choice(&'static [Choice]),
    /// Any number of these: boxes of one name, which is repeated on the wire.
    Choices(&'static [Choice]),
    /// One of the countries whose plans and codes are known, by its two letters.
    Country,
    /// A day of birth.
    Birthdate,
    /// A house number: free text with a digit.
    HouseNumber,
    /// A postal code, by the rule of the country in the field's `country`.
    PostalCode,
    /// A VAT number, Belgian where it names no country.
    Vat,
    /// A bank account by its IBAN.
    Iban,
    /// A Belgian national number.
    NationalNumber,
    /// The number of a Belgian identity card.
    CardNumber,
}

impl FieldKind {
    /// Whether the rule's verdict on a value changes as time passes. Such a value is compared as it was typed: what
    /// makes two posts the same lead must not depend on the moment.
    #[must_use]
    pub const fn depends_on_now(self) -> bool {
        match self {
            Self::Slot | Self::Moment | Self::Birthdate | Self::NationalNumber => true,
            Self::Name
            | Self::Email
            | Self::Phone(_)
            | Self::Hidden
            | Self::Target
            | Self::Line
            | Self::Lines
            | Self::Flag
            | Self::Choice(_)
            | Self::Choices(_)
            | Self::Country
            | Self::HouseNumber
            | Self::PostalCode
            | Self::Vat
            | Self::Iban
            | Self::CardNumber => false,
        }
    }
}

/// Which numbers of a numbering plan a phone field takes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum PhoneUse {
    /// Whatever a person answers.
    Any,
    /// Mobile numbers.
    Mobile,
    /// Numbers of a fixed place, and those of internet telephony.
    Fixed,
}

/// One of the values that a field may have.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Choice {
    /// The value on the wire.
    pub value: &'static str,
    /// What the visitor reads.
    pub label: Text,
}

/// One field of a form.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct FieldSpec {
    /// The name on the wire: the CRM's own.
    pub name: &'static str,
    /// Which control and which rule.
    pub kind: FieldKind,
    /// When the field is there.
    pub shown: Condition,
    /// When an empty value is an error.
    pub required: Condition,
    /// Whether the form has the field only where the configuration asks for it.
    pub on_request: bool,
    /// The field that holds this one's country; empty for the form's own country.
    pub country: &'static str,
    /// The most characters (Unicode scalar values) after trimming.
    pub max_chars: usize,
    /// The `autocomplete` token of HTML's autofill, empty for none.
    pub autocomplete: &'static str,
    /// The label beside the control.
    pub label: Text,
    /// A line of help under the label.
    pub help: Option<Text>,
    /// The sentence for an empty required value.
    pub missing: Text,
    /// The heading of the optional group that the field belongs to, with its neighbours of the
    /// same heading.
    pub group: Option<Text>,
}

impl FieldSpec {
    /// A field that is always shown, never required, and holds at most 100 characters.
    const fn new(name: &'static str, kind: FieldKind, label: Text) -> Self {
        Self {
            name,
            kind,
            shown: Condition::Always,
            required: Condition::Never,
            on_request: false,
            country: "",
            max_chars: 100,
            autocomplete: "",
            label,
            help: None,
            missing: Text::Missing,
            group: None,
        }
    }

    /// Required always; the text is said when it is empty.
    const fn required(self, missing: Text) -> Self {
        self.required_when(Condition::Always, missing)
    }

    /// Required under a condition; the text is said when it is empty.
    const fn required_when(mut self, condition: Condition, missing: Text) -> Self {
        self.required = condition;
        self.missing = missing;
        self
    }

    const fn shown_when(mut self, condition: Condition) -> Self {
        self.shown = condition;
        self
    }

    const fn on_request(mut self) -> Self {
        self.on_request = true;
        self
    }

    const fn country(mut self, name: &'static str) -> Self {
        self.country = name;
        self
    }

    const fn max_chars(mut self, max: usize) -> Self {
        self.max_chars = max;
        self
    }

    const fn autocomplete(mut self, token: &'static str) -> Self {
        self.autocomplete = token;
        self
    }

    const fn help(mut self, text: Text) -> Self {
        self.help = Some(text);
        self
    }

    const fn label(mut self, text: Text) -> Self {
        self.label = text;
        self
    }

    const fn group(mut self, heading: Text) -> Self {
        self.group = Some(heading);
        self
    }
}

/// One form: its fields in the order of the page, and what is said around them.
#[derive(PartialEq, Eq, Debug)]
pub struct FormSpec {
    /// The fields in the order of the page.
    pub fields: &'static [FieldSpec],
    /// The form's heading.
    pub title: Text,
    /// What the button does.
    pub action: Text,
    /// What happens with the details, beside the button; `{company}` is filled in.
    pub note: Text,
    /// The heading after success.
    pub done: Text,
    /// What happens next, where no moment of a call says it.
    pub next: Option<Text>,
    /// How to change what was sent.
    pub change: Text,
}

/// What stands in the place of a form that a build leaves out.
pub(crate) static LEFT_OUT: FormSpec = FormSpec {
    fields: &[],
    title: Text::FailureTitle,
    action: Text::FailureTitle,
    note: Text::FailureTitle,
    done: Text::FailureTitle,
    next: None,
    change: Text::FailureTitle,
};

impl FormSpec {
    /// The field of a name.
    #[must_use]
    pub fn field(&self, name: &str) -> Option<&'static FieldSpec> {
        self.fields.iter().find(|field| field.name == name)
    }
}
