//! Click-out leads that arrive.

use crate::sample;
use crate::simulator::{accepted, check_refused};

#[tokio::test]
async fn the_documents_example_is_accepted_under_an_id() {
    let body = accepted(&sample::click_out()).await;
    assert_eq!(body["url"], "http://foo.com/bar");
    assert_eq!(body["product_type_id"], "3");
    assert_eq!(body["remarks"], format!("[leadgate {}]", sample::ID));
}

#[tokio::test]
async fn a_lead_with_nothing_but_what_is_required_is_accepted() {
    let mut lead = sample::click_out();
    sample::keep(&mut lead, &["first_name", "last_name", "email", "url"]);
    accepted(&lead).await;
}

#[tokio::test]
async fn a_click_of_nobody_is_refused_by_the_names_that_it_lacks() {
    let mut lead = sample::click_out();
    sample::keep(&mut lead, &["url"]);
    check_refused(&lead, &["first_name", "last_name", "email"]).await;
}
