//! What of the source is reporting, and what is not.
//!
//! Takes a [`Document`], gives clean text with its map to the source, the cuts with their reasons, and the
//! article's data where it is printed (stamp, dateline, agency, reporters, subtitle). Never guesses: what is
//! not printed stays unknown. Cuts and kept text together hold every character of the source that is no
//! white space, each once.

mod repeat;
mod rules;
mod subtitle;
mod text;

use regex::Captures;
pub(crate) use rules::without_job;
use sagwan_text::ByteSpan;
pub(crate) use text::CleanText;

use crate::article::{Document, Metadata};
use crate::record::CutReason;
use rules::Scope;
use sagwan_ko::times::published;

use crate::knowledge::Knowledge;
use sagwan_ko::tables::TableError;

/// Lines longer than this are paragraphs of text, not boilerplate; only their ends are looked at.
const MAX_RULE_LINE: usize = 1_200;
/// How much of either end of a long line the rules see.
const MAX_RULE_END: usize = 400;

/// A passage of the source that is not reporting.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct SourceCut {
    pub(crate) span: ByteSpan,
    pub(crate) why: CutReason,
}

/// What a block of clean text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum BlockKind {
    Headline,
    Subtitle,
    Paragraph,
}

/// A document cleaned.
#[derive(Debug, Clone)]
pub(crate) struct Cleaned {
    pub(crate) text: CleanText,
    /// One for each block of the text.
    pub(crate) kinds: Vec<BlockKind>,
    /// In source order, without overlap.
    pub(crate) cuts: Vec<SourceCut>,
    pub(crate) metadata: Metadata,
}

/// What cleaning rests on.
#[derive(Debug)]
pub(crate) struct Tables {
    rules: rules::Rules,
    endings: subtitle::Endings,
}

impl Tables {
    /// Reads the tables.
    pub(crate) fn load(tables: &sagwan_ko::tables::Tables) -> Result<Self, TableError> {
        Ok(Tables { rules: rules::Rules::load(tables)?, endings: subtitle::Endings::load(tables)? })
    }
}

/// Cleans a document.
pub(crate) fn clean(know: &Knowledge, document: &Document) -> Cleaned {
    let source = document.source.text();
    let mut metadata = document.metadata.clone();
    // What a page names as its author may be the text of a button.
    metadata.reporters.retain(|named| !is_boilerplate(know, named));
    let mut cuts = Vec::new();
    let mut kept = Vec::new();
    let mut in_list = None;
    for line in lines(source) {
        let first = kept.is_empty() && document.headline_first;
        if first {
            kept.extend(Some(cut_headline(know, source, line, &mut cuts)).filter(|rest| !rest.is_empty()));
            continue;
        }
        for piece in cut_inside(know, source, line, &mut cuts, &mut metadata) {
            let rest = cut_line(know, source, piece, &mut in_list, &mut cuts, &mut metadata).trim(source);
            if !rest.is_empty() {
                kept.push(rest);
            }
        }
    }
    let repeats = repeat::find(source, &kept);
    cuts.extend(repeats.iter().map(|&span| SourceCut { span, why: CutReason::Repeat }));
    let kept = without(source, &kept, &repeats);
    let (blocks, kinds) = subtitle::tell_apart(
        &know.cleaning.endings,
        &know.pack.analyser,
        source,
        &kept,
        document.headline_first,
    );

    let mut text = CleanText::default();
    for (block, kind) in blocks.iter().zip(&kinds) {
        text.push_block(source, *block);
        let printed = || Some(block.of(source).trim().to_owned());
        match kind {
            BlockKind::Headline if metadata.title.is_none() => metadata.title = printed(),
            BlockKind::Subtitle if metadata.subtitle.is_none() => metadata.subtitle = printed(),
            _ => {}
        }
    }
    cuts.sort_by_key(|c| (c.span.start, c.span.end));
    Cleaned { text, kinds, cuts: merge(source, cuts), metadata }
}

/// The lines of the source without the white space around them.
fn lines(source: &str) -> impl Iterator<Item = ByteSpan> {
    let mut start = 0;
    source.split(['\n', '\r', '\u{2028}', '\u{2029}', '\u{b}', '\u{c}']).map(move |line| {
        let span = ByteSpan::new(start, start + line.len());
        start = (span.end..)
            .find(|&at| at >= source.len() || source.is_char_boundary(at + 1))
            .map_or(span.end, |at| at + 1);
        span.trim(source)
    })
}

