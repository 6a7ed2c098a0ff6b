//! What a lead is about.

/// What a lead is about; goes to the CRM.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub struct Product {
    /// The CRM's number of the product's type.
    pub type_id: Option<u32>,
    /// The CRM's number of the product.
    pub id: Option<u32>,
    /// The CRM's number of the supplier.
    pub supplier_id: Option<u32>,
    /// Where a click-out leads: an address on one of the partner's hosts.
    pub url: Option<String>,
    /// What the call is about.
    pub subject: Option<String>,
}

#[cfg(any(target_arch = "wasm32", test))]
impl Product {
    /// The hidden inputs with their values, empty where there is none.
    pub(crate) fn inputs(&self) -> [(&'static str, String); 5] {
        let number = |id: Option<u32>| id.map(|id| id.to_string()).unwrap_or_default();
        let text = |text: &Option<String>| text.clone().unwrap_or_default();
        [
            ("product_type_id", number(self.type_id)),
            ("product_id", number(self.id)),
            ("supplier_id", number(self.supplier_id)),
            ("url", text(&self.url)),
            ("subject", text(&self.subject)),
        ]
    }
}

#[cfg(test)]
mod tests {
    use leadgate_model::PAGE_ATTRIBUTES;

    use super::*;

    #[test]
    fn a_product_says_what_the_elements_attributes_say() {
        let names = Product::default().inputs().map(|(name, _)| name);
        assert_eq!(names, PAGE_ATTRIBUTES.map(|attribute| attribute.field));
    }
}
