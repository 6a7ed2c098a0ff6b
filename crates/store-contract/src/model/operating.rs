//! The steps of operators and of those who watch for them.

use super::{LEASE_MS, OVERDUE_AFTER_MS, Run};
use leadgate_store::prelude::*;
use leadgate_store::{Alert, DeliveryState, Erasure, LeadFilter, Reencryption, RequeueFrom};

impl Run {
    pub(super) async fn retry(&mut self) {
        let id = self.any_lead().id;
        self.did = format!("retry {id}");
        assert_eq!(
            self.store.requeue_dead(&id, self.now_ms).await,
            self.reference.requeue_dead(&id, self.now_ms).await,
            "{}",
            self.did
        );
    }

    pub(super) async fn claim_alerts(&mut self) {
        let (now_ms, limit) = (self.now_ms, self.random.below(5) as u32);
        let until_ms = now_ms - OVERDUE_AFTER_MS;
        let (real, expected) = (
            (self.store.claim_alerts(until_ms, now_ms, LEASE_MS, limit)).await,
            (self
                .reference
                .claim_alerts(until_ms, now_ms, LEASE_MS, limit))
            .await,
        );
        let (real, expected) = (real.expect("alerts"), expected.expect("alerts"));
        self.did = format!("claim {limit} alerts at {now_ms}");
        let numberless = |alerts: &[Alert]| -> Vec<Alert> {
            let alerts = alerts.iter().cloned();
            alerts
                .map(|alert| Alert {
                    delivery_id: 0,
                    ..alert
                })
                .collect()
        };
        assert_eq!(numberless(&real), numberless(&expected), "{}", self.did);
        self.alerts.extend(real.into_iter().zip(expected));
    }

    pub(super) async fn mark_notified(&mut self) {
        // Mostly the last ones; what was never confirmed is confirmed very late now and then.
        let recent = self.random.below(4) > 0;
        let among = if recent { 4 } else { self.alerts.len() };
        let back = self.random.below(1 + among.min(self.alerts.len()) as u64) as usize;
        let (real, expected): (Vec<_>, Vec<_>) = self
            .alerts
            .split_off(self.alerts.len() - back)
            .into_iter()
            .unzip();
        self.did = format!("told {real:?}");
        assert_eq!(
            self.store.mark_notified(&real).await,
            Ok(()),
            "{}",
            self.did
        );
        assert_eq!(self.reference.mark_notified(&expected).await, Ok(()));
    }

    pub(super) async fn requeue_quarantined(&mut self) {
        let id = self.any_lead().id;
        self.did = format!("requeue quarantined {id}");
        assert_eq!(
            self.store.requeue_quarantined(&id, self.now_ms).await,
            self.reference.requeue_quarantined(&id, self.now_ms).await,
            "{}",
            self.did
        );
    }

    pub(super) async fn requeue(&mut self) {
        let from = [RequeueFrom::Dead, RequeueFrom::Quarantined][self.random.below(2) as usize];
        let (now_ms, limit) = (self.now_ms, self.random.below(4) as u32 + 1);
        let filter = LeadFilter {
            connector: (self.random.below(2) == 0).then(|| "crm".to_owned()),
            ..LeadFilter::default()
        };
        self.did = format!("requeue {limit} {from:?} of {filter:?}");
        let (real, expected) = (
            self.store.requeue(from, &filter, None, limit, now_ms).await,
            (self.reference)
                .requeue(from, &filter, None, limit, now_ms)
                .await,
        );
        let told = |step: leadgate_store::Requeued| (step.deliveries, step.next.is_some());
        assert_eq!(real.map(told), expected.map(told), "{}", self.did);
    }

    /// Mostly as it was read; now and then as it was before.
    pub(super) async fn reencrypt(&mut self) {
        let Some(back_end) = self.back_end.clone() else {
            return;
        };
        let lead = self.any_lead();
        let known = self.reference.show(&lead.id).await.expect("an answer");
        let read = known.and_then(|lead| lead.payload);
        let payload_was = match self.random.below(4) {
            0 => lead.payload,
            _ => read.unwrap_or_default(),
        };
        let one = Reencryption {
            payload: format!("{payload_was}'"),
            payload_was,
            lead_id: lead.id,
            fingerprint: lead.fingerprint,
            keys: lead.keys,
        };
        self.did = format!("reencrypt {one:?}");
        assert_eq!(
            back_end.reencrypt(std::slice::from_ref(&one)).await,
            self.reference.reencrypt(&[one]).await,
            "{}",
            self.did
        );
    }

    pub(super) async fn erase(&mut self) {
        let one = Erasure {
            lead_id: self.any_lead().id,
            kept: "{}".into(),
        };
        self.did = format!("erase {one:?}");
        self.erase_these(&[one], &[]).await;
    }

    pub(super) async fn erase_expired(&mut self) {
        let unless =
            &[DeliveryState::Pending, DeliveryState::Dead][self.random.below(3) as usize..];
        let before_ms = self.now_ms - self.random.below(2) as i64 * LEASE_MS;
        self.did = format!("erase what ended before {before_ms} unless {unless:?}");
        let having = &[DeliveryState::Delivered][self.random.below(2) as usize..];
        let real = self.store.expired(before_ms, having, unless, 2).await;
        let expected = self.reference.expired(before_ms, having, unless, 2).await;
        assert_eq!(real, expected, "{}", self.did);
        let erasures: Vec<Erasure> = (real.expect("leads").into_iter())
            .map(|lead| Erasure {
                lead_id: lead.summary.id,
                kept: "{}".into(),
            })
            .collect();
        self.erase_these(&erasures, unless).await;
    }

    pub(super) async fn erase_these(&self, erasures: &[Erasure], unless: &[DeliveryState]) {
        assert_eq!(
            self.store.erase(erasures, unless, self.now_ms).await,
            self.reference.erase(erasures, unless, self.now_ms).await,
            "{}",
            self.did
        );
    }
}
