//! What the tests of the whole reader share.

use sagwan::record::{Record, Span};
use serde_json::Value;

/// Every span of a record re-reads to its text.
pub fn check_spans(record: &Record, source: &str) {
    let chars: Vec<char> = source.chars().collect();
    walk(&serde_json::to_value(record).unwrap(), &chars);
}

fn walk(node: &Value, source: &[char]) {
    match node {
        Value::Object(map) => {
            if map.contains_key("start") && map.contains_key("text") {
                let span: Span = serde_json::from_value(node.clone()).unwrap();
                let found: String = source[span.start..span.end].iter().collect();
                assert_eq!(found, span.text);
            }
            map.values().for_each(|v| walk(v, source));
        }
        Value::Array(items) => items.iter().for_each(|v| walk(v, source)),
        _ => {}
    }
}
