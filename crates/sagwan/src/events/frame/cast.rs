//! Who takes part in an event: the cases of its clause, states in compounds, partners met one by one.

use sagwan_text::{ByteSpan, Word, WordClass};

use super::View;
use crate::cast::Cast;
use crate::events::Occasion;
use crate::events::triggers;
use crate::record::{ActorKind, EventKind, Mode};
use sagwan_text::{Mention, MentionKind, Office};

/// Who does what in a clause.
#[derive(Default)]
pub(super) struct ClauseCast {
    pub(super) subjects: Vec<usize>,

    pub(super) with: Vec<usize>,
    pub(super) to: Vec<usize>,
    pub(super) objects: Vec<usize>,
    /// Whoever stands in the genitive.
    pub(super) genitive: Option<usize>,
    /// Whether that is right before the trigger.
    pub(super) genitive_close: bool,
    /// Whoever stands right before the trigger without a particle.
    pub(super) adjacent: Vec<usize>,
}

/// What a mention does in its clause, by its particle.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Case {
    Subject,
    Object,
    With,
    To,
    Other,
}

pub(super) fn case_of(particle: &str) -> Case {
    match particle {
        "은" | "는" | "이" | "가" | "도" | "께서" | "께서는" | "에서는" => Case::Subject,
        "을" | "를" => Case::Object,
        "과" | "와" | "과의" | "와의" | "과도" | "와도" | "과는" | "와는" => Case::With,
        "에게" | "에게도" | "에게는" | "께" => Case::To,
        _ => Case::Other,
    }
}

