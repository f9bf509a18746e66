//! What is talked about and agreed on: noun phrases whose last word the rules name, and the occasions that they belong to.

use sagwan_text::vocabulary::Effect;
use sagwan_text::{ByteSpan, Case, Pos, Word, WordClass, WordKind};

use super::details::{self, is_gathering};
use super::place::is_time;
use super::weigh::REMEMBERED;
use super::{View, cast};
use crate::events::Occasion;
use crate::record::EventKind;
use sagwan_text::MentionKind;

/// How many words a list of topics goes back at most.
const LONGEST: usize = 18;

/// How many sentences before or behind one without an occasion that of which it speaks is told.
const REACH: usize = 3;

/// A topic of a sentence in which no occasion is told, nor before it: of one that is told later. 두 장관은 현안을 논의했다. 전화
/// 통화는 30분 이어졌다.
#[derive(Debug)]
pub(super) struct Waiting {
    topic: ByteSpan,
    sentence: usize,
    actors: Vec<usize>,
}

impl Waiting {
    /// The occasion to which the topic belongs.
    pub(super) fn home(&self, told: &[Occasion]) -> Option<(usize, ByteSpan)> {
        let first = |o: &Occasion| o.evidence.first().copied().unwrap_or_default();
        let from = told.partition_point(|o| first(o) <= self.sentence);
        let mut behind =
            told.iter().enumerate().skip(from).take_while(|(_, o)| first(o) <= self.sentence + REACH);
        let (n, _) = behind.find(|(_, o)| is_gathering(o) && is_of_one(o, &self.actors))?;
        Some((n, self.topic))
    }
}

/// The phrases that name what is talked about in a sentence, in order.
pub(super) fn of(view: &View<'_>) -> Vec<ByteSpan> {
    phrases(view, Effect::Topic)
}

/// Topics with the numbers of the occasions that they belong to, and those that wait for one.
pub(super) type Assigned = (Vec<(usize, ByteSpan)>, Vec<Waiting>);

/// To which of the occasions told so far, those of the sentence from number `own` on, its topics belong. What is talked about
/// is so at the talks of the sentence, else on its visit, else at the talks told before or behind it; what is
/// agreed on belongs to the agreement.
pub(super) fn assigned(view: &View<'_>, topics: &[ByteSpan], told: &[Occasion], own: usize) -> Assigned {
    let agreed = phrases(view, Effect::Agreed).into_iter().filter_map(|topic| agreed_in(told, own, topic));
    let mut at_home: Vec<(usize, ByteSpan)> = agreed.collect();
    let mut waiting = Vec::new();
    let actors: Vec<usize> = view.mentions.iter().filter_map(|(_, of)| *of).collect();
    // What a spokesman quotes was talked about too: "두 장관은 현안을 논의했다"고 밝혔다.
    for &topic in topics {
        match talks_about(view, told, own, topic) {
            Some(event) => {
                // What one word tells one by one (각각 통화하고) is about the same.
                let own_word = told.iter().enumerate().rev().take(REMEMBERED);
                let own_word = own_word.filter(|(_, o)| o.trigger == event.trigger);
                at_home.extend(own_word.map(|(n, _)| (n, topic)));
            }
            None => waiting.push(Waiting { topic, sentence: view.index, actors: actors.clone() }),
        }
    }
    (at_home, waiting)
}

/// The occasion at which a topic is talked about.
fn talks_about<'o>(
    view: &View<'_>,
    told: &'o [Occasion],
    own: usize,
    topic: ByteSpan,
) -> Option<&'o Occasion> {
    let (earlier, of_sentence) = told.split_at_checked(own)?;
    let beside = || of_sentence.iter().filter(|o| !o.trigger.overlaps(topic));
    let talks = || beside().filter(|o| o.told && is_gathering(o));
    let nearest = talks().rfind(|o| o.trigger.start < topic.start).or_else(|| talks().next());
    let visit = || beside().find(|o| o.kind == EventKind::Visit && o.told);
    let spoken_of = || earlier.get(details::spoken_of(view, earlier, false)?);
    let recent = |o: &Occasion| o.evidence.last().is_some_and(|n| view.index - n <= REACH);
    let last = || earlier.iter().rev().take(REMEMBERED).find(|o| o.told && is_gathering(o));
    nearest.or_else(spoken_of).or_else(visit).or_else(|| last().filter(|o| recent(o)))
}

/// Whether one of those who are named is a side of an occasion, or nobody is named.
fn is_of_one(occasion: &Occasion, named: &[usize]) -> bool {
    named.is_empty() || occasion.sides().iter().any(|side| named.contains(side))
}

/// The agreement of the sentence that is told behind a topic.
fn agreed_in(told: &[Occasion], own: usize, topic: ByteSpan) -> Option<(usize, ByteSpan)> {
    let mut of_sentence = told.iter().enumerate().skip(own);
    let agreement =
        of_sentence.find(|(_, o)| o.kind == EventKind::Agreement && o.trigger.start >= topic.end)?;
    Some((agreement.0, topic))
}

/// The phrases whose last words rules name so, in order.
fn phrases(view: &View<'_>, effect: Effect) -> Vec<ByteSpan> {
    let ends_topic = |&n: &usize| view.facts.has(n, effect) && !names_somebody(view, n);
    let ends = (0..view.tokens().len()).filter(ends_topic);
    let mut found: Vec<ByteSpan> = ends.flat_map(|n| noun_phrases(view, n)).collect();
    found.sort_unstable();
    found.dedup();
    let within = |span: &ByteSpan| found.iter().any(|other| other != span && other.contains(*span));
    found.iter().filter(|span| !within(span)).copied().collect()
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
        // 6일) 분쟁: the bracket closes what is none of it.
        let closes = |n: &usize| tokens.get(*n).is_some_and(|t| t.kind == WordKind::Close);
        let first = (first..=end).find(|n| !closes(n))?;
        let span = ByteSpan::new(tokens.get(first)?.span.start, tokens.get(end)?.stem.end);
        // 여는 방안을 협의했다: the noun alone says nothing.
        (first < end || !view.facts.has(end, Effect::Hollow) && !is_bound(tokens.get(end)?)).then_some(span)
    };
    while let Some(before) = first.checked_sub(1).filter(|n| last - n <= LONGEST) {
        let Some(word) = tokens.get(before) else { break };
        if cast::separates(word) {
            // 하원의장을 접견, 현안을 논의했다: the event itself is none of its topics.
            let Some(next) = before.checked_sub(1).filter(|&n| goes_on(view, n) && !is_event(view, n)) else {
                break;
            };
            found.extend(phrase(first, end));
            (first, end) = (next, next);
            continue;
        }
        if let Some(clause) = clause_before_noun(view, before) {
            first = clause;
            break;
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

/// Where the clause begins that stands before a noun and ends at a word: 국제 질서를 강화하는 방안. One that tells of an event
/// is none of its topic.
fn clause_before_noun(view: &View<'_>, last: usize) -> Option<usize> {
    let word = view.tokens().get(last)?;
    let own = word.class == WordClass::Adnominal && matches!(word.pos, Pos::Verb | Pos::Adj);
    let first = own.then(|| view.clause_start(last))?;
    let plain = |n: usize| {
        let word = view.tokens().get(n);
        !is_event(view, n) && word.is_some_and(|t| t.is_word() && t.case != Case::Topic && !is_time(view, t))
    };
    (last - first < LONGEST && (first..=last).all(plain)).then_some(first)
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
                && !is_time(view, word)
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
                && !is_time(view, t)
        })
    };
    1 + (0..last).rev().take_while(bare).count()
}
