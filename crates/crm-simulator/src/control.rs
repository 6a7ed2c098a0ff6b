//! The simulator's own routes: the live page, the list of what was received, faults on command.

use std::time::Duration;

use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{Method, StatusCode};
use axum::response::{IntoResponse, Json, Response};
use axum::routing::{get, post};
use serde::Deserialize;
use serde_json::{Value, json};
use tower_http::cors::{Any, CorsLayer};

use crate::fault::{Fault, FaultMode, FaultOut};
use crate::received::Received;
use crate::simulator::Simulator;
use crate::{events, page};

/// The longest stall: nobody waits longer than that for an answer.
const DELAY_MAX_MS: u64 = 3_600_000;
const DELAY_DEFAULT_MS: u64 = 30_000;
const TIMES_MAX: u32 = 1_000_000;

pub(crate) fn router(simulator: Simulator) -> Router {
    // The demo page polls the list from another origin.
    let readable_anywhere = CorsLayer::new()
        .allow_origin(Any)
        .allow_methods([Method::GET]);
    Router::new()
        .route("/received.json", get(list_received).delete(empty_received))
        .layer(readable_anywhere)
        .route("/", get(page::show))
        .route("/events", get(events::stream))
        .route("/faults", post(inject_fault).delete(cancel_faults))
        .fallback(unknown_path)
        .with_state(simulator)
}

async fn list_received(State(simulator): State<Simulator>) -> Json<Vec<Received>> {
    Json(simulator.received())
}

async fn empty_received(State(simulator): State<Simulator>) -> Json<Value> {
    Json(json!({ "removed": simulator.clear() }))
}

/// The body is read as JSON whatever its content type, so that `curl -d` needs no header.
async fn inject_fault(State(simulator): State<Simulator>, body: Bytes) -> Response {
    let fault = match read_fault(&body) {
        Ok(fault) => fault,
        Err((status, sentence)) => return refuse(status, &sentence),
    };
    let echo = FaultOut::from(&fault);
    match simulator.inject(fault) {
        Ok(()) => Json(echo).into_response(),
        Err(unknown) => refuse(
            StatusCode::UNPROCESSABLE_ENTITY,
            &format!(
                "There is no CRM \"{}\" here; known: {}.",
                unknown.name,
                unknown.known.join(", ")
            ),
        ),
    }
}

async fn cancel_faults(State(simulator): State<Simulator>) -> Json<Value> {
    Json(json!({ "cancelled": simulator.cancel_faults() }))
}

async fn unknown_path(State(simulator): State<Simulator>) -> Response {
    let crms: Vec<_> = simulator
        .crm_names()
        .map(|name| format!("/{name}"))
        .collect();
    let sentence = format!(
        "There is nothing here. The CRMs are under {}, what they received is at /received.json.",
        crms.join(", ")
    );
    refuse(StatusCode::NOT_FOUND, &sentence)
}

fn refuse(status: StatusCode, sentence: &str) -> Response {
    (status, Json(json!({ "error": sentence }))).into_response()
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FaultIn {
    crm: String,
    mode: ModeIn,
    status: Option<u16>,
    delay_ms: Option<u64>,
    times: Option<u32>,
}

#[derive(Deserialize)]
#[serde(rename_all = "lowercase")]
enum ModeIn {
    Status,
    Stall,
    Drop,
    Garbage,
    Error,
    Flood,
}

fn read_fault(body: &[u8]) -> Result<Fault, (StatusCode, String)> {
    let unprocessable = |sentence: String| (StatusCode::UNPROCESSABLE_ENTITY, sentence);
    let fault: FaultIn = serde_json::from_slice(body).map_err(|error| {
        if error.is_data() {
            unprocessable(format!("This is not a fault: {error}."))
        } else {
            let sentence = format!("The body is not JSON: {error}.");
            (StatusCode::BAD_REQUEST, sentence)
        }
    })?;
    // Parameters of the other modes are checked too: the same body serves every mode.
    let status = fault.status.unwrap_or(503);
    let delay_ms = fault.delay_ms.unwrap_or(DELAY_DEFAULT_MS);
    let times = fault.times.unwrap_or(1);
    if !(300..=599).contains(&status) {
        return Err(unprocessable(format!(
            "A failure's \"status\" is between 300 and 599, not {status}."
        )));
    }
    if delay_ms > DELAY_MAX_MS {
        return Err(unprocessable(format!(
            "\"delay_ms\" is at most {DELAY_MAX_MS}, not {delay_ms}."
        )));
    }
    if !(1..=TIMES_MAX).contains(&times) {
        return Err(unprocessable(format!(
            "\"times\" is between 1 and {TIMES_MAX}, not {times}."
        )));
    }
    let mode = match fault.mode {
        ModeIn::Status => FaultMode::Status(
            StatusCode::from_u16(status).map_err(|error| unprocessable(format!("{error}.")))?,
        ),
        ModeIn::Stall => FaultMode::Stall(Duration::from_millis(delay_ms)),
        ModeIn::Drop => FaultMode::Drop,
        ModeIn::Garbage => FaultMode::Garbage,
        ModeIn::Error => FaultMode::Error,
        ModeIn::Flood => FaultMode::Flood,
    };
    Ok(Fault {
        crm: fault.crm,
        mode,
        times,
    })
}
