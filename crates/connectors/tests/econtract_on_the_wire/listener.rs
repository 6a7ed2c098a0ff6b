//! A listener that knows nothing of the CRM, and the connector's requests as it got them.

use leadgate_connectors::econtract::{EcontractConnector, EcontractSettings};
use leadgate_connectors::{Connector, ConnectorResult};
use leadgate_model::wire::LeadPayload;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;

/// The samples' id as it ends the remarks.
pub(crate) const ENCODED_ID: &str = "%5Bleadgate+6f1e4f0a-3c59-4b6e-9d0c-2f6a5d0b7c11%5D";

/// A listener that takes one request, gives this answer, and hands the request back.
pub(crate) async fn answering(answer: impl Into<Vec<u8>>) -> (String, JoinHandle<String>) {
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
pub(crate) async fn request(stream: &mut TcpStream) -> String {
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

pub(crate) fn settings(url: &str) -> EcontractSettings {
    EcontractSettings::new(
        url.parse().unwrap(),
        "marked-id".into(),
        "marked-key".into(),
    )
}

pub(crate) fn connector(settings: EcontractSettings) -> EcontractConnector {
    EcontractConnector::new("crm", settings).unwrap()
}

pub(crate) const CREATED: &str = "HTTP/1.1 201 Created\r\ncontent-length: 9\r\n\r\n{\"id\":77}";

/// The head and the body of a lead that was delivered with these settings.
pub(crate) async fn sent(
    lead: &LeadPayload,
    change: impl FnOnce(&mut EcontractSettings),
) -> (String, String) {
    let (url, request) = answering(CREATED).await;
    let mut settings = settings(&url);
    change(&mut settings);
    let outcome = connector(settings).deliver(lead).await;
    assert_eq!(
        outcome,
        ConnectorResult::Accepted {
            remote_id: Some("77".to_owned())
        }
    );
    let request = request.await.unwrap();
    let (head, body) = request.split_once("\r\n\r\n").unwrap();
    (head.to_owned(), body.to_owned())
}

/// The body alone, without the credentials that every body begins with.
pub(crate) async fn body_sent(
    lead: &LeadPayload,
    change: impl FnOnce(&mut EcontractSettings),
) -> String {
    let (_, body) = sent(lead, change).await;
    let after = body.strip_prefix("crm_api_id=marked-id&crm_api_key=marked-key&");
    after.unwrap().to_owned()
}

/// The pair of this name, if it was sent.
pub(crate) fn pair<'a>(body: &'a str, name: &str) -> Option<&'a str> {
    body.split('&')
        .find_map(|pair| pair.strip_prefix(name)?.strip_prefix('='))
}
