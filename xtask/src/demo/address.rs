//! Where a part of the demo listens, and whether it answers there.

use std::io::{self, BufRead, BufReader, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::time::Duration;

use anyhow::{Result, bail};

const TIMEOUT: Duration = Duration::from_secs(2);

/// A port on this machine and a path that answers when its program is ready.
pub(super) struct Address {
    name: &'static str,
    port: u16,
    ready_path: &'static str,
}

impl Address {
    /// On 127.0.0.1.
    pub(super) const fn new(name: &'static str, port: u16, ready_path: &'static str) -> Self {
        Self {
            name,
            port,
            ready_path,
        }
    }

    /// What listens there.
    pub(super) fn name(&self) -> &'static str {
        self.name
    }

    /// The address itself.
    pub(super) fn socket(&self) -> SocketAddr {
        SocketAddr::from((Ipv4Addr::LOCALHOST, self.port))
    }

    /// Without a path.
    pub(super) fn origin(&self) -> String {
        format!("http://{}", self.socket())
    }

    /// The page that answers when the program is ready.
    pub(super) fn url(&self) -> String {
        format!("{}{}", self.origin(), self.ready_path)
    }

    /// Whether nobody listens there yet.
    ///
    /// # Errors
    ///
    /// When somebody does: the port, who needs it, and what to do.
    pub(super) fn is_free(&self) -> Result<()> {
        if let Err(error) = TcpListener::bind(self.socket()) {
            bail!(
                "port {port} of 127.0.0.1 is not free, and the {name} needs it ({error}). \
                 End the program that listens there (`ss -ltnp 'sport = :{port}'` names it) and try again",
                port = self.port,
                name = self.name,
            );
        }
        Ok(())
    }

    /// Whether the ready path answers with a 2xx.
    pub(super) fn answers(&self) -> bool {
        self.status()
            .is_ok_and(|status| (200..300).contains(&status))
    }

    fn status(&self) -> io::Result<u16> {
        let mut stream = TcpStream::connect_timeout(&self.socket(), TIMEOUT)?;
        stream.set_read_timeout(Some(TIMEOUT))?;
        stream.set_write_timeout(Some(TIMEOUT))?;
        write!(
            stream,
            "GET {} HTTP/1.1\r\nHost: {}\r\nAccept: */*\r\nConnection: close\r\n\r\n",
            self.ready_path,
            self.socket()
        )?;
        let mut line = String::new();
        BufReader::new(stream).read_line(&mut line)?;
        // `HTTP/1.1 200 OK`
        line.split(' ')
            .nth(1)
            .and_then(|status| status.parse().ok())
            .ok_or_else(|| io::Error::other("not HTTP"))
    }
}

#[cfg(test)]
mod tests {
    use std::thread;

    use super::*;

    fn answering(answer: &'static str) -> Address {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let port = listener.local_addr().unwrap().port();
        thread::spawn(move || {
            let (mut stream, _) = listener.accept().unwrap();
            // Wholly: what is unread when the connection is closed resets it, and the answer with it.
            let request = BufReader::new(&stream).lines().map(Result::unwrap);
            assert!(request.take_while(|line| !line.is_empty()).count() > 0);
            stream.write_all(answer.as_bytes()).unwrap();
        });
        Address::new("test", port, "/readyz")
    }

    #[test]
    fn only_a_2xx_means_ready() {
        assert!(answering("HTTP/1.1 200 OK\r\n\r\n").answers());
        assert!(!answering("HTTP/1.1 503 Service Unavailable\r\n\r\n").answers());
        assert!(!answering("who is there?").answers());
    }

    #[test]
    fn a_port_in_use_is_named_with_what_to_do() {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let port = listener.local_addr().unwrap().port();
        let message = Address::new("proxy", port, "/")
            .is_free()
            .unwrap_err()
            .to_string();
        assert!(message.contains(&format!("port {port}")), "{message}");
        assert!(message.contains("the proxy needs it"), "{message}");
        assert!(message.contains("ss -ltnp"), "{message}");
    }
}
