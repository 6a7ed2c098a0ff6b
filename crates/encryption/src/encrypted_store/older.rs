//! Leads from before the active key: encrypted with an older one, or not at all. They are told apart and
//! recognised as any others.

use leadgate_store::{Accepted, IndexAlias, LeadFilter, LeadReader as _, NewLead, StoreError};
use tracing::warn;

use super::EncryptedStore;
use crate::PLAINTEXT;

impl EncryptedStore {
    /// Writes the active key's name down, before anything is encrypted with it. Whether there may be
    /// leads that are encrypted with another one, or not at all.
    pub(super) async fn has_older(&self) -> Result<bool, StoreError> {
        let has_older = self.has_older.get_or_try_init(|| async {
            let first = self.keyring.first();
            let mut key_names = self.inner.key_names().await?;
            if key_names.is_empty() {
                let any = LeadFilter::default();
                if !self.inner.list(&any, None, 1).await?.is_empty() {
                    self.inner.add_key_name(PLAINTEXT).await?;
                    key_names.push(PLAINTEXT.to_owned());
                }
            }
            if !key_names.iter().any(|name| name == first) {
                self.inner.add_key_name(first).await?;
            }
            Ok(self.keyring.has_older() || key_names.iter().any(|name| name != first))
        });
        has_older.await.copied()
    }

    /// Adds the active key's blind indexes to the person's leads from before that key, so that the new
    /// lead is recognised as their duplicate. Where that fails, it is delivered as if it were none.
    pub(super) async fn recognise(&self, lead: &NewLead) {
        if lead.duplicate_since_ms.is_none() {
            return;
        }
        let mut index_aliases = Vec::new();
        for key in &lead.keys {
            let older = self.keyring.older_blind_index_values(&key.key).into_iter();
            index_aliases.extend(older.map(|existing| IndexAlias {
                existing,
                additional: self.keyring.blind_index_value(&key.key),
            }));
        }
        let filter = LeadFilter {
            person: index_aliases
                .iter()
                .map(|alias| alias.existing.clone())
                .collect(),
            form: Some(lead.form.clone()),
            ..LeadFilter::default()
        };
        let done = async {
            if filter.person.is_empty() || self.inner.list(&filter, None, 1).await?.is_empty() {
                return Ok(());
            }
            self.inner.add_index_aliases(&index_aliases).await
        };
        if let Err(reason) = done.await {
            let lead = &lead.id;
            warn!(lead_id = %lead, error = %reason, "whether a lead is a duplicate could not be found out");
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
        let existing = self.show(&lead.id).await?;
        let is_same = existing.is_some_and(|existing| {
            existing.summary.erased_at_ms.is_none()
                && existing.fingerprint == lead.fingerprint
                && existing.summary.partner == lead.partner
                && existing.summary.form == lead.form
        });
        Ok(match is_same {
            true => Accepted::Same,
            false => Accepted::Conflict,
        })
    }

    /// The id of an earlier lead that had the same fields, as `accept_without_id` looks for it.
    pub(super) async fn older_by_fingerprint(
        &self,
        lead: &NewLead,
        window_ms: i64,
    ) -> Result<Option<String>, StoreError> {
        let NewLead { partner, form, .. } = lead;
        let since_ms = lead.created_at_ms.saturating_sub(window_ms);
        for older in self.keyring.older_fingerprints(&lead.fingerprint) {
            let found = (self.inner)
                .find_by_fingerprint(partner, form, &older, since_ms)
                .await?;
            if found.is_some() {
                return Ok(found);
            }
        }
        Ok(None)
    }
}
