//! Which pages may send leads for a partner.

use url::Url;

use crate::{Partner, Settings};

/// Whether a page's origin may send for a partner: the partner's own, or the proxy itself.
#[must_use]
pub fn is_allowed_origin(settings: &Settings, partner: &Partner, origin: &str) -> bool {
    partner.origins.iter().any(|known| known == origin) || own_origin(settings) == origin
}

/// The proxy's own origin, as browsers send it.
#[must_use]
pub fn own_origin(settings: &Settings) -> String {
    Url::parse(&settings.server.public_url)
        .map(|url| url.origin().ascii_serialization())
        .unwrap_or_default()
}
