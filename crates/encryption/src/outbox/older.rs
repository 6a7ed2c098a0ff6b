//! Leads from before the first key: sealed with an older one, or not at all. They are told apart and
//! recognised as any others.

use leadgate_store::{Accepted, Alias, LeadFilter, LeadReader as _, NewLead, StoreError};
use tracing::warn;

use super::SealedOutbox;
use crate::PLAIN;

impl SealedOutbox {
    /// Writes the first key's name down, before anything is sealed with it. Whether there may be
    /// leads that are sealed with another one, or not at all.
    pub(super) async fn has_older(&self) -> Result<bool, StoreError> {
        let has_older = self.has_older.get_or_try_init(|| async {
            let first = self.keyring.first();
            let mut seals = self.inner.seals().await?;
            if seals.is_empty() {
                let any = LeadFilter::default();
                if !self.inner.list(&any, None, 1).await?.is_empty() {
                    self.inner.add_seal(PLAIN).await?;
                    seals.push(PLAIN.to_owned());
                }
            }
            if !seals.iter().any(|name| name == first) {
                self.inner.add_seal(first).await?;
            }
            Ok(self.keyring.has_older() || seals.iter().any(|name| name != first))
        });
        has_older.await.copied()
    }

    /// Makes the person's leads from before the first key known by its word for them, so that this
    /// one is their duplicate. Where that fails, it is delivered as if it were none.
    pub(super) async fn recognise(&self, lead: &NewLead) {
        if lead.duplicate_since.is_none() {
            return;
        }
        let mut aliases = Vec::new();
        for key in &lead.keys {
            let older = self.keyring.older_person_words(&key.key).into_iter();
            aliases.extend(older.map(|known| Alias {
                known,
                also: self.keyring.person_word(&key.key),
            }));
        }
        let filter = LeadFilter {
            person: aliases.iter().map(|alias| alias.known.clone()).collect(),
            form: Some(lead.form.clone()),
            ..LeadFilter::default()
        };
        let done = async {
            if filter.person.is_empty() || self.inner.list(&filter, None, 1).await?.is_empty() {
                return Ok(());
            }
            self.inner.alias(&aliases).await
        };
        if let Err(reason) = done.await {
            let lead = &lead.id;
            warn!(%lead, %reason, "whether a lead is a duplicate could not be found out");
        }
    }

    /// A conflict may be one of fingerprints that were made with different keys.
    pub(super) async fn compared(
        &self,
        lead: &NewLead,
        accepted: Accepted,
    ) -> Result<Accepted, StoreError> {
        if accepted != Accepted::Conflict {
            return Ok(accepted);
        }
        let known = self.show(&lead.id).await?;
        let is_same = known.is_some_and(|known| {
            known.summary.erased_at.is_none()
                && known.fingerprint == lead.fingerprint
                && known.summary.partner == lead.partner
                && known.summary.form == lead.form
        });
        Ok(match is_same {
            true => Accepted::Same,
            false => Accepted::Conflict,
        })
    }

    /// The id of an earlier lead that had the same fields, as `accept_native` looks for it.
    pub(super) async fn older_native(
        &self,
        lead: &NewLead,
        window_ms: i64,
    ) -> Result<Option<String>, StoreError> {
        let NewLead { partner, form, .. } = lead;
        let since_ms = lead.created_at.saturating_sub(window_ms);
        for older in self.keyring.older_fingerprints(&lead.fingerprint) {
            let found = (self.inner)
                .find_native(partner, form, &older, since_ms)
                .await?;
            if found.is_some() {
                return Ok(found);
            }
        }
        Ok(None)
    }
}
