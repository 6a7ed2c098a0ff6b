//! Visitors: connections that each post one request after another, as fast as they are answered.
//! Written by hand on plain sockets, because a client library would take more of the machine than
//! the server does.

use std::net::SocketAddr;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail};
use hdrhistogram::Histogram;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::task::JoinSet;

/// What every connection does first, unmeasured.
const WARM_UP: Duration = Duration::from_millis(300);

/// How long a visitor who was refused waits.
const AGAIN_AFTER: Duration = Duration::from_millis(100);

/// Numbers the leads of this process: each is another person's.
static LEADS: AtomicU64 = AtomicU64::new(0);

/// What is asked for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Request {
    Nothing,
    Lead,
}

/// What came of it.
pub(crate) struct Load {
    /// Requests answered within the measured time.
    pub(crate) answered: u64,
    /// Leads that were acknowledged, warm-up included.
    pub(crate) accepted: u64,
    /// Leads that were asked to come again, warm-up included.
    pub(crate) refused: u64,
    pub(crate) length: Duration,
    pub(crate) micros: Histogram<u64>,
}

/// Keeps a server busy.
///
/// # Errors
///
/// When a request is answered with neither success nor "later", which is counted apart: a server that
/// refuses is fast too.
pub(crate) fn run(
    address: SocketAddr,
    request: Request,
    connections: usize,
    length: Duration,
) -> Result<Load> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    runtime.block_on(async {
        let begin = Instant::now() + WARM_UP;
        let mut visitors = JoinSet::new();
        for _ in 0..connections {
            visitors.spawn(visit(address, request, begin, begin + length));
        }
        let mut load = Load {
            answered: 0,
            accepted: 0,
            refused: 0,
            length,
            micros: Histogram::new(3)?,
        };
        while let Some(visit) = visitors.join_next().await {
            let visit = visit??;
            load.answered += visit.micros.len();
            load.accepted += visit.accepted;
            load.refused += visit.refused;
            load.micros += visit.micros;
        }
        Ok(load)
    })
}

struct Visit {
    accepted: u64,
    refused: u64,
    micros: Histogram<u64>,
}

async fn visit(
    address: SocketAddr,
    request: Request,
    begin: Instant,
    end: Instant,
) -> Result<Visit> {
    let mut stream = TcpStream::connect(address).await?;
    stream.set_nodelay(true)?;
    let mut micros = Histogram::new(3)?;
    let (mut accepted, mut refused) = (0, 0);
    let mut answer = Vec::with_capacity(1024);
    loop {
        let sent = Instant::now();
        if sent >= end {
            return Ok(Visit {
                accepted,
                refused,
                micros,
            });
        }
        stream.write_all(bytes(request).as_bytes()).await?;
        let status = read(&mut stream, &mut answer).await?;
        match (request, status) {
            (Request::Nothing, 200) => {}
            (Request::Lead, 202) => accepted += 1,
            (Request::Lead, 503) => {
                // As a page does: the same visitor again, a moment later.
                refused += 1;
                tokio::time::sleep(AGAIN_AFTER).await;
                continue;
            }
            (_, status) => bail!("a request was answered with {status}"),
        }
        let answered = Instant::now();
        if sent >= begin && answered <= end {
            micros.record(u64::try_from((answered - sent).as_micros())?)?;
        }
    }
}

fn bytes(request: Request) -> String {
    let number = LEADS.fetch_add(1, Ordering::Relaxed);
    match request {
        Request::Nothing => "GET /healthz HTTP/1.1\r\nhost: leads.example\r\n\r\n".to_owned(),
        Request::Lead => {
            let body = format!(
                "id={}&partner=demo&lang=nl&form_version=1&first_name=An&last_name=Peeters\
                &phone=0470%20{:02}%20{:02}%20{:02}&email=an.peeters{number}%40example.be&slot=\
                &remarks=Liefst+na+vijf+uur&page_url=https%3A%2F%2Fwww.demo.example%2Fstroom",
                uuid::Uuid::new_v4(),
                number / 10_000 % 100,
                number / 100 % 100,
                number % 100,
            );
            format!(
                "POST /v1/leads/call-me-back HTTP/1.1\r\nhost: leads.example\r\n\
                origin: https://www.demo.example\r\naccept: application/json\r\n\
                content-type: application/x-www-form-urlencoded\r\ncontent-length: {}\r\n\r\n{body}",
                body.len()
            )
        }
    }
}

/// Reads one whole answer; returns its status.
async fn read(stream: &mut TcpStream, answer: &mut Vec<u8>) -> Result<u16> {
    answer.clear();
    loop {
        if let Some(head) = head_length(answer) {
            let text = std::str::from_utf8(&answer[..head])?.to_ascii_lowercase();
            let status = text.get(9..12).context("no status")?.parse()?;
            let (_, length) = text
                .split_once("content-length: ")
                .context("no content-length")?;
            let (length, _) = length.split_once("\r\n").context("no end of line")?;
            let length: usize = length.parse()?;
            while answer.len() < head + length {
                more(stream, answer).await?;
            }
            return Ok(status);
        }
        more(stream, answer).await?;
    }
}

async fn more(stream: &mut TcpStream, answer: &mut Vec<u8>) -> Result<()> {
    if stream.read_buf(answer).await? == 0 {
        bail!("the server hung up");
    }
    Ok(())
}

fn head_length(answer: &[u8]) -> Option<usize> {
    let end = answer.windows(4).position(|four| four == b"\r\n\r\n")?;
    Some(end + 4)
}
