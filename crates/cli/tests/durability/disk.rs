//! A disk as it is found after a power cut: what was synced, and of the rest what had happened to
//! reach it.

use std::collections::BTreeMap;
use std::path::Path;

use crate::recording::Event;

/// Files with what of their changes is not safe yet.
#[derive(Default)]
pub(crate) struct Disk {
    files: BTreeMap<&'static str, File>,
    open: BTreeMap<i32, &'static str>,
}

#[derive(Default, Clone)]
struct File {
    synced: Vec<u8>,
    unsynced: Vec<Change>,
}

#[derive(Clone)]
enum Change {
    Write { at: usize, bytes: Vec<u8> },
    Truncate { length: usize },
}

/// The contents of the files, by name.
pub(crate) struct Image(BTreeMap<&'static str, Vec<u8>>);

impl Disk {
    pub(crate) fn apply(&mut self, event: &Event) {
        match event {
            Event::Open { fd, name } => {
                self.files.entry(name).or_default();
                self.open.insert(*fd, name);
            }
            Event::Close { fd } => drop(self.open.remove(fd)),
            Event::Write { fd, at, bytes } => self.change(*fd, || Change::Write {
                at: *at,
                bytes: bytes.clone(),
            }),
            Event::Truncate { fd, length } => {
                self.change(*fd, || Change::Truncate { length: *length });
            }
            Event::Sync { fd } => {
                if let Some(file) = self.file(*fd) {
                    for change in std::mem::take(&mut file.unsynced) {
                        change.apply(&mut file.synced);
                    }
                }
            }
            Event::Unlink { name } => drop(self.files.remove(name)),
            Event::Thanked { .. } => {}
        }
    }

    /// Files that are not the store's (sockets, pipes) are left alone.
    fn file(&mut self, fd: i32) -> Option<&mut File> {
        self.files.get_mut(self.open.get(&fd)?)
    }

    fn change(&mut self, fd: i32, change: impl FnOnce() -> Change) {
        if let Some(file) = self.file(fd) {
            file.unsynced.push(change());
        }
    }

    /// How many changes would be lost now.
    pub(crate) fn unsynced(&self) -> usize {
        self.files.values().map(|file| file.unsynced.len()).sum()
    }

    /// What is found after a cut now: each change that was not synced is there if `happens` to be.
    pub(crate) fn found(&self, mut happens: impl FnMut() -> bool) -> Image {
        let mut found = BTreeMap::new();
        for (name, file) in &self.files {
            let mut contents = file.synced.clone();
            for change in file.unsynced.iter().filter(|_| happens()) {
                change.apply(&mut contents);
            }
            found.insert(*name, contents);
        }
        Image(found)
    }
}

impl Change {
    fn apply(&self, contents: &mut Vec<u8>) {
        match self {
            Self::Write { at, bytes } => {
                let end = at + bytes.len();
                if contents.len() < end {
                    contents.resize(end, 0);
                }
                contents[*at..end].copy_from_slice(bytes);
            }
            Self::Truncate { length } => contents.resize(*length, 0),
        }
    }
}

impl Image {
    /// Writes the store's files into a folder.
    pub(crate) fn write_to(&self, folder: &Path) {
        for (name, contents) in &self.0 {
            std::fs::write(folder.join(name), contents).unwrap();
        }
    }
}
