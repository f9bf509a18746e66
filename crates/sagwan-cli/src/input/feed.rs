//! RSS, Atom and JSON feeds: the articles they bring, and links to those they only announce.
//!
//! Feeds are read as they are, not as they should be: the charset is found out, bare ampersands and entities of HTML are
//! mended, and dates are read as Korean feeds print them.

use std::sync::{Arc, Mutex, PoisonError};

use chrono::DateTime;
use feed_rs::model::{Entry, Feed};
use sagwan::Published;
use sagwan::article::{Document, decode, plain_title};
use sagwan::record::Note;
use url::Url;

use super::{Announced, Job, Load, Loaded};

/// Letters of text from which on an entry is the article and not an announcement of it.
const WHOLE: usize = 400;
/// Bytes in which the first tag of a feed stands.
const HEAD: usize = 4096;

/// Whether bytes look like a feed rather than a page.
pub fn is_feed(bytes: &[u8]) -> bool {
    let head = String::from_utf8_lossy(bytes.get(..bytes.len().min(HEAD)).unwrap_or_default()).to_lowercase();
    // A page may speak of feeds: its own tag comes first.
    let page = head.find("<html").unwrap_or(usize::MAX);
    ["<rss", "<feed", "<rdf:rdf"].iter().any(|tag| head.find(tag).is_some_and(|at| at < page))
}

/// One job for each entry. `address` is where the feed was fetched from, `charset` what its server declared.
///
/// # Errors
/// When the bytes are no feed.
pub fn entries(
    name: &str,
    bytes: &[u8],
    address: Option<&str>,
    charset: Option<&str>,
) -> Result<Vec<Job>, String> {
    let decoded = decode(bytes, charset).or_else(|_| decode(bytes, None)).map_err(|e| e.to_string())?;
    let dates = Dates::default();
    let own = dates.clone();
    let parser = feed_rs::parser::Builder::new()
        .base_uri(address)
        .timestamp_parser(move |printed| own.keep(printed))
        .build();
    let feed =
        parser.parse(mended(&decoded.text).as_bytes()).map_err(|e| format!("no RSS or Atom feed: {e}"))?;
    let publisher = feed.title.as_ref().map(|title| plain_title(&title.content)).filter(|t| !t.is_empty());
    let base = address.map(str::to_owned).or_else(|| own_address(&feed));
    let base = base.and_then(|base| Url::parse(&base).ok());
    let jobs = feed.entries.into_iter().enumerate().map(|(n, entry)| {
        let link = link(&entry, base.as_ref());
        let shown = match &link {
            Ok(link) => format!("{name}: {link}"),
            Err(_) => format!("{name}: entry {}", n + 1),
        };
        let title = entry.title.as_ref().map(|title| plain_title(&title.content));
        let announced = Announced {
            title: title.filter(|title| title.chars().any(char::is_alphanumeric)),
            published: dates.of(&entry),
            publisher: publisher.clone(),
        };
        let document = match (body(&entry), link) {
            (Some((document, true)), link) => Ok(ready(document, link.ok(), announced, &decoded.notes)),
            (_, Ok(link)) => Ok(Load::Link(link, Some(Box::new(announced)))),
            (Some((document, false)), Err(_)) => Ok(ready(document, None, announced, &decoded.notes)),
            (None, Err(why)) => Err(format!("the entry has no text, and {why}")),
        };
        Job { name: shown, document }
    });
    Ok(jobs.collect())
}

fn ready(mut document: Document, link: Option<String>, announced: Announced, notes: &[Note]) -> Load {
    let first = document.source.text().lines().next().unwrap_or("").trim().to_owned();
    let metadata = &mut document.metadata;
    metadata.title = announced.title.or_else(|| metadata.title.take());
    document.headline_first = metadata.title.as_deref() == Some(first.as_str());
    metadata.url = link.or_else(|| metadata.url.take());
    metadata.publisher = metadata.publisher.take().or(announced.publisher);
    metadata.published = metadata.published.or(announced.published);
    document.notes.extend_from_slice(notes);
    Load::Ready(Box::new(Loaded { document, retrieved: None }))
}

/// The text that an entry brings, and whether it is the whole article.
fn body(entry: &Entry) -> Option<(Document, bool)> {
    let content = entry.content.as_ref().and_then(|content| content.body.as_deref());
    let summary = entry.summary.as_ref().map(|summary| summary.content.as_str());
    let bodies = [content, summary].into_iter().flatten().map(|body| {
        // Text without tags keeps its lines.
        let markup = if body.contains('<') { body.to_owned() } else { body.replace('\n', "<br>") };
        Document::from_html(&format!("<html><body><article>{markup}</article></body></html>"))
    });
    let letters = |document: &Document| document.source.text().chars().count();
    let longest = bodies.max_by_key(letters).filter(|document| letters(document) > 0)?;
    let text = longest.source.text().trim_end_matches([']', ')', ' ', '\n']);
    let whole = letters(&longest) >= WHOLE && !text.ends_with("...") && !text.ends_with('…');
    Some((longest, whole))
}

