//! Holds the documents to the code: what they tell people to run runs, what they name is there. That README.md names
//! exactly the commands of `cargo xtask --help` is held by `xtask/tests/readme.rs`.

mod markdown;
mod sample_leads;
mod script;
mod watching;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use markdown::Document;
use serde_json::Value;
use watching::Shown;

/// The folder that holds the documents.
fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn text(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// Every page: in the root and under docs/.
fn documents() -> Vec<Document> {
    let files = ["", "docs"].into_iter().flat_map(|folder| {
        let entries = fs::read_dir(root().join(folder)).expect("a folder of documents");
        entries.map(move |entry| Path::new(folder).join(entry.expect("an entry").file_name()))
    });
    let mut files: Vec<PathBuf> = files
        .filter(|path| path.extension().is_some_and(|extension| extension == "md"))
        .collect();
    files.sort();
    assert!(files.len() >= 5, "{files:?}");
    files
        .iter()
        .map(|path| Document::read(&root(), path))
        .collect()
}

fn readme() -> Document {
    Document::read(&root(), Path::new("README.md"))
}

/// What stands between an opening and the next closing, everywhere in a text.
fn between<'a>(text: &'a str, opening: &str, closing: char) -> BTreeSet<&'a str> {
    text.split(opening)
        .skip(1)
        .filter_map(|rest| Some(rest.split_once(closing)?.0))
        .collect()
}

#[test]
fn every_leadgate_command_in_a_document_works_as_written() {
    let mut run = 0;
    for document in documents() {
        for block in document.blocks("sh") {
            if let Some(script) = script::of_leadgate(block) {
                script::run(&root(), &script, &document.name);
                run += 1;
            }
        }
    }
    assert!(run > 0, "no document runs anything");
}

#[test]
fn no_document_names_an_xtask_command_that_the_readme_does_not() {
    let known = readme().xtask_commands();
    for document in documents() {
        let unknown: Vec<_> = document
            .xtask_commands()
            .difference(&known)
            .cloned()
            .collect();
        assert!(
            unknown.is_empty(),
            "{}: cargo xtask {unknown:?}",
            document.name
        );
    }
}

#[test]
fn every_cargo_test_in_a_document_names_a_crate_and_a_file_that_exist() {
    for document in documents() {
        for line in document
            .blocks("sh")
            .flat_map(str::lines)
            .filter(|line| line.contains("cargo test "))
        {
            let after = |flag: &str| {
                line.split_whitespace()
                    .skip_while(|word| *word != flag)
                    .nth(1)
            };
            let package = after("-p").unwrap_or_default();
            let folder_of_crate = match package {
                "leadgate" => ".".to_owned(),
                _ => format!(
                    "crates/{}",
                    package.strip_prefix("leadgate-").unwrap_or(package)
                ),
            };
            assert!(
                text(&format!("{folder_of_crate}/Cargo.toml"))
                    .contains(&format!("name = \"{package}\"")),
                "{line}"
            );
            if let Some(file) = after("--test") {
                let [one, folder] = [format!("{file}.rs"), format!("{file}/main.rs")]
                    .map(|path| root().join(&folder_of_crate).join("tests").join(path));
                assert!(one.exists() || folder.exists(), "{line}");
            }
        }
    }
}

#[test]
fn every_link_leads_to_a_file_and_a_heading_that_exist() {
    let documents = documents();
    for document in &documents {
        for link in document.links() {
            let (path, heading) = link.split_once('#').unwrap_or((link.as_str(), ""));
            let target = match path {
                "" => PathBuf::from(&document.name),
                path => Path::new(&document.name)
                    .parent()
                    .unwrap_or(Path::new(""))
                    .join(path),
            };
            assert!(root().join(&target).exists(), "{}: {link}", document.name);
            let known = documents
                .iter()
                .find(|other| Path::new(&other.name) == target);
            if let Some(known) = known.filter(|_| !heading.is_empty()) {
                assert!(known.has_heading(heading), "{}: {link}", document.name);
            }
        }
    }
}

#[test]
fn every_file_that_a_document_names_exists() {
    for document in documents() {
        for path in document.paths() {
            assert!(root().join(path).exists(), "{} names {path}", document.name);
        }
    }
}

#[test]
fn the_readme_lists_the_elements_attributes_and_events() {
    let readme = readme();
    let listed: BTreeSet<&str> = readme.inline_code().collect();
    let element = text("www/embed/element.js");
    for list in ["const IDENTITY = [", "const PRODUCT = ["] {
        let (_, rest) = element.split_once(list).expect("the element's attributes");
        let (names, _) = rest.split_once(']').expect("the end of a list");
        for name in between(names, "'", '\'')
            .into_iter()
            .filter(|name| !name.contains(','))
        {
            assert!(listed.contains(name), "attribute {name}");
        }
    }
    for name in ["theme", "data-layer"] {
        assert!(listed.contains(name), "attribute {name}");
    }

    let of_rust = text("src/browser/event.rs");
    let mut events = between(&of_rust, "\"leadgate-", '"');
    events.extend(between(&element, "#tell('leadgate-", '\''));
    let told: BTreeSet<&str> = listed
        .iter()
        .filter_map(|code| code.strip_prefix("leadgate-"))
        .collect();
    assert_eq!(told, events, "events");
}

