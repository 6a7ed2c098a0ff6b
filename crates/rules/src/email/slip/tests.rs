//! Slips that visitors make, and domains that look like slips and are none.

use proptest::prelude::*;

use super::super::parse;
use super::{OTHERS, SHARED, Slip, UNIQUE, slip, slips, suggestion};

fn known() -> impl Iterator<Item = &'static str> {
    SHARED.split(' ').chain(UNIQUE.split(' '))
}

/// The domain that is suggested for another.
fn meant(domain: &str) -> Option<String> {
    let address = suggestion(&format!("jan@{domain}"))?;
    Some(address.strip_prefix("jan@").expect("jan").to_owned())
}

#[test]
fn a_slip_in_the_domain_is_seen() {
    for (typed, expected) in [
        ("gmial.com", "gmail.com"),
        ("gmal.com", "gmail.com"),
        ("gmaill.com", "gmail.com"),
        ("gnail.com", "gmail.com"),
        ("mgail.com", "gmail.com"),
        ("GMIAL.COM", "gmail.com"),
        ("gmail.con", "gmail.com"),
        ("gmail.vom", "gmail.com"),
        ("gmail.cmo", "gmail.com"),
        ("gmail.co", "gmail.com"),
        ("gmail.comm", "gmail.com"),
        ("gmail.be", "gmail.com"),
        ("gmail.nl", "gmail.com"),
        ("gmial.con", "gmail.com"),
        ("hotmial.com", "hotmail.com"),
        ("hotmai.fr", "hotmail.fr"),
        ("otmail.com", "hotmail.com"),
        ("homail.be", "hotmail.be"),
        ("hotmail.eb", "hotmail.be"),
        ("hotmail.cm", "hotmail.com"),
        ("outlok.com", "outlook.com"),
        ("outloook.be", "outlook.be"),
        ("iclould.com", "icloud.com"),
        ("icloud.fr", "icloud.com"),
        ("yaho.com", "yahoo.com"),
        ("yhaoo.fr", "yahoo.fr"),
        ("lvie.be", "live.be"),
        ("live.con", "live.com"),
        ("msn.con", "msn.com"),
        ("gmx.ed", "gmx.de"),
        ("web.ed", "web.de"),
        ("telnet.be", "telenet.be"),
        ("telenet.eb", "telenet.be"),
        ("telenet.bee", "telenet.be"),
        ("telent.ne", "telenet.be"),
        ("skynet.eb", "skynet.be"),
        ("syknet.be", "skynet.be"),
        ("proximius.be", "proximus.be"),
        ("scralet.be", "scarlet.be"),
        ("zigo.nl", "ziggo.nl"),
        ("kpmail.nl", "kpnmail.nl"),
        ("wandoo.fr", "wanadoo.fr"),
        ("ornage.fr", "orange.fr"),
        ("laposte.ent", "laposte.net"),
        ("tonline.de", "t-online.de"),
        ("t-onlien.de", "t-online.de"),
    ] {
        assert_eq!(meant(typed).as_deref(), Some(expected), "{typed}");
    }
}

#[test]
fn a_slip_in_the_dot_is_seen() {
    for typed in [
        "gmailcom",
        "gmail,com",
        "gmail..com",
        "gmail.com.",
        "gmail. com",
    ] {
        assert_eq!(meant(typed).as_deref(), Some("gmail.com"), "{typed}");
    }
    assert_eq!(meant("telenetbe").as_deref(), Some("telenet.be"));
    assert_eq!(meant("outlook/be").as_deref(), Some("outlook.be"));
    assert_eq!(meant("gmail").as_deref(), Some("gmail.com"));
}

