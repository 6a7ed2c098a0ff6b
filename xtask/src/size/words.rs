//! The words that a form's page brings: in the fragments that the component tests hydrate, which a test holds to
//! what the host renders.

use std::fs;

use anyhow::{Context, Result};

use crate::{compress, workspace};

/// Where a fragment keeps its words.
const ATTRIBUTE: &str = "data-words=\"";

/// The bytes of a form's words after brotli, in the language that needs most.
///
/// # Errors
///
/// When no fragment of the form is there, or one has no words.
pub(super) fn of(form: &str) -> Result<usize> {
    let folder = workspace::root().join("tests/component");
    let start = format!("fragment.{form}.");
    let mut most = None;
    for entry in fs::read_dir(&folder).with_context(|| folder.display().to_string())? {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        if name.starts_with(&start) {
            let fragment = fs::read_to_string(&path)?;
            let words = words(&fragment).with_context(|| format!("no words in {name}"))?;
            most = most.max(Some(compress::brotli(words.as_bytes())?.len()));
        }
    }
    most.with_context(|| format!("no {start}*.html in {}", folder.display()))
}

fn words(fragment: &str) -> Option<&str> {
    let (_, words) = fragment.split_once(ATTRIBUTE)?;
    words.split('"').next()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_form_of_the_budget_has_words() {
        for form in ["call-me-back", "click-out", "insurance", "third-party"] {
            assert!(of(form).unwrap() > 500, "{form}");
        }
    }
}
