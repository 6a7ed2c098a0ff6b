//! Prices, ratings and counts as each language writes them. Which numbers there are is the page's.

use leadgate_model::Lang;

/// How a number of the page is written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum NumberFormat {
    /// An amount in euro with two decimals.
    Price,
    /// A mark out of five with one decimal.
    Rating,
    /// A whole number.
    Count,
}

impl NumberFormat {
    /// The format of a `data-format` attribute.
    pub(super) fn from_name(name: &str) -> Option<Self> {
        match name {
            "price" => Some(Self::Price),
            "rating" => Some(Self::Rating),
            "count" => Some(Self::Count),
            _ => None,
        }
    }

    /// Writes a plain number (`1234.50`) as the language does.
    pub(super) fn write(self, lang: Lang, plain: &str) -> String {
        let number = grouped(lang, plain);
        match (self, lang) {
            (Self::Rating | Self::Count, _) => number,
            (Self::Price, Lang::Nl) => format!("€\u{a0}{number}"),
            (Self::Price, Lang::En) => format!("€{number}"),
            (Self::Price, Lang::Fr | Lang::De) => format!("{number}\u{a0}€"),
        }
    }
}

/// The digits with the language's separators.
fn grouped(lang: Lang, plain: &str) -> String {
    let (thousands, decimal) = match lang {
        Lang::Nl | Lang::De => ('.', ','),
        Lang::Fr => ('\u{202f}', ','),
        Lang::En => (',', '.'),
    };
    let (whole, fraction) = plain.split_once('.').unwrap_or((plain, ""));
    let mut written = String::with_capacity(plain.len() + 4);
    for (place, digit) in whole.chars().enumerate() {
        if place > 0 && (whole.len() - place).is_multiple_of(3) {
            written.push(thousands);
        }
        written.push(digit);
    }
    if !fraction.is_empty() {
        written.push(decimal);
        written.push_str(fraction);
    }
    written
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_language_writes_its_own_separators() {
        let check = |format: NumberFormat, lang, plain, expected: &str| {
            assert_eq!(format.write(lang, plain), expected);
        };
        check(NumberFormat::Price, Lang::Nl, "196.90", "€\u{a0}196,90");
        check(NumberFormat::Price, Lang::Fr, "196.90", "196,90\u{a0}€");
        check(NumberFormat::Price, Lang::En, "1196.90", "€1,196.90");
        check(NumberFormat::Price, Lang::De, "17.80", "17,80\u{a0}€");
        check(NumberFormat::Rating, Lang::En, "4.6", "4.6");
        check(NumberFormat::Rating, Lang::Nl, "4.6", "4,6");
        check(NumberFormat::Count, Lang::Nl, "1204", "1.204");
        check(NumberFormat::Count, Lang::Fr, "1204", "1\u{202f}204");
        check(NumberFormat::Count, Lang::De, "812", "812");
    }

    #[test]
    fn the_page_shows_every_number_as_dutch_writes_it() {
        let page = include_str!("../../../index.html");
        let mut numbers = 0;
        for rest in page.split("<data value=\"").skip(1) {
            let read = rest
                .split_once("\" data-format=\"")
                .and_then(|(value, rest)| {
                    let (format, rest) = rest.split_once("\">")?;
                    let (shown, _) = rest.split_once("</data>")?;
                    Some((value, NumberFormat::from_name(format)?, shown))
                });
            let (value, format, shown) = read.expect("a number without a known format");
            assert_eq!(format.write(Lang::Nl, value), shown);
            numbers += 1;
        }
        assert_eq!(numbers, 27, "nine offers with price, rating and count");
    }
}
