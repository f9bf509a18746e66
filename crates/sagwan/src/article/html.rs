//! The article in a web page.
//!
//! Takes markup, gives the text of the article (headline on the first line, one paragraph a line) and what
//! the page says of it. Rules for how Korean news pages mark up an article come first, then the page's own
//! JSON-LD, then a general density heuristic, whose results are marked doubtful: on short wire items it
//! takes neighbouring headlines for text. Depth, size and number of elements are capped.

use scraper::{ElementRef, Html, Node, Selector};
use serde_json::Value;

use super::{Metadata, linked, page};
use crate::record::Extraction;

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
    "script",
    "style",
    "noscript",
    "iframe",
    "svg",
    "form",
    "button",
    "nav",
    "aside",
    "footer",
    "template",
    "select",
    "textarea",
    "video",
    "audio",
    "object",
    "figcaption",
    "amp-ad",
    "amp-analytics",
    "amp-auto-ads",
    "amp-carousel",
    "amp-consent",
    "amp-embed",
    "amp-iframe",
    "amp-list",
    "amp-sidebar",
    "amp-social-share",
    "amp-sticky-ad",
    "amp-user-notification",
    "amp-video",
    "amp-youtube",
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
    "btn",
    "button",
    "toolbar",
    "blind",
    "sr-only",
    "img_desc",
    "imgdesc",
    "img-desc",
    "img_txt",
    "photo_desc",
    "photo_txt",
    "pic_desc",
    "vod_desc",
    "txt_photo",
    "caption",
    "imgcaption",
    "img_caption",
    "img-caption",
    "image_caption",
    "image-caption",
    "photo_caption",
    "photo-caption",
    "article_caption",
    "wp-caption",
];
/// Letters of the longest caption: a figure or a table around a picture with more text is part of the article.
const LONGEST_CAPTION: usize = 250;
const LONGEST_IN_TABLE: usize = 80;
/// Letters from which on the page's own data are taken for the whole text of an article.
const WHOLE: usize = 300;

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
    let linked = linked::article(&document);

    let mut found =
        marked_body(&document, MIN_BODY).map(|(element, body)| (Some(element), body, Extraction::Selector));
    if found.is_none() {
        found = own_body(&document, linked.as_ref()).map(|body| (None, body, Extraction::JsonLd));
    }
    let teaser = found.as_ref().is_some_and(|(element, body, _)| element.is_none() && breaks_off(body));
    if (found.is_none() || teaser)
        && markup.matches('<').count() <= MAX_ELEMENTS
        && let Some(body) = dense(markup)
        && found.as_ref().is_none_or(|(_, teaser, _)| body.len() > teaser.len())
    {
        found = Some((None, body, Extraction::Density));
        doubt = Some("no rule knows this page: the text is what looked most like an article");
    } else if teaser {
        doubt = doubt.or(Some("the page gives only the beginning of the text"));
    }
    if found.is_none() {
        // Nothing passed for an article: the shortest body that a rule found is better than none.
        found = marked_body(&document, 1).map(|(element, body)| (Some(element), body, Extraction::Selector));
        doubt = doubt.or(Some("the page holds hardly any text"));
    }
    let (element, body, extraction) = found.unwrap_or((None, String::new(), Extraction::Density));
    let metadata = page::metadata(&document, linked.as_ref(), element);
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

/// The text that the first of the rules for known pages finds, of so many letters at least.
fn marked_body(document: &Html, least: usize) -> Option<(ElementRef<'_>, String)> {
    BODY.iter().find_map(|rule| {
        let bodies = select(document, rule).into_iter().map(|element| (element, paragraphs(element)));
        let (element, body) = bodies.max_by_key(|(_, body)| body.len())?;
        let letters = body.chars().filter(|c| !c.is_whitespace()).count();
        (letters >= least).then_some((element, body))
    })
}

/// The text in the page's own data, or on the page where those hold only its beginning.
fn own_body(document: &Html, linked: Option<&Value>) -> Option<String> {
    let body = plain(linked?.get("articleBody")?.as_str()?);
    let letters = body.chars().count();
    let whole = (breaks_off(&body) || letters < WHOLE).then(|| begun_by(document, &body)).flatten();
    whole.or_else(|| (letters >= MIN_BODY).then_some(body))
}

/// Whether a text ends as teasers do.
fn breaks_off(text: &str) -> bool {
    let end = text.trim_end_matches([' ', '\n', ']', ')', '>']);
    end.ends_with("...") || end.ends_with('…') || end.ends_with("‥")
}

