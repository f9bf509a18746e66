//! Scores as text and as JSON.

use std::fmt::Write;

use serde_json::{Map, Value, json};

use crate::score::{Difference, Scores};

/// To four places.
fn rounded(value: f64) -> f64 {
    format!("{value:.4}").parse().unwrap_or(value)
}

/// All figures, to four places.
pub fn to_json(scores: &Scores) -> Value {
    let mut out = Map::new();
    out.insert("articles".to_owned(), json!(scores.articles));
    out.insert("bad_spans".to_owned(), json!(scores.bad_spans.len()));
    for (name, found) in &scores.found {
        out.insert(
            (*name).to_owned(),
            json!({
                "p": rounded(found.precision()), "r": rounded(found.recall()), "f1": rounded(found.f1()),
                "tp": found.right, "fp": found.extra, "fn": found.missed,
            }),
        );
    }
    for (name, field) in &scores.fields {
        out.insert((*name).to_owned(), json!({"accuracy": rounded(field.accuracy()), "n": field.all}));
    }
    Value::Object(out)
}

/// All figures, one a line.
pub fn to_text(scores: &Scores) -> String {
    let mut out =
        format!("articles {}   spans that do not re-read: {}\n", scores.articles, scores.bad_spans.len());
    for (name, found) in &scores.found {
        let _ = writeln!(
            out,
            "{name:24} P {:.3}  R {:.3}  F1 {:.3}   ({} right, {} extra, {} missed)",
            rounded(found.precision()),
            rounded(found.recall()),
            rounded(found.f1()),
            found.right,
            found.extra,
            found.missed
        );
    }
    for (name, field) in &scores.fields {
        let _ = writeln!(out, "{name:24} {:.3} of {}", rounded(field.accuracy()), field.all);
    }
    out
}

/// Characters of the article shown on each side of a difference.
const CONTEXT: usize = 30;

/// A difference with the words around it.
pub fn difference(difference: &Difference, article: &str) -> String {
    let mut out = format!("{}: {}", difference.article, difference.message);
    if let Some(at) = &difference.at {
        let line = |text: &str| text.replace(['\n', '\r'], " ");
        let before = article.get(..at.start).unwrap_or("");
        let cut = before.char_indices().rev().nth(CONTEXT - 1).map_or(0, |(n, _)| n);
        let after: String = article.get(at.end..).unwrap_or("").chars().take(CONTEXT).collect();
        let _ = write!(
            out,
            "\n    …{}[{}]{}…",
            line(before.get(cut..).unwrap_or("")),
            line(article.get(at.clone()).unwrap_or("")),
            line(&after)
        );
    }
    out
}
