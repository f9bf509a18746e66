//! What a page says of its article besides the text: headline, day, reporters, outlet.
//!
//! Pages say it in several places, some of them wrongly: each place is asked in turn until one answers. Names of markup are
//! looked at, words of a language are not.

use jiff::civil::{Date, Time};
use sagwan_ko::times::{Published, published};
use scraper::{ElementRef, Html};
use serde_json::Value;

use super::html::{attribute, paragraphs, paragraphs_until, select, skipped};
use super::title::{headline, plain_title};
use super::{Metadata, linked};
use crate::clean;

/// Members of `meta` that give the day of publication.
const DATES: &[&str] = &[
    "article:published_time",
    "article:published",
    "og:published_time",
    "og:regDate",
    "datePublished",
    "pubdate",
    "publishdate",
    "publish-date",
    "date",
    "DC.date.issued",
    "dc.date",
    "dcterms.created",
    "dcterms.issued",
    "parsely-pub-date",
    "sailthru.date",
    "cXenseParse:recs:publishtime",
];
/// Members of `meta` that name the site.
const SITES: &[&str] = &[
    "og:site_name",
    "application-name",
    "apple-mobile-web-app-title",
    "publisher",
    "dc.publisher",
    "twitter:site",
];
/// Letters of the longest line that prints a day of publication.
const LONGEST_STAMP: usize = 120;
/// Lines below the headline in which the day is looked for when nobody knows where the text begins.
const BELOW_HEADLINE: usize = 12;

/// All that is said. `body` is the element that holds the text.
pub(super) fn metadata(document: &Html, data: Option<&Value>, body: Option<ElementRef<'_>>) -> Metadata {
    let meta = |name: &str| of_meta(document, name);
    let mut publisher = linked::names(data, "publisher", |_| true).into_iter().next();
    publisher = publisher.or_else(|| meta("og:site_name"));
    // The outlet itself is named as the author where no reporter is.
    let by = linked::names(data, "author", linked::is_organisation);
    publisher = publisher.or_else(|| by.first().cloned());
    let sites: Vec<String> =
        publisher.iter().cloned().chain(by).chain(SITES.iter().filter_map(|name| meta(name))).collect();
    let title = title(document, data, &sites);
    Metadata {
        published: published(document, data, body, title.as_deref()),
        title,
        url: [meta("og:url"), attribute(document, "link[rel=canonical]", "href")]
            .into_iter()
            .flatten()
            .find(|address| is_web(address)),
        reporters: reporters(document, data, &sites),
        publisher,
        ..Metadata::default()
    }
}

/// Whether an address leads to the web: a page may name any, scripts among them.
fn is_web(address: &str) -> bool {
    address.starts_with("http://") || address.starts_with("https://")
}

fn of_meta(document: &Html, name: &str) -> Option<String> {
    ["property", "name", "itemprop"]
        .iter()
        .find_map(|kind| attribute(document, &format!("meta[{kind}='{name}' i]"), "content"))
}

fn text_of(data: Option<&Value>, member: &str) -> Option<String> {
    data?.get(member)?.as_str().map(str::to_owned)
}

/// The headline: of the places that print it the first that holds one, or where that breaks off the one that goes on.
fn title(document: &Html, data: Option<&Value>, sites: &[String]) -> Option<String> {
    let headings: Vec<String> =
        select(document, "h1, h2, h3").into_iter().map(|heading| plain_title(&paragraphs(heading))).collect();
    let own = |heading: &&String| heading.chars().any(char::is_alphanumeric);
    let headings: Vec<String> = headings.iter().filter(own).cloned().collect();
    let first = select(document, "h1").into_iter().map(paragraphs).find_map(|h| headline(&h, sites, &[]));
    let printed =
        [text_of(data, "headline"), of_meta(document, "og:title"), of_meta(document, "twitter:title")];
    let named = select(document, "head > title").into_iter().map(paragraphs).next();
    let named = named.and_then(|named| headline(&named, sites, &headings));
    // Of several headings one may be the name of the site: the title tells which is the article's.
    let agreed = named.clone().filter(|named| headings.contains(named));
    let found: Vec<String> = printed
        .into_iter()
        .map(|printed| printed.and_then(|printed| headline(&printed, sites, &headings)))
        .chain([agreed, first, named])
        .flatten()
        .collect();
    let title = found.first()?;
    let stem = title.trim_end_matches(['.', '…', ' ']);
    let cut = title.ends_with("...") || title.ends_with('…');
    let longer = found.iter().find(|other| cut && other.len() > title.len() && other.starts_with(stem));
    Some(longer.unwrap_or(title).clone())
}

