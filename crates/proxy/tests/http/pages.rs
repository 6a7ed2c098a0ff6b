//! Answers to a post without script: pages that thank, or show the form again with what was typed.

use axum::body::Body;
use leadgate_model::Lang;
use leadgate_model::text::Text;

use crate::fixture::Fixture;
use crate::lead::{ID, Lead, good};
use crate::page::tag;

/// A post without script, from a page of the partner.
fn native() -> Lead {
    good().native()
}

/// Where the thanks page leads back to.
async fn way_back(fixture: &Fixture, lead: Lead) -> String {
    let page = fixture.send(lead.urlencoded()).await.page(202, "en");
    let (_, rest) = page
        .split_once("<a class=\"link\" href=\"")
        .expect("a way back");
    let (href, rest) = rest.split_once('"').unwrap();
    assert!(
        rest.starts_with(&format!(
            " target=\"_top\">{}</a>",
            Text::BackToPage.translation(Lang::En)
        )),
        "{page}"
    );
    href.to_owned()
}

#[tokio::test]
async fn an_accepted_lead_is_thanked_for_in_the_visitors_language() {
    let fixture = Fixture::new().await;
    for lang in Lang::ALL {
        let lead = native().with("id", ID).with("lang", lang.tag());
        let page = fixture.send(lead.urlencoded()).await.page(202, lang.tag());
        assert!(
            page.contains(Text::SuccessTitle.translation(lang)),
            "{page}"
        );
        assert!(page.contains(": 14174000"), "the reference: {page}");
        assert!(page.contains("role=\"status\""));
        assert!(!page.contains("embed.js"), "nothing to hydrate");
    }
    assert_eq!(fixture.created().await, 1);
}

#[tokio::test]
async fn the_thanks_name_the_promised_time_and_the_number_as_it_was_typed() {
    let fixture = Fixture::new().await;
    let lead = native().with("slot", "2026-11-19 14:00:00/2026-11-19 16:00:00");
    let page = fixture.send(lead.urlencoded()).await.page(202, "en");
    let sentence = "We call you on Thursday 19 November between 14:00 and 16:00 on 0470 12 34 56.";
    // The number is kept on one line.
    assert!(page.replace('\u{a0}', " ").contains(sentence), "{page}");
}

#[tokio::test]
async fn the_way_back_leads_to_the_partners_pages_only() {
    let fixture = Fixture::new().await;
    let front = "https://www.demo.example/";
    let to = async |page_url: &str, referer: &str| {
        way_back(
            &fixture,
            native()
                .with("page_url", page_url)
                .header("referer", referer),
        )
        .await
    };
    assert_eq!(
        to("https://demo.example/energy", "").await,
        "https://demo.example/energy"
    );
    assert_eq!(
        to("", "https://demo.example/gas?x=1&y=2").await,
        "https://demo.example/gas?x=1&amp;y=2"
    );
    assert_eq!(to("", "").await, front);
    // The form's own page is not the partner's.
    assert_eq!(
        to("", "https://leads.example/v1/forms/call-me-back").await,
        front
    );
    let foreign = [
        "https://evil.example/",
        "https://demo.example.evil.example/",
        "https://demo.example@evil.example/",
        "//evil.example/",
        "javascript:alert(1)",
        "data:text/html,x",
        "http://demo.example/",
        "\" onclick=\"alert(1)",
    ];
    for url in foreign {
        assert_eq!(to(url, url).await, front, "{url}");
    }
}