/// A line as the rules see it: with what stands for something else (full-width digits, decomposed syllables, entities) read
/// as that.
struct Line<'s> {
    source: &'s str,
    span: ByteSpan,
    read: Option<CleanText>,
}

impl<'s> Line<'s> {
    fn new(source: &'s str, span: ByteSpan) -> Self {
        let read = span.of(source).contains(text::is_special).then(|| {
            let mut read = CleanText::default();
            read.push_block(source, span);
            read
        });
        Line { source, span, read }
    }

    fn text(&self) -> &str {
        self.read.as_ref().map_or_else(|| self.span.of(self.source), CleanText::text)
    }

    /// The bytes of the source behind a part of it.
    fn to_source(&self, part: ByteSpan) -> ByteSpan {
        match &self.read {
            Some(read) => read.to_source(part),
            None => ByteSpan::new(self.span.start + part.start, self.span.start + part.end),
        }
    }
}

/// Whether all of a line is boilerplate.
fn is_boilerplate(know: &Knowledge, line: &str) -> bool {
    let mut rules = know.cleaning.rules.of(Scope::Line).filter(|rule| rule.why == CutReason::Boilerplate);
    rules.any(|rule| rule.captures(line).is_some())
}

/// A headline keeps everything, unless all of it is boilerplate.
fn cut_headline(know: &Knowledge, source: &str, span: ByteSpan, cuts: &mut Vec<SourceCut>) -> ByteSpan {
    let line = Line::new(source, span);
    let boilerplate = |rule: &&rules::Rule| {
        rule.scope == Scope::Line
            && rule.why == CutReason::Boilerplate
            && rule.captures(line.text()).is_some()
    };
    match know.cleaning.rules.all().iter().find(boilerplate).filter(|_| span.len() <= MAX_RULE_END) {
        Some(rule) => {
            cuts.push(SourceCut { span, why: rule.why });
            ByteSpan::new(span.end, span.end)
        }
        None => span,
    }
}

/// Cuts what may stand in the middle of a line and returns what stands around it.
fn cut_inside(
    know: &Knowledge,
    source: &str,
    line: ByteSpan,
    cuts: &mut Vec<SourceCut>,
    metadata: &mut Metadata,
) -> Vec<ByteSpan> {
    let mut pieces = Vec::with_capacity(1);
    let mut rest = line;
    while !rest.is_empty() {
        let as_read = Line::new(source, rest);
        let found = know.cleaning.rules.of(Scope::Inside).find_map(|rule| {
            let found = rule.captures(as_read.text())?;
            let whole = found.get(0).filter(|m| !m.is_empty())?;
            fill(metadata, &found);
            let span = as_read.to_source(ByteSpan::new(whole.start(), whole.end()));
            Some(SourceCut { span, why: rule.why })
        });
        let Some(cut) = found else { break };
        pieces.push(ByteSpan::new(rest.start, cut.span.start));
        rest = ByteSpan::new(cut.span.end, rest.end);
        cuts.push(cut);
    }
    pieces.push(rest);
    pieces
}

/// Cuts what the rules find in a line and returns what is left of it.
fn cut_line(
    know: &Knowledge,
    source: &str,
    line: ByteSpan,
    in_list: &mut Option<CutReason>,
    cuts: &mut Vec<SourceCut>,
    metadata: &mut Metadata,
) -> ByteSpan {
    let mut rest = line;
    loop {
        rest = rest.trim(source);
        if rest.is_empty() {
            return rest;
        }
        let as_read = Line::new(source, rest);
        let text = as_read.text();
        if know.pack.labels.is_turn(text) {
            *in_list = None;
            return rest;
        }
        if text.len() <= MAX_RULE_LINE {
            for rule in
                know.cleaning.rules.all().iter().filter(|r| matches!(r.scope, Scope::Line | Scope::Section))
            {
                if let Some(found) = rule.captures(text) {
                    fill(metadata, &found);
                    cuts.push(SourceCut { span: rest, why: rule.why });
                    *in_list = (rule.scope == Scope::Section).then_some(rule.why).or(*in_list);
                    return ByteSpan::new(rest.end, rest.end);
                }
            }
            if let Some(why) = *in_list {
                if !is_prose(text) {
                    cuts.push(SourceCut { span: rest, why });
                    return ByteSpan::new(rest.end, rest.end);
                }
                *in_list = None;
            }
        }
        let Some((scope, cut)) = end_cut(know, &as_read, metadata) else { return rest };
        cuts.push(cut);
        rest = match scope {
            Scope::Head => ByteSpan::new(cut.span.end, rest.end),
            _ => ByteSpan::new(rest.start, cut.span.start),
        };
    }
}

