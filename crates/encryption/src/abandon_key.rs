//! What is left to do when a key is lost for good: the leads under it are erased, as records without
//! a person.

use leadgate_store::{Erased, Erasure, StoreError, StoreTransfer};

use super::keyring::encrypted_with;

/// How many leads are read at once, and erased in one transaction.
const PAGE: u32 = 200;

/// Erases the leads that are encrypted with the key of this name, and forgets the name. Answers to
/// consents go with them: they cannot be read either. A dry run counts only.
///
/// # Errors
/// The store's own. What was erased until then stays erased.
pub async fn abandon_key(
    store: &dyn StoreTransfer,
    name: &str,
    dry_run: bool,
    now_ms: i64,
) -> Result<Erased, StoreError> {
    let mut abandoned = Erased::default();
    let mut after = None;
    loop {
        let page = store.export_records(after, PAGE).await?;
        let is_lost = |payload: &str| encrypted_with(payload) == Some(name);
        let lost = (page.leads.into_iter())
            .filter(|lead| lead.payload.as_deref().is_some_and(is_lost))
            .map(|lead| Erasure {
                lead_id: lead.id,
                kept: "{}".to_owned(),
            });
        let lost: Vec<Erasure> = lost.collect();
        abandoned = abandoned.and(match dry_run {
            true => Erased {
                leads: lost.len() as u64,
                skipped: 0,
            },
            false => store.erase(&lost, &[], now_ms).await?,
        });
        after = page.next;
        if after.is_none() {
            break;
        }
    }
    if !dry_run {
        store.remove_key_name(name).await?;
    }
    Ok(abandoned)
}
