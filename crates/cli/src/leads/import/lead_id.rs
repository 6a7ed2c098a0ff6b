//! The id of an imported lead: always the same for the same row, so that an import that was
//! repeated, or killed and begun again, finds the leads that it stored.

use leadgate_model::wire::PRODUCT;
use leadgate_model::{ConsentText, Draft, FieldKind, Rules, canonical};
use uuid::Uuid;

use super::BATCH;
use leadgate_settings::PartnerForm;

/// Drawn once. Another one would make every row that was ever imported a new lead.
const NAMESPACE: Uuid = Uuid::from_u128(0xa7df_409b_f668_4364_9ec5_eef6_ce78_bd10);

/// The id of a row: a UUID of version 5 (RFC 9562) over partner, form, batch and all that the row
/// says, attribution aside, in normal form. An empty column is as good as none.
pub(super) fn of(
    partner_form: &PartnerForm<'_>,
    batch: &str,
    draft: &Draft,
    rules: &Rules<'_>,
) -> Uuid {
    let mut name = Vec::new();
    let mut add = |key: &str, value: &str| {
        if value.is_empty() {
            return;
        }
        for part in [key, value] {
            // With its length: no two lists of values are the same bytes.
            name.extend((part.len() as u64).to_be_bytes());
            name.extend(part.as_bytes());
        }
    };
    add("partner", partner_form.partner_key);
    add("form", partner_form.form.slug());
    let kind = |name: &str| partner_form.form.spec().field(name).map(|field| field.kind);
    if kind(BATCH).is_none() {
        add(BATCH, batch);
    }
    for (field, value) in canonical(partner_form.form, draft, rules) {
        let is_unticked = kind(field) == Some(FieldKind::Flag) && value == "0";
        add(field, if is_unticked { "" } else { &value });
    }
    for field in PRODUCT {
        add(field, draft.get(field));
    }
    for field in rules.consents.iter().map(ConsentText::field) {
        add(&field, draft.get(&field));
    }
    Uuid::new_v5(&NAMESPACE, &name)
}
