//! The database file itself: there before `SQLite` opens it, and readable by its owner alone.

use std::fs::{self, File, OpenOptions};
use std::io::{Error, ErrorKind};
use std::path::{Path, PathBuf};

use leadgate_store::StoreError;

/// Makes the file if it is not there, and closes it to everyone but its owner. `SQLite` gives the
/// files that it keeps beside it the same permissions.
pub(crate) fn prepare(path: &Path) -> Result<(), StoreError> {
    create(path).map_err(|error| unavailable("make", &error))?;
    for suffix in ["", "-wal", "-shm"] {
        let mut beside = path.as_os_str().to_owned();
        beside.push(suffix);
        let closed = close_to_others(&PathBuf::from(beside));
        closed.map_err(|error| unavailable("protect", &error))?;
    }
    Ok(())
}

/// Never opens a file that is already there: closing it again would drop the locks that another
/// connection of this process holds on it.
fn create(path: &Path) -> Result<(), Error> {
    let mut new = OpenOptions::new();
    new.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut new, 0o600);
    match new.open(path) {
        Ok(file) => file.sync_all().and_then(|()| sync_folder_of(path)),
        Err(error) if error.kind() == ErrorKind::AlreadyExists => Ok(()),
        Err(error) => Err(error),
    }
}

/// A new file is only there after a power cut if its folder was synced too.
#[cfg(unix)]
fn sync_folder_of(path: &Path) -> Result<(), Error> {
    let folder = path.parent().filter(|folder| *folder != Path::new(""));
    File::open(folder.unwrap_or(Path::new(".")))?.sync_all()
}

#[cfg(not(unix))]
fn sync_folder_of(_path: &Path) -> Result<(), Error> {
    Ok(())
}

#[cfg(unix)]
fn close_to_others(path: &Path) -> Result<(), Error> {
    use std::os::unix::fs::PermissionsExt;

    let permissions = match fs::metadata(path) {
        Ok(metadata) => metadata.permissions(),
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(error),
    };
    if permissions.mode() & 0o077 == 0 {
        return Ok(());
    }
    fs::set_permissions(path, fs::Permissions::from_mode(0o600))
}

#[cfg(not(unix))]
fn close_to_others(_path: &Path) -> Result<(), Error> {
    Ok(())
}

fn unavailable(what: &str, error: &Error) -> StoreError {
    match error.kind() {
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => StoreError::Full,
        _ => StoreError::Unavailable(format!("cannot {what} the database file: {error}")),
    }
}
