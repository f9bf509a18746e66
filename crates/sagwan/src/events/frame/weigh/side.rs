//! What speaks for and against an actor as a side of an event.

use sagwan_text::vocabulary::Effect;
use sagwan_text::{Case, Mention, MentionKind, Rank};

use super::super::clause::{self, Place};
use super::super::telling::Telling;
use super::super::{View, cast, sides};
use super::{Around, Outline};
use crate::cast::{CastMember, HOME};
use crate::events::Occasion;
use crate::events::clue::{self, Clue, flag};
use crate::record::{ActorKind, Role};

/// Where no word is, further than any.
const FAR: i16 = 99;

/// An event of which actors are asked whether they are its sides.
pub(super) struct Asked<'a> {
    view: &'a View<'a>,
    around: &'a Around<'a>,
    telling: &'a Telling<'a>,
    outline: Outline<'a>,
    /// The participants as the rules have them.
    ruled: &'a [(usize, Role)],
    /// The states of a compound, and who acts for each.
    compound: Vec<String>,
    acting: Vec<usize>,
    /// What rules say of whole mentions.
    parties: Vec<usize>,
    others: Vec<usize>,
    mediators: Vec<usize>,
    /// The sides of the last event of the kind, and of the last at all.
    last_alike: Vec<usize>,
    last: Vec<usize>,
}

/// How many words or mentions, as far as it matters.
fn count(n: usize) -> i16 {
    clue::count(n, FAR)
}

/// How a word stands to the event, as a number: the nearer the less.
fn nearness(place: Place) -> i16 {
    match place {
        Place::Own => 0,
        Place::Before => 1,
        Place::Around(steps) => 1 + steps.min(3) as i16,
        Place::Meant => 5,
        Place::Apart => 6,
        Place::Elsewhere => 7,
    }
}

impl<'a> Asked<'a> {
    pub(super) fn new(
        view: &'a View<'a>,
        around: &'a Around<'a>,
        telling: &'a Telling<'a>,
        outline: Outline<'a>,
        ruled: &'a [(usize, Role)],
    ) -> Self {
        let at = telling.at;
        let compound = cast::compound_sides(view, at, telling.hit);
        let stands = |code: &String| cast::stands_for(view, around.cast, code, outline.kind, at);
        let acting = compound.iter().filter_map(stands).collect();
        let said = |effect| sides::said_to_be(view, around.cast, at, effect);

        let all = || around.beside.iter().rev().chain(around.earlier.iter().rev());
        let alike = all().find(|o| o.kind.alike(outline.kind)).map(Occasion::sides);
        Asked {
            view,
            around,
            telling,
            outline,
            ruled,
            compound,
            acting,
            parties: said(Effect::Party),
            others: said(Effect::Other),
            mediators: said(Effect::Mediator),
            last_alike: alike.unwrap_or_default(),
            last: all().next().map(Occasion::sides).unwrap_or_default(),
        }
    }

    fn member(&self, actor: usize) -> Option<&CastMember> {
        self.around.cast.members.get(actor)
    }

    /// All actors in reach, each once: those of the sentence, whom it is about, whom compounds name, whom the rules take and
    /// the sides of the last events.
    pub(super) fn candidates(&self) -> Vec<usize> {
        let cast = self.around.cast;
        let named = self.view.mentions.iter().filter(|(m, _)| !self.view.quoted(m.span));
        let named = named.filter_map(|(_, a)| *a);
        let all = named.chain(self.around.subject).flat_map(|a| cast.expand(a));
        let states = self.compound.iter().filter_map(|code| cast.state(code));
        let of_compound = |m: &CastMember| m.country.as_ref().is_some_and(|c| self.compound.contains(c));
        let leads = |m: &CastMember| matches!(m.rank, Some(Rank::Head | Rank::Minister));
        let members = if self.compound.is_empty() { 0 } else { cast.members.len() };
        let leaders =
            (0..members).filter(|n| cast.members.get(*n).is_some_and(|m| of_compound(m) && leads(m)));
        let ruled = self.ruled.iter().map(|(a, _)| *a);
        let told = self.last_alike.iter().chain(&self.last).copied();
        let speakers = self.telling.speakers.iter().copied();
        let mut found: Vec<usize> = Vec::new();
        for actor in all
            .chain(states)
            .chain(leaders)
            .chain(self.acting.iter().copied())
            .chain(ruled)
            .chain(told)
            .chain(speakers)
        {
            let media = self.member(actor).is_none_or(|m| m.media);
            let ruled = self.ruled.iter().find(|(a, _)| *a == actor).map(|(_, role)| *role);
            // Who is told to mediate is no side, and none that would be left out.
            if !found.contains(&actor) && (!media || ruled.is_some()) && ruled != Some(Role::Mediator) {
                found.push(actor);
            }
        }
        found
    }

    /// The mentions of an actor in the sentence, alone or as one of a group, with their numbers.
    fn mentions(&self, actor: usize) -> impl DoubleEndedIterator<Item = (usize, &'a Mention)> {
        let (view, cast) = (self.view, self.around.cast);
        view.mentions.iter().enumerate().filter_map(move |(n, (mention, of))| {
            let own = of.is_some_and(|of| of == actor || cast.expand(of).contains(&actor));
            (own && !view.quoted(mention.span)).then_some((n, mention))
        })
    }

