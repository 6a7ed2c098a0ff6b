//! Reads from a WebAssembly module what its functions are called and how large they are.

use std::collections::BTreeMap;

use anyhow::{Context, Result};

/// Numbers of the sections that are read.
const CUSTOM: u8 = 0;
const IMPORT: u8 = 2;
const CODE: u8 = 10;
const DATA: u8 = 11;

/// The functions of a module by name, and the bytes of its data.
#[derive(Default, Debug, PartialEq, Eq)]
pub(super) struct Module {
    /// Mangled name and bytes of each function; without a name where the module has none.
    pub(super) functions: Vec<(String, usize)>,
    /// Texts and tables.
    pub(super) data: usize,
}

/// Reads a module that still has its name section.
///
/// # Errors
///
/// When it ends too early.
pub(super) fn read(module: &[u8]) -> Result<Module> {
    let mut rest = Bytes(module.get(8..).context("no module")?);
    let (mut imports, mut sizes, mut names, mut data) = (0, Vec::new(), BTreeMap::new(), 0);
    while !rest.0.is_empty() {
        let id = rest.byte()?;
        let mut section = rest.block()?;
        match id {
            IMPORT => imports = count_functions(section)?,
            CODE => {
                for _ in 0..section.number()? {
                    sizes.push(section.block()?.0.len());
                }
            }
            DATA => data = section.0.len(),
            CUSTOM if section.block()?.0 == b"name" => names = function_names(section)?,
            _ => {}
        }
    }
    let functions = sizes.into_iter().enumerate().map(|(index, bytes)| {
        let name = names.remove(&(imports + index)).unwrap_or_default();
        (name, bytes)
    });
    Ok(Module {
        functions: functions.collect(),
        data,
    })
}

/// How many of the imports are functions; they are numbered before the module's own.
fn count_functions(mut imports: Bytes<'_>) -> Result<usize> {
    let mut functions = 0;
    for _ in 0..imports.number()? {
        imports.block()?;
        imports.block()?;
        match imports.byte()? {
            0 => {
                imports.number()?;
                functions += 1;
            }
            // A table has a type before its limits, a memory has limits only, a global a type and a flag.
            kind @ (1 | 2) => {
                if kind == 1 {
                    imports.byte()?;
                }
                let has_most = imports.number()? & 1 == 1;
                imports.number()?;
                if has_most {
                    imports.number()?;
                }
            }
            _ => {
                imports.byte()?;
                imports.byte()?;
            }
        }
    }
    Ok(functions)
}

fn function_names(mut names: Bytes<'_>) -> Result<BTreeMap<usize, String>> {
    let mut by_number = BTreeMap::new();
    while !names.0.is_empty() {
        let of_functions = names.byte()? == 1;
        let mut part = names.block()?;
        if of_functions {
            for _ in 0..part.number()? {
                let number = part.number()?;
                let name = part.block()?.0;
                by_number.insert(number, String::from_utf8_lossy(name).into_owned());
            }
        }
    }
    Ok(by_number)
}

/// What is still to be read.
#[derive(Clone, Copy)]
struct Bytes<'a>(&'a [u8]);

impl<'a> Bytes<'a> {
    fn byte(&mut self) -> Result<u8> {
        let (first, rest) = self.0.split_first().context("the module ends too early")?;
        self.0 = rest;
        Ok(*first)
    }

    /// An unsigned LEB128 number.
    fn number(&mut self) -> Result<usize> {
        let mut number = 0;
        for shift in (0..35).step_by(7) {
            let byte = self.byte()?;
            number |= usize::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                break;
            }
        }
        Ok(number)
    }

    /// As many bytes as the number before them says.
    fn block(&mut self) -> Result<Self> {
        let length = self.number()?;
        let (block, rest) = self
            .0
            .split_at_checked(length)
            .context("the module ends too early")?;
        self.0 = rest;
        Ok(Self(block))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn functions_are_numbered_behind_the_imported_ones() {
        let module = [
            &b"\0asm\x01\0\0\0"[..],
            // One imported function and one imported memory.
            b"\x02\x0e\x02\x01a\x01b\0\0\x01a\x01m\x02\0\x01",
            // Two functions, of 2 and of 3 bytes.
            b"\x0a\x08\x02\x02\0\x0b\x03\0\x01\x0b",
            b"\x0b\x02\0\0",
            b"\0\x0e\x04name\x01\x07\x02\x01\x01f\x02\x01g",
        ]
        .concat();
        let read = read(&module).unwrap();
        assert_eq!(read.functions, [("f".to_owned(), 2), ("g".to_owned(), 3)]);
        assert_eq!(read.data, 2);
    }

    #[test]
    fn a_module_that_is_cut_off_is_no_module() {
        assert!(read(b"\0asm\x01\0\0\0\x0a\x08\x02").is_err());
    }
}
