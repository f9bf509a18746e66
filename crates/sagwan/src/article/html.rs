//! The article in a web page.
//!
//! Takes markup, gives the text of the article (headline on the first line, one paragraph a line) and what
//! the page says of it. Rules for how Korean news pages mark up an article come first, then the page's own
//! JSON-LD, then a general density heuristic, whose results are marked doubtful: on short wire items it
//! takes neighbouring headlines for text. Depth, size and number of elements are capped.

use scraper::{ElementRef, Html, Node, Selector};
use serde_json::Value;

use super::Metadata;
use crate::clean;
use crate::record::Extraction;
use sagwan_ko::times::published;

/// Markup longer than this is cut off.
const MAX_BYTES: usize = 8 << 20;
/// Elements nested deeper than this are flattened before the page is parsed: the parser's time grows with
/// the square of the depth.
const MAX_DEPTH: usize = 256;
/// Pages with more tags than this are not handed to the density heuristic.
const MAX_ELEMENTS: usize = 20_000;
/// A body shorter than this is taken for a teaser and the next way is tried.
const MIN_BODY: usize = 40;

/// Where Korean news pages keep the article, most specific first.
const BODY: &[&str] = &[
    "[itemprop=articleBody]",
    "#dic_area",
    "#articleBodyContents",
    "#article-view-content-div",
    "#articleBody",
    "#article_body",
    "#articletxt",
    "#newsEndContents",
    "#harmonyContainer",
    ".story-news.article",
    ".article_view",
    ".article-body",
    ".article_body",
    ".article-text",
    ".news_body",
    ".news_cnt_detail_wrap",
    "#news_body_area",
    "#CmAdContent",
    ".viewer",
    "#content-body .wsw",
    "div.wsw",
    "article .content",
    "article",
];

/// Parts inside the body that are not the article.
const SKIP: &[&str] = &[
    "script", "style", "noscript", "iframe", "svg", "form", "button", "nav", "aside", "footer", "template",
    "select", "textarea", "video", "audio", "object",
];

/// Words in class or id that mark a part as something else than the article's text.
const SKIP_NAMES: &[&str] = &[
    "related",
    "relate",
    "ranking",
    "recommend",
    "popular",
    "advert",
    "ad-",
    "ad_",
    "banner",
    "share",
    "sns",
    "copyright",
    "comment",
    "reply",
    "subscribe",
    "newsletter",
    "promotion",
    "taboola",
    "dable",
    "paging",
    "breadcrumb",
    "hashtag",
];

/// What was taken from a page.
#[derive(Debug, Clone)]
pub(super) struct Page {
    /// Headline, then one paragraph a line.
    pub(super) text: String,
    pub(super) metadata: Metadata,
    pub(super) extraction: Extraction,
    /// Why the extraction may be wrong.
    pub(super) doubt: Option<&'static str>,
}

/// Whether the text looks like markup.
pub(super) fn is_html(text: &str) -> bool {
    let text = text.trim_start();
    if !text.starts_with('<') {
        return false;
    }
    let head: String = text.chars().take(2048).collect::<String>().to_ascii_lowercase();
    ["<!doctype html", "<html", "<head", "<body", "<article"].iter().any(|tag| head.starts_with(tag))
        || ["<html", "<body", "<div", "<meta "].iter().any(|tag| head.contains(tag))
}

