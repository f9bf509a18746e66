//! The published contract: the schema is the one the types give, and every record is valid under it.

#![allow(clippy::unwrap_used, missing_docs)]

mod common;

use sagwan::article::Document;
use sagwan::record::schema;
use sagwan::{Options, Reader, parse_published};

const SCHEMA: &str = "../../docs/record.schema.json";

fn articles() -> Vec<(String, Document)> {
    let mut found = Vec::new();
    for folder in ["../../examples", "tests/golden"] {
        let mut paths: Vec<_> = std::fs::read_dir(folder).unwrap().map(|e| e.unwrap().path()).collect();
        paths.sort();
        for path in paths.iter().filter(|p| p.extension().is_some_and(|e| e == "txt" || e == "html")) {
            let text = std::fs::read_to_string(path).unwrap();
            found.push((path.display().to_string(), Document::detect(text)));
        }
    }
    assert!(found.len() >= 4);
    found
}

/// `SAGWAN_WRITE_SCHEMA=1 cargo test -p sagwan --test contract` writes the schema after a wanted change.
#[test]
fn the_committed_schema_is_the_one_of_the_types() {
    let now = serde_json::to_string_pretty(&schema()).unwrap() + "\n";
    if std::env::var_os("SAGWAN_WRITE_SCHEMA").is_some() {
        std::fs::write(SCHEMA, &now).unwrap();
    }
    let committed = std::fs::read_to_string(SCHEMA).unwrap();
    assert!(committed == now, "docs/record.schema.json is not the schema of the types");
}

/// `SAGWAN_WRITE_RULES=1 cargo test -p sagwan --test contract` writes the page after a change of rules, tables or guide.
#[test]
fn the_committed_page_of_rules_is_the_one_of_the_rules() {
    const PAGE: &str = "../../docs/rules.md";
    let now = sagwan::rules::to_markdown().unwrap();
    if std::env::var_os("SAGWAN_WRITE_RULES").is_some() {
        std::fs::write(PAGE, &now).unwrap();
    }
    assert!(
        std::fs::read_to_string(PAGE).unwrap() == now,
        "docs/rules.md does not say what the rules say: write it anew with SAGWAN_WRITE_RULES=1"
    );
}

#[test]
fn every_record_is_valid_and_its_spans_re_read() {
    let validator = jsonschema::validator_for(&schema()).unwrap();
    for (name, document) in articles() {
        for published in [None, Some("2026-11-20")] {
            let options = Options {
                published: published.and_then(parse_published),
                with_text: true,
                ..Options::default()
            };
            let record = Reader::new().unwrap().read(&document, &options);
            common::check_spans(&record, document.source.text());
            let value = serde_json::to_value(&record).unwrap();
            let faults: Vec<String> = validator.iter_errors(&value).map(|e| e.to_string()).collect();
            assert!(faults.is_empty(), "{name}: {faults:?}");
        }
    }
}

#[test]
fn a_record_survives_its_json() {
    for (name, document) in articles() {
        let record = Reader::new().unwrap().read(&document, &Options::default());
        let json = serde_json::to_string(&record).unwrap();
        let again: sagwan::record::Record = serde_json::from_str(&json).unwrap();
        assert!(again == record, "{name}");
        // As a table gives it back, in which nothing is absent.
        assert!(!json.contains("\"why\":[{") && !json.contains("\"second\":"), "{name}");
        let mut rows: serde_json::Value = serde_json::from_str(&json).unwrap();
        rows["generator"]["second"] = serde_json::Value::Null;
        for list in ["events", "statements"] {
            for row in rows[list].as_array_mut().unwrap() {
                row["why"] = serde_json::Value::Null;
            }
        }
        let again: sagwan::record::Record = serde_json::from_value(rows).unwrap();
        assert!(again == record, "{name}");
    }
}

#[test]
fn without_a_date_of_publication_nothing_is_guessed() {
    let text = "외교장관 회담\n강민서 외교부 장관은 어제 서울에서 얀 노바크 체코 외교장관과 회담했다.";
    let record = Reader::new().unwrap().read(&Document::from_text(text), &Options::default());
    assert_eq!(record.article.published, None);
    assert!(record.times.iter().all(|t| t.value.is_none()));
    assert!(record.notes.iter().any(|n| n.code == "published-unknown"));
}

#[test]
fn text_that_is_not_korean_is_noted() {
    let record = Reader::new()
        .unwrap()
        .read(&Document::from_text("The ministers met in Prague."), &Options::default());
    assert_eq!(record.article.language, "en");
    assert!(record.notes.iter().any(|n| n.code == "language-unsupported"));
}
