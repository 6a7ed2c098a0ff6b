//! What a page says about every lead that it sends: the one table of these attributes.
//!
//! The element, its types, the form's own page, the command line and the Leptos component have them from here, or are
//! held to it by `tests/page_attributes.rs`.

/// An attribute of `<leadgate-form>` that fills a hidden input, so that it travels with each lead.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct PageAttribute {
    /// Its name in HTML: `product-id`.
    pub name: &'static str,
    /// The name of the hidden input, in queries and in the body: `product_id`.
    pub field: &'static str,
    /// Whether it holds a whole number; else any text.
    pub is_number: bool,
    /// What it is for, in a sentence.
    pub about: &'static str,
}

/// In the order of the README. `subject` is a field of the forms that ask for it; the others are no form's.
pub const PAGE_ATTRIBUTES: [PageAttribute; 5] = [
    PageAttribute {
        name: "product-type-id",
        field: "product_type_id",
        is_number: true,
        about: "The type of the product; goes to the CRM.",
    },
    PageAttribute {
        name: "product-id",
        field: "product_id",
        is_number: true,
        about: "The product; goes to the CRM.",
    },
    PageAttribute {
        name: "supplier-id",
        field: "supplier_id",
        is_number: true,
        about: "The supplier; goes to the CRM.",
    },
    PageAttribute {
        name: "url",
        field: "url",
        is_number: false,
        about: "Where a click-out leads: an address on one of the partner's hosts.",
    },
    PageAttribute {
        name: "subject",
        field: "subject",
        is_number: false,
        about: "What the call is about; goes to the CRM.",
    },
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_attribute_and_its_input_differ_in_hyphens_only() {
        for attribute in PAGE_ATTRIBUTES {
            assert_eq!(attribute.name.replace('-', "_"), attribute.field);
        }
    }
}
