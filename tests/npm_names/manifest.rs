//! `custom-elements.json`: the element for editors and catalogues, by the schema of
//! <https://github.com/webcomponents/custom-elements-manifest>. Custom properties and parts are read from
//! docs/theming.md, which a test of its own holds to the styles.

use std::fs;

use leadgate::Theme;
use leadgate::element_api::{ATTRIBUTES, EVENTS, TAG};
use leadgate_model::{Form, Lang};
use serde_json::{Value, json};

use super::names::union;
use super::root;
use super::types::type_of;

const CLASS: &str = "LeadgateForm";

/// The file.
pub(crate) fn json() -> String {
    let manifest = json!({
        "schemaVersion": "2.1.0",
        "readme": "README.md",
        "modules": [
            {
                "kind": "javascript-module",
                "path": "index.js",
                "declarations": [declaration()],
                "exports": [{ "kind": "js", "name": CLASS, "declaration": class() }],
            },
            {
                "kind": "javascript-module",
                "path": "define.js",
                "exports": [
                    { "kind": "custom-element-definition", "name": TAG, "declaration": class() },
                ],
            },
        ],
    });
    format!("{manifest:#}\n")
}

fn class() -> Value {
    json!({ "name": CLASS, "module": "index.js" })
}

fn declaration() -> Value {
    json!({
        "kind": "class",
        "customElement": true,
        "tagName": TAG,
        "name": CLASS,
        "superclass": { "name": "HTMLElement" },
        "description": "A lead form that paints as plain HTML, is checked in the browser, and is sent to a Leadgate proxy.",
        "attributes": attributes(),
        "events": events(),
        "members": members(),
        "slots": [{ "name": "", "description": "Shown until the form is there: a link to the form's own page." }],
        "cssProperties": rows("--leadgate-", "default"),
        "cssParts": rows("", "part"),
    })
}

fn attributes() -> Vec<Value> {
    ATTRIBUTES
        .iter()
        .map(|attribute| {
            let held = match type_of(attribute.holds) {
                "FormName" => union(Form::ALL.map(Form::slug)),
                "Language" => union(Lang::ALL.map(Lang::tag)),
                "Theme" => union(Theme::ALL.map(Theme::name)),
                "boolean | string" => "string".to_owned(),
                "number | `${number}`" => "number".to_owned(),
                other => other.to_owned(),
            };
            json!({ "name": attribute.name, "type": { "text": held }, "description": attribute.about })
        })
        .collect()
}

fn events() -> Vec<Value> {
    EVENTS
        .iter()
        .map(|event| {
            json!({
                "name": event.name,
                "type": { "text": format!("CustomEvent<EventDetails['{}']>", event.name) },
                "description": event.about,
            })
        })
        .collect()
}

fn members() -> Value {
    json!([
        {
            "kind": "field",
            "name": "values",
            "type": { "text": "FormValues[FormName]" },
            "description": "Values to fill in, by field name.",
        },
        {
            "kind": "method",
            "name": "submit",
            "return": { "type": { "text": "Promise<{ id: string }>" } },
            "description": "Sends the form; rejects with `{ fields }`, `{ status }` or null.",
        },
        {
            "kind": "method",
            "name": "reset",
            "return": { "type": { "text": "void" } },
            "description": "Empties the form and gives it a new id.",
        },
    ])
}

/// The rows of docs/theming.md's tables whose first cell is a name in code: custom properties where `default` is the
/// second column, parts where the table's first heading is `part`.
fn rows(prefix: &str, heading: &str) -> Vec<Value> {
    let text = fs::read_to_string(root().join("docs/theming.md")).expect("docs/theming.md");
    let mut found = Vec::new();
    let mut columns: Vec<&str> = Vec::new();
    for line in text.lines() {
        let Some(line) = line.strip_prefix('|') else {
            columns.clear();
            continue;
        };
        let cells: Vec<&str> = line
            .trim_end_matches('|')
            .split('|')
            .map(str::trim)
            .collect();
        if columns.is_empty() {
            columns = cells;
            continue;
        }
        let is_wanted = columns.iter().any(|column| column.starts_with(heading));
        let name = cells
            .first()
            .and_then(|cell| cell.strip_prefix('`')?.strip_suffix('`'));
        let (true, Some(name)) = (is_wanted, name.filter(|name| name.starts_with(prefix))) else {
            continue;
        };
        let about = columns
            .iter()
            .position(|column| ["for", "is"].contains(column));
        let about = about.and_then(|at| cells.get(at)).unwrap_or(&"");
        let mut row = json!({ "name": name, "description": about });
        if !prefix.is_empty() {
            row["default"] = json!(cells.get(1).map_or("", |cell| cell.trim_matches('`')));
        }
        found.push(row);
    }
    found
}
