//! What the tests play on: the router in process, a store in a temporary file, a clock that stands
//! still until moved, and answers that are easy to look into.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, Method, Request, StatusCode};
use http_body_util::BodyExt;
use leadgate_assets::Assets;
use leadgate_clock::Clock;
use leadgate_delivery::dispatcher::Dispatcher;
use leadgate_intake::{BackgroundTasks, BlindIndexer, Intake};
use leadgate_model::Form;
use leadgate_model::wire::LeadPayload;
use leadgate_proxy::app::{App, Live, router};
use leadgate_proxy::metrics::Metrics;
use leadgate_settings::{Fields, Settings, check};
use leadgate_store::{LeadFilter, LeadIntake, LeadSummary, Monitoring, Store};
use leadgate_store_contract::Reference;
use leadgate_store_sqlite::SqliteStore;
use serde_json::Value;
use tempfile::TempDir;
use tokio::sync::{Notify, watch};
use tower::ServiceExt;

use crate::faulty_store::{FaultyStore, StoreFault};

/// A Wednesday, 2026-11-18, 12:06:40 in Brussels.
pub(crate) const NOW_MS: i64 = 1_795_000_000_000;

/// Where visitors reach the proxy.
pub(crate) const PUBLIC: &str = "https://leads.example";

/// An origin of the partner `demo`.
pub(crate) const ORIGIN: &str = "https://www.demo.example";

const SETTINGS: &str = include_str!("settings.toml");

/// A clock that stands still until it is moved.
pub(crate) struct HandClock(watch::Sender<i64>);

#[async_trait]
impl Clock for HandClock {
    fn now_ms(&self) -> i64 {
        *self.0.borrow()
    }

    fn uptime(&self) -> Duration {
        Duration::from_millis((self.now_ms() - NOW_MS).unsigned_abs())
    }

    async fn sleep(&self, pause: Duration) {
        let until_ms = self.now_ms() + i64::try_from(pause.as_millis()).unwrap();
        let mut hand = self.0.subscribe();
        let moved = hand.wait_for(|now_ms| *now_ms >= until_ms).await;
        moved.expect("the clock's own hand");
    }
}

/// The proxy without its socket.
pub(crate) struct Fixture {
    _folder: TempDir,
    pub(crate) store: Arc<dyn Store>,
    pub(crate) wake: Arc<Notify>,
    clock: Arc<HandClock>,
    app: Arc<App>,
    live: Live,
    router: Router,
}

/// The settings that most tests use, checked.
pub(crate) fn settings() -> Settings {
    let settings = toml::from_str(SETTINGS).unwrap();
    check(&settings).unwrap();
    settings
}

/// The settings with every field that a form can have.
pub(crate) fn everything_asked() -> Settings {
    let mut settings = settings();
    for form in Form::ALL {
        let fields = form.spec().fields.iter();
        let ask = fields.filter(|field| field.on_request);
        let ask = ask.map(|field| field.name.to_owned()).collect();
        settings
            .forms
            .insert(form.slug().to_owned(), Fields { ask });
    }
    settings
}

impl Fixture {
    pub(crate) async fn new() -> Self {
        Self::with_settings(settings()).await
    }