/// The first rule that cuts the head or the tail of a line.
fn end_cut(know: &Knowledge, line: &Line<'_>, metadata: &mut Metadata) -> Option<(Scope, SourceCut)> {
    let text = line.text();
    for rule in know.cleaning.rules.all().iter().filter(|r| matches!(r.scope, Scope::Head | Scope::Tail)) {
        let offset = match rule.scope {
            Scope::Tail => tail_start(text),
            _ => 0,
        };
        let window = if rule.scope == Scope::Head { text.get(..head_end(text)) } else { text.get(offset..) };
        let Some(found) = window.and_then(|w| rule.captures(w)) else { continue };
        let Some(whole) = found.get(0).filter(|m| !m.is_empty()) else { continue };
        fill(metadata, &found);
        let span = line.to_source(ByteSpan::new(offset + whole.start(), offset + whole.end()));
        return Some((rule.scope, SourceCut { span, why: rule.why }));
    }
    None
}

fn head_end(text: &str) -> usize {
    (text.len().min(MAX_RULE_END)..=text.len()).find(|&at| text.is_char_boundary(at)).unwrap_or(text.len())
}

fn tail_start(text: &str) -> usize {
    (text.len().saturating_sub(MAX_RULE_END)..=text.len()).find(|&at| text.is_char_boundary(at)).unwrap_or(0)
}

/// Whether a line under "related stories" is prose again: a finished sentence that is no list item.
fn is_prose(text: &str) -> bool {
    let listed = text.starts_with(|c: char| c.is_ascii_digit() || "▶▷☞►➤→■□◆-·•*①②③④⑤".contains(c));
    !listed && text.ends_with(['.', '!', '?', '"', '”']) && text.chars().count() > 30
}

/// Fills the article's data from the named groups of a rule. The first printed value stays.
fn fill(metadata: &mut Metadata, found: &Captures<'_>) {
    let group = |name: &str| found.name(name).map(|m| m.as_str().trim().to_owned()).filter(|s| !s.is_empty());
    if metadata.published.is_none() {
        metadata.published = group("stamp").and_then(|stamp| published::parse(&stamp));
    }
    if metadata.dateline.is_none() {
        metadata.dateline = group("place");
    }
    if metadata.agency.is_none() {
        metadata.agency = group("agency");
    }
    if metadata.reporters.is_empty()
        && let Some(names) = group("reporters")
    {
        let apart = |c: char| c.is_whitespace() || matches!(c, '·' | ',');
        metadata.reporters = names.split(apart).filter(|n| !n.is_empty()).map(str::to_owned).collect();
    }
}

/// The kept spans with the repeated ones taken out.
fn without(source: &str, kept: &[ByteSpan], repeats: &[ByteSpan]) -> Vec<ByteSpan> {
    let mut out = Vec::new();
    let mut repeats = repeats.iter().peekable();
    for part in kept {
        let mut start = part.start;
        while let Some(repeat) = repeats.next_if(|r| r.start < part.end) {
            out.push(ByteSpan::new(start, repeat.start).trim(source));
            start = repeat.end;
        }
        out.push(ByteSpan::new(start, part.end).trim(source));
    }
    out.retain(|span| !span.is_empty());
    out
}