#[test]
fn a_known_domain_and_its_neighbours_are_left_alone() {
    let neighbours = [
        "mail.ru",
        "email.com",
        "ymail.com",
        "gmail.example.com",
        "gmx.at",
        "gmx.ch",
        "gmx.eu",
        "hotmail.it",
        "hotmail.se",
        "hotmail.co.uk",
        "live.dk",
        "live.se",
        "live.it",
        "live.co.uk",
        "live.ca",
        "live.cn",
        "outlook.es",
        "outlook.ie",
        "outlook.at",
        "outlook.com.br",
        "yahoo.it",
        "yahoo.es",
        "yahoo.se",
        "yahoo.ca",
        "yahoo.co.uk",
        "yahoo.com.au",
        "orange.lu",
        "orange.pl",
        "rocketmail.com",
        "fastmail.com",
        "proximus.com",
        "protonmail.ch",
        "laposte.fr",
        "online.de",
        "online.nl",
        "home.pl",
        "web.dev",
        "weg.de",
        "love.be",
        "line.nl",
        "wab.be",
        "man.com",
        "topmail.com",
        "proxima.be",
        "me.com",
        "mac.com",
    ];
    for domain in known().chain(OTHERS.split(' ')).chain(neighbours) {
        assert_eq!(meant(domain), None, "{domain}");
    }
}

#[test]
fn the_domains_of_others_would_be_taken_for_slips() {
    for other in OTHERS.split(' ') {
        assert!(
            known().any(|known| slips(other, known, true).is_some()),
            "{other}"
        );
    }
}

#[test]
fn an_address_with_another_mistake_gets_no_suggestion() {
    for typed in [
        "",
        "jan",
        "gmial.com",
        "@gmial.com",
        "jan peeters@gmial.com",
        "jan.@gmial.com",
        "jérôme@gmial.com",
        "Jan <jan@gmial.com",
        "jan@gmial.com and more",
        "jan@",
        "jan@.",
        "jan@com",
        "jan@hotmail",
        "jan@é",
    ] {
        assert_eq!(suggestion(typed), None, "{typed}");
    }
}

#[test]
fn the_rest_of_the_address_stays() {
    assert_eq!(
        suggestion(" \u{200b}Jan.Peeters+Tag@Gmial.com\n").as_deref(),
        Some("Jan.Peeters+Tag@gmail.com")
    );
}

#[test]
fn two_words_are_one_slip_apart_or_more() {
    for (typed, known, expected) in [
        ("abc", "abc", Some(Slip::None)),
        ("", "", Some(Slip::None)),
        ("bac", "abc", Some(Slip::Swap)),
        ("acb", "abc", Some(Slip::Swap)),
        ("aab", "aba", Some(Slip::Swap)),
        ("ab", "abc", Some(Slip::Letter)),
        ("bc", "abc", Some(Slip::Letter)),
        ("abbc", "abc", Some(Slip::Letter)),
        ("axc", "abc", Some(Slip::Letter)),
        ("xbc", "abc", Some(Slip::FirstLetter)),
        ("cab", "abc", None),
        ("axy", "abc", None),
        ("a", "abc", None),
        ("", "ab", None),
    ] {
        assert_eq!(slip(typed, known), expected, "{typed} {known}");
    }
}

/// A known domain with some letters dropped, doubled or replaced.
fn mistyped() -> impl Strategy<Value = String> {
    let domains: Vec<&str> = known().chain(OTHERS.split(' ')).collect();
    let edits = prop::collection::vec((any::<prop::sample::Index>(), "[a-z.,@é ]{0,2}"), 0..3);
    (prop::sample::select(domains), edits).prop_map(|(domain, edits)| {
        let mut chars: Vec<String> = domain.chars().map(String::from).collect();
        for (index, replacement) in edits {
            let at = index.index(chars.len());
            chars[at] = replacement;
        }
        "jan@".to_owned() + &chars.concat()
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn a_suggestion_is_an_address_without_a_further_suggestion(
        typed in prop_oneof![4 => mistyped(), 1 => any::<String>(), 1 => "[a-z.@]{0,12}@[a-z.]{0,12}"],
    ) {
        if let Some(address) = suggestion(&typed) {
            prop_assert_eq!(parse(&address), Ok(address.clone()));
            prop_assert_eq!(suggestion(&address), None);
            prop_assert_ne!(parse(&typed), Ok(address));
        }
    }
}
