//! The files of each browser version: immutable, compressed as asked, earlier versions included.

use std::io::Read as _;
use std::path::Path;

use leadgate_assets::Assets;

use crate::fixture::{Answer, Fixture, PUBLIC, settings};

/// An earlier browser version.
pub(crate) const EARLIER: &str = "0123456789ab";

/// A folder with an earlier browser version.
pub(crate) fn earlier_release(folder: &Path) {
    let version = folder.join(EARLIER);
    std::fs::create_dir(&version).unwrap();
    let files = [
        (
            "embed.js",
            "go('__LEADGATE_PROXY__', '__LEADGATE_VERSION__', '__LEADGATE_FRAGMENTS__')",
        ),
        ("leadgate.js", "plain"),
        ("leadgate.js.br", "as brotli"),
        ("leadgate_bg.wasm", "\0asm"),
    ];
    for (name, content) in files {
        std::fs::write(version.join(name), content).unwrap();
    }
    std::fs::write(folder.join("secret"), "not a browser version").unwrap();
}

async fn with_earlier_release() -> (tempfile::TempDir, Fixture) {
    let folder = tempfile::tempdir().unwrap();
    earlier_release(folder.path());
    let mut settings = settings();
    folder.path().clone_into(&mut settings.server.assets_dir);
    (folder, Fixture::with_settings(settings).await)
}

#[track_caller]
fn check_immutable(answer: &Answer, content_type: &str) {
    assert_eq!(answer.status, 200, "{answer:?}");
    assert_eq!(answer.header("content-type"), content_type);
    assert_eq!(
        answer.header("cache-control"),
        "public, max-age=31536000, immutable"
    );
    assert_eq!(answer.header("vary"), "accept-encoding");
    assert_eq!(
        answer.header("cross-origin-resource-policy"),
        "cross-origin"
    );
    answer.assert_readable_by_any_page();
}

#[tokio::test]
async fn the_built_in_browser_version_comes_compressed_as_asked() {
    let fixture = Fixture::new().await;
    let Some(version) = Assets::version() else {
        fixture.get("/assets//leadgate.js").await.problem(404);
        fixture
            .get("/assets/0123456789ab/leadgate.js")
            .await
            .problem(404);
        return;
    };
    for (name, content_type) in [
        ("leadgate.js", "text/javascript; charset=utf-8"),
        ("leadgate_bg.wasm", "application/wasm"),
        ("form.css", "text/css; charset=utf-8"),
    ] {
        let path = format!("/assets/{version}/{name}");
        let plain = fixture.get(&path).await;
        check_immutable(&plain, content_type);
        assert_eq!(plain.header("content-encoding"), "");
        for (accepted, encoding) in [
            ("gzip, deflate, br", "br"),
            ("gzip", "gzip"),
            ("br;q=0, gzip", "gzip"),
        ] {
            let answer = fixture
                .get_with(&path, &[("accept-encoding", accepted)])
                .await;
            check_immutable(&answer, content_type);
            assert_eq!(answer.header("content-encoding"), encoding, "{accepted}");
            assert!(answer.body.len() < plain.body.len());
            assert_eq!(
                unpacked(&answer.body, encoding),
                plain.body,
                "{name} as {encoding}"
            );
        }
    }
    let loader = fixture.get(&format!("/assets/{version}/embed.js")).await;
    check_immutable(&loader, "text/javascript; charset=utf-8");
    assert!(loader.text().contains(PUBLIC) && !loader.text().contains("__LEADGATE_"));
}

fn unpacked(body: &[u8], encoding: &str) -> Vec<u8> {
    let mut plain = Vec::new();
    match encoding {
        "br" => brotli::Decompressor::new(body, 4096)
            .read_to_end(&mut plain)
            .unwrap(),
        _ => flate2::read::GzDecoder::new(body)
            .read_to_end(&mut plain)
            .unwrap(),
    };
    plain
}

#[tokio::test]
async fn an_earlier_browser_version_is_served_from_its_folder() {
    let (_folder, fixture) = with_earlier_release().await;
    let script = "text/javascript; charset=utf-8";
    let plain = fixture.get("/assets/0123456789ab/leadgate.js").await;
    check_immutable(&plain, script);
    assert_eq!(plain.text(), "plain");
    let brotli = fixture
        .get_with(
            "/assets/0123456789ab/leadgate.js",
            &[("accept-encoding", "br")],
        )
        .await;
    assert_eq!(
        (brotli.header("content-encoding"), brotli.text().as_str()),
        ("br", "as brotli")
    );
    // What is not there compressed comes as it is, and says so.
    let wasm = fixture
        .get_with(
            "/assets/0123456789ab/leadgate_bg.wasm",
            &[("accept-encoding", "br")],
        )
        .await;
    check_immutable(&wasm, "application/wasm");
    assert_eq!(
        (wasm.header("content-encoding"), wasm.text().as_str()),
        ("", "\0asm")
    );
    let loader = fixture.get("/assets/0123456789ab/embed.js").await;
    check_immutable(&loader, script);
    assert_eq!(
        loader.text(),
        format!("go('{PUBLIC}', '0123456789ab', '{{}}')")
    );
}

#[tokio::test]
async fn what_is_no_file_of_a_browser_version_is_not_found() {
    let (_folder, fixture) = with_earlier_release().await;
    let paths = [
        "/assets/ffffffffffff/leadgate.js",
        "/assets/ffffffffffff/embed.js",
        "/assets/0123456789ab/other.js",
        "/assets/0123456789ab",
        "/assets/0123456789ab/",
        "/assets/0123456789ab/sub/leadgate.js",
        "/assets/..%2f/secret",
        "/assets/0123456789ab/..%2F..%2Fsecret",
        "/assets/%2e%2e/secret",
        "/assets/./secret",
        "/assets/0123456789ab/..",
        "/assets/0123456789ab/%00",
    ];
    for path in paths {
        fixture.get(path).await.problem(404);
    }
}
