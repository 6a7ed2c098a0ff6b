//! The dated slots on offer, and what they are on the visitor's own clocks.

use leadgate_model::text;
use leadgate_rules::time::{CallSlot, slot};
use leptos::prelude::*;

use super::FormState;

/// Open days of which dated slots are offered.
const DAYS_OFFERED: usize = 5;

impl FormState {
    /// The dated slots on offer; none in what is pasted.
    #[must_use]
    pub fn offers(self) -> Vec<CallSlot> {
        self.shown.read_value().offers.clone()
    }

    /// Renews the dated slots: after hydration, and when the visitor comes back to the form. Not
    /// while one of them is chosen: the list's nodes are reused by place, so the chosen one would
    /// come to mean another time.
    pub fn renew_offers(self) {
        let shown = self.shown.read_value();
        if CallSlot::parse(shown.draft.get("slot")).is_some() {
            return;
        }
        let now = (self.platform.now)();
        let offers = slot::offers(now, &self.hours(), DAYS_OFFERED);
        let is_new = shown.offers != offers;
        drop(shown);
        if is_new {
            self.shown.write_value().offers = offers;
        }
    }

    /// A slot on the visitor's own clocks, where they show something else than Brussels'.
    #[must_use]
    pub fn your_time(self, slot: CallSlot) -> Option<String> {
        let own = (self.platform.own_clock)(slot)?;
        let (mut from, until) = (
            text::clock(own.from, self.lang),
            text::clock(own.until, self.lang),
        );
        let day = own.from.date();
        if day != slot.from.date() {
            from = [&text::day(day, self.lang), " ", from.as_str()].concat();
        }
        Some(text::Text::YourTime.fill(self.lang, &[("from", &from), ("until", &until)]))
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicI64, Ordering};

    use leadgate_model::wire::FormOptions;
    use leadgate_model::{Draft, Form};

    use super::*;
    use crate::Platform;

    /// 2026-11-18, a Wednesday, 11:06 in Brussels.
    const MORNING: i64 = 1_794_996_400;
    static NOW: AtomicI64 = AtomicI64::new(MORNING);

    #[test]
    fn a_chosen_slot_stays_in_a_list_that_would_have_moved_on() {
        let options = FormOptions {
            form: "call-me-back".into(),
            lang: "nl".into(),
            partner: String::new(),
            version: String::new(),
            proxy: String::new(),
            company: String::new(),
            phone: None,
            privacy_url: None,
            hours: "mon-fri 09:00-18:00".into(),
            consents: Vec::new(),
            left_out: Vec::new(),
            hosts: Vec::new(),
        };
        Owner::new().with(|| {
            let platform = Platform {
                now: || NOW.load(Ordering::Relaxed),
                own_clock: |_| None,
                parse_url: |_| None,
            };
            let state = FormState::new(Form::CallMeBack, options, Draft::default(), platform);
            state.renew_offers();
            let before = state.offers();
            state.typed("slot", &before[1].to_string());
            NOW.store(MORNING + 24 * 3600, Ordering::Relaxed);
            state.renew_offers();
            assert_eq!(state.offers(), before);
            state.typed("slot", "");
            state.renew_offers();
            assert_ne!(state.offers(), before);
        });
    }
}
