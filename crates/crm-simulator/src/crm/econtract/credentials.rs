//! The id and the key that every message holds. They are the simulator's own and well known; the
//! key is masked all the same, because a wrong one may be somebody's real one.

use serde_json::Value;

use super::Fields;

const ID: &str = "demo-id";
const KEY: &str = "demo-key";

/// Takes the credentials out of the fields and tells whether they are right.
pub(super) fn take(fields: &mut Fields) -> bool {
    let id = fields.remove("crm_api_id");
    let key = fields.remove("crm_api_key");
    id == Some(Value::from(ID)) && key == Some(Value::from(KEY))
}

/// Makes the key unreadable.
pub(super) fn mask(fields: &mut Fields) {
    if let Some(key) = fields.get_mut("crm_api_key") {
        *key = Value::from("***");
    }
}
