//! Holds the dependencies between the crates: which package of ours may depend on which, and what the model may bring along.

use std::collections::{BTreeMap, BTreeSet};
use std::process::Command;

use serde::Deserialize;

const ANY_STORE: &str = "leadgate-store-";

/// Crate, and what it may depend on. A crate that is not named here may depend on none of ours.
const ALLOWED: &[(&str, &[&str])] = &[
    ("leadgate-rules", &[]),
    ("leadgate-model", &["leadgate-rules"]),
    ("leadgate", &["leadgate-model", "leadgate-rules"]),
    ("leadgate-clock", &[]),
    ("leadgate-store", &["leadgate-model"]),
    ("leadgate-store-contract", &["leadgate-store"]),
    ("leadgate-demo", &["leadgate-model"]),
    (
        "leadgate-store-sqlite",
        &["leadgate-model", "leadgate-store"],
    ),
    (
        "leadgate-store-postgres",
        &["leadgate-model", "leadgate-store"],
    ),
    ("leadgate-encryption", &["leadgate-store"]),
    ("leadgate-connectors", &["leadgate-model", "leadgate-rules"]),
    ("leadgate-assets", &[]),
    (
        "leadgate-settings",
        &[
            "leadgate-assets",
            "leadgate-connectors",
            "leadgate-encryption",
            "leadgate-model",
            "leadgate-rules",
        ],
    ),
    ("leadgate-routing", &["leadgate-settings", "leadgate-store"]),
    (
        "leadgate-intake",
        &[
            "leadgate-clock",
            "leadgate-model",
            "leadgate-routing",
            "leadgate-settings",
            "leadgate-store",
        ],
    ),
    (
        "leadgate-delivery",
        &[
            "leadgate-clock",
            "leadgate-connectors",
            "leadgate-model",
            "leadgate-store",
        ],
    ),
    (
        "leadgate-operations",
        &[
            "leadgate-clock",
            "leadgate-encryption",
            "leadgate-model",
            "leadgate-settings",
            "leadgate-store",
            "leadgate-store-postgres",
            "leadgate-store-sqlite",
        ],
    ),
    (
        "leadgate-embed",
        &[
            "leadgate",
            "leadgate-assets",
            "leadgate-model",
            "leadgate-settings",
        ],
    ),
    (
        "leadgate-proxy",
        &[
            "leadgate",
            "leadgate-assets",
            "leadgate-clock",
            "leadgate-delivery",
            "leadgate-embed",
            "leadgate-intake",
            "leadgate-model",
            "leadgate-settings",
            "leadgate-store",
        ],
    ),
    (
        "leadgate-cli",
        &[
            "leadgate",
            "leadgate-assets",
            "leadgate-clock",
            "leadgate-connectors",
            "leadgate-delivery",
            "leadgate-embed",
            "leadgate-encryption",
            "leadgate-intake",
            "leadgate-model",
            "leadgate-operations",
            "leadgate-proxy",
            "leadgate-rules",
            "leadgate-settings",
            "leadgate-store",
        ],
    ),
    // Shares no types with the connectors: it holds them to the CRMs' documents, not to our reading of them.
    ("crm-simulator", &[]),
    ("leadgate-test-support", &[]),
    // Comes in by way of Leptos alone; nobody names it.
    ("wasm-streams", &[]),
    ("xtask", &[]),
];

/// Crates that anybody's tests may use, besides what they may use anyway.
const FOR_TESTS: &[&str] = &[
    "crm-simulator",
    "leadgate-test-support",
    "leadgate-store-contract",
    "leadgate-store-sqlite",
    "leadgate-store-postgres",
    // Times, leads and stored records are made as the product makes them.
    "leadgate-connectors",
    "leadgate-intake",
    "leadgate-model",
    "leadgate-operations",
    "leadgate-rules",
];

/// Every kilobyte of these is downloaded by every visitor.
const MODEL_MAY_USE: &[&str] = &["leadgate-rules", "serde"];

#[derive(Deserialize)]
struct Metadata {
    packages: Vec<Package>,
}

#[derive(Deserialize)]
struct Package {
    name: String,
    dependencies: Vec<Dependency>,
}

#[derive(Deserialize)]
struct Dependency {
    name: String,
    /// `null` is what ships; else `dev` or `build`.
    kind: Option<String>,
    #[serde(default)]
    optional: bool,
    /// Features that the dependent asks for.
    #[serde(default)]
    features: Vec<String>,
}

impl Dependency {
    fn is_for_tests(&self) -> bool {
        self.kind.as_deref() == Some("dev")
    }
}

