//! The steps that bring a database file up to this version; each is a file in `migrations/`. The file
//! itself says how many of them it has seen (`user_version`).

use leadgate_store::StoreError;
use rusqlite::{Connection, TransactionBehavior};

use crate::error::store_error;

/// Name and SQL of every step, in their order.
const STEPS: [(&str, &str); 1] = [("store", include_str!("../migrations/0001_store.sql"))];

/// Does what has not been done yet, all of it or nothing.
pub(crate) fn run(connection: &mut Connection) -> Result<(), StoreError> {
    // The write lock makes two processes that start at the same moment take turns.
    let begun = connection.transaction_with_behavior(TransactionBehavior::Immediate);
    let transaction = begun.map_err(store_error)?;
    let version = version(&transaction)?;
    let Some(missing) = STEPS.get(version..) else {
        return Err(StoreError::Unavailable(format!(
            "the database is newer than this program: it has seen {version} migrations, and {} are known",
            STEPS.len()
        )));
    };
    if version == 0 && !is_empty(&transaction)? {
        return Err(StoreError::Unavailable(
            "the database is not this program's".into(),
        ));
    }
    if missing.is_empty() {
        return Ok(());
    }
    for (_, sql) in missing {
        transaction.execute_batch(sql).map_err(store_error)?;
    }
    let done = transaction.pragma_update(None, "user_version", STEPS.len() as i64);
    done.map_err(store_error)?;
    transaction.commit().map_err(store_error)
}

/// How many steps the file has seen.
fn version(connection: &Connection) -> Result<usize, StoreError> {
    let version = connection.pragma_query_value(None, "user_version", |row| row.get::<_, i64>(0));
    let version = version.map_err(store_error)?;
    usize::try_from(version).map_err(|_| {
        StoreError::Corrupt("the file's user_version is not a number of migrations".into())
    })
}

fn is_empty(connection: &Connection) -> Result<bool, StoreError> {
    let tables: i64 = connection
        .query_row("select count(*) from sqlite_schema", [], |row| row.get(0))
        .map_err(store_error)?;
    Ok(tables == 0)
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
        let steps = STEPS.iter().enumerate().map(|(before, (name, _))| {
            let name = name.replace(' ', "_");
            format!("{:04}_{name}.sql", before + 1)
        });
        assert_eq!(files, steps.collect::<Vec<_>>());
    }

    #[test]
    fn every_step_opens_with_its_reason() {
        for (name, sql) in STEPS {
            assert!(sql.starts_with("-- Reason: "), "migration {name}");
        }
    }

    #[test]
    fn what_is_done_is_not_done_again() {
        let mut connection = Connection::open_in_memory().unwrap();
        run(&mut connection).unwrap();
        let key = |connection: &Connection| {
            let key = connection.query_row("select key from blind_index_key", [], |row| row.get(0));
            key.unwrap()
        };
        let first: Vec<u8> = key(&connection);
        run(&mut connection).unwrap();
        assert_eq!(key(&connection), first);
    }

    #[test]
    fn a_database_of_another_program_is_left_alone() {
        let mut connection = Connection::open_in_memory().unwrap();
        connection.execute_batch("create table leads (id)").unwrap();
        let refused = run(&mut connection);
        assert!(
            matches!(refused, Err(StoreError::Unavailable(_))),
            "{refused:?}"
        );
        let tables: i64 = connection
            .query_row("select count(*) from sqlite_schema", [], |row| row.get(0))
            .unwrap();
        assert_eq!(tables, 1);
    }
}
