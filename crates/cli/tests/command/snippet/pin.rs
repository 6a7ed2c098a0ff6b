//! `leadgate snippet --pin`: the loader of one browser version.

use leadgate_assets::Assets;

use super::snippet;
use crate::CONFIG;
use crate::program::Place;

#[test]
fn a_pinned_loader_is_named_with_its_browser_version_and_its_hash() {
    let place = Place::with_config(CONFIG);
    let Some(version) = Assets::version() else {
        let arguments = [
            "snippet",
            "--form",
            "call-me-back",
            "--partner",
            "demo",
            "--pin",
        ];
        let ran = place.run_configured(&arguments);
        assert_eq!(ran.code, 2, "{ran:?}");
        assert!(ran.err.contains("browser half"), "{ran:?}");
        return;
    };
    let source = format!(
        "<script async src=\"https://leads.example/assets/{version}/embed.js\" integrity=\"sha256-"
    );
    for more in [&["--pin"][..], &["--pin", "--script-only"]] {
        let out = snippet(&place, more).out;
        assert!(out.contains(&source), "{out}");
        assert!(out.ends_with("=\" crossorigin></script>\n"), "{out}");
    }
}

#[test]
fn another_address_is_another_hash() {
    let other = CONFIG.replace("https://leads.example", "https://other.example");
    let scripts = [CONFIG, &other].map(|config| {
        let out = snippet(&Place::with_config(config), &["--pin"]).out;
        out.rsplit("integrity=").next().unwrap().to_owned()
    });
    assert_ne!(scripts[0], scripts[1]);
}

#[test]
fn what_pinning_costs_is_told() {
    let help = Place::new().run(&["snippet", "--help"]).out;
    assert!(help.contains("That costs its updates"), "{help}");
}
