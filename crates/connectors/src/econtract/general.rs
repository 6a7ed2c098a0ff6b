//! The document's general parameters, "that can be supplied for every lead".

use super::address;
use super::parameter::{Outgoing, Parameter, field, product};

/// Who it is.
pub(super) const PERSON: &[Parameter] = &[
    ("first_name", field),
    ("last_name", field),
    ("email", field),
];

/// What it is about, and who sent it. The product's type has another name in each type of lead.
pub(super) const OFFER: &[Parameter] = &[
    ("product_id", product),
    ("supplier_id", product),
    ("affiliate_id", affiliate_id),
];

/// What the table requires and no example shows.
pub(super) const CODES: &[Parameter] = &[("gender", gender), ("segment", segment)];

/// The product's type, under the name of every lead but the click-out.
pub(super) fn product_type(outgoing: &Outgoing<'_>, _: &'static str) -> String {
    outgoing.product("product_type_id").to_owned()
}

/// The CRM's word for the person's language, or else for the page's.
pub(super) fn language(outgoing: &Outgoing<'_>, name: &'static str) -> String {
    let typed = outgoing.field(name);
    let tag = if typed.is_empty() {
        &outgoing.lead.lang
    } else {
        typed
    };
    outgoing.settings.codes.language(tag).to_owned()
}

/// The same, where the example lacks it and the settings ask for it.
pub(super) fn language_if_asked(outgoing: &Outgoing<'_>, name: &'static str) -> String {
    if outgoing.settings.codes.send_language {
        language(outgoing, name)
    } else {
        String::new()
    }
}

/// What was typed, what else an agent has to read, and our id: a line each.
pub(super) fn remarks(outgoing: &Outgoing<'_>, name: &'static str) -> String {
    let id = if outgoing.settings.remarks_id {
        format!("[leadgate {}]", outgoing.lead.id)
    } else {
        String::new()
    };
    let mut lines = vec![field(outgoing, name), address::remark(outgoing), id];
    lines.retain(|line| !line.is_empty());
    lines.join("\n")
}

fn affiliate_id(outgoing: &Outgoing<'_>, _: &'static str) -> String {
    let id = outgoing.lead.affiliate_id;
    id.map(|id| id.to_string()).unwrap_or_default()
}

fn gender(outgoing: &Outgoing<'_>, name: &'static str) -> String {
    let codes = &outgoing.settings.codes;
    code(codes.genders.of(outgoing.field(name)), codes.gender)
}

fn segment(outgoing: &Outgoing<'_>, name: &'static str) -> String {
    let codes = &outgoing.settings.codes;
    code(codes.segments.of(outgoing.field(name)), codes.segment)
}

/// The lead's own code goes before the one that is sent for every lead.
fn code(own: String, fixed: Option<u32>) -> String {
    match fixed {
        Some(fixed) if own.is_empty() => fixed.to_string(),
        _ => own,
    }
}
