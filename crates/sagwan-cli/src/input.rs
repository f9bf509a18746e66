//! Where articles come from: files, folders, standard input; text, HTML and JSON Lines.
//!
//! Takes paths, gives jobs one at a time, so that an archive of any length is read in flat memory. A fault
//! in one input is that input's alone.

use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};

use clap::Args;
use sagwan::article::{Document, decode};

/// Which members of a JSON object hold the article.
#[derive(Debug, Clone, Args)]
pub struct JsonFields {
    /// JSON Lines: the member that holds the text (default: text, body, content, article or 내용)
    #[arg(long, value_name = "NAME")]
    pub text_field: Option<String>,
    /// JSON Lines: the member that holds the headline (default: title, headline or 제목)
    #[arg(long, value_name = "NAME")]
    pub title_field: Option<String>,
    /// JSON Lines: the member that holds the date of publication (default: published, date, datePublished, pubDate or 작성일)
    #[arg(long, value_name = "NAME")]
    pub date_field: Option<String>,
}

const TEXT_FIELDS: &[&str] = &["text", "body", "content", "article", "articleBody", "내용", "본문"];
const TITLE_FIELDS: &[&str] = &["title", "headline", "제목"];
const DATE_FIELDS: &[&str] =
    &["published", "date", "datePublished", "published_at", "pubDate", "작성일", "일자"];
const URL_FIELDS: &[&str] = &["url", "link", "출처"];
const EXTENSIONS: &[&str] = &["txt", "text", "html", "htm", "xhtml", "jsonl", "ndjson"];

/// One named input.
#[derive(Debug, Clone)]
pub enum Input {
    /// Standard input.
    Standard,
    /// A file with one article.
    Article(PathBuf),
    /// A file with one JSON object a line.
    Lines(PathBuf),
    /// A path that cannot be read, and why.
    Bad(String, String),
}

impl Input {
    /// Whether it may hold more than one article.
    pub fn is_many(&self) -> bool {
        matches!(self, Input::Lines(_))
    }
}

/// The inputs behind the paths, folders opened, in the order given and by name within a folder.
///
/// # Errors
/// When none of the paths leads to anything that could be read.
pub fn gather(paths: &[PathBuf]) -> anyhow::Result<Vec<Input>> {
    let mut inputs = Vec::new();
    for path in paths {
        if path.as_os_str() == "-" {
            inputs.push(Input::Standard);
        } else if path.is_dir() {
            let mut files = Vec::new();
            walk(path, &mut files)?;
            if files.is_empty() {
                let name = path.display().to_string();
                inputs.push(Input::Bad(
                    name,
                    format!(
                        "no articles in this folder: it holds no file ending in .{}",
                        EXTENSIONS.join(", .")
                    ),
                ));
            }
            inputs.extend(files.into_iter().map(of_file));
        } else if path.exists() {
            inputs.push(of_file(path.clone()));
        } else {
            inputs.push(Input::Bad(
                path.display().to_string(),
                "no such file or folder: check the path".to_owned(),
            ));
        }
    }
    if let [Input::Bad(name, why)] = inputs.as_slice() {
        anyhow::bail!("{name}: {why}");
    }
    Ok(inputs)
}

fn of_file(path: PathBuf) -> Input {
    let lines =
        path.extension().is_some_and(|e| e.eq_ignore_ascii_case("jsonl") || e.eq_ignore_ascii_case("ndjson"));
    if lines { Input::Lines(path) } else { Input::Article(path) }
}

fn walk(folder: &Path, files: &mut Vec<PathBuf>) -> anyhow::Result<()> {
    use anyhow::Context;
    let entries = std::fs::read_dir(folder)
        .with_context(|| format!("{}: cannot open this folder", folder.display()))?;
    let mut paths: Vec<PathBuf> = entries.filter_map(Result::ok).map(|e| e.path()).collect();
    paths.sort();
    for path in paths {
        // Links are not followed: one may lead back up.
        if path.is_symlink() && path.is_dir() {
            continue;
        }
        if path.is_dir() {
            walk(&path, files)?;
        } else if path
            .extension()
            .and_then(|e| e.to_str())
            .is_some_and(|e| EXTENSIONS.iter().any(|known| e.eq_ignore_ascii_case(known)))
        {
            files.push(path);
        }
    }
    Ok(())
}

/// One article to read.
pub struct Job {
    /// What to call it in messages.
    pub name: String,
    /// What to load, or why it cannot be.
    pub document: Result<Load, String>,
}

/// An article not yet loaded, so that loading runs on the worker's thread.
pub enum Load {
    /// A file with one article.
    File(PathBuf, Option<String>),
    /// Bytes already read.
    Bytes(Vec<u8>, Option<String>),
    /// A line of JSON.
    Line(Vec<u8>, Box<JsonFields>),
}

