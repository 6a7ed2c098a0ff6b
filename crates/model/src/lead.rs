//! From what was typed to a lead: [`validate`] is the only maker of [`ValidLead`].

mod check;
mod rules;
mod value;

use crate::{Draft, FieldError, FieldSpec, Form};
use leadgate_rules::FieldProblem;
use leadgate_rules::time::CallSlot;

pub use check::check_field;
pub use rules::Rules;
pub use value::Value;

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
    /// `call_until`. A phone number's country is its own, whichever was chosen beside it.
    #[must_use]
    pub fn fields(&self) -> Vec<(&'static str, String)> {
        let mut fields: Vec<(&'static str, String)> = Vec::new();
        for (spec, value) in self.values() {
            match value {
                Value::Text(_) if fields.iter().any(|(name, _)| *name == spec.name) => {}
                Value::Text(text) => fields.push((spec.name, text.clone())),
                Value::Phone(number) => {
                    fields.push((spec.name, number.e164().to_owned()));
                    if !spec.country.is_empty() {
                        fields.push((spec.country, number.country().code().to_owned()));
                    }
                }
                Value::Slot(_, slot) => {
                    fields.push(("call_at", slot.from.to_string()));
                    fields.push(("call_until", slot.until.to_string()));
                }
            }
        }
        fields
    }
}

/// Checks everything that was typed. What is not shown is passed over.
///
/// # Errors
/// Every wrong field with its problem, in the order of the page.
///
/// ```
/// use leadgate_model::{Draft, Form, Rules, validate};
/// use leadgate_rules::FieldProblem;
/// use leadgate_rules::time::OpeningHours;
/// let hours = OpeningHours::default();
/// let rules = Rules::new(1_795_000_000, &hours);
/// let mut draft = Draft::from_iter([
///     ("first_name", "An"), ("last_name", "Peeters"), ("email", "an@example.be"), ("phone", "0470 12 34 56"),
/// ]);
/// let lead = validate(Form::CallMeBack, &draft, &rules).unwrap();
/// assert!(lead.fields().contains(&("phone", "+32470123456".to_owned())));
///
/// draft.set("first_name", "");
/// let errors = validate(Form::CallMeBack, &draft, &rules).unwrap_err();
/// assert_eq!(errors[0].problem, FieldProblem::Missing);
/// ```
pub fn validate(
    form: Form,
    draft: &Draft,
    rules: &Rules<'_>,
) -> Result<ValidLead, Vec<FieldError>> {
    let mut values = Vec::new();
    let mut errors = Vec::new();
    let asked = rules.asked(form, draft);
    for spec in form.spec().fields {
        if !asked.shows(spec) {
            continue;
        }
        match check_field(spec, &asked, rules) {
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
                problem: FieldProblem::ConsentMissing,
            });
        }
    }
    if errors.is_empty() {
        Ok(ValidLead { form, values })
    } else {
        Err(errors)
    }
}

/// The form's fields in a form that does not depend on the moment: two drafts that mean the same
/// lead give the same pairs, today and in an hour. What an accepted id is compared by.
///
/// A value that its rule refuses stands for itself, trimmed; what is not shown is left out.
#[must_use]
pub fn canonical(form: Form, draft: &Draft, rules: &Rules<'_>) -> Vec<(&'static str, String)> {
    let asked = rules.asked(form, draft);
    let mut pairs = Vec::new();
    for spec in form.spec().fields {
        if !asked.shows(spec) {
            continue;
        }
        let typed = || check::typed(spec, draft).trim().to_owned();
        let normal = if spec.kind.depends_on_now() {
            typed()
        } else {
            match check_field(spec, &asked, rules) {
                Ok(Some(Value::Text(text))) => text,
                Ok(Some(Value::Phone(number))) => number.e164().to_owned(),
                Ok(Some(Value::Slot(..)) | None) | Err(_) => typed(),
            }
        };
        pairs.push((spec.name, normal));
    }
    pairs
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ConsentText;
    use leadgate_rules::time::OpeningHours;

    const NOW: i64 = 1_795_000_000; // 2026-11-18, a Wednesday, 11:06 UTC

    fn rules<'a>(hours: &'a OpeningHours, consents: &'a [ConsentText]) -> Rules<'a> {
        Rules {
            consents,
            ..Rules::new(NOW, hours)
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
        assert!(
            errors
                .iter()
                .all(|error| error.problem == FieldProblem::Missing)
        );
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
        let hours = OpeningHours::default();
        let same = |draft: &Draft| canonical(Form::CallMeBack, draft, &rules(&hours, &[]));
        assert_eq!(same(&good()), same(&other));
        other.set("phone", "0470 12 34 57");
        assert_ne!(same(&good()), same(&other));
    }
}
