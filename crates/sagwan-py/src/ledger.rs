//! The ledger in Python: articles in, listings out as Arrow tables.

use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use arrow_schema::{DataType, Field};
use pyo3::exceptions::{PyTypeError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyIterator};
use rayon::ThreadPool;
use rayon::prelude::*;
use sagwan::Options;
use sagwan_arrow::{ArticleRow, Columns, Reading, articles_of, schema_of};
use sagwan_ledger::typed::{What, first_day, last_day};
use sagwan_ledger::{Appended, Between, Entry, Filter, LedgerError, Listing, Page, Tie};
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::{Map, Value};

use crate::fault::{of_ledger, of_table};
use crate::given::{self, Words};
use crate::reader::{Reader, pool};
use crate::record::Record;
use crate::table::{self, Table};
use crate::value;

/// Articles kept in one transaction.
const BATCH: usize = 256;
/// Lines asked of the ledger at a time.
const LINES: usize = 1000;

/// A ledger: many articles, one record of what happened (docs/ledger.md).
///
/// Opens the file, and makes it when there is none. Questions never write; one process may fill it while others ask.
#[pyclass(frozen, module = "sagwan")]
pub struct Ledger {
    path: PathBuf,
    view: Mutex<sagwan_ledger::Ledger>,
}

impl Ledger {
    fn view(&self) -> MutexGuard<'_, sagwan_ledger::Ledger> {
        self.view.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// All lines of a listing, or as many as are asked for.
    fn list<T: Serialize + JsonSchema + Send>(
        &self,
        py: Python<'_>,
        limit: Option<usize>,
        ask: impl Fn(&sagwan_ledger::Ledger, &Page) -> Result<Listing<T>, LedgerError> + Sync,
    ) -> PyResult<Table> {
        py.detach(|| {
            let view = self.view();
            let mut lines: Vec<T> = Vec::new();
            let mut after = None;
            loop {
                let left = limit.map_or(LINES, |limit| LINES.min(limit - lines.len()));
                if left == 0 {
                    break;
                }
                let listing = ask(&view, &Page { limit: left, after }).map_err(of_ledger)?;
                lines.extend(listing.lines);
                after = listing.next;
                if after.is_none() {
                    break;
                }
            }
            Table::of(schema_of::<T>(), &lines)
        })
    }
}

/// What a listing is narrowed to, as Python writes it: `country=["KR", "US"], start="2018"`.
fn filter(what: What, words: Option<Words>, given: Option<&Bound<'_, PyDict>>) -> PyResult<Filter> {
    let mut filter = Filter::default();
    for (name, value) in given.into_iter().flatten() {
        if value.is_none() {
            continue;
        }
        let name: String = name.extract()?;
        let several = || value.extract().map(|words| Words::list(Some(words)));
        let day = |read: fn(&str) -> Result<jiff::civil::Date, String>| -> PyResult<jiff::civil::Date> {
            read(&given::written(&value)?).map_err(PyValueError::new_err)
        };
        match name.as_str() {
            "actor" => filter.actors = several()?,
            "country" => filter.countries = several()?,
            "kind" => filter.kinds = several()?,
            "status" => filter.statuses = several()?,
            "certainty" => filter.certainties = several()?,
            "act" => filter.acts = several()?,
            "start" => filter.from = Some(day(first_day)?),
            "end" => filter.to = Some(day(last_day)?),
            "place" => filter.place = Some(value.extract()?),
            "min_sources" => filter.min_sources = Some(value.extract()?),
            "disputed" => filter.disputed = value.extract()?,
            "min_confidence" => filter.min_confidence = Some(value.extract()?),
            "to_actor" => filter.addressee = Some(value.extract()?),
            "review" => filter.review = value.extract()?,
            other => {
                let why = format!("{}() knows no {other}", what.name());
                return Err(PyTypeError::new_err(why));
            }
        }
    }
    if let Some(strange) = filter.strange(what) {
        // Python has a keyword of its own for `from`.
        let strange = match strange {
            "from" => "start".to_owned(),
            "to" => "end".to_owned(),
            other => other.replace('-', "_"),
        };
        return Err(PyTypeError::new_err(format!("{}() knows no {strange}", what.name())));
    }
    filter.with_words(what, &Words::list(words)).map_err(of_ledger)
}

