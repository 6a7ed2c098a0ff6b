//! What is personal, replaced on the reference's rows.

use super::Rows;
use leadgate_store::{BlindIndex, IndexAlias, Reencryption};

impl Rows {
    pub(super) fn reencrypt(&mut self, leads: &[Reencryption]) -> u64 {
        let mut replaced = 0;
        for with in leads {
            let is_as_it_was = |lead: &&mut super::Lead| {
                (&lead.new.id, &lead.new.payload) == (&with.lead_id, &with.payload_was)
                    && lead.erased_at_ms.is_none()
            };
            if let Some(lead) = self.leads.iter_mut().find(is_as_it_was) {
                lead.new.payload.clone_from(&with.payload);
                lead.new.fingerprint.clone_from(&with.fingerprint);
                lead.new.keys.clone_from(&with.keys);
                replaced += 1;
            }
        }
        replaced
    }

    pub(super) fn add_index_aliases(&mut self, index_aliases: &[IndexAlias]) {
        for IndexAlias {
            existing,
            additional,
        } in index_aliases
        {
            for lead in &mut self.leads {
                let keys = &mut lead.new.keys;
                if let Some(kind) = (keys.iter())
                    .find(|it| it.key == *existing)
                    .map(|it| it.kind)
                {
                    keys.push(BlindIndex {
                        kind,
                        key: additional.clone(),
                    });
                }
            }
        }
    }
}
