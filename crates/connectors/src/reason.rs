//! Why an attempt failed, as data. The sentences are for operators; neither they nor the data hold
//! anything of the lead, of the CRM's answer beyond its status, or of the credentials.

use std::fmt;

use leadgate_model::Form;

/// Why another attempt makes sense.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum RetryReason {
    /// No connection: name not found, port closed, TLS refused.
    Unreachable,
    /// The answer did not come, or not completely, in time.
    TimedOut,
    /// The connection broke between question and answer.
    Interrupted,
    /// An answer that is about the CRM or the way to it, not about the lead.
    Status {
        /// The HTTP status.
        status: u16,
    },
    /// A status of success, but not the answer that the CRM's document promises: a page of
    /// something in between, most likely.
    NotUnderstood {
        /// The HTTP status.
        status: u16,
    },
}

impl fmt::Display for RetryReason {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unreachable => formatter.write_str("the CRM cannot be reached"),
            Self::TimedOut => formatter.write_str("the CRM did not answer in time"),
            Self::Interrupted => formatter.write_str("the connection to the CRM broke"),
            Self::Status { status } => write!(formatter, "the CRM answered with status {status}"),
            Self::NotUnderstood { status } => {
                write!(formatter, "status {status}, but not an answer of the CRM")
            }
        }
    }
}

/// Why another attempt of the same lead would fare no better.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum RejectReason {
    /// An answer that is about the lead.
    Status {
        /// The HTTP status.
        status: u16,
        /// The fields that the answer names, in our order of sending; only names that leads of
        /// this type have, sent or lacking.
        fields: Vec<&'static str>,
    },
    /// This CRM has no place for leads of this form.
    FormNotTaken {
        /// The form, or `None` where this release does not know it.
        form: Option<Form>,
    },
}

impl fmt::Display for RejectReason {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Status { status, fields } => {
                write!(formatter, "the CRM refused the lead with status {status}")?;
                if !fields.is_empty() {
                    write!(formatter, " because of {}", fields.join(", "))?;
                }
                Ok(())
            }
            Self::FormNotTaken { form: Some(form) } => {
                write!(formatter, "the CRM takes no leads of form {}", form.slug())
            }
            Self::FormNotTaken { form: None } => {
                formatter.write_str("the CRM takes no leads of this form")
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reasons_are_sentences_from_their_own_data() {
        assert_eq!(
            RetryReason::Status { status: 503 }.to_string(),
            "the CRM answered with status 503"
        );
        assert_eq!(
            RejectReason::Status {
                status: 422,
                fields: vec!["email", "phone"]
            }
            .to_string(),
            "the CRM refused the lead with status 422 because of email, phone"
        );
        assert_eq!(
            RejectReason::FormNotTaken {
                form: Some(Form::CallMeBack)
            }
            .to_string(),
            "the CRM takes no leads of form call-me-back"
        );
    }
}
