//! A CRM that answers at once, or is down.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use anyhow::Result;
use axum::Router;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use axum::routing::post;
use tokio::net::TcpListener;
use tokio::runtime::Runtime;

/// The CRM, with a thread of its own.
pub(crate) struct Crm {
    address: SocketAddr,
    state: Arc<State>,
    _runtime: Runtime,
}

#[derive(Default)]
struct State {
    is_down: AtomicBool,
    received: AtomicU64,
}

impl Crm {
    pub(crate) fn start() -> Result<Self> {
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(1)
            .enable_all()
            .build()?;
        let state = Arc::<State>::default();
        let listener = runtime.block_on(TcpListener::bind("127.0.0.1:0"))?;
        let address = listener.local_addr()?;
        let answer = {
            let state = Arc::clone(&state);
            move || std::future::ready(state.answer())
        };
        let routes = Router::new().route("/api/leads", post(answer));
        runtime.spawn(axum::serve(listener, routes).into_future());
        Ok(Self {
            address,
            state,
            _runtime: runtime,
        })
    }

    pub(crate) const fn address(&self) -> SocketAddr {
        self.address
    }

    pub(crate) fn set_down(&self, is_down: bool) {
        self.state.is_down.store(is_down, Ordering::Relaxed);
    }

    /// How many leads it has taken so far.
    pub(crate) fn received(&self) -> u64 {
        self.state.received.load(Ordering::Relaxed)
    }
}

impl State {
    fn answer(&self) -> Response {
        if self.is_down.load(Ordering::Relaxed) {
            return StatusCode::SERVICE_UNAVAILABLE.into_response();
        }
        let id = self.received.fetch_add(1, Ordering::Relaxed) + 1;
        axum::Json(serde_json::json!({ "id": id })).into_response()
    }
}
