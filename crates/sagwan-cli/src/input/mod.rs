//! Where articles come from: files, folders, standard input; text, HTML, JSON Lines, CSV, WARC, feeds.
//!
//! Takes paths, gives jobs one at a time, so that an archive of any length is read in flat memory. A fault
//! in one input is that input's alone.

pub mod feed;
mod fields;
mod json;
pub mod records;
mod sheet;
mod warc;

use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};

pub use fields::Fields;
use flate2::bufread::MultiGzDecoder;
use sagwan::Published;
use sagwan::article::{Document, decode};
use sagwan::record::Note;
pub use warc::charset_of;

/// What the ends of names tell of files; `.gz` may follow.
const ARTICLES: &[&str] = &["txt", "text", "html", "htm", "xhtml"];
const LINES: &[&str] = &["jsonl", "ndjson"];
const ARCHIVES: &[&str] = &["warc"];
const FEEDS: &[&str] = &["rss", "atom", "xml", "rdf"];
const SHEETS: &[&str] = &["csv", "tsv"];
/// Bytes of the largest file that holds one article or one feed.
const LARGEST: u64 = 64 << 20;

/// One named input.
#[derive(Debug, Clone)]
pub enum Input {
    /// Standard input.
    Standard,
    /// A file with one article.
    Article(PathBuf),
    /// A file with one JSON object a line.
    Lines(PathBuf),
    /// A WARC file.
    Archive(PathBuf),
    /// An RSS or Atom feed.
    Feed(PathBuf),
    /// A CSV file with a header and one article a row.
    Sheet(PathBuf),
    /// A path that cannot be read, and why.
    Bad(String, String),
}

