//! Alerts as mail: plain text, through a mail server of the operator's.

use async_trait::async_trait;
use lettre::message::Mailbox;
use lettre::message::header::ContentType;
use lettre::transport::smtp::{AsyncSmtpTransportBuilder, Error};
use lettre::{AsyncSmtpTransport, AsyncTransport, Tokio1Executor};
use tokio::time::timeout;

use super::{Channel, Message, NotSent, SEND_WITHIN};

/// Mails alerts.
pub struct Mail {
    transport: AsyncSmtpTransport<Tokio1Executor>,
    from: Mailbox,
    to: Vec<Mailbox>,
}

impl Mail {
    /// Mails through the server at `url` (`smtps://user:password@host`).
    ///
    /// # Errors
    ///
    /// An invalid address, by the name of its setting. Settings are checked for this at start.
    pub fn new(url: &str, from: &str, to: &[String]) -> Result<Self, &'static str> {
        let mailbox = |text: &str, what| text.parse().map_err(|_| what);
        let to = to.iter().map(|to| mailbox(to, "alerts.smtp.to"));
        Ok(Self {
            transport: transport(url).map_err(|_| "alerts.smtp.url")?.build(),
            from: mailbox(from, "alerts.smtp.from")?,
            to: to.collect::<Result<_, _>>()?,
        })
    }
}

/// A connection to be made to the server at `url`.
fn transport(url: &str) -> Result<AsyncSmtpTransportBuilder, Error> {
    AsyncSmtpTransport::<Tokio1Executor>::from_url(url)
}

#[async_trait]
impl Channel for Mail {
    fn name(&self) -> &'static str {
        "smtp"
    }

    async fn send(&self, message: &Message) -> Result<(), NotSent> {
        let mut mail = lettre::Message::builder()
            .from(self.from.clone())
            .subject(message.subject())
            .message_id(None)
            .header(ContentType::TEXT_PLAIN);
        for to in &self.to {
            mail = mail.to(to.clone());
        }
        let mail = mail.body(message.text().to_owned());
        let mail = mail.map_err(|_| NotSent::Malformed)?;
        let sent = timeout(SEND_WITHIN, self.transport.send(mail)).await;
        match sent.map_err(|_| NotSent::TimedOut)? {
            Ok(_) => Ok(()),
            // The server's own words may name who was written to.
            Err(error) => Err(error
                .status()
                .map_or(NotSent::Unreachable, |code| NotSent::Refused(code.into()))),
        }
    }
}