/// Takes the article out of a page. Any text gives a page; one without an article gives empty text.
pub(super) fn extract(markup: &str) -> Page {
    let mut doubt = None;
    let markup = match markup.get(..floor_char(markup, MAX_BYTES)) {
        Some(head) if head.len() < markup.len() => {
            doubt = Some("the page was cut off at 8 MiB");
            head
        }
        _ => markup,
    };
    let flattened;
    let markup = if depth(markup) > MAX_DEPTH {
        doubt = Some("the page is nested too deeply and was flattened");
        flattened = flatten(markup);
        &flattened
    } else {
        markup
    };
    let document = Html::parse_document(markup);
    let linked = linked_data(&document);
    let metadata = metadata(&document, linked.as_ref());

    let mut found = BODY.iter().find_map(|rule| {
        let body = select(&document, rule).into_iter().map(paragraphs).max_by_key(String::len)?;
        (body.chars().filter(|c| !c.is_whitespace()).count() >= MIN_BODY)
            .then_some((body, Extraction::Selector))
    });
    if found.is_none() {
        let body = linked.as_ref().and_then(|data| data.get("articleBody")).and_then(Value::as_str);
        found = body.filter(|b| b.chars().count() >= MIN_BODY).map(|b| (plain(b), Extraction::JsonLd));
    }
    if found.is_none() && markup.matches('<').count() <= MAX_ELEMENTS {
        found = dense(markup).map(|body| (body, Extraction::Density));
        if found.is_some() {
            doubt = Some("no rule knows this page: the text is what looked most like an article");
        }
    }
    if found.is_none() {
        // Nothing passed for an article: the shortest body that a rule found is better than none.
        found = BODY.iter().find_map(|rule| {
            let body = select(&document, rule).into_iter().map(paragraphs).max_by_key(String::len)?;
            (!body.trim().is_empty()).then_some((body, Extraction::Selector))
        });
        doubt = doubt.or(Some("the page holds hardly any text"));
    }
    let (body, extraction) = found.unwrap_or((String::new(), Extraction::Density));
    let mut text = String::new();
    if let Some(title) = &metadata.title
        && body.lines().next().is_none_or(|first| first.trim() != title)
    {
        text.push_str(title);
        text.push('\n');
    }
    text.push_str(&body);
    Page { text, metadata, extraction, doubt }
}

fn floor_char(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// The tags of the markup: (opens, name).
fn tags(markup: &str) -> impl Iterator<Item = (bool, &str)> {
    markup.split('<').skip(1).filter_map(|tag| {
        let (opens, tag) = match tag.strip_prefix('/') {
            Some(rest) => (false, rest),
            None => (true, tag),
        };
        let name = tag.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or("");
        (!name.is_empty()).then_some((opens, name))
    })
}

fn is_block(name: &str) -> bool {
    matches!(
        name.to_ascii_lowercase().as_str(),
        "div"
            | "section"
            | "span"
            | "b"
            | "i"
            | "font"
            | "em"
            | "strong"
            | "ul"
            | "ol"
            | "li"
            | "table"
            | "tr"
            | "td"
            | "tbody"
            | "blockquote"
            | "article"
            | "center"
            | "dl"
            | "dd"
            | "a"
            | "u"
            | "s"
            | "p"
            | "details"
            | "nav"
            | "main"
    )
}

fn depth(markup: &str) -> usize {
    let mut now = 0usize;
    let mut most = 0;
    for (opens, name) in tags(markup).filter(|(_, name)| is_block(name)) {
        now = if opens { now + 1 } else { now.saturating_sub(1) };
        // An unclosed <p> or <li> ends at the next one.
        if !(opens && matches!(name, "p" | "li" | "P" | "LI")) {
            most = most.max(now);
        }
    }
    most
}

/// The markup with every nesting element replaced by a line break.
fn flatten(markup: &str) -> String {
    let mut out = String::with_capacity(markup.len());
    let mut parts = markup.split('<');
    out.push_str(parts.next().unwrap_or(""));
    for part in parts {
        let name =
            part.trim_start_matches('/').split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or("");
        match part.split_once('>') {
            Some((_, text)) if is_block(name) => {
                out.push_str("<br>");
                out.push_str(text);
            }
            _ => {
                out.push('<');
                out.push_str(part);
            }
        }
    }
    out
}

fn select<'a>(document: &'a Html, rule: &str) -> Vec<ElementRef<'a>> {
    Selector::parse(rule).map(|s| document.select(&s).collect()).unwrap_or_default()
}

fn attribute(document: &Html, rule: &str, name: &str) -> Option<String> {
    let value = select(document, rule).into_iter().find_map(|e| e.value().attr(name))?;
    let value = value.trim();
    (!value.is_empty()).then(|| value.to_owned())
}

fn skipped(element: &scraper::node::Element) -> bool {
    if SKIP.contains(&element.name()) {
        return true;
    }
    let named = |value: &str| {
        let value = value.to_ascii_lowercase();
        value.split_whitespace().any(|class| SKIP_NAMES.iter().any(|name| class.starts_with(name)))
    };
    element.attr("class").is_some_and(named) || element.attr("id").is_some_and(named)
}