    /// What speaks for an actor, each clue with its name.
    pub(super) fn clues(&self, actor: usize) -> Vec<Clue> {
        let Asked { view, telling, outline, around, .. } = self;
        let at = telling.at;
        let member = self.member(actor);
        let before = self.mentions(actor).rfind(|(_, m)| m.last < at);
        let behind = self.mentions(actor).find(|(_, m)| m.first > at);
        let nearest = before.or(behind);
        let mention = nearest.map(|(_, m)| m);
        let case = |m: Option<&Mention>| m.map_or(-1, |m| cast::case(view, m) as i16);
        let place = mention.map_or(9, |m| nearness(clause::place_of(view, m.last, at)));
        let number = nearest.map(|(n, _)| n);
        let next = number.and_then(|n| view.mentions.get(n + 1)).map(|(m, _)| m);
        let listed = mention.zip(next).and_then(|(m, next)| cast::listed(view, m, next.first));
        let prior = number.and_then(|n| n.checked_sub(1)).and_then(|n| view.mentions.get(n)).map(|(m, _)| m);
        let joined = prior.zip(mention).and_then(|(p, m)| cast::listed(view, p, m.first));
        let between =
            |m: &Mention| view.mentions.iter().filter(|(o, _)| o.first > m.last && o.last < at).count();
        let of_rules = self.ruled.iter().find(|(a, _)| *a == actor).map(|(_, role)| *role);
        let state = member.and_then(|m| m.country.as_deref());
        let kind = member.map(|m| m.kind);
        let of_kind = |wanted: ActorKind| flag(kind == Some(wanted));
        // A person of the same state in the sentence: of the two the person is the side.
        let compatriot = view.mentions.iter().filter_map(|(_, a)| *a).any(|a| {
            a != actor
                && self
                    .member(a)
                    .is_some_and(|m| m.kind == ActorKind::Person && m.country.as_deref() == state)
        });
        let statement = view.statements.iter().find(|s| s.content.contains(telling.token.stem));
        let first_case = |wanted: Case| {
            let first =
                view.mentions.iter().find(|(m, _)| cast::case(view, m) == wanted && !view.quoted(m.span));
            first.zip(mention).is_some_and(|((f, _), m)| f.span == m.span)
        };
        let times_named = member.map_or(0, |m| m.mentions.len());
        let first_named = member.and_then(|m| m.mentions.first()).map(|s| s.start);
        let rank = member.and_then(|m| m.rank).map_or(-1, |rank| rank as i16);
        let told_with = |o: &Occasion| o.participants.iter().any(|(a, _)| *a == actor);
        let events_of = around.earlier.iter().filter(|o| told_with(o)).count();
        let in_group =
            mention.is_some_and(|m| matches!(m.kind, MentionKind::Group { .. } | MentionKind::States { .. }));
        let destination = state.is_some() && outline.place.is_some_and(|p| p.country.as_deref() == state);
        let of_word = super::of_word(telling, FAR);
        let own = [
            ("status", outline.status as i16),
            ("person", of_kind(ActorKind::Person)),
            ("state", of_kind(ActorKind::Country)),
            ("body", of_kind(ActorKind::Organization)),
            ("group", of_kind(ActorKind::Group)),
            ("rank", rank),
            ("no state", flag(state.is_none())),
            ("home state", flag(state == Some(HOME))),
            ("body of many", flag(sides::is_of_many(view, around.cast, actor))),
            ("ruled", of_rules.map_or(-1, |role| role as i16)),
            ("rules found some", count(self.ruled.len())),
            ("case before", case(before.map(|(_, m)| m))),
            ("case behind", case(behind.map(|(_, m)| m))),
            ("case", case(mention)),
            ("words before", before.map_or(FAR, |(_, m)| count(at - m.last))),
            ("words behind", behind.map_or(FAR, |(_, m)| count(m.first - at))),
            ("mentions between", before.map_or(FAR, |(_, m)| count(between(m)))),
            ("clause", place),
            ("first subject", flag(first_case(Case::Subject))),
            ("first with", flag(first_case(Case::With))),
            ("listed", listed.map_or(-1, i16::from)),
            ("joined", joined.map_or(-1, i16::from)),
            ("case of next", case(next)),
            ("number", number.map_or(FAR, count)),
            ("one phrase", flag(before.is_some_and(|(_, m)| clause::is_one_phrase(view, m.last + 1, at)))),
            ("group mention", flag(in_group)),
            (
                "whom it is about",
                flag(around.subject.is_some_and(|a| around.cast.expand(a).contains(&actor))),
            ),
            ("compound", flag(state.is_some_and(|s| self.compound.iter().any(|c| c == s)))),
            ("acts for compound", flag(self.acting.contains(&actor))),
            ("compound states", count(self.compound.len())),
            ("party", flag(self.parties.contains(&actor)) - flag(self.mediators.contains(&actor))),
            ("other", flag(self.others.contains(&actor))),
            ("compatriot", flag(compatriot && kind != Some(ActorKind::Person))),
            (
                "speaker",
                flag(statement.is_some_and(|s| s.speaker == Some(actor) || s.reported_by == Some(actor))),
            ),
            ("reported", flag(statement.is_some())),
            ("times named", count(times_named)),
            ("named before", first_named.map_or(-1, |at| flag(at < view.sentence.span.start))),
            ("in last alike", flag(self.last_alike.contains(&actor))),
            ("events of theirs", count(events_of)),
            ("place's state", flag(destination)),
        ];
        of_word.into_iter().chain(own).collect()
    }
}
