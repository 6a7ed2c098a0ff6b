//! `leadgate leads import`: a batch of leads from a table. Rows take the way that posts take, with
//! an id of their own making; what is wrong goes back to whoever made the table.

mod columns;
mod dialect;
mod intake;
mod lead_id;
mod progress;
mod rejected;
mod table;
mod table_error;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context as _, Result, bail};
use clap::Args;
use leadgate_model::{Draft, FieldError, Lang, check_field, text};
use serde::Serialize;

use super::super::{Configured, Usage};
use columns::{Columns, Known};
use intake::{Fate, Intake};
use leadgate_intake::BlindIndexer;
use leadgate_settings::Settings;
use leadgate_settings::{FormConfig, PartnerForm};
use progress::{Counts, Progress};
use rejected::Rejected;
use table::Table;

/// The field that names a batch, in the forms that have it.
const BATCH: &str = "batch";

/// Which table, whose leads.
#[derive(Args)]
pub(crate) struct Import {
    #[command(flatten)]
    configured: Configured,
    /// The table: CSV in UTF-8, with the names of the fields in its first row.
    file: PathBuf,
    /// The partner's key; may be left out where one partner alone has the form.
    #[arg(long, value_name = "KEY")]
    partner: Option<String>,
    /// The form whose fields the columns are.
    #[arg(long, value_name = "NAME", default_value = "third-party")]
    form: String,
    /// The language of leads and reasons: nl, fr, en or de.
    #[arg(long, value_name = "TAG", default_value = "nl", value_parser = language)]
    lang: Lang,
    /// The batch of rows that name none [default: the file's name without its ending].
    #[arg(long, value_name = "NAME")]
    batch: Option<String>,
    /// Where rejected rows go, over a file that is there [default: FILE.rejected.csv, beside the
    /// table; -2 and so on where that is taken].
    #[arg(long, value_name = "FILE")]
    rejected: Option<PathBuf>,
    /// What separates cells: ',', ';' or tab [default: as the first row has it].
    #[arg(long, value_name = "CHARACTER", value_parser = delimiter)]
    delimiter: Option<u8>,
    /// Pass over columns that the form does not have.
    #[arg(long)]
    ignore_unknown: bool,
    /// Check every row and write what is wrong, but store nothing and do not look at the store.
    #[arg(long)]
    dry_run: bool,
    /// The counts as one JSON object on standard output.
    #[arg(long)]
    json: bool,
}

/// What `--help` says besides.
pub(crate) const HELP: &str = "\
Every row is checked as a post is. Good rows are stored and delivered; the others are
written to FILE.rejected.csv with their reasons. Mended, that file is imported like any
other: its rows join their batch.

The same row of the same batch is the same lead: an import may be repeated, also after it
was killed in its middle. A renamed file is another batch unless --batch names it.

Columns: the form's fields; interests as car,fire; boxes as yes or no, ja or nee, oui or
non; product_type_id, product_id, supplier_id; consent_PURPOSE, consent_PURPOSE_version;
utm_source and the like, page_url. A rejected file's own columns, row and reasons, are
passed over. An apostrophe before =, +, - or @ is taken away: exports put it there.

Exit code: 0 if all rows are good; 1 if some were rejected, or the store failed; 2 if the
table cannot be imported as it is: then nothing was stored.

Example:
  leadgate leads import --config leadgate.toml --partner acme --lang fr energy_2026-11.csv";

fn language(tag: &str) -> Result<Lang, String> {
    Lang::from_tag(tag).ok_or_else(|| "nl, fr, en or de".to_owned())
}

fn delimiter(text: &str) -> Result<u8, String> {
    match text {
        "," | ";" | "\t" => Ok(text.as_bytes()[0]),
        "tab" | "\\t" => Ok(b'\t'),
        _ => Err("',', ';' or tab".to_owned()),
    }
}

/// What is said at the end.
#[derive(Serialize)]
struct SummaryOut<'a> {
    file: &'a Path,
    partner: &'a str,
    form: &'a str,
    batch: &'a str,
    dry_run: bool,
    #[serde(flatten)]
    counts: Counts,
    rejected_file: Option<&'a Path>,
}

