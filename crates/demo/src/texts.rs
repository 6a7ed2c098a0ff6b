//! The demo's texts in the languages that its pages are not written in: a table for each, and a second one
//! for the install page.
//!
//! Dutch is the pages' own text; what takes it out of the page and puts a translation in is
//! `translation`.

mod de;
mod en;
mod fr;
mod install;

use leadgate_model::Lang;

/// Keys of the pages (`data-text="key"`, `data-text-attribute="key"`) and their texts.
type Table = &'static [(&'static str, &'static str)];

/// The text of a key; none in Dutch, which stands in the page.
pub(super) fn translated(lang: Lang, key: &str) -> Option<&'static str> {
    texts(lang)?
        .find(|(known, _)| *known == key)
        .map(|(_, text)| text)
}

fn texts(lang: Lang) -> Option<impl Iterator<Item = (&'static str, &'static str)>> {
    let tables = match lang {
        Lang::Nl => return None,
        Lang::Fr => [fr::FR, install::fr::FR],
        Lang::En => [en::EN, install::en::EN],
        Lang::De => [de::DE, install::de::DE],
    };
    Some(tables.into_iter().flatten().copied())
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    const PAGES: [&str; 2] = [
        include_str!("../../../index.html"),
        include_str!("../../../www/demo/install.html"),
    ];

    /// Every key after `data-text="` or `data-text-…="`.
    fn keys_of_the_pages() -> BTreeSet<&'static str> {
        PAGES
            .into_iter()
            .flat_map(|page| page.split("data-text").skip(1))
            .filter_map(|rest| {
                let (attribute, value) = rest.split_once("=\"")?;
                assert!(
                    attribute
                        .chars()
                        .all(|c| c == '-' || c.is_ascii_lowercase()),
                    "a text mark is followed by something else: {attribute}"
                );
                value.split_once('"').map(|(key, _)| key)
            })
            .collect()
    }

    fn languages() -> impl Iterator<Item = (Lang, Vec<(&'static str, &'static str)>)> {
        Lang::ALL
            .into_iter()
            .filter_map(|lang| Some((lang, texts(lang)?.collect())))
    }

    #[test]
    fn every_language_has_exactly_the_keys_of_the_pages() {
        let pages = keys_of_the_pages();
        assert!(pages.len() > 100, "the pages' keys were not found");
        for (lang, texts) in languages() {
            let known: BTreeSet<&str> = texts.iter().map(|(key, _)| *key).collect();
            let missing: Vec<_> = pages.difference(&known).collect();
            let unused: Vec<_> = known.difference(&pages).collect();
            assert!(missing.is_empty(), "{lang:?} lacks {missing:?}");
            assert!(unused.is_empty(), "{lang:?} has unused {unused:?}");
            assert_eq!(known.len(), texts.len(), "{lang:?} names a key twice");
        }
    }

    #[test]
    fn no_text_is_empty_or_padded() {
        for (lang, texts) in languages() {
            for (key, text) in texts {
                assert!(!text.is_empty(), "{lang:?} {key}");
                assert_eq!(text.trim(), text, "{lang:?} {key}");
            }
        }
    }

    #[test]
    fn a_key_is_translated_and_dutch_stays_the_page_s_own() {
        assert_eq!(translated(Lang::Fr, "callback-link"), Some("Rappelez-moi"));
        assert_eq!(translated(Lang::Fr, "unknown"), None);
        assert_eq!(translated(Lang::Nl, "callback-link"), None);
    }
}
