use leadgate_store::BlindIndexKind;
use proptest::prelude::*;

use super::*;

fn ring(keys: &[u8]) -> Keyring {
    let key = |first: &u8| {
        let bytes: [u8; 32] = std::array::from_fn(|at| first.wrapping_add(at as u8));
        hex::encode(bytes)
    };
    Keyring::parse(&keys.iter().map(key).collect::<Vec<_>>().join("\n")).unwrap()
}

fn personal(payload: &str) -> PersonalData {
    PersonalData {
        fingerprint: "a hash".to_owned(),
        keys: vec![BlindIndex {
            kind: BlindIndexKind::Email,
            key: "another hash".to_owned(),
        }],
        payload: payload.to_owned(),
    }
}

proptest! {
    #[test]
    fn whatever_is_encrypted_is_decrypted_again_for_its_own_lead_alone(
        payload in any::<String>(),
        fingerprint in any::<String>(),
        key in any::<String>(),
        lead in "[0-9a-f-]{36}",
        other in "[0-9a-f-]{36}",
    ) {
        let keys = vec![BlindIndex { kind: BlindIndexKind::Phone, key }];
        let personal = PersonalData { fingerprint, keys, payload };
        let encrypted = ring(&[1]).encrypt(&lead, &personal);
        prop_assert_eq!(ring(&[2, 1]).decrypt(&lead, &encrypted), Ok(Some(personal)));
        if lead != other {
            prop_assert_eq!(ring(&[1]).decrypt(&other, &encrypted), Err(DecryptError::Changed));
        }
    }

    #[test]
    fn whatever_is_changed_is_not_opened(at in 0_usize..400, letter in "[A-Za-z0-9+/:]") {
        let ring = ring(&[1, 2]);
        let encrypted = ring.encrypt("lead", &personal("{}"));
        let at = at % encrypted.len();
        let changed = format!("{}{letter}{}", &encrypted[..at], &encrypted[at + 1..]);
        // What no longer looks encrypted is no JSON either: no CRM gets it.
        let opened = ring.decrypt("lead", &changed);
        prop_assert!(changed == encrypted || !matches!(opened, Ok(Some(_))));
    }
}

#[test]
fn what_was_never_encrypted_is_left_as_it_is_and_what_only_begins_so_is_refused() {
    for plain in ["{}", "", "encrypted", "{\"encrypted:1:\":1}"] {
        assert_eq!(ring(&[1]).decrypt("lead", plain), Ok(None), "{plain}");
    }
    let encrypted = ring(&[1]).encrypt("lead", &personal("{}"));
    let later = encrypted.replace("encrypted:1:", "encrypted:2:");
    for damaged in [
        "encrypted:",
        "encrypted:1:",
        "encrypted:1:abc",
        &encrypted[..20],
        &later,
    ] {
        let opened = ring(&[1]).decrypt("lead", damaged);
        assert_eq!(opened, Err(DecryptError::Changed), "{damaged}");
    }
}

#[test]
fn the_same_is_encrypted_differently_each_time_and_names_its_key() {
    let ring = ring(&[1]);
    let [one, other] = [(); 2].map(|()| ring.encrypt("lead", &personal("An Peeters")));
    assert_ne!(one, other);
    assert!(
        one.starts_with(&format!("encrypted:1:{}:", ring.first())),
        "{one}"
    );
    assert_eq!(encrypted_with(&one), Some(ring.first()));
}

#[test]
fn a_key_that_is_missing_is_named() {
    let encrypted = ring(&[1]).encrypt("lead", &personal("{}"));
    let opened = ring(&[2]).decrypt("lead", &encrypted);
    assert_eq!(
        opened,
        Err(DecryptError::NoKey(ring(&[1]).first().to_owned()))
    );
}

#[test]
fn a_hash_is_the_same_for_the_same_value_and_key_alone() {
    let (one, other) = (ring(&[1]), ring(&[2, 1]));
    assert_eq!(one.fingerprint("a"), ring(&[1]).fingerprint("a"));
    let all = [
        one.fingerprint("a"),
        one.fingerprint("b"),
        one.blind_index_value("a"),
        other.fingerprint("a"),
    ];
    for (at, hash) in all.iter().enumerate() {
        assert!(!all[..at].contains(hash), "{all:?}");
        assert_eq!(hashed_with(hash), hash.split(':').next());
    }
    let older = other.older_fingerprints("a");
    assert_eq!(older, [one.fingerprint("a"), "a".to_owned()]);
    assert_eq!(hashed_with("a"), None);
}

#[test]
fn keys_after_the_word_plaintext_decrypt_and_do_not_encrypt() {
    let one = ring(&[1]);
    let key = hex::encode(std::array::from_fn::<u8, 32, _>(|at| 1 + at as u8));
    let opening = Keyring::parse(&format!("plaintext\n{key}")).unwrap();
    assert_eq!(
        (opening.first(), opening.has(one.first())),
        (PLAINTEXT, true)
    );
    assert_eq!(opening.encrypt("lead", &personal("{}")), "{}");
    assert_eq!(opening.fingerprint("a"), "a");
    assert_eq!(
        opening.older_blind_index_values("a"),
        [one.blind_index_value("a")]
    );
    let encrypted = one.encrypt("lead", &personal("{}"));
    assert_eq!(
        opening.decrypt("lead", &encrypted),
        Ok(Some(personal("{}")))
    );
    assert_eq!(Keyring::parse("plaintext").unwrap_err(), KeyError::Empty);
    assert_eq!(
        Keyring::parse(&format!("{key} plain")).unwrap_err(),
        KeyError::NoKey(2)
    );
}

#[test]
fn keys_are_read_from_lines_spaces_and_commas() {
    let [one, other] = [1, 2].map(|first| ring(&[first]).first().to_owned());
    let words =
        [1_u8, 2].map(|first| hex::encode(std::array::from_fn::<u8, 32, _>(|at| first + at as u8)));
    for between in [" ", "\n", ",", ", ", "\r\n\n"] {
        let ring = Keyring::parse(&format!("\n{}\n", words.join(between))).unwrap();
        assert_eq!(ring.first(), one);
        assert!(ring.has(&one) && ring.has(&other));
    }
}

#[test]
fn what_is_wrong_with_a_list_of_keys_is_said_without_showing_it() {
    let good = hex::encode([1, 2].repeat(16));
    for (text, error) in [
        (String::new(), KeyError::Empty),
        (" \n".to_owned(), KeyError::Empty),
        (format!("{good} hunter2"), KeyError::NoKey(2)),
        (
            format!("{good}\n{}", good.to_uppercase()),
            KeyError::Twice(2),
        ),
    ] {
        assert_eq!(Keyring::parse(&text).unwrap_err(), error);
        assert!(!error.to_string().contains("hunter2"));
    }
}
