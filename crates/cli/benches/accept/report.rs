//! The figures as a table and a chart, in words that a reader of `docs/performance.md` understands.

use std::fmt::Write as _;
use std::path::Path;
use std::time::Duration;

use anyhow::{Context as _, Result};
use hdrhistogram::Histogram;

use crate::delivering::Delivering;
use crate::disk::Disk;
use crate::load::Load;
use crate::peer::BesidePeer;
use crate::{CONNECTIONS, Kind};

const BEGIN: &str = "<!-- accept: written by `cargo xtask bench accept` -->";
const END: &str = "<!-- accept: end -->";
const CHART: &str = "accept.svg";
const CHART_SAYS: &str = "Requests per second, beside a route that does nothing";

/// One kind at one number of connections, over all rounds.
pub(crate) struct Row {
    kind: Kind,
    connections: usize,
    per_second: Vec<f64>,
    refused: u64,
    micros: Histogram<u64>,
}

/// Adds a round to the row that it belongs to.
pub(crate) fn add(rows: &mut Vec<Row>, kind: Kind, connections: usize, load: Load) {
    #[expect(clippy::cast_precision_loss, reason = "counts of some seconds")]
    let per_second = load.answered as f64 / load.length.as_secs_f64();
    let known = rows
        .iter_mut()
        .find(|row| row.kind == kind && row.connections == connections);
    if let Some(row) = known {
        row.per_second.push(per_second);
        row.refused += load.refused;
        row.micros += load.micros;
    } else {
        rows.push(Row {
            kind,
            connections,
            per_second: vec![per_second],
            refused: load.refused,
            micros: load.micros,
        });
    }
}

impl Row {
    fn median(&self) -> f64 {
        median(&self.per_second)
    }

    fn quantile(&self, quantile: f64) -> Duration {
        Duration::from_micros(self.micros.value_at_quantile(quantile))
    }
}

/// The one in the middle; of none at all, no number.
pub(crate) fn median(figures: &[f64]) -> f64 {
    let mut sorted = figures.to_vec();
    sorted.sort_by(f64::total_cmp);
    sorted.get(sorted.len() / 2).copied().unwrap_or(f64::NAN)
}

/// All that was measured in one run.
pub(crate) struct Report {
    pub(crate) rows: Vec<Row>,
    pub(crate) disk: Disk,
    pub(crate) rounds: usize,
    pub(crate) length: Duration,
    pub(crate) beside_peer: Option<BesidePeer>,
    pub(crate) delivering: Option<Delivering>,
}

impl Report {
    fn row(&self, kind: Kind, connections: usize) -> Option<&Row> {
        self.rows
            .iter()
            .find(|row| row.kind == kind && row.connections == connections)
    }

    /// How many times as many requests as another kind at the same number of connections.
    fn ratio(&self, row: &Row, to: Kind) -> f64 {
        let other = self.row(to, row.connections);
        other.map_or(f64::NAN, |other| row.median() / other.median())
    }

    /// The section as Markdown.
    pub(crate) fn text(&self) -> Result<String> {
        let mut text = self.table();
        if let Some(beside_peer) = &self.beside_peer {
            text = format!("{text}\n{}", beside_peer.text());
        }
        if let Some(delivering) = &self.delivering {
            text = format!("{text}\n![{CHART_SAYS}](performance/{CHART})\n\n");
            text.push_str(&delivering.text()?);
        }
        Ok(text)
    }

    fn table(&self) -> String {
        let mut text = format!(
            "{} rounds of {} s each, in turns, on {} cores that server and visitors share; medians of \
            the rounds. One sync of the disk took {} at the median and {} at the 99th percentile of \
            {} writes of 4 KiB.\n\n\
            | connections | what | requests per second | of a route that does nothing | times one \
            transaction per lead | p50 | p99 | refused |\n|--:|---|--:|--:|--:|--:|--:|--:|\n",
            self.rounds,
            self.length.as_secs(),
            std::thread::available_parallelism().map_or(0, usize::from),
            milliseconds(self.disk.quantile(0.5)),
            milliseconds(self.disk.quantile(0.99)),
            self.disk.writes(),
        );
        for row in &self.rows {
            // Writing to a string does not fail.
            let _ = writeln!(
                text,
                "| {} | {} | {:.0} | {:.2} | {:.1} | {} | {} | {} |",
                row.connections,
                row.kind.name(),
                row.median(),
                self.ratio(row, Kind::Nothing),
                self.ratio(row, Kind::OneByOne),
                milliseconds(row.quantile(0.5)),
                milliseconds(row.quantile(0.99)),
                row.refused,
            );
        }
        text
    }

    /// Puts section and chart where they are read.
    ///
    /// # Errors
    ///
    /// When the file is missing or has no place for the section.
    pub(crate) fn write(&self, into: &Path) -> Result<()> {
        let page = std::fs::read_to_string(into)
            .with_context(|| format!("{} cannot be read", into.display()))?;
        let (before, rest) = page
            .split_once(BEGIN)
            .with_context(|| format!("{} has no line {BEGIN}", into.display()))?;
        let (_, after) = rest
            .split_once(END)
            .with_context(|| format!("{} has no line {END}", into.display()))?;
        let text = self.text()?;
        let page = format!("{before}{BEGIN}\n\n{text}\n{END}{after}");
        std::fs::write(into, page)?;
        let folder = into.with_extension("");
        std::fs::create_dir_all(&folder)?;
        std::fs::write(folder.join(CHART), self.chart())?;
        Ok(())
    }

    /// Bars, as long as their share of the fastest; readable on light and dark pages.
    fn chart(&self) -> String {
        const BAR: f64 = 420.0;
        let most = self.rows.iter().map(Row::median).fold(1.0, f64::max);
        let mut bars = String::new();
        let mut y = 0;
        for connections in CONNECTIONS {
            y += 30;
            let _ = writeln!(
                bars,
                r#"<text x="8" y="{y}" font-weight="bold">{connections} connections</text>"#
            );
            for row in self
                .rows
                .iter()
                .filter(|row| row.connections == connections)
            {
                y += 26;
                let width = BAR * row.median() / most;
                let _ = writeln!(
                    bars,
                    r#"<text x="8" y="{y}">{}</text><rect x="250" y="{}" width="{width:.0}" height="16" fill="{}"/><text x="{:.0}" y="{y}">{:.0}</text>"#,
                    row.kind.name(),
                    y - 13,
                    row.kind.colour(),
                    258.0 + width,
                    row.median(),
                );
            }
        }
        let height = y + 20;
        format!(
            r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 760 {height}" font-family="system-ui, sans-serif" font-size="13" role="img" aria-label="{CHART_SAYS}">
<rect width="760" height="{height}" fill="#fff"/>
<g fill="#222">
{bars}</g>
</svg>
"##
        )
    }
}

fn milliseconds(time: Duration) -> String {
    format!("{:.2} ms", time.as_secs_f64() * 1000.0)
}
