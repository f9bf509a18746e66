//! Speech without quotation marks: what follows a speaker's label in a transcript or broadcast script.

use sagwan_text::ByteSpan;

use super::line::SAY;
use super::{Reading, Said};
use crate::record::Mode;

/// What somebody says behind a label.
struct Turn {
    /// The sentence with the label.
    sentence: usize,
    speaker: usize,
    speech: ByteSpan,
}

/// The statements with the speech behind labels among them. Quotations inside it of which nothing tells who speaks get the
/// label's speaker.
pub(super) fn with(reading: &Reading<'_>, said: Vec<Said>) -> Vec<Said> {
    let turns = turns(reading);
    let inside = |content: ByteSpan| turns.iter().find(|turn| turn.speech.contains(content));
    let whole = |turn: &&Turn| !said.iter().any(|s| s.content == turn.speech);
    let added: Vec<Said> = turns.iter().filter(whole).map(told).collect();
    let own = said.iter().map(|statement| {
        let told = statement.speaker.filter(|_| statement.cue.is_some());
        let label = || inside(statement.content).map(|turn| turn.speaker);
        let speaker = told.or_else(label).or(statement.speaker);
        Said { speaker, ..statement.clone() }
    });
    let mut all: Vec<Said> = own.chain(added).collect();
    all.sort_by_key(|s| (s.sentence, s.content.start, s.content.end));
    all
}

fn told(turn: &Turn) -> Said {
    Said {
        sentence: turn.sentence,
        speaker: Some(turn.speaker),
        reported_by: None,
        mode: Mode::Direct,
        content: turn.speech,
        cue: None,
        act: SAY.to_owned(),
        channel: None,
        hearer: None,
        public: false,
    }
}

fn turns(reading: &Reading<'_>) -> Vec<Turn> {
    let sentences = &reading.read.sentences;
    let label = |n: usize| reading.labels.label(sentences.get(n)?.span.of(reading.text));
    let mut turns = Vec::new();
    let mut n = 0;
    while let Some(sentence) = sentences.get(n) {
        let index = n;
        n += 1;
        let Some(label_here) = label(index).filter(|_| (reading.is_text)(index)) else { continue };
        let start = sentence.span.start;
        let who = ByteSpan::new(start + label_here.who.start, start + label_here.who.end);
        let mut named = reading.cast.in_sentence(index).filter(|(m, _)| who.contains(m.span));
        let Some(speaker) = named.next().and_then(|(_, actor)| actor) else { continue };
        // On the same line, else the line below: where the next paragraph is narration nothing tells.
        let mut speech = label_here.speech.map(|s| ByteSpan::new(start + s.start, start + s.end));
        let mut below = speech.is_none();
        let mut end = sentence.span.end;
        while let Some(next) = sentences.get(n).filter(|_| (reading.is_text)(n)) {
            let breaks = reading.text.get(end..next.span.start).unwrap_or("").contains('\n');
            if breaks && !below || label(n).is_some() {
                break;
            }
            speech = Some(speech.map_or(next.span, |s| s.join(next.span)));
            below = false;
            end = next.span.end;
            n += 1;
        }
        let speech = speech.map(|s| unquoted(reading.text, s)).filter(|s| !s.is_empty());
        turns.extend(speech.map(|speech| Turn { sentence: index, speaker, speech }));
    }
    turns
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