fn crates() -> Vec<Package> {
    let output = Command::new(env!("CARGO"))
        .args([
            "metadata",
            "--no-deps",
            "--format-version",
            "1",
            "--offline",
        ])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .expect("cargo metadata runs");
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    serde_json::from_slice::<Metadata>(&output.stdout)
        .expect("cargo metadata prints JSON")
        .packages
}

/// A sentence for each arrow that points the wrong way.
fn wrong_dependencies(crates: &[Package]) -> Vec<String> {
    let ours: BTreeSet<&str> = crates.iter().map(|package| package.name.as_str()).collect();
    let allowed: BTreeMap<&str, &[&str]> = ALLOWED.iter().copied().collect();
    let mut wrong = Vec::new();
    for package in crates {
        let may = allowed.get(package.name.as_str()).copied().unwrap_or(&[]);
        for dependency in &package.dependencies {
            let target = dependency.name.as_str();
            if !ours.contains(target) || target == package.name || may.contains(&target) {
                continue;
            }
            if dependency.is_for_tests() && FOR_TESTS.contains(&target) {
                continue;
            }
            let how = if dependency.is_for_tests() {
                "in its tests"
            } else {
                "in what ships"
            };
            wrong.push(format!(
                "{} depends on {target} {how}, but may depend only on: {}",
                package.name,
                if may.is_empty() {
                    "none of our crates".to_owned()
                } else {
                    may.join(", ")
                }
            ));
        }
    }
    wrong
}

#[test]
fn the_dependencies_between_the_crates_point_one_way() {
    let wrong = wrong_dependencies(&crates());
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_crate_has_its_dependencies_written_down() {
    for package in crates() {
        assert!(
            ALLOWED.iter().any(|(name, _)| *name == package.name),
            "{} is new: say in this file what it may depend on",
            package.name
        );
    }
}

#[test]
fn rules_and_model_bring_nothing_else_into_the_browser() {
    let crates = crates();
    let rules = crates
        .iter()
        .find(|package| package.name == "leadgate-rules")
        .unwrap();
    for dependency in &rules.dependencies {
        assert!(
            dependency.is_for_tests(),
            "leadgate-rules depends on {}: every visitor would download it",
            dependency.name
        );
    }
    let model = crates
        .iter()
        .find(|package| package.name == "leadgate-model")
        .unwrap();
    // What is optional is for the host, so the widget must not ask for it.
    for dependency in &model.dependencies {
        assert!(
            dependency.is_for_tests()
                || dependency.optional
                || MODEL_MAY_USE.contains(&dependency.name.as_str()),
            "leadgate-model depends on {}: every visitor would download it",
            dependency.name
        );
    }
    let asked_by_widget = crates
        .iter()
        .filter(|package| package.name == "leadgate")
        .flat_map(|package| &package.dependencies)
        .filter(|dependency| dependency.name == "leadgate-model")
        .flat_map(|dependency| &dependency.features);
    assert_eq!(
        asked_by_widget.collect::<Vec<_>>(),
        Vec::<&String>::new(),
        "the widget asks the model for features that every visitor would download"
    );
}

#[test]
fn only_operations_choose_a_store() {
    for package in crates() {
        if package.name == "leadgate-operations" {
            continue;
        }
        for dependency in &package.dependencies {
            assert!(
                dependency.is_for_tests() || !dependency.name.starts_with(ANY_STORE),
                "{} depends on {}: which store is used is said in leadgate-operations alone",
                package.name,
                dependency.name
            );
        }
    }
}

#[test]
fn a_wrong_arrow_is_named_in_a_sentence() {
    let package = |name: &str, dependencies: &[(&str, Option<&str>)]| Package {
        name: name.to_owned(),
        dependencies: dependencies
            .iter()
            .map(|(name, kind)| Dependency {
                name: (*name).to_owned(),
                kind: kind.map(str::to_owned),
                optional: false,
                features: Vec::new(),
            })
            .collect(),
    };
    let crates = [
        package("leadgate-model", &[("serde", None)]),
        package(
            "leadgate",
            &[("leadgate-model", None), ("leadgate-store", None)],
        ),
        package("leadgate-store", &[("crm-simulator", Some("dev"))]),
        package("crm-simulator", &[("leadgate", Some("dev"))]),
    ];
    assert_eq!(
        wrong_dependencies(&crates),
        [
            "leadgate depends on leadgate-store in what ships, but may depend only on: leadgate-model, leadgate-rules",
            "crm-simulator depends on leadgate in its tests, but may depend only on: none of our crates",
        ]
    );
}
