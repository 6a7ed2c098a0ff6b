//! What every channel to people can do, and how it fails.

use std::fmt;

use async_trait::async_trait;

use super::Message;

/// A way to people.
#[async_trait]
pub trait Channel: Send + Sync {
    /// Its name in metrics and in the log.
    fn name(&self) -> &'static str;

    /// Tries once to send a message, and gives up by itself.
    ///
    /// # Errors
    ///
    /// Nobody may have got it; see [`NotSent`].
    async fn send(&self, message: &Message) -> Result<(), NotSent>;
}

/// Why a message did not go out. Holds no address: webhooks' are secrets, mail's are personal.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum NotSent {
    /// No connection, or it broke.
    Unreachable,
    /// The other side did not answer in time.
    TimedOut,
    /// The other side answered, with this HTTP status or SMTP code, and did not take it.
    Refused(u16),
    /// The message cannot be put into the channel's form.
    Malformed,
}

impl fmt::Display for NotSent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unreachable => f.write_str("the other side cannot be reached"),
            Self::TimedOut => f.write_str("the other side did not answer in time"),
            Self::Refused(code) => write!(f, "the other side answered with {code}"),
            Self::Malformed => f.write_str("the message cannot be written"),
        }
    }
}
