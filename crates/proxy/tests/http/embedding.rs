//! What a partner's page loads: the form's document, its fragment, the loader.

use base64::Engine as _;
use leadgate_assets::Assets;
use leadgate_model::wire::FormOptions;
use leadgate_model::{Form, Lang};
use sha2::{Digest, Sha256};

use crate::fixture::{Answer, Fixture, PUBLIC};
use crate::lead::good;

const DOCUMENT: &str = "/v1/forms/call-me-back?partner=demo&lang=";
const FRAGMENT: &str = "/v1/forms/call-me-back/fragment?partner=demo&lang=";

#[tokio::test]
async fn a_forms_document_is_a_working_form_in_each_language() {
    let fixture = Fixture::new().await;
    for lang in Lang::ALL {
        let answer = fixture.get(&[DOCUMENT, lang.tag()].concat()).await;
        let page = answer.page(200, lang.tag());
        let spec = Form::CallMeBack.spec();
        assert!(page.contains(spec.title.translation(lang)), "{page}");
        for field in spec.fields {
            assert!(
                page.contains(&format!("name=\"{}\"", field.name)),
                "{}",
                field.name
            );
        }
        assert!(page.contains(&format!("action=\"{PUBLIC}/v1/leads/call-me-back\"")));
        assert!(page.contains("Voorbeeld &amp; Co"), "{page}");
        let script = format!("<script async src=\"{PUBLIC}/embed.js\"></script>");
        assert!(page.contains(&script), "{page}");
    }
}

#[tokio::test]
async fn a_proxy_under_a_path_of_another_host_is_named_wholly() {
    let mut settings = crate::fixture::settings();
    settings.server.public_url = "https://www.demo.example/leads".to_owned();
    let fixture = Fixture::with_settings(settings).await;
    let answer = fixture.get(&[DOCUMENT, "nl"].concat()).await;
    let page = answer.page(200, "nl");
    for address in [
        "src=\"https://www.demo.example/leads/embed.js\"",
        "action=\"https://www.demo.example/leads/v1/leads/call-me-back\"",
    ] {
        assert!(page.contains(address), "{address}: {page}");
    }
    let policy = answer.header("content-security-policy");
    for name in ["script-src", "connect-src", "form-action"] {
        let sources = directive(policy, name);
        assert!(
            sources.contains(&"https://www.demo.example"),
            "{name}: {policy}"
        );
    }
}

#[tokio::test]
async fn a_fragment_is_styles_and_form_and_does_not_age() {
    let fixture = Fixture::new().await;
    let answer = fixture.get(&[FRAGMENT, "nl"].concat()).await;
    assert_eq!(answer.status, 200);
    assert_eq!(answer.header("content-type"), "text/html; charset=utf-8");
    assert_eq!(answer.header("cache-control"), "public, max-age=300");
    answer.assert_readable_by_any_page();
    let fragment = answer.text();
    assert!(fragment.starts_with("<style>"));
    let version = Assets::version().unwrap_or_default();
    assert!(fragment.contains(&format!("data-version=\"{version}\"")));
    assert!(fragment.contains("name=\"id\" value=\"\""), "no id");
    assert!(
        fragment.contains("name=\"consent_marketing_version\" value=\"2026-11\"")
            || fragment.contains("value=\"2026-11\""),
        "{fragment}"
    );
    assert!(!fragment.contains("optgroup"), "no dated slot");
    fixture.advance(std::time::Duration::from_secs(7 * 24 * 3600));
    assert_eq!(
        fixture.get(&[FRAGMENT, "nl"].concat()).await.text(),
        fragment
    );
}

#[tokio::test]
async fn an_application_of_any_origin_reads_the_options_that_the_fragment_holds() {
    let fixture = Fixture::new().await;
    let origin = [("origin", "https://app.example")];
    let path = "/v1/forms/call-me-back/options?partner=demo&lang=fr";
    let answer = fixture.get_with(path, &origin).await;
    assert_eq!(answer.header("access-control-allow-origin"), "*");
    assert_eq!(answer.header("cache-control"), "public, max-age=300");
    let options: FormOptions = serde_json::from_str(&answer.text()).unwrap();
    assert_eq!(
        (options.form.as_str(), options.lang.as_str()),
        ("call-me-back", "fr")
    );
    assert_eq!(options.consents[0].purpose, "marketing");
    let fragment = fixture.get(&[FRAGMENT, "fr"].concat()).await.text();
    let held = answer.text().replace('&', "&amp;").replace('"', "&quot;");
    assert!(fragment.contains(&held), "{fragment}");
}

#[tokio::test]
async fn a_form_that_may_not_be_shown_is_refused_like_its_leads() {
    let fixture = Fixture::new().await;
    for form in [
        "/v1/forms/call-me-back",
        "/v1/forms/call-me-back/fragment",
        "/v1/forms/call-me-back/options",
    ] {
        for (query, expected) in [
            ("?partner=acme&lang=nl", "\"acme\" is not known"),
            ("?partner=formless", "partners.formless.forms"),
            ("", "\"\" is not known"),
        ] {
            let sentence = fixture.get(&[form, query].concat()).await.problem(403);
            assert!(sentence.contains(expected), "{sentence}");
        }
    }
    for form in [
        "/v1/forms/x?partner=demo",
        "/v1/forms/x/fragment?partner=demo",
        "/v1/forms/x/options?partner=demo",
    ] {
        assert!(
            fixture
                .get(form)
                .await
                .problem(404)
                .contains("call-me-back")
        );
    }
}

