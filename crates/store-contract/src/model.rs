//! The delivery state machine against the reference: many steps in a random order, and after each
//! the store and the reference have to agree.
//!
//! The clock is a number and the randomness a seed, both in the message of a failure.
//! `LEADGATE_CONTRACT_SEED` and `LEADGATE_CONTRACT_STEPS` choose another or a longer run.

use super::samples::{
    NOW, dead, delivered, email, lead, phone, retry_at, return_uncounted, skipped, to,
};
use super::{AnyStore, BackEnd, Reference};
use leadgate_store::prelude::*;
use leadgate_store::{Alert, AttemptResult, Claim, LeadFilter, NewLead, Urgency};

mod operating;

/// Leads that the steps choose from: few, so that they often meet.
const LEADS: u64 = 24;
const WORKERS: [&str; 3] = ["first", "second", "third"];
const CONNECTORS: [&str; 2] = ["crm", "archive"];
const LEASE_MS: i64 = 1_000;
const WINDOW_MS: i64 = 5_000;
const OVERDUE_AFTER_MS: i64 = 2_000;

pub(super) async fn any_order_of_steps_agrees_with_the_reference(store: AnyStore) {
    run(store, None).await;
}

pub(super) async fn any_order_of_steps_agrees_with_the_reference_whatever_is_replaced_meanwhile(
    store: BackEnd,
) {
    run(BackEnd::clone(&store), Some(store)).await;
}

async fn run(store: AnyStore, back_end: Option<BackEnd>) {
    let seed = from_env("LEADGATE_CONTRACT_SEED").unwrap_or(20_261_122);
    let steps = from_env("LEADGATE_CONTRACT_STEPS").unwrap_or(400);
    let mut run = Run {
        store,
        back_end,
        reference: Reference::default(),
        random: Random(seed),
        now_ms: NOW,
        claims: Vec::new(),
        alerts: Vec::new(),
        did: String::new(),
    };
    for step in 0..steps {
        run.step().await;
        let at = format!("seed {seed}, step {step}: {}", run.did);
        run.agree(&at).await;
    }
}

fn from_env(name: &str) -> Option<u64> {
    std::env::var(name).ok()?.parse().ok()
}

struct Run {
    store: AnyStore,
    /// The same store, where personal data may be replaced in it.
    back_end: Option<BackEnd>,
    reference: Reference,
    random: Random,
    now_ms: i64,
    /// Every claim ever made, by the store and by the reference: late workers use old ones.
    claims: Vec<(Claim, Claim)>,
    /// Every alert ever claimed, by the store and by the reference.
    alerts: Vec<(Alert, Alert)>,
    /// The last step, for the message of a failure.
    did: String,
}

impl Run {
    async fn step(&mut self) {
        match self.random.below(28) {
            0..4 => self.accept().await,
            4..6 => self.accept_without_id().await,
            6..11 => self.claim().await,
            11..16 => self.finish().await,
            16..18 => self.let_time_pass(),
            18 => self.return_leases().await,
            19 => self.retry().await,
            20..22 => self.claim_alerts().await,
            22 => self.mark_notified().await,
            23 => self.requeue_quarantined().await,
            24 => self.requeue().await,
            25 => self.erase().await,
            26 => self.reencrypt().await,
            _ => self.erase_expired().await,
        }
    }

    async fn accept(&mut self) {
        let lead = self.any_lead();
        let (real, expected) = (
            self.store.accept(&lead).await,
            self.reference.accept(&lead).await,
        );
        self.did = format!("accept {lead:?}");
        assert_eq!(real, expected, "{}", self.did);
    }

    async fn accept_without_id(&mut self) {
        let lead = self.any_lead();
        let since_ms = lead.created_at_ms - WINDOW_MS;
        let (partner, form, fingerprint) = (&lead.partner, &lead.form, &lead.fingerprint);
        let (real, expected) = (
            (self
                .store
                .find_by_fingerprint(partner, form, fingerprint, since_ms))
            .await,
            (self
                .reference
                .find_by_fingerprint(partner, form, fingerprint, since_ms))
            .await,
        );
        self.did = format!("find {lead:?}");
        assert_eq!(real, expected, "{}", self.did);
        let (real, expected) = (
            self.store.accept_without_id(&lead, WINDOW_MS).await,
            self.reference.accept_without_id(&lead, WINDOW_MS).await,
        );
        self.did = format!("accept native {lead:?}");
        assert_eq!(real, expected, "{}", self.did);
    }

