//! What Python hands in as an article: a text, or a mapping with the members that a line of JSON Lines has.

use pyo3::exceptions::{PyTypeError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::{PyList, PyMapping, PyString};
use sagwan::Published;
use sagwan::article::{Document, Part};

/// An article, and when its text was fetched.
pub struct Given {
    /// The article.
    pub document: Document,
    /// When its text was fetched.
    pub retrieved: Option<String>,
}

/// The article of one item.
pub fn article(item: &Bound<'_, PyAny>) -> PyResult<Given> {
    if let Ok(text) = item.cast::<PyString>() {
        return Ok(Given { document: Document::detect(text.to_str()?.to_owned()), retrieved: None });
    }
    let Ok(members) = item.cast::<PyMapping>() else {
        let kind = item.get_type().name()?;
        return Err(PyTypeError::new_err(format!("an article is a str or a mapping with a text, no {kind}")));
    };
    let mut parts: Vec<(Part, String)> = Vec::new();
    for part in Part::ALL {
        for name in part.usual() {
            if !members.contains(name)? {
                continue;
            }
            if let Some(text) = text_of(&members.get_item(name)?)? {
                parts.push((part, text));
                break;
            }
        }
    }
    let value = |part| parts.iter().find(|(p, _)| *p == part).map(|(_, text)| text.clone());
    let wanted = Part::Text.usual().join(", ");
    let document = Document::from_parts(value)
        .ok_or_else(|| PyValueError::new_err(format!("the article has no text: no member {wanted}")))?;
    Ok(Given { document, retrieved: value(Part::Retrieved) })
}

/// A value as text: a date or a number as it is written, a list of paragraphs as lines, nothing for `None`.
fn text_of(value: &Bound<'_, PyAny>) -> PyResult<Option<String>> {
    if value.is_none() {
        return Ok(None);
    }
    if let Ok(paragraphs) = value.cast::<PyList>() {
        let lines: Vec<String> = paragraphs.extract()?;
        return Ok((!lines.is_empty()).then(|| lines.join("\n")));
    }
    written(value).map(Some)
}

/// A str as it is, a date as ISO 8601, anything else as Python prints it.
pub fn written(value: &Bound<'_, PyAny>) -> PyResult<String> {
    match value.hasattr("isoformat")? {
        true => value.call_method0("isoformat")?.extract(),
        false => Ok(value.str()?.to_str()?.to_owned()),
    }
}

/// A date of publication that a caller names: unlike one that an article brings, it must be one.
pub fn published(value: Option<&Bound<'_, PyAny>>) -> PyResult<Option<Published>> {
    let Some(value) = value else { return Ok(None) };
    let typed = written(value)?;
    let wrong =
        || PyValueError::new_err(format!("{typed} is no date: write it as 2018-06-27, or give a date"));
    sagwan::parse_published(&typed).map(Some).ok_or_else(wrong)
}

/// One or several words where a caller may write either.
#[derive(FromPyObject)]
pub enum Words {
    /// One.
    One(String),
    /// Several.
    Several(Vec<String>),
}

impl Words {
    /// As a list; empty where nothing was given.
    pub fn list(words: Option<Words>) -> Vec<String> {
        match words {
            None => Vec::new(),
            Some(Words::One(word)) => vec![word],
            Some(Words::Several(words)) => words,
        }
    }
}
