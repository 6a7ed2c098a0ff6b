//! The hosts of a partner's suppliers, as a browser would write them.

use url::Host;

/// A host as a parser of addresses has it: lower case, international names in their ASCII form.
/// `None` for whatever is no host by itself (a scheme, a port, a path, a user) or more than one
/// (a star), and for a dot at the end, which makes another name of it.
#[must_use]
pub fn host(text: &str) -> Option<String> {
    // These two are letters to the parser, or written for others.
    if text.contains(['*', '%']) || text.ends_with('.') {
        return None;
    }
    Some(Host::parse(text).ok()?.to_string())
}

#[cfg(test)]
mod tests {
    use super::host;

    #[test]
    fn a_host_is_written_as_browsers_compare_it() {
        let cases = [
            ("supplier.example", "supplier.example"),
            ("WWW.Supplier.Example", "www.supplier.example"),
            ("bücher.example", "xn--bcher-kva.example"),
            ("127.0.0.1", "127.0.0.1"),
            ("[::1]", "[::1]"),
        ];
        for (text, expected) in cases {
            assert_eq!(host(text).as_deref(), Some(expected), "{text}");
        }
    }

    #[test]
    fn what_is_more_or_less_than_a_host_is_none() {
        let cases = [
            "",
            "https://supplier.example",
            "//supplier.example",
            "supplier.example/",
            "supplier.example/offer",
            "supplier.example:443",
            "user@supplier.example",
            "supplier.example?x",
            "supplier.example#x",
            "supplier.example.",
            "*.supplier.example",
            "*",
            "supplier.example, other.example",
            "supplier%2eexample",
            "supplier example",
            "::1",
        ];
        for text in cases {
            assert_eq!(host(text), None, "{text}");
        }
    }
}
