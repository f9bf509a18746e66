//! Who takes part in an event, and as what: travellers, guests, correspondents, parties.
//!
//! Takes an event's word with how it is told, gives the participants. Leaves out who stands in which case: that is for
//! [`cast`](super::cast).

use sagwan_ko::triggers::Object;
use sagwan_text::vocabulary::Effect;
use sagwan_text::{ByteSpan, Case, Pos, Rank, Voice};

use super::cast::{self, ClauseCast};
use super::telling::Telling;
use super::{View, clause, is_meeting, time};
use crate::cast::Cast;
use crate::events::Occasion;
use crate::record::{EventKind, Role};
use crate::statements::Said;
use sagwan_text::Mention;

/// Participants, each once, in the order in which they are found.
#[derive(Default)]
struct Sides(Vec<(usize, Role)>);

impl Sides {
    fn add(&mut self, actors: &[usize], role: Role) {
        for actor in actors {
            if !self.0.iter().any(|(a, _)| a == actor) {
                self.0.push((*actor, role));
            }
        }
    }

    fn of(actors: &[usize], role: Role) -> Self {
        let mut sides = Sides::default();
        sides.add(actors, role);
        sides
    }
}

/// What is known of a clause when its participants are read.
struct Scene<'s> {
    telling: &'s Telling<'s>,
    clause: ClauseCast,
    /// Who acts, also when only the clause before says so.
    subjects: Vec<usize>,
    /// The sides of the event told before in the sentence.
    told_before: &'s [usize],
}

/// Who an agreement is with when its clause does not say: whoever was met in the sentence (회담에서 협정에 서명했다), or the
/// state that a visit goes to (뉴질랜드를 방문해 협정에 서명했다).
fn agreed_with(cast: &Cast, own: &[(usize, Role)], beside: &[Occasion]) -> Vec<usize> {
    let met = |o: &&Occasion| {
        let sides = o.sides();
        let known = own.iter().all(|(a, _)| sides.contains(a));
        known && o.kind != EventKind::Visit && (o.told || !own.is_empty())
    };
    let visits = |o: &&Occasion| o.kind == EventKind::Visit && own.iter().any(|(a, _)| o.sides().contains(a));
    let host = |o: &Occasion| cast.state(o.place.as_ref()?.country.as_deref()?);
    let met = beside.iter().rfind(met).map(Occasion::sides);
    met.unwrap_or_else(|| beside.iter().rfind(visits).and_then(host).into_iter().collect())
}

/// The participants of an event; `None` when they are too few for one of its kind.
pub(super) fn participants(
    view: &View<'_>,
    cast: &Cast,
    telling: &Telling<'_>,
    before: Option<usize>,
    beside: &[Occasion],
) -> Option<Vec<(usize, Role)>> {
    let told_before = beside.iter().rfind(|o| o.told).map(Occasion::sides).unwrap_or_default();
    let (at, trigger) = (telling.at, telling.hit.trigger);
    // 국무회의를 주재했다: between no states.
    if view.facts.has(at, Effect::Internal) {
        return None;
    }
    // 회의에는 A와 B가 참석했다: who attends stands behind the conference. But 회의 참석 계기로 B와 만났다.
    let behind = telling.attends && telling.token.case != Case::Bare;
    let until = if trigger.kind == EventKind::Conference && behind { telling.end } else { at };
    let clause = cast::of_clause(view, cast, at, until, telling.adnominal);
    // 두 정상이 통화하고 방안을 협의했다: what was done at the talks, not the talks.
    if view.facts.has(at, Effect::Discusses) && !told_before.is_empty() && clause.with.is_empty() {
        return None;
    }
    let subjects = subjects(view, cast, telling, &clause, before);
    let scene = Scene { telling, clause, subjects, told_before: &told_before };
    let mut sides = match trigger.object {
        _ if !telling.speakers.is_empty() => Sides::of(&telling.speakers, Role::Party),
        _ if telling.undergone => undergone(&scene, &cast.expand(scene.clause.genitive?)),
        _ if trigger.kind == EventKind::Summons && telling.token.voice == Voice::Passive => {
            let callers = [said_to_be(view, cast, at, Effect::Other), scene.clause.to.clone()].concat();
            undergone(&scene, &callers)
        }
        Object::Place => travellers(view, cast, &scene),
        Object::Guest => guests(&scene)?,
        _ if trigger.kind == EventKind::Letter => correspondents(view, cast, &scene),
        _ => parties(view, cast, &scene),
    };
    // 장관과 만찬을 했고 이튿날에는 회담했다: with whoever was met before.
    if telling.told
        && is_meeting(trigger.kind)
        && let [(only, _)] = sides.0.as_slice()
        && told_before.contains(only)
    {
        sides.add(&told_before, Role::Party);
    }
    if trigger.kind == EventKind::Summit {
        leave_to_leaders(cast, &mut sides);
    }
    if trigger.kind == EventKind::Agreement && sides.0.len() < 2 && !telling.adnominal {
        sides.add(&agreed_with(cast, &sides.0, beside), Role::Party);
    }
    let enough = match trigger.kind {
        EventKind::Letter => telling.told && !sides.0.is_empty(),
        // 사무차장은 안보리 회의에서 …라고 강조했다: who speaks there sits there.
        EventKind::Conference => !sides.0.is_empty() && (telling.told || telling.token.case == Case::In),
        EventKind::Visit => !sides.0.is_empty(),
        // 유럽연합은 제재에 합의했다: its states among themselves.
        EventKind::Agreement => {
            let of_many = || sides.0.iter().any(|(a, _)| is_of_many(view, cast, *a));
            sides.0.len() >= 2 || !telling.adnominal && of_many()
        }
        _ => sides.0.len() >= 2,
    };
    if trigger.kind == EventKind::Conference {
        seat(view, cast, at, &mut sides);
    }
    if is_meeting(trigger.kind) || trigger.kind == EventKind::Agreement {
        let mediators = said_to_be(view, cast, at, Effect::Mediator);
        sides.0.retain(|(actor, _)| !mediators.contains(actor));
        sides.add(&mediators, Role::Mediator);
    }
    enough.then_some(sides.0)
}

