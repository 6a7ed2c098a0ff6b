//! One line of `GET /received.json`: a request that was read, and what it was answered.

use serde::Serialize;
use serde_json::Value;

/// A request to a CRM. Secrets are masked before it is made.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct Received {
    /// The CRM's name: the first part of the path.
    pub crm: &'static str,
    /// The whole path, without the query.
    pub path: String,
    /// When the request had been read: RFC 3339, UTC.
    pub at: String,
    /// The status that it was answered, or nothing if the connection is closed without an answer.
    pub status: Option<u16>,
    /// What the answer was instead of the CRM's own, where a fault was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fault: Option<&'static str>,
    /// The decoded fields.
    pub body: Value,
}
