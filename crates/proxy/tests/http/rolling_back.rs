//! `server.browser_version`: what visitors get of a bad browser version that was withdrawn, and of
//! the one that takes its place.

use leadgate_assets::Assets;
use leadgate_settings::{BrowserVersion, NO_BROWSER_VERSION, Settings};
use serde_json::json;

use crate::assets::EARLIER;
use crate::fixture::{Fixture, settings};

const FRAGMENT: &str = "/v1/forms/call-me-back/fragment?partner=demo&lang=nl";

/// A proxy with an earlier browser version in its folder, and what visitors get there.
async fn with_browser_version(
    browser_version: BrowserVersion,
) -> (tempfile::TempDir, Fixture, Settings) {
    let folder = tempfile::tempdir().unwrap();
    crate::assets::earlier_release(folder.path());
    let mut settings = settings();
    folder.path().clone_into(&mut settings.server.assets_dir);
    let good = settings.clone();
    settings.server.browser_version = browser_version;
    (folder, Fixture::with_settings(settings).await, good)
}

async fn status(fixture: &Fixture, path: &str) -> u16 {
    fixture.get(path).await.status.as_u16()
}

/// What names the browser version that hydrates the form: its attribute, its options, its hidden input.
async fn named_by_forms(fixture: &Fixture) -> Vec<String> {
    let fragment = fixture.get(FRAGMENT).await.text();
    [
        "data-version=\"",
        "&quot;version&quot;:&quot;",
        "name=\"form_version\" value=\"",
    ]
    .map(|before| {
        let (_, rest) = fragment.split_once(before).unwrap();
        rest.split(['"', '&']).next().unwrap().to_owned()
    })
    .to_vec()
}

#[tokio::test]
async fn without_a_browser_version_forms_name_none_and_nobody_gets_the_bad_one() {
    let (_folder, fixture, good) = with_browser_version(BrowserVersion::PlainHtml).await;
    assert_eq!(named_by_forms(&fixture).await, [NO_BROWSER_VERSION; 3]);
    let ready = fixture.get("/readyz").await.json();
    assert_eq!(ready["browser_version"], NO_BROWSER_VERSION);
    assert_eq!(status(&fixture, "/assets/none/leadgate.js").await, 404);
    assert_eq!(
        status(&fixture, &format!("/assets/{EARLIER}/leadgate_bg.wasm")).await,
        200,
        "what was pasted with an earlier browser version is as it was"
    );
    let Some(bad) = Assets::version() else {
        return;
    };
    let of_bad = |name: &str| format!("/assets/{bad}/{name}");
    for (name, expected) in [
        ("leadgate.js", 404),
        ("leadgate_bg.wasm", 404),
        ("form.css", 200),
        ("embed.js", 200),
    ] {
        assert_eq!(status(&fixture, &of_bad(name)).await, expected, "{name}");
    }
    let pinned = fixture.get(&of_bad("embed.js")).await.text();
    let loader = fixture.get("/embed.js").await.text();
    assert_ne!(pinned, loader, "the loader knows what was withdrawn");
    assert!(loader.contains(bad) && loader.contains("none"));

    // A reload is all that it takes.
    fixture.live().go_by(good);
    assert_eq!(named_by_forms(&fixture).await, [bad; 3]);
    assert_eq!(status(&fixture, &of_bad("leadgate_bg.wasm")).await, 200);
    assert_eq!(
        fixture.get("/embed.js").await.text(),
        fixture.get(&of_bad("embed.js")).await.text()
    );
    assert_eq!(fixture.get(&of_bad("embed.js")).await.text(), pinned);
}

#[tokio::test]
async fn an_earlier_browser_version_brings_its_loader_and_hydrates_no_form_of_other_markup() {
    let (_folder, fixture, _) =
        with_browser_version(BrowserVersion::Earlier(EARLIER.to_owned())).await;
    assert_eq!(named_by_forms(&fixture).await, [NO_BROWSER_VERSION; 3]);
    let loader = fixture.get("/embed.js").await.text();
    assert_eq!(loader, "go('https://leads.example', 'none', '{}')");
    assert_eq!(
        status(&fixture, &format!("/assets/{EARLIER}/leadgate_bg.wasm")).await,
        200
    );
    if let Some(bad) = Assets::version() {
        assert_eq!(
            status(&fixture, &format!("/assets/{bad}/leadgate_bg.wasm")).await,
            404
        );
    }
}

#[tokio::test]
async fn operators_see_which_browser_versions_are_there_and_which_are_asked_for() {
    let (_folder, fixture, _) = with_browser_version(BrowserVersion::BuiltIn).await;
    let mut there = vec![EARLIER];
    there.extend(Assets::version());
    there.sort_unstable();
    let ready = fixture.get("/readyz").await.json();
    assert_eq!(ready["browser_versions"], json!(there));
    assert_eq!(
        ready["browser_version"],
        Assets::version().unwrap_or_default()
    );
    for (path, times) in [
        ("/assets/0123456789ab/leadgate.js", 2),
        ("/assets/0123456789ab/other.js", 1),
        ("/assets/ffffffffffff/leadgate.js", 1),
        ("/assets/eeeeeeeeeeee/leadgate.js", 1),
    ] {
        for _ in 0..times {
            fixture.get(path).await;
        }
    }
    for (labels, expected) in [
        ("browser_version=\"0123456789ab\",served=\"yes\"", 2),
        ("browser_version=\"0123456789ab\",served=\"no\"", 1),
        // Anybody can ask for any name: it does not become a label.
        ("browser_version=\"unknown\",served=\"no\"", 2),
    ] {
        let line = format!("leadgate_assets_requested_total{{{labels}}}");
        assert_eq!(fixture.metric(&line).await, expected, "{labels}");
    }
}