/// Letters by which the beginning of a text is known again.
const BEGINNING: usize = 16;
/// How far up from a paragraph its article is looked for.
const UP: usize = 3;

/// The text on the page that begins as a teaser does and goes on where that breaks off.
fn begun_by(document: &Html, teaser: &str) -> Option<String> {
    let squeezed = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
    let begins: String = squeezed(teaser).chars().take(BEGINNING).collect();
    if begins.chars().count() < BEGINNING {
        return None;
    }
    let length = squeezed(teaser).len();
    let shown = |element: &ElementRef<'_>| {
        let mut around = element.ancestors().filter_map(ElementRef::wrap).chain([*element]);
        !around.any(|e| skipped(e.value()) || matches!(e.value().name(), "head" | "title"))
    };
    let texts = document
        .tree
        .root()
        .descendants()
        .filter(|node| node.value().as_text().is_some_and(|text| squeezed(text).starts_with(&begins)));
    let parents = texts.filter_map(|node| node.parent().and_then(ElementRef::wrap));
    for parent in parents.filter(shown) {
        let mut element = parent;
        let mut found = None;
        for _ in 0..UP {
            let lines = paragraphs(element);
            let from = lines.lines().position(|line| squeezed(line).starts_with(&begins));
            let text = lines.lines().skip(from.unwrap_or(0)).collect::<Vec<_>>().join("\n");
            if from.is_some() && squeezed(&text).len() > length {
                found = Some(text);
                // A teaser may break off within its first paragraph.
                if !is_within_text(element.value().name()) {
                    break;
                }
            }
            let Some(above) = element.parent().and_then(ElementRef::wrap) else { break };
            if matches!(above.value().name(), "body" | "html") {
                break;
            }
            element = above;
        }
        if found.is_some() {
            return found;
        }
    }
    None
}

/// Whether an element is a paragraph or stands in one.
fn is_within_text(name: &str) -> bool {
    matches!(
        name,
        "p" | "span" | "b" | "strong" | "em" | "i" | "u" | "font" | "a" | "mark" | "li" | "h2" | "h3" | "h4"
    )
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

pub(super) fn select<'a>(document: &'a Html, rule: &str) -> Vec<ElementRef<'a>> {
    Selector::parse(rule).map(|s| document.select(&s).collect()).unwrap_or_default()
}

pub(super) fn attribute(document: &Html, rule: &str, name: &str) -> Option<String> {
    let value = select(document, rule).into_iter().find_map(|e| e.value().attr(name))?;
    let value = value.trim();
    (!value.is_empty()).then(|| value.to_owned())
}

pub(super) fn skipped(element: &scraper::node::Element) -> bool {
    if SKIP.contains(&element.name()) {
        return true;
    }
    let named = |value: &str| {
        let value = value.to_ascii_lowercase();
        value.split_whitespace().any(|class| SKIP_NAMES.iter().any(|name| class.starts_with(name)))
    };
    element.attr("class").is_some_and(named) || element.attr("id").is_some_and(named)
}

/// Whether an element is no part of the text for what it holds: a picture with its caption, a button that writes a mail.
fn is_aside(element: ElementRef<'_>) -> bool {
    let text = || element.text().flat_map(str::chars).filter(|c| !c.is_whitespace());
    match element.value().name() {
        name @ ("figure" | "table") => {
            let pictured = element.descendants().any(|node| {
                node.value().as_element().is_some_and(|e| matches!(e.name(), "img" | "amp-img" | "picture"))
            });
            // Old pages are laid out in tables: only a small one is there for its picture.
            let longest = if name == "table" { LONGEST_IN_TABLE } else { LONGEST_CAPTION };
            pictured && text().nth(longest).is_none()
        }
        "a" => {
            let mails = element.attr("href").is_some_and(|to| to.trim_start().starts_with("mailto:"));
            mails && !text().any(|c| c == '@')
        }
        _ => false,
    }
}

/// The text below an element, a line for each paragraph.
pub(super) fn paragraphs(element: ElementRef<'_>) -> String {
    paragraphs_until(element, None)
}

