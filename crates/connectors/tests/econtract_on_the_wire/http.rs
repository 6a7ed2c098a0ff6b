//! How a request travels, and what is made of answers that the simulator does not give.

use std::time::{Duration, Instant};

use leadgate_connectors::{Connector, ConnectorResult, RetryReason};
use tokio::io::AsyncWriteExt;
use tokio::net::TcpListener;

use crate::listener::{CREATED, answering, connector, request, settings};
use crate::sample;

#[tokio::test]
async fn the_request_goes_to_the_documents_path_with_the_keys_in_the_body_only() {
    let (url, request) = answering(CREATED).await;
    let _ = connector(settings(&url))
        .deliver(&sample::call_me_back())
        .await;
    let request = request.await.unwrap();
    let (head, body) = request.split_once("\r\n\r\n").unwrap();
    assert!(
        head.starts_with("POST /econtract/api/leads HTTP/1.1\r\n"),
        "{head}"
    );
    assert!(
        head.contains("content-type: application/x-www-form-urlencoded\r\n"),
        "{head}"
    );
    assert!(!head.contains("marked"), "{head}");
    assert!(body.contains("marked-key"));
}

#[tokio::test]
async fn the_time_that_the_crm_asks_for_is_passed_on() {
    let date = "date: Fri, 20 Nov 2026 12:00:00 GMT\r\n";
    for (status, header, after) in [
        (429, "retry-after: 120\r\n".to_owned(), Some(120)),
        (
            503,
            format!("{date}retry-after: Fri, 20 Nov 2026 12:05:00 GMT\r\n"),
            Some(300),
        ),
        (500, "retry-after: 120\r\n".to_owned(), None),
    ] {
        let (url, _request) = answering(format!(
            "HTTP/1.1 {status} No\r\n{header}content-length: 0\r\n\r\n"
        ))
        .await;
        assert_eq!(
            connector(settings(&url))
                .deliver(&sample::call_me_back())
                .await,
            ConnectorResult::Retry {
                after: after.map(Duration::from_secs),
                reason: RetryReason::Status { status }
            }
        );
    }
}

#[tokio::test]
async fn a_redirect_is_not_followed() {
    let (elsewhere, asked) = answering(CREATED).await;
    let (url, _request) = answering(format!(
        "HTTP/1.1 307 Elsewhere\r\nlocation: {elsewhere}\r\ncontent-length: 0\r\n\r\n"
    ))
    .await;
    assert_eq!(
        connector(settings(&url))
            .deliver(&sample::call_me_back())
            .await,
        ConnectorResult::Retry {
            after: None,
            reason: RetryReason::Status { status: 307 }
        }
    );
    assert!(!asked.is_finished(), "the keys went to another address");
}

#[tokio::test]
async fn an_endless_answer_is_read_up_to_the_limit_only() {
    let mut answer = b"HTTP/1.1 200 OK\r\ncontent-length: 1000000000\r\n\r\n<html>".to_vec();
    answer.resize(answer.len() + 1_000_000, b'x');
    let (url, _request) = answering(answer).await;
    assert_eq!(
        connector(settings(&url))
            .deliver(&sample::call_me_back())
            .await,
        ConnectorResult::Retry {
            after: None,
            reason: RetryReason::NotUnderstood { status: 200 }
        }
    );
}

#[tokio::test]
async fn an_answer_that_stops_half_way_is_a_broken_connection() {
    let (url, _request) =
        answering("HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{\"id\":77").await;
    assert_eq!(
        connector(settings(&url))
            .deliver(&sample::call_me_back())
            .await,
        ConnectorResult::Retry {
            after: None,
            reason: RetryReason::Interrupted
        }
    );
}

#[tokio::test]
async fn a_body_that_trickles_counts_against_the_timeout() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let server = tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.unwrap();
        request(&mut stream).await;
        let head = "HTTP/1.1 200 OK\r\ncontent-length: 100000\r\n\r\n";
        stream.write_all(head.as_bytes()).await.unwrap();
        // Bytes keep coming until the client hangs up.
        let mut drip = tokio::time::interval(Duration::from_millis(10));
        while stream.write_all(b" ").await.is_ok() {
            drip.tick().await;
        }
    });
    let mut settings = settings(&url);
    settings.timeout = Duration::from_millis(200);
    let started = Instant::now();
    assert_eq!(
        connector(settings).deliver(&sample::call_me_back()).await,
        ConnectorResult::Retry {
            after: None,
            reason: RetryReason::TimedOut
        }
    );
    assert!(started.elapsed() < Duration::from_secs(10));
    server.await.unwrap();
}

#[tokio::test]
async fn a_closed_port_is_unreachable() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    drop(listener);
    assert_eq!(
        connector(settings(&url))
            .deliver(&sample::call_me_back())
            .await,
        ConnectorResult::Retry {
            after: None,
            reason: RetryReason::Unreachable
        }
    );
}

#[tokio::test]
async fn neither_the_connector_nor_its_outcomes_show_secrets_or_typed_values() {
    let echo = "{\"errors\":{\"phone\":[\"+32499656565 marked-key\"]}}";
    let (url, _request) = answering(format!(
        "HTTP/1.1 422 No\r\ncontent-length: {}\r\n\r\n{echo}",
        echo.len()
    ))
    .await;
    let connector = connector(settings(&url));
    let outcome = connector.deliver(&sample::call_me_back()).await;
    let ConnectorResult::Rejected { reason } = &outcome else {
        panic!("{outcome:?}")
    };
    assert_eq!(
        reason.to_string(),
        "the CRM refused the lead with status 422 because of phone"
    );
    let shown = format!("{connector:?} {outcome:?}");
    for hidden in ["marked", "3249", "0499", "John"] {
        assert!(!shown.contains(hidden), "{shown}");
    }
}
