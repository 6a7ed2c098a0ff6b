//! The loader that brings a form, filled in with this proxy's address, versions and fragments.

use std::collections::BTreeMap;

use leadgate_assets::{Assets, Encoding};
use leadgate_settings::Settings;

/// What a loader is filled in with, beside where the proxy is.
#[derive(Debug)]
pub struct Filling<'a> {
    /// The browser version that hydrates the proxy's forms.
    pub version: &'a str,
    /// The browser version that must not be loaded any more; empty: none.
    pub withdrawn: &'a str,
    /// The fragments that come along, by form, partner and language.
    pub fragments: BTreeMap<String, String>,
}

/// The loader of a browser version, filled in. `None` without the browser half, or for a version that is not served.
pub async fn loader(
    settings: &Settings,
    assets: &Assets,
    browser_version: &str,
    filling: &Filling<'_>,
) -> Option<String> {
    let (bytes, _) = assets
        .file(browser_version, "embed.js", Encoding::Identity)
        .await?;
    fill_in(settings, &bytes, filling)
}

/// The loader of a browser version with its texts in their places; `None` if it is not text.
///
/// Pages pin what this returns without fragments (`leadgate snippet --pin`): for one browser version and one
/// `public_url` it stays the same, byte by byte, in later releases too.
#[must_use]
pub fn fill_in(settings: &Settings, source: &[u8], filling: &Filling<'_>) -> Option<String> {
    let source = std::str::from_utf8(source).ok()?;
    let fragments = serde_json::to_string(&filling.fragments).ok()?;
    Some(
        source
            .replace(
                "__LEADGATE_PROXY__",
                &in_quotes(&settings.server.public_url),
            )
            .replace("__LEADGATE_VERSION__", &in_quotes(filling.version))
            .replace("__LEADGATE_WITHDRAWN__", &in_quotes(filling.withdrawn))
            .replace("__LEADGATE_FRAGMENTS__", &in_quotes(&fragments)),
    )
}

/// Text inside a JavaScript string literal, whichever quotes it has.
fn in_quotes(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len() + text.len() / 8);
    for character in text.chars() {
        match character {
            '\\' | '\'' | '"' | '`' | '$' => escaped.extend(['\\', character]),
            '\n' => escaped.push_str("\\n"),
            '\r' => escaped.push_str("\\r"),
            '<' => escaped.push_str("\\x3c"),
            '\u{2028}' => escaped.push_str("\\u2028"),
            '\u{2029}' => escaped.push_str("\\u2029"),
            _ => escaped.push(character),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fragment_survives_the_quotes_of_the_loader() {
        assert_eq!(
            in_quotes(r#"<a href="x">l'eau\</a>"#),
            r#"\x3ca href=\"x\">l\'eau\\\x3c/a>"#
        );
    }
}
