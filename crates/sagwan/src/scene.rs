//! What rules are asked about: each sentence with the marks of its words and the mentions in it.
//!
//! Takes what the passes before have found, gives the labels of [`sagwan_text::vocabulary::Mark`] and what the rules of
//! a stage say. Decides nothing itself.

use sagwan_text::pattern::{Applied, Facts, Named, Numbered, Scene};
use sagwan_text::vocabulary::{Mark, VOCABULARY, kinds_of};
use sagwan_text::{ByteSpan, Mention, Sentence, Text, WordClass};

use crate::knowledge::Knowledge;
use crate::record::EventKind;
use sagwan_ko::names::Forms;
use sagwan_ko::triggers::Object;

/// The labels of a sentence's words, sorted.
pub(crate) type Labels = Vec<(usize, usize)>;

/// The labels of the words of all sentences.
pub(crate) fn labels(
    know: &Knowledge,
    text: &str,
    read: &Text,
    forms: &[Forms],
    is_time: &dyn Fn(ByteSpan) -> bool,
) -> Vec<Labels> {
    let sentences = read.sentences.iter().zip(forms);
    sentences.map(|(sentence, forms)| of_sentence(know, text, sentence, forms, is_time)).collect()
}

fn of_sentence(
    know: &Knowledge,
    text: &str,
    sentence: &Sentence,
    forms: &Forms,
    is_time: &dyn Fn(ByteSpan) -> bool,
) -> Labels {
    let mut labels = forms.labels.clone();
    let words = &sentence.words;
    for (n, word) in words.iter().enumerate().filter(|(_, word)| word.is_word()) {
        let mut mark = |mark: Mark| labels.push((n, mark.into()));
        if is_time(word.span) {
            mark(Mark::Time);
        }
        if know.pack.lexicon.state_of(word.stem.of(text)).is_some() {
            mark(Mark::Locality);
        }
        let behind =
            |end: usize| words.get(..n).and_then(<[_]>::last).is_some_and(|before| before.span.end == end);
        if sentence.quotes.iter().any(|quote| behind(quote.span.end)) {
            mark(Mark::AfterQuote);
        }
        let Some(found) = know.events.trigger(&know.pack, text, &sentence.words, n) else { continue };
        mark(Mark::Event);
        mark(if found.verbal { Mark::Verbal } else { Mark::EventNoun });
        match found.trigger.object {
            Object::Counterpart => mark(Mark::Received),
            Object::Guest => mark(Mark::Invitation),
            Object::Place | Object::None => {}
        }
        mark(match found.trigger.kind {
            EventKind::Summit | EventKind::Talks | EventKind::Meeting => Mark::Meeting,
            EventKind::Audience => Mark::Audience,
            EventKind::Conference => Mark::Conference,
            EventKind::Call => Mark::Call,
            EventKind::Visit => Mark::Visit,
            EventKind::Letter => Mark::Letter,
            EventKind::Agreement => Mark::Agreement,
            EventKind::Summons => Mark::Summons,
        });
    }
    labels.sort_unstable();
    labels
}

/// The labels with those of what an earlier stage said, and with the words that are reported speech.
pub(crate) fn with(labels: &Labels, facts: &Facts, sentence: &Sentence, reported: &[ByteSpan]) -> Labels {
    let inside = |span: ByteSpan| reported.iter().any(|content| content.contains(span));
    let words = sentence.words.iter().enumerate().filter(|(_, w)| w.is_word() && inside(w.span));
    let mut all = labels.clone();
    all.extend(facts.labels(&VOCABULARY));
    all.extend(words.map(|(n, _)| (n, Mark::Reported.into())));
    all.sort_unstable();
    all.dedup();
    all
}

/// The noun phrases of one sentence, whose mentions are the ones from number `from` on.
pub(crate) fn named(sentence: &Sentence, mentions: &[Mention], from: usize) -> Vec<Named> {
    // 유럽연합(EU)과: behind a bracket the particle is a word of its own.
    let apart = |m: &Mention| {
        let behind = sentence.words.get(m.last + 1).filter(|w| w.class == WordClass::Particle);
        behind.is_some_and(|w| w.span == m.particle)
    };
    let number = |(n, mention): (usize, &Mention)| Named {
        first: mention.first,
        last: mention.last + usize::from(apart(mention)),
        kinds: kinds_of(mention),
        id: from + n,
    };
    mentions.iter().enumerate().filter(|(_, mention)| !mention.within).map(number).collect()
}

/// What the rules of a stage say of a sentence.
pub(crate) fn ask(
    stage: &mut Applied<'_>,
    text: &str,
    sentence: &Sentence,
    labels: &[(usize, usize)],
    mentions: &[Named],
    numbered: &Numbered,
) -> Facts {
    stage.to(&Scene { text, sentence, labels, mentions }, numbered)
}
