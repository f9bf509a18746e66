//! Articles written for the purpose, and what is read from them, in a form that reads like a report.
//! `INSTA_UPDATE=always` writes the reports anew after a wanted change.

#![allow(clippy::unwrap_used, missing_docs)]

#[path = "common/report.rs"]
mod report;

use report::report;
use sagwan::article::Document;
use sagwan::{Options, Reader};

#[test]
fn reports_are_as_committed() {
    insta::glob!("golden/*.txt", |path| {
        let text = std::fs::read_to_string(path).unwrap();
        let record = Reader::new().unwrap().read(&Document::from_text(text), &Options::default());
        insta::assert_snapshot!(report(&record));
    });
}
