//! One field's value goes to its rule.

use super::rules::Rules;
use super::value::Value;
use crate::spec::Choice;
use crate::{Asked, Draft, FieldKind, FieldSpec, PhoneUse};
use leadgate_rules::build_part::has;
use leadgate_rules::phone::{Country, PhoneNumber, PhoneType};
use leadgate_rules::time::{Date, SlotChoice, brussels, moment};
use leadgate_rules::{FieldProblem, PhoneProblem, TargetProblem};
use leadgate_rules::{
    birthdate, card_number, email, flag, house_number, iban, invisible, national_number, phone,
    plain, postal, url, vat,
};

/// Checks one field that is shown: its value in normal form, `None` for an empty optional one.
///
/// # Errors
/// The field's problem.
pub fn check_field(
    spec: &FieldSpec,
    asked: &Asked<'_>,
    rules: &Rules<'_>,
) -> Result<Option<Value>, FieldProblem> {
    let typed = typed(spec, asked.draft);
    if spec.kind == FieldKind::Slot {
        let choice = SlotChoice::parse(&typed)?;
        let slot = choice.resolve(rules.now, rules.hours)?;
        return Ok(Some(Value::Slot(choice, slot)));
    }
    if spec.kind == FieldKind::Flag {
        return flag::parse(&typed).map(|on| Some(Value::Text(on.to_owned())));
    }
    if invisible::trim(&typed).is_empty() {
        return if asked.requires(spec) {
            Err(FieldProblem::Missing)
        } else {
            Ok(None)
        };
    }
    let today = || brussels::to_local(rules.now).date();
    let text = match spec.kind {
        FieldKind::Phone(of_use) if const { has("phone") } => {
            let number = phone(&typed, of_use, country_of(spec, asked, rules));
            return number.map(|number| Some(Value::Phone(number)));
        }
        FieldKind::Name => plain::name(&typed, spec.max_chars)?,
        FieldKind::Email if const { has("email") } => email::parse(&typed)?,
        // The page's words, not the visitor's: a mistake in them costs the words, not the lead.
        FieldKind::Hidden => plain::cut(&typed, spec.max_chars),
        FieldKind::Target => target(&typed, spec.max_chars, rules)?,
        FieldKind::Line | FieldKind::Slot | FieldKind::Flag => plain::line(&typed, spec.max_chars)?,
        FieldKind::Lines => plain::lines(&typed, spec.max_chars)?,
        FieldKind::Choice(choices) => one_of(choices, typed.trim())?.to_owned(),
        FieldKind::Country => {
            let country = Country::from_code(typed.trim()).ok_or(FieldProblem::ChoiceUnknown)?;
            country.code().to_owned()
        }
        FieldKind::Choices(choices) => some_of(choices, asked.draft, spec.name)?,
        FieldKind::Birthdate if const { has("birthdate") } => {
            birthdate::parse(&typed, today())?.text()
        }
        FieldKind::Moment => moment::parse(&typed, rules.now)?.text(),
        FieldKind::HouseNumber if const { has("address") } => house_number::parse(&typed)?,
        FieldKind::PostalCode if const { has("address") } => {
            postal::parse_deliverable(&typed, country_of(spec, asked, rules))?
        }
        FieldKind::Vat if const { has("vat") } => vat::parse(&typed, rules.country)?,
        FieldKind::Iban if const { has("iban") } => iban::parse(&typed)?,
        FieldKind::NationalNumber if const { has("identity") } => national_number(&typed, today())?,
        FieldKind::CardNumber if const { has("identity") } => card_number::parse(&typed)?,
        // No form of this build has such a field.
        FieldKind::Phone(_)
        | FieldKind::Email
        | FieldKind::Birthdate
        | FieldKind::HouseNumber
        | FieldKind::PostalCode
        | FieldKind::Vat
        | FieldKind::Iban
        | FieldKind::NationalNumber
        | FieldKind::CardNumber => typed,
    };
    Ok(Some(Value::Text(text)))
}

/// What was typed in a field. Servers may send the slot as its two ends.
pub(super) fn typed(spec: &FieldSpec, draft: &Draft) -> String {
    let value = draft.get(spec.name);
    if spec.kind == FieldKind::Slot && value.is_empty() && !draft.get("call_at").is_empty() {
        return [draft.get("call_at"), "/", draft.get("call_until")].concat();
    }
    if matches!(spec.kind, FieldKind::Choices(_)) {
        let mut values: Vec<&str> = draft.all(spec.name).map(str::trim).collect();
        values.sort_unstable();
        return values.join(",");
    }
    value.to_owned()
}

/// The country that a field's rule applies: that of its country field, else the form's.
fn country_of(spec: &FieldSpec, asked: &Asked<'_>, rules: &Rules<'_>) -> Country {
    let chosen = asked.draft.get(spec.country);
    Country::from_code(chosen.trim()).unwrap_or(rules.country)
}

fn one_of(choices: &[Choice], typed: &str) -> Result<&'static str, FieldProblem> {
    let known = choices.iter().find(|choice| choice.value == typed);
    known
        .map(|choice| choice.value)
        .ok_or(FieldProblem::ChoiceUnknown)
}

/// The words in the order of the specification, each once.
fn some_of(choices: &[Choice], draft: &Draft, name: &str) -> Result<String, FieldProblem> {
    let typed: Vec<&str> = draft.all(name).map(str::trim).collect();
    for word in &typed {
        one_of(choices, word)?;
    }
    let chosen = choices.iter().map(|choice| choice.value);
    let chosen: Vec<&str> = chosen.filter(|value| typed.contains(value)).collect();
    Ok(chosen.join(","))
}

fn phone(typed: &str, of_use: PhoneUse, default: Country) -> Result<PhoneNumber, FieldProblem> {
    let number = phone::parse_callable(typed, default).map_err(FieldProblem::Phone)?;
    let is_mobile = number.kind() == PhoneType::Mobile;
    match of_use {
        PhoneUse::Mobile if !is_mobile => Err(FieldProblem::Phone(PhoneProblem::NotMobile)),
        PhoneUse::Fixed if is_mobile => Err(FieldProblem::Phone(PhoneProblem::NotFixed)),
        PhoneUse::Any | PhoneUse::Mobile | PhoneUse::Fixed => Ok(number),
    }
}

fn target(typed: &str, max_chars: usize, rules: &Rules<'_>) -> Result<String, FieldProblem> {
    let typed = invisible::trim(typed);
    if typed.chars().count() > max_chars {
        return Err(FieldProblem::TooLong { max: max_chars });
    }
    let parts = (rules.parse_url)(typed).ok_or(FieldProblem::Target(TargetProblem::Unreadable))?;
    url::judge(&parts, rules.hosts)?;
    Ok(typed.to_owned())
}

fn national_number(typed: &str, today: Date) -> Result<String, FieldProblem> {
    national_number::parse(typed, today).map(|number| number.normalized)
}
