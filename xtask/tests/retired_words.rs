//! Holds the words of the glossary: a tracked file that uses a retired one fails this test.
//!
//! The list is `retired.tsv` beside this file: the retired word, its replacement, its kind. Identifiers, settings and
//! metrics count as whole words; phrases count over the end of a line, too.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

const LIST: &str = include_str!("retired.tsv");

/// Where retired words are named on purpose, and what others wrote.
const ALLOWED: [&str; 5] = [
    "CHANGELOG.md",
    "xtask/tests/retired.tsv",
    "xtask/tests/retired_words.rs",
    "bench/peers/",
    "tests/released/",
];

#[derive(Debug, PartialEq, Eq)]
struct Retired<'a> {
    word: &'a str,
    replacement: &'a str,
    is_phrase: bool,
}

fn retired(list: &str) -> Vec<Retired<'_>> {
    let lines = list
        .lines()
        .filter(|line| !line.starts_with('#') && !line.is_empty());
    lines
        .map(|line| {
            let cells: Vec<&str> = line.split('\t').collect();
            let [word, replacement, kind] = cells[..] else {
                panic!("retired.tsv: three columns are needed: {line:?}");
            };
            Retired {
                word,
                replacement,
                is_phrase: matches!(kind, "phrase" | "subcommand"),
            }
        })
        .collect()
}

/// Where `text` uses `word`, as byte offsets. A letter, digit or underscore beside it makes it another word.
fn uses(text: &str, word: &str) -> Vec<usize> {
    let of_word = |letter: char| letter.is_alphanumeric() || letter == '_';
    let starts_as_word = word.starts_with(of_word);
    let ends_as_word = word.ends_with(of_word);
    let found = text.match_indices(word).filter(|(at, _)| {
        let before = text[..*at].chars().next_back();
        let after = text[at + word.len()..].chars().next();
        !(starts_as_word && before.is_some_and(of_word)
            || ends_as_word && after.is_some_and(of_word))
    });
    found.map(|(at, _)| at).collect()
}

/// The text with one space for each run of white space and line beginnings of comments, so that a phrase is found over
/// the end of a line.
fn flowing(text: &str) -> String {
    let lines = text.lines().map(|line| {
        let line = line.trim();
        let marks = ["///", "//!", "//", "--", "#", "*"];
        let mark = marks.iter().find(|mark| line.starts_with(**mark));
        mark.map_or(line, |mark| line[mark.len()..].trim())
    });
    lines.collect::<Vec<_>>().join(" ")
}

/// Every use of a retired word in a text, as a sentence.
fn complaints(path: &str, text: &str, list: &[Retired<'_>]) -> Vec<String> {
    let flowing = flowing(text);
    let mut complaints = Vec::new();
    for entry in list {
        let Retired {
            word, replacement, ..
        } = entry;
        if entry.is_phrase {
            if !uses(&flowing, word).is_empty() {
                complaints.push(format!("{path}: `{word}` is retired: use `{replacement}`"));
            }
            continue;
        }
        for at in uses(text, word) {
            let line = text[..at].matches('\n').count() + 1;
            complaints.push(format!(
                "{path}:{line}: `{word}` is retired: use `{replacement}`"
            ));
        }
    }
    complaints
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// Every tracked text file, but those that may name retired words and those that are generated.
fn tracked() -> Vec<String> {
    let listed = Command::new("git")
        .args(["ls-files", "-z"])
        .current_dir(root())
        .output()
        .expect("git lists the tracked files");
    assert!(listed.status.success(), "{listed:?}");
    let listed = String::from_utf8(listed.stdout).expect("names in UTF-8");
    let files = listed.split('\0').filter(|path| !path.is_empty());
    let is_ours = |path: &&str| {
        !ALLOWED.iter().any(|allowed| path.starts_with(allowed))
            && !path.ends_with(".lock")
            && !path.ends_with("package-lock.json")
            && !path.contains("/vectors/")
    };
    files.filter(is_ours).map(str::to_owned).collect()
}

#[test]
fn no_tracked_file_uses_a_retired_word() {
    let list = retired(LIST);
    let mut found = Vec::new();
    for path in tracked() {
        // What is no text (pictures, compressed assets) has no words, and a file may just have been removed.
        let Ok(text) = std::fs::read_to_string(root().join(&path)) else {
            continue;
        };
        found.extend(complaints(&path, &text, &list));
    }
    assert!(found.is_empty(), "\n{}", found.join("\n"));
}

#[test]
fn a_retired_word_is_found_as_a_whole_word_and_a_phrase_over_the_end_of_a_line() {
    let list = retired(
        "Outbox\tStore\tidentifier\nserver.release\tserver.browser_version\tsetting\nour rooms\tour crates\tphrase\n",
    );
    let sample = "use Outbox;\nuse SealedOutbox;\n/// The arrows between our\n/// rooms. `server.release`.\nserver.releases\n";
    assert_eq!(
        complaints("sample.rs", sample, &list),
        [
            "sample.rs:1: `Outbox` is retired: use `Store`",
            "sample.rs:4: `server.release` is retired: use `server.browser_version`",
            "sample.rs: `our rooms` is retired: use `our crates`",
        ]
    );
    assert!(complaints("sample.rs", "OutboxKind our roomster", &list).is_empty());
}

#[test]
fn every_retired_word_is_listed_once_and_has_another_word_in_its_place() {
    let mut seen = BTreeMap::new();
    for Retired {
        word, replacement, ..
    } in retired(LIST)
    {
        assert_ne!(word, replacement);
        assert!(!word.is_empty() && !replacement.is_empty(), "{word:?}");
        assert_eq!(
            seen.insert(word, replacement),
            None,
            "{word} is listed twice"
        );
    }
}
