//! Who stands in which case in the clause of an event.
//!
//! Takes an event's word and the stretch of its clause before it, gives who acts, with whom, to whom. Leaves out what part
//! they take in the event: that is for [`sides`](super::sides).

use sagwan_text::vocabulary::Effect;
use sagwan_text::{Case, Delimiter, Pos, Word, WordClass, WordKind};

use super::View;
use super::clause::{self, Place};
use crate::cast::Cast;
use crate::events::triggers::Found;
use crate::record::{ActorKind, EventKind};
use sagwan_text::{Mention, MentionKind, Office};

/// Who does what in a clause.
#[derive(Default)]
pub(super) struct ClauseCast {
    pub(super) subjects: Vec<usize>,
    pub(super) with: Vec<usize>,
    pub(super) to: Vec<usize>,
    /// The bodies and states in 에 and 로: 통일부에, 북측으로.
    pub(super) at: Vec<usize>,
    pub(super) objects: Vec<usize>,
    /// Whoever stands in the genitive, nearest to the event.
    pub(super) genitive: Option<usize>,
    /// Whoever stands right before the event without a particle.
    pub(super) adjacent: Vec<usize>,
}

/// The case of a mention; an actor behind 은 or 도 acts.
pub(super) fn case(view: &View<'_>, mention: &Mention) -> Case {
    match mention.case {
        Case::Topic | Case::Focus => Case::Subject,
        // 한미 정상, 14일 워싱턴서 회담: a headline leaves the particle away.
        Case::Bare if view.reading.headlines && heads_a_headline(view, mention) => Case::Subject,
        // 외교부에서는: a body speaks. But 베트남에서는 is where.
        Case::In
            if mention.delimiter == Some(Delimiter::Topic)
                && !matches!(mention.kind, MentionKind::Country(_)) =>
        {
            Case::Subject
        }
        case => case,
    }
}

/// Whether a mention opens a headline, with a mark behind it.
fn heads_a_headline(view: &View<'_>, mention: &Mention) -> bool {
    let first = view.mentions.first().is_some_and(|(m, _)| m.span == mention.span);
    first && view.tokens().get(mention.last + 1).is_some_and(|t| !t.is_word())
}

/// Whether a word stands between the members of a list: a comma, a point, 및.
pub(super) fn separates(word: &Word) -> bool {
    // The tagger takes 및 for an adverb.
    let joins = word.pos == Pos::Cconj || word.lemma == "및";
    word.kind == WordKind::Mark && matches!(word.lemma.as_str(), "," | "·" | "ㆍ") || joins
}

/// How a mention is listed with the next one: `None` when something else stands between them, else whether a comma does.
pub(super) fn listed(view: &View<'_>, mention: &Mention, next: usize) -> Option<bool> {
    // 강민서·노가온 의원이: the sign stands in the word.
    if next <= mention.last {
        return Some(true);
    }
    let between = view.tokens().get(mention.last + 1..next).unwrap_or(&[]);
    // What is glued to the name (its other spelling in brackets, a particle behind it) belongs to it.
    let mut between = between.iter().skip_while(|w| !w.spaced && !separates(w)).peekable();
    let comma = between.peek().is_some();
    between.all(separates).then_some(comma)
}

/// Who does what in the clause of an event, before a word of the sentence.
pub(super) fn of_clause(
    view: &View<'_>,
    cast: &Cast,
    at: usize,
    until: usize,
    adnominal: bool,
) -> ClauseCast {
    let before = view.mentions.iter().filter(|(m, _)| m.last < until && !view.quoted(m.span));
    // 바이든 대통령과 한미 정상회담을, 기시다 총리와는 한일 정상회담을: partners stand behind the event before.
    let is_event = |n: &usize| {
        clause::place_of(view, *n, at) == Place::Own
            && view.tokens().get(*n).is_some_and(|t| names_event(view, t))
    };
    let previous = (0..at).rev().find(is_event);
    let mut found = ClauseCast::default();
    // Who acts, and how near to the event's clause that is told.
    let mut acts: Option<(Place, Vec<usize>)> = None;
    let mut following: Option<(Case, usize)> = None;
    for (mention, actor) in before.rev() {
        let mut case = case(view, mention);
        // A, B, C가: what stands before a comma or 와 shares the case of what it is listed with.
        let list = following.and_then(|(next, first)| Some((next, listed(view, mention, first)?)));
        let listed = list.filter(|(_, comma)| *comma || case == Case::With).map(|(next, _)| next);
        if let Some(next) = listed.filter(|_| case == Case::Bare) {
            case = next;
        }
        following = Some((case, mention.first));
        let Some(actor) = *actor else { continue };
        if cast.members.get(actor).is_some_and(|m| m.media) {
            continue;
        }
        let known = cast.expand(actor);
        let place = clause::place_of(view, mention.last, at);
        // 정 실장과 서 원장이: whoever stands in 과 right before the subject shares its part.
        if case == Case::Subject || listed == Some(Case::Subject) {
            let joins = listed.is_some();
            match &mut acts {
                _ if adnominal => {}
                Some((nearest, actors)) if *nearest == place && joins => actors.extend(known),
                Some((nearest, _)) if *nearest <= place => {}
                _ => acts = Some((place, known)),
            }
            continue;
        }
        // 오라고 초청했다, 협력하기로 합의했다: with whom and to whom is shared with what is said or meant.
        if !matches!(place, Place::Own | Place::Meant) || previous.is_some_and(|p| mention.last < p) {
            continue;
        }
        match case {
            Case::With => found.with.extend(known),
            Case::To => found.to.extend(known),
            Case::At | Case::Toward if is_reached(mention) => found.at.extend(known),
            Case::Object if is_met(mention) => found.objects.extend(known),
            Case::Genitive
                if found.genitive.is_none() && clause::is_one_phrase(view, mention.last + 1, at) =>
            {
                found.genitive = Some(actor);
            }
            Case::Bare if mention.last + 1 == at => found.adjacent.extend(known),
            _ => {}
        }
    }
    found.subjects = acts.map(|(_, actors)| actors).unwrap_or_default();
    found
}

