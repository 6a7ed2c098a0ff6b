//! The fields of each form. Everything else follows from these tables: the page, the wire, the
//! checks on both sides, the simulator's tests. Add a field here and it exists everywhere.

use crate::text::Text;

/// What a field holds, and so which control shows it and which rule checks it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum FieldKind {
    /// A person's first or last name.
    Name,
    /// An e-mail address.
    Email,
    /// A phone number that a person answers: mobile, fixed or voip.
    Phone,
    /// When to call: nothing, a day part, or a dated slot. Becomes `call_at` and `call_until`.
    Slot,
    /// One line that the page fills in, never the visitor (a hidden input).
    Hidden,
    /// Several lines of free text.
    Lines,
}

/// One field of a form.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct FieldSpec {
    /// The name on the wire: the CRM's own.
    pub name: &'static str,
    /// Which control and which rule.
    pub kind: FieldKind,
    /// Whether an empty value is an error.
    pub required: bool,
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
}

/// One form: its fields in the order of the page.
#[derive(PartialEq, Eq, Debug)]
pub struct FormSpec {
    /// The fields in the order of the page.
    pub fields: &'static [FieldSpec],
    /// What the button does.
    pub action: Text,
    /// The form's heading.
    pub title: Text,
}

impl FormSpec {
    /// The field of a name.
    #[must_use]
    pub fn field(&self, name: &str) -> Option<&'static FieldSpec> {
        self.fields.iter().find(|field| field.name == name)
    }
}

/// The most characters of a first or last name.
const NAME_MAX_CHARS: usize = 100;
/// The most octets of an e-mail address (RFC 5321 path limit less its brackets).
pub(crate) const EMAIL_MAX_CHARS: usize = 254;
/// The most characters of a typed phone number, separators included.
const PHONE_MAX_CHARS: usize = 40;
/// The most characters of a subject that the page names.
const SUBJECT_MAX_CHARS: usize = 200;
/// The most characters of the remarks.
const REMARKS_MAX_CHARS: usize = 1000;

pub(crate) static CALL_ME_BACK: FormSpec = FormSpec {
    fields: &[
        FieldSpec {
            name: "first_name",
            kind: FieldKind::Name,
            required: true,
            max_chars: NAME_MAX_CHARS,
            autocomplete: "given-name",
            label: Text::FirstName,
            help: None,
            missing: Text::FirstNameMissing,
        },
        FieldSpec {
            name: "last_name",
            kind: FieldKind::Name,
            required: true,
            max_chars: NAME_MAX_CHARS,
            autocomplete: "family-name",
            label: Text::LastName,
            help: None,
            missing: Text::LastNameMissing,
        },
        FieldSpec {
            name: "phone",
            kind: FieldKind::Phone,
            required: true,
            max_chars: PHONE_MAX_CHARS,
            autocomplete: "tel",
            label: Text::Phone,
            help: Some(Text::PhoneHelp),
            missing: Text::PhoneMissing,
        },
        FieldSpec {
            name: "email",
            kind: FieldKind::Email,
            required: true,
            max_chars: EMAIL_MAX_CHARS,
            autocomplete: "email",
            label: Text::Email,
            help: Some(Text::EmailHelp),
            missing: Text::EmailMissing,
        },
        FieldSpec {
            name: "slot",
            kind: FieldKind::Slot,
            required: false,
            max_chars: 50,
            autocomplete: "",
            label: Text::Slot,
            help: Some(Text::SlotHelp),
            missing: Text::SlotUnknown,
        },
        FieldSpec {
            name: "remarks",
            kind: FieldKind::Lines,
            required: false,
            max_chars: REMARKS_MAX_CHARS,
            autocomplete: "",
            label: Text::Remarks,
            help: None,
            missing: Text::RemarksMissing,
        },
        FieldSpec {
            name: "subject",
            kind: FieldKind::Hidden,
            required: false,
            max_chars: SUBJECT_MAX_CHARS,
            autocomplete: "",
            label: Text::Subject,
            help: None,
            missing: Text::SubjectMissing,
        },
    ],
    action: Text::CallMeBackAction,
    title: Text::CallMeBackTitle,
};
