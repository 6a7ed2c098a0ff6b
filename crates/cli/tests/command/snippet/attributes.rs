//! `leadgate snippet` with what goes along with every lead: it works without script too.

use crate::CONFIG;
use crate::program::{Place, Ran};

fn snippet(form: &str, more: &[&str]) -> Ran {
    let arguments = [&["snippet", "--form", form, "--partner", "demo"], more].concat();
    Place::with_config(CONFIG).run_configured(&arguments)
}

const TARGET: &str = "https://supplier.example/offer?a=1&b=2";

#[test]
fn a_click_out_leads_on_from_plain_html() {
    let ran = snippet("click-out", &["--url", TARGET, "--supplier-id", "31"]);
    assert_eq!(ran.code, 0, "{ran:?}");
    let out = &ran.out;
    let escaped = "https://supplier.example/offer?a=1&amp;b=2";
    let opening = format!(
        "<leadgate-form form=\"click-out\" partner=\"demo\" lang=\"nl\" supplier-id=\"31\" url=\"{escaped}\">"
    );
    assert!(out.contains(&opening), "{out}");
    let hidden = [
        format!("name=\"url\" value=\"{escaped}\""),
        "name=\"supplier_id\" value=\"31\"".to_owned(),
    ];
    for input in hidden {
        assert!(out.contains(&input), "{input}: {out}");
    }
    let link = "<a href=\"https://leads.example/v1/forms/click-out?partner=demo&amp;lang=nl&amp;supplier_id=31&amp;url=https%3A%2F%2Fsupplier.example%2Foffer%3Fa%3D1%26b%3D2\">";
    assert!(out.contains(link), "{out}");
    // The way on is part of what the page's policy has to allow.
    let form_action =
        "form-action https://leads.example https://supplier.example:* http://supplier.example:*";
    assert!(ran.err.contains(form_action), "{}", ran.err);
}

#[test]
fn script_only_carries_the_same_attributes() {
    let ran = snippet("click-out", &["--url", TARGET, "--script-only"]);
    assert_eq!(ran.code, 0, "{ran:?}");
    let attribute = " url=\"https://supplier.example/offer?a=1&amp;b=2\"";
    assert!(ran.out.contains(attribute), "{ran:?}");
    assert!(!ran.out.contains("name=\"url\""), "{ran:?}");
}

#[test]
fn a_click_out_that_would_be_refused_is_refused_when_it_is_made() {
    for url in [
        "https://evil.example/",
        "javascript:alert(1)",
        "/offer",
        "https://user@supplier.example/",
    ] {
        let ran = snippet("click-out", &["--url", url]);
        assert_eq!(ran.code, 2, "{ran:?}");
        assert_eq!(ran.out, "");
        let place = "partners.demo.click_out_hosts";
        let said = ran.err.contains(place) && ran.err.contains("supplier.example");
        assert!(said, "{}", ran.err);
    }
    // A page may also set the attribute itself, later.
    assert_eq!(snippet("click-out", &[]).code, 0);
}

#[test]
fn text_is_text_in_the_snippet_whatever_it_is() {
    let subject = "\"><script>alert(1)</script>";
    let ran = snippet(
        "call-me-back",
        &["--subject", subject, "--product-id", "53"],
    );
    assert_eq!(ran.code, 0, "{ran:?}");
    assert!(!ran.out.contains("<script>"), "{}", ran.out);
    assert!(
        ran.out.contains("name=\"product_id\" value=\"53\""),
        "{}",
        ran.out
    );
    let wrong = snippet("call-me-back", &["--product-id", "fifty"]);
    assert_eq!(wrong.code, 2, "{wrong:?}");
}
