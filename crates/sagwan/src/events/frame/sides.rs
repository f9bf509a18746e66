//! Who takes part in an event, and as what: travellers, guests, correspondents, parties.

use sagwan_text::{ByteSpan, Word, WordClass};

use super::cast::{Case, ClauseCast};
use super::telling::Telling;
use super::{View, is_meeting};
use crate::cast::Cast;
use crate::record::{EventKind, Role};
use crate::statements::Said;
use sagwan_ko::triggers::Object;
use sagwan_text::Mention;
use sagwan_text::Rank;

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

impl View<'_> {
    /// The participants of an event; `None` when they are too few for one of its kind.
    pub(super) fn participants(
        &self,
        cast: &Cast,
        telling: &Telling<'_>,
        before: Option<usize>,
        told_before: &[usize],
    ) -> Option<Vec<(usize, Role)>> {
        let (at, hit, trigger) = (telling.at, telling.hit, telling.hit.trigger);
        // 회의에는 A와 B가 참석했다: who attends stands behind the conference.
        // 회의 참석 계기로 B와 만났다: whoever was met stands there too, and is not told to attend.
        let by_noun = self
            .tokens()
            .get(at + 1)
            .is_some_and(|t| t.class == WordClass::Nominal && self.text_of(t.stem) == "참석");
        let until = match trigger.kind == EventKind::Conference && telling.attends && !by_noun {
            true => self.tokens().get(telling.end).map_or(telling.token.span.start, |t| t.span.start),
            false => telling.token.span.start,
        };
        let within = ByteSpan::new(telling.from, until);
        let mut clause = self.cast_of_clause(cast, at, within, telling.adnominal);
        if self.is_discussed(telling, told_before) && clause.with.is_empty() {
            return None;
        }
        let mut subjects = self.subjects(cast, telling, &clause, before);
        // A와 회담했지만 B는 만나지 못했다: who was not met stands as the topic.
        if trigger.object == Object::Counterpart
            && self.is_refused(at)
            && clause.with.is_empty()
            && clause.objects.is_empty()
            && clause.subjects.len() == 1
            && let Some(other) = self.acted_earlier(telling.from).filter(|a| !clause.subjects.contains(a))
        {
            clause.objects = std::mem::take(&mut clause.subjects);
            subjects = cast.expand(other);
        }
        let scene = Scene { telling, clause, subjects, told_before };
        let mut sides = match trigger.object {
            _ if !telling.speakers.is_empty() => {
                let mut sides = Sides::default();
                sides.add(&telling.speakers, Role::Party);
                sides
            }
            Object::Place => self.travellers(cast, &scene),
            Object::Guest => self.guests(&scene)?,
            _ if trigger.kind == EventKind::Letter => self.correspondents(cast, &scene),
            _ => self.parties(cast, &scene),
        };
        // 장관과 만찬을 했고 이튿날에는 회담했다: with whoever was met before.
        if telling.told
            && is_meeting(trigger.kind)
            && let [(only, _)] = sides.0.as_slice()
            && told_before.len() == 2
            && told_before.contains(only)
        {
            sides.add(told_before, Role::Party);
        }
        if trigger.kind == EventKind::Summit {
            self.leave_to_leaders(cast, &mut sides);
        }
        // 회담하고 …하기로 합의했다: whoever met agrees.
        if trigger.kind == EventKind::Agreement && sides.0.iter().all(|(a, _)| told_before.contains(a)) {
            sides.add(told_before, Role::Party);
        }
        let enough = match trigger.kind {
            EventKind::Letter => !sides.0.is_empty() && telling.told,
            // 순방에 앞서: a tour in passing is no visit of its own.
            EventKind::Visit if !telling.told && trigger.head == "순방" => false,
            EventKind::Conference => telling.told && !sides.0.is_empty(),
            EventKind::Visit => !sides.0.is_empty(),
            EventKind::Agreement => sides.0.len() >= 2 && !self.agrees_to_meet(at),
            _ => sides.0.len() >= 2,
        };
        if hit.trigger.kind == EventKind::Conference {
            self.seat(cast, telling, &mut sides);
        }
        if is_meeting(trigger.kind)
            && let Some(mediator) = self.mediator(telling)
        {
            sides.0.retain(|(actor, _)| *actor != mediator);
            sides.add(&[mediator], Role::Mediator);
        }
        enough.then_some(sides.0)
    }

    /// 오만 외무장관의 중재로 의견을 주고받았다.
    fn mediator(&self, telling: &Telling<'_>) -> Option<usize> {
        let mediates = |m: &Mention| {
            let next = self.tokens().get(m.last + 1).map_or("", |t| self.text_of(t.span));
            self.text_of(m.particle) == "의" && ["중재로", "중재하에", "주선으로"].contains(&next)
        };
        let own = |m: &Mention| m.first >= telling.start && m.last < telling.at;
        self.mentions.iter().find(|(m, _)| own(m) && mediates(m)).and_then(|(_, actor)| *actor)
    }

    /// 여는 방안도 협의했다, 두 정상이 통화하고 방안을 심도 있게 협의했다: what was done at the talks, not the talks.
    fn is_discussed(&self, telling: &Telling<'_>, told_before: &[usize]) -> bool {
        let at = telling.at;
        let before = at.checked_sub(1).and_then(|n| self.tokens().get(n));
        let close = before.is_some_and(|t| matches!(self.text_of(t.stem), "방안" | "문제" | "현안"));
        let there = || {
            !told_before.is_empty()
                && self.tokens().get(at.saturating_sub(6)..at).unwrap_or(&[]).iter().any(|t| {
                    matches!(self.text_of(t.particle), "을" | "를") && t.class == WordClass::Nominal
                        || matches!(self.text_of(t.span), "대해" | "대해서" | "관해")
                })
        };
        let head = telling.hit.trigger.head.as_str();
        // 통화하고 의견을 교환했다.
        let exchanged = !told_before.is_empty()
            && ["의견을 ", "이야기를 ", "대화를 "].iter().any(|words| head.starts_with(words));
        exchanged || head == "협의" && telling.hit.verbal && (close || there())
    }

    /// Who acts in a clause: its subject, else the one of the clause before, else whoever the text is about.
    fn subjects(
        &self,
        cast: &Cast,
        telling: &Telling<'_>,
        clause: &ClauseCast,
        before: Option<usize>,
    ) -> Vec<usize> {
        let at = telling.at;
        let head_noun = || {
            let behind = |m: &Mention| m.first > at && m.first <= at + 3 && !self.quoted(m.span);
            self.mentions.iter().find(|(m, _)| behind(m)).and_then(|(_, a)| *a)
        };
        if let Some(actor) = telling.adnominal.then(head_noun).flatten() {
            return cast.expand(actor);
        }
        // 회담은 평양에서 열린다: where the event is the subject nobody else is. But 대표단과의 면담은 열리지 않았다: of two
        // sides one is named, the other is whoever the text is about.
        let open = !telling.is_subject || !clause.with.is_empty();
        // 특사가 친서를 전달한다: somebody who is no actor acts, and nobody named before.
        let other_acts = || {
            !telling.is_subject
                && self.tokens().get(telling.start..at).unwrap_or(&[]).iter().any(|t| {
                    matches!(self.text_of(t.particle), "이" | "가")
                        && t.class == WordClass::Nominal
                        && self.lexicon().title(self.text_of(t.stem)).is_some()
                        && !self.mentions.iter().any(|(m, a)| a.is_some() && m.span.contains(t.stem))
                })
        };
        if !clause.subjects.is_empty()
            || !(telling.told || telling.asks)
            || telling.adnominal
            || !open
            || other_acts()
        {
            return clause.subjects.clone();
        }
        self.acted_earlier(telling.from).or(before).map(|a| cast.expand(a)).unwrap_or_default()
    }

    /// Who acted before a clause of the sentence.
    fn acted_earlier(&self, from: usize) -> Option<usize> {
        // 장관이 갈 것이라면서 위원장을 만나기를 고대한다고: whoever said the one says the other.
        let ended = |s: &&Said| {
            s.content.end <= from && self.text_of(ByteSpan::new(s.content.end, from)).trim().len() <= 3
        };
        let fits = |m: &Mention| m.span.end <= from && self.case(m) == Case::Subject && !self.quoted(m.span);
        let subject = || self.mentions.iter().rev().filter(|(m, _)| fits(m)).find_map(|(_, a)| *a);
        self.statements.iter().find(ended).and_then(|s| s.speaker).or_else(subject)
    }

    /// Who travels, and who receives.
    fn travellers(&self, cast: &Cast, scene: &Scene<'_>) -> Sides {
        let Scene { telling, clause, subjects, told_before } = scene;
        let trigger = telling.hit.trigger;
        let mut sides = Sides::default();
        // 대통령의 방문, but not 대통령의 초청으로 방문 중이다.
        let owner: Vec<usize> = clause
            .genitive
            .map(|a| cast.expand(a))
            .filter(|_| !telling.hit.verbal && clause.genitive_close)
            .unwrap_or_default();
        let adjacent: Vec<usize> =
            clause.adjacent.iter().copied().filter(|a| self.is_traveller(*a, cast)).collect();
        // 최선희 외무상 방러: in a headline nothing else tells who.
        let bare = !telling.told || self.reading.headlines;
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
            // A minister asks for whoever leads: the host is nobody named.
            let minister = |a: &usize| cast.members.get(*a).is_some_and(|m| m.rank == Some(Rank::Minister));
            let hosts: Vec<usize> = subjects.iter().copied().filter(|a| !minister(a)).collect();
            sides.add(&hosts, trigger.counterpart);
        } else if telling.received
            && let Some(inviter) = clause.genitive
        {
            sides.add(&cast.expand(inviter), trigger.counterpart);
        }
        let travellers = match asked {
            true => invited,
            false if own.is_empty() => subjects.clone(),
            false => own,
        };
        let persons: Vec<usize> = travellers.into_iter().filter(|a| self.is_traveller(*a, cast)).collect();
        sides.add(&persons, trigger.subject);
        sides
    }

    /// Who is invited, and who invites.
    fn guests(&self, scene: &Scene<'_>) -> Option<Sides> {
        let Scene { telling, clause, subjects, .. } = scene;
        let guests = if clause.objects.is_empty() { &clause.to } else { &clause.objects };
        let mut sides = Sides::default();
        sides.add(guests, telling.hit.trigger.counterpart);
        sides.add(subjects, telling.hit.trigger.subject);
        (!guests.is_empty()).then_some(sides)
    }

    /// Who writes, who receives, who carries.
    fn correspondents(&self, cast: &Cast, scene: &Scene<'_>) -> Sides {
        let Scene { telling, clause, subjects, .. } = scene;
        let mut sender: Vec<usize> = clause.genitive.map(|a| cast.expand(a)).unwrap_or_default();
        let carrier: &[usize] = match telling.sent_before {
            true => {
                sender.extend(subjects);
                &[]
            }
            false => subjects,
        };
        let behind: Vec<usize> = self
            .mentions
            .iter()
            .filter(|(m, _)| m.first > telling.at && m.last < telling.end && self.case(m) == Case::To)
            .filter_map(|(_, a)| *a)
            .collect();
        let mut sides = Sides::default();
        sides.add(&sender, Role::Party);
        sides.add(&clause.to, Role::Party);
        sides.add(&behind, Role::Party);
        sides.add(carrier, if sender.is_empty() { Role::Party } else { Role::Attendee });
        sides
    }

    /// Who meets whom.
    fn parties(&self, cast: &Cast, scene: &Scene<'_>) -> Sides {
        let Scene { telling, clause, subjects, .. } = scene;
        let (at, hit, trigger) = (telling.at, telling.hit, telling.hit.trigger);
        let mut sides = Sides::default();
        if let Some((a, b)) = self.between_sides(at) {
            sides.add(&cast.expand(a), Role::Party);
            sides.add(&cast.expand(b), Role::Party);
            return sides;
        }
        let compound = self.compound_sides(at, hit);
        // 라브로프 장관과 볼턴 보좌관의 회담: the two it belongs to, whoever speaks of it.
        let owner =
            clause.genitive.filter(|_| !hit.verbal && clause.genitive_close && !clause.with.is_empty());
        if let Some(owner) = owner {
            sides.add(&clause.with, Role::Party);
            sides.add(&cast.expand(owner), Role::Party);
        } else if telling.told || compound.is_empty() {
            sides.add(subjects, trigger.subject);
            sides.add(&clause.with, trigger.counterpart);
            // 전화통화를 통해 대사에게, 장관에게 전화를 걸어.
            if trigger.kind == EventKind::Call {
                let near = at + 1..=at + 8;
                let behind = self.mentions.iter().filter(|(m, _)| {
                    near.contains(&m.first) && self.case(m) == Case::To && !self.quoted(m.span)
                });
                let called: Vec<usize> = behind.filter_map(|(_, a)| *a).collect();
                sides.add(&clause.to, trigger.counterpart);
                sides.add(&called, trigger.counterpart);
            }
            if trigger.object == Object::Counterpart || hit.verbal {
                sides.add(&clause.objects, trigger.counterpart);
            }
            if !hit.verbal && sides.0.len() < 2 {
                sides.add(&clause.adjacent, trigger.counterpart);
            }
        }
        // 한미 정상회담: the states stand for those who act for them.
        let persons = sides.0.iter().filter(|(a, _)| self.is_traveller(*a, cast)).count();
        if !compound.is_empty() && persons < 2 {
            sides = self.acting_for(cast, telling, &compound);
        }
        sides
    }

    /// The states of a compound, or those who act for them: either all of them are named, or none is.
    fn acting_for(&self, cast: &Cast, telling: &Telling<'_>, states: &[String]) -> Sides {
        let named: Option<Vec<usize>> = states
            .iter()
            .map(|code| self.stands_for(cast, code, telling.hit.trigger.kind, telling.at, telling.hit))
            .collect();
        // 2007년 정상회담: others led then.
        let time = self.time(telling.from, telling.at, telling.end, telling.is_subject);
        let named = named.filter(|_| !time.is_some_and(|t| self.is_long_ago(t)));
        let actors = named.unwrap_or_else(|| states.iter().filter_map(|code| cast.state(code)).collect());
        let mut sides = Sides::default();
        sides.add(&actors, Role::Party);
        sides
    }

    /// 두 장관은 양국 정상회담을 여는 방안을 협의했다: a summit is of those who lead, not of those who prepare it.
    fn leave_to_leaders(&self, cast: &Cast, sides: &mut Sides) {
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
        let actors = leaders.unwrap_or_else(|| states.iter().filter_map(|code| cast.state(code)).collect());
        sides.0 = actors.into_iter().map(|actor| (actor, Role::Party)).collect();
    }

    /// Who sits in a conference: people rather than the body itself, and whoever is told to chair it.
    fn seat(&self, cast: &Cast, telling: &Telling<'_>, sides: &mut Sides) {
        if sides.0.iter().any(|(a, _)| self.is_traveller(*a, cast)) {
            sides.0.retain(|(a, _)| self.is_traveller(*a, cast));
        }
        let chairs = |t: &Word| self.text_of(t.span).starts_with("주재");
        if self.tokens().get(telling.at + 1..=telling.end).unwrap_or(&[]).iter().any(chairs) {
            sides.0.iter_mut().for_each(|(_, role)| *role = Role::Chair);
        }
    }

    /// 만나기로 합의했다: the meeting is the event, not the agreement to hold it.
    fn agrees_to_meet(&self, at: usize) -> bool {
        let Some(before) = at.checked_sub(1).and_then(|n| self.tokens().get(n)) else { return false };
        let word = self.text_of(before.span);
        word.ends_with("기로")
            && ["만나", "열", "갖", "회담", "방문", "개최", "재개", "이어가"]
                .iter()
                .any(|w| word.starts_with(w))
    }
}
