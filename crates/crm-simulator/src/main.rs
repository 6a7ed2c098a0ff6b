//! The command line of the simulator: binds, prints one line with its URL, and serves until
//! Ctrl-C or SIGTERM. What it serves is the library's.

use std::io::Write as _;
use std::net::SocketAddr;

use anyhow::Context as _;
use clap::Parser;
use crm_simulator::Simulator;

const EXAMPLE: &str = "\
Example:
  crm-simulator --listen 127.0.0.1:9100

  Then open http://127.0.0.1:9100/ to watch what arrives. The CRMs are found under /econtract;
  they accept the id \"demo-id\" with the key \"demo-key\". To make the next three requests fail:
  curl -d '{\"crm\":\"econtract\",\"mode\":\"status\",\"status\":503,\"times\":3}' http://127.0.0.1:9100/faults";

/// Stand-ins for the CRMs, strict about their documents, failing on command.
#[derive(Parser)]
#[command(name = "crm-simulator", version, after_help = EXAMPLE)]
struct Arguments {
    /// Address and port to listen on; port 0 picks a free one.
    #[arg(long, value_name = "ADDRESS:PORT", default_value = "127.0.0.1:9100")]
    listen: SocketAddr,
}

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let arguments = Arguments::parse();
    let listener = tokio::net::TcpListener::bind(arguments.listen)
        .await
        .with_context(|| format!("cannot listen on {}", arguments.listen))?;
    let address = listener.local_addr().context("the socket has no address")?;
    writeln!(std::io::stdout(), "crm-simulator http://{address}/")?;
    crm_simulator::serve_until(listener, Simulator::new(), asked_to_end()).await;
    Ok(())
}

/// Resolves at Ctrl-C, and at SIGTERM where there is such a thing.
async fn asked_to_end() {
    let interrupt = async {
        if tokio::signal::ctrl_c().await.is_err() {
            // Without a handler the default action of the signal ends the process anyway.
            std::future::pending::<()>().await;
        }
    };
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        if let Ok(mut terminate) = signal(SignalKind::terminate()) {
            tokio::select! {
                () = interrupt => {}
                _ = terminate.recv() => {}
            }
            return;
        }
    }
    interrupt.await;
}
