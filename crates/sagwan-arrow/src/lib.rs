//! Records and listings as Arrow batches, and back: what Python, Spark and whoever else speaks Arrow get.
//!
//! Takes batches with one article a row, gives batches with one record a row ([`read_batches`]); takes records, gives tables
//! with one event or one statement a row ([`EventRow`], [`StatementRow`]). A column has the name, the order and the type of the
//! member of the JSON ([`schema_of`]), so that the JSON's schema is the contract of both.

mod batches;
mod fault;
mod input;
mod reading;
mod rows;
mod schema;
mod tables;

pub use batches::{read_batches, record_schema, records_of};
pub use fault::Fault;
pub use input::{ArticleRow, Columns, articles_of};
pub use reading::Reading;
pub use rows::{batch_of, rows_of};
pub use schema::schema_of;
pub use tables::{EventRow, ParticipantRow, SourceRow, StatementRow, events, statements};
