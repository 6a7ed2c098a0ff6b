//! What `index.html` has to say by itself, since it is complete without the program.

use std::collections::BTreeSet;

const PAGE: &str = include_str!("../../../index.html");
const SUPPLIER: &str = include_str!("../../../www/demo/supplier.html");
const CONFIG: &str = include_str!("../../../www/demo/leadgate.demo.toml");

/// The links to suppliers, as written, each with the supplier that it names.
fn ways() -> Vec<(&'static str, &'static str)> {
    let links = PAGE.split("<a class=\"go\" href=\"").skip(1);
    links
        .map(|rest| {
            let (href, rest) = rest.split_once('"').unwrap();
            let (_, rest) = rest.split_once("<span class=\"supplier\">").unwrap();
            (href, rest.split_once('<').unwrap().0)
        })
        .collect()
}

fn parameter(href: &'static str, name: &str) -> &'static str {
    let mut pairs = href.split(['?', ';']);
    let value = pairs.find_map(|pair| pair.strip_prefix(&format!("{name}=")));
    value.unwrap_or_default().trim_end_matches("&amp")
}

#[test]
fn every_offer_leads_to_its_supplier_s_page_by_way_of_the_form() {
    let ways = ways();
    assert_eq!(ways.len(), 9, "three offers in three categories");
    for (href, supplier) in &ways {
        assert!(
            href.starts_with(
                "http://127.0.0.1:8787/v1/forms/click-out?partner=demo&amp;lang=nl&amp;"
            ),
            "{href}"
        );
        let target = format!(
            "http%3A%2F%2F127.0.0.1%3A8080%2Fsupplier.html%3Flang%3Dnl%26supplier%3D{supplier}"
        );
        assert_eq!(parameter(href, "url"), target);
    }
    for number in ["product_id", "supplier_id"] {
        let distinct: BTreeSet<_> = ways
            .iter()
            .map(|(href, _)| parameter(href, number))
            .collect();
        assert_eq!(distinct.len(), 9, "{number}");
        assert!(distinct.iter().all(|value| value.parse::<u32>().is_ok()));
    }
}

#[test]
fn the_demo_s_proxy_lets_visitors_go_to_its_suppliers() {
    let (_, hosts) = CONFIG.split_once("click_out_hosts = ").unwrap();
    let (hosts, _) = hosts.split_once('\n').unwrap();
    assert!(hosts.contains("\"127.0.0.1\""), "{hosts}");
}

#[test]
fn every_form_can_be_tried() {
    for form in leadgate_model::Form::ALL {
        let element = format!("<leadgate-form form=\"{}\" partner=\"demo\"", form.slug());
        assert_eq!(PAGE.matches(&element).count(), 1, "{element}");
    }
}

#[test]
fn the_supplier_s_page_speaks_every_language() {
    for lang in leadgate_model::Lang::ALL {
        let text = format!("<main lang=\"{}\"", lang.tag());
        assert_eq!(SUPPLIER.matches(&text).count(), 1, "{text}");
    }
}
