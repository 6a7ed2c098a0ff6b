//! `leadgate snippet --iframe`: the form's page in a frame.

use crate::CONFIG;
use crate::program::{Place, Ran};

fn snippet(form: &str, more: &[&str]) -> Ran {
    let arguments = [
        &["snippet", "--form", form, "--partner", "demo", "--iframe"],
        more,
    ]
    .concat();
    // The proxy may be below a path of its origin.
    let config = CONFIG.replace("leads.example", "leads.example/forms");
    Place::with_config(&config).run_configured(&arguments)
}

#[test]
fn a_frame_shows_the_forms_page_with_what_goes_along() {
    let ran = snippet("call-me-back", &["--lang", "en", "--product-id", "53"]);
    assert_eq!(ran.code, 0, "{ran:?}");
    let frame = "<iframe data-leadgate src=\"https://leads.example/forms/v1/forms/call-me-back?partner=demo&amp;lang=en&amp;product_id=53\" title=\"";
    assert!(ran.out.contains(frame), "{ran:?}");
    assert!(
        !ran.out.contains("embed.js"),
        "none of our script is fetched"
    );
    assert!(
        ran.err.contains("frame-src https://leads.example\n"),
        "{ran:?}"
    );
    assert!(ran.err.contains("script-src 'sha256-"), "{ran:?}");
    assert!(!ran.err.contains("wasm-unsafe-eval"), "{ran:?}");
}

#[test]
fn a_policy_allows_the_script_of_every_frame_by_one_hash() {
    let hash = |ran: Ran| {
        let line = ran.err.lines().find(|line| line.contains("script-src"));
        line.unwrap().to_owned()
    };
    let (one, other) = (&["--lang", "en"], &["--lang", "fr"]);
    assert_eq!(
        hash(snippet("call-me-back", one)),
        hash(snippet("call-me-back", other))
    );
}

#[test]
fn a_click_out_is_not_framed() {
    let ran = snippet("click-out", &["--url", "https://supplier.example/"]);
    assert_eq!(ran.code, 2, "{ran:?}");
    assert!(ran.err.contains("inside the frame"), "{ran:?}");
}

#[test]
fn options_for_a_pasted_form_do_not_go_with_a_frame() {
    for option in ["--script-only", "--above-the-fold", "--strict-csp", "--pin"] {
        let ran = snippet("call-me-back", &[option]);
        assert_eq!(ran.code, 2, "{ran:?}");
        assert!(ran.err.contains(option), "{ran:?}");
    }
}