#[tokio::test]
async fn a_wrong_field_is_shown_with_everything_that_was_typed() {
    let fixture = Fixture::new().await;
    for lang in Lang::ALL {
        let lead = native()
            .with("lang", lang.tag())
            .with("phone", "0470 12")
            .with("slot", "evening")
            .with("remarks", "Liefst na vijf uur")
            .with("subject", "Groene stroom")
            .with("product_id", "53")
            .with("consent_marketing", "on")
            .with("consent_marketing_version", "2026-11");
        let answer = fixture.send(lead.urlencoded()).await;
        let page = answer.page(422, lang.tag());
        let sentence = Text::PhoneTooShortMany.translation(lang);
        assert!(page.contains(sentence.split('{').next().unwrap()), "{page}");
        let phone = tag(&page, "name=\"phone\"");
        assert!(
            phone.contains("value=\"0470 12\"") && phone.contains("aria-invalid=\"true\""),
            "{phone}"
        );
        assert!(phone.contains("leadgate-phone-error"), "{phone}");
        assert!(tag(&page, "name=\"first_name\"").contains("value=\"An\""));
        assert!(tag(&page, "name=\"email\"").contains("value=\"an.peeters@example.be\""));
        assert!(
            tag(&page, "value=\"evening\"").contains("selected"),
            "{page}"
        );
        assert!(page.contains("Liefst na vijf uur</textarea>"), "{page}");
        assert!(tag(&page, "name=\"subject\"").contains("value=\"Groene stroom\""));
        assert!(tag(&page, "name=\"product_id\"").contains("value=\"53\""));
        assert!(
            tag(&page, "name=\"consent_marketing\"").contains("checked"),
            "{page}"
        );
        assert!(
            !page.contains("embed.js"),
            "what the server shows must stay as it is"
        );
        assert!(!tag(&page, "<form").contains("novalidate"));
        assert!(tag(&page, "<form").contains("method=\"post\""));
    }
    assert_eq!(fixture.created().await, 0);
}

#[tokio::test]
async fn what_was_typed_is_text_on_the_page_whatever_it_is() {
    let fixture = Fixture::new().await;
    let nasty = "\"><script>alert(1)</script><img src=x onerror=alert(1)>'</textarea></style>&amp;";
    let names = [
        "first_name",
        "last_name",
        "email",
        "phone",
        "remarks",
        "subject",
        "slot",
        "form_version",
        "id",
        "product_id",
        "url",
    ];
    let lead = names
        .iter()
        .fold(native(), |lead, name| lead.with(name, nasty));
    // Once with wrong fields, once thanked, once refused.
    let wrong = fixture.send(lead.urlencoded()).await.page(422, "en");
    let refused = fixture
        .send(lead.header("origin", "https://evil.example").urlencoded())
        .await
        .page(403, "en");
    let thanked = native()
        .with("remarks", nasty)
        .with("subject", "x")
        .with("page_url", nasty);
    let thanked = fixture.send(thanked.urlencoded()).await.page(202, "en");
    for page in [wrong, refused, thanked] {
        let ours = page.matches("<script data-to=").count();
        assert_eq!(page.matches("<script").count(), ours, "{page}");
        assert!(!page.contains("<img"), "{page}");
        assert!(!page.contains("'</textarea"), "{page}");
        assert_eq!(
            page.matches("</style>").count(),
            page.matches("<style>").count(),
            "{page}"
        );
    }
}

#[tokio::test]
async fn a_refused_page_says_so_and_keeps_what_was_typed() {
    let fixture = Fixture::new().await;
    for lang in Lang::ALL {
        let lead = native()
            .with("lang", lang.tag())
            .header("origin", "https://evil.example");
        let page = fixture.send(lead.urlencoded()).await.page(403, lang.tag());
        assert!(
            page.contains(Text::FailureTitle.translation(lang)),
            "{page}"
        );
        assert!(
            page.contains(Text::FailureForbidden.translation(lang)),
            "{page}"
        );
        assert!(tag(&page, "name=\"first_name\"").contains("value=\"An\""));
    }
}

#[tokio::test]
async fn a_conflict_page_sends_what_was_typed_as_a_lead_of_its_own() {
    let fixture = Fixture::new().await;
    fixture.send(good().urlencoded()).await.accepted_id();
    let other = native()
        .with("id", ID)
        .with("first_name", "Jan")
        .with("product_id", "53");
    let page = fixture.send(other.urlencoded()).await.page(409, "en");
    assert!(
        page.contains(Text::FailureConflict.translation(Lang::En)),
        "{page}"
    );
    assert!(tag(&page, "name=\"first_name\"").contains("value=\"Jan\""));
    assert!(
        !page.contains(ID),
        "the next attempt must not conflict again"
    );
    assert!(
        tag(&page, "name=\"product_id\"").contains("value=\"53\""),
        "{page}"
    );
}

