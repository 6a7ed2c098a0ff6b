//! What `<leadgate-form>` is to a page, by name: attributes, members, events.
//!
//! The npm package's types, its manifest of custom elements and the names that it uses are generated from these tables
//! and from the model's (`tests/npm_names`). What happens with them is in the loader and in `browser`; the package's
//! tests in a browser hold both to these tables.

use leadgate_model::{PAGE_ATTRIBUTES, PageAttribute};

/// The element's name.
pub const TAG: &str = "leadgate-form";

/// What an attribute holds.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Holds {
    /// A form's name.
    Form,
    /// A language's tag.
    Language,
    /// One of [`crate::Theme::ALL`], by name.
    Theme,
    /// A whole number.
    Number,
    /// Any text.
    Text,
    /// Nothing, or a text.
    FlagOrText,
}

/// An attribute that the element reads.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Attribute {
    /// Its name in HTML.
    pub name: &'static str,
    /// What it holds.
    pub holds: Holds,
    /// Whether no form can be shown without it.
    pub required: bool,
    /// What it is for, in a sentence.
    pub about: &'static str,
}

impl Attribute {
    const fn new(name: &'static str, holds: Holds, about: &'static str) -> Self {
        Self {
            name,
            holds,
            required: false,
            about,
        }
    }

    const fn of_page(attribute: PageAttribute) -> Self {
        let holds = if attribute.is_number {
            Holds::Number
        } else {
            Holds::Text
        };
        Self::new(attribute.name, holds, attribute.about)
    }

    const fn required(mut self) -> Self {
        self.required = true;
        self
    }
}

/// In the order of the README.
pub const ATTRIBUTES: [Attribute; 11] = [
    Attribute::new("form", Holds::Form, "Which form.").required(),
    Attribute::new("partner", Holds::Text, "The public partner key.").required(),
    Attribute::new(
        "lang",
        Holds::Language,
        "The language; any other is answered in Dutch.",
    ),
    Attribute::new(
        "proxy",
        Holds::Text,
        "Another address of the proxy, from which form and WebAssembly are loaded.",
    ),
    Attribute::of_page(PAGE_ATTRIBUTES[0]),
    Attribute::of_page(PAGE_ATTRIBUTES[1]),
    Attribute::of_page(PAGE_ATTRIBUTES[2]),
    Attribute::of_page(PAGE_ATTRIBUTES[3]),
    Attribute::of_page(PAGE_ATTRIBUTES[4]),
    Attribute::new(
        "theme",
        Holds::Theme,
        "Light or dark; as the page is without it.",
    ),
    Attribute::new(
        "data-layer",
        Holds::FlagOrText,
        "Repeats the events in the page's data layer: `dataLayer`, or the array that is named.",
    ),
];

/// An event that the element dispatches. All of them bubble and cross the shadow root.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct EventName {
    /// Its type.
    pub name: &'static str,
    /// What `detail` holds: a name and its type in TypeScript's words.
    pub detail: &'static [(&'static str, &'static str)],
    /// Whether a listener may cancel it.
    pub cancelable: bool,
    /// When it is dispatched, in a sentence.
    pub about: &'static str,
}

/// In the order of a visit.
pub const EVENTS: [EventName; 6] = [
    EventName {
        name: "leadgate-ready",
        detail: &[],
        cancelable: false,
        about: "The WebAssembly has hydrated the form.",
    },
    EventName {
        name: "leadgate-start",
        detail: &[],
        cancelable: false,
        about: "The first input.",
    },
    EventName {
        name: "leadgate-invalid",
        detail: &[("fields", "readonly InvalidField[]")],
        cancelable: false,
        about: "An attempt to send with wrong fields.",
    },
    EventName {
        name: "leadgate-submit",
        detail: &[],
        cancelable: true,
        about: "Before the request; `preventDefault()` cancels it.",
    },
    EventName {
        name: "leadgate-success",
        detail: &[("id", "string")],
        cancelable: false,
        about: "The lead is on the proxy's disk.",
    },
    EventName {
        name: "leadgate-error",
        detail: &[("status", "number")],
        cancelable: false,
        about: "The lead could not be sent: the HTTP status, 0 where no answer came.",
    },
];
