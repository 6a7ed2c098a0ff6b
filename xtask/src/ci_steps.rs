//! Stages in order: a heading each, the first failure stops, a table of times at the end.

use std::time::{Duration, Instant};

use anyhow::{Result, bail};

use crate::ui;

/// One step: its name and what it does.
pub(crate) struct CiStep {
    name: &'static str,
    action: Box<dyn FnOnce() -> Result<()>>,
}

impl CiStep {
    /// A step that calls `action`.
    pub(crate) fn new(name: &'static str, action: impl FnOnce() -> Result<()> + 'static) -> Self {
        Self {
            name,
            action: Box::new(action),
        }
    }
}

/// Runs the steps and prints the table; all passed, or the first failure.
///
/// # Errors
///
/// When a step fails: its name and its cause.
pub(crate) fn run(ci_steps: Vec<CiStep>) -> Result<()> {
    let total = ci_steps.len();
    let mut table: Vec<(&str, String)> = Vec::new();
    let mut failure = None;
    let began = Instant::now();
    for (index, step) in ci_steps.into_iter().enumerate() {
        if failure.is_some() {
            table.push((step.name, "not run".to_owned()));
            continue;
        }
        ui::print(format_args!("\n== [{}/{total}] {}", index + 1, step.name));
        let (outcome, took) = timed(step.action);
        let verdict = if outcome.is_ok() { "passed" } else { "FAILED" };
        ui::print(format_args!(
            "== {} {verdict} in {}",
            step.name,
            ui::elapsed(took)
        ));
        table.push((step.name, format!("{verdict} {:>12}", ui::elapsed(took))));
        if let Err(error) = outcome {
            failure = Some((step.name, error));
        }
    }
    let width = table.iter().map(|(name, _)| name.len()).max().unwrap_or(0);
    ui::print("");
    for (name, verdict) in table {
        ui::print(format_args!("{name:width$}  {verdict}"));
    }
    ui::print(format_args!(
        "{:width$}         {:>12}",
        "together",
        ui::elapsed(began.elapsed())
    ));
    match failure {
        Some((name, error)) => bail!("stage `{name}` failed: {error:#}"),
        None => {
            ui::print("all steps passed");
            Ok(())
        }
    }
}

fn timed(action: impl FnOnce() -> Result<()>) -> (Result<()>, Duration) {
    let began = Instant::now();
    let outcome = action();
    (outcome, began.elapsed())
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;
    use std::rc::Rc;

    use super::*;

    #[test]
    fn the_first_failure_stops_and_is_named() {
        let later = Rc::new(Cell::new(false));
        let seen = Rc::clone(&later);
        let error = run(vec![
            CiStep::new("first", || Ok(())),
            CiStep::new("second", || bail!("broken")),
            CiStep::new("third", move || {
                seen.set(true);
                Ok(())
            }),
        ])
        .unwrap_err();
        assert_eq!(error.to_string(), "stage `second` failed: broken");
        assert!(!later.get());
    }
}
