//! The demo page's texts in the languages that `index.html` is not written in: one table each.
//!
//! Dutch is the page's own text; what takes it out of the page and puts a translation in is
//! `translation`.

mod de;
mod en;
mod fr;

use leadgate_model::Lang;

/// Keys of `index.html` (`data-text="key"`, `data-text-attribute="key"`) and their texts.
type Table = &'static [(&'static str, &'static str)];

/// The text of a key; none in Dutch, which stands in the page.
pub(super) fn translated(lang: Lang, key: &str) -> Option<&'static str> {
    table(lang)?
        .iter()
        .find(|(known, _)| *known == key)
        .map(|(_, text)| *text)
}

fn table(lang: Lang) -> Option<Table> {
    match lang {
        Lang::Nl => None,
        Lang::Fr => Some(fr::FR),
        Lang::En => Some(en::EN),
        Lang::De => Some(de::DE),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    const PAGE: &str = include_str!("../../index.html");

    /// Every key after `data-text="` or `data-text-…="`.
    fn keys_of_the_page() -> BTreeSet<&'static str> {
        PAGE.split("data-text")
            .skip(1)
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

    fn languages() -> impl Iterator<Item = (Lang, Table)> {
        Lang::ALL
            .into_iter()
            .filter_map(|lang| table(lang).map(|table| (lang, table)))
    }

    #[test]
    fn every_language_has_exactly_the_keys_of_the_page() {
        let page = keys_of_the_page();
        assert!(page.len() > 50, "the page's keys were not found");
        for (lang, table) in languages() {
            let known: BTreeSet<&str> = table.iter().map(|(key, _)| *key).collect();
            let missing: Vec<_> = page.difference(&known).collect();
            let unused: Vec<_> = known.difference(&page).collect();
            assert!(missing.is_empty(), "{lang:?} lacks {missing:?}");
            assert!(unused.is_empty(), "{lang:?} has unused {unused:?}");
            assert_eq!(known.len(), table.len(), "{lang:?} names a key twice");
        }
    }

    #[test]
    fn no_text_is_empty_or_padded() {
        for (lang, table) in languages() {
            for (key, text) in table {
                assert!(!text.is_empty(), "{lang:?} {key}");
                assert_eq!(text.trim(), *text, "{lang:?} {key}");
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