/// The day of publication: as the page says it to machines, else as it is printed by the headline.
fn published(
    document: &Html,
    data: Option<&Value>,
    body: Option<ElementRef<'_>>,
    title: Option<&str>,
) -> Option<Published> {
    let said =
        text_of(data, "datePublished").into_iter().chain(DATES.iter().filter_map(|n| of_meta(document, n)));
    said.filter_map(|raw| published::parse(&raw))
        .next()
        .or_else(|| marked(document, "[itemprop=datePublished]", &["content", "datetime"]))
        .or_else(|| marked(document, "[data-date-time]", &["data-date-time"]))
        .or_else(|| marked(document, "time[datetime]", &["datetime"]))
        .or_else(|| printed(document, body, title))
}

/// Whether an element stands among comments, neighbouring stories and other parts that are not the article.
fn is_apart(element: ElementRef<'_>) -> bool {
    element.ancestors().filter_map(ElementRef::wrap).chain([element]).any(|e| skipped(e.value()))
}

/// The day in an attribute, or in the text, of the elements that a rule finds.
fn marked(document: &Html, rule: &str, attributes: &[&str]) -> Option<Published> {
    select(document, rule).into_iter().filter(|element| !is_apart(*element)).find_map(|element| {
        let mut values = attributes.iter().filter_map(|name| element.attr(name).map(str::to_owned));
        values.find_map(|raw| published::parse(&raw)).or_else(|| stamp(&paragraphs(element)))
    })
}

/// The day printed between headline and text, or before it in an element that is named for a date.
fn printed(document: &Html, body: Option<ElementRef<'_>>, title: Option<&str>) -> Option<Published> {
    let page = paragraphs_until(document.root_element(), body);
    let headline = |line: &str| title.is_some_and(|title| plain_title(line) == title);
    let below = page.lines().skip_while(|line| !headline(line)).skip(1);
    let bounded = below.take(if body.is_some() { usize::MAX } else { BELOW_HEADLINE });
    bounded.filter_map(stamp).min_by_key(in_time).or_else(|| named_for_date(document, body))
}

/// The day in an element whose name tells that it holds one and that stands before the text.
fn named_for_date(document: &Html, body: Option<ElementRef<'_>>) -> Option<Published> {
    let is_date = |element: &ElementRef<'_>| {
        let names =
            ["class", "id"].iter().filter_map(|kind| element.attr(kind)).collect::<Vec<_>>().join(" ");
        let names = names.to_ascii_lowercase();
        let has = |words: &[&str]| words.iter().any(|word| names.contains(word));
        has(&["date", "time", "regist", "publish"])
            && !has(&["today", "now", "clock", "update", "modif", "edit"])
    };
    let before = |element: &ElementRef<'_>| body.is_some_and(|body| element.id() < body.id());
    let elements = select(document, "body [class], body [id]").into_iter();
    elements
        .filter(|element| is_date(element) && before(element) && !is_apart(*element))
        .find_map(|element| stamp(&paragraphs(element)))
}

/// The stamp in a line that is short enough to be one, of several the first in time: nothing is changed before it is published.
fn stamp(line: &str) -> Option<Published> {
    if line.chars().nth(LONGEST_STAMP).is_some() {
        return None;
    }
    let digit = |at: usize| line.as_bytes().get(at).is_some_and(u8::is_ascii_digit);
    let year = |at: &usize| (0..4).all(|n| digit(at + n)) && !at.checked_sub(1).is_some_and(digit);
    let mut starts: Vec<usize> = ["19", "20"]
        .iter()
        .flat_map(|century| line.match_indices(century))
        .map(|(at, _)| at)
        .filter(year)
        .collect();
    starts.sort_unstable();
    let ends = starts.iter().skip(1).copied().chain([line.len()]);
    let stamps = starts.iter().zip(ends).filter_map(|(start, end)| published::parse(line.get(*start..end)?));
    stamps.min_by_key(in_time)
}

/// By which of two publications is the earlier one.
fn in_time(published: &Published) -> (Date, Time) {
    (published.date, published.time.unwrap_or(Time::midnight()))
}

/// The people named as authors.
fn reporters(document: &Html, data: Option<&Value>, sites: &[String]) -> Vec<String> {
    let mut named = linked::names(data, "author", |author| !linked::is_organisation(author));
    if named.is_empty() {
        named.extend(["article:author", "author", "dable:author"].iter().find_map(|n| of_meta(document, n)));
    }
    let letters = |text: &str| -> String { text.chars().filter(|c| !c.is_whitespace()).collect() };
    let is_site = |name: &str| sites.iter().any(|site| letters(site).eq_ignore_ascii_case(&letters(name)));
    let names = named
        .iter()
        .filter(|name| !name.starts_with("http"))
        .flat_map(|named| named.split([',', '·', ';', '|']));
    names
        .map(|name| {
            let words = name.split([' ', '(', ')', '<', '>', '[', ']']).filter(|word| !word.contains('@'));
            let bare = words.filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ");
            clean::without_job(&bare).to_owned()
        })
        .filter(|name| !name.is_empty() && !is_site(name))
        .collect()
}
