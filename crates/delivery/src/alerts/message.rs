//! One message to people: a subject, sentences, and the same as data. Personal data is in it only
//! where the settings ask for it.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use leadgate_model::wire::LeadPayload;
use leadgate_store::{Alert, AlertKind};
use serde::Serialize;

use super::AlertSettings;
use leadgate_clock::rfc3339;

/// What changed about a connector.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ConnectorNews {
    /// Its name.
    pub connector: String,
    /// Whether its CRM refuses our credentials now; otherwise it did, and accepts them again.
    pub is_paused: bool,
}

/// One message.
#[derive(Clone, Debug, Serialize)]
pub struct Message {
    /// All of it in words, as many chat programs' webhooks expect it.
    text: String,
    /// Which proxy speaks.
    source: String,
    /// When.
    at: String,
    leads: Vec<LeadOut>,
    connectors: Vec<ConnectorOut>,
    #[serde(skip)]
    subject: String,
}

#[derive(Clone, Debug, Serialize)]
struct LeadOut {
    id: String,
    kind: &'static str,
    partner: String,
    form: String,
    connector: String,
    accepted_at: String,
    attempts: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    fields: Option<BTreeMap<String, String>>,
}

#[derive(Clone, Debug, Serialize)]
struct ConnectorOut {
    connector: String,
    state: &'static str,
}

impl Message {
    pub(super) fn new(
        settings: &AlertSettings,
        now_ms: i64,
        alerts: &[Alert],
        news: Vec<ConnectorNews>,
    ) -> Self {
        let leads: Vec<LeadOut> = (alerts.iter())
            .map(|alert| lead(alert, settings.personal_data))
            .collect();
        let subject = format!("Leadgate: {}", summary(settings, alerts, &news));
        let text = text(&subject, &settings.source, &leads);
        let connectors = news.into_iter().map(|news| ConnectorOut {
            connector: news.connector,
            state: if news.is_paused {
                "wrong_credentials"
            } else {
                "working"
            },
        });
        Self {
            text,
            source: settings.source.clone(),
            at: rfc3339(now_ms),
            leads,
            connectors: connectors.collect(),
            subject,
        }
    }

    /// What it is about, in one line and without personal data.
    #[must_use]
    pub fn subject(&self) -> &str {
        &self.subject
    }

    /// All of it in words.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }
}

fn lead(alert: &Alert, with_fields: bool) -> LeadOut {
    let payload = alert.payload.as_deref().filter(|_| with_fields);
    // A lead that cannot be read is told of all the same.
    let payload = payload.and_then(|json| serde_json::from_str::<LeadPayload>(json).ok());
    LeadOut {
        id: alert.lead_id.clone(),
        kind: alert.kind.as_str(),
        partner: alert.partner.clone(),
        form: alert.form.clone(),
        connector: alert.connector.clone(),
        accepted_at: rfc3339(alert.created_at_ms),
        attempts: alert.attempts,
        reason: alert.reason.clone(),
        fields: payload.map(|payload| payload.fields),
    }
}

fn summary(settings: &AlertSettings, alerts: &[Alert], news: &[ConnectorNews]) -> String {
    let count = |kind| alerts.iter().filter(|it| it.kind == kind).count();
    let leads = |number| match number {
        1 => "1 lead".to_owned(),
        _ => format!("{number} leads"),
    };
    let mut parts = Vec::new();
    for news in news {
        let verb = if news.is_paused { "refuses" } else { "accepts" };
        let again = if news.is_paused { "" } else { " again" };
        let name = &news.connector;
        parts.push(format!("the CRM of {name} {verb} our credentials{again}"));
    }
    match count(AlertKind::Dead) {
        0 => {}
        dead => parts.push(format!("{} given up on", leads(dead))),
    }
    match count(AlertKind::Overdue) {
        0 => {}
        overdue => parts.push(format!(
            "{} undelivered for more than {} s",
            leads(overdue),
            settings.after.as_secs()
        )),
    }
    parts.join("; ")
}

fn text(subject: &str, source: &str, leads: &[LeadOut]) -> String {
    let mut text = format!("{subject}\n{source}\n");
    for lead in leads {
        // Writing to a string does not fail.
        let _ = write!(
            text,
            "\n{} {}: partner {}, form {}, connector {}, accepted {}, attempts {}",
            lead.kind,
            lead.id,
            lead.partner,
            lead.form,
            lead.connector,
            lead.accepted_at,
            lead.attempts
        );
        if let Some(reason) = &lead.reason {
            let _ = write!(text, ", {reason}");
        }
        for (name, value) in lead.fields.iter().flatten() {
            let _ = write!(text, "\n    {name}: {value}");
        }
    }
    text.push('\n');
    text
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    fn alert(kind: AlertKind) -> Alert {
        Alert {
            delivery_id: 1,
            kind,
            lead_id: "an-id".to_owned(),
            partner: "demo".to_owned(),
            form: "call-me-back".to_owned(),
            connector: "crm".to_owned(),
            created_at_ms: 1_795_000_000_000,
            attempts: 2,
            reason: Some("the CRM answered with status 503".to_owned()),
            payload: Some(
                serde_json::json!({
                    "id": "an-id", "form": "call-me-back", "partner": "demo", "lang": "nl",
                    "affiliate_id": 6, "fields": {"phone": "+32470123456"}, "product": {},
                    "consents": [], "attribution": {}, "form_version": "", "received_at": "",
                    "signals": [],
                })
                .to_string(),
            ),
        }
    }

    fn message(personal_data: bool) -> Message {
        let settings = AlertSettings {
            after: Duration::from_secs(240),
            every: Duration::from_secs(60),
            personal_data,
            source: "https://leads.example".to_owned(),
        };
        let news = vec![ConnectorNews {
            connector: "crm".to_owned(),
            is_paused: true,
        }];
        let alerts = [alert(AlertKind::Dead), alert(AlertKind::Overdue)];
        Message::new(&settings, 1_795_000_300_000, &alerts, news)
    }

    #[test]
    fn a_message_says_what_happened_without_personal_data() {
        let message = message(false);
        assert_eq!(
            message.subject(),
            "Leadgate: the CRM of crm refuses our credentials; 1 lead given up on; 1 lead undelivered for more than 240 s"
        );
        let json = serde_json::to_string(&message).unwrap();
        assert!(json.contains("an-id") && json.contains("status 503"));
        assert!(!json.contains("32470123456"), "{json}");
    }

    #[test]
    fn what_was_typed_goes_along_where_it_is_asked_for() {
        let message = message(true);
        assert!(message.text().contains("phone: +32470123456"));
        let json = serde_json::to_value(&message).unwrap();
        assert_eq!(json["leads"][0]["fields"]["phone"], "+32470123456");
        assert!(!message.subject().contains("32470123456"));
    }
}
