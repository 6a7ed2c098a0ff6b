//! The names of the keys under which payloads are encrypted, for who opens the store later.

use super::Store;

pub(super) async fn the_names_of_seals_are_kept_until_they_are_removed(store: Store) {
    assert_eq!(store.seals().await, Ok(Vec::new()));
    for name in ["second", "first", "second"] {
        assert_eq!(store.add_seal(name).await, Ok(()));
    }
    let both = Ok(vec!["first".to_owned(), "second".to_owned()]);
    assert_eq!(store.seals().await, both);
    for _ in 0..2 {
        assert_eq!(store.remove_seal("first").await, Ok(()));
    }
    assert_eq!(store.seals().await, Ok(vec!["second".to_owned()]));
}
