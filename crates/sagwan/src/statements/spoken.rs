//! Speech without quotation marks: what follows a speaker's label in a transcript or broadcast script.

use sagwan_text::ByteSpan;

use super::{Reading, Said};
use crate::record::Mode;

/// Adds the speech behind labels. Quotations inside it that have no speaker yet get the label's.
pub(super) fn find(reading: &Reading<'_>, said: &mut Vec<Said>) {
    let sentences = &reading.read.sentences;
    let mut n = 0;
    while let Some(sentence) = sentences.get(n) {
        let index = n;
        n += 1;
        let Some(label) = reading
            .know
            .pack
            .labels
            .label(sentence.span.of(reading.text))
            .filter(|_| (reading.is_text)(index))
        else {
            continue;
        };
        let start = sentence.span.start;
        let who = ByteSpan::new(start + label.who.start, start + label.who.end);
        let Some(speaker) =
            reading.cast.in_sentence(index).find(|(m, _)| who.contains(m.span)).and_then(|(_, actor)| actor)
        else {
            continue;
        };
        // On the same line, else the line below: where the next paragraph is narration nothing tells.
        let mut speech = label.speech.map(|s| ByteSpan::new(start + s.start, start + s.end));
        let on_line = speech.is_some();
        let mut end = sentence.span.end;
        while let Some(next) = sentences.get(n).filter(|_| (reading.is_text)(n)) {
            let gap = reading.text.get(end..next.span.start).unwrap_or("");
            let breaks = gap.matches('\n').count();
            let begins = speech.is_none_or(|s| s.is_empty());
            let allowed = if on_line || !begins { 0 } else { usize::MAX };
            if breaks > allowed || reading.know.pack.labels.label(next.span.of(reading.text)).is_some() {
                break;
            }
            speech = Some(speech.map_or(next.span, |s| ByteSpan::new(s.start, next.span.end)));
            end = next.span.end;
            n += 1;
        }
        let Some(speech) = speech.map(|s| unquoted(reading.text, s)).filter(|s| !s.is_empty()) else {
            continue;
        };
        let mut quoted = false;
        for statement in said.iter_mut().filter(|s| speech.contains(s.content)) {
            statement.speaker = statement.speaker.or(Some(speaker));
            quoted |= statement.content == speech;
        }
        if !quoted {
            said.push(Said {
                sentence: index,
                speaker: Some(speaker),
                addressees: Vec::new(),
                reported_by: None,
                mode: Mode::Direct,
                content: speech,
                cue: None,
                act: "say".to_owned(),
                channel: None,
            });
        }
    }
    said.sort_by_key(|s| (s.sentence, s.content.start, s.content.end));
}

/// Speech without the quotation marks or bracket around all of it.
fn unquoted(text: &str, span: ByteSpan) -> ByteSpan {
    let span = span.trim(text);
    let inner = span.of(text);
    let open = inner.chars().next().filter(|c| matches!(c, '"' | '“'));
    let close = inner.chars().next_back().filter(|c| matches!(c, '"' | '”' | ']'));
    let start = span.start + open.map_or(0, char::len_utf8);
    let end = span.end - close.map_or(0, char::len_utf8);
    ByteSpan::new(start, end.max(start)).trim(text)
}
