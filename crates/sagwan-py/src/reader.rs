//! The reader in Python.

use std::collections::VecDeque;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use pyo3::exceptions::{PyOSError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::PyIterator;
use rayon::prelude::*;
use rayon::{ThreadPool, ThreadPoolBuilder};
use sagwan::article::{Document, Part};
use sagwan::rules::Additions;
use sagwan::{Options, Weights, Zone};
use sagwan_arrow::{Columns, Reading, read_batches};

use crate::fault;
use crate::given;
use crate::record::Record;
use crate::table::{self, Stream};

/// Articles read at a time: enough to keep the cores busy, few enough to keep memory flat.
const BATCH: usize = 128;

/// Threads to read with; all cores for 0.
pub fn pool(threads: usize) -> PyResult<ThreadPool> {
    let cannot =
        |error: rayon::ThreadPoolBuildError| PyOSError::new_err(format!("cannot start threads: {error}"));
    ThreadPoolBuilder::new().num_threads(threads).build().map_err(cannot)
}

/// A reader of articles. Cheap to make; one serves any number of threads.
///
/// `rules` is a folder of rules and tables beside those that ship (docs/rules.md), `model` a file of weights that
/// `sagwan learn` wrote; events of which the reader is less sure than `min_confidence` are left out. `zone` names whose days the
/// outlets count, `with_text` puts the source text into the records also when it was handed in as plain text.
#[pyclass(frozen, module = "sagwan")]
#[derive(Debug)]
pub struct Reader {
    pub(crate) reading: Reading,
}

fn reader(rules: Option<&Path>, model: Option<&Path>) -> PyResult<sagwan::Reader> {
    let wrong = |error: sagwan::rules::PackError| PyValueError::new_err(error.to_string());
    let reader = match rules {
        Some(folder) => sagwan::Reader::with_rules(additions(folder)?).map_err(wrong)?,
        None => sagwan::Reader::new().map_err(wrong)?,
    };
    let Some(model) = model else { return Ok(reader) };
    let damaged = || PyValueError::new_err(format!("{}: holds no weights, or is damaged", model.display()));
    let weights = Weights::read(&std::fs::read(model)?).ok_or_else(damaged)?;
    Ok(reader.with_weights(weights))
}

/// The rules and tables of a folder, in the order of their names.
fn additions(folder: &Path) -> PyResult<Additions> {
    let entries: Vec<_> = std::fs::read_dir(folder)?.collect::<Result<_, _>>()?;
    let mut paths: Vec<PathBuf> = entries.iter().map(std::fs::DirEntry::path).collect();
    paths.sort();
    let mut added = Additions::default();
    let mut found = false;
    for path in &paths {
        found |= added.take(path, || std::fs::read_to_string(path))?;
    }
    if !found {
        let why = format!("{}: holds no .rules file and no .tsv or .txt table", folder.display());
        return Err(PyValueError::new_err(why));
    }
    Ok(added)
}

#[pymethods]
impl Reader {
    #[new]
    #[pyo3(signature = (*, rules=None, model=None, min_confidence=None, zone="Asia/Seoul", with_text=false))]
    fn new(
        rules: Option<PathBuf>,
        model: Option<PathBuf>,
        min_confidence: Option<f64>,
        zone: &str,
        with_text: bool,
    ) -> PyResult<Self> {
        if let Some(least) = min_confidence.filter(|least| !(0.0..=1.0).contains(least)) {
            return Err(PyValueError::new_err(format!("min_confidence={least} is no number from 0 to 1")));
        }
        let named = Zone::named(zone);
        let no_zone = || PyValueError::new_err(format!("no zone {zone}: write it as Asia/Seoul"));
        let options = Options { published: None, with_text, zone: named.ok_or_else(no_zone)? };
        let reader = reader(rules.as_deref(), model.as_deref())?;
        Ok(Reader { reading: Reading { reader, options, min_confidence } })
    }

    /// Reads one article: plain text with the headline on its first line, or the markup of a web page. A `title` is a headline
    /// that does not stand in the text, `published` a date, or text such as 2018-06-27.
    #[pyo3(signature = (text, published=None, title=None, *, url=None, publisher=None))]
    fn read(
        &self,
        py: Python<'_>,
        text: String,
        published: Option<&Bound<'_, PyAny>>,
        title: Option<String>,
        url: Option<String>,
        publisher: Option<String>,
    ) -> PyResult<Record> {
        let published = given::published(published)?;
        let value = |part| match part {
            Part::Text => Some(text.clone()),
            Part::Title => title.clone(),
            Part::Url => url.clone(),
            Part::Publisher => publisher.clone(),
            Part::Date | Part::Retrieved => None,
        };
        // The text is there.
        let mut document = Document::from_parts(value).unwrap_or_else(|| Document::from_text(""));
        document.metadata.published = published.or(document.metadata.published);
        Ok(py.detach(|| self.record(&document)))
    }

    /// Reads articles as they are asked for, in their order: texts, or mappings with the members of a line of JSON Lines (text,
    /// title, published, url, publisher). `threads` 0 is all cores; `progress` shows a line, or tqdm's bar where it is installed.
    #[pyo3(signature = (articles, threads=0, progress=false))]
    fn read_many<'py>(
        &self,
        py: Python<'py>,
        articles: &Bound<'py, PyAny>,
        threads: usize,
        progress: bool,
    ) -> PyResult<Bound<'py, PyAny>> {
        let total = articles.len().ok();
        let readings = Readings {
            reading: self.reading.clone(),
            pool: pool(threads)?,
            articles: articles.try_iter()?.unbind(),
            state: Mutex::new(State::default()),
        };
        let readings = Bound::new(py, readings)?.into_any();
        if progress {
            return py.import("sagwan._progress")?.call_method1("track", (readings, total));
        }
        Ok(readings)
    }

    /// Reads a table of articles, batch by batch, into one record a row (`sagwan.schema()`). What is not named is looked for under
    /// the usual names; `keep` names columns that are carried along in front.
    #[pyo3(signature = (table, *, text=None, title=None, published=None, url=None, publisher=None, keep=None, threads=0))]
    #[allow(clippy::too_many_arguments)]
    fn read_arrow(
        &self,
        table: &Bound<'_, PyAny>,
        text: Option<String>,
        title: Option<String>,
        published: Option<String>,
        url: Option<String>,
        publisher: Option<String>,
        keep: Option<Vec<String>>,
        threads: usize,
    ) -> PyResult<Stream> {
        let columns = Columns { text, title, published, url, publisher };
        // One thread is the one that asks.
        let pool = if threads == 1 { None } else { Some(Arc::new(pool(threads)?)) };
        let batches = table::batches(table)?;
        let keep = keep.unwrap_or_default();
        let read = read_batches(batches, &columns, &keep, self.reading.clone(), pool);
        Ok(Stream::new(read.map_err(fault::of_table)?))
    }

    /// What writes the records.
    #[getter]
    fn generator<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        crate::value::of(py, &self.reading.reader.generator())
    }

    fn __repr__(&self) -> String {
        let generator = self.reading.reader.generator();
        format!("<Reader {} {} {}>", generator.version, generator.model, generator.rules)
    }
}

