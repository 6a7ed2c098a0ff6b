//! The file of a batch, read row by row: once wholly before anything is stored, so that what is
//! wrong with the file is said first, and once for the rows. One row is in memory at a time.

use std::cell::Cell;
use std::fs::File;
use std::io::{self, Read, Seek as _, SeekFrom};
use std::path::{Path, PathBuf};
use std::rc::Rc;

use csv::{ByteRecord, Reader, ReaderBuilder};

use super::dialect::Dialect;

/// More than any lead has, and more than the proxy takes in a request.
const ROW_MAX_BYTES: usize = 64 * 1024;

/// Why a file cannot be read, and what to do.
#[derive(Debug, thiserror::Error)]
pub(super) enum TableError {
    /// The file system refuses.
    #[error("the file cannot be read: {0}")]
    Io(#[from] io::Error),
    /// A folder, a pipe.
    #[error("it is not a file")]
    NotAFile,
    /// Nothing in it.
    #[error("it is empty: the first row has to hold the names of the fields")]
    Empty,
    /// Excel's own format, old or new.
    #[error(
        "it is a spreadsheet, not CSV: in Excel, choose Save As, \"CSV UTF-8 (comma delimited)\""
    )]
    Spreadsheet,
    /// Excel's "Unicode text", among others.
    #[error(
        "it is UTF-16, not UTF-8: in Excel, choose Save As, \"CSV UTF-8 (comma delimited)\"; or run iconv -f UTF-16 -t UTF-8 FILE > NEW.csv"
    )]
    Utf16,
    /// Letters with accents would be stored wrong; guessing which they are is not our business.
    #[error(
        "row {row} is not UTF-8 (column {column}), but probably Windows-1252: in Excel, choose Save As, \"CSV UTF-8 (comma delimited)\"; or run iconv -f WINDOWS-1252 -t UTF-8 FILE > NEW.csv"
    )]
    NotUtf8 {
        /// As spreadsheets count.
        row: u64,
        /// From 1.
        column: usize,
    },
    /// Most likely a quotation mark that swallows what comes after it.
    #[error("row {row} is longer than 64 KB: a quotation mark before its end is not closed")]
    RowTooLong {
        /// As spreadsheets count.
        row: u64,
    },
}

/// A file that was read to its end and can be imported as far as its form goes.
pub(super) struct Table {
    path: PathBuf,
    /// How it is written.
    pub(super) dialect: Dialect,
    /// The cells of the first row.
    pub(super) header: Vec<String>,
    /// How many rows hold anything, the header aside.
    pub(super) rows: u64,
}

/// One row that holds something.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Row {
    /// As spreadsheets count: the header is row 1. Lines without any cell are not counted.
    pub(super) number: u64,
    /// What its cells hold.
    pub(super) cells: Vec<String>,
}

impl Table {
    /// Reads the whole file once. `delimiter` is what the user said, if anything.
    ///
    /// # Errors
    /// [`TableError`], about the first thing that is wrong.
    pub(super) fn open(path: &Path, delimiter: Option<u8>) -> Result<Self, TableError> {
        let file = File::open(path)?;
        if !file.metadata()?.is_file() {
            return Err(TableError::NotAFile);
        }
        let mut head = Vec::new();
        file.take(ROW_MAX_BYTES as u64).read_to_end(&mut head)?;
        let mut table = Self {
            path: path.to_owned(),
            dialect: Dialect::recognise(&head, delimiter)?,
            header: Vec::new(),
            rows: 0,
        };
        let mut rows = table.read()?;
        let header = rows.next()?.ok_or(TableError::Empty)?;
        table.header = header
            .cells
            .iter()
            .map(|cell| cell.trim().to_owned())
            .collect();
        while rows.next()?.is_some() {
            table.rows += 1;
        }
        Ok(table)
    }

    /// The rows below the header.
    ///
    /// # Errors
    /// [`TableError`], if the file is not what it was.
    pub(super) fn rows(&self) -> Result<Rows, TableError> {
        let mut rows = self.read()?;
        rows.next()?;
        Ok(rows)
    }

    fn read(&self) -> Result<Rows, TableError> {
        let mut file = File::open(&self.path)?;
        file.seek(SeekFrom::Start(self.dialect.opening().len() as u64))?;
        let since_row = Rc::new(Cell::new(0));
        let guarded = Guarded {
            file,
            since_row: Rc::clone(&since_row),
        };
        let reader = ReaderBuilder::new()
            .delimiter(self.dialect.delimiter)
            .has_headers(false)
            // A row with too many cells is a matter of that row, not of the file.
            .flexible(true)
            .from_reader(guarded);
        Ok(Rows {
            reader,
            record: ByteRecord::new(),
            since_row,
            number: 0,
        })
    }
}

