//! Phone numbers (skeleton: API only).

/// A country whose numbering plan is known.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Country {
    /// Belgium.
    Be,
    /// The Netherlands.
    Nl,
    /// France.
    Fr,
    /// Germany.
    De,
    /// Luxembourg.
    Lu,
    /// Sweden.
    Se,
    /// Hungary.
    Hu,
    /// Russia.
    Ru,
}

/// What kind of line a number is, in libphonenumber's sense.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum PhoneType {
    /// A mobile phone.
    Mobile,
    /// A landline.
    Fixed,
    /// A number that rings over the internet.
    Voip,
    /// Free for the caller.
    TollFree,
    /// Dear for the caller.
    Premium,
    /// Paid in part by the caller.
    SharedCost,
    /// One number for a whole company.
    Uan,
    /// A number that follows a person.
    Personal,
    /// A pager.
    Pager,
}
