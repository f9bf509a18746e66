//! Quotations that reach beyond their sentence: those that do not close in it, and those that the next one tells of.

use sagwan_text::vocabulary::Effect;
use sagwan_text::{ByteSpan, MentionKind, Quote, Word, WordKind};

use super::Said;
use super::direct::is_clause;
use super::line::{Cue, Line};
use super::speaker::{in_stretch, subject_before};
use crate::record::Mode;

/// A long quotation closes in one of so many sentences.
const FARTHEST: usize = 4;
/// A quotation that nobody closes is one from so many words on.
const CERTAIN: usize = 4;

/// The statements of the first of these lines that reach beyond it.
pub(super) fn find(lines: &[Line<'_>], last_speaker: Option<usize>) -> Vec<Said> {
    let Some((line, rest)) = lines.split_first() else { return Vec::new() };
    let found = line.quotes.iter().filter_map(|quote| match quote.closed {
        false => over_paragraphs(line, rest, quote, last_speaker),
        true if line.word_from(quote.span.end) == line.words().len() => {
            standing_alone(line, rest, quote, last_speaker)
        }
        true => None,
    });
    found.collect()
}

/// A quotation that is a whole sentence: the next one tells whose words it is ("…" 대변인의 답변이다, 장관은 이렇게 말했다),
/// or they are whoever's was spoken of last.
fn standing_alone(
    line: &Line<'_>,
    rest: &[Line<'_>],
    quote: &Quote,
    last_speaker: Option<usize>,
) -> Option<Said> {
    let content = quote.content.trim(line.text);
    if line.word_from(quote.span.start) > 0 || !is_clause(line, quote) {
        return None;
    }
    let told = rest.first().and_then(|next| {
        let (speaker, cue) = verdict(next).or_else(|| told_so(next))?;
        Some(presented(line, next, speaker, content, Some(cue)))
    });
    told.or_else(|| last_speaker.map(|speaker| line.said(Some(speaker), Mode::Direct, content, None)))
}

/// 대변인의 답변이다: whose words the sentence before is.
fn verdict(line: &Line<'_>) -> Option<(Option<usize>, Cue)> {
    let word = line.last_word()?;
    let act = line.value(word, Effect::Verdict)?;
    let named = line.named.iter().rev().filter(|s| !matches!(s.mention.kind, MentionKind::Country(_)));
    Some((named.filter_map(|s| s.actor).next(), Cue { word, act }))
}

/// 장관은 이렇게 말했다: who has said what stands in the sentence before.
fn told_so(line: &Line<'_>) -> Option<(Option<usize>, Cue)> {
    let cue = *line.cues.iter().find(|c| line.facts.has(c.word, Effect::Elsewhere))?;
    let (speaker, _) = in_stretch(line, 0..cue.word, None);
    Some((Some(speaker?), cue))
}

/// A quotation that does not close in its paragraph: it closes in one of the next, or is opened there again.
fn over_paragraphs(
    line: &Line<'_>,
    rest: &[Line<'_>],
    quote: &Quote,
    last_speaker: Option<usize>,
) -> Option<Said> {
    let content = quote.content.trim(line.text);
    let (own, _) = in_stretch(line, 0..line.word_from(quote.span.start), None);
    let told = |next: &Line<'_>, content: ByteSpan, from: usize| {
        let speaker = own.or_else(|| subject_before(next, next.words().len())?.actor).or(last_speaker);
        let cue = next.cues.iter().find(|c| c.word >= from).copied();
        (line.length(content) >= 2).then(|| presented(line, next, speaker, content, cue))
    };
    for next in rest.iter().take(FARTHEST) {
        let opened = next.quotes.first().map_or(usize::MAX, |q| q.span.start);
        let stray = next.words().iter().position(|w| is_stray_close(next, w) && w.span.start < opened);
        if let Some(close) = stray {
            let end = next.word(close)?.span.start;
            return told(next, ByteSpan::new(content.start, end).trim(line.text), close);
        }
        if opened < usize::MAX {
            return told(next, content, 0);
        }
    }
    let speaker = own.or(last_speaker);
    (line.length(content) >= CERTAIN).then(|| line.said(speaker, Mode::Direct, content, None))
}

/// Whether a word is a closing mark of speech that no mark in its sentence opens.
fn is_stray_close(line: &Line<'_>, word: &Word) -> bool {
    let speech = matches!(word.lemma.as_str(), "\"" | "”" | "」" | "』");
    let paired = || line.sentence.quotes.iter().any(|q| q.span.contains(word.span));
    word.kind == WordKind::Quote && speech && !paired()
}

/// A quotation of one line whose cue stands in another.
fn presented(
    line: &Line<'_>,
    next: &Line<'_>,
    speaker: Option<usize>,
    content: ByteSpan,
    cue: Option<Cue>,
) -> Said {
    let mut said = line.said(speaker, Mode::Direct, content, cue);
    said.cue = cue.and_then(|c| next.word(c.word)).map(|w| w.span);
    said.channel = next.channel();
    said.public = next.is_public();
    said
}
