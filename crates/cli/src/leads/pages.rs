//! The list of leads, page by page, each lead once: what is in memory is one page.

use anyhow::Result;
use leadgate_store::{LeadAdmin, LeadFilter, LeadSummary};

/// How many leads a page has: less than a megabyte.
const PAGE: u32 = 1_000;

/// Pages of a list, newest leads first. What comes in meanwhile is in none of them.
pub(super) struct Pages<'a> {
    store: &'a dyn LeadAdmin,
    filter: LeadFilter,
    /// The last lead so far.
    after: Option<String>,
    /// How many leads may still come.
    left: u64,
    size: u32,
}

impl<'a> Pages<'a> {
    pub(super) fn of(store: &'a dyn LeadAdmin, filter: LeadFilter) -> Self {
        Self {
            store,
            filter,
            after: None,
            left: u64::MAX,
            size: PAGE,
        }
    }

    /// From behind a lead on, and no more leads than this.
    pub(super) fn within(mut self, after: Option<&str>, limit: u64) -> Self {
        self.after = after.map(str::to_owned);
        self.left = limit;
        self
    }

    /// The next page; `None` after the last.
    ///
    /// # Errors
    /// The store's own.
    pub(super) async fn next(&mut self) -> Result<Option<Vec<LeadSummary>>> {
        let size = u32::try_from(self.left).map_or(self.size, |left| left.min(self.size));
        if size == 0 {
            return Ok(None);
        }
        let page = self.store.list(&self.filter, self.after.as_deref(), size);
        let page = page.await?;
        let Some(last) = page.last() else {
            self.left = 0;
            return Ok(None);
        };
        self.after = Some(last.id.clone());
        self.left -= page.len() as u64;
        Ok(Some(page))
    }
}

#[cfg(test)]
mod tests {
    use leadgate_store::NewLead;
    use leadgate_store::prelude::*;
    use leadgate_store_sqlite::SqliteStore;

    use super::*;

    /// Reads that many leads in pages of three: their sizes, and the leads' numbers.
    async fn read(leads: u32, after: Option<&str>, limit: u64) -> (Vec<usize>, Vec<String>) {
        let folder = tempfile::tempdir().unwrap();
        let url = format!("sqlite:{}", folder.path().join("leads.db").display());
        let store = SqliteStore::open(&url).await.unwrap();
        for number in 0..leads {
            let lead = NewLead {
                id: number.to_string(),
                // As a clock that is set back has it.
                created_at_ms: i64::from(number % 4),
                ..NewLead::default()
            };
            store.accept(&lead).await.unwrap();
        }
        let pages = Pages {
            size: 3,
            ..Pages::of(&store, LeadFilter::default())
        };
        let mut pages = pages.within(after, limit);
        let (mut sizes, mut ids) = (Vec::new(), Vec::new());
        while let Some(page) = pages.next().await.unwrap() {
            sizes.push(page.len());
            ids.extend(page.into_iter().map(|lead| lead.id));
        }
        (sizes, ids)
    }

    #[tokio::test]
    async fn each_lead_comes_once_newest_first() {
        let (sizes, ids) = read(8, None, u64::MAX).await;
        assert_eq!(sizes, [3, 3, 2]);
        assert_eq!(ids, ["7", "6", "5", "4", "3", "2", "1", "0"]);
        assert_eq!(read(0, None, u64::MAX).await, (vec![], vec![]));
        assert_eq!(read(6, None, u64::MAX).await.0, [3, 3]);
    }

    #[tokio::test]
    async fn a_list_goes_on_where_another_ended_and_ends_at_its_limit() {
        let (sizes, ids) = read(9, Some("7"), 4).await;
        assert_eq!(sizes, [3, 1]);
        assert_eq!(ids, ["6", "5", "4", "3"]);
        assert_eq!(read(9, None, 0).await.1, [""; 0]);
    }
}
