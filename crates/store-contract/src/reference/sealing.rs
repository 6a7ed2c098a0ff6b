//! What is personal, replaced on the reference's rows.

use super::Rows;
use leadgate_store::{Alias, PersonKey, Resealing};

impl Rows {
    pub(super) fn reseal(&mut self, leads: &[Resealing]) -> u64 {
        let mut replaced = 0;
        for with in leads {
            let is_as_it_was = |lead: &&mut super::Lead| {
                (&lead.new.id, &lead.new.payload) == (&with.lead_id, &with.payload_was)
                    && lead.erased_at.is_none()
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

    pub(super) fn alias(&mut self, aliases: &[Alias]) {
        for Alias { known, also } in aliases {
            for lead in &mut self.leads {
                let keys = &mut lead.new.keys;
                if let Some(kind) = (keys.iter()).find(|it| it.key == *known).map(|it| it.kind) {
                    keys.push(PersonKey {
                        kind,
                        key: also.clone(),
                    });
                }
            }
        }
    }
}