/// Whether an actor is a body of many states.
pub(super) fn is_of_many(view: &View<'_>, cast: &Cast, actor: usize) -> bool {
    cast.members.get(actor).is_some_and(|m| view.lexicon().is_of_many_states(&m.name))
}

/// The actors that rules give a part in the event at a word.
pub(super) fn said_to_be(view: &View<'_>, cast: &Cast, at: usize, part: Effect) -> Vec<usize> {
    let told = view.facts.mentions(at, part).flat_map(|n| with_listed(view, n));
    told.filter_map(|n| view.mentions.get(n)?.1).flat_map(|actor| cast.expand(actor)).collect()
}

/// A mention of the sentence with those that are listed before it: A, B와 C가.
fn with_listed(view: &View<'_>, last: usize) -> Vec<usize> {
    let before = |&n: &usize| {
        let n = n.checked_sub(1)?;
        let ((mention, _), (next, _)) = view.mentions.get(n).zip(view.mentions.get(n + 1))?;
        let comma = cast::listed(view, mention, next.first)?;
        let case = cast::case(view, mention);
        (case == Case::With || comma && case == Case::Bare).then_some(n)
    };
    let mut all: Vec<usize> = std::iter::successors(Some(last), before).collect();
    all.reverse();
    all
}

/// Who acts in a clause: its subject, else the one of the clause before, else whoever the text is about.
fn subjects(
    view: &View<'_>,
    cast: &Cast,
    telling: &Telling<'_>,
    clause: &ClauseCast,
    before: Option<usize>,
) -> Vec<usize> {
    let at = telling.at;
    let head_noun = || {
        let behind = |m: &Mention| m.first > at && m.first <= at + 3 && !view.quoted(m.span);
        view.mentions.iter().find(|(m, _)| behind(m)).and_then(|(_, a)| *a)
    };
    if let Some(actor) = telling.adnominal.then(head_noun).flatten() {
        return cast.expand(actor);
    }
    // 회담은 평양에서 열린다: where the event is the subject nobody else is. But 대표단과의 면담은 열리지 않았다: of two
    // sides one is named, the other is whoever the text is about.
    let open = !telling.is_subject || !clause.with.is_empty();
    if !clause.subjects.is_empty()
        || !(telling.told || telling.asks)
        || telling.adnominal
        || !open
        || somebody_else_acts(view, at)
    {
        return clause.subjects.clone();
    }
    acted_earlier(view, telling.from).or(before).map(|a| cast.expand(a)).unwrap_or_default()
}

/// 특사가 친서를 전달한다: somebody who is no actor acts, and nobody named before.
fn somebody_else_acts(view: &View<'_>, at: usize) -> bool {
    let Some(clause) = clause::of(view, at).and_then(|c| view.sentence.clauses.get(c)) else { return false };
    let is_other = |n: usize| {
        let named = view.mentions.iter().any(|(m, a)| a.is_some() && (m.first..=m.last).contains(&n));
        let Some(word) = view.tokens().get(n).filter(|_| n < at && !named) else { return false };
        let timed = view.times.iter().any(|t| t.span.overlaps(word.span));
        word.pos == Pos::Noun && !timed && !cast::names_event(view, word)
    };
    clause.in_case(Case::Subject).any(is_other)
}

