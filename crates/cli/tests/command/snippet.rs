//! `leadgate snippet`: what a partner pastes, and what the page's policy must allow.

mod attributes;
mod frame;
mod pin;

use leadgate_assets::Assets;
use serde_json::Value;

use super::CONFIG;
use super::program::{Place, Ran};

fn snippet(place: &Place, more: &[&str]) -> Ran {
    let arguments = [
        &["snippet", "--form", "call-me-back", "--partner", "demo"],
        more,
    ]
    .concat();
    let ran = place.run_configured(&arguments);
    assert_eq!(ran.code, 0, "{ran:?}");
    ran
}

#[test]
fn what_is_pasted_holds_no_id_and_no_date_and_names_its_version() {
    let place = Place::with_config(CONFIG);
    for lang in ["nl", "fr", "en", "de"] {
        let out = snippet(&place, &["--lang", lang]).out;
        let opening = format!(
            "<link rel=\"preconnect\" href=\"https://leads.example\" crossorigin><leadgate-form form=\"call-me-back\" partner=\"demo\" lang=\"{lang}\"><template shadowrootmode=\"open\"><style>"
        );
        assert!(out.starts_with(&opening), "{out}");
        assert!(out.contains("name=\"id\" value=\"\""), "no id: {out}");
        assert!(
            !out.contains("optgroup") && !has_date(&out),
            "no dated slot: {out}"
        );
        let version = Assets::version().unwrap_or_default();
        assert!(
            out.contains(&format!("data-version=\"{version}\"")),
            "{out}"
        );
        assert!(
            out.contains(&format!("name=\"form_version\" value=\"{version}\"")),
            "{out}"
        );
        assert!(out.contains(&format!("<a href=\"https://leads.example/v1/forms/call-me-back?partner=demo&amp;lang={lang}\">")), "{out}");
        assert!(
            out.ends_with("<script async src=\"https://leads.example/embed.js\"></script>\n"),
            "{out}"
        );
        // Pasted today or next week, it is the same.
        assert_eq!(snippet(&place, &["--lang", lang]).out, out);
    }
}

/// Digits as in `2026-11-18`.
fn has_date(text: &str) -> bool {
    let shape = |window: &[u8]| {
        window
            .iter()
            .zip(b"dddd-dd-dd")
            .all(|(byte, kind)| match kind {
                b'd' => byte.is_ascii_digit(),
                _ => byte == kind,
            })
    };
    text.as_bytes().windows(10).any(shape)
}

#[test]
fn the_policy_that_a_page_needs_is_told_apart_from_what_is_pasted() {
    let place = Place::with_config(CONFIG);
    let ran = snippet(&place, &[]);
    for directive in [
        "script-src https://leads.example 'wasm-unsafe-eval'",
        "connect-src https://leads.example",
        "form-action https://leads.example",
        "style-src 'sha256-",
        "trusted-types leadgate",
    ] {
        assert!(ran.err.contains(directive), "{directive}: {}", ran.err);
        assert!(!ran.out.contains(directive));
    }
    let json: Value = serde_json::from_str(&snippet(&place, &["--json"]).out).unwrap();
    assert_eq!(json["snippet"], ran.out);
    assert_eq!(json["content_security_policy"].as_array().unwrap().len(), 5);
    let short = snippet(&place, &["--script-only", "--lang", "fr"]);
    assert!(
        short
            .out
            .contains("/embed.js?form=call-me-back&amp;partner=demo&amp;lang=fr\""),
        "{}",
        short.out
    );
    assert!(
        !short.out.contains("<template") && short.err.contains("style-src 'sha256-"),
        "{short:?}"
    );
}

#[test]
fn a_form_that_is_seen_at_once_asks_for_its_webassembly_with_the_page() {
    let place = Place::with_config(CONFIG);
    assert!(!snippet(&place, &[]).out.contains("preload"));
    let early = snippet(&place, &["--above-the-fold"]).out;
    let Some(version) = Assets::version() else {
        return;
    };
    for file in ["leadgate.js", "leadgate_bg.wasm"] {
        let address = format!("href=\"https://leads.example/assets/{version}/{file}\"");
        assert!(early.contains(&address), "{address}: {early}");
    }
}

#[test]
fn colours_other_than_the_page_s_are_an_attribute() {
    let place = Place::with_config(CONFIG);
    let usual = snippet(&place, &["--theme", "auto"]).out;
    assert!(usual.contains("lang=\"nl\"><template"), "{usual}");
    for way in [&[][..], &["--strict-csp"], &["--script-only"]] {
        let out = snippet(&place, &[&["--theme", "dark"], way].concat()).out;
        let element =
            "<leadgate-form form=\"call-me-back\" partner=\"demo\" lang=\"nl\" theme=\"dark\">";
        assert!(out.contains(element), "{way:?}: {out}");
    }
    let asked = ["snippet", "--form", "call-me-back", "--partner", "demo"];
    let wrong = place.run_configured(&[&asked[..], &["--theme", "neon"]].concat());
    assert_eq!(wrong.code, 2, "{wrong:?}");
    assert!(
        wrong.err.contains("auto, light, dark, contrast"),
        "{wrong:?}"
    );
}

#[test]
fn a_page_that_allows_no_inline_styles_gets_them_linked() {
    let place = Place::with_config(CONFIG);
    let ran = snippet(&place, &["--strict-csp"]);
    let Some(version) = Assets::version() else {
        return;
    };
    let link = format!(
        "<template shadowrootmode=\"open\"><link rel=\"stylesheet\" href=\"https://leads.example/assets/{version}/form.css\"><div class=\"leadgate\""
    );
    assert!(ran.out.contains(&link), "{}", ran.out);
    assert!(!ran.out.contains("<style>"));
    assert!(
        ran.err.contains("style-src https://leads.example\n"),
        "{}",
        ran.err
    );
}
