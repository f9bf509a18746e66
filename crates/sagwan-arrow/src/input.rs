//! A table of articles: which columns hold what, and the document of each row.

use std::sync::Arc;

use arrow_array::cast::AsArray;
use arrow_array::{Array, ArrayRef, RecordBatch, StringArray};
use arrow_schema::{DataType, Schema};
use sagwan::article::{Document, Part};
use sagwan::record::Record;

use crate::batches::records_of;
use crate::fault::Fault;

/// Which columns hold the parts of an article; what is not named is looked for under the usual names.
#[derive(Debug, Clone, Default)]
pub struct Columns {
    /// The text.
    pub text: Option<String>,
    /// The headline.
    pub title: Option<String>,
    /// The date of publication, as text, a date or a stamp.
    pub published: Option<String>,
    /// The address.
    pub url: Option<String>,
    /// The outlet.
    pub publisher: Option<String>,
}

/// The columns found, by their place in the table.
#[derive(Debug, Clone)]
pub(crate) struct Found(Vec<(Part, usize)>);

impl Columns {
    fn named(&self, part: Part) -> Option<&String> {
        match part {
            Part::Text => self.text.as_ref(),
            Part::Title => self.title.as_ref(),
            Part::Date => self.published.as_ref(),
            Part::Url => self.url.as_ref(),
            Part::Publisher => self.publisher.as_ref(),
            Part::Retrieved => None,
        }
    }

    /// The columns in a table of this schema.
    pub(crate) fn in_table(&self, schema: &Schema) -> Result<Found, Fault> {
        let there = || schema.fields().iter().map(|field| field.name().clone()).collect();
        let mut found = Vec::new();
        for part in Part::ALL {
            let at = match self.named(part) {
                Some(name) => match schema.index_of(name) {
                    Ok(at) => Some(at),
                    Err(_) => return Err(Fault::Missing { name: name.clone(), there: there() }),
                },
                // A struct of a usual name is something else: `article` of a record.
                None => part.usual().iter().find_map(|name| {
                    let (at, field) = schema.column_with_name(name)?;
                    (!field.data_type().is_nested()).then_some(at)
                }),
            };
            found.extend(at.map(|at| (part, at)));
        }
        if !found.iter().any(|(part, _)| *part == Part::Text) {
            return Err(Fault::NoText { there: there() });
        }
        Ok(Found(found))
    }
}

/// The columns of a batch as text.
pub(crate) struct Cells(Vec<(Part, StringArray)>);

impl Found {
    pub(crate) fn cells(&self, batch: &RecordBatch) -> Result<Cells, Fault> {
        let column = |(part, at): &(Part, usize)| Ok((*part, as_text(batch.column(*at))?));
        self.0.iter().map(column).collect::<Result<_, Fault>>().map(Cells)
    }
}

impl Cells {
    fn cell(&self, part: Part, row: usize) -> Option<String> {
        let (_, column) = self.0.iter().find(|(p, _)| *p == part)?;
        column.is_valid(row).then(|| column.value(row).to_owned())
    }

    /// The article of a row; `None` where it has no text.
    pub(crate) fn document(&self, row: usize) -> Option<Document> {
        Document::from_parts(|part| self.cell(part, row))
    }

    /// When the text of a row was fetched.
    pub(crate) fn retrieved(&self, row: usize) -> Option<String> {
        self.cell(Part::Retrieved, row)
    }
}

/// Text of any width, dates and numbers as they are written.
fn as_text(column: &ArrayRef) -> Result<StringArray, Fault> {
    let text = match column.data_type() {
        DataType::Utf8 => Arc::clone(column),
        _ => arrow_cast::cast(column, &DataType::Utf8)?,
    };
    Ok(text.as_string::<i32>().clone())
}

/// A row of a table of articles.
#[derive(Debug, Clone)]
pub struct ArticleRow {
    /// The article.
    pub document: Document,
    /// When its text was fetched.
    pub retrieved: Option<String>,
    /// Its record, where the table holds records beside the texts.
    pub record: Option<Record>,
}

/// The articles of a batch, row by row, with the records that [`read_batches`](crate::read_batches) put beside them; `None` for
/// a row without text.
///
/// # Errors
/// When no column holds the text, or a record is that of another text.
pub fn articles_of(batch: &RecordBatch, columns: &Columns) -> Result<Vec<Option<ArticleRow>>, Fault> {
    let cells = columns.in_table(batch.schema_ref())?.cells(batch)?;
    let mut records = match batch.schema_ref().index_of("generator") {
        Ok(_) => records_of(batch)?,
        Err(_) => Vec::new(),
    }
    .into_iter();
    let mut rows = Vec::new();
    for row in 0..batch.num_rows() {
        let record = records.next().flatten();
        let Some(document) = cells.document(row) else {
            rows.push(None);
            continue;
        };
        if record.as_ref().is_some_and(|record| record.article.id != document.source.id()) {
            return Err(Fault::NoRecord { row, why: "it was read from another text".to_owned() });
        }
        rows.push(Some(ArticleRow { document, retrieved: cells.retrieved(row), record }));
    }
    Ok(rows)
}
