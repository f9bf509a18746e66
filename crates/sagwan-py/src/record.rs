//! A record in Python: its members as dicts and lists, its JSON byte for byte as the command prints it.

use std::sync::Arc;

use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use sagwan::record::{Actor, Event, Statement};

use crate::{article, value};

/// What reading one article yields.
///
/// Every span counts code points of `text`, so that `record.text[span["start"]:span["end"]] == span["text"]`. Members are plain
/// dicts and lists, as `sagwan.types` describes them and `docs/record.schema.json` fixes them.
#[pyclass(frozen, eq, from_py_object, module = "sagwan")]
#[derive(Debug, Clone)]
pub struct Record {
    pub(crate) record: Arc<sagwan::record::Record>,
    text: Arc<str>,
}

impl PartialEq for Record {
    fn eq(&self, other: &Self) -> bool {
        self.record == other.record
    }
}

impl Record {
    /// A record and the text that its spans point into.
    pub fn new(record: sagwan::record::Record, text: &str) -> Self {
        Record { record: Arc::new(record), text: text.into() }
    }

    fn actor(&self, id: &str) -> Option<&Actor> {
        self.record.actors.iter().find(|actor| actor.id == id)
    }

    /// 강민서 (KR).
    fn name(&self, id: &str) -> String {
        match self.actor(id) {
            Some(Actor { name, country: Some(country), kind, .. })
                if *kind != sagwan::record::ActorKind::Country =>
            {
                format!("{name} ({country})")
            }
            Some(actor) => actor.name.clone(),
            None => id.to_owned(),
        }
    }

    fn event_line(&self, event: &Event) -> String {
        let word = |value: String| value.trim_matches('"').to_owned();
        let kind = word(serde_json::to_string(&event.kind).unwrap_or_default());
        let status = word(serde_json::to_string(&event.status).unwrap_or_default());
        let sides: Vec<String> = event.participants.iter().map(|p| self.name(&p.actor)).collect();
        let mut parts = vec![format!("{} {kind} {status}", event.id), sides.join(", ")];
        parts.extend(event.time.as_ref().and_then(|time| time.value.clone()));
        parts.extend(event.place.as_ref().map(|place| place.name.clone()));
        parts.join(" · ")
    }

    fn statement_line(&self, said: &Statement) -> String {
        let speaker = said.speaker.as_deref().map_or_else(|| "?".to_owned(), |id| self.name(id));
        let words: String = said.content.text.split_whitespace().collect::<Vec<_>>().join(" ");
        let shown: String = words.chars().take(60).collect();
        let more = if shown.len() < words.len() { "…" } else { "" };
        format!("{} {speaker} {}: {shown}{more}", said.id, said.act)
    }

    fn summary(&self) -> Vec<String> {
        let events = self.record.events.iter().map(|event| self.event_line(event));
        events.chain(self.record.statements.iter().map(|said| self.statement_line(said))).collect()
    }
}

#[pymethods]
impl Record {
    /// A record of its JSON and the text that it was read from.
    #[staticmethod]
    #[pyo3(signature = (json, text=None))]
    fn from_json(json: &str, text: Option<&str>) -> PyResult<Self> {
        let record: sagwan::record::Record = serde_json::from_str(json)
            .map_err(|error| PyValueError::new_err(format!("no record: {error}")))?;
        let own = record.article.text.clone();
        let text = text.map(str::to_owned).or(own).unwrap_or_default();
        Ok(Record::new(record, &text))
    }

    /// The record as `sagwan read --json` prints it, without the line break.
    fn to_json(&self) -> PyResult<String> {
        serde_json::to_string(&*self.record).map_err(|error| PyValueError::new_err(error.to_string()))
    }

    /// The record as dicts and lists.
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        value::of(py, &*self.record)
    }

    /// The text that every span points into, as it was handed in; of a web page the text taken from it.
    #[getter]
    fn text(&self) -> &str {
        &self.text
    }

    /// Data about the article.
    #[getter]
    fn article<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        value::of(py, &self.record.article)
    }

    /// Who is named, in the order of first mention.
    #[getter]
    fn actors<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        value::of(py, &self.record.actors)
    }

    /// Every time expression.
    #[getter]
    fn times<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        value::of(py, &self.record.times)
    }

    /// Who met, visited or called whom.
    #[getter]
    fn events<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        value::of(py, &self.record.events)
    }

    /// Who said what.
    #[getter]
    fn statements<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        value::of(py, &self.record.statements)
    }

    /// What the reader could not settle.
    #[getter]
    fn notes<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        value::of(py, &self.record.notes)
    }

    /// What wrote the record: the same generator on the same input writes the same bytes.
    #[getter]
    fn generator<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        value::of(py, &self.record.generator)
    }

    fn __repr__(&self) -> String {
        let info = &self.record.article;
        let title = info.title.as_deref().unwrap_or("untitled");
        let mut lines = vec![format!("<Record {title} · {}", info.published.as_deref().unwrap_or("no date"))];
        lines.extend(self.summary().into_iter().map(|line| format!("  {line}")));
        lines.join("\n") + ">"
    }

    fn _repr_html_(&self) -> String {
        article::html(&self.record, &self.text, &self.summary())
    }

    fn __hash__(&self) -> u64 {
        // Of a hash that is in the record sixteen letters are one already.
        let id = self.record.article.id.strip_prefix("sha256:").and_then(|hash| hash.get(..15));
        id.and_then(|hash| u64::from_str_radix(hash, 16).ok()).unwrap_or(0)
    }

    /// Records travel between processes as their JSON.
    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<(Bound<'py, PyAny>, (String, String))> {
        let make = slf.get_type().getattr("from_json")?;
        Ok((make, (slf.get().to_json()?, slf.get().text.to_string())))
    }
}
