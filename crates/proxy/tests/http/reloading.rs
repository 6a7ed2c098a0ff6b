//! Settings that change while the proxy runs, as requests see it.

use std::collections::VecDeque;
use std::convert::Infallible;
use std::sync::Arc;
use std::task::Poll;

use axum::body::Body;
use futures::stream;
use tokio::sync::Notify;

use crate::fixture::{Fixture, settings};
use crate::lead::good;

#[tokio::test]
async fn a_request_that_is_under_way_ends_with_the_settings_that_it_began_with() {
    let fixture = Fixture::new().await;
    let whole = good().urlencoded().into_body();
    let whole = axum::body::to_bytes(whole, usize::MAX).await.unwrap();
    let (half, rest) = whole.split_at(whole.len() / 2);
    let mut parts = VecDeque::from([half, rest].map(|part| Ok::<_, Infallible>(part.to_owned())));
    let (reading, reloaded) = (Arc::new(Notify::new()), Arc::new(Notify::new()));
    let told = Arc::clone(&reading);
    let mut waiting = Box::pin(Arc::clone(&reloaded).notified_owned());
    let body = stream::poll_fn(move |context| {
        if parts.len() == 1 {
            told.notify_one();
            if waiting.as_mut().poll(context).is_pending() {
                return Poll::Pending;
            }
        }
        Poll::Ready(parts.pop_front())
    });
    let request = good().request("application/x-www-form-urlencoded", Body::from_stream(body));
    let reload = async {
        reading.notified().await;
        let mut without = settings();
        without.partners.remove("demo");
        fixture.live().go_by(without);
        reloaded.notify_one();
    };
    let (answer, ()) = futures::join!(fixture.send(request), reload);
    answer.accepted_id();
    let later = fixture.send(good().urlencoded()).await;
    assert!(later.problem(403).contains("demo"));
}
