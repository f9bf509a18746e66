//! Who speaks in a stretch of a sentence.

use std::ops::Range;

use sagwan_text::vocabulary::Effect;
use sagwan_text::{Link, LinkKind, MentionKind, Office};

use super::line::{Line, Somebody};

/// The subject before a word that stands nearest to it, a topic if there is one.
pub(super) fn subject_before<'l, 'a>(line: &'l Line<'a>, at: usize) -> Option<&'l Somebody<'a>> {
    let before = || line.named.iter().filter(|s| s.mention.last < at && s.may_speak);
    before().rfind(|s| s.is_topic).or_else(|| before().rfind(|s| !is_of_a_noun(line, s, at)))
}

/// 중국이 체결한 협정을 …고 강조하고 …고 촉구했다: whether somebody is the subject of a clause before a noun, over before a word.
fn is_of_a_noun(line: &Line<'_>, somebody: &Somebody<'_>, at: usize) -> bool {
    let clause = line.sentence.clause_at(somebody.mention.last);
    clause.is_some_and(|c| c.last < at && c.link.is_some_and(|link| link.kind == LinkKind::Adnominal))
}

/// The last subject in a stretch.
pub(super) fn subject_in<'l, 'a>(line: &'l Line<'a>, stretch: Range<usize>) -> Option<&'l Somebody<'a>> {
    subjects(line, stretch).next_back()
}

/// All subjects in a stretch, in order.
pub(super) fn subjects<'l, 'a>(
    line: &'l Line<'a>,
    stretch: Range<usize>,
) -> impl DoubleEndedIterator<Item = &'l Somebody<'a>> {
    let fits = move |s: &&Somebody<'a>| {
        s.may_speak && stretch.start <= s.mention.first && s.mention.last < stretch.end
    };
    line.named.iter().filter(fits)
}

/// Whether the sentence goes on with what the speaker before it says: 이어, 그러면서.
pub(super) fn carries_on(line: &Line<'_>) -> bool {
    line.value(0, Effect::Opens) == Some("carries-on")
}

/// Who speaks in a stretch: the topic, else the subject; whoever spoke before when the sentence carries on or says nothing.
/// Also the mention when it stands in the stretch.
pub(super) fn in_stretch<'l, 'a>(
    line: &'l Line<'a>,
    stretch: Range<usize>,
    last_speaker: Option<usize>,
) -> (Option<usize>, Option<&'l Somebody<'a>>) {
    let within = || subjects(line, stretch.clone());
    let carries = carries_on(line);
    let topic = within().find(|s| s.is_topic);
    // 휴전을 제안한 가운데 린드 총리는 …: the clause of whoever is named first is over.
    let first = topic.or_else(|| within().next());
    let closest = |s: &Somebody<'_>| s.behind == stretch.end;
    let other = first.and_then(|first| {
        let later = |s: &&Somebody<'_>| s.is_topic || !first.is_topic || closest(s);
        within().filter(later).find(|s| takes_over(line, first, s))
    });
    if let Some(other) = other.filter(|_| !carries) {
        return (other.actor, Some(other));
    }
    match topic {
        // 그러면서 미국은 …: a state as topic of a sentence that carries on is what is spoken about.
        Some(s) if carries && is_state(s) && last_speaker.is_some() => (last_speaker, None),
        Some(s) => (s.actor, Some(s)),
        None if stretch.start > 0 => {
            (subject_before(line, stretch.start).map_or(last_speaker, |s| s.actor), None)
        }
        None if carries => (last_speaker, None),
        None => match within().next() {
            Some(s) => (s.actor, Some(s)),
            None => (last_speaker, None),
        },
    }
}

/// Whether a person is the subject of a clause behind the one of whoever is named first.
fn takes_over(line: &Line<'_>, first: &Somebody<'_>, other: &Somebody<'_>) -> bool {
    let behind = first.mention.last < other.mention.first;
    let clause = line.sentence.clause_at(first.mention.last);
    let over = || clause.is_some_and(|c| c.last < other.mention.first && c.link.is_some_and(beside));
    behind && matches!(other.mention.kind, MentionKind::Person(_)) && over()
}

/// Whether a clause stands beside another, not in it.
fn beside(link: Link) -> bool {
    matches!(link.kind, LinkKind::Coordinate | LinkKind::Subordinate)
}

fn is_state(somebody: &Somebody<'_>) -> bool {
    matches!(
        somebody.mention.kind,
        MentionKind::Country(_) | MentionKind::States { office: Office::State, .. }
    )
}
