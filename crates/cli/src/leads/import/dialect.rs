//! How a CSV file is written, told by its first bytes: what separates the cells, whether a
//! byte-order mark comes first, how lines end. Spreadsheets in Belgium separate by semicolons.

use super::table::TableError;

/// U+FEFF in UTF-8, which Excel writes first.
const BOM: &[u8] = "\u{feff}".as_bytes();

/// What may separate cells, in the order of preference.
const DELIMITERS: [u8; 3] = [b';', b',', b'\t'];

/// How a file is written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Dialect {
    /// What separates cells.
    pub(super) delimiter: u8,
    /// Whether a byte-order mark comes first.
    pub(super) has_bom: bool,
    /// Whether lines end as on Windows.
    pub(super) has_crlf: bool,
}

impl Dialect {
    /// Recognises the dialect by the header's line. `delimiter` is what the user said, if anything.
    ///
    /// # Errors
    /// For what is a spreadsheet or UTF-16, and so no CSV that can be read.
    pub(super) fn recognise(head: &[u8], delimiter: Option<u8>) -> Result<Self, TableError> {
        if head.starts_with(b"PK\x03\x04") || head.starts_with(b"\xd0\xcf\x11\xe0") {
            return Err(TableError::Spreadsheet);
        }
        if head.starts_with(b"\xff\xfe") || head.starts_with(b"\xfe\xff") || head.contains(&0) {
            return Err(TableError::Utf16);
        }
        let text = head.strip_prefix(BOM).unwrap_or(head);
        let is_end = |byte: &u8| matches!(byte, b'\r' | b'\n');
        let line = text.split(is_end).next().unwrap_or_default();
        Ok(Self {
            delimiter: delimiter.unwrap_or_else(|| most_frequent(line)),
            has_bom: text.len() < head.len(),
            has_crlf: text[line.len()..].starts_with(b"\r\n"),
        })
    }

    /// What comes before the header's first byte.
    pub(super) const fn opening(self) -> &'static [u8] {
        if self.has_bom { BOM } else { &[] }
    }

    /// How lines end.
    pub(super) const fn terminator(self) -> csv::Terminator {
        if self.has_crlf {
            csv::Terminator::CRLF
        } else {
            csv::Terminator::Any(b'\n')
        }
    }
}

/// No field's name holds any of the candidates, so quotation marks need no look.
fn most_frequent(line: &[u8]) -> u8 {
    let count = |delimiter: &u8| line.iter().filter(|byte| *byte == delimiter).count();
    let found = DELIMITERS.into_iter().filter(|one| count(one) > 0);
    // The last of several equal ones would win.
    found.rev().max_by_key(count).unwrap_or(b',')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_header_says_how_the_file_is_written() {
        let dialect = |head: &str| {
            let found = Dialect::recognise(head.as_bytes(), None).unwrap();
            (char::from(found.delimiter), found.has_bom, found.has_crlf)
        };
        assert_eq!(dialect("a,b\nx;y;z\n"), (',', false, false));
        assert_eq!(dialect("\u{feff}a;b\r\n"), (';', true, true));
        assert_eq!(dialect("a\tb\r"), ('\t', false, false));
        assert_eq!(dialect("\"a\",\"b\"\r\n"), (',', false, true));
        assert_eq!(dialect("alone\n"), (',', false, false));
        assert_eq!(dialect(""), (',', false, false));
        let said = Dialect::recognise(b"a,b", Some(b';')).unwrap();
        assert_eq!(said.delimiter, b';');
    }

    #[test]
    fn what_is_no_csv_is_called_by_its_name() {
        let refused = |head: &[u8]| Dialect::recognise(head, None).unwrap_err();
        assert!(matches!(refused(b"PK\x03\x04..."), TableError::Spreadsheet));
        assert!(matches!(refused(b"\xff\xfea\0,\0"), TableError::Utf16));
        assert!(matches!(refused(b"a\0,\0b\0"), TableError::Utf16));
    }
}
