//! Where a click-out may lead: the address as a parser of the URL standard reads it, on a host of the
//! partner's list. To nothing else does the proxy send or link anybody.

use axum::http::StatusCode;
use leadgate_model::Lang;
use leadgate_model::text::Text;

use crate::fixture::Fixture;
use crate::lead::{Lead, minimal};

/// Addresses that lead, or seem to lead, elsewhere, with what is wrong about each.
const HOSTILE: &[(&str, &str)] = &[
    ("javascript:alert(1)", "url_scheme"),
    ("JavaScript:alert(1)//supplier.example", "url_scheme"),
    ("java\nscript:alert(1)", "url_scheme"),
    ("\u{1}javascript:alert(1)", "url_scheme"),
    ("javascript://supplier.example/%0aalert(1)", "url_scheme"),
    ("data:text/html,<script>alert(1)</script>", "url_scheme"),
    ("vbscript:x", "url_scheme"),
    ("ftp://supplier.example/", "url_scheme"),
    ("file://supplier.example/", "url_scheme"),
    ("blob:https://supplier.example/x", "url_scheme"),
    ("supplier.example:443/", "url_scheme"),
    ("//evil.example/", "url_unreadable"),
    ("//supplier.example/", "url_unreadable"),
    ("\\\\supplier.example", "url_unreadable"),
    ("/offer", "url_unreadable"),
    ("supplier.example", "url_unreadable"),
    ("https:", "url_unreadable"),
    ("https://supplier.example:99999/", "url_unreadable"),
    (
        "https://supplier.example%00.evil.example/",
        "url_unreadable",
    ),
    ("https://evil.example/", "url_host"),
    ("https://evil.example/supplier.example", "url_host"),
    ("https://evil.example?supplier.example", "url_host"),
    ("https://evil.example#@supplier.example", "url_host"),
    ("https://evil.example\\@supplier.example", "url_host"),
    ("https:evil.example", "url_host"),
    ("https:///evil.example", "url_host"),
    ("https:\\\\evil.example", "url_host"),
    ("https://supplier.example.evil.example/", "url_host"),
    ("https://supplier.example\t.evil.example/", "url_host"),
    ("https://supplier.example./", "url_host"),
    ("https://www.supplier.example/", "url_host"),
    ("https://xsupplier.example/", "url_host"),
    ("https://supplier.exampl/", "url_host"),
    ("https://supplier-example/", "url_host"),
    // A Cyrillic letter that looks like an e, and a Latin one with an accent.
    ("https://suppli\u{435}r.example/", "url_host"),
    ("https://suppliér.example/", "url_host"),
    ("https://[::1]/", "url_host"),
    ("https://[::ffff:127.0.0.1]/", "url_host"),
    ("https://127.0.0.1/", "url_host"),
    ("https://2130706433/", "url_host"),
    ("https://0x7f.1/", "url_host"),
    ("https://supplier.example@evil.example/", "url_user_info"),
    (
        "https://supplier.example:443@evil.example/",
        "url_user_info",
    ),
    ("https://user:secret@supplier.example/", "url_user_info"),
    ("https://user@supplier.example/", "url_user_info"),
    ("https://:secret@supplier.example/", "url_user_info"),
];

