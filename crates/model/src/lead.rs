//! From what was typed to a lead: [`validate`] is the only maker of [`ValidLead`].

use crate::rules::phone::{Country, PhoneNumber};
use crate::rules::{email, phone, plain};
use crate::time::{CallSlot, OpeningHours, SlotChoice};
use crate::{ConsentText, Draft, FieldError, FieldKind, FieldSpec, Form, Problem};

/// What the rules need to know beside the value: the moment, the opening hours, the consents.
#[derive(Clone, Copy, Debug)]
pub struct Rules<'a> {
    /// The moment of the check, in seconds since 1970 (UTC).
    pub now: i64,
    /// When somebody is there to call.
    pub hours: &'a OpeningHours,
    /// The country of a phone number that names none.
    pub country: Country,
    /// The consents that the form asks for.
    pub consents: &'a [ConsentText],
}

/// A value that its rule accepted, in normal form.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Value {
    /// Trimmed text.
    Text(String),
    /// A callable phone number.
    Phone(PhoneNumber),
    /// When to call: what was chosen, and the slot that it means now.
    Slot(SlotChoice, CallSlot),
}

/// A lead whose every field was accepted: the only thing that can be sent, stored or delivered.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ValidLead {
    form: Form,
    values: Vec<(&'static FieldSpec, Value)>,
}

impl ValidLead {
    /// The form that was filled in.
    #[must_use]
    pub const fn form(&self) -> Form {
        self.form
    }

    /// The fields that hold something, in the order of the specification.
    pub fn values(&self) -> impl Iterator<Item = (&'static FieldSpec, &Value)> {
        self.values.iter().map(|(spec, value)| (*spec, value))
    }

    /// The moment of the call, if the form asks for one.
    #[must_use]
    pub fn slot(&self) -> Option<CallSlot> {
        self.values.iter().find_map(|(_, value)| match value {
            Value::Slot(_, slot) => Some(*slot),
            Value::Text(_) | Value::Phone(_) => None,
        })
    }

    /// Names and normal forms as they are stored and delivered; the slot as `call_at` and
    /// `call_until`.
    #[must_use]
    pub fn fields(&self) -> Vec<(&'static str, String)> {
        let mut fields = Vec::new();
        for (spec, value) in self.values() {
            match value {
                Value::Text(text) => fields.push((spec.name, text.clone())),
                Value::Phone(number) => fields.push((spec.name, number.e164().to_owned())),
                Value::Slot(_, slot) => {
                    fields.push(("call_at", slot.from.to_string()));
                    fields.push(("call_until", slot.until.to_string()));
                }
            }
        }
        fields
    }
}

/// Checks everything that was typed.
///
/// # Errors
/// Every wrong field with its problem, in the order of the page.
///
/// ```
/// use leadgate_model::{Draft, Form, Problem, Rules, time::OpeningHours, rules::phone::Country, validate};
/// let hours = OpeningHours::default();
/// let rules = Rules { now: 1_795_000_000, hours: &hours, country: Country::Be, consents: &[] };
/// let mut draft = Draft::from_iter([
///     ("first_name", "An"), ("last_name", "Peeters"), ("email", "an@example.be"), ("phone", "0470 12 34 56"),
/// ]);
/// let lead = validate(Form::CallMeBack, &draft, &rules).unwrap();
/// assert!(lead.fields().contains(&("phone", "+32470123456".to_owned())));
///
/// draft.set("first_name", "");
/// let errors = validate(Form::CallMeBack, &draft, &rules).unwrap_err();
/// assert_eq!(errors[0].problem, Problem::Missing);
/// ```
pub fn validate(
    form: Form,
    draft: &Draft,
    rules: &Rules<'_>,
) -> Result<ValidLead, Vec<FieldError>> {
    let mut values = Vec::new();
    let mut errors = Vec::new();
    for spec in form.spec().fields {
        match check_field(spec, &typed(spec, draft), rules) {
            Ok(Some(value)) => values.push((spec, value)),
            Ok(None) => {}
            Err(problem) => errors.push(FieldError {
                field: spec.name.into(),
                problem,
            }),
        }
    }
    for consent in rules.consents {
        let field = consent.field();
        if consent.required && !draft.is_on(&field) {
            errors.push(FieldError {
                field: field.into(),
                problem: Problem::ConsentMissing,
            });
        }
    }
    if errors.is_empty() {
        Ok(ValidLead { form, values })
    } else {
        Err(errors)
    }
}

/// Checks one field: its value in normal form, `None` for an empty optional one.
///
/// # Errors
/// The field's problem.
pub fn check_field(
    spec: &FieldSpec,
    typed: &str,
    rules: &Rules<'_>,
) -> Result<Option<Value>, Problem> {
    let value = match spec.kind {
        FieldKind::Slot => {
            let choice = SlotChoice::parse(typed)?;
            return Ok(Some(Value::Slot(
                choice,
                choice.resolve(rules.now, rules.hours)?,
            )));
        }
        _ if typed.trim().is_empty() => {
            return if spec.required {
                Err(Problem::Missing)
            } else {
                Ok(None)
            };
        }
        FieldKind::Name => Value::Text(plain::name(typed, spec.max_chars)?),
        FieldKind::Email => Value::Text(email::parse(typed)?),
        FieldKind::Phone => {
            let number = phone::parse_callable(typed, rules.country).map_err(Problem::Phone)?;
            Value::Phone(number)
        }
        // The page's words, not the visitor's: a mistake in them costs the words, not the lead.
        FieldKind::Hidden => Value::Text(plain::cut(typed, spec.max_chars)),
        FieldKind::Lines => Value::Text(plain::lines(typed, spec.max_chars)?),
    };
    Ok(Some(value))
}