#[test]
fn the_page_on_theming_lists_every_custom_property_with_its_default_and_every_part() {
    let theming = Document::read(&root(), Path::new("docs/theming.md"));
    let listed: BTreeSet<&str> = theming.inline_code().collect();
    let styles = text("www/embed/form.css");
    let told: BTreeSet<&str> = listed
        .iter()
        .filter_map(|code| code.strip_prefix("--leadgate-"))
        .collect();
    let known = between(&styles, "var(--leadgate-", ',');
    assert_eq!(told, known, "custom properties");
    let page = text("docs/theming.md");
    for name in known {
        let (_, default) = styles
            .split_once(&format!("var(--leadgate-{name}, "))
            .expect("a default");
        let row = page
            .lines()
            .find(|line| line.starts_with(&format!("| `--leadgate-{name}` |")))
            .expect("a row");
        // A colour has two: on light and on dark.
        let defaults = match default.split_once("light-dark(") {
            Some((_, pair)) if default.starts_with("var(--light") => {
                let (pair, _) = pair.split_once(')').expect("a pair of colours");
                pair.split(", ").collect()
            }
            _ => vec![default.split([')', ',']).next().unwrap_or_default()],
        };
        for default in defaults.into_iter().filter(|default| *default != "inherit") {
            assert!(row.contains(&format!("`{default}`")), "{name}: {default}");
        }
    }

    let mut views = text("src/prerender.rs");
    for folder in ["src/view", "src/view/template"] {
        for entry in fs::read_dir(root().join(folder)).expect("the views") {
            let path = entry.expect("an entry").path();
            if path.is_file() {
                views.push_str(&fs::read_to_string(path).expect("a view"));
            }
        }
    }
    for part in between(&views, "part=\"", '"') {
        assert!(listed.contains(part), "part {part}");
    }
}

#[test]
fn the_snippet_in_the_readme_is_what_the_command_prints() {
    let command = "export AB_CRM_ID=my-id AB_CRM_KEY=my-key\n\
                   leadgate snippet --config docs/example.toml --form call-me-back --partner acme --lang nl --script-only";
    let printed = script::run(&root(), command, "this test");
    assert!(
        readme()
            .blocks("html")
            .any(|block| block.trim() == printed.trim()),
        "{printed}"
    );
}

#[test]
fn the_notice_names_the_version_that_the_phone_table_is_made_from() {
    let generator = text("crates/rules/phone-table/generate.py");
    let version = between(&generator, "\nVERSION = \"", '"')
        .into_iter()
        .next()
        .expect("a version");
    assert!(
        text("NOTICE").contains(&format!("`phonenumbers` {version}")),
        "{version}"
    );
}

#[test]
fn the_light_and_the_dark_picture_differ_in_their_colours_only() {
    let [light, dark] = ["docs/journey.svg", "docs/journey-dark.svg"].map(text);
    let drawn = |svg: &str| {
        let (before, rest) = svg.split_once("<style>").expect("styles");
        let (_, after) = rest.split_once("</style>").expect("the styles' end");
        [before, after].concat()
    };
    assert_eq!(drawn(&light), drawn(&dark));
    assert_ne!(light, dark);
}

/// All texts in a JSON document: names, queries, titles.
fn texts(value: &Value) -> Vec<&str> {
    match value {
        Value::String(text) => vec![text.as_str()],
        Value::Array(values) => values.iter().flat_map(texts).collect(),
        Value::Object(members) => members.values().flat_map(texts).collect(),
        Value::Null | Value::Bool(_) | Value::Number(_) => Vec::new(),
    }
}

#[test]
fn operators_watch_metrics_that_exist() {
    let shown = Shown::new();
    let dashboard: Value =
        serde_json::from_str(&text("docs/operations/dashboard.json")).expect("the dashboard");
    for (name, text) in [
        ("docs/operations.md", text("docs/operations.md")),
        (
            "docs/operations/alerts.yml",
            text("docs/operations/alerts.yml"),
        ),
        (
            "docs/operations/dashboard.json",
            texts(&dashboard).join("\n"),
        ),
    ] {
        let asked = shown.check(&text);
        assert!(
            asked.as_ref().is_ok_and(|asked| *asked > 0),
            "{name}: {asked:?}"
        );
    }
}

#[test]
fn a_metric_that_does_not_exist_is_noticed() {
    let shown = Shown::new();
    assert_eq!(
        shown.check("max(leadgate_deliveries{state=\"dead\", job=\"x\"}) > 0"),
        Ok(1)
    );
    for wrong in [
        "leadgate_delivery_outcomes",
        "sum(leadgate_queue_age)",
        "leadgate_deliveries{state=\"lost\"}",
        "leadgate_deliveries{connector=~\".*\"}",
    ] {
        assert!(shown.check(wrong).is_err(), "{wrong}");
    }
}

#[test]
fn every_alert_rule_says_what_it_is_about_and_leads_to_a_heading_of_its_own() {
    let rules = text("docs/operations/alerts.yml");
    let page = Document::read(&root(), Path::new("docs/operations.md"));
    let mut headings = BTreeSet::new();
    for rule in rules.split("- alert: ").skip(1) {
        let name = rule.lines().next().unwrap_or_default();
        let after = |key: &str| {
            let mut lines = rule.lines().map(str::trim);
            lines.find_map(|line| line.strip_prefix(key))
        };
        assert!(after("summary: ").is_some(), "{name} has no summary");
        let heading = after("runbook: docs/operations.md#").expect(name);
        assert!(page.has_heading(heading), "{name}: {heading}");
        assert!(headings.insert(heading), "{name}: {heading}");
        assert!(page.inline_code().any(|code| code == name), "{name}");
    }
    assert!(!headings.is_empty(), "there are no rules");
}
