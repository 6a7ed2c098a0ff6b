//! The names of the keys under which payloads are encrypted, for who opens the store later.

use super::AnyStore;

pub(super) async fn the_names_of_keys_are_kept_until_they_are_removed(store: AnyStore) {
    assert_eq!(store.key_names().await, Ok(Vec::new()));
    for name in ["second", "first", "second"] {
        assert_eq!(store.add_key_name(name).await, Ok(()));
    }
    let both = Ok(vec!["first".to_owned(), "second".to_owned()]);
    assert_eq!(store.key_names().await, both);
    for _ in 0..2 {
        assert_eq!(store.remove_key_name("first").await, Ok(()));
    }
    assert_eq!(store.key_names().await, Ok(vec!["second".to_owned()]));
}
