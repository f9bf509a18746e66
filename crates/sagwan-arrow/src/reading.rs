//! How articles are read: a reader, and what a caller settled about its readings.

use sagwan::article::Document;
use sagwan::record::Record;
use sagwan::{Options, Reader};

/// A reader and how it is to read.
#[derive(Debug, Clone)]
pub struct Reading {
    /// What reads.
    pub reader: Reader,
    /// What a caller settled.
    pub options: Options,
    /// Events of which the reader is less sure are left out.
    pub min_confidence: Option<f64>,
}

impl Reading {
    /// The record of an article, as `sagwan read` writes it.
    pub fn read(&self, document: &Document) -> Record {
        let record = self.reader.read(document, &self.options);
        match self.min_confidence {
            Some(least) => record.without_doubtful(least),
            None => record,
        }
    }
}