/// Addresses of a supplier, however they are written, with what a parser makes of them.
const GOOD: &[(&str, &str)] = &[
    (
        "https://supplier.example/offer?x=1&y=2#z",
        "https://supplier.example/offer?x=1&y=2#z",
    ),
    ("http://supplier.example", "http://supplier.example/"),
    (
        "HTTPS://SUPPLIER.EXAMPLE/Offer",
        "https://supplier.example/Offer",
    ),
    ("http:supplier.example", "http://supplier.example/"),
    (
        "https:\\\\supplier.example\\offer",
        "https://supplier.example/offer",
    ),
    (
        "https://supplier.example\\@evil.example/",
        "https://supplier.example/@evil.example/",
    ),
    (
        "https://supplier.example/https://evil.example/",
        "https://supplier.example/https://evil.example/",
    ),
    (
        "https://supplier.example/../../offer",
        "https://supplier.example/offer",
    ),
    (
        "\t https://sup\nplier.example/ ",
        "https://supplier.example/",
    ),
    (
        "https://supplier.example:8443/",
        "https://supplier.example:8443/",
    ),
    ("https://supplier.example:443/", "https://supplier.example/"),
    ("https://:@supplier.example/", "https://supplier.example/"),
    (
        "https://\u{ff53}upplier.example/",
        "https://supplier.example/",
    ),
    ("https://supplier%2Eexample/", "https://supplier.example/"),
    (
        "https://bücher.example/ü",
        "https://xn--bcher-kva.example/%C3%BC",
    ),
    (
        "https://xn--bcher-kva.example/",
        "https://xn--bcher-kva.example/",
    ),
    (
        "https://supplier.example/\r\nX-Injected: 1",
        "https://supplier.example/X-Injected:%201",
    ),
    (
        "https://supplier.example/a\"<b>'",
        "https://supplier.example/a%22%3Cb%3E'",
    ),
];

fn click() -> Lead {
    minimal("click-out").native()
}

#[tokio::test]
async fn the_visitor_goes_on_to_exactly_what_was_judged() {
    let fixture = Fixture::new().await;
    for (number, (typed, expected)) in GOOD.iter().enumerate() {
        let answer = fixture.send(click().with("url", typed).urlencoded()).await;
        assert_eq!(
            answer.status,
            StatusCode::SEE_OTHER,
            "{typed:?}: {}",
            answer.text()
        );
        assert_eq!(answer.header("location"), *expected, "{typed:?}");
        assert!(answer.body.is_empty());
        // And that is what is stored, whichever way it came.
        let id = format!("00000000-0000-4000-8000-{number:012}");
        let lead = minimal("click-out").with("id", &id).with("url", typed);
        fixture.send(lead.json()).await.accepted_id();
        assert_eq!(
            fixture.stored(&id).await.fields["url"],
            *expected,
            "{typed:?}"
        );
    }
}

#[tokio::test]
async fn an_address_elsewhere_is_refused_by_its_field() {
    let fixture = Fixture::new().await;
    for (typed, code) in HOSTILE {
        let lead = minimal("click-out").with("url", typed);
        for request in [lead.urlencoded(), lead.json()] {
            let errors = fixture.send(request).await.field_errors();
            assert_eq!(
                errors,
                [("url".to_owned(), (*code).to_owned())],
                "{typed:?}"
            );
        }
    }
    assert_eq!(fixture.created().await, 0);
}

#[tokio::test]
async fn a_page_that_refuses_an_address_neither_goes_nor_links_there() {
    let fixture = Fixture::new().await;
    for (number, (typed, _)) in HOSTILE.iter().enumerate() {
        let lang = Lang::ALL[number % Lang::ALL.len()];
        let lead = click().with("url", typed).with("lang", lang.tag());
        let answer = fixture.send(lead.urlencoded()).await;
        assert_eq!(answer.header("location"), "", "{typed:?}");
        let page = answer.page(422, lang.tag());
        assert!(
            page.contains(Text::TargetRefused.translation(lang)),
            "{page}"
        );
        let (_, body) = page.split_once("<body>").unwrap();
        let (body, _) = body.split_once("<script data-to=").unwrap();
        // What is said is an alert.
        let body = body.replacen("role=\"alert\"", "", 1);
        for piece in [
            "evil", "alert", "supplier", "secret", "<form", "<input", "<script",
        ] {
            assert!(!body.contains(piece), "{piece} of {typed:?}: {body}");
        }
        let links: Vec<&str> = body.split("href=\"").skip(1).collect();
        assert_eq!(links.len(), 1, "{body}");
        assert!(
            links[0].starts_with("https://www.demo.example/\""),
            "the way back: {body}"
        );
    }
    assert_eq!(fixture.created().await, 0);
    let line = "leadgate_leads_refused_total{status=\"422\"}";
    assert_eq!(fixture.metric(line).await, HOSTILE.len() as u64);
}
