//! Styles as they travel. Included by the widget's build script and by `cargo xtask embed`.

/// Styles without comments, line breaks and the spaces that nothing needs. What stands in quotes must
/// not look like any of these.
pub(crate) fn small(css: &str) -> String {
    let mut text = String::new();
    let mut rest = css;
    while let Some((before, comment)) = rest.split_once("/*") {
        text.push_str(before);
        rest = comment.split_once("*/").map_or("", |(_, after)| after);
    }
    text.push_str(rest);
    let mut small = text.split_whitespace().collect::<Vec<_>>().join(" ");
    for (long, short) in [
        ("{ ", "{"),
        (" {", "{"),
        ("; ", ";"),
        ("} ", "}"),
        (", ", ","),
    ] {
        small = small.replace(long, short);
    }
    small
}
