//! An address. The document's house number is an integer, people's are not: `12A`, `12/3`.

use super::parameter::{Outgoing, Parameter, field};

/// Where the person lives.
pub(super) const ADDRESS: &[Parameter] = &[
    ("address_street", |outgoing, name| match house(outgoing) {
        House::Unnumbered(_) => String::new(),
        House::None | House::Numbered { .. } => field(outgoing, name),
    }),
    ("address_nr", |outgoing, _| match house(outgoing) {
        House::Numbered { number, .. } => number.to_string(),
        House::None | House::Unnumbered(_) => String::new(),
    }),
    ("address_box", address_box),
    ("address_floor", field),
    ("address_postal_code", field),
    ("address_city", field),
    ("address_country", field),
    ("address_building_type", |outgoing, name| {
        let types = &outgoing.settings.codes.building_types;
        types.of(outgoing.field(name))
    }),
];

/// The line of the remarks for an address that the parameters cannot hold: street and house
/// number hang together, so without an integer the CRM would refuse both, and the lead with them.
pub(super) fn remark(outgoing: &Outgoing<'_>) -> String {
    match house(outgoing) {
        House::Unnumbered(typed) => format!("{} {typed}", outgoing.field("address_street")),
        House::None | House::Numbered { .. } => String::new(),
    }
}

/// `A / bus 3`: the rest of the house number, then the box that was typed. Agents write an address
/// as number and box, so what followed the number follows it again.
fn address_box(outgoing: &Outgoing<'_>, name: &'static str) -> String {
    let typed = outgoing.field(name);
    match house(outgoing) {
        House::Numbered { rest, .. } if typed.is_empty() => rest.to_owned(),
        House::Numbered { rest, .. } if !rest.is_empty() => format!("{rest} / {typed}"),
        House::None | House::Numbered { .. } | House::Unnumbered(_) => typed.to_owned(),
    }
}

/// A typed house number.
#[derive(PartialEq, Eq, Debug)]
enum House<'a> {
    None,
    Numbered {
        /// No house has a higher one, and an integer column of any width holds it.
        number: u16,
        /// What follows it, without what only separates.
        rest: &'a str,
    },
    /// One that does not begin with a number.
    Unnumbered(&'a str),
}

fn house<'a>(outgoing: &'a Outgoing<'_>) -> House<'a> {
    split(outgoing.field("address_nr"))
}

fn split(typed: &str) -> House<'_> {
    if typed.is_empty() {
        return House::None;
    }
    let rest = typed.trim_start_matches(|c: char| c.is_ascii_digit());
    let digits = typed.strip_suffix(rest).unwrap_or_default();
    digits
        .parse()
        .map_or(House::Unnumbered(typed), |number| House::Numbered {
            number,
            // A hyphen stays: `12-14` is not box 14 of number 12.
            rest: rest.trim_start_matches([' ', '/', ',']),
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_house_number_is_its_leading_digits_and_the_rest() {
        for (typed, number, rest) in [
            ("12", 12, ""),
            ("12A", 12, "A"),
            ("12 bis", 12, "bis"),
            ("12/3", 12, "3"),
            ("12-14", 12, "-14"),
            ("007", 7, ""),
        ] {
            assert_eq!(split(typed), House::Numbered { number, rest }, "{typed}");
        }
    }

    #[test]
    fn what_begins_with_no_number_or_with_too_high_a_one_is_not_split() {
        assert_eq!(split(""), House::None);
        for typed in ["A12", "z/n", "99999999", "½"] {
            assert_eq!(split(typed), House::Unnumbered(typed));
        }
    }
}
