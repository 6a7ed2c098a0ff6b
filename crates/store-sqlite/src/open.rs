//! Opens the store: the file, what is in it, and the threads that work on it.

use std::path::{Path, PathBuf};

use leadgate_store::StoreError;

use crate::reader::Reader;
use crate::writer::{GROUP_MAX, Writer};
use crate::{SqliteStore, connection, file, migrations};

/// With at most so many writes in one transaction.
pub(crate) async fn open(url: &str, group_max: usize) -> Result<SqliteStore, StoreError> {
    let file = file_of(url)?;
    // The disk is waited for on a thread that nobody else waits on.
    let opened = tokio::task::spawn_blocking(move || start(&file, group_max)).await;
    opened
        .map_err(|_| StoreError::Unavailable("the thread that opens the file broke down".into()))?
}

pub(crate) async fn open_existing(url: &str) -> Result<SqliteStore, StoreError> {
    let file = file_of(url)?;
    if !file.is_file() {
        // Whoever stands in the wrong folder sees so by the whole path.
        let file = std::path::absolute(&file).unwrap_or(file);
        let sentence = format!("there is no file {}", file.display());
        return Err(StoreError::Unavailable(sentence));
    }
    open(url, GROUP_MAX).await
}

fn start(file: &Path, group_max: usize) -> Result<SqliteStore, StoreError> {
    file::prepare(file)?;
    let mut writing = connection::writing(file)?;
    migrations::run(&mut writing)?;
    Ok(SqliteStore {
        writer: Writer::start(writing, group_max)?,
        waited_for: Reader::start("store-reads", connection::reading(file)?)?,
        looking: Reader::start("store-looks", connection::reading(file)?)?,
    })
}

/// The file that a URL names.
fn file_of(url: &str) -> Result<PathBuf, StoreError> {
    let path = url.strip_prefix("sqlite:").unwrap_or_default();
    let path = path.strip_prefix("//").unwrap_or(path);
    // Parameters could switch off what makes the store durable.
    if path.is_empty() || path.contains(":memory:") || path.contains('?') {
        return Err(StoreError::Unavailable(
            "the URL has to name a file and nothing else, such as sqlite:leadgate.db".into(),
        ));
    }
    Ok(PathBuf::from(path))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_url_that_names_a_file_is_accepted() {
        for (url, path) in [
            ("sqlite:leadgate.db", "leadgate.db"),
            ("sqlite://leadgate.db", "leadgate.db"),
            ("sqlite:///var/lib/leadgate.db", "/var/lib/leadgate.db"),
            ("sqlite:/var/lib/leadgate.db", "/var/lib/leadgate.db"),
        ] {
            assert_eq!(file_of(url), Ok(PathBuf::from(path)), "{url}");
        }
    }

    #[test]
    fn a_url_that_could_lose_leads_is_refused() {
        for url in [
            "sqlite::memory:",
            "sqlite://:memory:",
            "sqlite://leadgate.db?mode=memory",
            "sqlite:leadgate.db?immutable=1",
            "sqlite:",
            "sqlite://",
            "leadgate.db",
            "postgres://localhost/leadgate",
            "",
        ] {
            let refused = file_of(url);
            assert!(matches!(refused, Err(StoreError::Unavailable(_))), "{url}");
        }
    }
}
