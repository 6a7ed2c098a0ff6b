//! The types of lines, in libphonenumber's sense and words.

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
    /// A mailbox for spoken messages (Germany and Sweden number them).
    Voicemail,
}

impl PhoneType {
    /// The stable name, as `leadgate check` prints it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Mobile => "mobile",
            Self::Fixed => "fixed",
            Self::Voip => "voip",
            Self::TollFree => "toll_free",
            Self::Premium => "premium",
            Self::SharedCost => "shared_cost",
            Self::Uan => "uan",
            Self::Personal => "personal",
            Self::Pager => "pager",
            Self::Voicemail => "voicemail",
        }
    }

    /// Whether a person answers such a line and pays nothing for being called.
    #[must_use]
    pub const fn is_callable(self) -> bool {
        matches!(self, Self::Mobile | Self::Fixed | Self::Voip)
    }
}
