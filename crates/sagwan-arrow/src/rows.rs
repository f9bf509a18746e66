//! Rows of a type as a batch, and back.

use std::sync::Arc;

use arrow_array::RecordBatch;
use arrow_json::writer::LineDelimited;
use arrow_json::{ReaderBuilder, WriterBuilder};
use arrow_schema::Schema;
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::fault::Fault;

/// A batch with these rows, under a schema of their type.
///
/// # Errors
/// When a row does not go with the schema.
pub fn batch_of<T: Serialize>(schema: &Arc<Schema>, rows: &[T]) -> Result<RecordBatch, Fault> {
    let builder = ReaderBuilder::new(Arc::clone(schema)).with_batch_size(rows.len().max(1));
    let mut decoder = builder.build_decoder()?;
    decoder.serialize(rows)?;
    Ok(decoder.flush()?.unwrap_or_else(|| RecordBatch::new_empty(Arc::clone(schema))))
}

/// The rows of a batch as values; columns that the type does not know are passed over.
///
/// # Errors
/// For the first row that is no `T`.
pub fn rows_of<T: DeserializeOwned>(batch: &RecordBatch) -> Result<Vec<T>, Fault> {
    let mut writer = WriterBuilder::new().with_explicit_nulls(true).build::<_, LineDelimited>(Vec::new());
    writer.write(batch)?;
    writer.finish()?;
    let lines = writer.into_inner();
    let rows = lines.split(|byte| *byte == b'\n').filter(|line| !line.is_empty()).enumerate();
    let parsed = rows.map(|(row, line)| {
        serde_json::from_slice(line).map_err(|error| Fault::NoRecord { row, why: error.to_string() })
    });
    parsed.collect()
}
