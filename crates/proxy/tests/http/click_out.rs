//! Click-outs: on to the supplier, and to nobody else.

use axum::http::StatusCode;
use leadgate_model::Lang;
use leadgate_model::text::Text;

use crate::fixture::Fixture;
use crate::lead::{ID, Lead, minimal};

fn click() -> Lead {
    minimal("click-out").native()
}

#[tokio::test]
async fn a_page_without_a_target_says_so() {
    let fixture = Fixture::new().await;
    for lang in Lang::ALL {
        let lead = click().without("url").with("lang", lang.tag());
        let page = fixture.send(lead.urlencoded()).await.page(422, lang.tag());
        assert!(
            page.contains(Text::TargetMissing.translation(lang)),
            "{page}"
        );
    }
}

#[tokio::test]
async fn a_wrong_field_keeps_the_visitor_with_what_was_typed_and_where_it_leads() {
    let fixture = Fixture::new().await;
    let lead = click()
        .with("email", "an@example")
        .with("supplier_id", "31");
    let page = fixture.send(lead.urlencoded()).await.page(422, "en");
    assert!(
        page.contains("value=\"https://supplier.example/offer\""),
        "{page}"
    );
    assert!(
        page.contains("value=\"31\"") && page.contains("value=\"an@example\""),
        "{page}"
    );
}

#[tokio::test]
async fn nothing_about_the_visitor_travels_on() {
    let fixture = Fixture::new().await;
    let answer = fixture.send(click().urlencoded()).await;
    // Another origin hears the partner's origin, and neither path nor query.
    assert_eq!(
        answer.header("referrer-policy"),
        "strict-origin-when-cross-origin"
    );
    assert_eq!(answer.header("cache-control"), "no-store");
    assert!(!answer.headers.contains_key("set-cookie"));
    assert_eq!(answer.header("location"), "https://supplier.example/offer");
}

#[tokio::test]
async fn a_foreign_page_sends_nobody_on() {
    let fixture = Fixture::new().await;
    let lead = click().header("origin", "https://evil.example");
    let answer = fixture.send(lead.urlencoded()).await;
    assert_eq!(answer.header("location"), "");
    answer.page(403, "en");
    assert_eq!(fixture.created().await, 0);
}

#[tokio::test]
async fn the_forms_own_page_takes_what_the_elements_attributes_say() {
    let fixture = Fixture::new().await;
    let path = "/v1/forms/click-out?partner=demo&lang=en&supplier_id=31&url=https%3A%2F%2Fsupplier.example%2Foffer";
    let answer = fixture.get(path).await;
    let page = answer.page(200, "en");
    assert!(
        page.contains("name=\"url\" value=\"https://supplier.example/offer\""),
        "{page}"
    );
    assert!(page.contains("name=\"supplier_id\" value=\"31\""), "{page}");
    // Browsers hold the way on against the policy of the page that was posted from.
    let policy = answer.header("content-security-policy");
    let (_, form_action) = policy.split_once("form-action ").unwrap();
    let form_action = form_action.split(';').next().unwrap();
    assert!(
        form_action.contains(" https://supplier.example:* http://supplier.example:*"),
        "{policy}"
    );
    assert!(
        form_action.contains(" https://xn--bcher-kva.example:*"),
        "{policy}"
    );
    let other = fixture.get("/v1/forms/insurance?partner=demo").await;
    assert!(!other.header("content-security-policy").contains("supplier"));
}

fn anonymous() -> Lead {
    ["first_name", "last_name", "email"]
        .iter()
        .fold(minimal("click-out"), |lead, name| lead.without(name))
        .with("partner", "counter")
}

#[tokio::test]
async fn a_click_without_a_person_is_counted_and_goes_to_no_crm() {
    let fixture = Fixture::new().await;
    let lead = anonymous()
        .with("product_id", "53")
        .with("utm_source", "newsletter")
        .with("gclid", "one-visitors-click")
        .with("first_name", "Zebedeus")
        .with("email", "no address");
    fixture.send(lead.urlencoded()).await.accepted_id();
    let stored = fixture.stored(ID).await;
    assert_eq!(stored.fields.keys().collect::<Vec<_>>(), ["url"]);
    assert_eq!(stored.product["product_id"], "53");
    assert_eq!(
        stored.attribution.keys().collect::<Vec<_>>(),
        ["utm_source"]
    );
    assert!(stored.consents.is_empty());
    let [click] = &fixture.listed().await[..] else {
        panic!("one click")
    };
    assert!(click.deliveries.is_empty());
    assert_eq!(fixture.created().await, 0, "no delivery");
    let line = r#"leadgate_leads_accepted_total{partner="counter",form="click-out"}"#;
    assert_eq!(fixture.metric(line).await, 1);
    assert_eq!(fixture.metric("leadgate_fields_ignored_total").await, 2);
    // Sent again it is the same click.
    fixture
        .send(anonymous().with("product_id", "53").json())
        .await
        .accepted_id();
    assert_eq!(fixture.listed().await.len(), 1);
}

#[tokio::test]
async fn two_clicks_without_a_person_are_two_however_alike() {
    let fixture = Fixture::new().await;
    for _ in 0..2 {
        let answer = fixture.send(anonymous().native().urlencoded()).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER);
        assert_eq!(answer.header("location"), "https://supplier.example/offer");
    }
    assert_eq!(fixture.listed().await.len(), 2);
}

#[tokio::test]
async fn a_form_without_a_person_asks_nothing() {
    let fixture = Fixture::new().await;
    for lang in Lang::ALL {
        let path = format!("/v1/forms/click-out?partner=counter&lang={}", lang.tag());
        let page = fixture.get(&path).await.page(200, lang.tag());
        for name in ["first_name", "last_name", "email"] {
            assert!(
                !page.contains(&format!("name=\"{name}\"")),
                "{name}: {page}"
            );
        }
        assert!(
            page.contains(Text::ClickOutNoteAnonymous.translation(lang)),
            "{page}"
        );
        assert!(
            page.contains(Text::ClickOutAction.translation(lang)),
            "{page}"
        );
    }
}
