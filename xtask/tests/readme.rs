//! Holds README.md's commands to `cargo xtask --help`: none that does not exist, none left out, an example for each.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::Command;

fn help(arguments: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_xtask"))
        .args(arguments)
        .arg("--help")
        .output()
        .expect("xtask runs");
    assert!(output.status.success());
    String::from_utf8(output.stdout).expect("help is text")
}

/// The names under `Commands:`.
fn commands() -> BTreeSet<String> {
    help(&[])
        .lines()
        .skip_while(|line| *line != "Commands:")
        .skip(1)
        .take_while(|line| !line.is_empty())
        .filter_map(|line| line.split_whitespace().next())
        .filter(|name| *name != "help")
        .map(str::to_owned)
        .collect()
}

/// What follows `cargo xtask ` in a text.
fn mentioned(text: &str) -> BTreeSet<String> {
    text.match_indices("cargo xtask ")
        .map(|(at, call)| {
            text[at + call.len()..]
                .chars()
                .take_while(|c| c.is_ascii_lowercase() || *c == '-')
                .collect::<String>()
        })
        .filter(|name| !name.is_empty() && !name.starts_with('-'))
        .collect()
}

#[test]
fn readme_names_exactly_the_commands_that_exist() {
    let readme = Path::new(env!("CARGO_MANIFEST_DIR")).join("../README.md");
    let text = fs::read_to_string(readme).unwrap();
    assert_eq!(mentioned(&text), commands());
}

#[test]
fn every_command_shows_an_example_of_itself() {
    for command in commands() {
        let help = help(&[&command]);
        assert!(help.contains("Example"), "{command}: {help}");
        assert!(
            help.contains(&format!("cargo xtask {command}")),
            "{command}: {help}"
        );
    }
}

#[test]
fn the_overview_shows_an_example_of_each_command() {
    let overview = help(&[]);
    for command in commands() {
        assert!(
            overview.contains(&format!("  cargo xtask {command} ")),
            "{command}"
        );
    }
}