/// Who acted before a clause of the sentence.
fn acted_earlier(view: &View<'_>, from: usize) -> Option<usize> {
    // 장관이 갈 것이라면서 위원장을 만나기를 고대한다고: whoever said the one says the other.
    let ended = |s: &&Said| {
        s.content.end <= from && view.text_of(ByteSpan::new(s.content.end, from)).trim().len() <= 3
    };
    let fits =
        |m: &Mention| m.span.end <= from && cast::case(view, m) == Case::Subject && !view.quoted(m.span);
    let subject = || view.mentions.iter().rev().filter(|(m, _)| fits(m)).find_map(|(_, a)| *a);
    view.statements.iter().find(ended).and_then(|s| s.speaker).or_else(subject)
}

/// 장관은 총리의 예방을 받았다, 대사가 외교부에 초치됐다: who does what the subject undergoes, and the subject.
fn undergone(scene: &Scene<'_>, doers: &[usize]) -> Sides {
    let trigger = scene.telling.hit.trigger;
    let mut sides = Sides::of(doers, trigger.subject);
    sides.add(&scene.subjects, trigger.counterpart);
    sides
}

/// Who travels, and who receives.
fn travellers(view: &View<'_>, cast: &Cast, scene: &Scene<'_>) -> Sides {
    let Scene { telling, clause, subjects, told_before } = scene;
    let trigger = telling.hit.trigger;
    let mut sides = Sides::default();
    // 대통령의 방문.
    let owner: Vec<usize> =
        clause.genitive.filter(|_| !telling.hit.verbal).map(|a| cast.expand(a)).unwrap_or_default();
    let adjacent: Vec<usize> =
        clause.adjacent.iter().copied().filter(|a| cast::is_traveller(cast, *a)).collect();
    // 최선희 외무상 방러: in a headline nothing else tells who.
    let bare = !telling.told || view.reading.headlines;
    let own = if !adjacent.is_empty() && bare { adjacent } else { owner };
    // A는 B에게 중국 방문을 요청했다: B travels, and A receives.
    // 위원장을 예방하고 방러를 요청했다: asked is whoever was met.
    let met = || match told_before {
        [a, b] if subjects.as_slice() == [*a] => vec![*b],
        [a, b] if subjects.as_slice() == [*b] => vec![*a],
        _ => Vec::new(),
    };
    let invited = if clause.to.is_empty() && telling.asks { met() } else { clause.to.clone() };
    let asked = telling.asks && !telling.received && !invited.is_empty();
    if asked {
        sides.add(subjects, trigger.counterpart);
    } else if telling.received || telling.asks {
        let inviter = clause.genitive.filter(|_| telling.received).map(|a| cast.expand(a));
        sides.add(&inviter.unwrap_or_default(), trigger.counterpart);
        sides.add(&said_to_be(view, cast, telling.at, Effect::Other), trigger.counterpart);
    }
    let travellers = match asked {
        true => invited,
        false if own.is_empty() => subjects.clone(),
        false => own,
    };
    let persons: Vec<usize> = travellers.into_iter().filter(|a| cast::is_traveller(cast, *a)).collect();
    sides.add(&persons, trigger.subject);
    sides
}

/// Who is invited, and who invites.
fn guests(scene: &Scene<'_>) -> Option<Sides> {
    let Scene { telling, clause, subjects, .. } = scene;
    let guests = if clause.objects.is_empty() { &clause.to } else { &clause.objects };
    let mut sides = Sides::of(guests, telling.hit.trigger.counterpart);
    sides.add(subjects, telling.hit.trigger.subject);
    (!guests.is_empty()).then_some(sides)
}

/// Who stands in 에게, or as a body or a state in 에, behind an event within its clause: 친서를 대통령에게 전달했다, 통화를 통해
/// 장관에게.
fn addressed_behind(view: &View<'_>, telling: &Telling<'_>) -> Vec<usize> {
    let behind = |m: &Mention| {
        let addressed = match cast::case(view, m) {
            Case::To => true,
            Case::At | Case::Toward => telling.hit.trigger.kind == EventKind::Letter && cast::is_reached(m),
            _ => false,
        };
        m.first > telling.at && m.last < telling.end && addressed && !view.quoted(m.span)
    };
    view.mentions.iter().filter(|(m, _)| behind(m)).filter_map(|(_, a)| *a).collect()
}