/// The text below an element, a line for each paragraph. Iterative: pages nest deeper than a stack.
fn paragraphs(element: ElementRef<'_>) -> String {
    let mut out = String::new();
    let mut next = element.first_child();
    while let Some(mut node) = next {
        let descend = match node.value() {
            Node::Text(text) => {
                push_text(&mut out, text);
                false
            }
            Node::Element(e) if skipped(e) => false,
            Node::Element(e) => {
                if is_line(e.name()) {
                    new_line(&mut out);
                }
                true
            }
            _ => false,
        };
        next = if descend { node.first_child() } else { None };
        while next.is_none() {
            if node.value().as_element().is_some_and(|e| is_line(e.name())) {
                new_line(&mut out);
            }
            next = node.next_sibling();
            if next.is_none() {
                match node.parent() {
                    Some(parent) if parent.id() != element.id() => node = parent,
                    _ => break,
                }
            }
        }
    }
    out.trim().to_owned()
}

fn is_line(name: &str) -> bool {
    matches!(
        name,
        "p" | "div"
            | "br"
            | "li"
            | "tr"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "section"
            | "article"
            | "blockquote"
            | "figure"
            | "figcaption"
            | "table"
            | "ul"
            | "ol"
            | "dd"
            | "dt"
            | "hr"
    )
}

fn new_line(out: &mut String) {
    while out.ends_with(' ') {
        out.pop();
    }
    if !out.is_empty() && !out.ends_with('\n') {
        out.push('\n');
    }
}

fn push_text(out: &mut String, text: &str) {
    for c in text.chars() {
        if c.is_whitespace() {
            if !out.is_empty() && !out.ends_with([' ', '\n']) {
                out.push(' ');
            }
        } else {
            out.push(c);
        }
    }
}

/// Text that may hold markup of its own, as `articleBody` often does.
fn plain(text: &str) -> String {
    if text.contains('<') && text.contains('>') {
        paragraphs(Html::parse_fragment(text).root_element())
    } else {
        text.trim().to_owned()
    }
}

fn dense(markup: &str) -> Option<String> {
    let config = dom_smoothie::Config { max_elements_to_parse: MAX_ELEMENTS, ..Default::default() };
    let article = dom_smoothie::Readability::new(markup, None, Some(config)).ok()?.parse().ok()?;
    let body = paragraphs(Html::parse_fragment(&article.content).root_element());
    (!body.is_empty()).then_some(body)
}

/// The JSON-LD object that describes the article.
fn linked_data(document: &Html) -> Option<Value> {
    fn article(value: Value) -> Option<Value> {
        match value {
            Value::Array(items) => items.into_iter().find_map(article),
            Value::Object(ref map) => {
                let kind = map.get("@type");
                let is = |v: &Value| v.as_str().is_some_and(|t| t.ends_with("Article"));
                if kind.is_some_and(|k| is(k) || k.as_array().is_some_and(|a| a.iter().any(is))) {
                    return Some(value);
                }
                map.get("@graph").cloned().and_then(article)
            }
            _ => None,
        }
    }
    select(document, "script[type='application/ld+json']")
        .into_iter()
        .filter_map(|script| serde_json::from_str(&script.text().collect::<String>()).ok())
        .find_map(article)
}

