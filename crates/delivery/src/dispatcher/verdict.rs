//! What came of a try, in three sets of words: the lane's, the store's and the metrics'.

use std::time::Duration;

use leadgate_connectors::{Delivery, RetryReason};
use leadgate_store::DeliveryOutcome;

use super::breaker::Sign;

/// What a try means.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Verdict {
    /// For the lead.
    pub(super) end: End,
    /// For the connector; `None` where the try says nothing about the CRM.
    pub(super) sign: Option<Sign>,
    /// How long the CRM asks to be left alone.
    pub(super) hold: Option<Duration>,
    /// The class of its reason, one of few.
    pub(super) class: &'static str,
}

/// What a try means for its lead, before the schedule has spoken.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum End {
    /// Nothing more is to be done, or somebody has to look.
    Final(DeliveryOutcome),
    /// Another try by the schedule, or none.
    Again {
        after: Option<Duration>,
        reason: String,
    },
    /// As if it had not been tried.
    PutBack { reason: String },
}

impl Verdict {
    /// What a connector's answer means; `None` where it broke its promises.
    pub(super) fn of(delivery: Option<Delivery>) -> Self {
        let (end, sign, hold, class) = match delivery {
            Some(Delivery::Accepted { remote_id }) => (
                End::Final(DeliveryOutcome::Delivered { remote_id }),
                Sign::Up,
                None,
                "none",
            ),
            Some(Delivery::Rejected { reason }) => (
                End::Final(DeliveryOutcome::Dead {
                    reason: reason.to_string(),
                }),
                Sign::Up,
                None,
                "rejected",
            ),
            Some(Delivery::Retry { after, reason }) => (
                End::Again {
                    after,
                    reason: reason.to_string(),
                },
                sign(reason),
                after,
                class(reason),
            ),
            Some(Delivery::WrongCredentials) => (
                End::PutBack {
                    reason: "the CRM refuses our credentials".to_owned(),
                },
                Sign::WrongCredentials,
                None,
                "wrong_credentials",
            ),
            None => (
                End::Again {
                    after: None,
                    reason: "the connector failed".to_owned(),
                },
                Sign::Down,
                None,
                "connector_failed",
            ),
        };
        Self {
            end,
            sign: Some(sign),
            hold,
            class,
        }
    }

    /// A stored lead that cannot be read was shown to no CRM.
    pub(super) const fn unreadable(reason: String) -> Self {
        Self {
            end: End::Final(DeliveryOutcome::Dead { reason }),
            sign: None,
            hold: None,
            class: "unreadable",
        }
    }
}

/// A CRM that asks for fewer leads is there; every other failure is that of a CRM, or of the way to
/// it, that takes no lead at all.
const fn sign(reason: RetryReason) -> Sign {
    match reason {
        RetryReason::Status { status: 429 } => Sign::Up,
        RetryReason::Unreachable
        | RetryReason::TimedOut
        | RetryReason::Interrupted
        | RetryReason::Status { .. }
        | RetryReason::NotUnderstood { .. } => Sign::Down,
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

    fn retry(status: u16) -> Verdict {
        let seven = Duration::from_secs(7);
        Verdict::of(Some(Delivery::Retry {
            after: Some(seven),
            reason: RetryReason::Status { status },
        }))
    }

    #[test]
    fn a_crm_that_asks_for_fewer_leads_is_not_down() {
        let limited = retry(429);
        assert_eq!(
            (limited.sign, limited.class),
            (Some(Sign::Up), "status_429")
        );
        assert_eq!(limited.hold, Some(Duration::from_secs(7)));
        let down = retry(503);
        assert_eq!((down.sign, down.class), (Some(Sign::Down), "status_5xx"));
        assert_eq!(retry(404).class, "status_4xx");
        assert_eq!(retry(302).class, "status_3xx");
    }

    #[test]
    fn a_lead_costs_its_crm_nothing_and_a_crm_costs_its_lead_nothing() {
        let rejected = Verdict::of(Some(Delivery::Rejected {
            reason: leadgate_connectors::RejectReason::FormNotTaken { form: None },
        }));
        assert_eq!(rejected.sign, Some(Sign::Up));
        assert_eq!(Verdict::unreadable(String::new()).sign, None);
        let unknown = Verdict::of(Some(Delivery::WrongCredentials));
        assert!(matches!(unknown.end, End::PutBack { .. }));
    }
}
