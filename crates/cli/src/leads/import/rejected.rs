//! The file of rejected rows: each row's number and the reasons, then the columns that it came
//! with. Mended, it is imported like any other.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Write as _};
use std::path::{Path, PathBuf};

use csv::{Writer, WriterBuilder};

use super::columns::OWN;
use super::table::{Row, Table};

/// What the name of a rejected file has behind that of its batch.
const MARK: &str = ".rejected";

/// Where the rejected rows of a table go.
pub(super) struct Rejected<'a> {
    table: &'a Table,
    /// The table's own file.
    source: &'a Path,
    /// The file that the user wants; it may be there already.
    asked_for: Option<&'a Path>,
    /// Under way.
    writer: Option<Writer<File>>,
}

impl<'a> Rejected<'a> {
    /// Makes no file before there is a row to write.
    pub(super) const fn of(
        table: &'a Table,
        source: &'a Path,
        asked_for: Option<&'a Path>,
    ) -> Self {
        Self {
            table,
            source,
            asked_for,
            writer: None,
        }
    }

    /// Writes a row with what is wrong with it.
    ///
    /// # Errors
    /// Of the file system.
    pub(super) fn write(&mut self, row: &Row, reasons: &str) -> io::Result<()> {
        let number = row.number.to_string();
        let cells = theirs(&self.table.header, &row.cells);
        let cells = [number.as_str(), reasons].into_iter().chain(cells);
        Ok(self.writer()?.write_record(cells)?)
    }

    /// Gives the file its name, once all is written. `None` if there was nothing to write.
    ///
    /// A file that is there is never overwritten unless the user named it: somebody may be mending
    /// it. One that says the same stands for the new one.
    ///
    /// # Errors
    /// Of the file system.
    pub(super) fn finish(mut self) -> io::Result<Option<PathBuf>> {
        let Some(mut writer) = self.writer.take() else {
            return Ok(None);
        };
        writer.flush()?;
        drop(writer);
        let part = self.part();
        if let Some(asked_for) = self.asked_for {
            fs::rename(part, asked_for)?;
            return Ok(Some(asked_for.to_owned()));
        }
        let mut number = 1;
        loop {
            let path = beside(self.source, number);
            if !path.exists() {
                fs::rename(part, &path)?;
                return Ok(Some(path));
            }
            if is_same(&part, &path)? {
                fs::remove_file(part)?;
                return Ok(Some(path));
            }
            number += 1;
        }
    }

    /// The name of the file until it is whole, and after a kill.
    fn part(&self) -> PathBuf {
        let path = self.asked_for.map(Path::to_owned);
        let mut name = path
            .unwrap_or_else(|| beside(self.source, 1))
            .into_os_string();
        name.push(".part");
        name.into()
    }

    fn writer(&mut self) -> io::Result<&mut Writer<File>> {
        let writer = match self.writer.take() {
            Some(writer) => writer,
            None => self.begin()?,
        };
        Ok(self.writer.insert(writer))
    }

    /// Written as the table is, so that the same program opens it.
    fn begin(&self) -> io::Result<Writer<File>> {
        let dialect = self.table.dialect;
        let mut file = open_for_owner(&self.part())?;
        file.write_all(dialect.opening())?;
        let mut writer = WriterBuilder::new()
            .delimiter(dialect.delimiter)
            .terminator(dialect.terminator())
            // A row may have come with too many cells or too few.
            .flexible(true)
            .from_writer(file);
        let header = theirs(&self.table.header, &self.table.header);
        writer.write_record(OWN.into_iter().chain(header))?;
        Ok(writer)
    }
}

/// The cells without those of columns that an earlier run added. What a row has beyond the header
/// stays.
fn theirs<'a>(header: &'a [String], cells: &'a [String]) -> impl Iterator<Item = &'a str> {
    let is_ours = |at: usize| {
        let name = header.get(at);
        name.is_some_and(|name| OWN.iter().any(|own| name.eq_ignore_ascii_case(own)))
    };
    let cells = cells.iter().enumerate();
    cells
        .filter(move |(at, _)| !is_ours(*at))
        .map(|(_, cell)| cell.as_str())
}

/// The name of a table's batch: its file's, without ending, and of a rejected file the one that it
/// comes from, so that mended rows join their batch.
pub(super) fn batch_of(source: &Path) -> String {
    let stem = source.file_stem().unwrap_or_default().to_string_lossy();
    let is_number = |text: &str| {
        let number = text.strip_prefix('-').unwrap_or("0");
        text.is_empty() || number.bytes().all(|byte| byte.is_ascii_digit())
    };
    match stem.rsplit_once(MARK) {
        Some((batch, number)) if !batch.is_empty() && is_number(number) => batch.to_owned(),
        _ => stem.into_owned(),
    }
}

/// `batch.csv` gives `batch.rejected.csv`, then `batch.rejected-2.csv`.
fn beside(source: &Path, number: u32) -> PathBuf {
    let number = match number {
        1 => String::new(),
        number => format!("-{number}"),
    };
    source.with_file_name(format!("{}{MARK}{number}.csv", batch_of(source)))
}

/// A new file, empty: it holds personal data, so only its owner may read it.
fn open_for_owner(path: &Path) -> io::Result<File> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    let mut new = OpenOptions::new();
    new.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut new, 0o600);
    new.open(path)
}

/// Whether two files say the same, read side by side.
fn is_same(one: &Path, other: &Path) -> io::Result<bool> {
    let (one, other) = (File::open(one)?, File::open(other)?);
    if one.metadata()?.len() != other.metadata()?.len() {
        return Ok(false);
    }
    let mut pairs = io::BufReader::new(one)
        .bytes()
        .zip(io::BufReader::new(other).bytes());
    pairs.try_fold(true, |same, (one, other)| Ok(same && one? == other?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mended_rows_join_the_batch_that_they_come_from() {
        for (file, batch) in [
            ("lists/energy_2026-11.csv", "energy_2026-11"),
            ("energy.rejected.csv", "energy"),
            ("energy.rejected-12.csv", "energy"),
            ("energy.rejected-again.csv", "energy.rejected-again"),
            (".rejected.csv", ".rejected"),
        ] {
            assert_eq!(batch_of(Path::new(file)), batch, "{file}");
        }
    }

    #[test]
    fn a_file_under_way_has_its_name_only_when_it_is_whole_and_overwrites_none() {
        let folder = tempfile::tempdir().unwrap();
        let source = folder.path().join("batch.csv");
        fs::write(&source, "\u{feff}a;Row;b\r\n1;5;2;3\r\n").unwrap();
        let table = Table::open(&source, None).unwrap();
        let write = |reasons: &str| {
            let mut rejected = Rejected::of(&table, &source, None);
            let mut rows = table.rows().unwrap();
            let row = rows.next().unwrap().unwrap();
            rejected.write(&row, reasons).unwrap();
            assert!(folder.path().join("batch.rejected.csv.part").exists());
            let path = rejected.finish().unwrap().unwrap();
            assert!(!folder.path().join("batch.rejected.csv.part").exists());
            let name = path.file_name().unwrap().to_str().unwrap().to_owned();
            (name, fs::read_to_string(path).unwrap())
        };
        let written = "\u{feff}row;reasons;a;b\r\n2;bad;1;2;3\r\n";
        let first = ("batch.rejected.csv".to_owned(), written.to_owned());
        assert_eq!(write("bad"), first);
        assert_eq!(write("bad"), first, "it says the same");
        assert_eq!(write("worse").0, "batch.rejected-2.csv");
        let nothing = Rejected::of(&table, &source, None);
        assert_eq!(nothing.finish().unwrap(), None);
    }
}
