//! One question over HTTP, for every connector: connections that are kept, no redirects, a limit
//! on time and on what is read. What an answer means is the connector's to say.

mod retry_after;

use std::time::Duration;

use reqwest::{Client, redirect, retry};
use url::Url;

use crate::RetryReason;

/// What is read of an answer, in bytes. Econtract's "detailed response" is a few kilobytes; more
/// than this is somebody's error page or an attack on our memory.
const ANSWER_MAX_BYTES: usize = 64 * 1024;

/// How long an idle connection is kept: just under the shortest common limit of servers (Apache
/// closes after 5 s), so that a lead is rarely written into a connection that is being closed.
const IDLE: Duration = Duration::from_secs(4);

/// An answer, read up to the limit.
pub(crate) struct Answer {
    /// The HTTP status.
    pub(crate) status: u16,
    /// How long the server asks to be left alone.
    pub(crate) retry_after: Option<Duration>,
    /// The body, or its beginning.
    pub(crate) body: Vec<u8>,
    /// Whether there was more than is read.
    pub(crate) truncated: bool,
}

/// A client whose calls take no longer than `timeout`, from connecting to the answer's last byte.
pub(crate) fn client(timeout: Duration) -> Result<Client, reqwest::Error> {
    Client::builder()
        .timeout(timeout)
        .pool_idle_timeout(IDLE)
        // A redirected POST would lose its body or carry the key to another host.
        .redirect(redirect::Policy::none())
        // Repeating is the dispatcher's decision, which counts and records it.
        .retry(retry::never())
        .referer(false)
        .user_agent(concat!("leadgate/", env!("CARGO_PKG_VERSION")))
        .build()
}

/// Posts a form and reads the answer.
pub(crate) async fn post_form(
    client: &Client,
    url: &Url,
    body: String,
) -> Result<Answer, RetryReason> {
    let mut response = client
        .post(url.clone())
        .header("content-type", "application/x-www-form-urlencoded")
        .header("accept", "application/json")
        .body(body)
        .send()
        .await
        .map_err(|error| failure(&error))?;
    let mut answer = Answer {
        status: response.status().as_u16(),
        retry_after: retry_after::read(response.headers()),
        body: Vec::new(),
        truncated: false,
    };
    while let Some(chunk) = response.chunk().await.map_err(|error| failure(&error))? {
        let room = ANSWER_MAX_BYTES - answer.body.len();
        if chunk.len() > room {
            answer.body.extend_from_slice(&chunk[..room]);
            answer.truncated = true;
            break;
        }
        answer.body.extend_from_slice(&chunk);
    }
    Ok(answer)
}

/// The kind of a failure. The error itself goes no further: its text names the URL.
fn failure(error: &reqwest::Error) -> RetryReason {
    if error.is_timeout() {
        RetryReason::TimedOut
    } else if error.is_connect() {
        RetryReason::Unreachable
    } else {
        RetryReason::Interrupted
    }
}
