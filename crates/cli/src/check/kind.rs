//! The kinds of values that `leadgate check` knows: each name with its rule.

use leadgate_rules::phone::Country;
use leadgate_rules::time::Date;
use leadgate_rules::{FieldProblem, PhoneProblem, TargetProblem};
use leadgate_rules::{
    bic, card_number, ean, email, iban, national_number, phone, postal, url as target, vat,
};
use url::Url;

/// A value that its rule accepts.
pub(super) struct Good {
    pub(super) normalized: String,
    /// What type of value it is, where the rule tells types apart.
    pub(super) kind: Option<&'static str>,
}

/// A rule: the value, the country that was asked for (`None` if it is not one of ours), and today's
/// date in, the normal form or the problem's code out. Most rules need the value alone.
pub(super) type Rule = fn(&str, Option<Country>, Date) -> Result<Good, &'static str>;

/// The rule of a kind, by its name.
pub(super) fn rule(kind: &str) -> Option<Rule> {
    let rule: Rule = match kind {
        "phone" => |value, country, _| phone(value, country),
        "email" => |value, _, _| normal(email::parse(value)),
        "be_vat" => |value, _, _| normal(vat::be_vat(value)),
        "nl_vat" => |value, _, _| normal(vat::nl_vat(value)),
        "iban" => |value, _, _| normal(iban::parse(value)),
        "bic" => |value, _, _| normal(bic::parse(value)),
        "be_nn" => |value, _, today| {
            normal(national_number::parse(value, today).map(|number| number.normalized))
        },
        "be_eid" => |value, _, _| normal(card_number::parse(value)),
        "ean18" => |value, country, _| normal(ean::parse(value, country.ok_or("ean_country")?)),
        "postal" => {
            |value, country, _| normal(postal::parse(value, country.ok_or("postal_country")?))
        }
        "url" => |value, _, _| url(value),
        _ => return None,
    };
    Some(rule)
}

fn normal(checked: Result<String, FieldProblem>) -> Result<Good, &'static str> {
    let normalized = checked.map_err(FieldProblem::code)?;
    Ok(Good {
        normalized,
        kind: None,
    })
}

/// Any number of the country's plan; a form asks for one that can be called back.
fn phone(value: &str, country: Option<Country>) -> Result<Good, &'static str> {
    let country = country.ok_or(PhoneProblem::UnknownCountry.code())?;
    let number = phone::parse(value, country).map_err(PhoneProblem::code)?;
    Ok(Good {
        normalized: number.e164().to_owned(),
        kind: Some(number.kind().name()),
    })
}

/// Any absolute address of a web page by the URL standard; a click-out asks for a host of its list.
fn url(value: &str) -> Result<Good, &'static str> {
    // The standard drops control characters at the ends and line breaks anywhere. Where others than
    // white space had to be dropped, nobody meant this address.
    if value.chars().any(|c| c.is_control() && !c.is_whitespace()) {
        return Err(FieldProblem::ControlCharacter.code());
    }
    let Ok(url) = Url::parse(value) else {
        return Err(FieldProblem::Target(TargetProblem::Unreadable).code());
    };
    if target::is_web(url.scheme()) {
        normal(Ok(url.into()))
    } else {
        Err(FieldProblem::Target(TargetProblem::Scheme).code())
    }
}
