//! Stands in for the crate `wasm-streams`, on which Leptos depends for server functions. The real one exports classes to
//! JavaScript, so the linker keeps all of it, 2.5 kB of the page, although the page has no server to stream from.
//!
//! It has what `server_fn` compiles with, and nothing here is ever called. If a newer `server_fn` does not compile with
//! it, remove the `[patch.crates-io]` section of the root `Cargo.toml`: the page then works as before and is larger.

use std::convert::Infallible;

use futures_core::Stream;
use wasm_bindgen::JsValue;

/// A stream of JavaScript's. There are none: it has no value.
pub struct ReadableStream(Infallible);

impl ReadableStream {
    /// Would take a stream of JavaScript's.
    #[must_use]
    pub fn from_raw(_: web_sys::ReadableStream) -> Self {
        unimplemented!("the page streams nothing")
    }

    /// Would make one of a stream of Rust's.
    #[must_use]
    pub fn from_stream(_: impl Stream<Item = Result<JsValue, JsValue>> + 'static) -> Self {
        unimplemented!("the page streams nothing")
    }

    /// Would give the stream back to JavaScript.
    #[must_use]
    pub fn into_raw(self) -> web_sys::ReadableStream {
        match self.0 {}
    }

    /// Would read it as a stream of Rust's.
    #[must_use]
    pub fn into_stream(self) -> impl Stream<Item = Result<JsValue, JsValue>> {
        Never(self.0)
    }
}

/// A stream that cannot be.
struct Never(Infallible);

impl Stream for Never {
    type Item = Result<JsValue, JsValue>;

    fn poll_next(
        self: std::pin::Pin<&mut Self>,
        _: &mut std::task::Context<'_>,
    ) -> std::task::Poll<Option<Self::Item>> {
        match self.0 {}
    }
}
