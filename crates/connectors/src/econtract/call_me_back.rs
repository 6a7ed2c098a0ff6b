//! A call-me-back lead, in the order of the document's example.

use super::Dialect;
use super::general::{CODES, OFFER, PERSON, language_if_asked, product_type, remarks};
use super::parameter::{Endpoint, LeadType, field};
use super::phone::from_belgium;

pub(super) const CALL_ME_BACK: LeadType = LeadType {
    endpoint: Endpoint::Leads,
    dialects: &[Dialect::Current, Dialect::Older],
    parameters: &[
        &[("lead_type", |_, _| "call_me_back".to_owned())],
        PERSON,
        &[
            ("phone", |outgoing, name| from_belgium(outgoing.field(name))),
            ("producttype_id", product_type),
        ],
        OFFER,
        &[
            ("subject", field),
            ("remarks", remarks),
            ("call_at", field),
            ("call_until", field),
            ("deal_closed", |_, _| "0".to_owned()),
        ],
        CODES,
        &[("language", language_if_asked)],
    ],
};
