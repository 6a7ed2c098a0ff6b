//! The HTTP interface in process: credentials, paths, the list of what was received, faults that
//! answer, the live page and its events.

use crate::client::{Client, FORM, JSON};
use axum::http::{Method, StatusCode, header};
use http_body_util::BodyExt as _;
use serde_json::{Value, json};

const LEADS: &str = "/econtract/api/leads";
const LEAD: &str = "lead_type=call_me_back&first_name=John&last_name=Doe\
    &email=john.doe%40server.com&phone=0499656565";

#[tokio::test]
async fn wrong_or_missing_credentials_are_401_and_nothing_is_accepted() {
    let client = Client::new();
    for credentials in [
        "",
        "&crm_api_id=demo-id",
        "&crm_api_key=demo-key",
        "&crm_api_id=demo-id&crm_api_key=wrong",
        "&crm_api_id=wrong&crm_api_key=demo-key",
        "&crm_api_id=demo-id&crm_api_key[]=demo-key",
    ] {
        let body = format!("{LEAD}{credentials}");
        let (status, _) = client.send(Method::POST, LEADS, FORM, &body).await;
        assert_eq!(status, StatusCode::UNAUTHORIZED, "{credentials}");
    }
    let (_, lead) = client.lead(LEADS, LEAD).await;
    assert_eq!(lead["id"], 1);
}

#[tokio::test]
async fn credentials_in_the_url_do_not_count_and_are_not_recorded() {
    let client = Client::new();
    let path = format!("{LEADS}?crm_api_id=demo-id&crm_api_key=demo-key");
    let (status, _) = client.send(Method::POST, &path, FORM, LEAD).await;
    assert_eq!(status, StatusCode::UNAUTHORIZED);
    assert_eq!(client.received().await[0]["path"], LEADS);
}

#[tokio::test]
async fn the_key_is_never_shown() {
    let client = Client::new();
    client.lead(LEADS, LEAD).await;
    client
        .send(Method::POST, LEADS, FORM, "crm_api_key=my-real-key")
        .await;
    client
        .send(
            Method::GET,
            &format!("{LEADS}?crm_api_key=my-real-key"),
            FORM,
            "",
        )
        .await;
    let received = client.received().await;
    for request in received.as_array().unwrap() {
        assert_eq!(request["body"]["crm_api_key"], "***");
    }
    let text = received.to_string();
    assert!(!text.contains("my-real-key") && !text.contains("demo-key"));
}

#[tokio::test]
async fn other_paths_methods_and_formats_are_refused_in_json() {
    let client = Client::new();
    for (method, path, media_type, expected) in [
        (Method::POST, "/econtract", FORM, StatusCode::NOT_FOUND),
        (Method::POST, "/econtract/", FORM, StatusCode::NOT_FOUND),
        (
            Method::POST,
            "/econtract/api/lead",
            FORM,
            StatusCode::NOT_FOUND,
        ),
        (
            Method::POST,
            "/econtract/api/leads/",
            FORM,
            StatusCode::NOT_FOUND,
        ),
        (Method::GET, LEADS, FORM, StatusCode::METHOD_NOT_ALLOWED),
        (
            Method::POST,
            LEADS,
            JSON,
            StatusCode::UNSUPPORTED_MEDIA_TYPE,
        ),
        (Method::POST, "/elsewhere", FORM, StatusCode::NOT_FOUND),
    ] {
        let (status, answer) = client.send(method, path, media_type, "").await;
        assert_eq!(status, expected, "{path}");
        assert!(answer["error"].is_string(), "{path}: {answer}");
    }
}

