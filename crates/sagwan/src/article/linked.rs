//! JSON-LD as pages write it: the object that describes the article, also where its JSON is broken.
//!
//! No lenient parser of the registry takes both raw line breaks within strings and missing commas between members, which are
//! what templates of news sites leave behind: both are mended here before the strict parser is asked again.

use scraper::Html;
use serde_json::Value;

use super::html::select;

/// The JSON-LD object that describes the article.
pub(super) fn article(document: &Html) -> Option<Value> {
    select(document, "script[type='application/ld+json' i]")
        .into_iter()
        .filter_map(|script| parse(&script.text().collect::<String>()))
        .find_map(described)
}

fn described(value: Value) -> Option<Value> {
    match value {
        Value::Array(items) => items.into_iter().find_map(described),
        Value::Object(ref map) => {
            let kind = map.get("@type");
            let is = |v: &Value| v.as_str().is_some_and(|t| t.ends_with("Article"));
            if kind.is_some_and(|k| is(k) || k.as_array().is_some_and(|a| a.iter().any(is))) {
                return Some(value);
            }
            let below = ["@graph", "mainEntity", "mainEntityOfPage"];
            below.iter().find_map(|name| map.get(*name).cloned().and_then(described))
        }
        _ => None,
    }
}

fn parse(script: &str) -> Option<Value> {
    let script = script.trim().trim_end_matches(';');
    serde_json::from_str(script).ok().or_else(|| serde_json::from_str(&mended(script)).ok())
}

/// The JSON with control characters in strings escaped, commas put between values that follow each other and taken away
/// where nothing follows, and what wraps it (comments, CDATA) left out.
fn mended(script: &str) -> String {
    let script =
        ["<!--", "-->", "<![CDATA[", "]]>"].iter().fold(script.to_owned(), |s, mark| s.replace(mark, " "));
    let begin = script.find(['{', '[']).unwrap_or(0);
    let end = script.rfind(['}', ']']).map_or(script.len(), |at| at + 1);
    let body = script.get(begin..end).unwrap_or("");
    let mut out = String::with_capacity(body.len() + 16);
    let mut in_string = false;
    let mut escaped = false;
    // The last mark outside strings that is no space; a string counts as its closing quotation mark.
    let mut last = '{';
    for c in body.chars() {
        if in_string {
            match c {
                _ if escaped => {
                    // \' is written in scripts; JSON does not know it.
                    if c == '\'' {
                        out.pop();
                    }
                    out.push(c);
                    escaped = false;
                    continue;
                }
                '\\' => escaped = true,
                '"' => {
                    in_string = false;
                    last = '"';
                }
                _ => {}
            }
            out.push(if c.is_control() { ' ' } else { c });
            continue;
        }
        if c.is_whitespace() {
            out.push(' ');
            continue;
        }
        let begins = matches!(c, '"' | '{' | '[');
        if begins && (matches!(last, '"' | '}' | ']' | 'e' | 'l') || last.is_ascii_digit()) {
            out.push(',');
        }
        if matches!(c, '}' | ']') && last == ',' {
            let kept = out.trim_end().len() - 1;
            out.truncate(kept);
        }
        in_string = c == '"';
        last = c;
        out.push(c);
    }
    out
}

/// The names behind a member: a text, an object with a name, or a list of them.
pub(super) fn names(data: Option<&Value>, member: &str, wanted: impl Fn(&Value) -> bool) -> Vec<String> {
    let items = match data.and_then(|d| d.get(member)) {
        Some(Value::Array(items)) => items.iter().collect(),
        Some(one) => vec![one],
        None => Vec::new(),
    };
    let name = |v: &Value| {
        let name = v.as_str().or_else(|| v.get("name").and_then(Value::as_str))?.trim();
        (!name.is_empty()).then(|| name.to_owned())
    };
    items.into_iter().filter(|item| wanted(item)).filter_map(name).collect()
}

/// Whether what is named is an organisation.
pub(super) fn is_organisation(value: &Value) -> bool {
    let is = |v: &Value| v.as_str().is_some_and(|t| t.ends_with("Organization"));
    value.get("@type").is_some_and(|kind| is(kind) || kind.as_array().is_some_and(|all| all.iter().any(is)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn broken_json_is_mended() {
        for script in [
            "{\"@type\":\"NewsArticle\",\"description\":\"첫 줄\n둘째 줄\",\"headline\":\"회담\"}",
            "{\"@type\":\"NewsArticle\",\"description\":\"탭\t과 \r\n 줄\",\"headline\":\"회담\"}",
            "{\"@type\":\"NewsArticle\" \"headline\":\"회담\"}",
            "{\"@type\":\"NewsArticle\"\n \"image\":{\"width\":3}\n \"headline\":\"회담\"}",
            "{\"@type\":\"NewsArticle\",\"image\":[\"a\" \"b\",],\"free\":true \"headline\":\"회담\",}",
            "<!-- {\"@type\":\"NewsArticle\",\"headline\":\"회담\",} -->",
            "//<![CDATA[\n{\"@type\":\"NewsArticle\",\n\"headline\":\"회담\",}\n//]]>",
            "{\"@type\":\"NewsArticle\",\"a\":\"\\'말\\'\",\"headline\":\"회담\"};",
            "[{\"@type\":\"WebSite\"} {\"@graph\":[{\"@type\":[\"NewsArticle\",\"X\"],\"headline\":\"회담\"}]}]",
        ] {
            let page = format!("<html><head><script type='application/ld+json'>{script}</script>");
            let found = article(&Html::parse_document(&page));
            let headline = found.as_ref().and_then(|data| data.get("headline")).and_then(Value::as_str);
            assert_eq!(headline, Some("회담"), "{script}");
        }
        assert_eq!(parse("{\"a\":"), None);
        assert_eq!(parse(""), None);
    }
}
