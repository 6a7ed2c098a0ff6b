//! The form's own page in a frame of the partner's, as high as the form.

use leadgate_model::{Draft, Form};
use leadgate_settings::{PartnerForm, Settings, own_origin};

use super::{SnippetError, SnippetOut, page_url};
use crate::html::{escape, integrity};

/// What follows the height. It names no address, so it is the same, and has the same hash, on every page. A message counts
/// if it comes from the frame's own window and from where the frame was pointed to.
const LISTENER: &str = "
addEventListener('message', ({ data, origin, source }) => {
  for (const frame of document.querySelectorAll('iframe[data-leadgate]')) {
    if (source !== frame.contentWindow || origin !== new URL(frame.src).origin) continue;
    if (data?.type === 'leadgate-height' && data.height > 0) frame.height = data.height;
  }
});
";

/// High enough for the form and some errors, where the height is not followed.
const HEIGHT_PX: u16 = 900;

/// The script goes first: the frame's first word must not come before there is somebody to hear it.
///
/// # Errors
/// For a click-out: it would lead the frame on instead of the page.
pub(super) fn framed(
    settings: &Settings,
    partner_form: &PartnerForm<'_>,
    attributes: &Draft,
) -> Result<SnippetOut, SnippetError> {
    if partner_form.form == Form::ClickOut {
        return Err(SnippetError::FramedClickOut);
    }
    Ok(SnippetOut {
        snippet: format!(
            "<script>{LISTENER}</script>\n\
             <iframe data-leadgate src=\"{}\" title=\"{}\" width=\"100%\" height=\"{HEIGHT_PX}\" frameborder=\"0\"></iframe>\n",
            escape(&page_url(settings, partner_form, attributes)),
            escape(
                partner_form
                    .form
                    .spec()
                    .title
                    .translation(partner_form.lang)
            ),
        ),
        content_security_policy: vec![
            format!("frame-src {}", own_origin(settings)),
            format!("script-src '{}'", integrity(LISTENER)),
        ],
        without: "(without the script the frame keeps its height, and the form scrolls in it)",
    })
}