impl Input {
    /// Whether it may hold more than one article.
    pub fn is_many(&self) -> bool {
        matches!(self, Input::Lines(_) | Input::Archive(_) | Input::Feed(_) | Input::Sheet(_))
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
                        known_ends().join(", .")
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

fn known_ends() -> Vec<&'static str> {
    [ARTICLES, LINES, SHEETS, ARCHIVES, FEEDS].concat()
}

/// The end of a file's name in small letters, without `.gz`.
fn end_of(path: &Path) -> Option<String> {
    let name = path.file_name()?.to_str()?.to_ascii_lowercase();
    let name = name.strip_suffix(".gz").unwrap_or(&name);
    name.rsplit_once('.').map(|(_, end)| end.to_owned())
}

fn of_file(path: PathBuf) -> Input {
    let end = end_of(&path);
    let is = |ends: &[&str]| end.as_deref().is_some_and(|end| ends.contains(&end));
    if is(LINES) {
        Input::Lines(path)
    } else if is(ARCHIVES) {
        Input::Archive(path)
    } else if is(FEEDS) {
        Input::Feed(path)
    } else if is(SHEETS) {
        Input::Sheet(path)
    } else {
        Input::Article(path)
    }
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
        } else if end_of(&path).is_some_and(|end| known_ends().contains(&end.as_str())) {
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

/// The remarks among jobs, and the jobs that hold articles.
pub fn remarks(jobs: Vec<Job>) -> (Vec<String>, Vec<Job>) {
    let mut remarks = Vec::new();
    let mut articles = Vec::with_capacity(jobs.len());
    for job in jobs {
        match job.document {
            Ok(Load::Remark(remark)) => remarks.push(format!("{}: {remark}", job.name)),
            _ => articles.push(job),
        }
    }
    (remarks, articles)
}

/// A web page that was fetched.
#[derive(Debug, Clone)]
pub struct Page {
    /// Its address.
    pub url: Option<String>,
    /// When it was fetched, as an ISO 8601 stamp.
    pub retrieved: Option<String>,
    /// The charset that the server declared.
    pub charset: Option<String>,
    /// What it sent.
    pub body: Vec<u8>,
    /// What whoever kept it noticed: that it is cut short.
    pub remarks: Vec<String>,
    /// What the feed that led to it says of it.
    pub announced: Option<Box<Announced>>,
}

/// What a feed says of an article of which it gives only the address.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Announced {
    /// Its headline.
    pub title: Option<String>,
    /// When it was published.
    pub published: Option<Published>,
    /// The feed's outlet.
    pub publisher: Option<String>,
}

impl Announced {
    /// Fills what the page does not say itself.
    fn fill(self, document: &mut Document) {
        let first = document.source.text().lines().next().unwrap_or("").trim();
        let metadata = &mut document.metadata;
        if metadata.title.is_none() && self.title.is_some() {
            // A page without a title of its own begins with its text.
            document.headline_first = self.title.as_deref() == Some(first);
            metadata.title = self.title;
        }
        metadata.published = metadata.published.or(self.published);
        metadata.publisher = metadata.publisher.take().or(self.publisher);
    }
}

/// A document, and when it was fetched.
pub struct Loaded {
    /// The document.
    pub document: Document,
    /// ISO 8601 stamp; `None` for what was not fetched or nobody noted.
    pub retrieved: Option<String>,
}

/// An article not yet loaded, so that loading runs on the worker's thread.
pub enum Load {
    /// A file with one article.
    File(PathBuf, Option<String>),
    /// Bytes already read.
    Bytes(Vec<u8>, Option<String>),
    /// A line of JSON.
    Line(Vec<u8>, Box<Fields>, Option<String>),
    /// A row of a CSV file.
    Row(Box<sheet::Row>),
    /// A web page.
    Page(Box<Page>),
    /// Nothing left to do.
    Ready(Box<Loaded>),
    /// An address still to be fetched, and what is known of what lies there.
    Link(String, Option<Box<Announced>>),
    /// No article: a word on what was passed over.
    Remark(String),
}

impl Load {
    /// The document.
    pub fn load(self) -> Result<Loaded, String> {
        let unfetched = |document| Loaded { document, retrieved: None };
        match self {
            Load::File(path, charset) => {
                let bytes = whole(&path)?;
                from_bytes(&bytes, charset.as_deref()).map(unfetched)
            }
            Load::Bytes(bytes, charset) => from_bytes(&bytes, charset.as_deref()).map(unfetched),
            Load::Line(line, fields, charset) => json::from_json(&line, &fields, charset.as_deref()),
            Load::Row(row) => row.load(),
            Load::Page(page) => {
                let mut document = from_bytes(&page.body, page.charset.as_deref())
                    // A server may declare a charset that nobody knows.
                    .or_else(|_| from_bytes(&page.body, None))?;
                document.metadata.url = document.metadata.url.take().or(page.url);
                if let Some(announced) = page.announced {
                    announced.fill(&mut document);
                }
                let remark = |message| Note { code: "page-cut".to_owned(), message, span: None };
                document.notes.extend(page.remarks.into_iter().map(remark));
                Ok(Loaded { document, retrieved: page.retrieved })
            }
            Load::Ready(loaded) => Ok(*loaded),
            Load::Remark(remark) => Err(remark),
            Load::Link(link, _) => Err(format!("only announces {link}: `sagwan ingest` fetches it")),
        }
    }
}

fn from_bytes(bytes: &[u8], charset: Option<&str>) -> Result<Document, String> {
    let decoded = decode(bytes, charset).map_err(|e| e.to_string())?;
    if decoded.text.trim().is_empty() {
        return Err("empty: there is no text to read".to_owned());
    }
    let mut document = Document::detect(decoded.text);
    document.notes.extend(decoded.notes);
    Ok(document)
}

/// The bytes of a file that holds one article or one feed, unzipped when it is gzipped.
fn whole(path: &Path) -> Result<Vec<u8>, String> {
    let unread = AtomicU64::new(0);
    let mut bytes = Vec::new();
    let read = open(path, &unread).and_then(|file| file.take(LARGEST + 1).read_to_end(&mut bytes));
    read.map_err(|e| format!("cannot be read: {e}"))?;
    if bytes.len() as u64 > LARGEST {
        return Err(format!("larger than {} MiB: no article is", LARGEST >> 20));
    }
    Ok(bytes)
}

/// Bytes of all files together; 0 where the length of any is not known.
pub fn size(inputs: &[Input]) -> u64 {
    let of = |input: &Input| match input {
        Input::Article(path)
        | Input::Lines(path)
        | Input::Archive(path)
        | Input::Feed(path)
        | Input::Sheet(path) => std::fs::metadata(path).map_or(0, |m| m.len()),
        Input::Standard | Input::Bad(..) => 0,
    };
    inputs.iter().map(of).sum()
}

/// The articles of the inputs, one after the other. `bytes` counts what is read of their files.
pub fn jobs<'a>(
    inputs: Vec<Input>,
    fields: &'a Fields,
    charset: Option<&'a str>,
    bytes: &'a AtomicU64,
) -> Box<dyn Iterator<Item = Job> + 'a> {
    Box::new(inputs.into_iter().flat_map(move |input| of_input(input, fields, charset, bytes)))
}

