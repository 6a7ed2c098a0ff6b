//! `server.release`: what visitors get of a bad release of the browser half that was withdrawn, and of
//! the one that takes its place.

use leadgate_assets::Assets;
use leadgate_settings::{NO_RELEASE, Release, Settings};
use serde_json::json;

use crate::assets::EARLIER;
use crate::stage::{Stage, settings};

const FRAGMENT: &str = "/v1/forms/call-me-back/fragment?partner=demo&lang=nl";

/// A proxy with an earlier release in its folder, and what visitors get there.
async fn going_by(release: Release) -> (tempfile::TempDir, Stage, Settings) {
    let folder = tempfile::tempdir().unwrap();
    crate::assets::earlier_release(folder.path());
    let mut settings = settings();
    folder.path().clone_into(&mut settings.server.assets_dir);
    let good = settings.clone();
    settings.server.release = release;
    (folder, Stage::with_settings(settings).await, good)
}

async fn status(stage: &Stage, path: &str) -> u16 {
    stage.get(path).await.status.as_u16()
}

/// What names the release that takes a form over: its attribute, its options, its hidden input.
async fn named_by_forms(stage: &Stage) -> Vec<String> {
    let fragment = stage.get(FRAGMENT).await.text();
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
async fn without_a_release_forms_name_none_and_nobody_gets_the_bad_one() {
    let (_folder, stage, good) = going_by(Release::PlainHtml).await;
    assert_eq!(named_by_forms(&stage).await, [NO_RELEASE; 3]);
    let ready = stage.get("/readyz").await.json();
    assert_eq!(ready["release"], NO_RELEASE);
    assert_eq!(status(&stage, "/assets/none/leadgate.js").await, 404);
    assert_eq!(
        status(&stage, &format!("/assets/{EARLIER}/leadgate_bg.wasm")).await,
        200,
        "what was pasted with an earlier release is as it was"
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
        assert_eq!(status(&stage, &of_bad(name)).await, expected, "{name}");
    }
    let pinned = stage.get(&of_bad("embed.js")).await.text();
    let loader = stage.get("/embed.js").await.text();
    assert_ne!(pinned, loader, "the loader knows what was withdrawn");
    assert!(loader.contains(bad) && loader.contains("none"));

    // A reload is all that it takes.
    stage.live().go_by(good);
    assert_eq!(named_by_forms(&stage).await, [bad; 3]);
    assert_eq!(status(&stage, &of_bad("leadgate_bg.wasm")).await, 200);
    assert_eq!(
        stage.get("/embed.js").await.text(),
        stage.get(&of_bad("embed.js")).await.text()
    );
    assert_eq!(stage.get(&of_bad("embed.js")).await.text(), pinned);
}

#[tokio::test]
async fn an_earlier_release_brings_its_loader_and_takes_over_no_form_of_other_markup() {
    let (_folder, stage, _) = going_by(Release::Earlier(EARLIER.to_owned())).await;
    assert_eq!(named_by_forms(&stage).await, [NO_RELEASE; 3]);
    let loader = stage.get("/embed.js").await.text();
    assert_eq!(loader, "go('https://leads.example', 'none', '{}')");
    assert_eq!(
        status(&stage, &format!("/assets/{EARLIER}/leadgate_bg.wasm")).await,
        200
    );
    if let Some(bad) = Assets::version() {
        assert_eq!(
            status(&stage, &format!("/assets/{bad}/leadgate_bg.wasm")).await,
            404
        );
    }
}

#[tokio::test]
async fn operators_see_which_releases_are_there_and_which_are_asked_for() {
    let (_folder, stage, _) = going_by(Release::BuiltIn).await;
    let mut there = vec![EARLIER];
    there.extend(Assets::version());
    there.sort_unstable();
    let ready = stage.get("/readyz").await.json();
    assert_eq!(ready["releases"], json!(there));
    assert_eq!(ready["release"], Assets::version().unwrap_or_default());
    for (path, times) in [
        ("/assets/0123456789ab/leadgate.js", 2),
        ("/assets/0123456789ab/other.js", 1),
        ("/assets/ffffffffffff/leadgate.js", 1),
        ("/assets/eeeeeeeeeeee/leadgate.js", 1),
    ] {
        for _ in 0..times {
            stage.get(path).await;
        }
    }
    for (labels, expected) in [
        ("release=\"0123456789ab\",served=\"yes\"", 2),
        ("release=\"0123456789ab\",served=\"no\"", 1),
        // Anybody can ask for any name: it does not become a label.
        ("release=\"unknown\",served=\"no\"", 2),
    ] {
        let line = format!("leadgate_assets_requested_total{{{labels}}}");
        assert_eq!(stage.metric(&line).await, expected, "{labels}");
    }
}
