//! An insurance lead: the general parameters, and which insurances are of interest.

use super::Dialect;
use super::address::ADDRESS;
use super::general::{CODES, OFFER, PERSON, language, product_type, remarks};
use super::parameter::{Endpoint, LeadType, Outgoing, field};
use super::phone::LINES;

pub(super) const INSURANCE: LeadType = LeadType {
    endpoint: Endpoint::Leads,
    dialects: &[Dialect::Current],
    parameters: &[
        &[
            ("lead_type", |_, _| "insurance".to_owned()),
            ("producttype_id", product_type),
        ],
        OFFER,
        &[("remarks", remarks)],
        CODES,
        PERSON,
        &[("birthdate", field), ("language", language)],
        LINES,
        ADDRESS,
        &[
            ("interested_in_insurance", flag),
            ("allow_insurance_call", flag),
            ("interests[]", |outgoing, _| {
                outgoing.field("interests").to_owned()
            }),
        ],
    ],
};

/// A box that was ticked, or not: the document requires both, and its default is false.
fn flag(outgoing: &Outgoing<'_>, name: &'static str) -> String {
    let ticked = outgoing.field(name) == "1";
    if ticked { "1" } else { "0" }.to_owned()
}
