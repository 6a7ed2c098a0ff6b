//! The steps that bring a database up to this version; each is a file in `migrations/`.

use leadgate_store::StoreError;
use sqlx::SqlSafeStr as _;
use sqlx::migrate::{MigrateError, Migration, MigrationType, Migrator};
use sqlx::postgres::PgConnection;

use crate::error::store_error;

/// Number, name and SQL of every step.
const STEPS: [(i64, &str, &str); 2] = [
    (
        1,
        "leads and deliveries",
        include_str!("../migrations/0001_leads_and_deliveries.sql"),
    ),
    (
        2,
        "encryption key names",
        include_str!("../migrations/0002_encryption_key_names.sql"),
    ),
];

/// Does what has not been done yet, each step wholly or not at all. Proxies that start at the same
/// moment take turns: the migrator holds a lock of the database.
pub(crate) async fn run(connection: &mut PgConnection) -> Result<(), StoreError> {
    let migrated = migrator().run_direct(None, connection, false).await;
    migrated.map_err(migration_error)
}

fn migrator() -> Migrator {
    let steps = STEPS.map(|(version, name, sql)| {
        let sql = sql.into_sql_str();
        Migration::new(version, name.into(), MigrationType::Simple, sql, false)
    });
    Migrator::with_migrations(steps.into())
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
}
