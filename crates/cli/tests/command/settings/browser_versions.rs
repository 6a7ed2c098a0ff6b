//! `server.browser_version`: which browser version visitors get.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use leadgate_assets::Assets;
use leadgate_settings::{BrowserVersion, NO_BROWSER_VERSION};

use super::{Place, check, is_good, is_refused, with};

fn released(browser_version: &str, more: &str) -> String {
    let piece = format!("[server]\nbrowser_version = {browser_version:?}\n{more}");
    with("[server]", &piece)
}

/// A folder with one whole browser version and one that lacks its loader.
fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (browser_version, names) in [
        (
            "0123456789ab",
            ["embed.js", "leadgate.js", "leadgate_bg.wasm"].as_slice(),
        ),
        ("ba1f00000000", &["leadgate.js", "leadgate_bg.wasm"]),
    ] {
        fs::create_dir(folder.path().join(browser_version)).unwrap();
        for name in names {
            fs::write(folder.path().join(browser_version).join(name), "").unwrap();
        }
    }
    folder
}

#[test]
fn the_browser_version_of_this_program_an_earlier_one_or_none_may_be_named() {
    let folder = folder();
    let assets_dir = format!("assets_dir = {:?}", folder.path());
    let own = Assets::version().unwrap_or_default();
    for name in ["", own, "none", "0123456789ab"] {
        let ran = check(&released(name, &assets_dir));
        let out = is_good(&ran);
        assert!(out.contains("0123456789ab"), "{out}");
        assert!(!out.contains("ba1f00000000"), "it lacks its loader: {out}");
        let is_withdrawn = out.contains("is withdrawn by server.browser_version");
        assert_eq!(
            is_withdrawn,
            name != own && !name.is_empty(),
            "{name}: {out}"
        );
    }
    is_good(&check(&released("none", "")));
}

#[test]
fn an_unknown_browser_version_is_named_with_those_that_are_there() {
    let folder = folder();
    let assets_dir = format!("assets_dir = {:?}", folder.path());
    let where_ = folder.path().to_str().unwrap();
    for name in ["ba1f00000000", "..", "0123456789ab/", "None"] {
        is_refused(
            &check(&released(name, &assets_dir)),
            &[
                "server.browser_version",
                "is no browser version",
                where_,
                "has 0123456789ab",
                "\"none\"",
            ],
        );
    }
    is_refused(
        &check(&released("0123456789ab", "")),
        &[
            "server.browser_version",
            "server.assets_dir names no folder",
        ],
    );
    let empty = tempfile::tempdir().unwrap();
    is_refused(
        &check(&released(
            "0123456789ab",
            &format!("assets_dir = {:?}", empty.path()),
        )),
        &["server.browser_version", "has no whole release"],
    );
}

/// Where releases are kept, with what they printed.
fn store() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/released")
}

/// The form within a snippet, by whichever version. Of the words that it brings, their numbers: by these a version
/// finds them, and a sentence that was corrected serves an earlier one as well.
fn markup(snippet: &str) -> String {
    let (_, rest) = snippet.split_once("<div class=\"leadgate\"").unwrap();
    let (form, _) = rest
        .split_once("</template></leadgate-form>")
        .or_else(|| rest.split_once("</template><a "))
        .unwrap();
    let (_, version) = form.split_once("data-version=\"").unwrap();
    let (version, _) = version.split_once('"').unwrap();
    let form = form.replace(version, "VERSION");
    let Some((before, rest)) = form.split_once("data-words=\"") else {
        return form;
    };
    let (words, after) = rest.split_once('"').unwrap();
    let numbers = words.split('|').map(|word| word.split_once('=').unwrap().0);
    let numbers: Vec<_> = numbers.collect();
    format!("{before}{}{after}", numbers.join("|"))
}

#[test]
fn an_earlier_browser_version_hydrates_the_forms_of_this_program_only_if_their_markup_is_the_same()
{
    if Assets::version().is_none() {
        return;
    }
    let settings = fs::read_to_string(store().join("leadgate.toml")).unwrap();
    let place = Place::with_config(&settings);
    let today = |form: &str| {
        let ran = place.run_configured(&[
            "snippet",
            "--form",
            form,
            "--partner",
            "demo",
            "--lang",
            "nl",
        ]);
        assert_eq!(ran.code, 0, "{ran:?}");
        markup(&ran.out)
    };
    for browser_version in fs::read_dir(store()).unwrap() {
        let browser_version = browser_version.unwrap();
        if !browser_version.file_type().unwrap().is_dir() {
            continue;
        }
        let version = browser_version.file_name().into_string().unwrap();
        let files = fs::read_dir(browser_version.path()).unwrap();
        let mut paths = files.map(|file| file.unwrap().path());
        let snippets = paths
            .find(|path| path.extension().unwrap() == "json")
            .unwrap();
        let snippets: BTreeMap<String, String> =
            serde_json::from_slice(&fs::read(snippets).unwrap()).unwrap();
        let forms = snippets.iter().filter(|(form, _)| *form != "script-only");
        let differs: Vec<_> = forms
            .filter(|(form, snippet)| markup(snippet) != today(form))
            .map(|(form, _)| form.as_str())
            .collect();
        let taken_over_by = BrowserVersion::from(version.clone());
        assert_eq!(
            differs.is_empty(),
            taken_over_by.of_forms() != NO_BROWSER_VERSION,
            "correct SAME_MARKUP in crates/settings/src/browser_version.rs: {version} differs in {differs:?}"
        );
    }
}
