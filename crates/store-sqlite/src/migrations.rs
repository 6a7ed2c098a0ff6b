//! The steps that bring a database file up to this version; each is a file in `migrations/`.

use leadgate_store::StoreError;
use sqlx::SqlSafeStr;
use sqlx::migrate::{MigrateError, Migration, MigrationType, Migrator};
use sqlx::sqlite::SqlitePool;

use crate::error::store_error;

/// Number, name and SQL of a step.
type Step = (i64, &'static str, &'static str);

/// Every step.
const STEPS: [Step; 5] = [
    (
        1,
        "leads and deliveries",
        include_str!("../migrations/0001_leads_and_deliveries.sql"),
    ),
    (
        2,
        "persons and erasure",
        include_str!("../migrations/0002_persons_and_erasure.sql"),
    ),
    (
        3,
        "priorities and alerts",
        include_str!("../migrations/0003_priorities_and_alerts.sql"),
    ),
    (
        4,
        "probe as large as a lead",
        include_str!("../migrations/0004_probe_as_large_as_a_lead.sql"),
    ),
    (
        5,
        "encryption key names",
        include_str!("../migrations/0005_encryption_key_names.sql"),
    ),
];

/// Does what has not been done yet, all of it or nothing.
pub(crate) async fn run(writer: &SqlitePool) -> Result<(), StoreError> {
    run_all(&STEPS, writer).await
}

async fn run_all(steps: &[Step], writer: &SqlitePool) -> Result<(), StoreError> {
    // The migrator takes no lock of its own on SQLite: this one makes two processes that start at
    // the same moment take turns.
    let begun = writer.begin_with("begin immediate").await;
    let mut transaction = begun.map_err(store_error)?;
    let migrated = migrator(steps)
        .run_direct(None, &mut *transaction, false)
        .await;
    migrated.map_err(migration_error)?;
    transaction.commit().await.map_err(store_error)
}

fn migrator(steps: &[Step]) -> Migrator {
    let steps = steps.iter().map(|&(version, name, sql)| {
        let sql = sql.into_sql_str();
        Migration::new(version, name.into(), MigrationType::Simple, sql, false)
    });
    Migrator::with_migrations(steps.collect())
}

fn migration_error(error: MigrateError) -> StoreError {
    match error {
        MigrateError::Execute(error) | MigrateError::ExecuteMigration(error, _) => {
            store_error(error)
        }
        MigrateError::VersionMissing(version) => StoreError::Unavailable(format!(
            "the database is newer than this program: it knows no migration {version}"
        )),
        // The others say which migration is in the way, and nothing of the data.
        other => StoreError::Unavailable(other.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    #[test]
    fn every_file_in_the_folder_is_a_step() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("migrations");
        let mut files: Vec<String> = std::fs::read_dir(folder)
            .unwrap()
            .map(|file| file.unwrap().file_name().into_string().unwrap())
            .collect();
        files.sort();
        let steps = STEPS.map(|(version, name, _)| {
            let name = name.replace(' ', "_");
            format!("{version:04}_{name}.sql")
        });
        assert_eq!(files, steps);
    }

    #[test]
    fn every_step_opens_with_its_reason() {
        for (version, _, sql) in STEPS {
            assert!(sql.starts_with("-- Reason: "), "migration {version}");
        }
    }

    /// What the first release left behind is claimed in order, and nobody is notified of old troubles.
    #[tokio::test]
    async fn deliveries_of_the_first_release_go_on() {
        use leadgate_store::prelude::*;
        use leadgate_store::{AlertKind, Waiting};

        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("leadgate.db");
        let url = format!("sqlite:{}", file.display());
        let options = sqlx::sqlite::SqliteConnectOptions::new()
            .filename(&file)
            .create_if_missing(true);
        let old = SqlitePool::connect_with(options).await.unwrap();
        run_all(&STEPS[..1], &old).await.unwrap();
        for statement in [
            "insert into leads (id, partner, form, fingerprint, payload, created_at_ms)
            values ('a', 'demo', 'f', 'x', '{}', 100), ('b', 'demo', 'f', 'y', '{}', 200),
                ('c', 'demo', 'f', 'z', '{}', 300)",
            "insert into deliveries (lead_seq, connector, state, due_at_ms, attempt, finished_at_ms)
            values (1, 'crm', 'pending', 150, 2, null), (2, 'crm', 'pending', 200, 0, null),
                (3, 'crm', 'dead', 300, 9, 300)",
        ] {
            sqlx::query(statement).execute(&old).await.unwrap();
        }
        old.close().await;

        let store = crate::SqliteStore::open(&url).await.unwrap();
        let oldest = Waiting {
            connector: "crm".to_owned(),
            oldest_queued_at_ms: 100,
        };
        assert_eq!(store.waiting().await, Ok(vec![oldest]));
        let alerts = store.claim_alerts(150, 1_000, 1, 9).await.unwrap();
        let notified: Vec<_> = (alerts.iter())
            .map(|alert| (&*alert.lead_id, alert.kind))
            .collect();
        assert_eq!(notified, [("a", AlertKind::Overdue)]);
        let claims = store.claim("crm", 1_000, 1, 9, "worker").await.unwrap();
        let ids: Vec<_> = claims.iter().map(|claim| &*claim.lead_id).collect();
        assert_eq!(ids, ["b", "a"], "the first attempt goes first");
    }
}
