//! The stations of a lead's journey and what each step of it makes them show.
//!
//! Pure: which event of the form or answer of the simulator is which step is told by `strip` and
//! `delivery`; the sentences stand in `index.html`, one for each state of each station.

/// How a station's lamp burns.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Light {
    /// Nothing has reached the station.
    Off,
    /// The lead is being worked on.
    Busy,
    /// The lead has passed or arrived.
    On,
    /// Something is wrong.
    Trouble,
}

impl Light {
    /// The value of `data-light`.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Off => "off",
            Self::Busy => "busy",
            Self::On => "on",
            Self::Trouble => "trouble",
        }
    }
}

/// What one station shows.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Sign {
    /// The station's `data-station`.
    pub(super) station: &'static str,
    /// The sentence's `data-state`.
    pub(super) state: &'static str,
    /// Its lamp.
    pub(super) light: Light,
}

const fn sign(station: &'static str, state: &'static str, light: Light) -> Sign {
    Sign {
        station,
        state,
        light,
    }
}

const TYPING: Sign = sign("browser", "typing", Light::Busy);
const INVALID: Sign = sign("browser", "invalid", Light::Trouble);
const SENT: Sign = sign("browser", "sent", Light::On);
const PROXY_IDLE: Sign = sign("proxy", "idle", Light::Off);
const PROXY_BUSY: Sign = sign("proxy", "busy", Light::Busy);
const ACCEPTED: Sign = sign("proxy", "accepted", Light::On);
const REFUSED: Sign = sign("proxy", "refused", Light::Trouble);
const UNREACHABLE: Sign = sign("proxy", "unreachable", Light::Trouble);
const OUTBOX_IDLE: Sign = sign("outbox", "idle", Light::Off);
const STORED: Sign = sign("outbox", "stored", Light::On);
const CRM_IDLE: Sign = sign("crm", "idle", Light::Off);
const CRM_DUE: Sign = sign("crm", "due", Light::Busy);
const FAILED: Sign = sign("crm", "failed", Light::Trouble);
const DELIVERED: Sign = sign("crm", "delivered", Light::On);
const LATE: Sign = sign("crm", "late", Light::Trouble);
const UNSEEN: Sign = sign("crm", "unseen", Light::Trouble);

/// A step of the journey.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Step {
    /// The visitor typed the first character.
    Started,
    /// The form found something to correct, in the browser or on the proxy's word.
    Invalid,
    /// The form sends.
    Submitted,
    /// The proxy answered that it does not take the lead.
    Refused,
    /// No answer came from the proxy.
    Unreachable,
    /// The proxy answered 202: the lead is on disk and its delivery is due.
    Stored,
    /// The CRM was tried and did not take the lead.
    Failed,
    /// The CRM took the lead.
    Delivered,
    /// A minute went by without the CRM taking the lead.
    Late,
    /// The simulator does not tell what it received.
    Unseen,
}

impl Step {
    /// What changes at the stations; the last one is the news.
    pub(super) const fn signs(self) -> &'static [Sign] {
        match self {
            Self::Started => &[PROXY_IDLE, OUTBOX_IDLE, CRM_IDLE, TYPING],
            Self::Invalid => &[PROXY_IDLE, OUTBOX_IDLE, CRM_IDLE, INVALID],
            Self::Submitted => &[SENT, OUTBOX_IDLE, CRM_IDLE, PROXY_BUSY],
            Self::Refused => &[SENT, REFUSED],
            Self::Unreachable => &[SENT, UNREACHABLE],
            Self::Stored => &[SENT, ACCEPTED, CRM_DUE, STORED],
            Self::Failed => &[FAILED],
            Self::Delivered => &[DELIVERED],
            Self::Late => &[LATE],
            Self::Unseen => &[UNSEEN],
        }
    }

    /// Whether the last sign is worth announcing: what happens in the form, the form says itself.
    pub(super) const fn is_news(self) -> bool {
        !matches!(self, Self::Started | Self::Invalid | Self::Submitted)
    }
}

/// The step that the CRM's answers to one lead make, oldest first; `None` stands for no answer
/// that could be used.
pub(super) fn step_of_attempts(answers: &[Option<u16>]) -> Option<Step> {
    if answers.is_empty() {
        return None;
    }
    let taken = answers
        .iter()
        .flatten()
        .any(|status| (200..300).contains(status));
    Some(if taken { Step::Delivered } else { Step::Failed })
}

/// The answers as a line of text: `503, no answer, 200`.
pub(super) fn attempts_line(answers: &[Option<u16>], no_answer: &str) -> String {
    let words: Vec<String> = answers
        .iter()
        .map(|answer| answer.map_or_else(|| no_answer.to_owned(), |status| status.to_string()))
        .collect();
    words.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    const STEPS: [Step; 10] = [
        Step::Started,
        Step::Invalid,
        Step::Submitted,
        Step::Refused,
        Step::Unreachable,
        Step::Stored,
        Step::Failed,
        Step::Delivered,
        Step::Late,
        Step::Unseen,
    ];

    #[test]
    fn every_state_of_a_step_has_its_sentence_in_the_page() {
        let page = include_str!("../../../index.html");
        for sign in STEPS.iter().flat_map(|step| step.signs()) {
            let station = format!("data-station=\"{}\"", sign.station);
            let (_, rest) = page
                .split_once(&station)
                .expect("the station is in the page");
            let station_markup = rest.split_once("</li>").map_or(rest, |(markup, _)| markup);
            assert!(
                station_markup.contains(&format!("data-state=\"{}\"", sign.state)),
                "{sign:?}"
            );
        }
    }

    #[test]
    fn a_new_lead_starts_with_dark_stations() {
        let dark = Step::Started
            .signs()
            .iter()
            .filter(|sign| sign.light.name() == "off")
            .count();
        assert_eq!(dark, 3);
    }

    #[test]
    fn what_the_form_says_itself_is_not_announced_again() {
        assert!(!Step::Started.is_news() && !Step::Invalid.is_news());
        assert!(Step::Stored.is_news() && Step::Delivered.is_news());
    }

    #[test]
    fn one_success_among_failures_is_a_delivery() {
        assert_eq!(step_of_attempts(&[]), None);
        assert_eq!(step_of_attempts(&[Some(503), None]), Some(Step::Failed));
        assert_eq!(
            step_of_attempts(&[Some(503), None, Some(200)]),
            Some(Step::Delivered)
        );
    }

    #[test]
    fn failed_attempts_are_told_in_order() {
        assert_eq!(
            attempts_line(&[Some(503), None, Some(200)], "no answer"),
            "503, no answer, 200"
        );
    }
}
