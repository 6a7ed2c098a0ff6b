//! The interface as a whole: every route is documented, and whatever is asked, the answer can be
//! read by the page that asked.

use std::collections::BTreeSet;
use std::path::Path;

use axum::body::Body;
use axum::http::{Method, Request, StatusCode};

use crate::fixture::Fixture;
use crate::lead::{good, minimal};

/// The paths that the sources of the routes name, so that one added later is not forgotten here.
fn routes() -> BTreeSet<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/routes");
    let mut routes = BTreeSet::new();
    for file in std::fs::read_dir(folder).unwrap() {
        let path = file.unwrap().path();
        if path.is_dir() {
            continue;
        }
        let source = std::fs::read_to_string(path).unwrap();
        let paths = source
            .split(".route(\"")
            .skip(1)
            .filter_map(|rest| rest.split('"').next());
        routes.extend(paths.map(str::to_owned));
    }
    assert!(routes.len() >= 9, "{routes:?}");
    routes
}

#[tokio::test]
async fn the_document_lists_every_route_and_no_other() {
    let fixture = Fixture::new().await;
    let answer = fixture.get("/openapi.json").await;
    assert_eq!(answer.status, StatusCode::OK);
    let document = answer.json();
    let documented: BTreeSet<String> = document["paths"]
        .as_object()
        .unwrap()
        .keys()
        .cloned()
        .collect();
    assert_eq!(documented, routes());
    assert!(document["openapi"].as_str().unwrap().starts_with("3."));
}

/// A document that points to what it does not have is read by no generator.
#[tokio::test]
async fn what_the_document_points_to_is_in_it() {
    let document = Fixture::new().await.get("/openapi.json").await.json();
    let text = document.to_string();
    let mut pointed: BTreeSet<&str> = text
        .split("\"#/components/schemas/")
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
        .collect();
    for name in &pointed {
        assert!(
            document["components"]["schemas"][name].is_object(),
            "{name}"
        );
    }
    pointed.retain(|name| name.ends_with("In"));
    let expected = [
        "CallMeBackIn",
        "ClickOutIn",
        "InsuranceIn",
        "LeadIn",
        "ThirdPartyIn",
    ];
    assert_eq!(pointed, BTreeSet::from(expected));
}

#[tokio::test]
async fn every_documented_operation_is_answered() {
    let fixture = Fixture::new().await;
    let document = fixture.get("/openapi.json").await.json();
    for (path, operations) in document["paths"].as_object().unwrap() {
        for (method, operation) in operations.as_object().unwrap() {
            let uri = path
                .replace("{form}", "call-me-back")
                .replace("{version}", "x")
                .replace("{file}", "y");
            let method: Method = method.to_uppercase().parse().unwrap();
            let request = Request::builder()
                .method(method)
                .uri(&uri)
                .body(Body::empty())
                .unwrap();
            let status = fixture.send(request).await.status;
            assert_ne!(status, StatusCode::METHOD_NOT_ALLOWED, "{path}");
            let responses = operation["responses"].as_object().unwrap();
            // Without the browser half there is no loader.
            let without_browser_half =
                path == "/embed.js" && leadgate_assets::Assets::version().is_none();
            assert!(
                responses.contains_key(status.as_str()) || without_browser_half,
                "{path}: {status}"
            );
        }
    }
}

#[tokio::test]
async fn the_documented_refusals_of_a_lead_are_those_that_it_gets() {
    let fixture = Fixture::new().await;
    let document = fixture.get("/openapi.json").await.json();
    let responses = document["paths"]["/v1/leads/{form}"]["post"]["responses"].clone();
    let requests = [
        good().urlencoded(),
        minimal("click-out").native().urlencoded(),
        good().with("first_name", "Jan").urlencoded(),
        good().with("id", "").with("phone", "1").urlencoded(),
        good().with("partner", "x").urlencoded(),
        good().to("x").urlencoded(),
        good().request("application/json", "x".into()),
        good().request("text/plain", "x".into()),
        good().with("remarks", &"x".repeat(9000)).urlencoded(),
    ];
    let mut seen = BTreeSet::new();
    for request in requests {
        let answer = fixture.send(request).await;
        let status = answer.status.as_str().to_owned();
        let media_type = answer.header("content-type").to_owned();
        let documented = &responses[&status]["content"];
        let is_empty = answer.body.is_empty() && documented.is_null();
        assert!(
            is_empty || documented.get(&media_type).is_some(),
            "{status}: {media_type} is not in {documented}"
        );
        seen.insert(status);
    }
    assert_eq!(
        seen.iter().map(String::as_str).collect::<Vec<_>>(),
        [
            "202", "303", "400", "403", "404", "409", "413", "415", "422"
        ]
    );
}

#[tokio::test]
async fn what_is_not_there_is_a_problem_that_a_page_can_read() {
    let fixture = Fixture::new().await;
    for path in [
        "/",
        "/v1",
        "/v1/forms",
        "/v1/leads",
        "/favicon.ico",
        "/openapi",
        "/embed.js/x",
    ] {
        let sentence = fixture.get(path).await.problem(404);
        assert!(sentence.contains("/openapi.json"), "{path}: {sentence}");
    }
}

#[tokio::test]
async fn a_method_that_a_route_has_not_is_a_problem_too() {
    let fixture = Fixture::new().await;
    for (method, path) in [
        (Method::GET, "/v1/leads/call-me-back"),
        (Method::PUT, "/v1/leads/call-me-back"),
        (Method::POST, "/v1/forms/call-me-back"),
        (Method::DELETE, "/embed.js"),
        (Method::POST, "/assets/x/y"),
    ] {
        let request = Request::builder()
            .method(method)
            .uri(path)
            .body(Body::empty())
            .unwrap();
        fixture.send(request).await.problem(405);
    }
}

#[tokio::test]
async fn an_address_that_cannot_be_read_is_a_problem_too() {
    let fixture = Fixture::new().await;
    for path in [
        "/embed.js",
        "/v1/forms/call-me-back",
        "/v1/forms/call-me-back/fragment",
        "/v1/forms/call-me-back/options",
    ] {
        fixture
            .get(&format!("{path}?partner=demo&partner=demo"))
            .await
            .problem(400);
    }
    for path in ["/v1/forms/%FF", "/v1/forms/%FF/fragment", "/assets/%FF/x"] {
        fixture.get(path).await.problem(400);
    }
    fixture
        .send(good().to("%FF").urlencoded())
        .await
        .problem(400);
}

#[tokio::test]
async fn documents_for_people_and_programs_are_compressed_on_the_way() {
    let fixture = Fixture::new().await;
    let path = "/v1/forms/call-me-back/fragment?partner=demo&lang=nl";
    let plain = fixture.get(path).await;
    for encoding in ["br", "gzip"] {
        let answer = fixture
            .get_with(path, &[("accept-encoding", encoding)])
            .await;
        assert_eq!(answer.header("content-encoding"), encoding);
        assert!(answer.body.len() < plain.body.len() / 2);
    }
}