/// Imports a table.
pub(super) async fn run(import: &Import) -> Result<()> {
    let settings = import.configured.load()?;
    let partner_form = partner_form(import, &settings)?;
    let file = import.file.display();
    let unusable = |reason: String| Usage(format!("{file}: {reason}; nothing was stored"));
    if is_same_file(import.rejected.as_deref(), &import.file) {
        bail!(unusable("--rejected names the table itself".to_owned()));
    }
    let table = Table::open(&import.file, import.delimiter);
    let table = table.map_err(|error| unusable(error.to_string()))?;
    let batch = import.batch.clone();
    let batch = batch.unwrap_or_else(|| rejected::batch_of(&import.file));
    let form_config = partner_form.form_config(&settings);
    check_batch(&partner_form, &form_config, &batch)?;
    let columns = columns(import, &partner_form, &form_config, &table).map_err(unusable)?;

    let store = if import.dry_run {
        None
    } else {
        let store = super::open(&import.configured).await?;
        let persons = BlindIndexer::new(store.index_key().await?);
        Some((store, persons))
    };
    let open = store.as_ref().map(|(store, _)| Arc::clone(store));
    let mut intake = Intake::new(&settings, partner_form, form_config, columns, &batch, store);
    let mut rejected = Rejected::of(&table, &import.file, import.rejected.as_deref());
    let mut progress = Progress::of(table.rows);
    let ended = take_all(&table, &mut intake, &mut rejected, &mut progress).await;
    if let Some(store) = open {
        store.close().await;
    }
    let counts = progress.counts;
    ended.with_context(|| {
        format!(
            "stopped after {} of {} rows; what was stored stays, and the same command goes on",
            counts.rows, table.rows
        )
    })?;
    let rejected_file = rejected.finish().context("the rejected rows")?;
    let summary = SummaryOut {
        file: &import.file,
        partner: partner_form.partner_key,
        form: partner_form.form.slug(),
        batch: &batch,
        dry_run: import.dry_run,
        counts,
        rejected_file: rejected_file.as_deref(),
    };
    progress.end(&summary.sentence());
    if import.json {
        println!("{}", serde_json::to_string(&summary)?);
    }
    match rejected_file {
        Some(path) => bail!(
            "{} rows were rejected; they are in {} with their reasons, to be mended and imported",
            counts.rejected,
            path.display()
        ),
        None => Ok(()),
    }
}

/// Takes every row in, as far as it is good.
async fn take_all(
    table: &Table,
    intake: &mut Intake<'_>,
    rejected: &mut Rejected<'_>,
    progress: &mut Progress,
) -> Result<()> {
    let spec = intake.form().spec();
    let mut rows = table.rows()?;
    while let Some(row) = rows.next()? {
        let fate = intake.take(&row).await?;
        if let Fate::Rejected(errors) = &fate {
            let reasons = table_error::reasons(errors, spec);
            let written = rejected.write(&row, &reasons);
            written.context("a rejected row could not be written")?;
        }
        progress.count(&fate);
    }
    Ok(())
}

/// Whose leads the table's rows are.
fn partner_form<'a>(import: &Import, settings: &'a Settings) -> Result<PartnerForm<'a>> {
    let with_form = || {
        let partners = settings.partners.iter();
        let with_form = partners.filter(|(_, partner)| partner.forms.contains_key(&import.form));
        with_form.map(|(key, _)| key.as_str()).collect::<Vec<_>>()
    };
    let partner = match &import.partner {
        Some(partner) => partner.as_str(),
        // Without such a form, what is unknown is said below.
        None => match with_form()[..] {
            [only] => only,
            ref several => bail!(Usage(format!(
                "--partner is missing: partners with the form {}: {}",
                import.form,
                several.join(", ")
            ))),
        },
    };
    let lang = import.lang.tag();
    let partner_form = PartnerForm::find(settings, &import.form, partner, lang);
    Ok(partner_form.map_err(|problem| Usage(problem.to_string()))?)
}

fn columns(
    import: &Import,
    partner_form: &PartnerForm<'_>,
    form_config: &FormConfig,
    table: &Table,
) -> Result<Columns, String> {
    let draft = Draft::default();
    let rules = form_config.rules(0);
    let known = Known::of(
        &rules.asked(partner_form.form, &draft),
        &form_config.consents,
    );
    known.columns(&table.header, import.ignore_unknown)
}

/// A wrong name would reject every row.
fn check_batch(
    partner_form: &PartnerForm<'_>,
    form_config: &FormConfig,
    batch: &str,
) -> Result<()> {
    let Some(field) = partner_form.form.spec().field(BATCH) else {
        return Ok(());
    };
    let draft = Draft::from_iter([(BATCH, batch)]);
    let rules = form_config.rules(0);
    let Err(problem) = check_field(field, &rules.asked(partner_form.form, &draft), &rules) else {
        return Ok(());
    };
    let error = FieldError {
        field: BATCH.into(),
        problem,
    };
    let sentence = text::sentence(&error, partner_form.form.spec(), Lang::En);
    bail!(Usage(format!(
        "the batch's name: {sentence}. Name it with --batch"
    )))
}

fn is_same_file(one: Option<&Path>, other: &Path) -> bool {
    let whole = |path: &Path| path.canonicalize().ok();
    one.and_then(whole)
        .is_some_and(|one| whole(other) == Some(one))
}

impl SummaryOut<'_> {
    fn sentence(&self) -> String {
        let Counts {
            rows,
            stored,
            already_there,
            repeated,
            rejected,
        } = self.counts;
        let stored = if self.dry_run {
            format!("{stored} are good (nothing was stored)")
        } else {
            format!("{stored} stored, {already_there} already there")
        };
        format!(
            "{}, batch {}: {rows} rows, {stored}, {repeated} repeated, {rejected} rejected",
            self.file.display(),
            self.batch
        )
    }
}
