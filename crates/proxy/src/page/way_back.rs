//! The link that leads back to the partner's pages, out of a frame too, and nowhere else.

use leadgate_embed::escape;
use leadgate_model::Draft;
use leadgate_model::text::Text;
use url::Url;

use leadgate_intake::Sender;
use leadgate_settings::PartnerForm;
use leadgate_settings::Settings;

/// The link as HTML; empty for a partner without pages.
pub(super) fn link(
    settings: &Settings,
    partner_form: &PartnerForm<'_>,
    draft: &Draft,
    sender: &Sender,
) -> String {
    way_back(settings, partner_form, draft, sender).map_or_else(String::new, |url| {
        format!(
            r#"<p><a class="link" href="{}" target="_top">{}</a></p>"#,
            escape(&url),
            escape(Text::BackToPage.translation(partner_form.lang))
        )
    })
}

/// The page that the visitor came from, if it is the partner's; else the partner's front page.
fn way_back(
    settings: &Settings,
    partner_form: &PartnerForm<'_>,
    draft: &Draft,
    sender: &Sender,
) -> Option<String> {
    let origins = &partner_form.partner.origins;
    let of_partner = |text: &str| {
        let url = Url::parse(text).ok()?;
        let origin = url.origin().ascii_serialization();
        origins.contains(&origin).then(|| url.to_string())
    };
    let own_pages = format!("{}/", settings.server.public_url);
    let referer = sender.referer.as_deref();
    let referer = referer.filter(|url| !url.starts_with(&own_pages));
    of_partner(draft.get("page_url"))
        .or_else(|| referer.and_then(of_partner))
        .or_else(|| origins.first().map(|origin| format!("{origin}/")))
}
