//! No log line holds personal data or a secret, at any level of any of our crates, whatever becomes
//! of a lead: accepted, refused, delivered, tried again, given up.

use std::io;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use axum::body::Body;
use axum::http::StatusCode;
use crm_simulator::{Simulator, serve_until};
use leadgate_clock::SystemClock;
use leadgate_connectors::Connector;
use leadgate_connectors::econtract::{EcontractConnector, EcontractSettings};
use leadgate_delivery::DeliveryMetrics;
use leadgate_delivery::dispatcher::{
    Dispatcher, DispatcherParts, DispatcherSettings, WorkerSettings,
};
use leadgate_store::StoreError;
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;
use tracing_subscriber::EnvFilter;
use tracing_subscriber::fmt::MakeWriter;

use crate::faulty_store::StoreFault;
use crate::fixture::Fixture;
use crate::lead::{Lead, full, good, minimal};

/// Whatever was logged, by any thread.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl io::Write for Log {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl<'a> MakeWriter<'a> for Log {
    type Writer = Self;

    fn make_writer(&'a self) -> Self {
        self.clone()
    }
}

impl Log {
    /// For the whole process: a store's work runs on threads of its own.
    fn start() -> Self {
        let log = Self::default();
        // Ours to the last detail; of the libraries what an operator would turn on to find a fault.
        let filter = EnvFilter::new(
            "debug,leadgate=trace,tower_http=trace,axum=trace,sqlx=trace,crm_simulator=off",
        );
        tracing_subscriber::fmt()
            .with_env_filter(filter)
            .with_writer(log.clone())
            .with_ansi(false)
            .init();
        log
    }

    fn text(&self) -> String {
        String::from_utf8_lossy(&self.0.lock().unwrap_or_else(PoisonError::into_inner)).into_owned()
    }
}

/// What is typed here and nowhere else in these tests, as typed and as normalised.
const TYPED: [&str; 11] = [
    "Zebedeus",
    "Quackelbeen",
    "zebedeus.quackelbeen",
    "quackelbeen.example",
    "0479 98 76 54",
    "479987654",
    "Liefst na de soep",
    "Windstroom",
    "zoekwoord-xyzzy",
    "/zeldzame-pagina",
    "an-api-key-of-the-test",
];

/// A lead with all of it.
fn personal(number: u32) -> Lead {
    good()
        .with("id", &format!("00000000-0000-4000-9000-{number:012}"))
        .with("first_name", "Zebedeus")
        .with("last_name", "Quackelbeen")
        .with("email", "zebedeus.quackelbeen@quackelbeen.example")
        .with("phone", "0479 98 76 54")
        .with("remarks", "Liefst na de soep")
        .with("subject", "Windstroom")
        .with("utm_term", "zoekwoord-xyzzy")
        .with("page_url", "https://www.demo.example/zeldzame-pagina")
        .header("referer", "https://www.demo.example/zeldzame-pagina")
}

/// A CRM that fails as told.
async fn simulator() -> (String, Simulator) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let simulator = Simulator::new();
    tokio::spawn(serve_until(
        listener,
        simulator.clone(),
        std::future::pending(),
    ));
    (url, simulator)
}

async fn fail_next(url: &str, fault: &str) {
    let answer = reqwest::Client::new()
        .post(format!("{url}/faults"))
        .body(fault.to_owned())
        .send()
        .await;
    assert!(answer.unwrap().status().is_success());
}

/// A dispatcher on the stage's store that delivers to the simulator.
fn dispatcher(fixture: &Fixture, url: &str, key: &str) -> Arc<Dispatcher> {
    let url = format!("{url}/econtract").parse().unwrap();
    let account = EcontractSettings::new(url, "demo-id".to_owned().into(), key.to_owned().into());
    let connector: Arc<dyn Connector> = Arc::new(EcontractConnector::new("crm", account).unwrap());
    let parts = DispatcherParts {
        run: format!("run with {key}"),
        store: Arc::<dyn leadgate_store::Store>::clone(&fixture.store),
        connectors: vec![(connector, WorkerSettings::default())],
        wake: Arc::clone(&fixture.wake),
        clock: Arc::new(SystemClock),
        jitter: Arc::new(|| 0),
        settings: DispatcherSettings::default(),
        metrics: DeliveryMetrics::default(),
    };
    Dispatcher::new(parts).unwrap()
}