/// Who writes, who receives, who carries.
fn correspondents(view: &View<'_>, cast: &Cast, scene: &Scene<'_>) -> Sides {
    let Scene { telling, clause, subjects, .. } = scene;
    let mut sender: Vec<usize> = clause.genitive.map(|a| cast.expand(a)).unwrap_or_default();
    let carrier: &[usize] = match telling.sent_before {
        true => {
            sender.extend(subjects);
            &[]
        }
        false => subjects,
    };
    let mut sides = Sides::of(&sender, Role::Party);
    sides.add(&clause.to, Role::Party);
    sides.add(&clause.at, Role::Party);
    sides.add(&addressed_behind(view, telling), Role::Party);
    sides.add(carrier, if sender.is_empty() { Role::Party } else { Role::Attendee });
    sides
}

/// Who meets whom.
fn parties(view: &View<'_>, cast: &Cast, scene: &Scene<'_>) -> Sides {
    let Scene { telling, clause, subjects, .. } = scene;
    let (at, hit, trigger) = (telling.at, telling.hit, telling.hit.trigger);
    // A와 B 간 회담, A와 B의 회담: the two it belongs to, whoever speaks of it.
    let own = said_to_be(view, cast, at, Effect::Party);
    if !own.is_empty() && !hit.verbal {
        return Sides::of(&own, Role::Party);
    }
    let compound = cast::compound_sides(view, at, hit);
    let mut sides = Sides::default();
    if telling.told || compound.is_empty() {
        sides.add(subjects, trigger.subject);
        sides.add(&clause.with, trigger.counterpart);
        if trigger.kind == EventKind::Call {
            sides.add(&clause.to, trigger.counterpart);
            sides.add(&addressed_behind(view, telling), trigger.counterpart);
        }
        if trigger.object == Object::Counterpart {
            sides.add(&clause.objects, trigger.counterpart);
        }
        if !hit.verbal && sides.0.len() < 2 {
            sides.add(&clause.adjacent, trigger.counterpart);
        }
    }
    if sides.0.len() < 2 {
        sides.add(&said_to_be(view, cast, at, Effect::Other), trigger.counterpart);
    }
    // 한미 정상회담: the states stand for those who act for them.
    let persons = sides.0.iter().filter(|(a, _)| cast::is_traveller(cast, *a)).count();
    if !compound.is_empty() && persons < 2 {
        sides = acting_for(view, cast, telling, &compound);
    }
    sides
}

/// The states of a compound, or those who act for them: either all of them are named, or none is.
fn acting_for(view: &View<'_>, cast: &Cast, telling: &Telling<'_>, states: &[String]) -> Sides {
    let kind = telling.hit.trigger.kind;
    let named: Option<Vec<usize>> =
        states.iter().map(|code| cast::stands_for(view, cast, code, kind, telling.at)).collect();
    // 2007년 정상회담: others led then.
    let time = time::of(view, telling);
    let named = named.filter(|_| !time.is_some_and(|t| time::is_long_ago(view, t)));
    let actors = named.unwrap_or_else(|| named_states(cast, states));
    Sides::of(&actors, Role::Party)
}

/// The states themselves.
fn named_states(cast: &Cast, states: &[String]) -> Vec<usize> {
    states.iter().filter_map(|code| cast.state(code)).collect()
}

/// 두 장관은 양국 정상회담을 여는 방안을 협의했다: a summit is of those who lead, not of those who prepare it.
fn leave_to_leaders(cast: &Cast, sides: &mut Sides) {
    let leads = |actor: &usize| cast.members.get(*actor).is_some_and(|m| m.rank == Some(Rank::Head));
    // 위원장과 장관이 대통령과의 정상회담 시기를 논의했다.
    if sides.0.iter().filter(|(actor, _)| leads(actor)).count() == 2 {
        sides.0.retain(|(actor, _)| leads(actor));
        return;
    }
    let prepares = |actor: &usize| {
        let member = cast.members.get(*actor)?;
        member.country.clone().filter(|_| member.rank == Some(Rank::Minister))
    };
    let states: Option<Vec<String>> = sides.0.iter().map(|(actor, _)| prepares(actor)).collect();
    let Some(states) = states else { return };
    // Either all of them are named, or none is.
    let leaders: Option<Vec<usize>> = states.iter().map(|code| cast.leader_of(code)).collect();
    let actors = leaders.unwrap_or_else(|| named_states(cast, &states));
    sides.0 = actors.into_iter().map(|actor| (actor, Role::Party)).collect();
}

/// Who sits in a conference: people rather than the body itself, and whoever is told to chair it.
fn seat(view: &View<'_>, cast: &Cast, at: usize, sides: &mut Sides) {
    if sides.0.iter().any(|(a, _)| cast::is_traveller(cast, *a)) {
        sides.0.retain(|(a, _)| cast::is_traveller(cast, *a));
    }
    let chairs = said_to_be(view, cast, at, Effect::Chair);
    for (actor, role) in &mut sides.0 {
        if chairs.contains(actor) {
            *role = Role::Chair;
        }
    }
}