#[tokio::test]
async fn every_request_to_a_crm_is_listed_oldest_first() {
    let client = Client::new();
    client.lead(LEADS, LEAD).await;
    client.lead(LEADS, "interests[]=car&interests[]=fire").await;
    let received = client.received().await;
    assert_eq!(received.as_array().unwrap().len(), 2);
    assert_eq!(received[0]["crm"], "econtract");
    assert_eq!(received[0]["path"], LEADS);
    assert_eq!(received[0]["status"], 200);
    assert_eq!(received[0]["body"]["email"], "john.doe@server.com");
    assert_eq!(received[1]["status"], 422);
    assert_eq!(received[1]["body"]["interests"], json!(["car", "fire"]));
    let at = received[0]["at"].as_str().unwrap();
    assert!(
        at.ends_with('Z') && at.parse::<jiff::Timestamp>().is_ok(),
        "{at}"
    );
    let names: Vec<_> = received[0].as_object().unwrap().keys().collect();
    assert_eq!(names, ["at", "body", "crm", "path", "status"]);
}

#[tokio::test]
async fn the_list_is_readable_from_any_origin() {
    let response = Client::new()
        .response(Method::GET, "/received.json", FORM, "")
        .await;
    assert_eq!(response.headers()[header::ACCESS_CONTROL_ALLOW_ORIGIN], "*");
}

#[tokio::test]
async fn emptying_the_list_tells_how_many_were_in_it() {
    let client = Client::new();
    client.lead(LEADS, LEAD).await;
    client.lead(LEADS, LEAD).await;
    let (status, answer) = client
        .send(Method::DELETE, "/received.json", FORM, "")
        .await;
    assert_eq!((status, answer), (StatusCode::OK, json!({"removed": 2})));
    assert_eq!(client.received().await, json!([]));
}

#[tokio::test]
async fn a_status_fault_fails_the_next_requests_and_only_those() {
    let client = Client::new();
    let fault = r#"{"crm":"econtract","mode":"status","status":503,"delay_ms":30000,"times":3}"#;
    let (status, _) = client.send(Method::POST, "/faults", FORM, fault).await;
    assert_eq!(status, StatusCode::OK);
    for _ in 0..3 {
        let (status, answer) = client.lead(LEADS, LEAD).await;
        assert_eq!(status, StatusCode::SERVICE_UNAVAILABLE);
        assert_eq!(answer["id"], Value::Null);
    }
    let (status, lead) = client.lead(LEADS, LEAD).await;
    assert_eq!((status, &lead["id"]), (StatusCode::OK, &json!(1)));
    let received = client.received().await;
    let statuses: Vec<_> = received
        .as_array()
        .unwrap()
        .iter()
        .map(|r| &r["status"])
        .collect();
    assert_eq!(statuses, [503, 503, 503, 200]);
}

#[tokio::test]
async fn a_garbage_fault_answers_200_with_what_is_no_json() {
    let client = Client::new();
    let fault = r#"{"crm":"econtract","mode":"garbage"}"#;
    client.send(Method::POST, "/faults", JSON, fault).await;
    let response = client.response(Method::POST, LEADS, FORM, LEAD).await;
    assert_eq!(response.status(), StatusCode::OK);
    let body = response.into_body().collect().await.unwrap().to_bytes();
    assert!(serde_json::from_slice::<Value>(&body).is_err());
    client.lead(LEADS, LEAD).await;
    let received = client.received().await;
    // The status is no sign of success here: the fault is what tells.
    assert_eq!(received[0]["status"], 200);
    assert_eq!(received[0]["fault"], "garbage");
    assert_eq!(received[1].get("fault"), None);
}

#[tokio::test]
async fn an_error_fault_answers_200_with_an_error_inside_and_a_flood_ten_megabytes() {
    let client = Client::new();
    for mode in ["error", "flood"] {
        let fault = json!({"crm": "econtract", "mode": mode}).to_string();
        client.send(Method::POST, "/faults", JSON, &fault).await;
    }
    let (status, answer) = client.send(Method::POST, LEADS, FORM, LEAD).await;
    assert_eq!(status, StatusCode::OK);
    assert!(
        answer["error"].is_string() && answer.get("id").is_none(),
        "{answer}"
    );
    let response = client.response(Method::POST, LEADS, FORM, LEAD).await;
    assert_eq!(response.status(), StatusCode::OK);
    let body = response.into_body().collect().await.unwrap().to_bytes();
    assert!(body.len() > 10_000_000 && body.starts_with(b"<html>"));
    let received = client.received().await;
    let faults: Vec<_> = received
        .as_array()
        .unwrap()
        .iter()
        .map(|one| &one["fault"])
        .collect();
    assert_eq!(faults, ["error", "flood"]);
}

