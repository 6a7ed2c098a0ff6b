//! Which fields a form shows, requires and finds wrong, by a table that the browser's and the
//! proxy's tests read too: `tests/fixtures/conditions.json`.

#![expect(clippy::unwrap_used, reason = "a test stops where it fails")]

use std::collections::{BTreeMap, BTreeSet};

use leadgate_model::{Condition, Draft, FieldKind, Form, Rules, validate};
use leadgate_rules::time::OpeningHours;
use leadgate_rules::url::TargetParts;
use serde::Deserialize;

#[derive(Deserialize)]
struct Table {
    hosts: Vec<String>,
    good: BTreeMap<String, BTreeMap<String, Typed>>,
    rows: Vec<Row>,
}

#[derive(Deserialize)]
struct Row {
    form: String,
    says: String,
    #[serde(default)]
    ask: Vec<String>,
    #[serde(default)]
    anonymous: bool,
    fields: BTreeMap<String, Option<Typed>>,
    wrong: BTreeMap<String, String>,
    shown: Vec<String>,
    required: Vec<String>,
}

#[derive(Clone, Deserialize)]
#[serde(untagged)]
enum Typed {
    One(String),
    Several(Vec<String>),
}

impl Row {
    fn form(&self) -> Form {
        Form::from_slug(&self.form).unwrap()
    }

    fn draft(&self, good: &BTreeMap<String, Typed>) -> Draft {
        let kept = good
            .iter()
            .filter(|(name, _)| !self.fields.contains_key(*name));
        let own = self.fields.iter();
        let own = own.filter_map(|(name, typed)| Some((name, typed.as_ref()?)));
        let mut draft = Draft::default();
        for (name, typed) in kept.chain(own) {
            match typed {
                Typed::One(value) => draft.push(name, value),
                Typed::Several(values) => values.iter().for_each(|value| draft.push(name, value)),
            }
        }
        draft
    }

    /// The fields that the configuration of the row takes away.
    fn left_out(&self) -> Vec<String> {
        let fields = self.form().spec().fields.iter();
        let left_out = fields.filter(|field| {
            let of_page = matches!(field.kind, FieldKind::Hidden | FieldKind::Target);
            let is_asked = self.ask.iter().any(|name| name == field.name);
            (field.on_request && !is_asked) || (self.anonymous && !of_page)
        });
        left_out.map(|field| field.name.to_owned()).collect()
    }
}

fn table() -> Table {
    let table: Table =
        serde_json::from_str(include_str!("../../../tests/fixtures/conditions.json")).unwrap();
    assert!(table.rows.len() > 40);
    table
}

/// The row's fields, checked; the parser of addresses reads what the table has, and no more.
fn each(mut check: impl FnMut(&Row, &Draft, &Rules<'_>)) {
    let table = table();
    let hours = OpeningHours::default();
    for row in &table.rows {
        let left_out = row.left_out();
        let rules = Rules {
            left_out: &left_out,
            hosts: &table.hosts,
            parse_url: |text| {
                let rest = text.strip_prefix("https://")?;
                Some(TargetParts {
                    scheme: "https".to_owned(),
                    has_user_info: false,
                    host: rest.split('/').next()?.to_owned(),
                })
            },
            ..Rules::new(1_795_000_000, &hours)
        };
        check(row, &row.draft(&table.good[&row.form]), &rules);
    }
}

#[test]
fn a_form_shows_and_requires_what_the_table_says() {
    each(|row, draft, rules| {
        let asked = rules.asked(row.form(), draft);
        let fields = || asked.spec.fields.iter();
        let shown: Vec<&str> = fields()
            .filter(|field| field.shown != Condition::Always && asked.shows(field))
            .map(|field| field.name)
            .collect();
        assert_eq!(
            sorted(&shown),
            sorted(&row.shown),
            "{}: {}",
            row.form,
            row.says
        );
        let required: Vec<&str> = fields()
            .filter(|field| asked.requires(field))
            .map(|field| field.name)
            .collect();
        assert_eq!(
            sorted(&required),
            sorted(&row.required),
            "{}: {}",
            row.form,
            row.says
        );
    });
}

#[test]
fn what_is_wrong_is_what_the_table_says() {
    each(|row, draft, rules| {
        let wrong: BTreeMap<String, String> = match validate(row.form(), draft, rules) {
            Ok(_) => BTreeMap::new(),
            Err(errors) => errors
                .iter()
                .map(|error| (error.field.to_string(), error.problem.code().to_owned()))
                .collect(),
        };
        assert_eq!(wrong, row.wrong, "{}: {}", row.form, row.says);
    });
}

#[test]
fn what_is_not_shown_is_in_no_lead() {
    each(|row, draft, rules| {
        let Ok(lead) = validate(row.form(), draft, rules) else {
            return;
        };
        let asked = rules.asked(row.form(), draft);
        for field in asked.spec.fields {
            let is_in = lead.values().any(|(spec, _)| spec.name == field.name);
            assert!(asked.shows(field) || !is_in, "{}: {}", row.says, field.name);
        }
    });
}

#[test]
fn every_field_that_hangs_on_others_comes_and_goes_in_the_table() {
    let table = table();
    for form in Form::ALL {
        let rows = || table.rows.iter().filter(|row| row.form == form.slug());
        for field in form.spec().fields {
            let in_rows = |list: fn(&Row) -> &Vec<String>| {
                let has = |row: &Row| list(row).iter().any(|name| name == field.name);
                rows().map(has).collect::<BTreeSet<bool>>().len()
            };
            let conditional =
                |condition| !matches!(condition, Condition::Always | Condition::Never);
            if conditional(field.shown) {
                assert_eq!(
                    in_rows(|row| &row.shown),
                    2,
                    "{form:?}: {} shown",
                    field.name
                );
            }
            if conditional(field.required) {
                assert_eq!(
                    in_rows(|row| &row.required),
                    2,
                    "{form:?}: {} required",
                    field.name
                );
            }
        }
    }
}

fn sorted<T: AsRef<str>>(names: &[T]) -> BTreeSet<&str> {
    names.iter().map(AsRef::as_ref).collect()
}