/// The text below an element up to where another begins. Iterative: pages nest deeper than a stack.
pub(super) fn paragraphs_until(element: ElementRef<'_>, stop: Option<ElementRef<'_>>) -> String {
    let mut out = String::new();
    let mut next = element.first_child();
    while let Some(mut node) = next {
        if stop.is_some_and(|stop| stop.id() == node.id()) {
            break;
        }
        let descend = match node.value() {
            Node::Text(text) => {
                push_text(&mut out, text);
                false
            }
            Node::Element(e) if skipped(e) || ElementRef::wrap(node).is_some_and(is_aside) => false,
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
    let unescaped;
    let text = if text.contains("&lt;") {
        unescaped = html_escape::decode_html_entities(text);
        &unescaped
    } else {
        text
    };
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

    /// What is read of a page with this head and body.
    fn read(head: &str, body: &str) -> Page {
        extract(&format!(
            "<!doctype html><html><head><meta charset='utf-8'>{head}</head><body>{body}</body></html>"
        ))
    }

    fn day(page: &Page) -> String {
        page.metadata.published.map(|p| p.to_string()).unwrap_or_default()
    }

    const SECOND: &str = "강 장관은 \"북극 항로 협력을 넓히자\"고 말했다.";

    #[test]
    fn captions_and_buttons_inside_the_body_are_left_out() {
        for aside in [
            "<span class='end_photo_org'><div><img><em class='img_desc'>두 장관이 악수하고 있다. 가람통신</em></div></span>",
            "<figure><img src='a.jpg'><figcaption>두 장관이 악수하고 있다.</figcaption></figure>",
            "<figure><img src='a.jpg'><p>두 장관이 악수하고 있다.</p></figure>",
            "<table><tr><td><img src='a.jpg'></td></tr><tr><td>두 장관이 악수하고 있다.</td></tr></table>",
            "<div class='photo'><img><p class='caption'>두 장관이 악수하고 있다.</p></div>",
            "<div class='wp-caption aligncenter'><img><p>두 장관이 악수하고 있다.</p></div>",
            "<figure><amp-img src='a'></amp-img><div>두 장관이 악수하고 있다.</div></figure>",
            "<a href='mailto:hsj@example.kr'>기자에게 쪽지</a>",
            "<button>크게</button><span class='btn_font'>작게</span>",
            "<amp-ad>지금 구독하세요</amp-ad>",
        ] {
            let page = read(
                "<title>회담</title>",
                &format!("<article id='dic_area'>{aside}{BODY_TEXT}<br><br>{SECOND}</article>"),
            );
            assert_eq!(page.text, format!("회담\n{BODY_TEXT}\n{SECOND}"), "{aside}");
        }
        // A table of figures, a long figure and a written address are text.
        for kept in [
            format!("<table><tr><td>{BODY_TEXT}</td></tr></table>"),
            format!("<figure><img><p>{}</p></figure>", BODY_TEXT.repeat(8)),
            "<p>문의: <a href='mailto:a@b.kr'>a@b.kr</a></p>".to_owned(),
        ] {
            let page = read("", &format!("<article>{kept}<p>{SECOND}</p></article>"));
            assert!(page.text.lines().count() > 1 && page.text.ends_with(SECOND), "{kept}: {}", page.text);
        }
    }

    #[test]
    fn a_teaser_in_the_page_s_own_data_leads_to_the_text() {
        let lead = "강민서 외교부 장관이 20일 오슬로에서 잉그리드 달 노르웨이 외교장관과 회담했다.";
        for teaser in [
            format!("{lead} 강 장관은 ..."),
            format!("{lead} 강 장관은…"),
            format!("{lead} 강 장관은 [...]"),
            "강민서 외교부 장관이 20일 오슬로에서 잉그리드 달...".to_owned(),
            format!("&lt;p&gt;{lead}&lt;/p&gt;"),
            lead.to_owned(),
        ] {
            let data = serde_json::json!({"@type": "NewsArticle", "headline": "회담", "articleBody": teaser});
            let head = format!("<script type='application/ld+json'>{data}</script>");
            for body in [
                format!(
                    "<div class='c'><h1>회담</h1><div class='t'><p>{lead}</p><p>{SECOND}</p></div></div><div>바닥</div>"
                ),
                format!(
                    "<div class='c'><h1>회담</h1><div class='t'>{lead}<br><br>{SECOND}</div></div><div>바닥</div>"
                ),
                format!(
                    "<div class='x'><h1>회담</h1><section><p><b>{lead}</b></p><p>{SECOND}</p></section></div>"
                ),
            ] {
                let page = read(&head, &body);
                assert_eq!(page.text, format!("회담\n{lead}\n{SECOND}"), "{teaser}\n{body}");
                assert_eq!((page.extraction, page.doubt), (Extraction::JsonLd, None), "{teaser}");
            }
        }
        // What stands behind the whole of it is none of it.
        let data = serde_json::json!({"@type": "NewsArticle", "headline": "회담", "articleBody": format!("{lead} 강 장관은 ...")});
        let page = read(
            &format!("<script type='application/ld+json'>{data}</script>"),
            &format!("<div><div><p>{lead}</p><p>{SECOND}</p></div><div>날씨는 맑다.</div></div>"),
        );
        assert_eq!(page.text, format!("회담\n{lead}\n{SECOND}"));
        // Where the page has no more, what there is is doubted.
        let data = serde_json::json!({"@type": "NewsArticle", "headline": "회담", "articleBody": format!("{lead} 강 장관은 ...")});
        let page = read(&format!("<script type='application/ld+json'>{data}</script>"), "<div>로딩</div>");
        assert!(page.doubt.is_some() && page.text.contains("오슬로"), "{page:?}");
    }

    #[test]
    fn the_date_of_publication_is_found_where_pages_keep_it() {
        let article = format!("<article><p>{BODY_TEXT}</p></article>");
        let comment = "<div class='comment'><time datetime='2026-11-25T09:00:00'></time><span class='date'>2026.11.25 09:00</span></div>";
        for (head, before) in [
            ("<meta property='article:published_time' content='2026-11-20T22:10:00'>", ""),
            ("<meta name='pubdate' content='2026-11-20 22:10:00'>", ""),
            (
                "<meta name='article:published_time' content='garbled'><meta name='date' content='2026.11.20 22:10'>",
                "",
            ),
            ("<meta name='DC.date.issued' content='2026-11-20T22:10:00'>", ""),
            ("<meta itemprop='datePublished' content='2026-11-20T22:10:00'>", ""),
            ("", "<span data-date-time='2026-11-20 22:10:00'>2026.11.20. 오후 10:10</span>"),
            ("", "<time datetime='2026-11-20T22:10:00'>어제</time>"),
            ("", "<span itemprop='datePublished'>2026.11.20 22:10</span>"),
            ("", "<h1>회담</h1><div>입력 2026.11.20 22:10 | 수정 2026.11.21 09:00</div>"),
            ("", "<h1>회담</h1><div>수정 2026.11.21 09:00</div><div>등록 2026-11-20 22:10</div>"),
            ("", "<h1>회담</h1><ul><li>홍서진 기자</li><li>2026년 11월 20일 금요일 오후 10시 10분</li></ul>"),
            ("", "<h1>회담</h1><em>승인 2026. 11. 20. (금) 22:10</em>"),
            ("", "<p class='reg_date'>2026/11/20 22:10</p><h1>회담</h1>"),
            ("", "<h2>회담</h2><p>최종수정 : 2026-11-21 오전 8:00 / 입력 : 2026-11-20 오후 10:10</p>"),
            ("<meta property='og:regDate' content='20261120221000'>", ""),
            ("", "<span class='today_date'>2026.11.27 금요일</span><h1>회담</h1><p>2026.11.20 22:10</p>"),
        ] {
            let page =
                read(&format!("<title>회담</title>{head}"), &format!("{comment}{before}{article}{comment}"));
            assert_eq!(day(&page), "2026-11-20T22:10:00", "{head}{before}");
        }
        // A comment's, a neighbour's and the day of the visit are not the article's.
        for other in [
            comment.to_owned(),
            "<span class='today'>2026.11.27</span>".to_owned(),
            format!("<aside><span class='date'>2026.11.19</span></aside>{comment}"),
        ] {
            let page = read(
                "<title>회담</title>",
                &format!("{other}{article}{comment}<ul><li class='date'>2026.11.18</li></ul>"),
            );
            assert_eq!(day(&page), "", "{other}");
        }
    }

    #[test]
    fn headlines_are_told_from_the_names_of_sites() {
        let article = format!("<article><p>{BODY_TEXT}</p><p>{SECOND}</p></article>");
        for head in [
            "<title>가람통신 | 강 장관 회담</title><meta property='og:site_name' content='가람통신'><meta property='og:title' content='가람통신 | 강 장관 회담'>",
            "<title>강 장관 회담 - 가람통신</title><meta property='og:site_name' content='가람통신'>",
            "<title>강 장관 회담 - 가람통신</title><meta name='application-name' content='가람통신'>",
            "<title>강 장관 회담 &lt; 정치 &lt; 기사본문 - 가람통신</title><meta property='og:site_name' content='가람통신'>",
            "<meta property='og:title' content=' | '><title>강 장관 회담</title>",
            "<meta property='og:title' content='가람통신'><meta property='og:site_name' content='가람통신'><title>강 장관 회담 : 가람통신</title>",
            "<meta property='og:title' content='강 장...'><title>강 장관 회담</title>",
            "<title>강 장관 회담 - 가람통신</title><script type='application/ld+json'>{\"@type\":\"NewsArticle\",\"publisher\":{\"@type\":\"Organization\",\"name\":\"가람통신\"}}</script>",
        ] {
            let page = read(head, &article);
            assert_eq!(page.metadata.title.as_deref(), Some("강 장관 회담"), "{head}");
            assert_eq!(page.text, format!("강 장관 회담\n{BODY_TEXT}\n{SECOND}"), "{head}");
        }
        let page = read(
            "<title>강 장관 회담 - 나래</title>",
            &format!("<h1><a>나래</a></h1><h1>강 장관 회담</h1>{article}"),
        );
        assert_eq!(page.metadata.title.as_deref(), Some("강 장관 회담"));
        assert_eq!(read("<title> | </title>", &article).metadata.title, None);
    }

    #[test]
    fn the_address_of_a_page_is_one_of_the_web() {
        let article = format!("<article><p>{BODY_TEXT}</p></article>");
        let address = |head: &str| read(head, &article).metadata.url;
        let canonical = "<link rel='canonical' href='https://garam.example/1'>";
        assert_eq!(address(canonical).as_deref(), Some("https://garam.example/1"));
        let script = "<meta property='og:url' content='javascript:alert(1)'>";
        assert_eq!(address(&format!("{script}{canonical}")).as_deref(), Some("https://garam.example/1"));
        assert_eq!(address(script), None);
    }

    #[test]
    fn pages_laid_out_in_tables_are_read() {
        let page = read(
            "<title>회담</title>",
            &format!(
                "<table><tr><td><b>회담</b></td></tr><tr><td>2026/11/20 22:10</td></tr><tr><td><table><tr><td><img src='a'></td></tr>\
                 <tr><td>두 장관이 악수하고 있다</td></tr></table>{BODY_TEXT}<br><br>{SECOND}</td></tr></table>"
            ),
        );
        assert_eq!(page.text, format!("회담\n{BODY_TEXT}\n{SECOND}"));
        assert_eq!(day(&page), "2026-11-20T22:10:00");
    }

    #[test]
    fn authors_are_people() {
        let article = format!("<article><p>{BODY_TEXT}</p></article>");
        for (author, reporters, publisher) in [
            (r#"{"@type":"Person","name":"홍서진 기자"}"#, vec!["홍서진"], None),
            (
                r#"[{"@type":"Person","name":"홍서진"},{"@type":"Person","name":"윤별 특파원"}]"#,
                vec!["홍서진", "윤별"],
                None,
            ),
            (r#"{"@type":"Organization","name":"가람통신"}"#, vec![], Some("가람통신")),
            (r#"{"@type":["NewsMediaOrganization"],"name":"가람통신"}"#, vec![], Some("가람통신")),
            (r#""홍서진, 윤별 기자""#, vec!["홍서진", "윤별"], None),
            (r#""홍서진 기자 (hsj@example.kr)""#, vec!["홍서진"], None),
            (
                r#"[{"@type":"Organization","name":"가람통신"},{"@type":"Person","name":"홍서진"}]"#,
                vec!["홍서진"],
                Some("가람통신"),
            ),
        ] {
            let head = format!(
                "<title>회담</title><script type='application/ld+json'>{{\"@type\":\"NewsArticle\",\"author\":{author}}}</script>"
            );
            let page = read(&head, &article);
            assert_eq!(page.metadata.reporters, reporters, "{author}");
            assert_eq!(page.metadata.publisher.as_deref(), publisher, "{author}");
        }
        let page = read(
            "<title>회담</title><meta property='og:site_name' content='가람통신'><meta name='author' content='가람 통신'>",
            &article,
        );
        assert!(page.metadata.reporters.is_empty());
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

    #[test]
    fn markup_is_told_from_text() {
        for page in ["<!DOCTYPE html><p>회담", "\n<html lang='ko'>", "<p><div>회담</div>"] {
            assert!(is_html(page), "{page}");
        }
        for text in ["<속보> 두 장관 회담", "회담 <html> 표시", ""] {
            assert!(!is_html(text), "{text}");
        }
    }

    #[test]
    fn what_is_set_in_bold_breaks_no_line() {
        let page = extract(&format!(
            "<html><body><div itemprop='articleBody'><p>{BODY_TEXT}</p><p>회담은 <b>비공개</b>였다.</p></div></body></html>"
        ));
        assert!(page.text.ends_with("\n회담은 비공개였다."), "{}", page.text);
    }

    #[test]
    fn only_boxes_are_flattened() {
        assert!(["div", "SPAN", "p"].into_iter().all(is_block));
        assert!(!["script", "style", "html"].into_iter().any(is_block));
    }
}
