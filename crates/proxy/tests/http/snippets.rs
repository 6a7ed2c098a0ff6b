//! The snippet by HTTP, for a page on which forms are chosen.

use leadgate::Theme;
use leadgate_embed::{EmbedMode, SnippetOptions, snippet};
use leadgate_model::{Draft, Form, Lang};
use leadgate_settings::PartnerForm;

use crate::fixture::{Fixture, settings};

const SNIPPET: &str = "/v1/forms/call-me-back/snippet?partner=demo&lang=fr";

#[tokio::test]
async fn the_snippet_is_the_one_of_the_command() {
    let fixture = Fixture::new().await;
    let settings = settings();
    let ways = [
        ("", EmbedMode::Whole),
        ("&way=whole", EmbedMode::Whole),
        ("&way=strict-csp", EmbedMode::StrictCsp),
        ("&way=script-only", EmbedMode::ScriptOnly),
        ("&way=iframe", EmbedMode::Iframe),
    ];
    for (mode, known) in ways {
        for (more, above_the_fold, theme) in [
            ("", false, Theme::Auto),
            ("&above_the_fold=true&theme=contrast", true, Theme::Contrast),
        ] {
            let answer = fixture.get(&[SNIPPET, mode, more].concat()).await;
            let partner_form = PartnerForm::find(&settings, "call-me-back", "demo", "fr").unwrap();
            let options = SnippetOptions {
                mode: known,
                above_the_fold,
                pin: false,
                theme,
                attributes: Draft::default(),
            };
            let made = snippet(&settings, &partner_form, &options).unwrap();
            assert_eq!(
                answer.json(),
                serde_json::to_value(made).unwrap(),
                "{mode}{more}"
            );
            answer.assert_readable_by_any_page();
            assert_eq!(answer.header("cache-control"), "no-cache");
        }
    }
}

#[tokio::test]
async fn every_form_has_its_snippet_in_every_language_with_what_it_is_about() {
    let fixture = Fixture::new().await;
    for form in Form::ALL {
        for lang in Lang::ALL {
            let (slug, tag) = (form.slug(), lang.tag());
            let path = format!("/v1/forms/{slug}/snippet?partner=demo&lang={tag}&product_id=53");
            let answer = fixture.get(&path).await.json();
            let element = format!(
                "<leadgate-form form=\"{slug}\" partner=\"demo\" lang=\"{tag}\" product-id=\"53\">"
            );
            let html = answer["snippet"].as_str().unwrap();
            assert!(html.contains(&element), "{html}");
        }
    }
}

#[tokio::test]
async fn what_cannot_be_pasted_is_refused_with_what_to_do() {
    let fixture = Fixture::new().await;
    let click_out = "/v1/forms/click-out/snippet?partner=demo&url=https://evil.example/";
    for (path, status, said) in [
        ("/v1/forms/x/snippet?partner=demo", 404, "no form named"),
        ("/v1/forms/click-out/snippet?partner=x", 403, "`partner`"),
        (
            "/v1/forms/insurance/snippet?partner=counter",
            403,
            "partners.counter.forms",
        ),
        (click_out, 400, "partners.demo.click_out_hosts"),
        (
            &format!("{SNIPPET}&way=whole&way=whole"),
            400,
            "given twice",
        ),
        (
            &format!("{SNIPPET}&theme=neon"),
            400,
            "none of those documented",
        ),
    ] {
        let detail = fixture.get(path).await.problem(status);
        assert!(detail.contains(said), "{path}: {detail}");
    }
}