/// The form's fields in a form that does not depend on the moment: two drafts that mean the same
/// lead give the same pairs, today and in an hour. What an accepted id is compared by.
///
/// A value that its rule refuses stands for itself, trimmed.
#[must_use]
pub fn canonical(form: Form, draft: &Draft, country: Country) -> Vec<(&'static str, String)> {
    let always = OpeningHours::default();
    let rules = Rules {
        now: 0,
        hours: &always,
        country,
        consents: &[],
    };
    let mut pairs = Vec::new();
    for spec in form.spec().fields {
        let typed = typed(spec, draft);
        let normal = match spec.kind {
            FieldKind::Slot => typed.trim().to_owned(),
            _ => match check_field(spec, &typed, &rules) {
                Ok(Some(Value::Text(text))) => text,
                Ok(Some(Value::Phone(number))) => number.e164().to_owned(),
                Ok(Some(Value::Slot(..)) | None) | Err(_) => typed.trim().to_owned(),
            },
        };
        pairs.push((spec.name, normal));
    }
    pairs
}

/// What was typed in a field. Servers may send the slot as its two ends.
fn typed(spec: &FieldSpec, draft: &Draft) -> String {
    let value = draft.get(spec.name);
    if spec.kind == FieldKind::Slot && value.is_empty() && !draft.get("call_at").is_empty() {
        return [draft.get("call_at"), "/", draft.get("call_until")].concat();
    }
    value.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: i64 = 1_795_000_000; // 2026-11-18, a Wednesday, 11:06 UTC

    fn rules<'a>(hours: &'a OpeningHours, consents: &'a [ConsentText]) -> Rules<'a> {
        Rules {
            now: NOW,
            hours,
            country: Country::Be,
            consents,
        }
    }

    fn good() -> Draft {
        Draft::from_iter([
            ("first_name", " An "),
            ("last_name", "Peeters"),
            ("email", "An.Peeters@Example.BE"),
            ("phone", "0470/12.34.56"),
            ("slot", "2026-11-19 14:00:00/2026-11-19 16:00:00"),
            ("remarks", ""),
        ])
    }

    #[test]
    fn a_lead_carries_normal_forms_only() {
        let lead = validate(
            Form::CallMeBack,
            &good(),
            &rules(&OpeningHours::default(), &[]),
        )
        .unwrap();
        let expected = [
            ("first_name", "An"),
            ("last_name", "Peeters"),
            ("phone", "+32470123456"),
            ("email", "An.Peeters@example.be"),
            ("call_at", "2026-11-19 14:00:00"),
            ("call_until", "2026-11-19 16:00:00"),
        ];
        assert_eq!(
            lead.fields(),
            expected.map(|(name, value)| (name, value.to_owned()))
        );
    }

    #[test]
    fn every_required_field_is_reported_at_once_in_the_pages_order() {
        let errors = validate(
            Form::CallMeBack,
            &Draft::default(),
            &rules(&OpeningHours::default(), &[]),
        )
        .unwrap_err();
        let fields: Vec<_> = errors.iter().map(|error| error.field.as_ref()).collect();
        assert_eq!(fields, ["first_name", "last_name", "phone", "email"]);
        assert!(errors.iter().all(|error| error.problem == Problem::Missing));
    }

    #[test]
    fn a_required_consent_must_be_ticked_and_an_optional_one_need_not() {
        let consent = |required| ConsentText {
            purpose: "marketing".into(),
            version: "1".into(),
            text: "…".into(),
            required,
        };
        let hours = OpeningHours::default();
        let form = Form::CallMeBack;
        assert!(validate(form, &good(), &rules(&hours, &[consent(false)])).is_ok());
        let errors = validate(form, &good(), &rules(&hours, &[consent(true)])).unwrap_err();
        assert_eq!(errors[0].field, "consent_marketing");
        let mut ticked = good();
        ticked.set("consent_marketing", "on");
        assert!(validate(form, &ticked, &rules(&hours, &[consent(true)])).is_ok());
    }

    #[test]
    fn a_mistake_in_what_the_page_says_costs_the_words_not_the_lead() {
        let mut draft = good();
        draft.set("subject", &format!("Solar\npanels {}", "x".repeat(500)));
        let lead = validate(
            Form::CallMeBack,
            &draft,
            &rules(&OpeningHours::default(), &[]),
        )
        .unwrap();
        let fields = lead.fields();
        let (_, subject) = fields.iter().find(|(name, _)| *name == "subject").unwrap();
        assert!(subject.starts_with("Solarpanels x"));
        assert_eq!(subject.chars().count(), 200);
    }

    #[test]
    fn servers_may_send_the_two_ends_of_a_slot() {
        let mut draft = good();
        draft.set("slot", "");
        draft.push("call_at", "2026-11-20 10:00:00");
        draft.push("call_until", "2026-11-20 12:00:00");
        let lead = validate(
            Form::CallMeBack,
            &draft,
            &rules(&OpeningHours::default(), &[]),
        )
        .unwrap();
        assert_eq!(lead.slot().unwrap().from.to_string(), "2026-11-20 10:00:00");
    }

    #[test]
    fn a_lead_is_compared_by_what_it_means_not_by_how_or_when_it_was_typed() {
        let mut other = good();
        other.set("phone", "+32 470 12 34 56");
        other.set("first_name", "An");
        let same = |draft: &Draft| canonical(Form::CallMeBack, draft, Country::Be);
        assert_eq!(same(&good()), same(&other));
        other.set("phone", "0470 12 34 57");
        assert_ne!(same(&good()), same(&other));
    }
}
