//! The server: accepts connections and speaks HTTP/1.1 on them. Unlike axum's own it can close a
//! connection without an answer: a response that carries [`HangUp`] becomes an error of hyper's
//! service, and hyper then closes the connection before a byte is written.

use std::future::Future;
use std::pin::pin;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio::task::JoinSet;
use tower::ServiceExt as _;

use crate::simulator::Simulator;

/// How long running answers may take once the server is asked to end. The live page's stream never
/// ends by itself, so this is short.
const FAREWELL: Duration = Duration::from_millis(500);

/// Pause after the system refused a connection (usually: out of file descriptors).
const ACCEPT_PAUSE: Duration = Duration::from_millis(50);

/// Marks a response that must never be written: the connection closes instead.
#[derive(Clone, Copy)]
pub(crate) struct HangUp;

impl HangUp {
    /// Where no server of ours runs (a router called in process), the status at least is no
    /// success.
    pub(crate) fn response() -> Response {
        let mut response = StatusCode::BAD_GATEWAY.into_response();
        response.extensions_mut().insert(Self);
        response
    }
}

/// The error by which hyper learns that it has to close the connection.
#[derive(Debug)]
struct HungUp;

impl std::fmt::Display for HungUp {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("the connection is closed on command")
    }
}

impl std::error::Error for HungUp {}

/// Serves a fresh simulator until the future is dropped.
pub async fn serve(listener: TcpListener) {
    serve_until(listener, Simulator::new(), std::future::pending()).await;
}

/// Serves a simulator until `shutdown` resolves; then running answers get half a second to finish.
pub async fn serve_until(
    listener: TcpListener,
    simulator: Simulator,
    shutdown: impl Future<Output = ()>,
) {
    let app = simulator.router();
    let (end, ended) = watch::channel(());
    let mut connections = JoinSet::new();
    let mut shutdown = pin!(shutdown);
    loop {
        tokio::select! {
            () = &mut shutdown => break,
            Some(_) = connections.join_next() => {}
            accepted = listener.accept() => match accepted {
                Ok((stream, _)) => {
                    connections.spawn(converse(stream, app.clone(), ended.clone()));
                }
                Err(_) => tokio::time::sleep(ACCEPT_PAUSE).await,
            },
        }
    }
    drop(listener);
    drop(end);
    let farewell = async { while connections.join_next().await.is_some() {} };
    // Whatever is still running afterwards ends with the set.
    drop(tokio::time::timeout(FAREWELL, farewell).await);
}

async fn converse(stream: TcpStream, app: Router, mut ended: watch::Receiver<()>) {
    // Without it small answers wait for the peer's acknowledgement; where it fails they just do.
    drop(stream.set_nodelay(true));
    let service = service_fn(|request: hyper::Request<Incoming>| {
        let answer = app.clone().oneshot(request.map(Body::new));
        async {
            let Ok(response) = answer.await;
            if response.extensions().get::<HangUp>().is_some() {
                return Err(HungUp);
            }
            Ok(response)
        }
    });
    let mut connection = pin!(
        http1::Builder::new()
            .timer(TokioTimer::new())
            .serve_connection(TokioIo::new(stream), service)
    );
    // A connection's error is its peer's loss (or our own hanging up); there is nobody to tell.
    tokio::select! {
        _ = connection.as_mut() => {}
        _ = ended.changed() => {
            connection.as_mut().graceful_shutdown();
            drop(connection.await);
        }
    }
}