impl Load {
    /// The document.
    pub fn load(self) -> Result<Document, String> {
        match self {
            Load::File(path, charset) => {
                let bytes = std::fs::read(&path).map_err(|e| format!("cannot be read: {e}"))?;
                from_bytes(&bytes, charset.as_deref())
            }
            Load::Bytes(bytes, charset) => from_bytes(&bytes, charset.as_deref()),
            Load::Line(line, fields) => from_json(&line, &fields),
        }
    }
}

fn from_bytes(bytes: &[u8], charset: Option<&str>) -> Result<Document, String> {
    let text = decode(bytes, charset).map_err(|e| e.to_string())?;
    if text.trim().is_empty() {
        return Err("empty: there is no text to read".to_owned());
    }
    Ok(Document::detect(text))
}

fn from_json(line: &[u8], fields: &JsonFields) -> Result<Document, String> {
    let value: serde_json::Value =
        serde_json::from_slice(line).map_err(|e| format!("not a JSON object: {e}"))?;
    let member = |named: &Option<String>, defaults: &[&str]| -> Option<String> {
        let text = |name: &str| value.get(name).and_then(|v| v.as_str()).map(str::to_owned);
        match named {
            Some(name) => text(name),
            None => defaults.iter().find_map(|name| text(name)),
        }
    };
    let text = member(&fields.text_field, TEXT_FIELDS).ok_or_else(|| {
        let wanted = fields.text_field.as_deref().map_or_else(|| TEXT_FIELDS.join(", "), str::to_owned);
        format!("the object has no text: no member {wanted} (name it with --text-field)")
    })?;
    let mut document = match member(&fields.title_field, TITLE_FIELDS) {
        Some(title) => Document::with_title(text, title),
        None => Document::detect(text),
    };
    document.metadata.published =
        member(&fields.date_field, DATE_FIELDS).and_then(|raw| sagwan::parse_published(&raw));
    document.metadata.url = member(&None, URL_FIELDS).filter(|url| url.starts_with("http"));
    Ok(document)
}

/// The articles of the inputs, one after the other.
pub fn jobs<'a>(
    inputs: Vec<Input>,
    fields: &'a JsonFields,
    charset: Option<&'a str>,
) -> Box<dyn Iterator<Item = Job> + 'a> {
    Box::new(inputs.into_iter().flat_map(move |input| of_input(input, fields, charset)))
}

fn one(name: String, document: Result<Load, String>) -> Box<dyn Iterator<Item = Job>> {
    Box::new(std::iter::once(Job { name, document }))
}

fn of_input<'a>(
    input: Input,
    fields: &'a JsonFields,
    charset: Option<&'a str>,
) -> Box<dyn Iterator<Item = Job> + 'a> {
    let charset = charset.map(str::to_owned);
    match input {
        Input::Bad(name, why) => one(name, Err(why)),
        Input::Article(path) => one(path.display().to_string(), Ok(Load::File(path, charset))),
        Input::Lines(path) => {
            let name = path.display().to_string();
            match File::open(&path) {
                Ok(file) => lines(name, BufReader::new(file), fields),
                Err(e) => one(name, Err(format!("cannot be read: {e}"))),
            }
        }
        Input::Standard => {
            let mut first = BufReader::new(std::io::stdin());
            let looks_like_json =
                first.fill_buf().is_ok_and(|head| head.trim_ascii_start().starts_with(b"{"));
            if looks_like_json {
                return lines("standard input".to_owned(), first, fields);
            }
            let mut bytes = Vec::new();
            match first.read_to_end(&mut bytes) {
                Ok(_) => one("standard input".to_owned(), Ok(Load::Bytes(bytes, charset))),
                Err(e) => one("standard input".to_owned(), Err(format!("cannot be read: {e}"))),
            }
        }
    }
}

/// The lines of a JSON Lines input that are not empty.
fn lines<'a, R: BufRead + 'a>(
    name: String,
    mut from: R,
    fields: &'a JsonFields,
) -> Box<dyn Iterator<Item = Job> + 'a> {
    let mut number = 0usize;
    let mut ended = false;
    Box::new(std::iter::from_fn(move || {
        while !ended {
            number += 1;
            let mut line = Vec::new();
            match from.read_until(b'\n', &mut line) {
                Ok(0) => ended = true,
                Ok(_) if line.trim_ascii().is_empty() => {}
                Ok(_) => {
                    let document = Ok(Load::Line(line, Box::new(fields.clone())));
                    return Some(Job { name: format!("{name}, line {number}"), document });
                }
                Err(e) => {
                    ended = true;
                    return Some(Job {
                        name: format!("{name}, line {number}"),
                        document: Err(format!("cannot be read: {e}")),
                    });
                }
            }
        }
        None
    }))
}
