//! Holds what the npm package says about names to what Rust knows: `www/npm/names.js`, `names.d.ts` and
//! `custom-elements.json` are written by this test and committed, and it fails where they differ.
//!
//! Renew them with `RENEW_FIXTURES=1 cargo test -p leadgate --features ssr --test npm_names`.

#![cfg(all(feature = "ssr", not(target_arch = "wasm32")))]

mod codes;
mod manifest;
mod names;
mod types;

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

const RENEW: &str = "RENEW_FIXTURES=1 cargo test -p leadgate --features ssr --test npm_names";

#[test]
fn the_npm_package_knows_the_names_that_rust_knows() {
    check("names.js", &names::script());
    check("names.d.ts", &types::declarations());
}

#[test]
fn the_custom_elements_manifest_tells_attributes_events_properties_and_parts() {
    check("custom-elements.json", &manifest::json());
}

#[test]
fn every_code_is_one_that_the_rules_know() {
    // A few of each file, so that a search that finds nothing does not pass for one that finds all.
    let codes = codes::all();
    for known in ["missing", "phone_too_short", "iban_check", "url_host"] {
        assert!(codes.contains(known), "{known} in {codes:?}");
    }
}

fn check(name: &str, now: &str) {
    let path = root().join("www/npm").join(name);
    if env::var_os("RENEW_FIXTURES").is_some() {
        fs::write(&path, now).expect("the file can be written");
    }
    let kept = fs::read_to_string(&path).unwrap_or_default();
    assert!(
        kept == now,
        "{} is not what Rust knows. Renew it: {RENEW}",
        path.display()
    );
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_owned()
}