#[tokio::test]
async fn every_pages_policy_allows_its_own_styles_and_nothing_else() {
    let fixture = Fixture::new().await;
    let document = fixture.get(&[DOCUMENT, "en"].concat()).await;
    check_policy(&document);
    check_policy(&fixture.send(good().native().urlencoded()).await);
    check_policy(
        &fixture
            .send(good().native().with("phone", "1").urlencoded())
            .await,
    );
    check_policy(
        &fixture
            .send(
                good()
                    .native()
                    .header("origin", "https://evil.example")
                    .urlencoded(),
            )
            .await,
    );
    let policy = document.header("content-security-policy");
    let frames = directive(policy, "frame-ancestors");
    assert_eq!(
        frames,
        ["'self'", "https://www.demo.example", "https://demo.example"]
    );
}

/// The hash of a text up to its end, as a policy writes it.
fn hash_until(text: &str, end: &str) -> String {
    let digest = Sha256::digest(text.split(end).next().unwrap());
    let digest = base64::engine::general_purpose::STANDARD.encode(digest);
    format!("'sha256-{digest}'")
}

/// Inline styles by hash, no inline script but the one that tells the height to the partner's page, nothing from elsewhere.
#[track_caller]
fn check_policy(answer: &Answer) {
    let page = answer.text();
    let policy = answer.header("content-security-policy");
    let styles: Vec<String> = page
        .split("<style>")
        .skip(1)
        .map(|rest| hash_until(rest, "</style>"))
        .collect();
    assert!(!styles.is_empty());
    assert_eq!(directive(policy, "style-src"), styles);
    assert_eq!(directive(policy, "default-src"), ["'none'"]);
    let frame = page.split_once("<script data-to=\"").map(|(_, rest)| {
        let (to, rest) = rest.split_once("\">").unwrap();
        assert_eq!(to, "https://www.demo.example https://demo.example");
        hash_until(rest, "</script>")
    });
    let scripts = directive(policy, "script-src");
    let expected = ["'self'", PUBLIC].into_iter().chain(frame.as_deref());
    let expected: Vec<&str> = expected.chain(["'wasm-unsafe-eval'"]).collect();
    assert_eq!(scripts, expected);
    assert_eq!(directive(policy, "trusted-types"), ["leadgate"]);
    assert_eq!(directive(policy, "require-trusted-types-for"), ["'script'"]);
    assert_eq!(directive(policy, "connect-src"), ["'self'", PUBLIC]);
    assert_eq!(directive(policy, "form-action"), ["'self'", PUBLIC]);
    assert_eq!(directive(policy, "base-uri"), ["'none'"]);
    assert!(!policy.contains("'unsafe-inline'"));
    for inline in [" style=\"", "<script>", " onclick=", " onsubmit="] {
        assert!(!page.contains(inline), "{inline} in {page}");
    }
}

fn directive<'a>(policy: &'a str, name: &str) -> Vec<&'a str> {
    let mut directives = policy
        .split(';')
        .map(|directive| directive.split_whitespace());
    let mut words = directives.find_map(|mut words| (words.next() == Some(name)).then_some(words));
    words
        .as_mut()
        .map_or_else(Vec::new, |words| words.by_ref().collect())
}

#[tokio::test]
async fn the_loader_knows_its_proxy_and_browser_version() {
    let fixture = Fixture::new().await;
    let answer = fixture.get("/embed.js").await;
    let Some(version) = Assets::version() else {
        answer.problem(404);
        return;
    };
    let script = loader(&answer);
    assert!(script.contains(PUBLIC), "where the proxy is");
    assert!(script.contains(version), "which browser version");
    assert!(!script.contains("__LEADGATE_"), "every blank is filled in");
    assert!(
        !script.contains("console.warn(\"leadgate: The"),
        "nothing to complain about"
    );
}

#[tokio::test]
async fn the_loader_brings_the_fragment_that_its_query_names() {
    let fixture = Fixture::new().await;
    let answer = fixture
        .get("/embed.js?form=call-me-back&partner=demo&lang=fr")
        .await;
    if Assets::version().is_none() {
        answer.problem(404);
        return;
    }
    let script = loader(&answer);
    assert!(script.contains("call-me-back demo fr"), "under its name");
    assert!(script.contains(leadgate_model::text::Text::CallMeBackAction.translation(Lang::Fr)));
    assert!(!script.contains("</"), "it may stand inline in a page");
}

#[tokio::test]
async fn a_wrong_query_is_told_in_the_console_of_a_loader_that_works() {
    let fixture = Fixture::new().await;
    let queries = [
        (
            "?form=call-me-back&partner=acme",
            "The partner \\\"acme\\\" is not known here.",
        ),
        (
            "?form=call-me-back&partner=formless",
            "partners.formless.forms",
        ),
        (
            "?form=call-me-back",
            "The partner \\\"\\\" is not known here.",
        ),
        ("?form=x&partner=demo", "There is no form named \\\"x\\\"."),
        (
            "?form=%3C/script%3E%22%0A&partner=demo",
            "There is no form named",
        ),
    ];
    for (query, sentence) in queries {
        let answer = fixture.get(&["/embed.js", query].concat()).await;
        if Assets::version().is_none() {
            answer.problem(404);
            continue;
        }
        let script = loader(&answer);
        let complaint = script.lines().last().unwrap();
        assert!(
            complaint.starts_with("console.warn(\"leadgate: "),
            "{complaint}"
        );
        assert!(
            complaint.ends_with("\");") && complaint.contains(sentence),
            "{complaint}"
        );
    }
}

#[track_caller]
fn loader(answer: &Answer) -> String {
    assert_eq!(answer.status, 200, "{}", answer.text());
    assert_eq!(
        answer.header("content-type"),
        "text/javascript; charset=utf-8"
    );
    assert_eq!(answer.header("cache-control"), "public, max-age=300");
    assert_eq!(
        answer.header("cross-origin-resource-policy"),
        "cross-origin"
    );
    answer.assert_readable_by_any_page();
    answer.text()
}
