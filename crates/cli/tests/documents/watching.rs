//! What operators watch with: the names in a page, in alert rules or in a dashboard, and what
//! `/metrics` shows.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use leadgate_delivery::Snapshot;
use leadgate_delivery::dispatcher::{ConnectorState, ConnectorStatus};
use leadgate_proxy::metrics::Metrics;
use leadgate_store::{AttemptResult, Waiting};

/// How the name of each of our metrics begins.
const OURS: &str = "leadgate_";

/// Labels that Prometheus adds to whatever it reads.
const OF_PROMETHEUS: [&str; 2] = ["instance", "job"];

/// What `/metrics` shows once everything has happened: each name with its pairs of labels and values.
pub(super) struct Shown(BTreeMap<String, BTreeSet<(String, String)>>);

impl Shown {
    /// Lets everything happen that is counted: a name without an event is not shown.
    pub(super) fn new() -> Self {
        let metrics = Metrics::default();
        metrics
            .intake
            .accepted("acme", "call-me-back", true, 0, Duration::ZERO);
        metrics.intake.tested("acme", "call-me-back");
        metrics.intake.refused(503);
        metrics.intake.ignored_fields(1);
        metrics.intake.click_out_lost("acme");
        for happened in [true, false] {
            metrics.asset_asked_for(None, happened);
            metrics.intake.posted(happened);
        }
        metrics.delivery.attempted("crm", Duration::ZERO);
        let reason = String::new;
        for result in [
            AttemptResult::Delivered { remote_id: None },
            AttemptResult::Retry {
                at_ms: 0,
                reason: reason(),
            },
            AttemptResult::Uncounted {
                at_ms: 0,
                reason: reason(),
            },
            AttemptResult::Dead { reason: reason() },
            AttemptResult::Skipped { reason: reason() },
        ] {
            metrics.delivery.ended("crm", &result, "none");
        }
        metrics.delivery.lost_lease("crm");
        metrics.settings_loaded(0);
        metrics.panicked("alerts");
        for is_sent in [true, false] {
            metrics.delivery.alerted("webhook", is_sent);
        }
        let working = ConnectorStatus {
            kind: "econtract",
            state: ConnectorState::Working,
            under_way: 0,
        };
        let not_configured = Waiting {
            connector: "gone".to_owned(),
            oldest_queued_at_ms: 0,
        };
        Self::read(&metrics.render(&Snapshot {
            waiting: vec![not_configured],
            connectors: BTreeMap::from([("crm".to_owned(), working)]),
            ..Snapshot::default()
        }))
    }

    fn read(text: &str) -> Self {
        let mut shown = BTreeMap::<String, BTreeSet<_>>::new();
        for line in text.lines().filter(|line| !line.starts_with('#')) {
            for Series { name, labels } in series(line) {
                let known = shown.entry(name.to_owned()).or_default();
                known.extend(labels.iter().map(|label| {
                    let value = label.value.to_owned();
                    (label.name.to_owned(), value)
                }));
            }
        }
        Self(shown)
    }

    /// What a text asks of our metrics, and says how many times; what is not there is named.
    pub(super) fn check(&self, text: &str) -> Result<usize, String> {
        let asked = series(text);
        for Series { name, labels } in &asked {
            let known = (self.0.get(*name)).ok_or_else(|| format!("no metric {name}"))?;
            for label in labels {
                let is_there = match label.operator {
                    "=" => known.contains(&(label.name.to_owned(), label.value.to_owned())),
                    _ => known.iter().any(|(name, _)| name == label.name),
                };
                if !is_there && !OF_PROMETHEUS.contains(&label.name) {
                    let Label { name: of, .. } = label;
                    return Err(format!("{name} has no {of} {}", label.value));
                }
            }
        }
        Ok(asked.len())
    }
}

/// A metric, as a line of `/metrics` or a query names it.
struct Series<'a> {
    name: &'a str,
    labels: Vec<Label<'a>>,
}

struct Label<'a> {
    name: &'a str,
    operator: &'a str,
    value: &'a str,
}

/// Each of our metrics in a text, with the labels in the braces behind it.
fn series(text: &str) -> Vec<Series<'_>> {
    let starts = text.match_indices(OURS).map(|(at, _)| at);
    let of_its_own = starts.filter(|at| !text[..*at].ends_with(is_of_a_name));
    of_its_own
        .map(|at| {
            let (name, rest) = word(&text[at..]);
            let braces = rest.strip_prefix('{').and_then(|rest| rest.split_once('}'));
            let labels = braces.map_or_else(Vec::new, |(inside, _)| {
                inside.split(',').filter_map(label).collect()
            });
            Series { name, labels }
        })
        .collect()
}

/// `state="dead"`, in a query also with another operator.
fn label(text: &str) -> Option<Label<'_>> {
    let (name, rest) = word(text.trim());
    let (operator, rest) = rest.split_once('"')?;
    Some(Label {
        name,
        operator,
        value: rest.strip_suffix('"')?,
    })
}

fn word(text: &str) -> (&str, &str) {
    text.split_at(text.find(|c: char| !is_of_a_name(c)).unwrap_or(text.len()))
}

fn is_of_a_name(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '_'
}