impl View<'_> {
    /// 각각 만난다: each partner is met alone.
    pub(super) fn one_by_one(&self, at: usize) -> bool {
        (at.saturating_sub(2)..at).any(|n| {
            self.tokens().get(n).is_some_and(|t| matches!(self.text_of(t.span), "각각" | "차례로" | "잇달아"))
        }) && self.mentions.iter().filter(|(m, _)| m.last < at && self.is_partner(m)).count() >= 2
    }

    /// Whoever stands in 과, or before a comma in a list: A, B, C와 각각.
    fn is_partner(&self, mention: &Mention) -> bool {
        let listed = || self.reading.text.get(mention.span.end..).is_some_and(|rest| rest.starts_with(','));
        self.case(mention) == Case::With || self.case(mention) == Case::Other && listed()
    }

    /// One meeting for each partner in 과, at the place named before that partner.
    pub(super) fn split_by_partner(&self, cast: &Cast, report: &Occasion, at: usize) -> Vec<Occasion> {
        let partners: Vec<&(Mention, Option<usize>)> =
            self.mentions.iter().filter(|(m, _)| m.last < at && self.is_partner(m)).collect();
        let actors: Vec<usize> = partners.iter().filter_map(|(_, a)| *a).collect();
        let mut from =
            self.tokens().get(self.clause_start(at)).map_or(self.sentence.span.start, |t| t.span.start);
        let mut found = Vec::new();
        for (mention, actor) in &partners {
            let Some(actor) = *actor else { continue };
            if cast.members.get(actor).is_none_or(|m| m.kind != ActorKind::Person) {
                continue;
            }
            let mut one = report.clone();
            one.participants.retain(|(a, _)| *a == actor || !actors.contains(a));
            one.place =
                self.place(from, mention.span.start).or(report.place.clone().filter(|_| found.is_empty()));
            from = mention.particle.end;
            if one.participants.len() >= 2 {
                found.push(one);
            }
        }
        if found.len() < 2 { vec![report.clone()] } else { found }
    }

    /// Who does what in the clause of a trigger.
    pub(super) fn cast_of_clause(
        &self,
        cast: &Cast,
        at: usize,
        within: ByteSpan,
        adnominal: bool,
    ) -> ClauseCast {
        let clause: Vec<&(Mention, Option<usize>)> =
            self.mentions.iter().filter(|(m, _)| within.contains(m.span) && !self.quoted(m.span)).collect();
        // 바이든 대통령과 한미 정상회담을, 기시다 총리와는 한일 정상회담을: partners stand behind the event before.
        // A dinner that has ended only sets the scene.
        let ended = |n: usize| {
            self.tokens().get(n + 1).is_some_and(|t| {
                ["끝난", "마친", "끝나", "끝낸"].iter().any(|v| self.text_of(t.span).starts_with(v))
            })
        };
        let previous = (0..at).rev().find(|&n| {
            self.tokens().get(n).is_some_and(|t| {
                within.contains(t.span)
                    && self.reading.know.events.triggers.of(&self.reading.know.pack, t).is_some()
                    && !ended(n)
            })
        });
        let passed = |m: &Mention| previous.is_some_and(|p| m.last < p);
        let mut found = ClauseCast::default();
        let mut following: Option<(Case, usize)> = None;
        // 주석 등이 참석한 가운데 대통령은 회의를 주재했다, 총리는 장관이 주재한 행사에서: the subject of a clause inside is set
        // aside for a topic. Of what is reported only the topics within count.
        let reported = self.statements.iter().find(|s| {
            self.tokens().get(at).is_some_and(|t| s.mode == Mode::Indirect && s.content.contains(t.span))
        });
        let topics = clause.iter().any(|(m, a)| {
            let person = a.and_then(|a| cast.members.get(a)).is_some_and(|m| m.kind == ActorKind::Person);
            let own = reported.is_none_or(|s| s.content.contains(m.span));
            person && own && matches!(self.text_of(m.particle), "은" | "는")
        });
        let inside = |m: &Mention| {
            matches!(self.text_of(m.particle), "이" | "가")
                && (m.last + 1..at).find_map(|n| {
                    let token = self.tokens().get(n).filter(|t| t.span.start >= m.particle.end)?;
                    let next = self.tokens().get(n + 1).map_or("", |t| self.text_of(t.span));
                    // 오찬이 끝난 뒤: a subject of its own.
                    let other = matches!(self.text_of(token.particle), "이" | "가");
                    let ends = token.class == WordClass::Adnominal;
                    let close = n <= m.last + 2 && topics && !self.before_bound_noun(n);
                    let setting = matches!(next, "가운데" | "뒤" | "후" | "직후");
                    (other || ends).then_some(!other && (setting || close))
                }) == Some(true)
        };
        let mut set_aside = Vec::new();
        for (mention, actor) in clause.iter().rev() {
            let mut case = self.case(mention);
            // A, B, C가: what stands before a comma or 와 shares the case of what it is listed with.
            let listed = following.filter(|(_, start)| {
                let gap = ByteSpan::new(mention.span.end, *start).of(self.reading.text);
                let gap = gap.trim_start_matches(|c| c != ',' && c != '·' && c != ' ');
                gap.trim().trim_matches([',', '·']).trim().is_empty()
            });
            let comma = ByteSpan::new(mention.span.end, following.map_or(mention.span.end, |f| f.1))
                .of(self.reading.text)
                .contains([',', '·']);
            let listed = listed.filter(|_| comma || case == Case::With);
            if let Some((next, _)) = listed
                && (case == Case::Other
                    || case == Case::With && matches!(next, Case::Subject | Case::Object) && comma)
            {
                case = next;
            }
            following = Some((case, mention.span.start));
            let Some(actor) = actor else { continue };
            let media = cast.members.get(*actor).is_some_and(|m| m.media);
            let known: Vec<usize> = cast.expand(*actor);
            let whose = self.text_of(mention.particle) == "의";
            match case {
                _ if media => {}
                Case::Subject if !adnominal && found.subjects.is_empty() && inside(mention) => {
                    set_aside.extend(known);
                }
                // Only the subject nearest to the predicate is its own; one further left governs another clause.
                Case::Subject if !adnominal && (found.subjects.is_empty() || listed.is_some()) => {
                    found.subjects.extend(known);
                }
                Case::With
                    if !set_aside.is_empty()
                        && found.subjects.is_empty()
                        && listed.is_some_and(|(next, _)| next == Case::Subject) =>
                {
                    set_aside.extend(known);
                }
                // 정 실장과 서 원장이: whoever stands in 과 right before the subject shares its part.
                Case::With if listed.is_some_and(|(next, _)| next == Case::Subject) && !adnominal => {
                    found.subjects.extend(known);
                }
                _ if passed(mention) => {}
                Case::With => found.with.extend(known),
                Case::To => found.to.extend(known),
                Case::Object
                    if matches!(
                        mention.kind,
                        MentionKind::Person(_) | MentionKind::Group { .. } | MentionKind::Pronoun
                    ) =>
                {
                    found.objects.extend(known);
                }
                Case::Other if whose && found.genitive.is_none() => {
                    found.genitive = Some(*actor);
                    found.genitive_close = at - mention.last <= 2;
                }
                Case::Other if mention.last + 1 == at => found.adjacent.extend(known),
                _ => {}
            }
        }
        let attends = self.text_of(within).contains("참석한 가운데");
        if found.subjects.is_empty() || attends {
            found.subjects.extend(set_aside);
        }
        found
    }

    /// The person who acts for a state at an event of that kind, when the article names one.
    pub(super) fn stands_for(
        &self,
        cast: &Cast,
        code: &str,
        kind: EventKind,
        at: usize,
        hit: &triggers::Found<'_>,
    ) -> Option<usize> {
        let word = self.tokens().get(at).map_or("", |t| self.text_of(t.span));
        let prefix = word.get(..hit.before).unwrap_or("");
        let before =
            at.checked_sub(1).and_then(|n| self.tokens().get(n)).map_or("", |t| self.text_of(t.stem));
        let of = |title: &str| prefix.contains(title) || before.contains(title);
        if kind == EventKind::Summit || of("정상") {
            return cast.leader_of(code);
        }
        if of("외교장관") || of("외무장관") {
            return cast.minister_of(code, Office::ForeignMinister);
        }
        if of("국방장관") {
            return cast.minister_of(code, Office::DefenceMinister);
        }
        None
    }

    pub(super) fn is_traveller(&self, actor: usize, cast: &Cast) -> bool {
        cast.members.get(actor).is_some_and(|m| m.kind == ActorKind::Person || m.kind == ActorKind::Group)
    }

    /// The codes of the states in a compound inside the trigger's word or right before it.
    pub(super) fn compound_sides(&self, at: usize, hit: &triggers::Found<'_>) -> Vec<String> {
        let codes = |word: &str| {
            self.lexicon()
                .compound(word)
                .map(|found| found.iter().map(|c| c.code.clone()).collect::<Vec<_>>())
        };
        let Some(token) = self.tokens().get(at) else { return Vec::new() };
        let word = self.text_of(token.span);
        let prefix = word.get(..hit.before).unwrap_or("");
        if let Some(members) = self.lexicon().forum(self.text_of(token.stem)) {
            return members.to_vec();
        }
        for cut in prefix.char_indices().map(|(i, _)| i).chain([prefix.len()]).rev() {
            if let Some(found) = prefix.get(..cut).and_then(codes) {
                return found;
            }
        }
        for back in 1..=4 {
            let Some(previous) = at.checked_sub(back).and_then(|n| self.tokens().get(n)) else { break };
            let stem = self.text_of(previous.stem);
            // 장관은 프랑스·독일과 회담했다: met by somebody, and no name of the talks.
            if self.text_of(previous.particle).starts_with(['와', '과']) {
                break;
            }
            if let Some(found) = codes(stem) {
                return found;
            }
            let between = matches!(
                stem,
                "정상"
                    | "간"
                    | "양국"
                    | "양자"
                    | "외교장관"
                    | "외무장관"
                    | "국방장관"
                    | "고위급"
                    | "실무"
                    | "첫"
            );
            if !between {
                break;
            }
        }
        Vec::new()
    }

    /// A와 B 간 회담.
    pub(super) fn between_sides(&self, at: usize) -> Option<(usize, usize)> {
        // 장관과 위원장 간 4차 수석대표 접촉: nothing but what kind of event stands between.
        let bare = |t: &Word| t.class == WordClass::Nominal && t.particle.is_empty();
        let gap = (at.saturating_sub(5)..at).rev().find(|&n| {
            self.tokens().get(n).is_some_and(|t| matches!(self.text_of(t.span), "간" | "간의" | "사이의"))
        })?;
        if !self.tokens().get(gap + 1..at)?.iter().all(bare) {
            return None;
        }
        let second = self.mentions.iter().rev().find(|(m, _)| m.last + 1 == gap)?;
        let first = self
            .mentions
            .iter()
            .rev()
            .find(|(m, _)| m.last < second.0.first && self.case(m) == Case::With)?;
        Some((first.1?, second.1?))
    }
}
