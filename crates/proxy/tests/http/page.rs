//! What stands on a page.

/// The tag that holds a piece of text.
#[track_caller]
pub(crate) fn tag<'a>(page: &'a str, piece: &str) -> &'a str {
    let at = page
        .find(piece)
        .unwrap_or_else(|| panic!("no {piece} in {page}"));
    let start = page[..=at].rfind('<').unwrap();
    let end = at + page[at..].find('>').unwrap();
    &page[start..=end]
}
