//! Finds the test command in README.md's code blocks.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

const COMMAND: &str = "cargo xtask test";

/// The line of a code block that calls the tests.
///
/// # Errors
///
/// When README.md cannot be read, or names no such command in a code block.
pub(super) fn test_command(readme: &Path) -> Result<String> {
    let text = fs::read_to_string(readme).with_context(|| readme.display().to_string())?;
    find(&text).with_context(|| {
        format!(
            "{} has no line `{COMMAND}` in a code block",
            readme.display()
        )
    })
}

fn find(text: &str) -> Option<String> {
    let mut in_block = false;
    for line in text.lines() {
        if line.trim_start().starts_with("```") {
            in_block = !in_block;
        } else if in_block {
            // Without the prompt in front and the comment behind.
            let line = line.split('#').next().unwrap_or_default();
            let line = line.trim().trim_start_matches("$ ").trim_end();
            if line == COMMAND || line.starts_with("cargo xtask test ") {
                return Some(line.to_owned());
            }
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_is_found_in_a_code_block_only() {
        assert_eq!(find("Run `cargo xtask test`.\ncargo xtask test\n"), None);
        assert_eq!(
            find("```sh\ncargo xtask demo\n$ cargo xtask test   # everything\n```\n").as_deref(),
            Some("cargo xtask test")
        );
        assert_eq!(
            find("```\ncargo xtask test --full\n```").as_deref(),
            Some("cargo xtask test --full")
        );
        assert_eq!(find("```\ncargo xtask tests\n```"), None);
    }
}
