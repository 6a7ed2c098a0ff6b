//! What the Econtract connector writes into a socket, byte by byte, and what it makes of answers
//! that the simulator does not give. The listener here knows nothing of the CRM.

#![expect(
    clippy::unwrap_used,
    reason = "a test, its listener included, stops where it fails"
)]

mod sample;

use std::time::{Duration, Instant};

use leadgate_connectors::econtract::{EcontractConnector, EcontractSettings, LeadCodes};
use leadgate_connectors::{Connector, Delivery, RetryReason};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;

/// A listener that takes one request, gives this answer, and hands the request back.
async fn answering(answer: impl Into<Vec<u8>>) -> (String, JoinHandle<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/econtract", listener.local_addr().unwrap());
    let answer = answer.into();
    let request = tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.unwrap();
        let request = request(&mut stream).await;
        // The client may hang up before it has read everything.
        let _ = stream.write_all(&answer).await;
        request
    });
    (url, request)
}

/// Reads head and body of one request.
async fn request(stream: &mut TcpStream) -> String {
    let mut read = Vec::new();
    loop {
        let text = String::from_utf8_lossy(&read).into_owned();
        if let Some((head, body)) = text.split_once("\r\n\r\n") {
            let length: usize = head
                .lines()
                .find_map(|line| {
                    line.to_ascii_lowercase()
                        .strip_prefix("content-length: ")?
                        .parse()
                        .ok()
                })
                .unwrap();
            if body.len() == length {
                return text;
            }
        }
        assert_ne!(stream.read_buf(&mut read).await.unwrap(), 0);
    }
}

fn settings(url: &str) -> EcontractSettings {
    EcontractSettings::new(
        url.parse().unwrap(),
        "marked-id".into(),
        "marked-key".into(),
    )
}

fn connector(settings: EcontractSettings) -> EcontractConnector {
    EcontractConnector::new("crm", settings).unwrap()
}

const CREATED: &str = "HTTP/1.1 201 Created\r\ncontent-length: 9\r\n\r\n{\"id\":77}";

/// The body of a lead that was delivered with these settings.
async fn body_sent(change: impl FnOnce(&mut EcontractSettings)) -> String {
    let (url, request) = answering(CREATED).await;
    let mut settings = settings(&url);
    change(&mut settings);
    let outcome = connector(settings).deliver(&sample::lead()).await;
    assert_eq!(
        outcome,
        Delivery::Accepted {
            remote_id: Some("77".to_owned())
        }
    );
    let request = request.await.unwrap();
    request.split_once("\r\n\r\n").unwrap().1.to_owned()
}

#[tokio::test]
async fn the_documents_example_is_sent_as_the_document_writes_it() {
    assert_eq!(
        body_sent(|_| ()).await,
        "crm_api_id=marked-id&crm_api_key=marked-key&lead_type=call_me_back\
         &first_name=John&last_name=Doe&email=john.doe%40server.com&phone=0499656565\
         &producttype_id=3&product_id=4&supplier_id=5&affiliate_id=6\
         &subject=Foo_subject\
         &remarks=Foo_remarks%0A%5Bleadgate+6f1e4f0a-3c59-4b6e-9d0c-2f6a5d0b7c11%5D\
         &call_at=2016-04-15+12%3A00%3A00&call_until=2016-04-15+18%3A00%3A00&deal_closed=0"
    );
}

#[tokio::test]
async fn our_id_stays_out_of_the_remarks_when_switched_off() {
    let body = body_sent(|settings| settings.remarks_id = false).await;
    assert!(body.contains("&remarks=Foo_remarks&"), "{body}");
}

#[tokio::test]
async fn codes_of_the_table_are_sent_once_configured() {
    let body = body_sent(|settings| {
        settings.codes = LeadCodes {
            gender: Some(1),
            segment: Some(2),
            send_language: true,
            ..LeadCodes::default()
        };
    })
    .await;
    assert!(body.ends_with("&gender=1&segment=2&language=nl"), "{body}");
}

#[tokio::test]
async fn the_request_goes_to_the_documents_path_with_the_keys_in_the_body_only() {
    let (url, request) = answering(CREATED).await;
    let _ = connector(settings(&url)).deliver(&sample::lead()).await;
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
async fn a_visitor_who_wants_a_call_as_soon_as_possible_sends_no_times() {
    let (url, request) = answering(CREATED).await;
    let mut lead = sample::lead();
    lead.fields.retain(|name, _| !name.starts_with("call_"));
    lead.fields.remove("remarks");
    let _ = connector(settings(&url)).deliver(&lead).await;
    let request = request.await.unwrap();
    assert!(!request.contains("call_at") && !request.contains("call_until"));
    assert!(
        request.contains("&remarks=%5Bleadgate+6f1e"),
        "the id alone"
    );
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
            connector(settings(&url)).deliver(&sample::lead()).await,
            Delivery::Retry {
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
        connector(settings(&url)).deliver(&sample::lead()).await,
        Delivery::Retry {
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
        connector(settings(&url)).deliver(&sample::lead()).await,
        Delivery::Retry {
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
        connector(settings(&url)).deliver(&sample::lead()).await,
        Delivery::Retry {
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
        connector(settings).deliver(&sample::lead()).await,
        Delivery::Retry {
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
        connector(settings(&url)).deliver(&sample::lead()).await,
        Delivery::Retry {
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
    let outcome = connector.deliver(&sample::lead()).await;
    let Delivery::Rejected { reason } = &outcome else {
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
