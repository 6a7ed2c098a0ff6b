//! Faults on command: how a request is made to fail, and which failures are still due. Carrying
//! one out is left to `gate`, reading one from HTTP to `control`.

use std::time::Duration;

use axum::http::StatusCode;
use serde::Serialize;

/// The next requests to a CRM fail in one way.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Fault {
    /// The CRM's name.
    pub crm: String,
    /// How they fail.
    pub mode: FaultMode,
    /// How many requests fail.
    pub times: u32,
}

/// How a request fails; nothing is accepted in any of them.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum FaultMode {
    /// It is answered this status.
    Status(StatusCode),
    /// Nothing happens for this long, then the connection closes without an answer.
    Stall(Duration),
    /// The connection closes at once, without an answer.
    Drop,
    /// It is answered 200 with bytes that are not the JSON that they claim to be.
    Garbage,
    /// It is answered 200 with JSON that says that something went wrong.
    Error,
    /// It is answered 200 with ten megabytes of a page.
    Flood,
}

impl FaultMode {
    /// The mode's name in `POST /faults` and `GET /received.json`.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Status(_) => "status",
            Self::Stall(_) => "stall",
            Self::Drop => "drop",
            Self::Garbage => "garbage",
            Self::Error => "error",
            Self::Flood => "flood",
        }
    }
}

/// A fault as `POST /faults` answers it and as the page shows it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub(crate) struct FaultOut {
    crm: String,
    mode: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    status: Option<u16>,
    #[serde(skip_serializing_if = "Option::is_none")]
    delay_ms: Option<u128>,
    times: u32,
}

impl From<&Fault> for FaultOut {
    fn from(fault: &Fault) -> Self {
        let (status, delay_ms) = match fault.mode {
            FaultMode::Status(status) => (Some(status.as_u16()), None),
            FaultMode::Stall(delay) => (None, Some(delay.as_millis())),
            FaultMode::Drop | FaultMode::Garbage | FaultMode::Error | FaultMode::Flood => {
                (None, None)
            }
        };
        Self {
            crm: fault.crm.clone(),
            mode: fault.mode.name(),
            status,
            delay_ms,
            times: fault.times,
        }
    }
}

/// The faults that are still due, in the order in which they were asked for.
#[derive(Default)]
pub(crate) struct FaultQueue {
    waiting: Vec<Fault>,
}

impl FaultQueue {
    pub(crate) fn add(&mut self, fault: Fault) {
        if fault.times > 0 {
            self.waiting.push(fault);
        }
    }

    /// Uses up one failure of the oldest fault for this CRM.
    pub(crate) fn take(&mut self, crm: &str) -> Option<FaultMode> {
        let index = self.waiting.iter().position(|fault| fault.crm == crm)?;
        let fault = &mut self.waiting[index];
        let mode = fault.mode;
        fault.times -= 1;
        if fault.times == 0 {
            self.waiting.remove(index);
        }
        Some(mode)
    }

    pub(crate) fn clear(&mut self) -> u64 {
        let cancelled = self.waiting.iter().map(|fault| u64::from(fault.times));
        let cancelled = cancelled.sum();
        self.waiting.clear();
        cancelled
    }

    pub(crate) fn due(&self) -> Vec<FaultOut> {
        self.waiting.iter().map(FaultOut::from).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fault(crm: &str, mode: FaultMode, times: u32) -> Fault {
        Fault {
            crm: crm.to_owned(),
            mode,
            times,
        }
    }

    #[test]
    fn faults_of_one_crm_come_in_order_and_run_out() {
        let mut queue = FaultQueue::default();
        queue.add(fault("a", FaultMode::Drop, 2));
        queue.add(fault("b", FaultMode::Garbage, 1));
        queue.add(fault("a", FaultMode::Garbage, 1));
        assert_eq!(queue.take("a"), Some(FaultMode::Drop));
        assert_eq!(queue.take("a"), Some(FaultMode::Drop));
        assert_eq!(queue.take("a"), Some(FaultMode::Garbage));
        assert_eq!(queue.take("a"), None);
        assert_eq!(queue.take("b"), Some(FaultMode::Garbage));
    }

    #[test]
    fn clearing_counts_the_requests_that_were_spared() {
        let mut queue = FaultQueue::default();
        queue.add(fault("a", FaultMode::Drop, 2));
        queue.add(fault("b", FaultMode::Drop, 5));
        assert_eq!(queue.clear(), 7);
        assert_eq!(queue.take("a"), None);
    }
}
