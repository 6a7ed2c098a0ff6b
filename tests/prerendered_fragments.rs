//! Holds the fragments in `tests/component/` to what the host renders now: the component tests
//! hydrate them in the browser, where nothing can be prerendered.
//!
//! Renew them with `RENEW_FIXTURES=1 cargo test -p leadgate --features ssr --test prerendered_fragments`.

#![cfg(all(feature = "ssr", not(target_arch = "wasm32")))]

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use leadgate::prerender::{self, Content};
use leadgate_model::wire::FormOptions;
use leadgate_model::{ConsentText, Form, Lang};

/// Everything that a fragment can hold, so that everything is hydrated: a needed consent and one
/// that is not, a phone number, a link, signs that HTML and JSON must escape.
fn options(form: Form, lang: Lang) -> FormOptions {
    let consent = |purpose: &str, required| ConsentText {
        purpose: purpose.to_owned(),
        version: "2026-11".to_owned(),
        text: format!("{purpose}: \"yes\" & <no>"),
        required,
    };
    FormOptions {
        form: form.slug().to_owned(),
        lang: lang.tag().to_owned(),
        partner: "demo".to_owned(),
        version: "0123456789ab".to_owned(),
        proxy: "https://leads.example".to_owned(),
        company: "Voorbeeld & Co".to_owned(),
        phone: Some("0800 12 345".to_owned()),
        privacy_url: Some("https://company.example/privacy?a=1&b=2".to_owned()),
        hours: "mon-fri 09:00-18:00".to_owned(),
        consents: vec![consent("terms", true), consent("marketing", false)],
        left_out: Vec::new(),
        hosts: vec!["supplier.example".to_owned()],
    }
}

/// A click-out that asks nothing.
fn anonymous() -> FormOptions {
    FormOptions {
        consents: Vec::new(),
        left_out: ["first_name", "last_name", "email"]
            .map(str::to_owned)
            .into(),
        ..options(Form::ClickOut, Lang::Nl)
    }
}

fn path(name: &str, lang: Lang) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/component")
        .join(format!("fragment.{name}.{}.html", lang.tag()))
}

#[test]
fn the_component_tests_take_over_what_the_host_renders_now() {
    // Every form in Dutch, one form in every language.
    let of_lang = Lang::ALL.map(|lang| (Form::CallMeBack, lang));
    let of_form = Form::ALL.map(|form| (form, Lang::Nl));
    for (form, lang) in of_lang.into_iter().chain(of_form) {
        check(form, &options(form, lang), &path(form.slug(), lang));
    }
    check(
        Form::ClickOut,
        &anonymous(),
        &path("click-out-anonymous", Lang::Nl),
    );
}

fn check(form: Form, options: &FormOptions, path: &Path) {
    // One line's end more than the fragment has: editors and Git like it so.
    let now = prerender::fragment(form, options, Content::default()) + "\n";
    if env::var_os("RENEW_FIXTURES").is_some() {
        fs::write(path, &now).expect("the fixture can be written");
    }
    let kept = fs::read_to_string(path).unwrap_or_default();
    assert!(
        kept == now,
        "{} is not what the host renders now. Renew it: \
         RENEW_FIXTURES=1 cargo test -p leadgate --features ssr --test prerendered_fragments",
        path.display()
    );
}
