//! A third-party lead: somebody else's customer, with everything that is known.

use super::Dialect;
use super::address::ADDRESS;
use super::general::{CODES, OFFER, PERSON, language, product_type, remarks};
use super::parameter::{Endpoint, LeadType, Outgoing, field};
use super::phone::LINES;

pub(super) const THIRD_PARTY: LeadType = LeadType {
    endpoint: Endpoint::Leads,
    dialects: &[Dialect::Current, Dialect::Older],
    parameters: &[
        &[
            ("lead_type", |_, _| "third_party".to_owned()),
            ("producttype_id", product_type),
        ],
        OFFER,
        &[("remarks", remarks)],
        CODES,
        PERSON,
        &[("birthdate", field), ("language", language)],
        LINES,
        &[
            ("company", field),
            ("vat", |outgoing, name| vat(outgoing.field(name))),
            ("iban", field),
        ],
        ADDRESS,
        &[
            ("batch", field),
            ("is_hot", |outgoing, _| is_hot(outgoing, Dialect::Current)),
            ("is_realtime", |outgoing, _| {
                is_hot(outgoing, Dialect::Older)
            }),
            ("call_at", field),
        ],
    ],
};

/// One flag, of which each dialect has its own name.
fn is_hot(outgoing: &Outgoing<'_>, dialect: Dialect) -> String {
    if outgoing.settings.dialect == dialect {
        outgoing.field("is_hot").to_owned()
    } else {
        String::new()
    }
}

/// Belgian numbers as the document shows them, `BE0xxx.xxx.xxx`; others as they are.
fn vat(normal: &str) -> String {
    let digits = normal
        .strip_prefix("BE")
        .filter(|digits| digits.len() == 10 && digits.bytes().all(|byte| byte.is_ascii_digit()));
    match digits {
        Some(digits) => {
            let (first, rest) = digits.split_at(4);
            let (second, third) = rest.split_at(3);
            format!("BE{first}.{second}.{third}")
        }
        None => normal.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::vat;

    #[test]
    fn belgian_vat_numbers_have_dots_and_others_stay() {
        assert_eq!(vat("BE0403019261"), "BE0403.019.261");
        assert_eq!(vat("BE1000000071"), "BE1000.000.071");
        assert_eq!(vat("NL004495445B01"), "NL004495445B01");
        assert_eq!(vat("BE0403.019.261"), "BE0403.019.261");
        assert_eq!(vat(""), "");
    }
}
