//! Alerts as JSON, posted to an address; signed where there is a secret.

use async_trait::async_trait;
use hmac::{Hmac, Mac};
use reqwest::{Client, redirect};
use secrecy::{ExposeSecret, SecretString};
use sha2::Sha256;
use url::Url;

use super::{Channel, Message, NotSent, SEND_WITHIN};

/// Holds the body's HMAC-SHA256 under the secret, in hexadecimal digits.
const SIGNATURE: &str = "leadgate-signature";

/// Posts alerts to an address.
pub struct Webhook {
    client: Client,
    url: Url,
    secret: Option<SecretString>,
}

impl Webhook {
    /// Posts to `url`, and signs with `secret` if there is one.
    ///
    /// # Errors
    ///
    /// The host's certificates cannot be read.
    pub fn new(url: Url, secret: Option<SecretString>) -> Result<Self, reqwest::Error> {
        let client = Client::builder()
            // A redirected POST would lose its body, or carry it to another host.
            .redirect(redirect::Policy::none())
            .timeout(SEND_WITHIN)
            .referer(false)
            .user_agent(concat!("leadgate/", env!("CARGO_PKG_VERSION")))
            .build()?;
        Ok(Self {
            client,
            url,
            secret,
        })
    }
}

#[async_trait]
impl Channel for Webhook {
    fn name(&self) -> &'static str {
        "webhook"
    }

    async fn send(&self, message: &Message) -> Result<(), NotSent> {
        let body = serde_json::to_vec(message).map_err(|_| NotSent::Malformed)?;
        let mut request = self
            .client
            .post(self.url.clone())
            .header("content-type", "application/json");
        if let Some(secret) = &self.secret {
            request = request.header(SIGNATURE, signature(secret, &body)?);
        }
        // The error goes no further: its text names the address, which may be a secret.
        let answer = request.body(body).send().await;
        let status = answer.map_err(|error| failure(&error))?.status();
        if status.is_success() {
            Ok(())
        } else {
            Err(NotSent::Refused(status.as_u16()))
        }
    }
}

fn failure(error: &reqwest::Error) -> NotSent {
    if error.is_timeout() {
        NotSent::TimedOut
    } else {
        NotSent::Unreachable
    }
}

fn signature(secret: &SecretString, body: &[u8]) -> Result<String, NotSent> {
    let key = secret.expose_secret().as_bytes();
    let mut hmac = Hmac::<Sha256>::new_from_slice(key).map_err(|_| NotSent::Malformed)?;
    hmac.update(body);
    let digest = hex::encode(hmac.finalize().into_bytes());
    Ok(format!("sha256={digest}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_signature_is_the_bodys_hmac() {
        let secret = SecretString::from("key");
        let body = b"The quick brown fox jumps over the lazy dog";
        assert_eq!(
            signature(&secret, body).as_deref(),
            Ok("sha256=f7bc83f430538424b13298e6aa6fb143ef4d59a14946175997479dbc2d1a3cd8")
        );
    }
}
