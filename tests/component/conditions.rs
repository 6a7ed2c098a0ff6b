//! The rules about which field needs which other, row by row. The same table holds for the model
//! and for the proxy: `tests/fixtures/conditions.json`.

use std::collections::BTreeMap;

use leadgate_model::Form;
use serde::Deserialize;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::asked::{required, shown_on_condition};
use crate::page::{Page, events, settled};
use crate::server::{self, ACCEPTED};

/// What is filled in, and what follows.
#[derive(Deserialize)]
struct Row {
    /// The rule in words.
    says: String,
    /// The form's name.
    form: String,
    /// Values by name; a field that is not named is left as it is.
    fields: BTreeMap<String, Values>,
    /// Every wrong field with its code, in the order of the page.
    wrong: Vec<(String, String)>,
    /// The shown ones of the fields that are there under a condition only.
    shown: Vec<String>,
    /// Every required field.
    required: Vec<String>,
}

/// What one field holds.
#[derive(Deserialize)]
#[serde(untagged)]
enum Values {
    One(String),
    Several(Vec<String>),
}

fn rows() -> Vec<Row> {
    serde_json::from_str(include_str!("../fixtures/conditions.json")).unwrap()
}

#[wasm_bindgen_test]
async fn every_row_of_the_table_holds_in_the_browser() {
    for row in rows() {
        let (page, _mounted) = filled_in(&row);
        settled().await;
        let says = [&row.form, ": ", &row.says].concat();
        assert_eq!(shown_on_condition(&page), row.shown, "shown: {says}");
        assert_eq!(required(&page), row.required, "required: {says}");

        server::answer(202, ACCEPTED);
        page.send().await;
        assert_eq!(told_wrong(), row.wrong, "wrong: {says}");
        assert_eq!(
            server::received(),
            usize::from(row.wrong.is_empty()),
            "{says}"
        );
        for (name, _) in &row.wrong {
            assert!(page.error(name).is_some(), "{name} shows nothing: {says}");
        }
    }
}

#[wasm_bindgen_test]
async fn what_was_filled_in_before_the_form_was_taken_over_counts_from_the_start() {
    for row in rows() {
        let page = Page::of(Form::from_slug(&row.form).unwrap());
        for (name, values) in &row.fields {
            each(values, |value| match page.control(name).type_().as_str() {
                "checkbox" => page.check_box(name, value).set_checked(true),
                _ => page.control(name).set_value(value),
            });
        }
        let _mounted = page.mount();
        settled().await;
        let says = [&row.form, ": ", &row.says].concat();
        assert_eq!(shown_on_condition(&page), row.shown, "shown: {says}");
        assert_eq!(required(&page), row.required, "required: {says}");
        assert_eq!(page.announced(), "", "{says}");
    }
}

fn filled_in(row: &Row) -> (Page, leadgate::Mounted) {
    let (page, mounted) = Page::mounted_of(Form::from_slug(&row.form).unwrap());
    for (name, values) in &row.fields {
        each(values, |value| page.fill(name, value));
    }
    page.control("consent_terms").click();
    (page, mounted)
}

fn each(values: &Values, mut fill: impl FnMut(&str)) {
    match values {
        Values::One(value) => fill(value),
        Values::Several(values) => values.iter().for_each(|value| fill(value)),
    }
}

/// What the page heard of wrong fields, if it did.
fn told_wrong() -> Vec<(String, String)> {
    #[derive(Deserialize)]
    struct Detail {
        fields: Vec<Field>,
    }
    #[derive(Deserialize)]
    struct Field {
        field: String,
        code: String,
    }
    let events = events();
    let told = events
        .iter()
        .find_map(|event| event.strip_prefix("invalid "));
    let told: Option<Detail> = told.map(|detail| serde_json::from_str(detail).unwrap());
    let fields = told.map_or_else(Vec::new, |detail| detail.fields);
    fields
        .into_iter()
        .map(|told| (told.field, told.code))
        .collect()
}
