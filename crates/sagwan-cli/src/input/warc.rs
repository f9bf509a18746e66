//! WARC files (ISO 28500), plain or gzipped record by record: the pages that a crawl kept.
//!
//! Takes a stream, gives one job for each page of text, and at the end a word on what was passed over. A record is read
//! within a bound and passed over otherwise, so that no archive is held in memory; a file cut short gives what it holds and
//! says so. Archives differ in what they undid of HTTP: a body is taken as chunked or compressed only where it is.

use std::collections::BTreeMap;
use std::io::{self, BufRead, Read};
use std::path::Path;
use std::sync::atomic::AtomicU64;

use brotli_decompressor::Decompressor;
use flate2::bufread::{DeflateDecoder, MultiGzDecoder, ZlibDecoder};

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
    let mut passed = Passed::default();
    let mut ended = false;
    let mut told = false;
    Ok(Box::new(std::iter::from_fn(move || {
        while !ended {
            match next_record(&mut from) {
                Ok(Next::Page(page)) => {
                    let name = format!("{name}: {}", page.url.as_deref().unwrap_or("page without address"));
                    return Some(Job { name, document: Ok(Load::Page(page)) });
                }
                Ok(Next::Unreadable(address, why)) => {
                    let name = format!("{name}: {}", address.as_deref().unwrap_or("page without address"));
                    return Some(Job { name, document: Err(why) });
                }
                Ok(Next::Other(what)) => passed.count(what),
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
        let remark = (!std::mem::replace(&mut told, true)).then(|| passed.told()).flatten()?;
        Some(Job { name: name.clone(), document: Ok(Load::Remark(remark)) })
    })))
}

/// Records that hold an answer but no page, by what they are.
#[derive(Default)]
struct Passed(BTreeMap<String, usize>);

impl Passed {
    fn count(&mut self, what: Option<String>) {
        if let Some(what) = what {
            *self.0.entry(what).or_default() += 1;
        }
    }

    fn told(&self) -> Option<String> {
        let parts: Vec<String> = self.0.iter().map(|(what, count)| format!("{count} {what}")).collect();
        (!parts.is_empty()).then(|| format!("passed over: {}", parts.join(", ")))
    }
}

enum Next {
    Page(Box<Page>),
    /// A page that cannot be read: its address, and why.
    Unreadable(Option<String>, String),
    /// A record that is no page; what it is, where somebody may have expected one.
    Other(Option<String>),
    End,
}

fn next_record(from: &mut impl BufRead) -> io::Result<Next> {
    let Some(head) = Head::read(from)? else { return Ok(Next::End) };
    let length: u64 = head
        .get("content-length")
        .and_then(|n| n.parse().ok())
        .ok_or_else(|| io::Error::new(io::ErrorKind::InvalidData, "a record without a length"))?;
    let kind = head.get("warc-type").unwrap_or("").to_ascii_lowercase();
    let holds_page = matches!(kind.as_str(), "response" | "resource" | "conversion");
    let wanted = holds_page && length <= LARGEST_PAGE;
    let mut body = Vec::new();
    let read = if wanted {
        from.take(length).read_to_end(&mut body)? as u64
    } else {
        io::copy(&mut from.take(length), &mut io::sink())?
    };
    if read < length {
        return Err(io::ErrorKind::UnexpectedEof.into());
    }
    Ok(match (holds_page, wanted) {
        (true, true) => page(&head, body, kind == "response"),
        (true, false) => Next::Unreadable(head.address(), too_large()),
        // The page that a revisit found unchanged stands in the record it refers to.
        (false, _) => Next::Other((kind == "revisit").then(|| "pages found unchanged (revisit)".to_owned())),
    })
}

fn too_large() -> String {
    format!("larger than {} MiB: passed over", LARGEST_PAGE >> 20)
}

fn page(head: &Head, body: Vec<u8>, response: bool) -> Next {
    let address = head.address();
    let mut remarks = Vec::new();
    if let Some(why) = head.get("warc-truncated") {
        remarks.push(format!("the archive kept only part of the page ({why})"));
    }
    let (kind, body) = if response {
        let mut from = body.as_slice();
        let http = match Head::read(&mut from) {
            Ok(Some(http)) => http,
            _ => return Next::Unreadable(address, "holds no answer of a server".to_owned()),
        };
        let status = http.first.split_whitespace().nth(1).unwrap_or("none");
        if status != "200" {
            return Next::Other(Some(format!("of status {status}")));
        }
        let kind = http.get("content-type").unwrap_or("text/html").to_owned();
        if !is_text(&kind) {
            return Next::Other(Some(format!("of type {}", type_of(&kind))));
        }
        let body = match http.lists("transfer-encoding", "chunked").then(|| dechunked(from)).flatten() {
            Some((whole, body)) => {
                if !whole {
                    remarks.push("the page ends within a chunk: what comes after is missing".to_owned());
                }
                body
            }
            None => from.to_vec(),
        };
        match unpacked(body, http.get("content-encoding").unwrap_or("")) {
            Ok((whole, body)) => {
                if !whole {
                    remarks.push("the packed page is cut short: what comes after is missing".to_owned());
                }
                (kind, body)
            }
            Err(why) => return Next::Unreadable(address, why),
        }
    } else {
        let kind = head.get("content-type").unwrap_or("").to_owned();
        if !is_text(&kind) {
            return Next::Other(Some(format!("of type {}", type_of(&kind))));
        }
        (kind, body)
    };
    Next::Page(Box::new(Page {
        url: address,
        retrieved: head.get("warc-date").map(str::to_owned),
        charset: charset_of(&kind),
        body,
        remarks,
        announced: None,
    }))
}

/// A content type without its parameters.
fn type_of(kind: &str) -> String {
    let name = kind.split(';').next().unwrap_or("").trim().to_ascii_lowercase();
    if name.is_empty() { "unknown".to_owned() } else { name }
}

fn is_text(kind: &str) -> bool {
    matches!(type_of(kind).as_str(), "text/html" | "application/xhtml+xml" | "text/plain")
}

/// The charset a content type declares.
pub fn charset_of(content_type: &str) -> Option<String> {
    const NAME: &str = "charset=";
    let at = content_type.to_ascii_lowercase().find(NAME)?;
    let charset = content_type.get(at + NAME.len()..)?;
    let charset = charset.split([';', ' ', ',']).next()?.trim_matches(['"', '\'']);
    (!charset.is_empty()).then(|| charset.to_owned())
}

/// Whether a chunked body is whole, and its bytes; what ends within a chunk gives what there is of it. `None` for a body
/// that was stored without its chunks despite its head.
fn dechunked(body: &[u8]) -> Option<(bool, Vec<u8>)> {
    let mut out = Vec::with_capacity(body.len());
    let mut rest = body;
    loop {
        let Some(end) = rest.windows(2).position(|w| w == b"\r\n") else {
            return (!out.is_empty()).then_some((false, out));
        };
        let (size, after) = rest.split_at(end);
        let size = std::str::from_utf8(size).ok().and_then(|s| s.split(';').next()).map(str::trim);
        let Some(size) = size.and_then(|s| usize::from_str_radix(s, 16).ok()) else {
            return (!out.is_empty()).then_some((false, out));
        };
        let data = after.get(2..).unwrap_or_default();
        if size == 0 {
            return Some((true, out));
        }
        let Some(chunk) = data.get(..size) else {
            out.extend_from_slice(data);
            return Some((false, out));
        };
        out.extend_from_slice(chunk);
        rest = data.get(size + 2..).unwrap_or_default();
    }
}

/// Whether the body is whole, and its bytes without their content encoding; a body that was stored unpacked despite its head
/// stays as it is.
fn unpacked(body: Vec<u8>, encoding: &str) -> Result<(bool, Vec<u8>), String> {
    let encoding = encoding.trim().to_ascii_lowercase();
    // Deflate and brotli have no mark to be known by, and take some texts for packed ones.
    let is_plain = std::str::from_utf8(&body).is_ok() || body.trim_ascii_start().starts_with(b"<");
    match encoding.as_str() {
        "gzip" | "x-gzip" if body.starts_with(&[0x1f, 0x8b]) => read_bounded(MultiGzDecoder::new(&body[..])),
        "deflate" | "br" if is_plain => Ok((true, body)),
        "deflate" => {
            let whole = |read: Result<(bool, Vec<u8>), String>| read.ok().filter(|(whole, _)| *whole);
            let zlib = whole(read_bounded(ZlibDecoder::new(&body[..])));
            Ok(zlib.or_else(|| whole(read_bounded(DeflateDecoder::new(&body[..])))).unwrap_or((true, body)))
        }
        "br" => read_bounded(Decompressor::new(&body[..], 4096)),
        "zstd" if body.starts_with(&[0x28, 0xb5, 0x2f, 0xfd]) => {
            Err("packed with zstd, which is not read".to_owned())
        }
        _ => Ok((true, body)),
    }
}

/// What a decoder gives up to its end (or to where it breaks off, then not whole), within the bound of a page.
fn read_bounded(from: impl Read) -> Result<(bool, Vec<u8>), String> {
    let mut out = Vec::new();
    let whole = from.take(LARGEST_PAGE + 1).read_to_end(&mut out).is_ok();
    if out.len() as u64 > LARGEST_PAGE {
        return Err(too_large());
    }
    Ok((whole, out))
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

    /// Whether a field lists a word, in whatever case.
    fn lists(&self, name: &str, word: &str) -> bool {
        self.get(name).is_some_and(|list| list.split(',').any(|one| one.trim().eq_ignore_ascii_case(word)))
    }

    /// The address that a record is about.
    fn address(&self) -> Option<String> {
        self.get("warc-target-uri").map(|u| u.trim_matches(['<', '>']).to_owned())
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
                Load::Remark(remark) => remark,
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
        let expected = [
            ("a.warc: http://a/1".to_owned(), Ok("<p>하나</p>".to_owned())),
            ("a.warc".to_owned(), Ok("passed over: 1 of status 404, 1 of type unknown".to_owned())),
        ];
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
        for (body, expected) in [
            (b"3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n".as_slice(), Some((true, "abcde"))),
            (b"3;name=value\r\nabc\r\n0\r\n\r\n", Some((true, "abc"))),
            (b"0003\r\nabc\r\n 0\r\n\r\n", Some((true, "abc"))),
            (b"3\r\nabc\r\n5\r\nde", Some((false, "abcde"))),
            (b"3\r\nabc\r\n", Some((false, "abc"))),
            (b"plain text", None),
            (b"plain\r\ntext", None),
            (b"", None),
        ] {
            let expected = expected.map(|(whole, text)| (whole, text.as_bytes().to_vec()));
            assert_eq!(dechunked(body), expected, "{}", String::from_utf8_lossy(body));
        }
    }

    fn packed(head: &str, body: &[u8]) -> Vec<u8> {
        let http = format!("HTTP/1.1 200 OK\r\n{head}\r\n\r\n");
        let length = http.len() + body.len();
        let head = format!(
            "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://a/1\r\nContent-Length: {length}\r\n\r\n{http}"
        );
        [head.as_bytes(), body, b"\r\n\r\n"].concat()
    }

    fn gzipped(text: &[u8]) -> Vec<u8> {
        let mut zipped = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        zipped.write_all(text).unwrap_or_else(|e| panic!("{e}"));
        zipped.finish().unwrap_or_else(|e| panic!("{e}"))
    }

    #[test]
    fn what_http_did_is_undone_where_the_archive_did_not() {
        let text = "두 장관은 20일 서울에서 만나 원전 협력 방안을 논의했다.".repeat(4);
        let zipped = gzipped(text.as_bytes());
        let mut zlib = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::fast());
        zlib.write_all(text.as_bytes()).unwrap_or_else(|e| panic!("{e}"));
        let zlib = zlib.finish().unwrap_or_else(|e| panic!("{e}"));
        let mut raw = flate2::write::DeflateEncoder::new(Vec::new(), flate2::Compression::fast());
        raw.write_all(text.as_bytes()).unwrap_or_else(|e| panic!("{e}"));
        let raw = raw.finish().unwrap_or_else(|e| panic!("{e}"));
        let chunked = [format!("{:x}\r\n", zipped.len()).as_bytes(), &zipped, b"\r\n0\r\n\r\n"].concat();
        for (head, body) in [
            ("Content-Encoding: gzip", zipped.as_slice()),
            ("Content-Encoding: GZIP", &zipped),
            ("content-encoding: x-gzip", &zipped),
            ("Content-Encoding: gzip", text.as_bytes()),
            ("Content-Encoding: deflate", &zlib),
            ("Content-Encoding: deflate", &raw),
            ("Content-Encoding: deflate", text.as_bytes()),
            ("Content-Encoding: br", text.as_bytes()),
            ("Content-Encoding: identity", text.as_bytes()),
            ("Transfer-Encoding: Chunked\r\nContent-Encoding: gzip", &chunked),
            ("Transfer-Encoding: gzip, CHUNKED\r\nContent-Encoding: gzip", &chunked),
            ("Transfer-Encoding: chunked", text.as_bytes()),
            ("CONTENT-TYPE: Text/HTML; Charset=EUC-KR", text.as_bytes()),
        ] {
            let found = read(&packed(head, body));
            assert_eq!(found, [("a.warc: http://a/1".to_owned(), Ok(text.clone()))], "{head}");
        }
    }

    #[test]
    fn nothing_is_dropped_without_a_word() {
        let bomb = packed("Content-Encoding: gzip", &gzipped(&vec![b'a'; (LARGEST_PAGE as usize) + 9]));
        let large = packed("Content-Type: text/html", &vec![b'a'; LARGEST_PAGE as usize]);
        let zstd = packed("Content-Encoding: zstd", &[0x28, 0xb5, 0x2f, 0xfd, 0, 0]);
        let no_answer = record("response", "http://a/1", "not an answer");
        for (bytes, why) in [
            (bomb, "larger than 16 MiB"),
            (large, "larger than 16 MiB"),
            (zstd, "packed with zstd"),
            (no_answer.into_bytes(), "holds no answer"),
        ] {
            let found = read(&bytes);
            assert_eq!(found.len(), 1, "{why}: {found:?}");
            assert!(found.iter().any(|(_, r)| r.as_ref().is_err_and(|e| e.contains(why))), "{found:?}");
        }
        let archive = record("revisit", "http://a/1", &http("200 OK", ""))
            + &record("response", "http://a/2", &http("301 Moved", ""))
            + &record("metadata", "http://a/2", "about");
        let told = "passed over: 1 of status 301, 1 pages found unchanged (revisit)";
        assert_eq!(read(archive.as_bytes()), [("a.warc".to_owned(), Ok(told.to_owned()))]);
        let text =
            "WARC/1.0\r\nWARC-Type: conversion\r\nContent-Type: text/plain\r\nContent-Length: 3\r\n\r\nabc";
        assert_eq!(
            read(text.as_bytes()),
            [("a.warc: page without address".to_owned(), Ok("abc".to_owned()))]
        );
    }
}