#[pymethods]
impl Ledger {
    #[new]
    #[pyo3(signature = (path, *, read_only=false))]
    fn new(path: PathBuf, read_only: bool) -> PyResult<Self> {
        if !read_only {
            sagwan_ledger::Ledger::create(&path).map_err(of_ledger)?;
        }
        let view = sagwan_ledger::Ledger::read_only(&path).map_err(of_ledger)?;
        Ok(Ledger { path, view: Mutex::new(view) })
    }

    /// Reads articles into the ledger and joins them; what is there already changes nothing. Takes what `read_many` takes, or a
    /// table as `read_arrow` does; records that stand in the table beside their texts (`keep=`) are not read again. Gives how many
    /// are new, revised and known, and how many rows had no text.
    #[pyo3(signature = (articles, *, reader=None, threads=0))]
    fn ingest<'py>(
        &self,
        py: Python<'py>,
        articles: &Bound<'py, PyAny>,
        reader: Option<&Bound<'py, Reader>>,
        threads: usize,
    ) -> PyResult<Bound<'py, PyAny>> {
        let reading = match reader {
            Some(reader) => reader.get().reading.clone(),
            None => Reading { reader: shipped()?, options: Options::default(), min_confidence: None },
        };
        let mut ledger = sagwan_ledger::Ledger::open(&self.path).map_err(of_ledger)?;
        let pool = pool(threads)?;
        let (mut appended, mut failed) = (Appended::default(), 0usize);
        if table::speaks_arrow(articles)? {
            let batches = table::batches(articles)?;
            py.detach(|| -> PyResult<()> {
                for batch in batches {
                    let batch = batch.map_err(|error| PyValueError::new_err(error.to_string()))?;
                    let rows = articles_of(&batch, &Columns::default()).map_err(of_table)?;
                    failed += rows.iter().filter(|row| row.is_none()).count();
                    let mut rows: Vec<_> = rows.into_iter().flatten().collect();
                    while !rows.is_empty() {
                        let rest = rows.split_off(rows.len().min(BATCH));
                        appended += keep(&mut ledger, &reading, &pool, rows)?;
                        rows = rest;
                    }
                }
                Ok(())
            })?;
        } else {
            let mut articles = articles.try_iter()?;
            loop {
                let batch = next_batch(&mut articles)?;
                if batch.is_empty() {
                    break;
                }
                appended += py.detach(|| keep(&mut ledger, &reading, &pool, batch))?;
            }
        }
        py.detach(|| ledger.settle()).map_err(of_ledger)?;
        let Appended { new, revised, known } = appended;
        value::of(py, &serde_json::json!({"new": new, "revised": revised, "known": known, "failed": failed}))
    }

    /// Reports, the newest first.
    #[pyo3(signature = (words=None, *, limit=None, **filters))]
    fn events(
        &self,
        py: Python<'_>,
        words: Option<Words>,
        limit: Option<usize>,
        filters: Option<&Bound<'_, PyDict>>,
    ) -> PyResult<Table> {
        let filter = filter(What::Events, words, filters)?;
        self.list(py, limit, |view, page| view.events(&filter, page))
    }

    /// What was said, the newest first.
    #[pyo3(signature = (words=None, *, limit=None, **filters))]
    fn statements(
        &self,
        py: Python<'_>,
        words: Option<Words>,
        limit: Option<usize>,
        filters: Option<&Bound<'_, PyDict>>,
    ) -> PyResult<Table> {
        let filter = filter(What::Statements, words, filters)?;
        self.list(py, limit, |view, page| view.statements(&filter, page))
    }

    /// Who is who, those in most articles first.
    #[pyo3(signature = (words=None, *, limit=None, **filters))]
    fn actors(
        &self,
        py: Python<'_>,
        words: Option<Words>,
        limit: Option<usize>,
        filters: Option<&Bound<'_, PyDict>>,
    ) -> PyResult<Table> {
        let filter = filter(What::Actors, words, filters)?;
        self.list(py, limit, |view, page| view.actors(&filter, page))
    }

    /// Events of the world, the newest first.
    #[pyo3(signature = (words=None, *, limit=None, **filters))]
    fn occasions(
        &self,
        py: Python<'_>,
        words: Option<Words>,
        limit: Option<usize>,
        filters: Option<&Bound<'_, PyDict>>,
    ) -> PyResult<Table> {
        let filter = filter(What::Occasions, words, filters)?;
        self.list(py, limit, |view, page| view.occasions(&filter, page))
    }

    /// What is planned for `start` or later, the soonest first. There is no clock in a ledger: the day has to be said.
    #[pyo3(signature = (start, words=None, *, limit=None, **filters))]
    fn upcoming(
        &self,
        py: Python<'_>,
        start: &Bound<'_, PyAny>,
        words: Option<Words>,
        limit: Option<usize>,
        filters: Option<&Bound<'_, PyDict>>,
    ) -> PyResult<Table> {
        let day = first_day(&given::written(start)?).map_err(PyValueError::new_err)?;
        let filter = filter(What::Upcoming, words, filters)?;
        self.list(py, limit, |view, page| view.upcoming(day, &filter, page))
    }

    /// Articles that say something, the newest first.
    #[pyo3(signature = (words=None, *, limit=None, **filters))]
    fn search(
        &self,
        py: Python<'_>,
        words: Option<Words>,
        limit: Option<usize>,
        filters: Option<&Bound<'_, PyDict>>,
    ) -> PyResult<Table> {
        let filter = filter(What::Search, words, filters)?;
        self.list(py, limit, |view, page| view.search(&filter, page))
    }

    /// Who meets whom most often, of what took place: `between` "people" or "countries"; knows country, kind, start and end.
    #[pyo3(signature = (between="people", *, limit=100, **filters))]
    fn ties(
        &self,
        py: Python<'_>,
        between: &str,
        limit: usize,
        filters: Option<&Bound<'_, PyDict>>,
    ) -> PyResult<Table> {
        let between = match between {
            "people" => Between::People,
            "countries" => Between::Countries,
            other => {
                let why = format!("no ties between {other}: it is one of people, countries");
                return Err(PyValueError::new_err(why));
            }
        };
        let filter = filter(What::Occasions, None, filters)?;
        py.detach(|| {
            let ties = self.view().ties(&filter, between, limit).map_err(of_ledger)?;
            Table::of(schema_of::<Tie>(), &ties)
        })
    }

    /// An occasion by the id of any of its reports: its line, its account field by field, and its reports with why they are
    /// joined.
    fn occasion<'py>(&self, py: Python<'py>, id: &str) -> PyResult<Bound<'py, PyAny>> {
        let (line, account, reports) = py.detach(|| self.view().occasion(id)).map_err(of_ledger)?;
        value::of(py, &serde_json::json!({"occasion": line, "account": account, "reports": reports}))
    }

    /// The record of an article by its id.
    fn record(&self, py: Python<'_>, article: &str) -> PyResult<Record> {
        let (document, record) = py.detach(|| self.view().article(article)).map_err(of_ledger)?;
        Ok(Record::new(record, document.source.text()))
    }

    /// Answers a question in SQL to the views of docs/ledger.md; nothing can be changed through it. A question that takes longer
    /// than `patience` seconds is given up.
    #[pyo3(signature = (question, *, patience=300.0))]
    fn sql(&self, py: Python<'_>, question: &str, patience: f64) -> PyResult<Table> {
        let patience = Duration::try_from_secs_f64(patience).unwrap_or(Duration::MAX);
        py.detach(|| {
            let begun = Instant::now();
            let (names, rows) =
                self.view().sql(question, &mut || begun.elapsed() < patience).map_err(of_ledger)?;
            answer(&names, rows)
        })
    }

    /// A hash of all that the ledger says: equal for ledgers of the same articles.
    fn contents(&self, py: Python<'_>) -> PyResult<String> {
        py.detach(|| self.view().contents()).map_err(of_ledger)
    }

    /// Where it lies.
    #[getter]
    fn path(&self) -> &Path {
        &self.path
    }

    fn __repr__(&self) -> PyResult<String> {
        let counts = self.view().counts().map_err(of_ledger)?;
        let count = |what: &str| counts.get(what).copied().unwrap_or(0);
        let path = self.path.display();
        Ok(format!(
            "<Ledger {path}: {} articles, {} events, {} statements, {} actors, {} occasions>",
            count("article"),
            count("event"),
            count("statement"),
            count("actor"),
            count("occasion")
        ))
    }
}

