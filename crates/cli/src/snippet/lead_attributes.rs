//! The options that every lead of the page goes with.

use clap::Args;
use leadgate_model::Draft;

/// What goes with every lead of the page: each becomes an attribute of the element, and works
/// without script too.
#[derive(Args)]
pub(super) struct LeadAttributes {
    /// The CRM's number of the product's type.
    #[arg(long, value_name = "NUMBER")]
    product_type_id: Option<u32>,
    /// The CRM's number of the product.
    #[arg(long, value_name = "NUMBER")]
    product_id: Option<u32>,
    /// The CRM's number of the supplier.
    #[arg(long, value_name = "NUMBER")]
    supplier_id: Option<u32>,
    /// Where a click-out leads.
    #[arg(long, value_name = "URL")]
    url: Option<String>,
    /// What the call is about.
    #[arg(long, value_name = "TEXT")]
    subject: Option<String>,
}

impl LeadAttributes {
    /// Names and values of the hidden inputs.
    pub(super) fn hidden(&self) -> Draft {
        let number = |number: Option<u32>| number.map(|number| number.to_string());
        let named = [
            ("product_type_id", number(self.product_type_id)),
            ("product_id", number(self.product_id)),
            ("supplier_id", number(self.supplier_id)),
            ("url", self.url.clone()),
            ("subject", self.subject.clone()),
        ];
        let named = named.into_iter();
        named
            .filter_map(|(name, value)| Some((name, value?)))
            .collect()
    }
}