/// The address of an entry's page.
fn link(entry: &Entry, base: Option<&Url>) -> Result<String, String> {
    let page = |link: &&feed_rs::model::Link| link.rel.as_deref().is_none_or(|rel| rel == "alternate");
    let links = entry.links.iter().find(page).or_else(|| entry.links.first()).map(|link| link.href.as_str());
    // An id that is an address leads to the page (a permanent link).
    let printed = links.or_else(|| Some(entry.id.as_str()).filter(|id| id.starts_with("http")));
    let printed = printed.map(str::trim).filter(|link| !link.is_empty()).ok_or("no link")?;
    let found = match base {
        Some(base) => base.join(printed),
        None => Url::parse(printed),
    };
    match found {
        Ok(url) if matches!(url.scheme(), "http" | "https") => Ok(url.into()),
        _ => Err(format!("its link {printed} leads to no page")),
    }
}

/// Where a feed that is a file says that it comes from.
fn own_address(feed: &Feed) -> Option<String> {
    feed.links.iter().map(|link| &link.href).find(|href| href.starts_with("http")).cloned()
}

/// The dates of a feed as they are printed. The parser passes on instants alone, which lose the day in the outlet's zone: it is
/// given numbers instead, and the date printed under each is kept here.
#[derive(Clone, Default)]
struct Dates(Arc<Mutex<Vec<Published>>>);

impl Dates {
    fn keep(&self, printed: &str) -> Option<DateTime<chrono::Utc>> {
        let published = sagwan::parse_published(printed)?;
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        kept.push(published);
        DateTime::from_timestamp(i64::try_from(kept.len()).ok()? - 1, 0)
    }

    fn of(&self, entry: &Entry) -> Option<Published> {
        let number = entry.published.or(entry.updated)?.timestamp();
        let kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        kept.get(usize::try_from(number).ok()?).copied()
    }
}

/// The feed as XML that a parser takes: in UTF-8, without control characters, its ampersands escaped, entities that only HTML
/// knows replaced by their letters. What stands in CDATA stays as it is.
fn mended(text: &str) -> String {
    let text = text.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
    // What follows is in UTF-8 whatever the declaration says.
    let text = match text.strip_prefix("<?xml").and_then(|rest| rest.split_once("?>")) {
        Some((_, rest)) => rest.trim_start(),
        None => text,
    };
    if text.starts_with('{') {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len() + 64);
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("<![CDATA[") {
        push_mended(before, &mut out);
        let (data, behind) = after.split_once("]]>").unwrap_or((after, ""));
        out.push_str("<![CDATA[");
        out.extend(data.chars().filter(|c| is_xml(*c)));
        out.push_str("]]>");
        rest = behind;
    }
    push_mended(rest, &mut out);
    out
}

/// Whether XML may hold the letter.
fn is_xml(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r' | ' '..) && !matches!(c, '\u{FFFE}' | '\u{FFFF}')
}

fn push_mended(text: &str, out: &mut String) {
    /// Letters of the longest name of an entity.
    const LONGEST: usize = 32;
    let mut parts = text.split('&');
    out.extend(parts.next().unwrap_or("").chars().filter(|c| is_xml(*c)));
    for part in parts {
        let named = part.split_once(';').filter(|(name, _)| name.len() <= LONGEST && !name.is_empty());
        let rest = match named {
            Some((name, rest)) if is_entity(name) => {
                out.extend(["&", name, ";"]);
                rest
            }
            // The number of a letter that XML may not hold.
            Some((name, rest)) if name.starts_with('#') => rest,
            Some((name, rest)) if name.chars().all(|c| c.is_ascii_alphanumeric()) => {
                let entity = format!("&{name};");
                let decoded = html_escape::decode_html_entities(&entity);
                if decoded == entity {
                    out.push_str("&amp;");
                    part
                } else {
                    out.push_str(&decoded);
                    rest
                }
            }
            _ => {
                out.push_str("&amp;");
                part
            }
        };
        out.extend(rest.chars().filter(|c| is_xml(*c)));
    }
}

