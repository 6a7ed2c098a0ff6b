//! A click-out lead, in the order of the document's example: a visitor who went to a supplier.

use super::Dialect;
use super::general::{CODES, OFFER, PERSON, language_if_asked, remarks};
use super::parameter::{Endpoint, LeadType, product};

pub(super) const CLICK_OUT: LeadType = LeadType {
    endpoint: Endpoint::ClickOut,
    dialects: &[Dialect::Current, Dialect::Older],
    parameters: &[
        PERSON,
        &[("product_type_id", product)],
        OFFER,
        &[("url", product), ("remarks", remarks)],
        CODES,
        &[("language", language_if_asked)],
    ],
};
