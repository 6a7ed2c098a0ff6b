//! What is to be replaced in the store, in the words that the store has for it.

use leadgate_store::{Alias, Resealing, StoreError};

use super::SealedOutbox;
use crate::Personal;

impl SealedOutbox {
    /// Those of the leads whose payload is, opened, what it is said to be.
    pub(super) async fn resealings(
        &self,
        leads: &[Resealing],
    ) -> Result<Vec<Resealing>, StoreError> {
        let mut sealed = Vec::new();
        for lead in leads {
            let stored = self.inner.show(&lead.lead_id).await?;
            let Some(stored) = stored.and_then(|lead| lead.payload) else {
                continue;
            };
            let was = self.opened(&lead.lead_id, stored.clone());
            if was.as_ref() != Ok(&lead.payload_was) {
                continue;
            }
            let personal = Personal {
                fingerprint: lead.fingerprint.clone(),
                keys: lead.keys.clone(),
                payload: lead.payload.clone(),
            };
            sealed.push(self.keyring.resealing(&lead.lead_id, stored, &personal));
        }
        Ok(sealed)
    }

    /// Whatever a lead may be remembered by, it is remembered by the first key's word, too.
    pub(super) fn aliases(&self, aliases: &[Alias]) -> Vec<Alias> {
        let mut words = Vec::new();
        for Alias { known, also } in aliases {
            words.extend(self.person_words(known).map(|known| Alias {
                known,
                also: self.keyring.person_word(also),
            }));
        }
        words
    }
}
