//! That a person is recognised wherever the keys of an earlier lead are: remembered, on their way into
//! the index, or in it; and that what was undone or erased is nobody's.

use std::path::Path;

use leadgate_store::{Accepted, BlindIndex, BlindIndexKind, Erasure, NewLead};
use tempfile::TempDir;

use super::*;
use crate::accept::{Entry, accept};
use crate::writing::{DiskSpace, Writing};
use crate::{connection, erase, file, migrations};

/// Several steps of it with a few leads.
const SOON: BuildSettings = BuildSettings {
    remembered_max: 20,
    slice: 6,
};

struct Fixture {
    folder: TempDir,
    writing: Writing,
}

impl Fixture {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("leadgate.db");
        file::prepare(&file).unwrap();
        let mut writing = connection::writing(&file).unwrap();
        migrations::run(&mut writing).unwrap();
        Self {
            writing: Writing::new(writing, SOON),
            folder,
        }
    }

    /// Another process, or this one after its end.
    fn another(&self) -> Writing {
        let file = self.folder.path().join("leadgate.db");
        Writing::new(connection::writing(Path::new(&file)).unwrap(), SOON)
    }
}

/// A lead of a person, whose earlier leads make it a duplicate.
fn lead(number: u32, person: u32) -> Entry {
    let key = |kind| BlindIndex {
        kind,
        key: format!("{kind:?} of {person}"),
    };
    Entry::new(&NewLead {
        id: format!("lead {number}"),
        partner: "demo".into(),
        form: "call-me-back".into(),
        payload: "{}".into(),
        created_at_ms: 1,
        keys: vec![key(BlindIndexKind::Email), key(BlindIndexKind::Phone)],
        duplicate_since_ms: Some(0),
        ..NewLead::default()
    })
}

fn accepted(writing: &Writing, number: u32, person: u32) -> Accepted {
    writing.begin().unwrap();
    let accepted = accept(writing, &lead(number, person)).unwrap();
    writing.commit(DiskSpace::Enough).unwrap();
    accepted
}

fn erased(writing: &Writing, number: u32) {
    let erasure = Erasure {
        lead_id: format!("lead {number}"),
        kept: "{}".into(),
    };
    writing.begin().unwrap();
    assert_eq!(erase::erase(writing, &[erasure], &[], 2).unwrap().leads, 1);
    writing.commit(DiskSpace::Enough).unwrap();
}

fn count(writing: &Writing, table: &str) -> i64 {
    let count = format!("select count(*) from {table}");
    writing.query_row(&count, [], |row| row.get(0)).unwrap()
}

#[test]
fn a_person_is_recognised_at_every_step_of_the_way_into_the_index() {
    let fixture = Fixture::new();
    let writing = &fixture.writing;
    let mut number = 0;
    for person in 0..100 {
        number += 1;
        assert_eq!(accepted(writing, number, person), Accepted::Stored);
        for earlier in [0, person / 2, person] {
            number += 1;
            let again = accepted(writing, number, earlier);
            assert_eq!(again, Accepted::StoredDuplicate, "{earlier} of {person}");
        }
        let remembered = writing.blind_index().size;
        assert!(remembered < 100, "{remembered} keys are remembered");
    }
    let (keys, built) = (count(writing, "lead_keys"), count(writing, "blind_indexes"));
    assert_eq!(keys, 800);
    assert!(built > 600, "{built} keys are in the index");
}

#[test]
fn what_is_not_in_the_index_yet_is_read_at_the_start() {
    let fixture = Fixture::new();
    for person in 0..25 {
        accepted(&fixture.writing, person, person);
    }
    let after = fixture.another();
    for person in 0..25 {
        let again = accepted(&after, 100 + person, person);
        assert_eq!(again, Accepted::StoredDuplicate, "{person}");
    }
}

#[test]
fn two_processes_know_each_others_leads() {
    let fixture = Fixture::new();
    let both = [&fixture.writing, &fixture.another()];
    for person in 0..100 {
        let (one, other) = match person % 3 {
            0 => (both[0], both[1]),
            _ => (both[1], both[0]),
        };
        assert_eq!(accepted(one, 2 * person, person), Accepted::Stored);
        let again = accepted(other, 2 * person + 1, person);
        assert_eq!(again, Accepted::StoredDuplicate, "{person}");
        let early = accepted(one, 1000 + person, person / 2);
        assert_eq!(early, Accepted::StoredDuplicate, "{person}");
    }
    for writing in both {
        assert!(writing.blind_index().size < 100);
    }
}

#[test]
fn a_lead_that_was_undone_is_nobodys_and_its_number_is_anothers() {
    let fixture = Fixture::new();
    let writing = &fixture.writing;
    accepted(writing, 1, 1);
    writing.begin().unwrap();
    for (number, person) in [(2, 2), (3, 3), (4, 4)] {
        accept(writing, &lead(number, person)).unwrap();
    }
    writing.roll_back();
    assert_eq!(accepted(writing, 5, 4), Accepted::Stored);
    assert_eq!(accepted(writing, 6, 3), Accepted::Stored);
    assert_eq!(accepted(writing, 7, 2), Accepted::Stored);
    for person in 1..=4 {
        let again = accepted(writing, 10 + person, person);
        assert_eq!(again, Accepted::StoredDuplicate, "{person}");
    }
}

#[test]
fn a_lead_that_is_erased_on_its_way_into_the_index_does_not_get_there() {
    let fixture = Fixture::new();
    let (writing, other) = (&fixture.writing, &fixture.another());
    for person in 0..11 {
        accepted(writing, person, person);
    }
    assert!(writing.blind_index().build.is_some(), "it has begun");
    // Here and by the command line beside it.
    for (by, number) in [(writing, 0), (other, 5), (writing, 10)] {
        erased(by, number);
    }
    for person in 20..40 {
        accepted(writing, person, person);
    }
    for person in [0, 5, 10] {
        let keys = format!("blind_indexes where key like '% of {person}'");
        assert_eq!(count(writing, &keys), 0, "{person}");
        assert_eq!(accepted(writing, 100 + person, person), Accepted::Stored);
    }
    assert_eq!(accepted(writing, 111, 1), Accepted::StoredDuplicate);
}
