//! What is talked about: noun phrases whose last word the rules name.

use sagwan_text::vocabulary::Effect;
use sagwan_text::{ByteSpan, Case, Word, WordClass, WordKind};

use super::{View, cast};
use sagwan_text::MentionKind;

/// How many words a list of topics goes back at most.
const LONGEST: usize = 18;

/// The phrases that name what is talked about in a sentence, in order.
pub(super) fn of(view: &View<'_>) -> Vec<ByteSpan> {
    let ends_topic = |&n: &usize| {
        view.facts.has(n, Effect::Topic)
            && view.tokens().get(n).is_some_and(|t| !view.quoted(t.span))
            && !names_somebody(view, n)
    };
    let ends = (0..view.tokens().len()).filter(ends_topic);
    let mut found: Vec<ByteSpan> = ends.flat_map(|n| noun_phrases(view, n)).collect();
    found.sort_unstable();
    found.dedup();
    found
}

/// Whether a person's name ends with a word.
fn names_somebody(view: &View<'_>, at: usize) -> bool {
    view.mentions.iter().any(|(m, _)| m.last == at && matches!(m.kind, MentionKind::Person(_)))
}

/// Whether a word is a bound noun, which names nothing itself: 등, 것, 데.
pub(super) fn is_bound(word: &Word) -> bool {
    let own = |m: &&sagwan_text::Morph| word.stem.contains(m.span);
    word.morphs.iter().filter(own).all(|m| m.tag == "NNB")
}

/// The noun phrases of a list that ends at a word: split at commas, and at 와 and 과 behind a phrase of several words.
fn noun_phrases(view: &View<'_>, last: usize) -> Vec<ByteSpan> {
    let tokens = view.tokens();
    let lists = tokens.get(last).is_some_and(is_bound);
    let Some(last) = (if lists { last.checked_sub(1) } else { Some(last) }) else { return Vec::new() };
    let mut found = Vec::new();
    // The phrase that is being read, from its first word to its last.
    let (mut first, mut end) = (last, last);
    let phrase = |first: usize, end: usize| {
        let span = ByteSpan::new(tokens.get(first)?.span.start, tokens.get(end)?.stem.end);
        // 여는 방안을 협의했다: the noun alone says nothing.
        (first < end || !view.facts.has(end, Effect::Hollow) && !is_bound(tokens.get(end)?)).then_some(span)
    };
    while let Some(before) = first.checked_sub(1).filter(|n| last - n <= LONGEST) {
        let Some(word) = tokens.get(before) else { break };
        if word.kind == WordKind::Mark && cast::separates(word) {
            // 하원의장을 접견, 현안을 논의했다: the event itself is none of its topics.
            let Some(next) = before.checked_sub(1).filter(|&n| goes_on(view, n) && !is_event(view, n)) else {
                break;
            };
            found.extend(phrase(first, end));
            (first, end) = (next, next);
            continue;
        }
        if !goes_on(view, before) {
            break;
        }
        if word.case == Case::With && phrase_before(view, before) >= 2 {
            found.extend(phrase(first, end));
            end = before;
        }
        first = before;
    }
    found.extend(phrase(first, end));
    found
}

fn is_event(view: &View<'_>, at: usize) -> bool {
    view.tokens().get(at).is_some_and(|t| cast::names_event(view, t))
}

/// Whether a word belongs to the phrase of the next one.
fn goes_on(view: &View<'_>, at: usize) -> bool {
    let Some(word) = view.tokens().get(at) else { return false };
    // 김 장관과 어업 협정을 논의했다: with whom, not about what.
    let partner = || word.case == Case::With && names_somebody(view, at);
    match word.kind {
        WordKind::Open | WordKind::Close => true,
        WordKind::Word => {
            matches!(word.class, WordClass::Nominal | WordClass::Determiner)
                && matches!(word.case, Case::Bare | Case::Genitive | Case::With)
                && !view.times.iter().any(|t| t.span.overlaps(word.span))
                && !partner()
        }
        _ => false,
    }
}

/// How many words the noun phrase has that ends at a word.
fn phrase_before(view: &View<'_>, last: usize) -> usize {
    let bare = |n: &usize| {
        view.tokens().get(*n).is_some_and(|t| {
            t.is_word()
                && t.class == WordClass::Nominal
                && matches!(t.case, Case::Bare | Case::Genitive)
                && !view.times.iter().any(|time| time.span.overlaps(t.span))
        })
    };
    1 + (0..last).rev().take_while(bare).count()
}