/// A file's rows, in order.
pub(super) struct Rows {
    reader: Reader<Guarded>,
    record: ByteRecord,
    since_row: Rc<Cell<usize>>,
    /// The last row's number.
    number: u64,
}

impl Rows {
    /// The next row that holds anything.
    ///
    /// # Errors
    /// [`TableError`], about this row.
    pub(super) fn next(&mut self) -> Result<Option<Row>, TableError> {
        loop {
            self.since_row.set(0);
            match self.reader.read_byte_record(&mut self.record) {
                Ok(true) => {}
                Ok(false) => return Ok(None),
                Err(_) if self.since_row.get() > ROW_MAX_BYTES => {
                    return Err(TableError::RowTooLong {
                        row: self.number + 1,
                    });
                }
                Err(error) => return Err(TableError::Io(error.into())),
            }
            self.number += 1;
            let is_blank = |cell: &[u8]| cell.trim_ascii().is_empty();
            if !self.record.iter().all(is_blank) {
                return self.row().map(Some);
            }
        }
    }

    fn row(&self) -> Result<Row, TableError> {
        let cells = self.record.iter().zip(1..).map(|(cell, column)| {
            let text = str::from_utf8(cell);
            text.map(str::to_owned).map_err(|_| TableError::NotUtf8 {
                row: self.number,
                column,
            })
        });
        Ok(Row {
            number: self.number,
            cells: cells.collect::<Result<_, _>>()?,
        })
    }
}

/// Stops a row that does not end, before it fills the memory.
struct Guarded {
    file: File,
    since_row: Rc<Cell<usize>>,
}

impl Read for Guarded {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let since_row = self.since_row.get();
        if since_row > ROW_MAX_BYTES {
            return Err(io::Error::other("a row does not end"));
        }
        let read = self.file.read(buffer)?;
        self.since_row.set(since_row + read);
        Ok(read)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(content: &[u8]) -> Result<(Table, Vec<Row>), TableError> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("batch.csv");
        std::fs::write(&path, content).unwrap();
        let table = Table::open(&path, None)?;
        let mut reading = table.rows()?;
        let mut rows = Vec::new();
        while let Some(row) = reading.next()? {
            rows.push(row);
        }
        assert_eq!(table.rows, rows.len() as u64);
        Ok((table, rows))
    }

    fn row(number: u64, cells: [&str; 2]) -> Row {
        Row {
            number,
            cells: cells.map(str::to_owned).to_vec(),
        }
    }

    #[test]
    fn a_file_of_excel_in_belgium_is_read() {
        let (table, rows) =
            table("\u{feff}a;b\r\n1;\"x\r\ny\"\r\n;\r\n2;\"say \"\"no\"\"; or\"\r\n".as_bytes())
                .unwrap();
        assert_eq!(table.header, ["a", "b"]);
        let expected = [row(2, ["1", "x\r\ny"]), row(4, ["2", "say \"no\"; or"])];
        assert_eq!(rows, expected);
    }

    #[test]
    fn a_last_line_without_an_end_and_a_header_alone_are_fine() {
        assert_eq!(table(b"a,b\n1,2").unwrap().1, [row(2, ["1", "2"])]);
        assert_eq!(table(b"a,b\n").unwrap().1, []);
        assert!(matches!(table(b""), Err(TableError::Empty)));
        assert!(matches!(table(b"\r\n\r\n"), Err(TableError::Empty)));
    }

    #[test]
    fn letters_of_another_encoding_are_refused_where_they_stand() {
        let refused = table(b"a,b\n1,2\n1,Ren\xe9\n");
        assert!(
            matches!(refused, Err(TableError::NotUtf8 { row: 3, column: 2 })),
            "{:?}",
            refused.err()
        );
    }

    #[test]
    fn a_quotation_mark_that_swallows_the_file_is_found_without_reading_it_all() {
        let mut content = b"a,b\n1,2\n\"3,4\n".to_vec();
        content.resize(1 << 20, b'x');
        let refused = table(&content);
        assert!(
            matches!(refused, Err(TableError::RowTooLong { row: 3 })),
            "{:?}",
            refused.err()
        );
    }
}
