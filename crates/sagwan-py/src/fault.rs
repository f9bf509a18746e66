//! Faults of the library as exceptions.

use pyo3::PyErr;
use pyo3::exceptions::{PyFileNotFoundError, PyOSError, PyValueError};
use sagwan_arrow::Fault;
use sagwan_ledger::LedgerError;

/// A table that cannot be read.
pub fn of_table(fault: Fault) -> PyErr {
    PyValueError::new_err(fault.to_string())
}

/// A ledger that cannot answer: a wrong question is a `ValueError`, a file that is not there a `FileNotFoundError`.
pub fn of_ledger(error: LedgerError) -> PyErr {
    let why = error.to_string();
    match error {
        LedgerError::Asked(_) => PyValueError::new_err(why),
        LedgerError::Missing { .. } => PyFileNotFoundError::new_err(why),
        _ => PyOSError::new_err(why),
    }
}
