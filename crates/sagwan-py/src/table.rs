//! Arrow in Python over the PyCapsule interface: what is handed in may come from any library that speaks it, and so may
//! whoever takes what is given.

use std::sync::{Arc, Mutex, PoisonError};

use arrow_array::{RecordBatch, RecordBatchIterator, RecordBatchReader};
use arrow_schema::ArrowError;
use pyo3::exceptions::{PyRuntimeError, PyTypeError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::PyCapsule;
use pyo3_arrow::input::AnyRecordBatch;
use pyo3_arrow::{PyRecordBatchReader, PySchema};
use sagwan_arrow::{EventRow, StatementRow, batch_of, records_of, schema_of};

use crate::fault;
use crate::record::Record;

/// Batches as another library hands them in.
pub type Batches = Box<dyn RecordBatchReader + Send>;

/// The batches behind an object that speaks Arrow.
pub fn batches(given: &Bound<'_, PyAny>) -> PyResult<Batches> {
    let extracted: PyResult<AnyRecordBatch> = given.extract();
    let wrong = |_| {
        PyTypeError::new_err(format!(
            "{} does not speak Arrow: hand in a table, batch or stream of pyarrow, polars, pandas 2.2 or DuckDB",
            given.get_type()
        ))
    };
    extracted.map_err(wrong)?.into_reader()
}

/// Whether an object speaks Arrow.
pub fn speaks_arrow(given: &Bound<'_, PyAny>) -> PyResult<bool> {
    Ok(given.hasattr("__arrow_c_stream__")? || given.hasattr("__arrow_c_array__")?)
}

fn of_arrow(error: ArrowError) -> PyErr {
    PyValueError::new_err(error.to_string())
}

/// The capsule of a stream of batches.
fn capsule<'py>(
    py: Python<'py>,
    batches: Batches,
    requested: Option<Bound<'py, PyCapsule>>,
) -> PyResult<Bound<'py, PyAny>> {
    let stream = Bound::new(py, PyRecordBatchReader::new(batches))?;
    stream.call_method1("__arrow_c_stream__", (requested,))
}

/// The table of another library with what an object of ours holds.
fn converted<'py>(
    ours: &Bound<'py, PyAny>,
    (library, function): (&str, &str),
    extra: &str,
) -> PyResult<Bound<'py, PyAny>> {
    let missing =
        |_| PyRuntimeError::new_err(format!("{library} is not installed: pip install 'sagwan[{extra}]'"));
    ours.py().import(library).map_err(missing)?.call_method1(function, (ours,))
}

/// An Arrow schema.
#[pyclass(frozen, module = "sagwan")]
#[derive(Debug, Clone)]
pub struct Schema(Arc<arrow_schema::Schema>);

#[pymethods]
impl Schema {
    fn __arrow_c_schema__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        Bound::new(py, PySchema::new(Arc::clone(&self.0)))?.call_method0("__arrow_c_schema__")
    }

    /// The names of the columns.
    #[getter]
    fn names(&self) -> Vec<String> {
        self.0.fields().iter().map(|field| field.name().clone()).collect()
    }

    /// The schema as pyarrow's.
    fn to_pyarrow<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        converted(slf.as_any(), ("pyarrow", "schema"), "arrow")
    }

    fn __repr__(&self) -> String {
        let line = |field: &Arc<arrow_schema::Field>| format!("{}: {}", field.name(), field.data_type());
        self.0.fields().iter().map(line).collect::<Vec<_>>().join("\n")
    }
}

/// A table in memory. Hand it to any library that speaks Arrow: `pyarrow.table(table)`, `polars.DataFrame(table)`.
#[pyclass(frozen, module = "sagwan")]
#[derive(Debug)]
pub struct Table {
    schema: Arc<arrow_schema::Schema>,
    batches: Vec<RecordBatch>,
}

impl Table {
    /// A table with these rows.
    pub fn of<T: serde::Serialize>(schema: arrow_schema::Schema, rows: &[T]) -> PyResult<Self> {
        let schema = Arc::new(schema);
        let batch = batch_of(&schema, rows).map_err(fault::of_table)?;
        Ok(Table { schema, batches: vec![batch] })
    }
}

#[pymethods]
impl Table {
    #[pyo3(signature = (requested_schema=None))]
    fn __arrow_c_stream__<'py>(
        &self,
        py: Python<'py>,
        requested_schema: Option<Bound<'py, PyCapsule>>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let batches = self.batches.clone().into_iter().map(Ok);
        let batches = RecordBatchIterator::new(batches, Arc::clone(&self.schema));
        capsule(py, Box::new(batches), requested_schema)
    }

    /// The columns.
    #[getter]
    fn schema(&self) -> Schema {
        Schema(Arc::clone(&self.schema))
    }

    fn __len__(&self) -> usize {
        self.batches.iter().map(RecordBatch::num_rows).sum()
    }

    /// As a `pyarrow.Table`.
    fn to_pyarrow<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        converted(slf.as_any(), ("pyarrow", "table"), "arrow")
    }

    /// As a `pandas.DataFrame`, by way of pyarrow.
    fn to_pandas<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        Table::to_pyarrow(slf)?.call_method0("to_pandas")
    }

    /// As a `polars.DataFrame`.
    fn to_polars<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        converted(slf.as_any(), ("polars", "DataFrame"), "polars")
    }

    fn __repr__(slf: &Bound<'_, Self>) -> PyResult<String> {
        let table = slf.get();
        Ok(format!("<Table of {} rows\n{}>", table.__len__(), table.schema().__repr__()))
    }
}

