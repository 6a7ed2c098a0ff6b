//! Countries by their names, in a sentence or by themselves.

use super::Text;
use crate::Lang;
use leadgate_rules::phone::Country;

/// The hint beside a number that names its country by its calling code: `Number from Hungary`.
///
/// ```
/// use leadgate_model::{Lang, text};
/// use leadgate_rules::phone::Country;
/// let hint = text::phone_country(Country::Nl, Lang::En);
/// assert_eq!(hint, "Number from the Netherlands");
/// ```
#[must_use]
pub fn phone_country(country: Country, lang: Lang) -> String {
    let country = country_name(country).translation(lang);
    Text::PhoneCountry.fill(lang, &[("country", country)])
}

pub(super) const fn country_name(country: Country) -> Text {
    match country {
        Country::Be => Text::Belgium,
        Country::Nl => Text::Netherlands,
        Country::Fr => Text::France,
        Country::De => Text::Germany,
        Country::Lu => Text::Luxembourg,
        Country::Se => Text::Sweden,
        Country::Hu => Text::Hungary,
        Country::Ru => Text::Russia,
    }
}
