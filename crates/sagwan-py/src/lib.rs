//! The Python package `sagwan`: the same reader and the same ledger as the command, value for value.
//!
//! Thin: what Python hands in becomes the library's values (`given`), what the library gives becomes Python's (`value`,
//! `record`, `table`). The interpreter's lock is given back for as long as anything is read.

mod article;
mod fault;
mod given;
mod ledger;
mod reader;
mod record;
mod table;
mod value;

use mimalloc::MiMalloc;
use pyo3::prelude::*;

/// That of the command, for the same reason: a reading makes many small values that live no longer than itself.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

#[pymodule]
mod _sagwan {
    #[pymodule_export]
    use crate::ledger::Ledger;
    #[pymodule_export]
    use crate::reader::{Reader, Readings};
    #[pymodule_export]
    use crate::record::Record;
    #[pymodule_export]
    use crate::table::{
        Schema, Stream, Table, events_table, record_schema, records, schema, statements_table,
    };

    /// Version of the package.
    #[pymodule_export]
    #[allow(non_upper_case_globals)]
    const __version__: &str = env!("CARGO_PKG_VERSION");
}