/// Batches that are read as they are asked for, once. Hand it to any library that speaks Arrow.
#[pyclass(frozen, module = "sagwan")]
pub struct Stream {
    schema: Arc<arrow_schema::Schema>,
    batches: Mutex<Option<Batches>>,
}

impl Stream {
    /// A stream of batches.
    pub fn new(batches: Batches) -> Self {
        Stream { schema: batches.schema(), batches: Mutex::new(Some(batches)) }
    }
}

#[pymethods]
impl Stream {
    #[pyo3(signature = (requested_schema=None))]
    fn __arrow_c_stream__<'py>(
        &self,
        py: Python<'py>,
        requested_schema: Option<Bound<'py, PyCapsule>>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let batches = self.batches.lock().unwrap_or_else(PoisonError::into_inner).take();
        let spent = || PyValueError::new_err("these batches were read before: a stream is read once");
        capsule(py, batches.ok_or_else(spent)?, requested_schema)
    }

    /// The columns.
    #[getter]
    fn schema(&self) -> Schema {
        Schema(Arc::clone(&self.schema))
    }

    /// As a `pyarrow.RecordBatchReader`, which gives one batch after the other.
    fn to_reader<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        let missing = |_| PyRuntimeError::new_err("pyarrow is not installed: pip install 'sagwan[arrow]'");
        let pyarrow = slf.py().import("pyarrow").map_err(missing)?;
        pyarrow.getattr("RecordBatchReader")?.call_method1("from_stream", (slf,))
    }

    /// All of it, as a `pyarrow.Table`.
    fn to_pyarrow<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        Stream::to_reader(slf)?.call_method0("read_all")
    }

    /// All of it, as a `pandas.DataFrame`, by way of pyarrow.
    fn to_pandas<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        Stream::to_pyarrow(slf)?.call_method0("to_pandas")
    }

    /// All of it, as a `polars.DataFrame`.
    fn to_polars<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        converted(slf.as_any(), ("polars", "DataFrame"), "polars")
    }

    fn __repr__(&self) -> String {
        format!("<Stream of batches\n{}>", self.schema().__repr__())
    }
}

/// The schema of `read_arrow` ("records"), `events_table` ("events") or `statements_table` ("statements").
#[pyfunction]
#[pyo3(signature = (of="records"))]
pub fn schema(of: &str) -> PyResult<Schema> {
    let schema = match of {
        "records" => sagwan_arrow::record_schema(),
        "events" => schema_of::<EventRow>(),
        "statements" => schema_of::<StatementRow>(),
        other => {
            let why = format!("no schema of {other}: it is one of records, events, statements");
            return Err(PyValueError::new_err(why));
        }
    };
    Ok(Schema(Arc::new(schema)))
}

/// The JSON Schema of a record, as text.
#[pyfunction]
pub fn record_schema() -> String {
    sagwan::record::schema().to_string()
}

/// The records in what `read_arrow` gave; `None` for a row that could not be read.
#[pyfunction]
pub fn records(py: Python<'_>, table: &Bound<'_, PyAny>) -> PyResult<Vec<Option<Record>>> {
    let batches = batches(table)?;
    py.detach(|| {
        let mut found = Vec::new();
        for batch in batches {
            let records = records_of(&batch.map_err(of_arrow)?).map_err(fault::of_table)?;
            found.extend(records.into_iter().map(|record| {
                let record = record?;
                let text = record.article.text.clone().unwrap_or_default();
                Some(Record::new(record, &text))
            }));
        }
        Ok(found)
    })
}

/// The records of what `read_arrow` gave, or of a list of records.
fn all_records(py: Python<'_>, given: &Bound<'_, PyAny>) -> PyResult<Vec<Record>> {
    if speaks_arrow(given)? {
        return Ok(records(py, given)?.into_iter().flatten().collect());
    }
    if let Ok(one) = given.extract::<Record>() {
        return Ok(vec![one]);
    }
    given.try_iter()?.map(|record| Ok(record?.extract::<Record>()?)).collect()
}

/// One event a row, with the names of those who take part: of a record, of several, or of what `read_arrow` gave.
#[pyfunction]
pub fn events_table(py: Python<'_>, records: &Bound<'_, PyAny>) -> PyResult<Table> {
    let records = all_records(py, records)?;
    py.detach(|| {
        let rows = sagwan_arrow::events(records.iter().map(|record| &*record.record));
        Table::of(schema_of::<EventRow>(), &rows)
    })
}

/// One statement a row, with the names of those who speak: of a record, of several, or of what `read_arrow` gave.
#[pyfunction]
pub fn statements_table(py: Python<'_>, records: &Bound<'_, PyAny>) -> PyResult<Table> {
    let records = all_records(py, records)?;
    py.detach(|| {
        let rows = sagwan_arrow::statements(records.iter().map(|record| &*record.record));
        Table::of(schema_of::<StatementRow>(), &rows)
    })
}
