//! What a connector's answer means: for the lead, for the circuit breaker and for the metrics.

use std::time::Duration;

use leadgate_connectors::{ConnectorResult, RetryReason};
use leadgate_store::AttemptResult;

use super::breaker::HealthSignal;

/// What an attempt means.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Classification {
    /// For the lead.
    pub(super) end: End,
    /// For the connector; `None` where the attempt says nothing about the CRM.
    pub(super) signal: Option<HealthSignal>,
    /// How long the CRM asks to be left alone.
    pub(super) cool_down: Option<Duration>,
    /// The class of its reason, one of few.
    pub(super) class: &'static str,
}

/// What an attempt means for its lead, before the schedule has spoken.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum End {
    /// Nothing more is to be done, or somebody has to look.
    Final(AttemptResult),
    /// Another attempt by the schedule, or none.
    Again {
        after: Option<Duration>,
        reason: String,
    },
    /// As if it had not been tried.
    Uncounted { reason: String },
}

impl Classification {
    /// What a connector's answer means; `None` where it broke its promises.
    pub(super) fn of(delivery: Option<ConnectorResult>) -> Self {
        let (end, signal, cool_down, class) = match delivery {
            Some(ConnectorResult::Accepted { remote_id }) => (
                End::Final(AttemptResult::Delivered { remote_id }),
                HealthSignal::Up,
                None,
                "none",
            ),
            Some(ConnectorResult::Rejected { reason }) => (
                End::Final(AttemptResult::Dead {
                    reason: reason.to_string(),
                }),
                HealthSignal::Up,
                None,
                "rejected",
            ),
            Some(ConnectorResult::Retry { after, reason }) => (
                End::Again {
                    after,
                    reason: reason.to_string(),
                },
                signal(reason),
                after,
                class(reason),
            ),
            Some(ConnectorResult::WrongCredentials) => (
                End::Uncounted {
                    reason: "the CRM refuses our credentials".to_owned(),
                },
                HealthSignal::WrongCredentials,
                None,
                "wrong_credentials",
            ),
            None => (
                End::Again {
                    after: None,
                    reason: "the connector failed".to_owned(),
                },
                HealthSignal::Down,
                None,
                "connector_failed",
            ),
        };
        Self {
            end,
            signal: Some(signal),
            cool_down,
            class,
        }
    }

    /// A stored lead that cannot be read was shown to no CRM.
    pub(super) const fn unreadable(reason: String) -> Self {
        Self {
            end: End::Final(AttemptResult::Dead { reason }),
            signal: None,
            cool_down: None,
            class: "unreadable",
        }
    }
}

/// A CRM that asks for fewer leads is there; every other failure is that of a CRM, or of the way to
/// it, that takes no lead at all.
const fn signal(reason: RetryReason) -> HealthSignal {
    match reason {
        RetryReason::Status { status: 429 } => HealthSignal::Up,
        RetryReason::Unreachable
        | RetryReason::TimedOut
        | RetryReason::Interrupted
        | RetryReason::Status { .. }
        | RetryReason::NotUnderstood { .. } => HealthSignal::Down,
    }
}

const fn class(reason: RetryReason) -> &'static str {
    match reason {
        RetryReason::Unreachable => "unreachable",
        RetryReason::TimedOut => "timed_out",
        RetryReason::Interrupted => "interrupted",
        RetryReason::Status { status: 429 } => "status_429",
        RetryReason::Status { status: 500.. } => "status_5xx",
        RetryReason::Status { status: 400.. } => "status_4xx",
        RetryReason::Status { .. } => "status_3xx",
        RetryReason::NotUnderstood { .. } => "not_understood",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn retry(status: u16) -> Classification {
        let seven = Duration::from_secs(7);
        Classification::of(Some(ConnectorResult::Retry {
            after: Some(seven),
            reason: RetryReason::Status { status },
        }))
    }

    #[test]
    fn a_crm_that_asks_for_fewer_leads_is_not_down() {
        let limited = retry(429);
        assert_eq!(
            (limited.signal, limited.class),
            (Some(HealthSignal::Up), "status_429")
        );
        assert_eq!(limited.cool_down, Some(Duration::from_secs(7)));
        let down = retry(503);
        assert_eq!(
            (down.signal, down.class),
            (Some(HealthSignal::Down), "status_5xx")
        );
        assert_eq!(retry(404).class, "status_4xx");
        assert_eq!(retry(302).class, "status_3xx");
    }

    #[test]
    fn a_lead_costs_its_crm_nothing_and_a_crm_costs_its_lead_nothing() {
        let rejected = Classification::of(Some(ConnectorResult::Rejected {
            reason: leadgate_connectors::RejectReason::FormNotTaken { form: None },
        }));
        assert_eq!(rejected.signal, Some(HealthSignal::Up));
        assert_eq!(Classification::unreadable(String::new()).signal, None);
        let unknown = Classification::of(Some(ConnectorResult::WrongCredentials));
        assert!(matches!(unknown.end, End::Uncounted { .. }));
    }
}