#[tokio::test]
async fn cancelled_faults_do_not_happen() {
    let client = Client::new();
    let fault = r#"{"crm":"econtract","mode":"drop","times":2}"#;
    client.send(Method::POST, "/faults", JSON, fault).await;
    let (_, answer) = client.send(Method::DELETE, "/faults", JSON, "").await;
    assert_eq!(answer, json!({"cancelled": 2}));
    let (status, _) = client.lead(LEADS, LEAD).await;
    assert_eq!(status, StatusCode::OK);
}

#[tokio::test]
async fn a_wrong_fault_is_refused_with_a_sentence() {
    let client = Client::new();
    for (body, expected) in [
        ("crm=econtract", StatusCode::BAD_REQUEST),
        ("", StatusCode::BAD_REQUEST),
        (r#"{"crm":"econtract"}"#, StatusCode::UNPROCESSABLE_ENTITY),
        (
            r#"{"crm":"other","mode":"drop"}"#,
            StatusCode::UNPROCESSABLE_ENTITY,
        ),
        (
            r#"{"crm":"econtract","mode":"explode"}"#,
            StatusCode::UNPROCESSABLE_ENTITY,
        ),
        (
            r#"{"crm":"econtract","mode":"drop","times":0}"#,
            StatusCode::UNPROCESSABLE_ENTITY,
        ),
        (
            r#"{"crm":"econtract","mode":"status","status":200}"#,
            StatusCode::UNPROCESSABLE_ENTITY,
        ),
        (
            r#"{"crm":"econtract","mode":"stall","delay":5}"#,
            StatusCode::UNPROCESSABLE_ENTITY,
        ),
    ] {
        let (status, answer) = client.send(Method::POST, "/faults", JSON, body).await;
        assert_eq!(status, expected, "{body}");
        assert!(answer["error"].as_str().unwrap().ends_with('.'), "{answer}");
    }
    let (status, _) = client.lead(LEADS, LEAD).await;
    assert_eq!(status, StatusCode::OK);
}

#[tokio::test]
async fn the_page_is_one_document_that_never_parses_data_as_markup() {
    let response = Client::new().response(Method::GET, "/", FORM, "").await;
    assert_eq!(response.status(), StatusCode::OK);
    let policy = response.headers()[header::CONTENT_SECURITY_POLICY]
        .to_str()
        .unwrap()
        .to_owned();
    assert!(policy.starts_with("default-src 'none'"));
    let page = response.into_body().collect().await.unwrap().to_bytes();
    let page = String::from_utf8(page.to_vec()).unwrap();
    assert!(page.starts_with("<!doctype html>") && page.trim_end().ends_with("</html>"));
    for forbidden in [
        "innerHTML",
        "insertAdjacentHTML",
        "document.write",
        " src=",
        "https://",
    ] {
        assert!(!page.contains(forbidden), "{forbidden}");
    }
}

#[tokio::test]
async fn the_events_start_with_a_snapshot_and_go_on_with_each_request() {
    let client = Client::new();
    client.lead(LEADS, LEAD).await;
    let response = client.response(Method::GET, "/events", FORM, "").await;
    assert_eq!(
        response.headers()[header::CONTENT_TYPE],
        "text/event-stream"
    );
    let mut events = response.into_body();
    let snapshot = crate::client::next_event(&mut events, "snapshot").await;
    assert_eq!(snapshot["total"], 1);
    assert_eq!(snapshot["newest"][0]["status"], 200);
    client.lead(LEADS, "lead_type=insurance").await;
    let request = crate::client::next_event(&mut events, "received").await;
    assert_eq!(request["status"], 422);
    assert!(request["answer"]["errors"]["interests"].is_array());
    client
        .send(Method::DELETE, "/received.json", FORM, "")
        .await;
    crate::client::next_event(&mut events, "emptied").await;
}
