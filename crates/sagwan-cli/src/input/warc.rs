//! WARC files (ISO 28500), plain or gzipped record by record: the pages that a crawl kept.
//!
//! Takes a stream, gives one job for each page of text. A record is read within a bound and passed over otherwise, so
//! that no archive is held in memory; a file cut short gives what it holds and says so.

use std::io::{self, BufRead, Read};
use std::path::Path;
use std::sync::atomic::AtomicU64;

use flate2::bufread::MultiGzDecoder;

use super::{Job, Load, Page};

/// Bytes of the largest page that is read.
const LARGEST_PAGE: u64 = 16 << 20;
/// Bytes of the longest head of a record.
const LONGEST_HEAD: u64 = 1 << 20;

/// The pages of a file.
pub(super) fn pages<'a>(
    name: String,
    path: &Path,
    bytes: &'a AtomicU64,
) -> io::Result<Box<dyn Iterator<Item = Job> + 'a>> {
    let mut from = super::open(path, bytes)?;
    let mut ended = false;
    Ok(Box::new(std::iter::from_fn(move || {
        while !ended {
            match next_page(&mut from) {
                Ok(Next::Page(page)) => {
                    let name = format!("{name}: {}", page.url.as_deref().unwrap_or("page without address"));
                    return Some(Job { name, document: Ok(Load::Page(page)) });
                }
                Ok(Next::Other) => {}
                Ok(Next::End) => ended = true,
                Err(e) => {
                    ended = true;
                    let why = match e.kind() {
                        io::ErrorKind::UnexpectedEof => "cut short: what comes after is missing".to_owned(),
                        _ => format!("cannot be read on: {e}"),
                    };
                    return Some(Job { name: name.clone(), document: Err(why) });
                }
            }
        }
        None
    })))
}

enum Next {
    Page(Box<Page>),
    /// A record that is no page: a request, an image, a page that moved.
    Other,
    End,
}

fn next_page(from: &mut impl BufRead) -> io::Result<Next> {
    let Some(head) = Head::read(from)? else { return Ok(Next::End) };
    let length: u64 = head
        .get("content-length")
        .and_then(|n| n.parse().ok())
        .ok_or_else(|| io::Error::new(io::ErrorKind::InvalidData, "a record without a length"))?;
    let wanted = matches!(head.get("warc-type"), Some("response" | "resource" | "conversion"))
        && length <= LARGEST_PAGE;
    let mut body = Vec::new();
    let read = if wanted {
        from.take(length).read_to_end(&mut body)? as u64
    } else {
        io::copy(&mut from.take(length), &mut io::sink())?
    };
    if read < length {
        return Err(io::ErrorKind::UnexpectedEof.into());
    }
    let response = head.get("warc-type") == Some("response");
    Ok(match wanted.then(|| page(&head, body, response)).flatten() {
        Some(page) => Next::Page(Box::new(page)),
        None => Next::Other,
    })
}

fn page(head: &Head, body: Vec<u8>, response: bool) -> Option<Page> {
    let (kind, body, charset) = if response {
        let mut from = body.as_slice();
        let http = Head::read(&mut from).ok()??;
        if http.first.split_whitespace().nth(1) != Some("200") {
            return None;
        }
        let kind = http.get("content-type").unwrap_or("text/html").to_owned();
        let body = if http.get("transfer-encoding").is_some_and(|t| t.contains("chunked")) {
            dechunked(from)
        } else {
            from.to_vec()
        };
        let body = if http.get("content-encoding").is_some_and(|t| t.contains("gzip")) {
            unzipped(&body)?
        } else {
            body
        };
        let charset = charset_of(&kind);
        (kind, body, charset)
    } else {
        let kind = head.get("content-type").unwrap_or("").to_owned();
        let charset = charset_of(&kind);
        (kind, body, charset)
    };
    let text = ["text/html", "application/xhtml", "text/plain"].iter().any(|t| kind.starts_with(t));
    text.then(|| Page {
        url: head.get("warc-target-uri").map(|u| u.trim_matches(['<', '>']).to_owned()),
        retrieved: head.get("warc-date").map(str::to_owned),
        charset,
        body,
    })
}

/// The charset a content type declares.
pub fn charset_of(content_type: &str) -> Option<String> {
    let (_, charset) = content_type.split_once("charset=")?;
    let charset = charset.split([';', ' ']).next()?.trim_matches(['"', '\'']);
    (!charset.is_empty()).then(|| charset.to_owned())
}

/// The bytes of a chunked body; a body that was stored whole despite its head stays as it is.
fn dechunked(body: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(body.len());
    let mut rest = body;
    while let Some(end) = rest.windows(2).position(|w| w == b"\r\n") {
        let (size, after) = rest.split_at(end);
        let size = std::str::from_utf8(size).ok().and_then(|s| s.split(';').next()).map(str::trim);
        let Some(size) = size.and_then(|s| usize::from_str_radix(s, 16).ok()) else { return body.to_vec() };
        let data = after.get(2..).unwrap_or_default();
        if size == 0 {
            return out;
        }
        let Some(chunk) = data.get(..size) else { return body.to_vec() };
        out.extend_from_slice(chunk);
        rest = data.get(size + 2..).unwrap_or_default();
    }
    if out.is_empty() { body.to_vec() } else { out }
}