fn one(name: String, document: Result<Load, String>) -> Box<dyn Iterator<Item = Job>> {
    Box::new(std::iter::once(Job { name, document }))
}

fn of_input<'a>(
    input: Input,
    fields: &'a Fields,
    charset: Option<&'a str>,
    bytes: &'a AtomicU64,
) -> Box<dyn Iterator<Item = Job> + 'a> {
    let charset = charset.map(str::to_owned);
    match input {
        Input::Bad(name, why) => one(name, Err(why)),
        Input::Article(path) => {
            bytes.fetch_add(std::fs::metadata(&path).map_or(0, |m| m.len()), Ordering::Relaxed);
            let name = path.display().to_string();
            // What ends like no article may be anything.
            let known = end_of(&path).is_some_and(|end| ARTICLES.contains(&end.as_str()));
            match (!known).then(|| whole(&path)).transpose() {
                Ok(Some(bytes)) if feed::is_feed(&bytes) => of_feed(&name, Ok(bytes)),
                _ => one(name, Ok(Load::File(path, charset))),
            }
        }
        Input::Lines(path) => {
            let name = path.display().to_string();
            match open(&path, bytes) {
                Ok(file) => json::lines(name, file, fields, charset),
                Err(e) => one(name, Err(format!("cannot be read: {e}"))),
            }
        }
        Input::Archive(path) => {
            let name = path.display().to_string();
            warc::pages(name.clone(), &path, bytes)
                .unwrap_or_else(|e| one(name, Err(format!("cannot be read: {e}"))))
        }
        Input::Feed(path) => {
            let name = path.display().to_string();
            of_feed(&name, whole(&path))
        }
        Input::Sheet(path) => {
            let name = path.display().to_string();
            match open(&path, bytes) {
                Ok(file) => sheet::rows(name, file, fields, charset),
                Err(e) => one(name, Err(format!("cannot be read: {e}"))),
            }
        }
        Input::Standard => {
            let mut first = BufReader::new(std::io::stdin());
            let looks_like_json =
                first.fill_buf().is_ok_and(|head| json::unmarked(head).trim_ascii_start().starts_with(b"{"));
            if looks_like_json {
                return json::lines("standard input".to_owned(), first, fields, charset);
            }
            let mut bytes = Vec::new();
            match first.read_to_end(&mut bytes) {
                Ok(_) if feed::is_feed(&bytes) => of_feed("standard input", Ok(bytes)),
                Ok(_) => one("standard input".to_owned(), Ok(Load::Bytes(bytes, charset))),
                Err(e) => one("standard input".to_owned(), Err(format!("cannot be read: {e}"))),
            }
        }
    }
}

/// The entries of a feed.
fn of_feed(name: &str, read: Result<Vec<u8>, String>) -> Box<dyn Iterator<Item = Job>> {
    match read.and_then(|bytes| feed::entries(name, &bytes, None, None)) {
        Ok(jobs) => Box::new(jobs.into_iter()),
        Err(why) => one(name.to_owned(), Err(why)),
    }
}

/// A file, unzipped as it is read when it is gzipped.
fn open<'a>(path: &Path, bytes: &'a AtomicU64) -> std::io::Result<Box<dyn BufRead + 'a>> {
    let mut file = BufReader::new(Counted { file: File::open(path)?, bytes });
    let zipped = file.fill_buf()?.starts_with(&[0x1f, 0x8b]);
    Ok(if zipped { Box::new(BufReader::new(MultiGzDecoder::new(file))) } else { Box::new(file) })
}

/// A file that counts what is read of it.
struct Counted<'a> {
    file: File,
    bytes: &'a AtomicU64,
}

impl Read for Counted<'_> {
    fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
        let read = self.file.read(into)?;
        self.bytes.fetch_add(read as u64, Ordering::Relaxed);
        Ok(read)
    }
}
