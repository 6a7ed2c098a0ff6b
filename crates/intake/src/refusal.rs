//! Why a lead is not taken, besides wrong fields.

/// Why a lead is not taken, besides wrong fields. The sentences are for the developer of the page;
/// causes are logged where they happen and never sent out.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum Refusal {
    /// A page of an origin that is not the partner's.
    #[error(
        "Pages of {origin} may not send leads for the partner {partner:?}. Ask the operator to add this origin under partners.{partner}.origins."
    )]
    ForeignOrigin {
        /// The partner's public key.
        partner: String,
        /// The page's origin.
        origin: String,
    },
    /// The id was accepted before, with other fields.
    #[error(
        "A lead with this id was accepted before with other fields. Send a new id for a new lead."
    )]
    Conflict,
    /// The store cannot take a lead now.
    #[error("The lead could not be stored. Send it again with the same id.")]
    StoreUnavailable,
    /// A click-out of a form that leads nowhere.
    #[error("This form leads to no other page.")]
    NoTarget,
}