/// Whether what stands in 에 can be written to: a body or a state.
pub(super) fn is_reached(mention: &Mention) -> bool {
    matches!(mention.kind, MentionKind::Country(_) | MentionKind::Organisation { .. })
}

/// Whether what stands in 을 can be met: a person, no state.
fn is_met(mention: &Mention) -> bool {
    matches!(mention.kind, MentionKind::Person(_) | MentionKind::Group { .. } | MentionKind::Pronoun)
}

/// Whether a word names an event.
pub(super) fn names_event(view: &View<'_>, word: &Word) -> bool {
    let know = view.reading.know;
    word.is_word() && know.events.triggers.of(&know.pack, word).is_some()
}

/// The person who acts for a state at an event of that kind, when the article names one.
pub(super) fn stands_for(
    view: &View<'_>,
    cast: &Cast,
    code: &str,
    kind: EventKind,
    at: usize,
) -> Option<usize> {
    // In the order of the values of [`Effect::Level`].
    const OFFICES: [Office; 3] = [Office::Leader, Office::ForeignMinister, Office::DefenceMinister];
    let level = view.facts.strongest(at, Effect::Level).and_then(|level| OFFICES.get(level).copied());
    let office = if kind == EventKind::Summit { Some(Office::Leader) } else { level };
    cast.holder_of(code, office?)
}

/// Whether an actor is one or several people, who can travel and meet.
pub(super) fn is_traveller(cast: &Cast, actor: usize) -> bool {
    cast.members.get(actor).is_some_and(|m| matches!(m.kind, ActorKind::Person | ActorKind::Group))
}

/// How many words and marks may stand between the states and the event: 한미 양국 고위급 실무 협상, 한중 ‘2+2 대화’.
const BETWEEN: usize = 6;

/// The codes of the states in a compound inside an event's word or before it.
pub(super) fn compound_sides(view: &View<'_>, at: usize, hit: &Found<'_>) -> Vec<String> {
    let lexicon = view.lexicon();
    let codes = |word: &str| {
        lexicon.compound(word).map(|found| found.iter().map(|c| c.code.clone()).collect::<Vec<_>>())
    };
    let Some(token) = view.tokens().get(at) else { return Vec::new() };
    if let Some(members) = lexicon.forum(view.text_of(token.stem)) {
        return members.to_vec();
    }
    let prefix = view.text_of(token.span).get(..hit.before).unwrap_or("");
    let cuts = prefix.char_indices().map(|(i, _)| i).chain([prefix.len()]).rev();
    if let Some(found) = cuts.filter_map(|cut| prefix.get(..cut)).find_map(codes) {
        return found;
    }
    let before = view.tokens().get(at.saturating_sub(BETWEEN)..at).unwrap_or(&[]).iter().rev();
    for word in before {
        // 한중 ‘2+2 대화’: marks inside a name.
        if !word.is_word() && !matches!(view.text_of(word.span), "," | ".") {
            continue;
        }
        // 장관은 프랑스·독일과 회담했다: met by somebody, and no name of the talks.
        if !matches!(word.case, Case::Bare | Case::Genitive) || !word.is_word() {
            break;
        }
        if let Some(found) = codes(view.text_of(word.stem)) {
            return found;
        }
        let of_its_name = matches!(word.class, WordClass::Nominal | WordClass::Determiner);
        if !of_its_name || word.case != Case::Bare {
            break;
        }
    }
    Vec::new()
}