/// A reader with what ships.
fn shipped() -> PyResult<sagwan::Reader> {
    sagwan::Reader::new().map_err(|error| PyValueError::new_err(error.to_string()))
}

/// The next articles of an iterator; none at its end.
fn next_batch(articles: &mut Bound<'_, PyIterator>) -> PyResult<Vec<ArticleRow>> {
    let mut batch = Vec::new();
    for item in articles.by_ref().take(BATCH) {
        let article = given::article(&item?)?;
        batch.push(ArticleRow { document: article.document, retrieved: article.retrieved, record: None });
    }
    Ok(batch)
}

/// Leaves out what is known, reads the rest and keeps it.
fn keep(
    ledger: &mut sagwan_ledger::Ledger,
    reading: &Reading,
    pool: &ThreadPool,
    batch: Vec<ArticleRow>,
) -> PyResult<Appended> {
    let mut fresh = Vec::new();
    let mut known = 0;
    for row in batch {
        let key = Entry::key(&row.document, &reading.options);
        if ledger.knows(&key).map_err(of_ledger)? {
            known += 1;
        } else {
            fresh.push(row);
        }
    }
    let entry = |row: ArticleRow| {
        let record = row.record.unwrap_or_else(|| reading.read(&row.document));
        Entry::new(&row.document, &reading.options, row.retrieved, record)
    };
    let entries: Vec<Entry> = pool.install(|| fresh.into_par_iter().map(entry).collect());
    let mut appended = ledger.append(&entries).map_err(of_ledger)?;
    appended.known += known;
    Ok(appended)
}

