//! Stands in for the package of this name, which Leptos' server functions bring along. What it
//! exports to JavaScript stays in every module that links it, called or not: each visitor would
//! download it, for streams that no form here has. The types are those that `server_fn` names;
//! whoever begins to stream is told at once that the package itself is needed.

use std::pin::Pin;
use std::task::{Context, Poll};

use futures_core::Stream;
use wasm_bindgen::JsValue;
use web_sys::ReadableStream as Raw;

const NEEDED: &str = "streamed server functions need the package wasm-streams itself";

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
    /// Always.
    #[must_use]
    pub fn from_stream(_: impl Stream<Item = Result<JsValue, JsValue>> + 'static) -> Self {
        panic!("{NEEDED}")
    }

    /// Never reads one: an empty stream would pass for an answer.
    ///
    /// # Panics
    /// Always.
    #[must_use]
    pub fn into_stream(self) -> Never {
        panic!("{NEEDED}")
    }
}

/// A stream that never exists.
#[derive(Debug)]
pub enum Never {}

impl Stream for Never {
    type Item = Result<JsValue, JsValue>;

    fn poll_next(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        match *self {}
    }
}
