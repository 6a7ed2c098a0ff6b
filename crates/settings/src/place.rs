//! Where a setting stands, for whoever has to correct it: its line in the file, or its variable.

use std::path::Path;

use toml::de::{DeTable, DeValue};

use super::Sources;

/// The line of a setting in the file, or of the table closest to it that the file has; or the
/// variable that is set for it. `None` where neither is found: what is wrong is missing altogether.
pub(super) fn of(setting: &str, sources: &Sources) -> Option<String> {
    let variable = variable(setting);
    if std::env::var_os(&variable).is_some() {
        return Some(variable);
    }
    let file = sources.file.as_deref()?;
    line_in_file(setting, file)
}

/// The variable that goes over the file.
fn variable(setting: &str) -> String {
    format!("LEADGATE__{}", setting.to_uppercase().replace('.', "__"))
}

fn line_in_file(setting: &str, file: &Path) -> Option<String> {
    let text = std::fs::read_to_string(file).ok()?;
    let line = line(setting, &text)?;
    Some(format!("{}, line {line}", file.display()))
}

/// Counted from 1. A file that cannot be parsed says by itself where.
fn line(setting: &str, text: &str) -> Option<usize> {
    let document = DeTable::parse(text).ok()?;
    let mut table = document.get_ref();
    let mut offset = None;
    for name in setting.split('.') {
        let Some((key, value)) = table.iter().find(|(key, _)| key.get_ref() == name) else {
            break;
        };
        offset = Some(key.span().start);
        let DeValue::Table(inner) = value.get_ref() else {
            break;
        };
        table = inner;
    }
    Some(text[..offset?].matches('\n').count() + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "\
[server]
listen = \"127.0.0.1:8787\"

# Ours.
[partners.acme]
origins = [
    \"https://acme.example\",
]
forms = { call-me-back = [\"crm\"] }

[connectors.crm]
kind = \"econtract\"
[connectors.crm.codes]
gender = 1
";

    #[test]
    fn a_setting_is_found_on_its_line_and_a_missing_one_on_its_tables() {
        for (setting, expected) in [
            ("server.listen", Some(2)),
            ("partners.acme", Some(5)),
            ("partners.acme.origins", Some(6)),
            ("partners.acme.forms.call-me-back", Some(9)),
            ("partners.acme.affiliate_id", Some(5)),
            ("connectors.crm.key", Some(11)),
            ("connectors.crm.codes.genders", Some(13)),
            ("connectors.other.key", Some(11)),
            ("store.url", None),
            ("", None),
        ] {
            assert_eq!(line(setting, TEXT), expected, "{setting}");
        }
        assert_eq!(line("server.listen", "[server"), None);
    }

    #[test]
    fn a_variable_is_named_as_it_is_set() {
        assert_eq!(
            variable("server.public_url"),
            "LEADGATE__SERVER__PUBLIC_URL"
        );
    }
}
