//! When two posts are one lead, and when an id was used for two.

use std::time::Duration;

use crate::fixture::Fixture;
use crate::lead::{ID, good};

#[tokio::test]
async fn the_same_id_with_the_same_fields_gets_the_same_answer_and_is_one_lead() {
    let fixture = Fixture::new().await;
    let first = fixture.send(good().urlencoded()).await;
    // However it is written, whichever way it comes, and wherever the visitor came from.
    let again = [
        good().urlencoded(),
        good().json(),
        good().with("phone", "+32 470/12.34.56").urlencoded(),
        good().with("first_name", " An").urlencoded(),
        good().with("id", &ID.to_uppercase()).urlencoded(),
        good()
            .with("utm_source", "newsletter")
            .with("page_url", "https://demo.example/")
            .urlencoded(),
        good()
            .with("lang", "fr")
            .header("origin", "null")
            .urlencoded(),
    ];
    for request in again {
        let answer = fixture.send(request).await;
        assert_eq!((answer.status, answer.json()), (first.status, first.json()));
    }
    assert_eq!(fixture.created().await, 1);
}

#[tokio::test]
async fn the_same_id_with_other_fields_is_a_conflict_and_changes_nothing() {
    let fixture = Fixture::new().await;
    fixture.send(good().urlencoded()).await.accepted_id();
    let others = [
        good().with("phone", "0470 12 34 57"),
        good().with("remarks", "Na vijf uur"),
        good().with("slot", "morning"),
        good().with("product_id", "53"),
        good().with("consent_marketing", "on"),
        // Not even a valid one: the id is taken.
        good().with("phone", "1"),
    ];
    for other in others {
        let sentence = fixture.send(other.urlencoded()).await.problem(409);
        assert!(sentence.contains("new id"), "{sentence}");
    }
    assert_eq!(fixture.stored(ID).await.fields["phone"], "+32470123456");
    assert_eq!(fixture.created().await, 1);
}

#[tokio::test]
async fn only_an_accepted_id_counts() {
    let fixture = Fixture::new().await;
    for wrong in ["", "0470 12 34", "letters"] {
        fixture
            .send(good().with("phone", wrong).urlencoded())
            .await
            .field_errors();
    }
    assert_eq!(fixture.created().await, 0);
    assert_eq!(fixture.send(good().urlencoded()).await.accepted_id(), ID);
    assert_eq!(fixture.created().await, 1);
}

#[tokio::test]
async fn an_accepted_lead_keeps_its_answer_when_its_slot_has_passed() {
    let fixture = Fixture::new().await;
    let lead = good().with("slot", "2026-11-18 14:00:00/2026-11-18 16:00:00");
    assert_eq!(fixture.send(lead.urlencoded()).await.accepted_id(), ID);
    fixture.advance(Duration::from_secs(24 * 3600));
    assert_eq!(fixture.send(lead.urlencoded()).await.accepted_id(), ID);
    // The same lead under a new id is checked like any new lead.
    let new = lead.with("id", "00000000-0000-4000-8000-000000000002");
    let errors = fixture.send(new.urlencoded()).await.field_errors();
    assert_eq!(errors, [("slot".to_owned(), "slot_past".to_owned())]);
}

#[tokio::test]
async fn a_post_without_an_id_keeps_its_answer_too_when_its_slot_has_passed() {
    let fixture = Fixture::new().await;
    let lead = good()
        .without("id")
        .with("slot", "2026-11-18 12:30:00/2026-11-18 13:00:00");
    // The last moment at which half an hour of it was left, and a minute later.
    fixture.advance(Duration::from_secs(23 * 60));
    let first = fixture.send(lead.urlencoded()).await.accepted_id();
    fixture.advance(Duration::from_secs(9 * 60));
    assert_eq!(fixture.send(lead.urlencoded()).await.accepted_id(), first);
    let other = lead.clone().with("first_name", "Jan");
    let errors = fixture.send(other.urlencoded()).await.field_errors();
    assert_eq!(errors, [("slot".to_owned(), "slot_past".to_owned())]);
    // Ten minutes later it is a lead like any other.
    fixture.advance(Duration::from_secs(60));
    fixture.send(lead.urlencoded()).await.field_errors();
    assert_eq!(fixture.created().await, 1);
}

#[tokio::test]
async fn a_day_part_is_the_same_lead_the_next_day() {
    let fixture = Fixture::new().await;
    let lead = good().with("slot", "morning");
    fixture.send(lead.urlencoded()).await.accepted_id();
    fixture.advance(Duration::from_secs(24 * 3600));
    assert_eq!(fixture.send(lead.urlencoded()).await.accepted_id(), ID);
    assert_eq!(
        fixture.stored(ID).await.fields["call_at"],
        "2026-11-19 09:00:00",
        "as first promised"
    );
}

#[tokio::test]
async fn a_post_without_an_id_is_the_same_lead_within_ten_minutes() {
    let fixture = Fixture::new().await;
    let lead = good().without("id");
    let first = fixture.send(lead.urlencoded()).await.accepted_id();
    assert_eq!(uuid::Uuid::parse_str(&first).unwrap().get_version_num(), 7);

    fixture.advance(Duration::from_secs(9 * 60));
    assert_eq!(fixture.send(lead.json()).await.accepted_id(), first);
    let page = fixture
        .send(good().native().urlencoded())
        .await
        .page(202, "en");
    assert!(
        page.contains(&format!("Your reference: {}", &first[first.len() - 8..])),
        "{page}"
    );
    assert_eq!(fixture.created().await, 1);

    // Another lead is another lead.
    let other = fixture
        .send(lead.clone().with("phone", "0470 12 34 57").urlencoded())
        .await
        .accepted_id();
    assert_ne!(other, first);

    fixture.advance(Duration::from_secs(2 * 60));
    let later = fixture.send(lead.urlencoded()).await.accepted_id();
    assert_ne!(later, first);
    assert_eq!(fixture.created().await, 3);
}

#[tokio::test]
async fn an_id_is_a_hyphenated_uuid() {
    let fixture = Fixture::new().await;
    for wrong in [
        "1",
        "123e4567e89b42d3a456426614174000",
        "{123e4567-e89b-42d3-a456-426614174000}",
    ] {
        let errors = fixture
            .send(good().with("id", wrong).urlencoded())
            .await
            .field_errors();
        assert_eq!(
            errors,
            [("id".to_owned(), "not_a_uuid".to_owned())],
            "{wrong}"
        );
    }
    assert_eq!(fixture.created().await, 0);
}

#[tokio::test]
async fn the_same_id_sent_many_times_at_once_is_one_lead() {
    let fixture = Fixture::new().await;
    let answers =
        futures::future::join_all((0..20).map(|_| fixture.send(good().urlencoded()))).await;
    for answer in answers {
        assert_eq!(answer.accepted_id(), ID);
    }
    assert_eq!(fixture.created().await, 1);
}
