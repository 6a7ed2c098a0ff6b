//! What can go wrong in a store, as far as its callers decide on it.
//!
//! The texts inside are made by the back end from its own result codes and fixed words. They never
//! hold a value from a lead, so an error may be logged as it is.

/// A failure of the store itself. Nothing was half written.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum StoreError {
    /// Others hold the store for too long; the same call may succeed shortly.
    #[error("the store is busy")]
    Busy,
    /// The disk is full: nothing can be accepted until there is space.
    #[error("the store's disk is full")]
    Full,
    /// The store cannot be reached, opened or written.
    #[error("the store is unavailable: {0}")]
    Unavailable(String),
    /// The store holds something that it should not; a person has to look.
    #[error("the store is damaged: {0}")]
    Corrupt(String),
    /// The store works; one lead in it is encrypted and cannot be opened. Says which, and why.
    #[error("{0}")]
    Undecryptable(String),
}
