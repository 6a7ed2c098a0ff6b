//! The contract suite on a real server, with syncing off: what survives a crash is tested in
//! `on_server.rs`.

use std::sync::Arc;

use leadgate_store::BackEnd;
use leadgate_store_postgres::PostgresStore;
use leadgate_test_support::Cluster;

async fn make_store() -> (Arc<dyn BackEnd>, ()) {
    let url = Cluster::shared().database();
    let store = PostgresStore::open(&url).await.expect("an empty store");
    (Arc::new(store), ())
}

leadgate_store_contract::contract_tests!(make_store);
leadgate_store_contract::back_end_tests!(make_store);