impl Reader {
    fn record(&self, document: &Document) -> Record {
        Record::new(self.reading.read(document), document.source.text())
    }
}

/// Records of articles, read some at a time as they are asked for.
#[pyclass(frozen, module = "sagwan")]
pub struct Readings {
    reading: Reading,
    pool: ThreadPool,
    articles: Py<PyIterator>,
    state: Mutex<State>,
}

/// What was read and not yet given, and how many articles were taken.
#[derive(Default)]
struct State {
    ready: VecDeque<Record>,
    taken: usize,
    /// What was wrong with the article after those that are ready.
    broken: Option<PyErr>,
}

#[pymethods]
impl Readings {
    fn __iter__(slf: PyRef<'_, Self>) -> PyRef<'_, Self> {
        slf
    }

    fn __next__(&self, py: Python<'_>) -> PyResult<Option<Record>> {
        let taken = {
            let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
            if let Some(record) = state.ready.pop_front() {
                return Ok(Some(record));
            }
            if let Some(error) = state.broken.take() {
                return Err(error);
            }
            state.taken
        };
        let (documents, broken) = self.batch(py, taken);
        let count = documents.len();
        let ready: VecDeque<Record> = py.detach(|| {
            let record = |document: Document| {
                let record = self.reading.read(&document);
                Record::new(record, document.source.text())
            };
            let records: Vec<Record> = self.pool.install(|| documents.into_par_iter().map(record).collect());
            records.into()
        });
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        state.taken += count;
        state.ready.extend(ready);
        match state.ready.pop_front() {
            Some(record) => {
                state.broken = broken;
                Ok(Some(record))
            }
            None => broken.map_or(Ok(None), Err),
        }
    }
}

impl Readings {
    /// The next articles, up to one that is none.
    fn batch(&self, py: Python<'_>, taken: usize) -> (Vec<Document>, Option<PyErr>) {
        let mut articles = self.articles.bind(py).clone();
        let mut documents = Vec::with_capacity(BATCH);
        while documents.len() < BATCH {
            let item = match articles.next() {
                None => break,
                Some(item) => item.and_then(|item| given::article(&item)),
            };
            match item {
                Ok(article) => documents.push(article.document),
                Err(error) => {
                    let number = taken + documents.len();
                    // A note leaves the exception as it is and says where it came from.
                    let noted = error.value(py).call_method1("add_note", (format!("article {number}"),));
                    drop(noted);
                    return (documents, Some(error));
                }
            }
        }
        (documents, None)
    }
}
