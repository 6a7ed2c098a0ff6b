//! The way of every request to a CRM: read it wholly, fail it if a fault is due, else let the CRM
//! answer; record it either way. What the CRM says is left to `crm`.

use std::sync::Arc;

use axum::Router;
use axum::body::{Body, Bytes, to_bytes};
use axum::extract::Request;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Json, Response};
use axum::routing::any;
use serde_json::{Value, json};

use crate::crm::{Answer, Call, Crm};
use crate::fault::FaultMode;
use crate::received::Received;
use crate::server::HangUp;
use crate::simulator::Simulator;

/// Far above any message that the documents describe.
const BODY_LIMIT_BYTES: usize = 1024 * 1024;

/// Claims to be JSON, is cut short, and is not even UTF-8.
const GARBAGE: &[u8] = b"{\"id\": \xff\xfe<html>";

/// More than anybody should read of an answer.
const FLOOD_BYTES: usize = 10_000_000;

/// Everything under `/{crm}` goes to that CRM.
pub(crate) fn router(simulator: Simulator, crm: Arc<dyn Crm>) -> Router {
    let base = format!("/{}", crm.name());
    let handler = any(move |request: Request| pass(simulator.clone(), Arc::clone(&crm), request));
    Router::new()
        .route(&base, handler.clone())
        .route(&format!("{base}/"), handler.clone())
        .route(&format!("{base}/{{*path}}"), handler)
}

async fn pass(simulator: Simulator, crm: Arc<dyn Crm>, request: Request) -> Response {
    let (head, body) = request.into_parts();
    let Ok(body) = to_bytes(body, BODY_LIMIT_BYTES).await else {
        let sentence = format!("The body is unreadable or longer than {BODY_LIMIT_BYTES} bytes.");
        return (
            StatusCode::PAYLOAD_TOO_LARGE,
            Json(json!({ "error": sentence })),
        )
            .into_response();
    };
    let at = jiff::Timestamp::now();
    let call = Call::new(crm.name(), &head, body);
    let fault = simulator.next_fault(crm.name());
    let reply = match fault {
        None => Reply::Answer(crm.answer(&call)),
        Some(FaultMode::Status(status)) => Reply::Answer(injected(status)),
        Some(FaultMode::Garbage) => Reply::Garbage,
        Some(FaultMode::Error) => Reply::Answer(injected(StatusCode::OK)),
        Some(FaultMode::Flood) => Reply::Flood,
        Some(FaultMode::Drop | FaultMode::Stall(_)) => Reply::HangUp,
    };
    let received = Received {
        crm: crm.name(),
        path: head.uri.path().to_owned(),
        at: format!("{at:.3}"),
        status: reply.status(),
        fault: fault.map(FaultMode::name),
        body: crm.fields(&call),
    };
    simulator.record(received, reply.json());
    if let Some(FaultMode::Stall(delay)) = fault {
        tokio::time::sleep(delay).await;
    }
    reply.into_response()
}

fn injected(status: StatusCode) -> Answer {
    Answer::error(status, "This failure was asked for with POST /faults.")
}

enum Reply {
    Answer(Answer),
    Garbage,
    Flood,
    HangUp,
}

impl Reply {
    fn status(&self) -> Option<u16> {
        match self {
            Self::Answer(answer) => Some(answer.status.as_u16()),
            Self::Garbage | Self::Flood => Some(StatusCode::OK.as_u16()),
            Self::HangUp => None,
        }
    }

    fn json(&self) -> Option<Value> {
        match self {
            Self::Answer(answer) => Some(answer.body.clone()),
            Self::Garbage | Self::Flood | Self::HangUp => None,
        }
    }

    fn into_response(self) -> Response {
        match self {
            Self::Answer(answer) => answer.into_response(),
            Self::Garbage => {
                let json = [(header::CONTENT_TYPE, "application/json")];
                (json, Body::from(Bytes::from_static(GARBAGE))).into_response()
            }
            Self::Flood => {
                let mut page = b"<html>".to_vec();
                page.resize(page.len() + FLOOD_BYTES, b' ');
                ([(header::CONTENT_TYPE, "text/html")], page).into_response()
            }
            Self::HangUp => HangUp::response(),
        }
    }
}
