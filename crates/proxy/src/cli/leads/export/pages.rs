//! The list of leads, page by page, each lead once.

use anyhow::Result;
use leadgate_outbox::{LeadFilter, LeadSummary, Outbox};

/// How many leads a page has, roughly: some megabytes. Each page costs the store a look at the
/// whole list, so small ones would make a long export slow.
const PAGE: u32 = 5_000;

/// Pages of a list, newest leads first.
///
/// The store lists in the order in which leads were stored, and narrows by when they were accepted;
/// the two differ where leads came in at the same time or a clock was set. So a page is a span of
/// time, all of it: none is missed or told twice, whatever their order.
pub(super) struct Pages<'a> {
    store: &'a dyn Outbox,
    filter: LeadFilter,
    size: u32,
    is_over: bool,
}

impl<'a> Pages<'a> {
    pub(super) fn of(store: &'a dyn Outbox, filter: LeadFilter) -> Self {
        Self {
            store,
            filter,
            size: PAGE,
            is_over: false,
        }
    }

    /// The next page, which may be empty; `None` after the last.
    ///
    /// # Errors
    /// The store's own.
    pub(super) async fn next(&mut self) -> Result<Option<Vec<LeadSummary>>> {
        if self.is_over {
            return Ok(None);
        }
        let page = self.store.list(&self.filter, self.size).await?;
        let is_full = |page: &[LeadSummary], limit: u32| page.len() >= limit as usize;
        if !is_full(&page, self.size) {
            self.is_over = true;
            return Ok(Some(page));
        }
        let until = self.filter.created_before.unwrap_or(i64::MAX);
        let oldest = page.iter().map(|lead| lead.created_at).min();
        let mut since = oldest.unwrap_or(until);
        drop(page);
        loop {
            let span = LeadFilter {
                created_from: Some(since),
                ..self.filter.clone()
            };
            // A moment cannot be divided further.
            let is_moment = since.saturating_add(1) >= until;
            let limit = if is_moment { u32::MAX } else { 2 * self.size };
            let page = self.store.list(&span, limit).await?;
            if is_moment || !is_full(&page, limit) {
                self.filter.created_before = Some(since);
                return Ok(Some(page));
            }
            since += (until - since) / 2;
        }
    }
}

#[cfg(test)]
mod tests {
    use leadgate_outbox::{NewDelivery, NewLead, Urgency};
    use leadgate_outbox_sqlite::SqliteOutbox;

    use super::*;

    /// Reads leads that were accepted at these times, in this order, in pages of three.
    async fn read(times: &[i64], filter: LeadFilter) -> Vec<String> {
        let folder = tempfile::tempdir().unwrap();
        let url = format!("sqlite:{}", folder.path().join("leads.db").display());
        let store = SqliteOutbox::open(&url).await.unwrap();
        for (number, created_at) in times.iter().enumerate() {
            let lead = NewLead {
                id: number.to_string(),
                partner: "demo".to_owned(),
                form: "call-me-back".to_owned(),
                fingerprint: String::new(),
                payload: String::new(),
                created_at: *created_at,
                quarantine: None,
                urgency: Urgency::Visitor,
                deliveries: vec![NewDelivery {
                    connector: "crm".to_owned(),
                }],
            };
            store.accept(&lead).await.unwrap();
        }
        let mut pages = Pages {
            size: 3,
            ..Pages::of(&store, filter)
        };
        let mut ids = Vec::new();
        while let Some(page) = pages.next().await.unwrap() {
            ids.extend(page.into_iter().map(|lead| lead.id));
        }
        ids
    }

    fn sorted(mut ids: Vec<String>) -> Vec<u32> {
        ids.sort();
        let mut numbers: Vec<u32> = ids.iter().map(|id| id.parse().unwrap()).collect();
        numbers.sort_unstable();
        numbers
    }

    #[tokio::test]
    async fn leads_come_newest_first() {
        let ids = read(&[10, 20, 30, 40, 50, 60, 70], LeadFilter::default()).await;
        assert_eq!(ids, ["6", "5", "4", "3", "2", "1", "0"]);
        assert_eq!(read(&[], LeadFilter::default()).await, [""; 0]);
    }

    #[tokio::test]
    async fn each_lead_comes_once_whatever_the_order_of_their_times() {
        let same = [7; 20];
        let set_back = [90, 91, 92, 93, 94, 95, 10, 11, 12, 13, 14, 15, 96, 16, 97];
        let set_forward = [1_000_000, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11];
        let at_once = [10, 11, 10, 12, 11, 13, 12, 13, 13, 13, 13, 13, 14, 10];
        for times in [&same[..], &set_back, &set_forward, &at_once] {
            let ids = read(times, LeadFilter::default()).await;
            let all: Vec<u32> = (0..).take(times.len()).collect();
            assert_eq!(sorted(ids), all, "{times:?}");
        }
    }

    #[tokio::test]
    async fn a_span_that_was_asked_for_is_kept() {
        let times: Vec<i64> = (0..30).collect();
        let filter = LeadFilter {
            created_from: Some(5),
            created_before: Some(25),
            ..LeadFilter::default()
        };
        let expected: Vec<u32> = (5..25).collect();
        assert_eq!(sorted(read(&times, filter).await), expected);
    }
}
