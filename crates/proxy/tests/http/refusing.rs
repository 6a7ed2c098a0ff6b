//! Leads that are refused: which status, and a sentence that helps whoever reads it.

use std::convert::Infallible;
use std::sync::Arc;
use std::task::Poll;
use std::time::Duration;

use axum::body::Body;
use axum::http::{Method, Request, StatusCode};
use futures::stream;
use leadgate_model::Lang;
use leadgate_model::text::Text;
use serde_json::json;
use tokio::sync::Notify;

use crate::fixture::Fixture;
use crate::lead::{ID, good};

#[tokio::test]
async fn a_wrong_field_is_named_with_code_data_and_a_sentence_in_the_visitors_language() {
    let fixture = Fixture::new().await;
    let cases = [
        (
            "first_name",
            "",
            "missing",
            json!({}),
            Text::FirstNameMissing,
        ),
        ("last_name", "", "missing", json!({}), Text::LastNameMissing),
        ("last_name", "12", "no_letter", json!({}), Text::NoLetter),
        (
            "email",
            "an.example.be",
            "email_no_at",
            json!({}),
            Text::EmailNoAt,
        ),
        (
            "email",
            "an@example",
            "email_domain",
            json!({}),
            Text::EmailDomain,
        ),
        (
            "phone",
            "0470 12 34 5x",
            "phone_character",
            json!({}),
            Text::PhoneCharacter,
        ),
        (
            "phone",
            "0900 12 345",
            "phone_not_callable",
            json!({"type": "premium"}),
            Text::PhoneNotCallable,
        ),
        (
            "slot",
            "at noon",
            "slot_unknown",
            json!({}),
            Text::SlotUnknown,
        ),
        (
            "slot",
            "2026-11-17 10:00:00/2026-11-17 12:00:00",
            "slot_past",
            json!({}),
            Text::SlotPast,
        ),
        (
            "slot",
            "2026-11-21 10:00:00/2026-11-21 12:00:00",
            "slot_closed",
            json!({}),
            Text::SlotClosed,
        ),
    ];
    for lang in Lang::ALL {
        for (field, value, code, params, sentence) in &cases {
            let lead = good().with("lang", lang.tag()).with(field, value);
            let answer = fixture.send(lead.urlencoded()).await;
            assert_eq!(
                answer.status,
                StatusCode::UNPROCESSABLE_ENTITY,
                "{field}={value}"
            );
            let expected = json!({"errors": [
                {"field": field, "code": code, "params": params, "message": sentence.translation(lang)}
            ]});
            assert_eq!(answer.json(), expected, "{field}={value}");
            answer.assert_readable_by_any_page();
        }
    }
    assert_eq!(fixture.created().await, 0);
}

#[tokio::test]
async fn a_sentence_is_filled_with_the_rules_own_data() {
    let fixture = Fixture::new().await;
    let of = async |field: &str, value: &str| {
        let answer = fixture.send(good().with(field, value).json()).await;
        answer.json()["errors"][0].clone()
    };
    let long = of("remarks", &"x".repeat(1001)).await;
    assert_eq!(long["params"], json!({"max": "1000"}));
    assert_eq!(long["message"], "Shorten this to 1000 characters at most");
    let short = of("phone", "0470 12 34 5").await;
    assert_eq!(short["params"], json!({"country": "BE", "missing": "1"}));
    assert_eq!(
        short["message"],
        "This number has one digit too few for Belgium"
    );
    let far = of("slot", "2027-03-01 10:00:00/2027-03-01 12:00:00").await;
    assert_eq!(far["params"], json!({"days": "14"}));
    assert_eq!(far["message"], "Choose a time within the next 14 days");
}

#[tokio::test]
async fn every_wrong_field_is_named_at_once() {
    let fixture = Fixture::new().await;
    let empty = ["first_name", "last_name", "phone", "email"];
    let lead = empty.iter().fold(good(), |lead, name| lead.without(name));
    let errors = fixture.send(lead.urlencoded()).await.field_errors();
    assert_eq!(
        errors,
        empty.map(|name| (name.to_owned(), "missing".to_owned()))
    );
}

#[tokio::test]
async fn who_may_not_send_is_told_what_to_change() {
    let fixture = Fixture::new().await;
    let cases = [
        (
            good().with("partner", "acme"),
            ["\"acme\" is not known", "`partner` attribute"],
        ),
        (
            good().without("partner"),
            ["\"\" is not known", "`partner` attribute"],
        ),
        (
            good().with("partner", "formless"),
            [
                "\"formless\" may not use the form \"call-me-back\"",
                "partners.formless.forms",
            ],
        ),
        (
            good().header("origin", "https://evil.example"),
            [
                "Pages of https://evil.example may not",
                "partners.demo.origins",
            ],
        ),
        // Exact origins: no subdomain, no other scheme, no other port.
        (
            good().header("origin", "https://x.www.demo.example"),
            ["https://x.www.demo.example", "partners.demo.origins"],
        ),
        (
            good().header("origin", "http://www.demo.example"),
            ["http://www.demo.example", "partners.demo.origins"],
        ),
        (
            good().header("origin", "https://www.demo.example:8443"),
            ["https://www.demo.example:8443", "partners.demo.origins"],
        ),
    ];
    for (lead, expected) in cases {
        for request in [lead.urlencoded(), lead.json()] {
            let sentence = fixture.send(request).await.problem(403);
            assert!(
                expected.iter().all(|part| sentence.contains(part)),
                "{sentence}"
            );
        }
    }
    assert_eq!(fixture.created().await, 0);
    assert_eq!(
        fixture
            .metric("leadgate_leads_refused_total{status=\"403\"}")
            .await,
        14
    );
}