fn metadata(document: &Html, linked: Option<&Value>) -> Metadata {
    let meta = |name: &str| {
        attribute(document, &format!("meta[property='{name}']"), "content")
            .or_else(|| attribute(document, &format!("meta[name='{name}']"), "content"))
    };
    let data = |key: &str| linked.and_then(|d| d.get(key)).and_then(Value::as_str).map(str::to_owned);
    let named = |key: &str| -> Vec<String> {
        let name =
            |v: &Value| v.as_str().or_else(|| v.get("name").and_then(Value::as_str)).map(str::to_owned);
        match linked.and_then(|d| d.get(key)) {
            Some(Value::Array(items)) => items.iter().filter_map(name).collect(),
            Some(one) => name(one).into_iter().collect(),
            None => Vec::new(),
        }
    };
    let heading = || {
        let first = select(document, "h1").into_iter().map(paragraphs).find(|t| !t.is_empty());
        first.or_else(|| select(document, "title").into_iter().map(paragraphs).find(|t| !t.is_empty()))
    };
    let mut reporters = named("author");
    if reporters.is_empty() {
        reporters.extend(meta("article:author").or_else(|| meta("author")).or_else(|| meta("dable:author")));
    }
    let publisher = named("publisher").into_iter().next().or_else(|| meta("og:site_name"));
    Metadata {
        title: data("headline").or_else(|| meta("og:title")).or_else(heading).map(|t| one_line(&t)),
        published: data("datePublished")
            .or_else(|| meta("article:published_time"))
            .or_else(|| attribute(document, "[itemprop=datePublished]", "content"))
            .or_else(|| attribute(document, "time[datetime]", "datetime"))
            .and_then(|raw| published::parse(&raw)),
        url: meta("og:url").or_else(|| attribute(document, "link[rel=canonical]", "href")),
        reporters: reporters
            .iter()
            .map(|r| clean::without_job(r.trim()).to_owned())
            .filter(|r| !r.is_empty() && !r.starts_with("http") && Some(r) != publisher.as_ref())
            .collect(),
        publisher,
        ..Metadata::default()
    }
}

fn one_line(text: &str) -> String {
    html_escape::decode_html_entities(&text.split_whitespace().collect::<Vec<_>>().join(" ")).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    const BODY_TEXT: &str =
        "강민서 외교부 장관은 20일 서울에서 얀 노바크 체코 외교장관과 회담하고 원전 협력을 논의했다.";

    #[test]
    fn a_page_with_marked_body() {
        let page = extract(&format!(
            "<!doctype html><html><head><meta property='og:title' content='한·체코 외교장관 회담'>\
             <meta property='article:published_time' content='2026-11-20T14:05:00+09:00'></head><body>\
             <div class='ranking'><a>다른 기사 제목</a></div>\
             <div itemprop='articleBody'><p>{BODY_TEXT}</p><div class='related-news'>관련 기사</div>\
             <p>회담은 &quot;비공개&quot;였다.</p><script>alert(1)</script></div></body></html>"
        ));
        assert_eq!(page.extraction, Extraction::Selector);
        assert_eq!(page.text, format!("한·체코 외교장관 회담\n{BODY_TEXT}\n회담은 \"비공개\"였다."));
        assert_eq!(
            page.metadata.published.map(|p| p.to_string()).as_deref(),
            Some("2026-11-20T14:05:00+09:00")
        );
        assert_eq!(page.doubt, None);
    }

    #[test]
    fn linked_data_stands_in_for_a_missing_body() {
        let page = extract(&format!(
            "<html><head><script type='application/ld+json'>{{\"@type\":\"NewsArticle\",\"headline\":\"회담\",\
             \"author\":{{\"name\":\"홍서진 기자\"}},\"datePublished\":\"2026-11-20\",\"articleBody\":\"{BODY_TEXT}\"}}</script>\
             </head><body><div>로딩</div></body></html>"
        ));
        assert_eq!(page.extraction, Extraction::JsonLd);
        assert_eq!(page.metadata.reporters, ["홍서진"]);
        assert!(page.text.ends_with(BODY_TEXT));
    }

    #[test]
    fn an_unknown_page_is_doubted() {
        let filler = format!("<p>{BODY_TEXT}</p>").repeat(6);
        let page = extract(&format!("<html><body><div class='x1'>{filler}</div></body></html>"));
        assert_eq!(page.extraction, Extraction::Density);
        assert!(page.doubt.is_some() && page.text.contains("원전 협력"));
    }

    #[test]
    fn deep_and_empty_pages_are_read_in_time() {
        let deep =
            format!("<html><body>{}<p>{BODY_TEXT}</p>{}", "<div>".repeat(50_000), "</div>".repeat(50_000));
        let started = std::time::Instant::now();
        let page = extract(&deep);
        assert!(started.elapsed().as_secs() < 20, "{:?}", started.elapsed());
        assert!(page.doubt.is_some());
        assert_eq!(extract("<html></html>").text, "");
    }
}