async fn until(what: &str, condition: impl AsyncFn() -> bool) {
    let waiting = async {
        while !condition().await {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    };
    tokio::time::timeout(Duration::from_secs(60), waiting)
        .await
        .unwrap_or_else(|_| panic!("{what}"));
}

#[tokio::test]
async fn no_log_line_holds_what_a_visitor_typed_or_a_secret() {
    let log = Log::start();
    let fixture = Fixture::new().await;
    let (url, simulator) = simulator().await;

    // The ways in.
    fixture.send(personal(1).urlencoded()).await.accepted_id();
    fixture.send(personal(1).json()).await.accepted_id();
    fixture.send(personal(2).json()).await.accepted_id();
    fixture
        .send(personal(1).with("first_name", "Jan").urlencoded())
        .await
        .problem(409);
    fixture
        .send(personal(3).native().urlencoded())
        .await
        .page(202, "en");
    for (field, value) in [
        ("phone", "0479 98 76 54 x"),
        ("email", "zebedeus.quackelbeen"),
        ("slot", "Zebedeus"),
        ("id", "Zebedeus"),
    ] {
        fixture
            .send(personal(4).with(field, value).urlencoded())
            .await
            .field_errors();
        fixture
            .send(
                personal(4)
                    .header("accept", "text/html")
                    .with(field, value)
                    .urlencoded(),
            )
            .await
            .page(422, "en");
    }
    fixture
        .send(personal(4).with("Quackelbeen", "Zebedeus").urlencoded())
        .await
        .accepted_id();
    fixture
        .send(
            personal(5)
                .header("origin", "https://evil.example")
                .urlencoded(),
        )
        .await
        .problem(403);
    fixture
        .send(personal(5).with("partner", "Zebedeus").urlencoded())
        .await
        .problem(403);
    fixture
        .send(
            personal(5)
                .with("lang", "Zebedeus")
                .with("form_version", "Zebedeus")
                .urlencoded(),
        )
        .await
        .accepted_id();
    fixture
        .send(
            personal(6)
                .with("remarks", &"Liefst na de soep ".repeat(600))
                .urlencoded(),
        )
        .await
        .problem(413);
    fixture
        .send(personal(6).request("text/plain", Body::from("Zebedeus")))
        .await
        .problem(415);
    fixture
        .send(personal(6).request("application/json", Body::from("{\"Zebedeus\"")))
        .await
        .problem(400);
    fixture
        .get("/v1/forms/call-me-back?partner=demo&first_name=Zebedeus")
        .await
        .page(200, "nl");
    fixture.get("/Zebedeus?Quackelbeen").await.problem(404);

    // The other forms, and a click-out that is lost.
    for form in ["insurance", "third-party"] {
        let lead = full(form)
            .with("id", &uuid::Uuid::new_v4().to_string())
            .with("first_name", "Zebedeus")
            .with("address_street", "Quackelbeen")
            .with("company", "Windstroom")
            .with("remarks", "Liefst na de soep");
        fixture.send(lead.urlencoded()).await.accepted_id();
        let wrong = lead.with("iban", "Zebedeus").with("birthdate", "Zebedeus");
        fixture.send(wrong.json()).await;
    }
    let (failing, _) = Fixture::with_faulty_store(StoreFault::Fails).await;
    let click = minimal("click-out")
        .native()
        .with("first_name", "Zebedeus")
        .with("url", "https://supplier.example/zeldzame-pagina");
    let answer = failing.send(click.urlencoded()).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    failing.finish_background_tasks().await;

    // The ways out: refused credentials, then failures of each kind, then success.
    let stop = CancellationToken::new();
    let wrong = dispatcher(&fixture, &url, "an-api-key-of-the-test");
    let running = tokio::spawn(Arc::clone(&wrong).run(stop.clone()));
    until("the CRM is asked", async || {
        !simulator.received().is_empty()
    })
    .await;
    stop.cancel();
    running.await.unwrap();
    for fault in [
        r#"{"crm":"econtract","mode":"status","status":503}"#,
        r#"{"crm":"econtract","mode":"garbage"}"#,
        r#"{"crm":"econtract","mode":"drop"}"#,
        r#"{"crm":"econtract","mode":"status","status":422}"#,
    ] {
        fail_next(&url, fault).await;
    }
    let stop = CancellationToken::new();
    let right = dispatcher(&fixture, &url, "demo-key");
    let running = tokio::spawn(Arc::clone(&right).run(stop.clone()));
    until("one delivered, one given up", async || {
        let counts = fixture.store.counts().await.unwrap();
        counts.delivered > 0 && counts.dead > 0 && counts.pending == 0
    })
    .await;
    stop.cancel();
    running.await.unwrap();

    // A store that fails.
    fixture.store.close().await;
    let answer = fixture.send(personal(7).urlencoded()).await;
    assert_eq!(answer.status, StatusCode::SERVICE_UNAVAILABLE);
    assert!(matches!(
        fixture.store.counts().await,
        Err(StoreError::Unavailable(_))
    ));

    let text = log.text();
    for event in [
        "lead accepted",
        "refuses our credentials",
        "will be tried again",
        "given up",
        "delivered",
        "could not be stored",
        "a click-out was lost",
        "foreign origin",
        "answered",
    ] {
        assert!(text.contains(event), "the log was captured: {event}");
    }
    for typed in TYPED {
        let found = text.lines().find(|line| line.contains(typed));
        assert_eq!(found, None, "{typed}");
    }
}
