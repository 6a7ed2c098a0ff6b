//! A store that cannot take a lead: "later", never a thank you.

use async_trait::async_trait;
use axum::http::StatusCode;
use leadgate_model::Lang;
use leadgate_model::text::Text;
use leadgate_store::{
    Acceptance, Accepted, Counts, LeadDetail, LeadIntake, LeadReader, Monitoring, NewLead,
    StoreError, Waiting,
};

use crate::fixture::Fixture;
use crate::lead::good;

/// Refuses every write, and every read unless told otherwise.
struct Broken {
    error: StoreError,
    reads: bool,
}

impl Broken {
    fn fail<T>(&self) -> Result<T, StoreError> {
        Err(self.error.clone())
    }

    fn read<T>(&self, value: T) -> Result<T, StoreError> {
        if self.reads { Ok(value) } else { self.fail() }
    }
}

#[async_trait]
impl Monitoring for Broken {
    async fn counts(&self) -> Result<Counts, StoreError> {
        self.read(Counts::default())
    }

    async fn waiting(&self) -> Result<Vec<Waiting>, StoreError> {
        self.read(Vec::new())
    }
}

#[async_trait]
impl LeadReader for Broken {
    async fn show(&self, _: &str) -> Result<Option<LeadDetail>, StoreError> {
        self.read(None)
    }
}

#[async_trait]
impl LeadIntake for Broken {
    async fn accept(&self, _: &NewLead) -> Result<Accepted, StoreError> {
        self.fail()
    }

    async fn accept_without_id(&self, _: &NewLead, _: i64) -> Result<Acceptance, StoreError> {
        self.fail()
    }

    async fn find_by_fingerprint(
        &self,
        _: &str,
        _: &str,
        _: &str,
        _: i64,
    ) -> Result<Option<String>, StoreError> {
        self.read(None)
    }

    async fn can_store(&self) -> Result<(), StoreError> {
        self.fail()
    }
}

/// Every way in which a store fails, with and without its reads.
fn broken() -> impl Iterator<Item = Fixture> {
    let errors = [
        StoreError::Busy,
        StoreError::Full,
        StoreError::Unavailable("disk I/O error".to_owned()),
        StoreError::Corrupt("a page is damaged".to_owned()),
    ];
    errors.into_iter().flat_map(|error| {
        [true, false].map(|reads| {
            Fixture::taking_into(Broken {
                error: error.clone(),
                reads,
            })
        })
    })
}

#[tokio::test]
async fn a_lead_that_cannot_be_stored_is_asked_for_again() {
    for fixture in broken() {
        for request in [
            good().urlencoded(),
            good().json(),
            good().without("id").urlencoded(),
        ] {
            let answer = fixture.send(request).await;
            let sentence = answer.problem(503);
            assert_eq!(answer.header("retry-after"), "5");
            assert!(sentence.contains("again with the same id"), "{sentence}");
            assert!(
                !answer.text().contains("damaged") && !answer.text().contains("I/O"),
                "the cause stays inside"
            );
        }
    }
}

#[tokio::test]
async fn a_page_that_cannot_be_stored_keeps_all_that_was_sent() {
    for fixture in broken() {
        for lang in Lang::ALL {
            let lead = good()
                .native()
                .with("lang", lang.tag())
                .with("product_id", "53")
                .with("subject", "Gas");
            let answer = fixture.send(lead.urlencoded()).await;
            let page = answer.page(503, lang.tag());
            assert_eq!(answer.header("retry-after"), "5");
            assert!(
                page.contains(Text::FailureTitle.translation(lang)),
                "{page}"
            );
            assert!(page.contains(Text::FailureText.translation(lang)), "{page}");
            let phone = Text::FailureCall.fill(lang, &[("phone", "02 555 01 23")]);
            assert!(page.contains(&phone), "another way out: {page}");
            for kept in [
                "value=\"An\"",
                "value=\"0470 12 34 56\"",
                "value=\"53\"",
                "value=\"Gas\"",
            ] {
                assert!(page.contains(kept), "{kept}: {page}");
            }
        }
    }
}

#[tokio::test]
async fn a_wrong_field_is_named_even_while_the_store_refuses_writes() {
    let fixture = Fixture::taking_into(Broken {
        error: StoreError::Full,
        reads: true,
    });
    fixture
        .send(good().with("phone", "1").urlencoded())
        .await
        .field_errors();
}

#[tokio::test]
async fn the_proxy_says_that_it_is_alive_but_not_ready() {
    for fixture in broken() {
        assert_eq!(fixture.get("/healthz").await.status, StatusCode::OK);
        let ready = fixture.get("/readyz").await;
        assert_eq!(ready.status, StatusCode::SERVICE_UNAVAILABLE);
        assert_eq!(ready.json()["store"], false);
    }
}

#[tokio::test]
async fn counts_that_cannot_be_read_are_no_metrics() {
    let fixture = Fixture::taking_into(Broken {
        error: StoreError::Busy,
        reads: false,
    });
    fixture.get("/metrics").await.problem(503);
}
