//! `leadgate check`: the rules of the forms, on JSON lines.

mod kind;

use std::io::{BufRead as _, BufWriter, Write as _, stdin, stdout};

use anyhow::Result;
use leadgate_rules::phone::Country;
use leadgate_rules::time::{Date, brussels};
use serde::{Deserialize, Serialize};

use leadgate_clock::{Clock as _, SystemClock};

/// One value to check.
#[derive(Deserialize)]
struct ValueIn {
    kind: String,
    value: String,
    #[serde(default)]
    country: Option<String>,
}

/// What the rule says of it.
#[derive(Default, Serialize)]
struct VerdictOut {
    valid: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    normalized: Option<String>,
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    kind: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    code: Option<&'static str>,
}

/// Reads every line of standard input and prints a line for each.
pub(super) fn run() -> Result<()> {
    let today = brussels::to_local(SystemClock.now_ms() / 1000).date();
    let mut out = BufWriter::new(stdout().lock());
    for line in stdin().lock().lines() {
        let line = line?;
        if line.trim().is_empty() {
            continue;
        }
        serde_json::to_writer(&mut out, &verdict(&line, today))?;
        out.write_all(b"\n")?;
        // A program on the other side may wait for each answer.
        out.flush()?;
    }
    Ok(())
}

fn verdict(line: &str, today: Date) -> VerdictOut {
    let Ok(typed) = serde_json::from_str::<ValueIn>(line) else {
        return refused("not_a_request");
    };
    let Some(rule) = kind::rule(&typed.kind) else {
        return refused("unknown_kind");
    };
    let country = match typed.country.as_deref() {
        None => Some(Country::Be),
        Some(code) => Country::from_code(code),
    };
    match rule(&typed.value, country, today) {
        Ok(good) => VerdictOut {
            valid: true,
            normalized: Some(good.normalized),
            kind: good.kind,
            code: None,
        },
        Err(code) => refused(code),
    }
}

fn refused(code: &'static str) -> VerdictOut {
    VerdictOut {
        code: Some(code),
        ..VerdictOut::default()
    }
}

#[cfg(test)]
mod tests;
