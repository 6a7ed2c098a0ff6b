//! The contract suite on real files.

use std::sync::Arc;

use leadgate_outbox::Outbox;
use leadgate_outbox_sqlite::SqliteOutbox;
use tempfile::TempDir;

async fn make_store() -> (Arc<dyn Outbox>, TempDir) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let url = format!("sqlite:{}", folder.path().join("leadgate.db").display());
    let store = SqliteOutbox::open(&url).await.expect("an empty store");
    (Arc::new(store), folder)
}

leadgate_outbox::contract_tests!(make_store);
