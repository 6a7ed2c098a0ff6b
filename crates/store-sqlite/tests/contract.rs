//! The contract suite on real files.

use std::sync::Arc;

use leadgate_store::BackEnd;
use leadgate_store_sqlite::SqliteStore;
use tempfile::TempDir;

async fn make_store() -> (Arc<dyn BackEnd>, TempDir) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let url = format!("sqlite:{}", folder.path().join("leadgate.db").display());
    let store = SqliteStore::open(&url).await.expect("an empty store");
    (Arc::new(store), folder)
}

leadgate_store_contract::contract_tests!(make_store);
leadgate_store_contract::back_end_tests!(make_store);
