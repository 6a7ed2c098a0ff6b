//! The table of conditions, over HTTP: the proxy refuses what the model refuses and the browser
//! marks. See `tests/fixtures/conditions.json`.

use std::collections::BTreeMap;

use leadgate_model::{Condition, FieldKind, Form};
use leadgate_settings::{Fields, Settings};
use serde_json::Value;

use crate::fixture::{self, Fixture};
use crate::lead::{Lead, minimal};
use crate::page::tag;

fn table() -> Value {
    let text = include_str!("../../../../tests/fixtures/conditions.json");
    serde_json::from_str(text).unwrap()
}

/// Names and values of a form's good fields.
pub(crate) fn good(form: &str) -> Vec<(String, String)> {
    let fields = table()["good"][form].as_object().unwrap().clone();
    fields
        .iter()
        .flat_map(|(name, typed)| values(typed).into_iter().map(|value| (name.clone(), value)))
        .collect()
}

/// A field's values in the table; none where it is taken away.
fn values(typed: &Value) -> Vec<String> {
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    match typed {
        Value::Null => Vec::new(),
        Value::Array(values) => values.iter().map(text).collect(),
        one => vec![text(one)],
    }
}

fn lead(row: &Value) -> Lead {
    let form = row["form"].as_str().unwrap();
    let fields = row["fields"].as_object().unwrap();
    fields.iter().fold(minimal(form), |lead, (name, typed)| {
        let values = values(typed);
        let lead = lead.without(name);
        values
            .iter()
            .fold(lead, |lead, value| lead.and(name, value))
    })
}

/// The settings that a row asks for.
fn settings(row: &Value) -> Settings {
    let mut settings = fixture::settings();
    let form = row["form"].as_str().unwrap();
    if let Some(names) = row["ask"].as_array() {
        let ask = names.iter().flat_map(values).collect();
        settings.forms.insert(form.to_owned(), Fields { ask });
    }
    if row["anonymous"] == true {
        let demo = settings.partners.get_mut("demo").unwrap();
        demo.anonymous.push(form.to_owned());
    }
    settings
}

#[tokio::test]
async fn the_proxy_finds_wrong_what_the_table_says() {
    for row in table()["rows"].as_array().unwrap() {
        let fixture = Fixture::with_settings(settings(row)).await;
        let wrong: BTreeMap<String, String> = row["wrong"]
            .as_object()
            .unwrap()
            .iter()
            .map(|(field, code)| (field.clone(), code.as_str().unwrap().to_owned()))
            .collect();
        let lead = lead(row);
        for request in [lead.urlencoded(), lead.json()] {
            let answer = fixture.send(request).await;
            if wrong.is_empty() {
                answer.accepted_id();
            } else {
                let errors: BTreeMap<_, _> = answer.field_errors().into_iter().collect();
                assert_eq!(errors, wrong, "{row}");
            }
        }
        assert_eq!(fixture.listed().await.len(), usize::from(wrong.is_empty()));
    }
}

/// Without script nothing follows what is typed: a browser that insisted on a field that depends on
/// others would not let go when it is no longer needed. The proxy says so instead.
#[tokio::test]
async fn the_form_that_comes_back_names_what_is_missing_and_insists_on_what_always_is() {
    for row in table()["rows"].as_array().unwrap() {
        let is_wrong = !row["wrong"].as_object().unwrap().is_empty();
        // Where a click-out may not lead is nothing that a visitor could mend.
        if !is_wrong || !row["wrong"]["url"].is_null() {
            continue;
        }
        let fixture = Fixture::with_settings(settings(row)).await;
        let answer = fixture.send(lead(row).native().urlencoded()).await;
        let page = answer.page(422, "en");
        let form = Form::from_slug(row["form"].as_str().unwrap()).unwrap();
        for field in form.spec().fields {
            let id = format!("id=\"leadgate-{}\"", field.name);
            if !page.contains(&id) || matches!(field.kind, FieldKind::Choices(_)) {
                continue;
            }
            let always = [field.required, field.shown] == [Condition::Always; 2];
            let control = tag(&page, &id);
            assert_eq!(control.contains(" required"), always, "{row}: {control}");
        }
        for name in row["wrong"].as_object().unwrap().keys() {
            let error = page.split(&format!("id=\"leadgate-{name}-error\"")).nth(1);
            let error = error.unwrap_or_else(|| panic!("{name}: {page}"));
            let (_, sentence) = error.split_once('>').unwrap();
            assert!(!sentence.starts_with('<'), "{name} has no sentence: {page}");
        }
    }
}
