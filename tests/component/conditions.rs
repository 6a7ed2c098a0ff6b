//! The rules about which field needs which other, row by row, in the form that a visitor sees. The
//! tests of the model and of the proxy read the same table: `tests/fixtures/conditions.json`.

use std::collections::{BTreeMap, BTreeSet};

use leadgate::Mounted;
use leadgate_model::Form;
use serde::Deserialize;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::asked::{is_visible, required, shown_on_condition};
use crate::page::{Page, events, settled};
use crate::server::{self, ACCEPTED};

#[derive(Deserialize)]
struct Table {
    good: BTreeMap<String, BTreeMap<String, Typed>>,
    rows: Vec<Row>,
}

/// What is filled in, and what follows. What is asked on request is in the fragments of these tests.
#[derive(Deserialize)]
struct Row {
    form: String,
    says: String,
    #[serde(default)]
    anonymous: bool,
    /// Whether the form's controls can hold these values at all.
    #[serde(default = "yes")]
    control: bool,
    fields: BTreeMap<String, Option<Typed>>,
    wrong: BTreeMap<String, String>,
    shown: BTreeSet<String>,
    required: BTreeSet<String>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Typed {
    One(String),
    Several(Vec<String>),
}

const fn yes() -> bool {
    true
}

impl Table {
    fn read() -> Self {
        serde_json::from_str(include_str!("../fixtures/conditions.json")).unwrap()
    }

    fn rows(&self) -> impl Iterator<Item = &Row> {
        self.rows.iter().filter(|row| row.control)
    }

    /// Puts in what the row says, over what is good for its form.
    fn fill(&self, row: &Row, mut put: impl FnMut(&str, &str)) {
        let good = self.good[&row.form].iter();
        let kept = good.filter(|(name, _)| !row.fields.contains_key(*name));
        let own = row.fields.iter();
        let own = own.filter_map(|(name, typed)| Some((name, typed.as_ref()?)));
        for (name, typed) in kept.chain(own) {
            match typed {
                Typed::One(value) => put(name, value),
                Typed::Several(values) => values.iter().for_each(|value| put(name, value)),
            }
        }
    }
}

impl Row {
    fn form(&self) -> Form {
        Form::from_slug(&self.form).unwrap()
    }

    fn page(&self) -> Page {
        if self.anonymous {
            Page::anonymous()
        } else {
            Page::of(self.form())
        }
    }

    fn asks_what_it_should(&self, page: &Page) {
        let Self { form, says, .. } = self;
        let shown: BTreeSet<_> = names(&shown_on_condition(page));
        assert_eq!(shown, self.shown, "shown: {form}: {says}");
        let mut expected = self.required.clone();
        expected.retain(|name| page.spec().field(name).is_some_and(is_visible));
        assert_eq!(names(&required(page)), expected, "required: {form}: {says}");
    }
}

fn names(names: &[&str]) -> BTreeSet<String> {
    names.iter().map(|name| (*name).to_owned()).collect()
}

#[wasm_bindgen_test]
async fn every_row_of_the_table_holds_for_what_is_typed() {
    let table = Table::read();
    for row in table.rows() {
        let (page, _mounted) = filled_in(&table, row);
        settled().await;
        row.asks_what_it_should(&page);

        server::answer(202, ACCEPTED);
        page.send().await;
        let Row { form, says, .. } = row;
        assert_eq!(told_wrong(), row.wrong, "wrong: {form}: {says}");
        let sent = usize::from(row.wrong.is_empty());
        assert_eq!(server::received(), sent, "sent: {form}: {says}");
        for name in row.wrong.keys() {
            let is_visible = page.spec().field(name).is_some_and(is_visible);
            assert!(!is_visible || page.error(name).is_some(), "{form}: {says}");
        }
    }
}

#[wasm_bindgen_test]
async fn every_row_of_the_table_holds_for_what_was_there_before_the_form_was_taken_over() {
    let table = Table::read();
    for row in table.rows() {
        let page = row.page();
        table.fill(row, |name, value| {
            match page.control(name).type_().as_str() {
                "checkbox" => page.check_box(name, value).set_checked(true),
                _ => page.control(name).set_value(value),
            }
        });
        let _mounted = page.mount();
        settled().await;
        row.asks_what_it_should(&page);
        assert_eq!(page.announced(), "", "{}: {}", row.form, row.says);
    }
}

fn filled_in(table: &Table, row: &Row) -> (Page, Mounted) {
    let page = row.page();
    let mounted = page.mount();
    table.fill(row, |name, value| page.fill(name, value));
    if page.has("consent_terms") {
        page.control("consent_terms").click();
    }
    (page, mounted)
}

/// What the page heard of wrong fields, if it did.
fn told_wrong() -> BTreeMap<String, String> {
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
    let fields = fields.into_iter();
    fields.map(|told| (told.field, told.code)).collect()
}
