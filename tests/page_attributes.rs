//! Holds what is written by hand to the tables of page attributes and of attribution: the element's JavaScript and the
//! pages that explain it. Whatever else knows these names has them from the tables.

#![cfg(not(target_arch = "wasm32"))]

use std::fs;
use std::path::Path;

use leadgate_model::PAGE_ATTRIBUTES;
use leadgate_model::wire::{ATTRIBUTION, PRODUCT};

/// What the element fills in by itself, beside what stands in the page's address.
const NOT_OF_THE_ADDRESS: [&str; 2] = ["referrer_host", "page_url"];

fn read(path: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).expect("a file of ours")
}

/// The texts of the first list of a script behind these words.
fn list_behind(script: &str, words: &str) -> Vec<String> {
    let (_, rest) = script.split_once(words).expect("the words before the list");
    let (_, rest) = rest.split_once('[').expect("a list");
    let (list, _) = rest.split_once(']').expect("its end");
    let texts = list.split(',').map(|text| text.trim().trim_matches('\''));
    texts.map(str::to_owned).collect()
}

#[test]
fn the_element_fills_the_inputs_of_the_table() {
    let listed = list_behind(&read("www/embed/element.js"), "const PRODUCT =");
    assert_eq!(listed, PAGE_ATTRIBUTES.map(|attribute| attribute.name));
}

#[test]
fn the_element_reads_the_attribution_of_the_table() {
    let of_address = ATTRIBUTION
        .into_iter()
        .filter(|name| !NOT_OF_THE_ADDRESS.contains(name));
    let listed = list_behind(
        &read("www/embed/element/attribution.js"),
        "for (const name of",
    );
    assert_eq!(listed, of_address.collect::<Vec<_>>());
}

#[test]
fn the_body_has_what_is_no_field_of_a_form() {
    let fields = PAGE_ATTRIBUTES.map(|attribute| attribute.field);
    let (last, others) = fields.split_last().expect("five attributes");
    assert_eq!(*last, "subject", "the one that forms ask for");
    assert_eq!(others, PRODUCT);
}

#[test]
fn the_pages_that_explain_the_element_name_every_attribute() {
    for page in ["README.md", "www/npm/README.md"] {
        let text = read(page);
        for attribute in PAGE_ATTRIBUTES {
            let name = format!("`{}`", attribute.name);
            assert!(text.contains(&name), "{page} does not name {name}");
        }
    }
    let readme = read("README.md");
    for name in ATTRIBUTION {
        assert!(
            NOT_OF_THE_ADDRESS.contains(&name) || readme.contains(&format!("`{name}`")),
            "README.md does not name {name}"
        );
    }
}

#[test]
fn a_list_that_differs_is_seen() {
    let script = "const PRODUCT = ['product-id', 'url'];";
    assert_eq!(
        list_behind(script, "const PRODUCT ="),
        ["product-id", "url"]
    );
}