#[tokio::test]
async fn html_clients_get_an_html_error_even_without_a_form() {
    let fixture = Fixture::new().await;
    let unknown = native().with("partner", "acme").with("lang", "fr");
    let page = fixture.send(unknown.urlencoded()).await.page(403, "fr");
    assert!(
        page.contains(Text::FailureForbidden.translation(Lang::Fr)),
        "{page}"
    );
    let formless = native().with("partner", "formless");
    let page = fixture.send(formless.urlencoded()).await.page(403, "en");
    assert!(
        page.contains(Text::FailureForbidden.translation(Lang::En)),
        "{page}"
    );
    let large = native().with("remarks", &"x".repeat(9000));
    let large = fixture.send(large.urlencoded()).await.page(413, "nl");
    let text = native().request("text/plain", Body::from("x"));
    let text = fixture.send(text).await.page(415, "nl");
    let json = native().request("application/json", Body::from("{"));
    let json = fixture.send(json).await.page(400, "nl");
    for page in [large, text, json] {
        // Our server was reached, and what was typed is not on this page.
        assert!(
            page.contains(Text::FailureUnreadable.translation(Lang::Nl)),
            "{page}"
        );
        assert!(
            !page.contains(Text::FailureText.translation(Lang::Nl)),
            "{page}"
        );
    }
    let unknown = fixture.send(native().to("x").urlencoded()).await;
    let unknown = unknown.page(404, "en");
    assert!(
        unknown.contains(Text::FailureForbidden.translation(Lang::En)),
        "{unknown}"
    );
}

/// A tick belongs to the words that stood beside it, whatever stands there now.
#[tokio::test]
async fn a_box_is_shown_ticked_only_beside_the_text_that_was_ticked() {
    let fixture = Fixture::new().await;
    fixture.send(good().urlencoded()).await.accepted_id();
    let ways = [
        (422, native().with("phone", "1")),
        (403, native().header("origin", "https://evil.example")),
        (409, native().with("id", ID).with("first_name", "Jan")),
    ];
    for (status, lead) in ways {
        let lead = lead.with("consent_marketing", "on");
        for (version, ticked) in [("2026-11", true), ("2026-10", false), ("", false)] {
            let lead = lead.clone().with("consent_marketing_version", version);
            let page = fixture.send(lead.urlencoded()).await.page(status, "en");
            let shown = tag(&page, "name=\"consent_marketing\"");
            assert_eq!(shown.contains("checked"), ticked, "{status} {version:?}");
            assert!(
                page.contains("Voorbeeld may e-mail me.")
                    && tag(&page, "name=\"consent_marketing_version\"").contains("2026-11"),
                "{page}"
            );
        }
    }
}

/// It shows personal data, and Back should not show an old outcome.
#[tokio::test]
async fn an_answer_to_a_post_is_stored_nowhere() {
    let fixture = Fixture::new().await;
    let posts = [
        native(),
        native().with("phone", "1"),
        native().header("origin", "https://evil.example"),
        native().with("partner", "acme"),
        good(),
    ];
    for lead in posts {
        let answer = fixture.send(lead.urlencoded()).await;
        assert_eq!(answer.header("cache-control"), "no-store", "{answer:?}");
    }
}

#[tokio::test]
async fn a_form_that_was_sent_twice_is_thanked_for_with_its_time() {
    let fixture = Fixture::new().await;
    let lead = native().with("slot", "2026-11-18 14:00:00/2026-11-18 16:00:00");
    let first = fixture.send(lead.urlencoded()).await.page(202, "en");
    let again = fixture.send(lead.urlencoded()).await.page(202, "en");
    assert_eq!(again, first);
    assert!(again.contains("between 14:00 and 16:00"), "{again}");
}
