//! Batches of articles read into batches of records, one row for one row.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use arrow_array::{RecordBatch, RecordBatchIterator, RecordBatchReader};
use arrow_schema::{ArrowError, Field, Schema};
use rayon::prelude::*;
use sagwan::article::Document;
use sagwan::record::{FORMAT, Generator, Note, Record};
use serde::Serialize;
use serde_json::Value;

use crate::fault::Fault;
use crate::input::{Cells, Columns};
use crate::reading::Reading;
use crate::rows::{batch_of, rows_of};
use crate::schema::schema_of;

/// Rows of a batch that is given: records weigh several times what their articles do, and Spark hands in ten thousand.
const ROWS: usize = 512;

/// The schema of records: the members of `docs/record.schema.json` as columns.
pub fn record_schema() -> Schema {
    schema_of::<Record>()
}

/// A row of the output: a record, or why there is none.
#[derive(Debug, Serialize)]
#[serde(untagged)]
enum Row {
    Read(Box<Record>),
    Unread { format: &'static str, generator: Generator, notes: Vec<Note> },
}

/// Reads batches as they are asked for. `keep` names columns that are carried along in front of the record's; `pool` reads
/// the rows of a batch, the thread that asks without one. A row that cannot be read holds nothing but notes.
///
/// # Errors
/// When a column is not there, or a kept one has the name of one of the record's.
pub fn read_batches(
    batches: Box<dyn RecordBatchReader + Send>,
    columns: &Columns,
    keep: &[String],
    reading: Reading,
    pool: Option<Arc<rayon::ThreadPool>>,
) -> Result<Box<dyn RecordBatchReader + Send>, Fault> {
    let given = batches.schema();
    let found = columns.in_table(&given)?;
    let records = Arc::new(record_schema());
    let mut kept = Vec::new();
    for name in keep {
        let there = || given.fields().iter().map(|field| field.name().clone()).collect();
        let missing = |_| Fault::Missing { name: name.clone(), there: there() };
        kept.push(given.index_of(name).map_err(missing)?);
        if records.index_of(name).is_ok() {
            return Err(Fault::Taken(name.clone()));
        }
    }
    let carried = given.project(&kept)?;
    let fields: Vec<Arc<Field>> = carried.fields().iter().chain(records.fields()).cloned().collect();
    let schema = Arc::new(Schema::new(fields));
    let out = Arc::clone(&schema);
    let read = move |batch: Result<RecordBatch, ArrowError>| {
        let batch = batch?;
        let cells = found.cells(&batch)?;
        let rows = rows(&cells, batch.num_rows(), &reading, pool.as_deref());
        let read = batch_of(&records, &rows)?;
        let front = kept.iter().map(|at| Arc::clone(batch.column(*at)));
        RecordBatch::try_new(Arc::clone(&out), front.chain(read.columns().iter().cloned()).collect())
    };
    Ok(Box::new(RecordBatchIterator::new(batches.flat_map(slices).map(read), schema)))
}

/// A batch in slices of so many rows that their records fit into memory.
fn slices(batch: Result<RecordBatch, ArrowError>) -> Vec<Result<RecordBatch, ArrowError>> {
    let batch = match batch {
        Ok(batch) => batch,
        Err(error) => return vec![Err(error)],
    };
    let count = batch.num_rows();
    (0..count).step_by(ROWS).map(|at| Ok(batch.slice(at, ROWS.min(count - at)))).collect()
}

fn rows(cells: &Cells, count: usize, reading: &Reading, pool: Option<&rayon::ThreadPool>) -> Vec<Row> {
    let row = |at: usize| row(cells.document(at), reading);
    match pool {
        Some(pool) => pool.install(|| (0..count).into_par_iter().map(row).collect()),
        None => (0..count).map(row).collect(),
    }
}

fn row(document: Option<Document>, reading: &Reading) -> Row {
    let unread = |code: &str, message: &str| Row::Unread {
        format: FORMAT,
        generator: reading.reader.generator(),
        notes: vec![Note { code: code.to_owned(), message: message.to_owned(), span: None }],
    };
    let Some(document) = document else {
        return unread("text-missing", "the row has no text");
    };
    // Reading is total, but a fault of ours in one article must not cost a cluster its job.
    match catch_unwind(AssertUnwindSafe(|| reading.read(&document))) {
        Ok(record) => Row::Read(Box::new(record)),
        Err(_) => unread("reading-failed", "the reader broke off: please report the article"),
    }
}

/// The records of a batch, row by row; `None` for a row that holds none.
///
/// # Errors
/// When the batch has not the columns of records.
pub fn records_of(batch: &RecordBatch) -> Result<Vec<Option<Record>>, Fault> {
    let schema = record_schema();
    let mut wanted = Vec::new();
    for field in schema.fields() {
        let there = || batch.schema().fields().iter().map(|field| field.name().clone()).collect();
        let missing = |_| Fault::Missing { name: field.name().clone(), there: there() };
        wanted.push(batch.schema().index_of(field.name()).map_err(missing)?);
    }
    let rows: Vec<Value> = rows_of(&batch.project(&wanted)?)?;
    let record = |(row, value): (usize, Value)| match value.get("article") {
        None | Some(Value::Null) => Ok(None),
        _ => {
            let wrong = |error: serde_json::Error| Fault::NoRecord { row, why: error.to_string() };
            serde_json::from_value(value).map(Some).map_err(wrong)
        }
    };
    rows.into_iter().enumerate().map(record).collect()
}
