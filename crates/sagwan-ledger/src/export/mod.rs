//! Files for other programs: what each holds is told in docs/exports.md.
//!
//! Takes a ledger, writes files. Tables (JSON Lines, CSV, Parquet) go into a folder, one file a view; all others are one
//! file. A file appears whole or not at all, and the same ledger gives the same bytes.

mod cameo;
mod cell;
mod datasette;
mod ics;
mod jsonld;
mod parquet;
mod tables;
mod trips;

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;

pub use cell::{EXCEL_MARK, guarded};
pub use ics::{calendar, calendar_of};
pub use trips::{TRIP_COLUMNS, trip_cells};

use crate::ask::{Filter, Listing, OccasionLine, Page};
use crate::error::LedgerError;
use crate::ledger::Ledger;

/// What to write.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// The views, one JSON object a row.
    Jsonl,
    /// The views, comma-separated.
    Csv,
    /// The same, with the mark by which Excel knows UTF-8.
    CsvForExcel,
    /// The views, columnar.
    Parquet,
    /// What is planned, as iCalendar (RFC 5545).
    Ics,
    /// Events, claims and quotations of schema.org.
    Jsonld,
    /// Dyads in the columns of GDELT 1.0 events.
    Cameo,
    /// Trips, in the columns of data sets of leaders' travel.
    Trips,
    /// The same, with the mark by which Excel knows UTF-8.
    TripsForExcel,
    /// What Datasette is told of the ledger's views.
    Datasette,
}

impl Ledger {
    /// Writes the ledger, or what of it the format holds, to a folder (tables) or a file; gives the names of the files.
    ///
    /// With a filter only the occasions that pass it, and what belongs to them: their reports, the articles of these, and who
    /// takes part or speaks there.
    ///
    /// # Errors
    /// When the ledger cannot be read or the files cannot be written.
    pub fn export(
        &self,
        format: Format,
        filter: Option<&Filter>,
        out: &Path,
    ) -> Result<Vec<String>, LedgerError> {
        match format {
            Format::Jsonl => tables::write(self, filter, out, "jsonl", tables::jsonl),
            Format::Csv => tables::write(self, filter, out, "csv", tables::csv),
            Format::CsvForExcel => tables::write(self, filter, out, "csv", tables::csv_for_excel),
            Format::Parquet => tables::write(self, filter, out, "parquet", parquet::table),
            Format::Ics => whole(out, |file| Ok(file.write_all(calendar(self, filter)?.as_bytes())?)),
            Format::Jsonld => whole(out, |file| jsonld::write(self, filter, file)),
            Format::Datasette => whole(out, |file| datasette::write(self, file)),
            Format::Trips => whole(out, |file| trips::write(self, filter, file)),
            Format::TripsForExcel => whole(out, |file| trips::write_for_excel(self, filter, file)),
            Format::Cameo => whole(out, |file| cameo::write(self, filter, file)),
        }
    }
}

/// Goes through the occasions that pass a filter, all of them without one.
fn each_occasion<E: From<LedgerError>>(
    ledger: &Ledger,
    filter: Option<&Filter>,
    use_line: impl FnMut(&OccasionLine) -> Result<(), E>,
) -> Result<(), E> {
    let all = Filter::default();
    each(|page| ledger.occasions(filter.unwrap_or(&all), page), use_line)
}

/// Goes through a listing to its end, page by page.
fn each<T, E: From<LedgerError>>(
    ask: impl Fn(&Page) -> Result<Listing<T>, LedgerError>,
    mut use_line: impl FnMut(&T) -> Result<(), E>,
) -> Result<(), E> {
    let mut page = Page { limit: 500, after: None };
    loop {
        let listing = ask(&page)?;
        listing.lines.iter().try_for_each(&mut use_line)?;
        match listing.next {
            Some(next) => page.after = Some(next),
            None => return Ok(()),
        }
    }
}

/// A fault while writing a file: of the ledger or of the file.
enum Fault {
    Ledger(LedgerError),
    File(String),
}

impl From<LedgerError> for Fault {
    fn from(error: LedgerError) -> Self {
        Fault::Ledger(error)
    }
}

impl From<rusqlite::Error> for Fault {
    fn from(error: rusqlite::Error) -> Self {
        Fault::Ledger(error.into())
    }
}

impl From<std::io::Error> for Fault {
    fn from(error: std::io::Error) -> Self {
        Fault::File(error.to_string())
    }
}

/// Writes a file beside its place and moves it there when it is whole.
fn whole(
    path: &Path,
    write: impl FnOnce(&mut BufWriter<File>) -> Result<(), Fault>,
) -> Result<Vec<String>, LedgerError> {
    let mut part = path.as_os_str().to_owned();
    part.push(".part");
    let part = std::path::PathBuf::from(part);
    let written = (|| -> Result<(), Fault> {
        let mut file = BufWriter::new(File::create(&part)?);
        write(&mut file)?;
        file.flush()?;
        drop(file);
        Ok(std::fs::rename(&part, path)?)
    })();
    written.map_err(|fault| {
        // What is left of it helps nobody; if it cannot be removed either, the first fault is the one to tell.
        let _ = std::fs::remove_file(&part);
        match fault {
            Fault::Ledger(error) => error,
            Fault::File(why) => LedgerError::file(path, format!("cannot be written: {why}")),
        }
    })?;
    Ok(vec![path.display().to_string()])
}

/// The Korean word for a kind of event, as docs/glossary.md has it.
fn korean(kind: &str) -> &str {
    match kind {
        "summit" => "정상회담",
        "talks" => "회담",
        "audience" => "접견",
        "meeting" => "만남",
        "conference" => "회의",
        "call" => "통화",
        "visit" => "방문",
        "letter" => "서한",
        "agreement" => "합의",
        "summons" => "초치",
        other => other,
    }
}
