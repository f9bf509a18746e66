//! What can be wrong with a table that is handed in.

use arrow_schema::ArrowError;

/// Why a table cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum Fault {
    /// A column that is named is not there.
    #[error("no column {name}: the table has {}", there.join(", "))]
    Missing {
        /// The column asked for.
        name: String,
        /// The columns that there are.
        there: Vec<String>,
    },
    /// No column has a usual name of the text.
    #[error("no column holds the text: name it with text=; the table has {}", there.join(", "))]
    NoText {
        /// The columns that there are.
        there: Vec<String>,
    },
    /// A column that is to be kept has the name of one of the record's.
    #[error("the column {0} cannot be kept: the record has one of that name; rename it")]
    Taken(String),
    /// A row is no record.
    #[error("row {row} is no record: {why}")]
    NoRecord {
        /// Counted from 0.
        row: usize,
        /// What is wrong with it.
        why: String,
    },
    /// Arrow itself cannot go on.
    #[error(transparent)]
    Arrow(#[from] ArrowError),
}

impl From<Fault> for ArrowError {
    fn from(fault: Fault) -> Self {
        match fault {
            Fault::Arrow(error) => error,
            other => ArrowError::ExternalError(Box::new(other)),
        }
    }
}