/// The answer to a question in SQL: a column is of whole numbers or numbers where all its cells are, else of text.
fn answer(names: &[String], rows: Vec<Vec<Value>>) -> PyResult<Table> {
    let column = |n: usize| {
        let mut cells = rows.iter().filter_map(|row| row.get(n)).filter(|cell| !cell.is_null()).peekable();
        let none = cells.peek().is_none();
        let (mut whole, mut numbers) = (true, true);
        for cell in cells {
            whole &= cell.is_i64();
            numbers &= cell.is_number();
        }
        match (none, whole, numbers) {
            (false, true, _) => DataType::Int64,
            (false, false, true) => DataType::Float64,
            _ => DataType::Utf8,
        }
    };
    let types: Vec<DataType> = (0..names.len()).map(column).collect();
    let mut fields: Vec<Field> = Vec::new();
    for (name, kind) in names.iter().zip(&types) {
        if fields.iter().any(|field| field.name() == name) {
            return Err(PyValueError::new_err(format!(
                "SQL: two columns are called {name}: name one with AS"
            )));
        }
        fields.push(Field::new(name, kind.clone(), true));
    }
    let text = |cell: Value| match cell {
        Value::Null | Value::String(_) => cell,
        other => Value::String(other.to_string()),
    };
    let object = |row: Vec<Value>| -> Map<String, Value> {
        let cells = names.iter().cloned().zip(row).zip(&types);
        cells
            .map(|((name, cell), kind)| (name, if *kind == DataType::Utf8 { text(cell) } else { cell }))
            .collect()
    };
    let rows: Vec<Map<String, Value>> = rows.into_iter().map(object).collect();
    Table::of(arrow_schema::Schema::new(fields), &rows)
}
