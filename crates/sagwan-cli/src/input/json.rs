//! JSON Lines: one article a line.

use std::io::{BufRead, Read};

use sagwan::article::{Part, decode};
use serde_json::Value;

use super::fields::{Fields, article};
use super::{Job, Load, Loaded};

/// Bytes of the longest line: an article is a few thousand.
const LONGEST_LINE: u64 = 32 << 20;

/// The bytes without the mark that some programs put before UTF-8.
pub(super) fn unmarked(bytes: &[u8]) -> &[u8] {
    bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes)
}

/// The article of one object.
pub(super) fn from_json(line: &[u8], fields: &Fields, charset: Option<&str>) -> Result<Loaded, String> {
    let line = unmarked(line);
    let (value, notes) = match serde_json::from_slice::<Value>(line) {
        Ok(value) => (value, Vec::new()),
        // Only what is no UTF-8 may be in another charset.
        Err(e) if std::str::from_utf8(line).is_ok() => return Err(format!("not a JSON object: {e}")),
        Err(_) => {
            let decoded = decode(line, charset).map_err(|e| e.to_string())?;
            let value = serde_json::from_str(&decoded.text).map_err(|e| format!("not a JSON object: {e}"))?;
            (value, decoded.notes)
        }
    };
    let member = |part: Part| fields.names(part).into_iter().find_map(|name| text_of(value.get(name)?));
    let mut loaded = article(member).ok_or_else(|| {
        let wanted = fields.names(Part::Text).join(", ");
        format!("the object has no text: no member {wanted} (name it with --text-field)")
    })?;
    loaded.document.notes.extend(notes);
    Ok(loaded)
}

/// A value as text: a number as it is written, a list of paragraphs as lines.
fn text_of(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Array(items) if !items.is_empty() => {
            let lines: Option<Vec<&str>> = items.iter().map(Value::as_str).collect();
            lines.map(|lines| lines.join("\n"))
        }
        _ => None,
    }
}

/// The lines of a JSON Lines input that are not empty. A line too long to be an article is passed over, never held.
pub(super) fn lines<'a, R: BufRead + 'a>(
    name: String,
    mut from: R,
    fields: &'a Fields,
    charset: Option<String>,
) -> Box<dyn Iterator<Item = Job> + 'a> {
    let mut number = 0usize;
    let mut ended = false;
    Box::new(std::iter::from_fn(move || {
        while !ended {
            number += 1;
            let job = |document| Some(Job { name: format!("{name}, line {number}"), document });
            let mut line = Vec::new();
            match from.by_ref().take(LONGEST_LINE).read_until(b'\n', &mut line) {
                Ok(0) => ended = true,
                Ok(read) if read as u64 == LONGEST_LINE && line.last() != Some(&b'\n') => {
                    drop(line);
                    ended = skip_line(&mut from).is_err();
                    let limit = LONGEST_LINE >> 20;
                    return job(Err(format!(
                        "longer than {limit} MiB: no article is, so it was passed over"
                    )));
                }
                Ok(_) if unmarked(&line).trim_ascii().is_empty() => {}
                Ok(_) => return job(Ok(Load::Line(line, Box::new(fields.clone()), charset.clone()))),
                Err(e) => {
                    ended = true;
                    return job(Err(format!("cannot be read: {e}")));
                }
            }
        }
        None
    }))
}

/// Reads to the end of the line without keeping it.
fn skip_line(from: &mut impl BufRead) -> std::io::Result<()> {
    loop {
        let held = from.fill_buf()?;
        if held.is_empty() {
            return Ok(());
        }
        let (used, ended) = match held.iter().position(|byte| *byte == b'\n') {
            Some(at) => (at + 1, true),
            None => (held.len(), false),
        };
        from.consume(used);
        if ended {
            return Ok(());
        }
    }
}
