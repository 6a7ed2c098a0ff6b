//! Encryption at rest as an operator runs it: the real binary, keys in files and in the environment,
//! and the bytes on the disk.

mod keys;
mod rotation;

use crate::program::{Place, Ran};

const KEYS: [&str; 2] = [
    "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f",
    "/+7dzLuqmYh3ZlVEMyIRAAAREiEzMkRDVVRmZXd2iIc",
];

/// What the keys are called.
const NAMES: [&str; 2] = ["8c01f768", "7093248f"];

/// A command on the configured store, encrypted with these keys.
fn run(place: &Place, keys: &str, arguments: &[&str]) -> Ran {
    place.write("encryption-keys", keys);
    place.run_configured(arguments)
}

/// Whether a text stands in any file of the store.
fn is_on_disk(place: &Place, text: &str) -> bool {
    let entries = std::fs::read_dir(place.path("")).unwrap();
    let files = entries.map(|entry| entry.unwrap().path());
    let mut stores = files.filter(|path| path.to_string_lossy().contains("leads.db"));
    stores.any(|path| {
        let bytes = std::fs::read(path).unwrap();
        bytes.windows(text.len()).any(|it| it == text.as_bytes())
    })
}