fn unzipped(body: &[u8]) -> Option<Vec<u8>> {
    let mut out = Vec::new();
    MultiGzDecoder::new(body).take(LARGEST_PAGE).read_to_end(&mut out).ok()?;
    Some(out)
}

/// A first line and fields, as HTTP and WARC have them.
struct Head {
    first: String,
    fields: Vec<(String, String)>,
}

impl Head {
    /// Reads up to the empty line; empty lines before the first are what ends the record before. `None` at the end.
    fn read(from: &mut impl BufRead) -> io::Result<Option<Self>> {
        let mut bounded = from.take(LONGEST_HEAD);
        let mut head = Head { first: String::new(), fields: Vec::new() };
        loop {
            let mut line = Vec::new();
            if bounded.read_until(b'\n', &mut line)? == 0 {
                return if head.first.is_empty() {
                    Ok(None)
                } else {
                    Err(io::ErrorKind::UnexpectedEof.into())
                };
            }
            let line = String::from_utf8_lossy(&line);
            let line = line.trim_end();
            if line.is_empty() && !head.first.is_empty() {
                return Ok(Some(head));
            }
            if head.first.is_empty() {
                if !line.is_empty() && !line.starts_with("WARC/") && !line.starts_with("HTTP/") {
                    return Err(io::Error::new(io::ErrorKind::InvalidData, "no WARC record begins here"));
                }
                line.clone_into(&mut head.first);
            } else if let Some((name, value)) = line.split_once(':') {
                head.fields.push((name.trim().to_ascii_lowercase(), value.trim().to_owned()));
            }
        }
    }

    fn get(&self, name: &str) -> Option<&str> {
        self.fields.iter().find(|(n, _)| n == name).map(|(_, value)| value.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;

    fn record(kind: &str, url: &str, body: &str) -> String {
        format!(
            "WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2026-11-20T00:00:00Z\r\n\
             Content-Length: {}\r\n\r\n{body}\r\n\r\n",
            body.len()
        )
    }

    fn http(status: &str, body: &str) -> String {
        format!("HTTP/1.1 {status}\r\nContent-Type: text/html; charset=utf-8\r\n\r\n{body}")
    }

    fn read(bytes: &[u8]) -> Vec<(String, Result<String, String>)> {
        let file = tempfile::NamedTempFile::new().unwrap_or_else(|e| panic!("{e}"));
        std::fs::write(file.path(), bytes).unwrap_or_else(|e| panic!("{e}"));
        let bytes = AtomicU64::new(0);
        let jobs = pages("a.warc".to_owned(), file.path(), &bytes).unwrap_or_else(|e| panic!("{e}"));
        jobs.map(|job| {
            let body = job.document.map(|load| match load {
                Load::Page(page) => String::from_utf8_lossy(&page.body).into_owned(),
                _ => String::new(),
            });
            (job.name, body)
        })
        .collect()
    }

    #[test]
    fn pages_are_found_among_records() {
        let archive = record("warcinfo", "", "about")
            + &record("request", "http://a/1", "GET / HTTP/1.1\r\n\r\n")
            + &record("response", "http://a/1", &http("200 OK", "<p>하나</p>"))
            + &record("response", "http://a/2", &http("404 Not Found", "none"))
            + &record("resource", "http://a/3", "binary");
        let expected = [("a.warc: http://a/1".to_owned(), Ok("<p>하나</p>".to_owned()))];
        assert_eq!(read(archive.as_bytes()), expected);
        let mut zipped = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        zipped.write_all(archive.as_bytes()).unwrap_or_else(|e| panic!("{e}"));
        assert_eq!(read(&zipped.finish().unwrap_or_else(|e| panic!("{e}"))), expected);
    }

    #[test]
    fn a_file_cut_short_gives_what_it_holds() {
        let archive = record("response", "http://a/1", &http("200 OK", "하나"))
            + &record("response", "http://a/2", &http("200 OK", "둘"));
        let bytes = archive.as_bytes();
        let found = read(bytes.get(..bytes.len() - 9).unwrap_or_default());
        assert_eq!(found.len(), 2);
        assert!(found.last().is_some_and(|(_, r)| r.as_ref().is_err_and(|why| why.contains("cut short"))));
        assert!(read(b"no archive at all").first().is_some_and(|(_, r)| r.is_err()));
    }

    #[test]
    fn chunks_are_put_together() {
        assert_eq!(dechunked(b"3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n"), b"abcde");
        assert_eq!(dechunked(b"plain text"), b"plain text");
    }
}