    pub(crate) async fn with_settings(settings: Settings) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let store = open(folder.path()).await;
        let taking = Arc::<dyn Store>::clone(&store);
        Self::build(folder, settings, taking, store)
    }

    /// Taking leads into something that is no whole store.
    pub(crate) fn taking_into<S: LeadIntake + Monitoring + 'static>(broken: S) -> Self {
        let store: Arc<dyn Store> = Arc::new(Reference::default());
        let broken = Arc::new(broken);
        let taking = Arc::<S>::clone(&broken);
        Self::monitoring(
            Self::build(tempfile::tempdir().unwrap(), settings(), taking, store),
            broken,
        )
    }

    /// Over a store that takes leads as told.
    pub(crate) async fn with_faulty_store(fault: StoreFault) -> (Self, Arc<FaultyStore>) {
        let folder = tempfile::tempdir().unwrap();
        let store = open(folder.path()).await;
        let faulty = Arc::new(FaultyStore::new(Arc::<dyn Store>::clone(&store), fault));
        let taking = Arc::<FaultyStore>::clone(&faulty);
        (Self::build(folder, settings(), taking, store), faulty)
    }

    /// The same proxy with a dispatcher, whose status it shows.
    pub(crate) fn delivering(mut self, dispatcher: Arc<Dispatcher>) -> Self {
        self.serve(App {
            dispatcher: Some(dispatcher),
            ..App::clone(&self.app)
        });
        self
    }

    fn monitoring(mut self, monitoring: Arc<dyn Monitoring>) -> Self {
        self.serve(App {
            monitoring,
            ..App::clone(&self.app)
        });
        self
    }

    fn serve(&mut self, app: App) {
        self.app = Arc::new(app);
        self.live = Live::from(Arc::clone(&self.app));
        self.router = router(self.live.clone());
    }

    fn build(
        folder: TempDir,
        settings: Settings,
        taking: Arc<dyn LeadIntake>,
        store: Arc<dyn Store>,
    ) -> Self {
        let clock = Arc::new(HandClock(watch::Sender::new(NOW_MS)));
        let wake = Arc::<Notify>::default();
        let metrics = Metrics::default();
        let intake = Intake {
            settings: Arc::new(settings),
            store: taking,
            wake: Arc::clone(&wake),
            clock: Arc::<HandClock>::clone(&clock),
            metrics: metrics.intake.clone(),
            persons: BlindIndexer::new([7; 32]),
            background_tasks: BackgroundTasks::default(),
        };
        let app = Arc::new(App {
            assets: Assets::new(&intake.settings.server.assets_dir),
            intake: Arc::new(intake),
            monitoring: Arc::<dyn Store>::clone(&store),
            metrics,
            dispatcher: None,
        });
        let live = Live::from(Arc::clone(&app));
        Self {
            _folder: folder,
            store,
            wake,
            clock,
            router: router(live.clone()),
            live,
            app,
        }
    }

    /// What settings that are read again change.
    pub(crate) fn live(&self) -> &Live {
        &self.live
    }

    pub(crate) fn clock(&self) -> Arc<HandClock> {
        Arc::clone(&self.clock)
    }

    pub(crate) fn advance(&self, by: Duration) {
        let by_ms = i64::try_from(by.as_millis()).unwrap();
        self.clock.0.send_modify(|now_ms| *now_ms += by_ms);
    }

    /// Until nothing runs in the background any more, as at a stop.
    pub(crate) async fn finish_background_tasks(&self) {
        self.app.intake.background_tasks.finish().await;
    }

    pub(crate) async fn send(&self, request: Request<Body>) -> Answer {
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let body = body.collect().await.unwrap().to_bytes().to_vec();
        Answer {
            status: parts.status,
            headers: parts.headers,
            body,
        }
    }

    pub(crate) async fn get(&self, path: &str) -> Answer {
        self.get_with(path, &[]).await
    }

    pub(crate) async fn get_with(&self, path: &str, headers: &[(&str, &str)]) -> Answer {
        let mut request = Request::builder().method(Method::GET).uri(path);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        self.send(request.body(Body::empty()).unwrap()).await
    }

    /// What the store holds of a lead, as a connector would get it.
    pub(crate) async fn stored(&self, id: &str) -> LeadPayload {
        let lead = self
            .store
            .show(id)
            .await
            .unwrap()
            .expect("the lead is in the store");
        serde_json::from_str(&lead.payload.unwrap()).unwrap()
    }

    /// Every lead, without personal data.
    pub(crate) async fn listed(&self) -> Vec<LeadSummary> {
        self.store
            .list(&LeadFilter::default(), None, 100)
            .await
            .unwrap()
    }

    /// How many deliveries were ever created.
    pub(crate) async fn created(&self) -> u64 {
        let counts = self.store.counts().await.unwrap();
        assert!(counts.reconcile(), "{counts:?}");
        counts.created
    }

    /// The value of a line of `/metrics`; 0 where there is none.
    pub(crate) async fn metric(&self, line: &str) -> u64 {
        let text = self.get("/metrics").await.text();
        let value = text
            .lines()
            .find_map(|known| known.strip_prefix(line)?.strip_prefix(' '));
        value.map_or(0, |value| value.parse().unwrap())
    }
}

async fn open(folder: &Path) -> Arc<dyn Store> {
    let url = format!("sqlite:{}", folder.join("leads.db").display());
    Arc::new(SqliteStore::open(&url).await.unwrap())
}

/// An answer, read to its end.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Vec<u8>,
}

impl Answer {
    pub(crate) fn text(&self) -> String {
        String::from_utf8(self.body.clone()).unwrap()
    }

    #[track_caller]
    pub(crate) fn json(&self) -> Value {
        serde_json::from_slice(&self.body).expect("a JSON body")
    }

    /// A header's value, empty where it is missing.
    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers
            .get(name)
            .map_or("", |value| value.to_str().unwrap())
    }

    /// The id of an accepted lead.
    #[track_caller]
    pub(crate) fn accepted_id(&self) -> String {
        assert_eq!(self.status, StatusCode::ACCEPTED, "{}", self.text());
        let body = self.json();
        assert_eq!(body["status"], "accepted");
        body["id"].as_str().unwrap().to_owned()
    }

    /// The sentence of a problem, which any page may read.
    #[track_caller]
    pub(crate) fn problem(&self, status: u16) -> String {
        assert_eq!(self.status.as_u16(), status, "{}", self.text());
        assert_eq!(self.header("content-type"), "application/problem+json");
        self.assert_readable_by_any_page();
        let body = self.json();
        assert_eq!(body["status"], status);
        assert!(!body["title"].as_str().unwrap().is_empty());
        body["detail"].as_str().unwrap().to_owned()
    }

    /// Field and code of each error of a 422.
    #[track_caller]
    pub(crate) fn field_errors(&self) -> Vec<(String, String)> {
        assert_eq!(
            self.status,
            StatusCode::UNPROCESSABLE_ENTITY,
            "{}",
            self.text()
        );
        let text = |value: &Value| value.as_str().unwrap().to_owned();
        let errors = self.json()["errors"].as_array().unwrap().clone();
        errors
            .iter()
            .map(|error| (text(&error["field"]), text(&error["code"])))
            .collect()
    }

    #[track_caller]
    pub(crate) fn assert_readable_by_any_page(&self) {
        assert_eq!(self.header("access-control-allow-origin"), "*");
        assert_eq!(self.header("access-control-expose-headers"), "Retry-After");
        assert_eq!(self.header("x-content-type-options"), "nosniff");
        assert!(!self.headers.contains_key("set-cookie"));
    }

    /// A page in a language.
    #[track_caller]
    pub(crate) fn page(&self, status: u16, lang: &str) -> String {
        let page = self.text();
        assert_eq!(self.status.as_u16(), status, "{page}");
        assert_eq!(self.header("content-type"), "text/html; charset=utf-8");
        assert!(page.starts_with("<!doctype html>"), "{page}");
        assert!(page.contains(&format!("<html lang=\"{lang}\">")), "{page}");
        page
    }
}
