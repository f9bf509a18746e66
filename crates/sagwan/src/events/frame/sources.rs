//! On whose word, when that stands in a later sentence: 외교부는 두 장관이 …에 공감했다고 밝혔다.

use sagwan_text::vocabulary::Effect;
use sagwan_text::{ByteSpan, Case};

use super::{View, cast, is_meeting};
use crate::cast::Cast;
use crate::events::{Occasion, Source};
use crate::record::{EventKind, Status};
use crate::statements::Said;
use sagwan_text::MentionKind;

/// How many sentences may lie between an occasion and who is cited for it.
const REACH: usize = 4;

/// How many occasions are looked at for that.
const LOOK_BACK: usize = 40;

/// Who is cited in a sentence for the occasions told before it, each by its number: whoever tells what was said or done
/// there, and whoever 이같이 밝혔다.
pub(super) fn later(view: &View<'_>, cast: &Cast, earlier: &[Occasion]) -> Vec<(usize, Source)> {
    // Only the last few can be near enough.
    let from = earlier.len().saturating_sub(LOOK_BACK);
    let recent = earlier.get(from..).unwrap_or_default();
    // What is asked, promised or held against somebody tells of no occasion.
    let tells = |said: &&Said| matches!(said.act.as_str(), "say" | "explain" | "confirm" | "warn");
    let said = view.statements.iter().filter(tells).filter_map(|said| {
        let (teller, about) = tells_of(view, cast, said)?;
        Some((from + told_of(view, recent, teller, &about)?, source_of(teller, said)))
    });
    let so = tells_so(view);
    let before =
        recent.iter().enumerate().filter(|(_, o)| o.evidence.first().is_some_and(|&n| n + 1 == view.index));
    let so = before.filter_map(|(n, o)| {
        let teller = so.filter(|teller| o.participants.iter().all(|(a, _)| a != teller))?;
        Some((from + n, (teller, None, view.sentence.span)))
    });
    said.chain(so).collect()
}

/// The occasion that somebody tells of who passes on what was said or done there.
fn told_of(view: &View<'_>, recent: &[Occasion], teller: usize, about: &[usize]) -> Option<usize> {
    let near = |o: &Occasion| {
        let sides = o.sides();
        let spoken_of = match o.kind {
            // 편지에서 "…"고 경고했다고 보도했다: by its own word.
            EventKind::Letter => names(view, o.trigger),
            EventKind::Visit => false,
            _ => true,
        };
        o.told
            && spoken_of
            && o.evidence.last().is_some_and(|&n| view.index - n <= REACH)
            && about.iter().all(|a| sides.contains(a))
            && (!about.is_empty() || is_meeting(o.kind) && o.status == Status::Occurred)
            && !sides.contains(&teller)
    };
    let last = recent.iter().rposition(near)?;
    // Not the one that a later one of the same people is counted from (정상회담 이후 23일 만이다).
    let value = |o: &Occasion| view.reading.times.get(o.time?)?.value.as_deref();
    let (sides, day) = recent.get(last).map(|o| (o.sides(), value(o)))?;
    let newer = |o: &Occasion| o.sides() == sides && near(o) && value(o) > day;
    recent.iter().rposition(newer).or(Some(last))
}

/// Whether a sentence uses the word of an occasion told before.
fn names(view: &View<'_>, word: ByteSpan) -> bool {
    view.tokens().iter().any(|t| view.text_of(t.stem) == view.text_of(word))
}

/// Who passes on what somebody said or did, and of whom that is told.
fn tells_of(view: &View<'_>, cast: &Cast, said: &Said) -> Option<(usize, Vec<usize>)> {
    let speaker = said.speaker?;
    if let Some(teller) = said.reported_by {
        return Some((teller, cast.expand(speaker)));
    }
    // "두 사람이 대화를 나눴다"고 적었다: in quotation marks only those who met are meant for sure.
    let inner = view.mentions.iter().find(|(m, _)| {
        let group = matches!(m.kind, MentionKind::Group { .. });
        said.content.contains(m.span)
            && cast::case(view, m) == Case::Subject
            && (group || !view.quoted(m.span))
    });
    let (mention, actor) = inner?;
    let acts = matches!(
        mention.kind,
        MentionKind::Person(_) | MentionKind::Group { .. } | MentionKind::States { .. }
    );
    let about = cast.expand((*actor)?);
    // 두 사람 in the words of a third: whoever met last, not the two named last.
    let meant = if about.contains(&speaker) { Vec::new() } else { about };
    acts.then_some((speaker, meant))
}

/// The subject of 이같이 밝혔다.
fn tells_so(view: &View<'_>) -> Option<usize> {
    let so = (0..view.tokens().len()).any(|n| view.facts.has(n, Effect::TellsSo));
    (so && view.statements.is_empty()).then(|| view.topic_actor()).flatten()
}

/// Somebody cited by the words around what is said.
pub(super) fn source_of(teller: usize, said: &Said) -> Source {
    (teller, said.channel.clone(), said.cue.unwrap_or(said.content))
}