#[tokio::test]
async fn an_unknown_form_is_not_found_and_the_known_ones_are_named() {
    let fixture = Fixture::new().await;
    let sentence = fixture
        .send(good().to("call-me").urlencoded())
        .await
        .problem(404);
    assert!(
        sentence.contains("\"call-me\"") && sentence.contains("call-me-back"),
        "{sentence}"
    );
}

#[tokio::test]
async fn a_body_over_the_limit_is_refused_whatever_it_holds() {
    let fixture = Fixture::new().await;
    let lead = good().with("remarks", &"x".repeat(9000));
    for request in [lead.urlencoded(), lead.json()] {
        let sentence = fixture.send(request).await.problem(413);
        assert!(sentence.contains("8192 bytes"), "{sentence}");
    }
    assert_eq!(fixture.created().await, 0);
}

/// Whoever sends half a lead and then nothing may not hold the connection for ever.
#[tokio::test]
async fn a_body_that_does_not_come_to_its_end_is_not_waited_for_any_longer() {
    let fixture = Fixture::new().await;
    for (accept, is_page) in [("", false), ("text/html", true)] {
        let reading = Arc::new(Notify::new());
        let told = Arc::clone(&reading);
        let mut first = Some(Ok::<_, Infallible>("partner=demo&first_name="));
        let half = stream::poll_fn(move |_| match first.take() {
            Some(part) => Poll::Ready(Some(part)),
            None => {
                told.notify_one();
                Poll::Pending
            }
        });
        let request = good()
            .header("accept", accept)
            .request("application/x-www-form-urlencoded", Body::from_stream(half));
        let patience = async {
            reading.notified().await;
            fixture.advance(Duration::from_secs(30));
        };
        let (answer, ()) = futures::join!(fixture.send(request), patience);
        if is_page {
            let page = answer.page(408, "nl");
            assert!(page.contains(Text::FailureUnreadable.translation(Lang::Nl)));
        } else {
            let sentence = answer.problem(408);
            assert!(sentence.contains("30 seconds"), "{sentence}");
        }
    }
    let line = "leadgate_leads_refused_total{status=\"408\"}";
    assert_eq!(fixture.metric(line).await, 2);
}

#[tokio::test]
async fn a_body_of_another_type_is_refused() {
    let fixture = Fixture::new().await;
    for content_type in [
        "",
        "text/plain",
        "multipart/form-data; boundary=x",
        "application/jsonp",
    ] {
        let request = good().request(content_type, Body::from("partner=demo"));
        let sentence = fixture.send(request).await.problem(415);
        assert!(
            sentence.contains("application/x-www-form-urlencoded or application/json"),
            "{sentence}"
        );
    }
}

#[tokio::test]
async fn json_that_is_not_one_flat_object_is_refused() {
    let fixture = Fixture::new().await;
    for body in ["", "{", "[]", "\"x\"", "{\"partner\":{\"key\":\"demo\"}}"] {
        let request = good().request("application/json", Body::from(body));
        let sentence = fixture.send(request).await.problem(400);
        assert!(
            sentence.starts_with("The body cannot be read: "),
            "{body}: {sentence}"
        );
    }
}

#[tokio::test]
async fn bytes_that_are_no_text_are_a_wrong_field_not_a_failure() {
    let fixture = Fixture::new().await;
    let body = format!(
        "id={ID}&partner=demo&first_name=%FF%FE&last_name=%00&phone=0470123456&email=a@b.be"
    );
    let request = good().request("application/x-www-form-urlencoded", Body::from(body));
    let errors = fixture.send(request).await.field_errors();
    assert_eq!(errors[0].0, "first_name");
    assert_eq!(
        errors[1],
        ("last_name".to_owned(), "control_character".to_owned())
    );
}

#[tokio::test]
async fn a_browser_may_ask_first() {
    let fixture = Fixture::new().await;
    let request = Request::builder()
        .method(Method::OPTIONS)
        .uri("/v1/leads/call-me-back")
        .header("origin", "https://anybody.example")
        .header("access-control-request-method", "POST")
        .header("access-control-request-headers", "content-type")
        .body(Body::empty())
        .unwrap();
    let answer = fixture.send(request).await;
    assert_eq!(answer.status, StatusCode::NO_CONTENT);
    answer.assert_readable_by_any_page();
    assert_eq!(answer.header("access-control-allow-methods"), "POST");
    assert_eq!(
        answer.header("access-control-allow-headers"),
        "content-type"
    );
    assert_eq!(answer.header("access-control-max-age"), "86400");
}
