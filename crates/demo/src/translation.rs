//! Puts the page into a language: its texts, its numbers, its title. The form, which has texts of
//! its own, is told by its `lang` attribute.

use leadgate_model::Lang;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

use super::{dom, numbers::NumberFormat, texts::translated};

/// Where a text stands in an element.
enum Place {
    Content,
    Attribute(String),
}

/// One text of the page, with the Dutch one that was found there.
struct Passage {
    element: Element,
    place: Place,
    key: String,
    dutch: String,
}

/// A number of the page.
struct Number {
    element: Element,
    format: NumberFormat,
    plain: String,
}

/// Everything on the page that depends on the language.
pub(super) struct Translation {
    passages: Vec<Passage>,
    numbers: Vec<Number>,
}

impl Translation {
    /// Reads the page as it was served, in Dutch.
    pub(super) fn of_page() -> Self {
        let passages = dom::all("*").iter().flat_map(passages_of).collect();
        let numbers = dom::all("data[data-format]")
            .into_iter()
            .filter_map(|element| {
                let format = NumberFormat::from_name(&element.get_attribute("data-format")?)?;
                let plain = element.get_attribute("value")?;
                Some(Number {
                    element,
                    format,
                    plain,
                })
            })
            .collect();
        Self { passages, numbers }
    }

    /// Writes every text and number in a language.
    pub(super) fn apply(&self, lang: Lang) {
        for passage in &self.passages {
            let text = translated(lang, &passage.key).unwrap_or(&passage.dutch);
            match &passage.place {
                Place::Content => passage.element.set_text_content(Some(text)),
                Place::Attribute(name) => dom::set(&passage.element, name, text),
            }
        }
        for number in &self.numbers {
            let written = number.format.write(lang, &number.plain);
            number.element.set_text_content(Some(&written));
        }
        if let Some(root) = dom::root() {
            dom::set(&root, "lang", lang.tag());
        }
        for link in dom::all("[data-language]") {
            if link.get_attribute("data-language").as_deref() == Some(lang.tag()) {
                dom::set(&link, "aria-current", "true");
            } else {
                dom::unset(&link, "aria-current");
            }
        }
    }
}

/// The texts that an element marks: `data-text="key"`, `data-text-attribute="key"`.
fn passages_of(element: &Element) -> Vec<Passage> {
    element
        .get_attribute_names()
        .iter()
        .filter_map(|name| {
            let name = name.as_string()?;
            let marked = name.strip_prefix("data-text")?;
            let key = element.get_attribute(&name)?;
            let (place, dutch) = match marked.strip_prefix('-') {
                Some(attribute) => (
                    Place::Attribute(attribute.to_owned()),
                    element.get_attribute(attribute)?,
                ),
                None => (Place::Content, element.text_content()?),
            };
            Some(Passage {
                element: element.clone(),
                place,
                key,
                dutch,
            })
        })
        .collect()
}

/// The text of an element as it is read, hidden parts left out.
pub(super) fn visible_text(element: &Element) -> String {
    element
        .dyn_ref::<HtmlElement>()
        .map(HtmlElement::inner_text)
        .unwrap_or_default()
}
