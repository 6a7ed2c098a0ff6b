//! A phone number as Econtract's agents dial it. The rule of what is a number is the model's.

use leadgate_rules::phone::{Country, PhoneType, parse};

use super::parameter::{Outgoing, Parameter};

/// Cellphone and landline, each with its country. A lead that has one `phone` for either has it
/// under the name of its type.
pub(super) const LINES: &[Parameter] = &[
    (CELLPHONE, |outgoing, _| line(outgoing, CELLPHONE).number),
    ("cellphone_country", |outgoing, _| {
        line(outgoing, CELLPHONE).country
    }),
    (LANDLINE, |outgoing, _| line(outgoing, LANDLINE).number),
    ("landline_country", |outgoing, _| {
        line(outgoing, LANDLINE).country
    }),
];

const CELLPHONE: &str = "cellphone";
const LANDLINE: &str = "landline";

/// A number without a country beside it: `0499656565` for Belgium, `0031612345678` for the
/// Netherlands.
pub(super) fn from_belgium(e164: &str) -> String {
    if e164.starts_with("+32")
        && let Ok(number) = parse(e164, Country::Be)
    {
        return number.national();
    }
    // What is not E.164 (the model makes nothing else) goes as it is: an agent can read it.
    e164.strip_prefix('+')
        .map_or_else(|| e164.to_owned(), |digits| format!("00{digits}"))
}

/// A number beside its country, both empty where there is none.
#[derive(Default, PartialEq, Eq, Debug)]
struct Line {
    number: String,
    country: String,
}

fn line(outgoing: &Outgoing<'_>, name: &str) -> Line {
    let own = outgoing.field(name);
    if !own.is_empty() {
        let chosen = outgoing.field(&format!("{name}_country"));
        return beside_country(own, chosen);
    }
    let phone = outgoing.field("phone");
    if phone.is_empty() || line_type(phone) != name {
        return Line::default();
    }
    beside_country(phone, "")
}

/// A number inside its country: `0612345678` and `NL`. The number's own country says which
/// national form is right, so it goes before the one that was chosen.
fn beside_country(e164: &str, chosen: &str) -> Line {
    match parse(e164, Country::Be) {
        Ok(number) => Line {
            number: number.national(),
            country: number.country().code().to_owned(),
        },
        // Not of the model's making: dialled from Belgium, an agent can read it.
        Err(_) => Line {
            number: from_belgium(e164),
            country: chosen.to_owned(),
        },
    }
}

/// Internet lines are landlines to the CRM: it knows two types.
fn line_type(e164: &str) -> &'static str {
    match parse(e164, Country::Be) {
        Ok(number) if number.kind() == PhoneType::Mobile => CELLPHONE,
        _ => LANDLINE,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn belgian_numbers_are_national_and_others_are_dialled_from_belgium() {
        assert_eq!(from_belgium("+32499656565"), "0499656565");
        assert_eq!(from_belgium("+3211223344"), "011223344");
        assert_eq!(from_belgium("+31612345678"), "0031612345678");
        assert_eq!(from_belgium("0499656565"), "0499656565");
    }

    #[test]
    fn beside_its_country_every_number_is_national() {
        for (e164, number, country) in [
            ("+32499656565", "0499656565", "BE"),
            ("+3211223344", "011223344", "BE"),
            ("+31612345678", "0612345678", "NL"),
            ("+352621123456", "621123456", "LU"),
            ("+36202041044", "06202041044", "HU"),
            // No plan that is known.
            ("+14155552671", "0014155552671", "US"),
        ] {
            let line = beside_country(e164, "US");
            assert_eq!((&*line.number, &*line.country), (number, country));
        }
    }

    #[test]
    fn a_number_is_a_cellphone_or_else_a_landline() {
        assert_eq!(line_type("+32499656565"), CELLPHONE);
        assert_eq!(line_type("+3211223344"), LANDLINE);
        assert_eq!(
            line_type("+33912345678"),
            LANDLINE,
            "rings over the internet"
        );
        assert_eq!(line_type("+14155552671"), LANDLINE, "no plan that is known");
    }
}
