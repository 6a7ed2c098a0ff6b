//! Stands in for the package of this name, which Leptos' server functions bring along. What it
//! exports to JavaScript stays in every module that links it, called or not: each visitor would
//! download it, for streams that no form here has. The types are those that `server_fn` names.

use std::pin::Pin;
use std::task::{Context, Poll};

use futures_core::Stream;
use wasm_bindgen::JsValue;
use web_sys::ReadableStream as Raw;

/// A stream of the browser's.
#[derive(Debug)]
pub struct ReadableStream(Raw);

impl ReadableStream {
    /// Takes a stream of the browser's.
    #[must_use]
    pub const fn from_raw(raw: Raw) -> Self {
        Self(raw)
    }

    /// Gives it back.
    #[must_use]
    pub fn into_raw(self) -> Raw {
        self.0
    }

    /// Never makes one.
    ///
    /// # Panics
    /// Always: a server function that sends a stream needs the package itself.
    #[must_use]
    pub fn from_stream(_: impl Stream<Item = Result<JsValue, JsValue>> + 'static) -> Self {
        unimplemented!("streamed server functions need the package wasm-streams itself")
    }

    /// What it brings: here, never anything.
    #[must_use]
    pub fn into_stream(self) -> Nothing {
        Nothing(self.0)
    }
}

/// A stream that has come to its end.
#[derive(Debug)]
pub struct Nothing(#[expect(dead_code, reason = "held like the real one's")] Raw);

impl Stream for Nothing {
    type Item = Result<JsValue, JsValue>;

    fn poll_next(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        Poll::Ready(None)
    }
}