    async fn claim(&mut self) {
        let (now_ms, limit) = (self.now_ms, self.random.below(5) as u32);
        let worker = WORKERS[self.random.below(3) as usize];
        let connector = CONNECTORS[self.random.below(2) as usize];
        let (real, expected) = (
            (self.store.claim(connector, now_ms, LEASE_MS, limit, worker)).await,
            (self
                .reference
                .claim(connector, now_ms, LEASE_MS, limit, worker))
            .await,
        );
        let (real, expected) = (real.expect("claims"), expected.expect("claims"));
        self.did = format!("claim {limit} of {connector} for {worker} at {now_ms}");
        let told: Vec<_> = real.iter().map(told).collect();
        assert_eq!(told, expected.iter().map(self::told).collect::<Vec<_>>());
        self.claims.extend(real.into_iter().zip(expected));
    }

    async fn finish(&mut self) {
        if self.claims.is_empty() {
            return;
        }
        // Mostly one of the last claims, which may still hold; now and then a very old one.
        let recent = self.random.below(4) > 0;
        let among = if recent { 6 } else { self.claims.len() };
        let back = self.random.below(among.min(self.claims.len()) as u64) as usize;
        let (real, expected) = self.claims[self.claims.len() - 1 - back].clone();
        let result = self.any_result();
        let now_ms = self.now_ms;
        self.did = format!("finish {real:?} with {result:?} at {now_ms}");
        assert_eq!(
            self.store.finish(&real, result.clone(), now_ms).await,
            self.reference.finish(&expected, result, now_ms).await,
            "{}",
            self.did
        );
    }

    fn let_time_pass(&mut self) {
        // Less than a lease, exactly one, or more.
        let passed = [1, LEASE_MS / 2, LEASE_MS, 3 * LEASE_MS][self.random.below(4) as usize];
        self.now_ms += passed;
        self.did = format!("let {passed} ms pass");
    }

    async fn return_leases(&mut self) {
        let worker = WORKERS[self.random.below(3) as usize];
        self.did = format!("return the leases of {worker}");
        assert_eq!(
            self.store.return_leases(worker, self.now_ms).await,
            self.reference.return_leases(worker, self.now_ms).await,
            "{}",
            self.did
        );
    }

    /// Everything that can be seen from outside is the same.
    async fn agree(&self, at: &str) {
        let (real, expected) = (&*self.store, &self.reference as &dyn leadgate_store::Store);
        let counts = real.counts().await.expect("counts");
        assert!(counts.reconcile(), "{counts:?} reconcile, {at}");
        assert_eq!(Ok(counts), expected.counts().await, "{at}");
        let now_ms = self.now_ms;
        for connector in CONNECTORS {
            let due = real.next_due(connector, now_ms).await;
            assert_eq!(due, expected.next_due(connector, now_ms).await, "{at}");
        }
        assert_eq!(real.waiting().await, expected.waiting().await, "{at}");
        let all = LeadFilter::default();
        let listed = real.list(&all, None, 1_000).await;
        assert_eq!(listed, expected.list(&all, None, 1_000).await, "{at}");
        let tallies = real.tally(&all).await;
        assert_eq!(tallies, expected.tally(&all).await, "{at}");
    }

    /// A lead of any number, now and then with other fields, quarantined, or for two connectors.
    fn any_lead(&mut self) -> NewLead {
        let number = self.random.below(LEADS) as u32;
        let mut lead = NewLead {
            created_at_ms: self.now_ms,
            ..lead(number)
        };
        if self.random.below(8) == 0 {
            lead.fingerprint = super::samples::lead(number / 2).fingerprint;
        }
        if number.is_multiple_of(5) {
            lead.quarantine_reason = Some("too fast".into());
        }
        if number.is_multiple_of(7) {
            lead.urgency = Urgency::Batch;
        }
        if number.is_multiple_of(3) {
            lead.deliveries = to(&CONNECTORS);
        }
        // Eight people, and each lead of one has another's phone number.
        lead.keys = vec![email(number % 8), phone(number % 7)];
        lead.duplicate_since_ms = Some(self.now_ms - WINDOW_MS);
        lead.deliveries[0].skip_duplicate = number.is_multiple_of(2);
        lead.test = number % 11 == 10;
        lead
    }

    fn any_result(&mut self) -> AttemptResult {
        match self.random.below(7) {
            0..2 => delivered(),
            2..4 => retry_at(self.now_ms + self.random.below(3_000) as i64),
            4 => return_uncounted(self.now_ms + self.random.below(3_000) as i64),
            5 => dead(),
            _ => skipped(),
        }
    }
}

/// What a claim tells its worker; how a store numbers deliveries and fences is its own business.
fn told(claim: &Claim) -> (&str, &str, u32, &str, i64) {
    (
        &claim.lead_id,
        &claim.connector,
        claim.attempt,
        &claim.payload,
        claim.created_at_ms,
    )
}

/// A small generator (`SplitMix64`): the same seed gives the same run on every machine.
struct Random(u64);

impl Random {
    fn below(&mut self, bound: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed ^ (mixed >> 31)) % bound
    }
}