/// Whether XML itself knows the entity.
fn is_entity(name: &str) -> bool {
    match name.strip_prefix('#') {
        Some(number) => match number.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16).ok().and_then(char::from_u32).is_some_and(is_xml),
            None => number.parse().ok().and_then(char::from_u32).is_some_and(is_xml),
        },
        None => matches!(name, "amp" | "lt" | "gt" | "quot" | "apos"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const BODY: &str = "두 장관은 20일 서울에서 만나 원전 협력 방안을 논의했다. ";

    fn rss(items: &str) -> String {
        format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?><rss version=\"2.0\" xmlns:content=\"http://purl.org/rss/1.0/modules/content/\" \
             xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><channel><title>가람통신</title><link>https://news.example/</link>{items}</channel></rss>"
        )
    }

    fn atom(entries: &str) -> String {
        format!(
            "<feed xmlns=\"http://www.w3.org/2005/Atom\"><title>가람통신</title><id>x</id>{entries}</feed>"
        )
    }

    /// What the first entry announces: address and all that is said of it.
    fn first(bytes: &[u8], address: Option<&str>) -> (String, Announced) {
        match entries("a", bytes, address, None).unwrap().swap_remove(0).document {
            Ok(Load::Link(link, announced)) => (link, *announced.unwrap()),
            Ok(Load::Ready(loaded)) => {
                let metadata = loaded.document.metadata;
                let announced = Announced {
                    title: metadata.title,
                    published: metadata.published,
                    publisher: metadata.publisher,
                };
                (metadata.url.unwrap_or_default(), announced)
            }
            Ok(_) => panic!("neither a link nor an article"),
            Err(why) => panic!("{why}"),
        }
    }

    fn title(feed: &str) -> String {
        first(feed.as_bytes(), None).1.title.unwrap_or_default()
    }

    #[test]
    fn titles_are_plain() {
        let item = |title: &str| {
            rss(&format!("<item><title>{title}</title><link>https://news.example/1</link></item>"))
        };
        let entry = |title: &str| {
            atom(&format!(
                "<entry>{title}<link href=\"https://news.example/1\"/><id>e</id><updated>2026-11-20T22:10:00+09:00</updated></entry>"
            ))
        };
        for (feed, plain) in [
            (
                item("<![CDATA[강 장관 &quot;협력&middot;교류&quot;&hellip; 밝혀]]>"),
                "강 장관 \"협력·교류\"… 밝혀",
            ),
            (item("<![CDATA[<b>[속보]</b> 강 장관 방문]]>"), "[속보] 강 장관 방문"),
            (item("&lt;b&gt;[속보]&lt;/b&gt; 방문"), "[속보] 방문"),
            (item("강 장관 &amp;quot;협력&amp;quot;"), "강 장관 \"협력\""),
            (item("R&D 협력 & 교류"), "R&D 협력 & 교류"),
            (item("한&middot;미 협의&hellip;"), "한·미 협의…"),
            (item("협력 &#8216;강조&#8217; &#x1;"), "협력 ‘강조’"),
            (item("협력\u{8}강조"), "협력강조"),
            (entry("<title type=\"html\">&amp;lt;3국 협의&amp;gt; 열려</title>"), "<3국 협의> 열려"),
            (entry("<title type=\"text\">&lt;3국 협의&gt; 열려</title>"), "<3국 협의> 열려"),
            (entry("<title type=\"html\">&lt;b&gt;3국&lt;/b&gt; 협의</title>"), "3국 협의"),
            (
                entry(
                    "<title type=\"xhtml\"><div xmlns=\"http://www.w3.org/1999/xhtml\">한·미 <b>비핵화</b> 협의</div></title>",
                ),
                "한·미 비핵화 협의",
            ),
            (entry("<title><![CDATA[강 장관 & 회담]]></title>"), "강 장관 & 회담"),
        ] {
            assert_eq!(title(&feed), plain, "{feed}");
        }
    }

    #[test]
    fn dates_are_read_as_they_are_printed() {
        for (printed, read) in [
            ("2026-11-20 22:10:00", "2026-11-20T22:10:00"),
            ("2026.11.20 22:10", "2026-11-20T22:10:00"),
            ("2026년 11월 20일 오후 10:10", "2026-11-20T22:10:00"),
            ("20261120", "2026-11-20"),
            ("Fri, 20 Nov 2026 22:10:00 KST", "2026-11-20T22:10:00+09:00"),
            ("Sat, 21 Nov 2026 01:10:00 +0900", "2026-11-21T01:10:00+09:00"),
            ("Fri, 20 Nov 2026 16:10:00 GMT", "2026-11-20T16:10:00+00:00"),
            ("2026-11-20T22:10+09:00", "2026-11-20T22:10:00+09:00"),
        ] {
            for tag in ["pubDate", "dc:date"] {
                let feed = rss(&format!(
                    "<item><title>가</title><link>https://news.example/1</link><{tag}>{printed}</{tag}></item>"
                ));
                let day = first(feed.as_bytes(), None).1.published.map(|p| p.to_string());
                assert_eq!(day.as_deref(), Some(read), "{tag} {printed}");
            }
        }
        let feed =
            rss("<item><title>가</title><link>https://news.example/1</link><pubDate>soon</pubDate></item>");
        assert_eq!(first(feed.as_bytes(), None).1.published, None);
    }

    #[test]
    fn links_lead_from_the_feed() {
        for (link, address, found) in [
            ("https://other.example/1", None, "https://other.example/1"),
            ("/news/1", None, "https://news.example/news/1"),
            ("news/1?a=1&b=2", None, "https://news.example/news/1?a=1&b=2"),
            ("/news/1", Some("https://feeds.example/rss/all.xml"), "https://feeds.example/news/1"),
            ("2", Some("https://feeds.example/rss/all.xml"), "https://feeds.example/rss/2"),
            ("//cdn.example/1", Some("https://feeds.example/rss"), "https://cdn.example/1"),
        ] {
            let feed = rss(&format!("<item><title>가</title><link>{link}</link></item>"));
            assert_eq!(first(feed.as_bytes(), address).0, found, "{link}");
        }
        for link in ["javascript:alert(1)", "file:///etc/passwd", ""] {
            let feed = rss(&format!(
                "<item><title>가</title><guid isPermaLink=\"false\">7</guid><link>{link}</link></item>"
            ));
            let found = entries("a", feed.as_bytes(), None, None).unwrap().swap_remove(0).document;
            assert!(found.is_err(), "{link}");
        }
    }

    #[test]
    fn feeds_of_every_kind_and_charset_are_feeds() {
        let rdf = format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!-- 가람통신 --><rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\" \
             xmlns=\"http://purl.org/rss/1.0/\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><channel rdf:about=\"https://news.example/\">\
             <title>가람통신</title><link>https://news.example/</link></channel><item rdf:about=\"https://news.example/1\"><title>회담</title>\
             <link>https://news.example/1</link><description>{BODY}</description><dc:date>2026-11-20T22:10+09:00</dc:date></item></rdf:RDF>"
        );
        let plain = rss(
            "<item><title>회담</title><link>https://news.example/1</link><pubDate>2026-11-20T22:10+09:00</pubDate></item>",
        );
        let (euc, _, _) = encoding_rs::EUC_KR.encode(&plain);
        let declared = plain.replace("UTF-8", "euc-kr");
        let (truly, _, _) = encoding_rs::EUC_KR.encode(&declared);
        for bytes in [rdf.as_bytes(), plain.as_bytes(), &euc, &truly, format!("\n {plain}").as_bytes()] {
            assert!(is_feed(bytes));
            let (link, announced) = first(bytes, None);
            assert_eq!(link, "https://news.example/1");
            assert_eq!(announced.title.as_deref(), Some("회담"));
            assert_eq!(announced.publisher.as_deref(), Some("가람통신"));
            assert_eq!(
                announced.published.map(|p| p.to_string()).as_deref(),
                Some("2026-11-20T22:10:00+09:00")
            );
        }
        assert!(!is_feed(b"<html><body>about <rss> and <feed></body></html>"));
        assert!(entries("a", b"<html></html>", None, None).is_err());
    }

    #[test]
    fn a_document_s_own_entities_mean_nothing() {
        let lol: String =
            (1..10).map(|n| format!("<!ENTITY l{n} \"{}\">", format!("&l{};", n - 1).repeat(10))).collect();
        let doctype = format!(
            "<!DOCTYPE rss [<!ENTITY l0 \"lol\">{lol}<!ENTITY file SYSTEM \"file:///etc/passwd\">]><rss"
        );
        let item = "<item><title>회담 &l9; &file;</title><link>https://news.example/1</link></item>";
        let feed = rss(item).replace("<rss", &doctype);
        let found = title(&feed);
        assert_eq!(found, "회담 &l9; &file;");
    }

    #[test]
    fn a_whole_text_is_an_article_and_a_beginning_is_not() {
        let long = BODY.repeat(12);
        let item = |tag: &str, body: &str| {
            rss(&format!(
                "<item><title>회담</title><link>https://news.example/1</link><{tag}><![CDATA[{body}]]></{tag}></item>"
            ))
        };
        let is_article = |feed: &str| {
            let found = entries("a", feed.as_bytes(), None, None).unwrap().swap_remove(0);
            matches!(found.document, Ok(Load::Ready(_)))
        };
        assert!(is_article(&item("content:encoded", &format!("<p>{long}</p>"))));
        assert!(is_article(&item("description", &long)));
        assert!(!is_article(&item("description", BODY)));
        assert!(!is_article(&item("content:encoded", &format!("<p>{long}…</p>"))));
        assert!(!is_article(&item("content:encoded", &format!("<p>{long}[...]</p>"))));
        let tags = "<i></i>".repeat(200);
        assert!(!is_article(&item("content:encoded", &format!("<p>{BODY}{tags}</p>"))));
    }
}
