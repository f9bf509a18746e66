//! Reads texts of the tests, and tells who is who in what is read.

use sagwan::article::Document;
use sagwan::record::Record;
use sagwan::{Options, Reader};

/// What is read in a text of 24 September 2025.
pub fn read(text: &str) -> Record {
    let options = Options { published: sagwan::parse_published("2025-09-24"), ..Options::default() };
    Reader::new().unwrap().read(&Document::from_text(text), &options)
}

/// The name of an actor.
pub fn name<'r>(record: &'r Record, id: &str) -> &'r str {
    record.actors.iter().find(|actor| actor.id == id).map_or("?", |actor| &actor.name)
}