/// Joins cuts of one reason that only white space separates.
fn merge(source: &str, cuts: Vec<SourceCut>) -> Vec<SourceCut> {
    let mut out: Vec<SourceCut> = Vec::new();
    for cut in cuts {
        if let Some(last) = out.last_mut()
            && last.why == cut.why
            && matches!(cut.why, CutReason::Repeat | CutReason::Related)
            && ByteSpan::new(last.span.end, cut.span.start).of(source).trim().is_empty()
        {
            last.span.end = cut.span.end;
        } else {
            out.push(cut);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, cuts: &[(&str, CutReason)], kept: &str) {
        let cleaned = clean(&Knowledge::shipped().unwrap(), &Document::from_text(text));
        let got: Vec<_> = cleaned.cuts.iter().map(|c| (c.span.of(text), c.why)).collect();
        assert_eq!(got, cuts, "{text}");
        assert_eq!(cleaned.text.text(), kept);
    }

    const LEAD: &str = "두 장관은 20일 서울에서 만나 원전 협력 방안을 논의했다.";

    #[test]
    fn stamps_bylines_and_tails_are_cut() {
        check(
            &format!(
                "외교장관 회담\n입력 2026.11.20 14:05 | 수정 2026.11.20 15:00\n(서울=가람통신) 홍서진 기자 = {LEAD}\nhsj@example.kr\n<저작권자(c) 가람통신, 무단 전재-재배포 금지>"
            ),
            &[
                ("입력 2026.11.20 14:05 | 수정 2026.11.20 15:00", CutReason::Boilerplate),
                ("(서울=가람통신) 홍서진 기자 =", CutReason::Byline),
                ("hsj@example.kr", CutReason::Boilerplate),
                ("<저작권자(c) 가람통신, 무단 전재-재배포 금지>", CutReason::Boilerplate),
            ],
            &format!("외교장관 회담\n{LEAD}"),
        );
    }

    #[test]
    fn what_is_printed_becomes_data() {
        let cleaned = clean(
            &Knowledge::shipped().unwrap(),
            &Document::from_text(format!(
                "외교장관 회담\n기사입력 2026.11.20 14:05\n(프라하=가람통신) 홍서진 윤별 특파원 = {LEAD}"
            )),
        );
        let data = cleaned.metadata;
        assert_eq!(data.title.as_deref(), Some("외교장관 회담"));
        assert_eq!(data.dateline.as_deref(), Some("프라하"));
        assert_eq!(data.agency.as_deref(), Some("가람통신"));
        assert_eq!(data.reporters, ["홍서진", "윤별"]);
        assert_eq!(data.published.map(|p| p.to_string()).as_deref(), Some("2026-11-20T14:05:00"));
    }

    #[test]
    fn bylines_stand_among_buttons_and_stamps() {
        for (line, stamped) in [
            ("홍서진 기자 기자에게 메일 보내기 2026.11.20 22:10", true),
            ("홍서진 기자 | 입력 2026-11-20 22:10 | 수정 2026-11-21 08:00", true),
            ("2026년 11월 20일 금요일 오후 10시 10분 홍서진 기자", true),
            ("입력 2026. 11. 20. 22:10 홍서진 기자 구독 공유", true),
            ("가람통신 홍서진 기자 2026.11.20 (금) 22:10", true),
            ("홍서진 기자 구독 기자에게 메일 보내기", false),
            ("홍서진 기자 hsj@example.kr", false),
            ("홍서진 기자 (hsj@example.kr) 팔로우", false),
        ] {
            let text = format!("회담\n{line}\n{LEAD}");
            let cleaned = clean(&Knowledge::shipped().unwrap(), &Document::from_text(text));
            assert_eq!(cleaned.text.text(), format!("회담\n{LEAD}"), "{line}");
            assert_eq!(cleaned.metadata.reporters, ["홍서진"], "{line}");
            let day = cleaned.metadata.published.map(|p| p.to_string());
            assert_eq!(day.as_deref(), stamped.then_some("2026-11-20T22:10:00"), "{line}");
        }
        let know = Knowledge::shipped().unwrap();
        let mut document = Document::from_text(format!("회담\n{LEAD}"));
        document.metadata.reporters = vec!["메일 보내기".to_owned(), "홍서진".to_owned(), "구독".to_owned()];
        assert_eq!(clean(&know, &document).metadata.reporters, ["홍서진"]);
        let prose = "홍서진 기자는 2026년 11월 20일 프라하에서 두 장관을 만났다.";
        let cleaned = clean(&know, &Document::from_text(format!("회담\n{prose}")));
        assert_eq!(cleaned.text.text(), format!("회담\n{prose}"));
    }

    #[test]
    fn rules_see_what_a_line_stands_for() {
        let decomposed = "\u{110b}\u{1175}\u{11b8}\u{1105}\u{1167}\u{11a8}";
        for stamp in [
            "입력 ２０２６．１１．２０ 14:05",
            "입력&nbsp;2026.11.20&nbsp;14:05",
            &format!("{decomposed} 2026.11.20 14:05"),
        ] {
            let text = format!("회담\n{stamp}\n{LEAD}");
            check(&text, &[(stamp, CutReason::Boilerplate)], &format!("회담\n{LEAD}"));
            let cleaned = clean(&Knowledge::shipped().unwrap(), &Document::from_text(text));
            assert_eq!(
                cleaned.metadata.published.map(|p| p.to_string()).as_deref(),
                Some("2026-11-20T14:05:00"),
                "{stamp}"
            );
        }
    }

    #[test]
    fn lists_of_other_stories_are_cut_to_their_end() {
        check(
            &format!("회담\n{LEAD}\n[관련기사]\n1. 체코 총리 방한\n2. 원전 수출 길 열리나"),
            &[("[관련기사]\n1. 체코 총리 방한\n2. 원전 수출 길 열리나", CutReason::Related)],
            &format!("회담\n{LEAD}"),
        );
    }

    #[test]
    fn prose_behind_a_list_of_other_stories_stays() {
        let prose = "이어 두 장관은 만찬을 함께하며 정상 방문 일정과 어업 협정을 조율했다.";
        check(
            &format!("회담\n{LEAD}\n[관련기사]\n1. 체코 총리 방한\n{prose}"),
            &[("[관련기사]\n1. 체코 총리 방한", CutReason::Related)],
            &format!("회담\n{LEAD}\n{prose}"),
        );
    }

    #[test]
    fn a_repeated_body_is_cut_whatever_stands_between() {
        let second = "이어 만찬을 함께하며 정상 방문 일정을 조율했다.";
        check(
            &format!("회담\n{LEAD}{second}/연합뉴스\n{LEAD}\n{second}/연합뉴스"),
            &[
                ("/연합뉴스", CutReason::Byline),
                (format!("{LEAD}\n{second}").as_str(), CutReason::Repeat),
                ("/연합뉴스", CutReason::Byline),
            ],
            &format!("회담\n{LEAD}{second}"),
        );
    }

    use proptest::prelude::*;

    fn article() -> impl Strategy<Value = String> {
        let piece = prop::sample::select(vec![
            "두 장관은 20일 서울에서 만나 원전 협력 방안을 논의했다.",
            "이들은 \"협력을 넓히자\"고 말했다.",
            "\n",
            " ",
            "입력 2026.11.20 14:05",
            "(서울=가람통신) 홍서진 기자 = ",
            "&quot;",
            "\u{200b}",
            "Ｇ２０",
            "/연합뉴스",
            "[관련기사]\n1. 회담 결과",
            "▲ 악수하는 두 장관",
            "hong@example.kr",
            "논의한 듯체코를",
            "…",
        ]);
        prop::collection::vec(piece, 0..30).prop_map(|pieces| pieces.concat())
    }

    proptest! {
        /// Every character that is no white space is in one cut or in one block, never in both or in none.
        #[test]
        fn cuts_and_kept_text_tile_the_source(source in article()) {
            let cleaned = clean(&Knowledge::shipped().unwrap(), &Document::from_text(source.clone()));
            let kept = cleaned.text.blocks().iter().map(|b| cleaned.text.to_source(*b));
            let mut count = vec![0u8; source.len()];
            for span in kept.chain(cleaned.cuts.iter().map(|c| c.span)) {
                count[span.start..span.end].iter_mut().for_each(|n| *n += 1);
            }
            for (at, c) in source.char_indices().filter(|(_, c)| !c.is_whitespace()) {
                // What stands for nothing (a zero-width space) at the edge of a block belongs to neither.
                prop_assert!(count[at] == 1 || c == '\u{200b}' && count[at] == 0, "{c:?} at {at} of {source:?}");
            }
        }
    }
}
