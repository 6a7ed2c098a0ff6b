//! Just enough Markdown: fenced blocks, and in the prose around them headings, links and inline code.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// How a path in our checkout begins; what is built or installed has no place here.
const FOLDERS: [&str; 7] = [
    ".ci/", "crates/", "docs/", "src/", "tests/", "www/", "xtask/",
];

/// One page.
pub(super) struct Document {
    /// Its path below the root.
    pub(super) name: String,
    text: String,
    prose: String,
    blocks: Vec<(String, String)>,
}

impl Document {
    /// Reads a page below `root`.
    pub(super) fn read(root: &Path, path: &Path) -> Self {
        let name = path.display().to_string();
        let text =
            fs::read_to_string(root.join(path)).unwrap_or_else(|error| panic!("{name}: {error}"));
        let (mut prose, mut blocks) = (String::new(), Vec::<(String, String)>::new());
        let mut in_block = false;
        for line in text.lines() {
            match line.trim_start().strip_prefix("```") {
                Some(language) => {
                    in_block = !in_block;
                    if in_block {
                        blocks.push((language.trim().to_owned(), String::new()));
                    }
                }
                None => {
                    let target = blocks
                        .last_mut()
                        .filter(|_| in_block)
                        .map_or(&mut prose, |(_, block)| block);
                    target.push_str(line);
                    target.push('\n');
                }
            }
        }
        assert!(!in_block, "{name}: a block that does not end");
        Self {
            name,
            text,
            prose,
            blocks,
        }
    }

    /// The fenced blocks in a language.
    pub(super) fn blocks(&self, language: &str) -> impl Iterator<Item = &str> {
        let matching = self
            .blocks
            .iter()
            .filter(move |(of_block, _)| of_block == language);
        matching.map(|(_, block)| block.as_str())
    }

    /// What stands between backticks in the prose.
    pub(super) fn inline_code(&self) -> impl Iterator<Item = &str> {
        self.prose.split('`').skip(1).step_by(2)
    }

    /// Inline code that is a path in the checkout; patterns are none.
    pub(super) fn paths(&self) -> impl Iterator<Item = &str> {
        let is_path = |code: &str| {
            FOLDERS.iter().any(|folder| code.starts_with(folder))
                && !code.contains([' ', '*', '{', '<'])
        };
        self.inline_code().filter(move |code| is_path(code))
    }

    /// The names after `cargo xtask `, wherever they stand.
    pub(super) fn xtask_commands(&self) -> BTreeSet<String> {
        let rest = self.text.split("cargo xtask ").skip(1);
        let name = |rest: &str| {
            rest.chars()
                .take_while(|c| c.is_ascii_lowercase() || *c == '-')
                .collect::<String>()
        };
        rest.map(name)
            .filter(|name| !name.is_empty() && !name.starts_with('-'))
            .collect()
    }

    /// Links and pictures within the checkout.
    pub(super) fn links(&self) -> Vec<String> {
        let mut links = Vec::new();
        for (opening, closing) in [("](", ')'), ("src=\"", '"'), ("srcset=\"", '"')] {
            let found = self
                .prose
                .split(opening)
                .skip(1)
                .filter_map(|rest| rest.split_once(closing));
            links.extend(found.map(|(link, _)| link.to_owned()));
        }
        links.retain(|link| !link.contains("://") && !link.starts_with("mailto:"));
        links
    }

    /// Whether a link's fragment names a heading here, as code hosts make it: lower case, hyphens for spaces.
    pub(super) fn has_heading(&self, fragment: &str) -> bool {
        let slug = |heading: &str| {
            let kept = heading.trim().to_lowercase();
            let kept = kept
                .chars()
                .filter(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_'));
            kept.map(|c| if c == ' ' { '-' } else { c })
                .collect::<String>()
        };
        let headings = self.prose.lines().filter(|line| line.starts_with('#'));
        headings
            .map(|line| slug(line.trim_start_matches('#')))
            .any(|known| known == fragment)
    }
}
