//! Reads the words around an event's trigger: who, whom, when, where.
//!
//! One report for each trigger outside quotations. Clauses are told apart by the class of their verbs; the
//! subject of a clause without one is that of the clause before.

use std::cmp::Ordering;

use sagwan_ko::{ByteSpan, Sentence, Tag, Token, TokenKind, WordClass, quote};

use super::triggers::{self, Object};
use super::{Occasion, PlaceMention, Reading, modality};
use crate::actors::{Cast, Mention, MentionKind};
use crate::lexicon::{Rank, lexicon};
use crate::record::{ActorKind, Certainty, EventKind, Role, Status, TimeKind};
use crate::statements::Said;
use crate::times::TimeMention;

/// The reports of all sentences.
pub(super) fn reports(reading: &Reading<'_>, cast: &mut Cast) -> Vec<Occasion> {
    let mut found: Vec<Occasion> = Vec::new();
    let mut subject = None;
    for (n, sentence) in reading.analysis.sentences.iter().enumerate() {
        if !(reading.is_text)(n) {
            continue;
        }
        let view = View::new(reading, cast, n, sentence);
        let mut of_sentence = view.reports(cast, subject);
        if let Some(now) = view.topic_actor() {
            subject = Some(now);
        }
        view.inherit_times(&mut of_sentence, &found);
        view.details(cast, &mut of_sentence, &mut found);
        inherit_places(&mut of_sentence);
        found.extend(of_sentence);
    }
    found
}

/// Who is met on a visit told in the same sentence is met there, and so is an agreement made at a meeting.
fn inherit_places(events: &mut [Occasion]) {
    for n in 0..events.len() {
        let Some(event) = events.get(n).filter(|e| e.place.is_none()) else { continue };
        let sides = event.sides();
        let shared =
            |o: &&Occasion| o.told && o.place.is_some() && o.sides().iter().any(|a| sides.contains(a));
        let from = match event.kind {
            EventKind::Visit | EventKind::Letter | EventKind::Call => None,
            EventKind::Agreement => events.get(..n).unwrap_or(&[]).iter().rfind(shared),
            _ => events.get(..n).unwrap_or(&[]).iter().rfind(|o| o.kind == EventKind::Visit && shared(o)),
        };
        let place = from.and_then(|o| o.place.clone());
        if let Some(event) = events.get_mut(n) {
            event.place = place;
        }
    }
}

struct View<'a> {
    reading: &'a Reading<'a>,
    index: usize,
    sentence: &'a Sentence,
    quotes: Vec<quote::Quote>,
    mentions: Vec<(Mention, Option<usize>)>,
    /// The times of the sentence, and how many stand before it.
    times: &'a [TimeMention],
    times_before: usize,
    /// The statements of the sentence.
    statements: &'a [Said],
}

/// Who does what in a clause.
#[derive(Default)]
struct ClauseCast {
    subjects: Vec<usize>,

    with: Vec<usize>,
    to: Vec<usize>,
    objects: Vec<usize>,
    /// Whoever stands in the genitive.
    genitive: Option<usize>,
    /// Whether that is right before the trigger.
    genitive_close: bool,
    /// Whoever stands right before the trigger without a particle.
    adjacent: Vec<usize>,
}

/// What a mention does in its clause, by its particle.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Case {
    Subject,
    Object,
    With,
    To,
    Other,
}

fn case_of(particle: &str) -> Case {
    match particle {
        "은" | "는" | "이" | "가" | "도" | "께서" | "께서는" | "에서는" => Case::Subject,
        "을" | "를" => Case::Object,
        "과" | "와" | "과의" | "와의" | "과도" | "와도" | "과는" | "와는" => Case::With,
        "에게" | "에게도" | "에게는" | "께" => Case::To,
        _ => Case::Other,
    }
}

impl<'a> View<'a> {
    fn new(reading: &'a Reading<'a>, cast: &Cast, index: usize, sentence: &'a Sentence) -> Self {
        let quotes = quote::pairs(reading.text, sentence.span)
            .into_iter()
            .filter(|q| q.depth == 0 && q.content.of(reading.text).contains(' '))
            .collect();
        let mentions = cast.in_sentence(index).map(|(m, a)| (m.clone(), a)).collect();
        let range = |from: usize, to: usize| from..to.max(from);
        let (first, last) = (
            reading.times.partition_point(|t| t.span.end <= sentence.span.start),
            reading.times.partition_point(|t| t.span.start < sentence.span.end),
        );
        let said = range(
            reading.statements.partition_point(|s| s.sentence < index),
            reading.statements.partition_point(|s| s.sentence <= index),
        );
        View {
            reading,
            index,
            sentence,
            quotes,
            mentions,
            times: reading.times.get(range(first, last)).unwrap_or(&[]),
            times_before: first,
            statements: reading.statements.get(said).unwrap_or(&[]),
        }
    }

    fn text_of(&self, span: ByteSpan) -> &'a str {
        span.of(self.reading.text)
    }

    fn tokens(&self) -> &'a [Token] {
        &self.sentence.tokens
    }

    fn quoted(&self, span: ByteSpan) -> bool {
        self.quotes.iter().any(|q| q.span.contains(span))
    }

    fn case(&self, mention: &Mention) -> Case {
        match case_of(self.text_of(mention.particle)) {
            // 베트남에서는: where, not who.
            Case::Subject
                if matches!(mention.kind, MentionKind::Country(_))
                    && self.text_of(mention.particle) == "에서는" =>
            {
                Case::Other
            }
            case => case,
        }
    }

    fn topic_actor(&self) -> Option<usize> {
        self.mentions
            .iter()
            .find(|(m, _)| self.case(m) == Case::Subject && !self.quoted(m.span))
            .and_then(|(_, a)| *a)
    }

    /// The first token of the clause that token `at` stands in.
    fn clause_start(&self, at: usize) -> usize {
        let tokens = self.tokens();
        (0..at)
            .rev()
            .find(|&n| {
                tokens.get(n).is_some_and(|t| {
                    t.kind == TokenKind::Word
                        && !self.quoted(t.span)
                        && matches!(t.class, WordClass::Connective | WordClass::Final)
                        && !matches!(
                            self.text_of(t.span),
                            "앞서" | "이어" | "대해" | "관해" | "통해" | "위해" | "따라" | "따르면" | "잇달아" | "연달아"
                                | "잇따라" | "연이어" | "번갈아"
                        )
                        // 백악관으로 오라고 초청했다: what somebody is invited to do.
                        && !(n + 1 == at && self.text_of(t.span).ends_with("라고"))
                })
            })
            .map_or(0, |n| n + 1)
    }

    /// The token that ends the clause of `at`.
    fn clause_end(&self, at: usize) -> usize {
        let tokens = self.tokens();
        let refused = |n: usize| {
            tokens.get(n + 1).is_some_and(|t| self.text_of(t.span).starts_with(['않', '못']))
                && tokens.get(n).is_some_and(|t| self.text_of(t.span).ends_with('지'))
        };
        (at..tokens.len())
            .find(|&n| {
                tokens.get(n).is_some_and(|t| {
                    matches!(t.class, WordClass::Connective | WordClass::Final)
                        && !self.quoted(t.span)
                        && !refused(n)
                })
            })
            .unwrap_or(tokens.len().saturating_sub(1))
    }

    fn reports(&self, cast: &mut Cast, subject: Option<usize>) -> Vec<Occasion> {
        let mut found: Vec<Occasion> = Vec::new();
        for (n, token) in self.tokens().iter().enumerate() {
            if token.kind != TokenKind::Word || self.quoted(token.span) {
                continue;
            }
            let Some(hit) = triggers::trigger_of(self.text_of(token.span)) else { continue };
            // A name of a body ends like a conference: 국가안보회의.
            if self.mentions.iter().any(|(m, _)| m.span.contains(token.stem)) {
                continue;
            }
            let told_before = found.iter().rev().find(|o| o.told).map(Occasion::sides).unwrap_or_default();
            let report = self.report(cast, n, &hit, subject, &told_before);
            let report = match report {
                Some(report) if self.one_by_one(n) => {
                    found.extend(self.split_by_partner(cast, &report, n));
                    continue;
                }
                report => report,
            };
            let stops = report.as_ref().map(|r| self.other_stops(r)).unwrap_or_default();
            let other = |place| report.clone().map(|r| Occasion { place: Some(place), ..r });
            let others: Vec<Occasion> = stops.into_iter().filter_map(other).collect();
            found.extend(others);
            found.extend(report);
        }
        found
    }

    /// 각각 만난다: each partner is met alone.
    fn one_by_one(&self, at: usize) -> bool {
        (at.saturating_sub(2)..at).any(|n| {
            self.tokens().get(n).is_some_and(|t| matches!(self.text_of(t.span), "각각" | "차례로" | "잇달아"))
        }) && self.mentions.iter().filter(|(m, _)| m.last < at && self.case(m) == Case::With).count() >= 2
    }

    /// One meeting for each partner in 과, at the place named before that partner.
    fn split_by_partner(&self, cast: &Cast, report: &Occasion, at: usize) -> Vec<Occasion> {
        let partners: Vec<&(Mention, Option<usize>)> =
            self.mentions.iter().filter(|(m, _)| m.last < at && self.case(m) == Case::With).collect();
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

    /// 베트남과 라오스를 방문한다: the places listed before the one a visit goes to.
    fn other_stops(&self, visit: &Occasion) -> Vec<PlaceMention> {
        let Some(place) = visit.place.as_ref().filter(|_| visit.kind == EventKind::Visit) else {
            return Vec::new();
        };
        let tokens = self.tokens();
        let facts = lexicon();
        let mut found = Vec::new();
        let mut last = tokens.iter().position(|t| t.span.start >= place.span.start).unwrap_or(0);
        while let Some(mut n) = last.checked_sub(1) {
            let comma = tokens.get(n).is_some_and(|t| matches!(self.text_of(t.span), "," | "·"));
            if comma {
                let Some(before) = n.checked_sub(1) else { break };
                n = before;
            }
            let Some(token) = tokens.get(n) else { break };
            let joined =
                comma && token.particle.is_empty() || matches!(self.text_of(token.particle), "과" | "와");
            let word = self.text_of(token.stem);
            let country =
                facts.country(word).map(|c| c.code.clone()).or_else(|| facts.city(word).map(str::to_owned));
            let (true, Some(country)) = (joined, country) else { break };
            found.push(PlaceMention { span: token.stem, country: Some(country) });
            last = n;
        }
        found.reverse();
        found
    }

    /// Who does what in the clause of a trigger.
    fn cast_of_clause(&self, cast: &Cast, at: usize, within: ByteSpan, adnominal: bool) -> ClauseCast {
        let clause: Vec<&(Mention, Option<usize>)> =
            self.mentions.iter().filter(|(m, _)| within.contains(m.span) && !self.quoted(m.span)).collect();
        // 바이든 대통령과 한미 정상회담을, 기시다 총리와는 한일 정상회담을: partners stand behind the event before.
        let previous = (0..at).rev().find(|&n| {
            self.tokens().get(n).is_some_and(|t| {
                within.contains(t.span) && triggers::trigger_of(self.text_of(t.span)).is_some()
            })
        });
        let passed = |m: &Mention| previous.is_some_and(|p| m.last < p);
        let mut found = ClauseCast::default();
        let mut following: Option<(Case, usize)> = None;
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
                // Only the subject nearest to the predicate is its own; one further left governs another clause.
                Case::Subject if !adnominal && (found.subjects.is_empty() || listed.is_some()) => {
                    found.subjects.extend(known);
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
        found
    }

    fn report(
        &self,
        cast: &mut Cast,
        at: usize,
        hit: &triggers::Found,
        before: Option<usize>,
        told_before: &[usize],
    ) -> Option<Occasion> {
        let token = self.tokens().get(at)?.clone();
        let trigger = hit.trigger;
        let start = self.clause_start(at);
        let end = self.clause_end(at);
        let from = self.tokens().get(start).map_or(token.span.start, |t| t.span.start);
        let follows = |words: &[&str]| {
            self.tokens()
                .get(at + 1)
                .is_some_and(|t| words.iter().any(|w| self.text_of(t.span).starts_with(w)))
        };
        // 만난 것으로 알려졌다, 만난 뒤: what follows is no noun phrase of its own.
        let adnominal = (token.class == WordClass::Adnominal
            && !follows(&[
                "것",
                "바",
                "뒤",
                "후",
                "직후",
                "가운데",
                "예정",
                "계획",
                "전망",
                "방안",
                "일정",
                "방침",
                "사실",
                "가능성",
            ]))
            || !hit.verbal && follows(&["중인", "중이던"]);
        let sent = || {
            const VERBS: &[&str] = &[
                "전달", "건네", "건넸", "건넨", "보내", "보낸", "보냈", "받", "발송", "교환", "전하", "전했",
            ];
            self.tokens()
                .get(at + 1..=end)
                .unwrap_or(&[])
                .iter()
                .any(|t| VERBS.iter().any(|v| self.text_of(t.span).starts_with(v)))
        };
        let attends = self.attends(at, end);
        // 문제가 13일 열린 이사회에서 다뤄졌다: the setting of a conference tells that it was held.
        let setting_of_conference = trigger.kind == EventKind::Conference
            && matches!(self.text_of(token.particle), "에서" | "에서는" | "에서도")
            && (at.saturating_sub(3)..at).any(|n| {
                self.tokens().get(n).is_some_and(|t| {
                    t.class == WordClass::Adnominal
                        && ["열린", "개최", "개막", "소집"]
                            .iter()
                            .any(|v| self.text_of(t.span).starts_with(v))
                })
            });
        // 방문을 열고 들어왔다: a door.
        if trigger.head == "방문" && follows(&["열", "닫", "두드", "걸어 잠"]) {
            return None;
        }
        // 방러 문제도 논의했다: a topic, not an event.
        let open = self.text_of(token.particle).is_empty() || self.text_of(token.particle) == "의";
        if !hit.verbal && open && follows(&["문제", "의제", "가능성", "여부", "필요성", "전망"])
        {
            return None;
        }
        // 만찬을 계기로 3자 회동을 했다, 회담 이후 만찬을 한다: what only sets the scene is not told.
        // 하원의장을 접견, 현안을 논의했다: the noun alone before a comma tells.
        let noun_tells = token.particle.is_empty()
            && trigger.kind != EventKind::Conference
            && self.tokens().get(at + 1).is_some_and(|t| self.text_of(t.span) == ",")
            && at.checked_sub(1).and_then(|n| self.tokens().get(n)).is_some_and(|t| {
                matches!(self.text_of(t.particle), "을" | "를" | "과" | "와" | "에게" | "에")
            });
        let scene = !hit.verbal && follows(&["계기", "이후", "직후", "직전", "앞두고"]);
        let told = !scene
            && (hit.verbal
                || noun_tells
                || self.light_verb(at, end)
                || attends
                || setting_of_conference
                || trigger.kind == EventKind::Letter && sent());
        // 회의에는 A와 B가 참석했다: who attends stands behind the conference.
        let until = if trigger.kind == EventKind::Conference && attends {
            self.tokens().get(end).map_or(token.span.start, |t| t.span.start)
        } else {
            token.span.start
        };
        let clause = self.cast_of_clause(cast, at, ByteSpan::new(from, until), adnominal);

        let mut participants: Vec<(usize, Role)> = Vec::new();
        let add = |list: &mut Vec<(usize, Role)>, actors: &[usize], role: Role| {
            for actor in actors {
                if !list.iter().any(|(a, _)| a == actor) {
                    list.push((*actor, role));
                }
            }
        };
        let head_noun = adnominal
            .then(|| {
                self.mentions.iter().find(|(m, _)| m.first > at && m.first <= at + 3).and_then(|(_, a)| *a)
            })
            .flatten();
        let earlier = || {
            let fits =
                |m: &Mention| m.span.end <= from && self.case(m) == Case::Subject && !self.quoted(m.span);
            self.mentions.iter().rev().filter(|(m, _)| fits(m)).find_map(|(_, a)| *a)
        };
        let mut subjects: Vec<usize> = match head_noun {
            Some(actor) => cast.expand(actor),
            None => clause.subjects.clone(),
        };
        // 회담은 평양에서 열린다: where the event is the subject nobody else is.
        let is_subject = !hit.verbal && matches!(self.text_of(token.particle), "은" | "는" | "이" | "가");
        // 대표단과의 면담은 열리지 않았다: of two sides one is named, the other is whoever the text is about.
        let half = is_subject && !clause.with.is_empty();
        if subjects.is_empty() && told && !adnominal && (!is_subject || half) {
            subjects = earlier().or(before).map(|a| cast.expand(a)).unwrap_or_default();
        }
        // A와 회담했지만 B는 만나지 못했다: who was not met stands as the topic.
        let mut clause = clause;
        let refused = follows(&["않", "못"]) && self.text_of(token.span).ends_with('지');
        if trigger.object == Object::Counterpart
            && refused
            && clause.with.is_empty()
            && clause.objects.is_empty()
            && clause.subjects.len() == 1
            && let Some(other) = earlier().filter(|a| !clause.subjects.contains(a))
        {
            clause.objects = std::mem::take(&mut clause.subjects);
            subjects = cast.expand(other);
        }
        match trigger.object {
            Object::Place => {
                // 대통령의 방문, but not 대통령의 초청으로 방문 중이다.
                let owner: Vec<usize> = clause
                    .genitive
                    .map(|a| cast.expand(a))
                    .filter(|_| !hit.verbal && clause.genitive_close)
                    .unwrap_or_default();
                let adjacent: Vec<usize> =
                    clause.adjacent.iter().copied().filter(|a| self.is_traveller(*a, cast)).collect();
                let own = if !adjacent.is_empty() && !told { adjacent } else { owner };
                // A는 B에게 중국 방문을 요청했다: B travels, and A receives.
                let asked = !hit.verbal
                    && !clause.to.is_empty()
                    && follows(&["요청", "초청", "제안", "제의", "권유"]);
                if asked {
                    add(&mut participants, &subjects, trigger.counterpart);
                }
                let travellers = match asked {
                    true => clause.to.clone(),
                    false if own.is_empty() => subjects,
                    false => own,
                };
                let persons: Vec<usize> =
                    travellers.into_iter().filter(|a| self.is_traveller(*a, cast)).collect();
                add(&mut participants, &persons, trigger.subject);
            }
            Object::Guest => {
                let guests =
                    if clause.objects.is_empty() { clause.to.clone() } else { clause.objects.clone() };
                add(&mut participants, &guests, trigger.counterpart);
                add(&mut participants, &subjects, trigger.subject);
                if guests.is_empty() {
                    return None;
                }
            }
            _ if trigger.kind == EventKind::Letter => {
                let sender: Vec<usize> = clause.genitive.map(|a| cast.expand(a)).unwrap_or_default();
                let carrier = if sender.is_empty() { Role::Party } else { Role::Attendee };
                add(&mut participants, &sender, Role::Party);
                let behind: Vec<usize> = self
                    .mentions
                    .iter()
                    .filter(|(m, _)| m.first > at && m.last < end && self.case(m) == Case::To)
                    .filter_map(|(_, a)| *a)
                    .collect();
                add(&mut participants, &clause.to, Role::Party);
                add(&mut participants, &behind, Role::Party);
                add(&mut participants, &subjects, carrier);
            }
            _ => {
                let between = self.between_sides(at);
                if let Some((a, b)) = between {
                    add(&mut participants, &cast.expand(a), Role::Party);
                    add(&mut participants, &cast.expand(b), Role::Party);
                } else {
                    let compound = self.compound_sides(at, hit);
                    // 라브로프 장관과 볼턴 보좌관의 회담: the two it belongs to, whoever speaks of it.
                    let owners = clause
                        .genitive
                        .filter(|_| !hit.verbal && clause.genitive_close && !clause.with.is_empty());
                    if let Some(owner) = owners {
                        add(&mut participants, &clause.with, Role::Party);
                        add(&mut participants, &cast.expand(owner), Role::Party);
                    }
                    let by_people = owners.is_none() && (told || compound.is_empty());
                    if by_people {
                        add(&mut participants, &subjects, trigger.subject);
                        add(&mut participants, &clause.with, trigger.counterpart);
                        if trigger.object == Object::Counterpart || hit.verbal {
                            add(&mut participants, &clause.objects, trigger.counterpart);
                        }
                        if !hit.verbal && participants.len() < 2 {
                            add(&mut participants, &clause.adjacent, trigger.counterpart);
                        }
                    }
                    // 한미 정상회담: the states stand for those who act for them.
                    let persons = participants.iter().filter(|(a, _)| self.is_traveller(*a, cast)).count();
                    if !compound.is_empty() && persons < 2 {
                        participants.clear();
                        // Either all of them are named by those who act for them, or none is.
                        let named: Vec<Option<usize>> = compound
                            .iter()
                            .map(|code| self.stands_for(cast, code, trigger.kind, at, hit))
                            .collect();
                        let all = named.iter().all(Option::is_some);
                        for (code, person) in compound.iter().zip(named) {
                            let actor =
                                person.filter(|_| all).unwrap_or_else(|| cast.country(code, token.stem));
                            add(&mut participants, &[actor], Role::Party);
                        }
                    }
                }
            }
        }
        // 회담하고 …하기로 합의했다: whoever met agrees.
        if trigger.kind == EventKind::Agreement && participants.iter().all(|(a, _)| told_before.contains(a)) {
            add(&mut participants, told_before, Role::Party);
        }
        let enough = match trigger.kind {
            EventKind::Letter => !participants.is_empty() && told,
            // 순방에 앞서: a tour in passing is no visit of its own.
            EventKind::Visit if !told && trigger.head == "순방" => false,
            EventKind::Conference => told && !participants.is_empty(),
            EventKind::Visit => !participants.is_empty(),
            EventKind::Agreement => participants.len() >= 2 && !self.agrees_to_meet(at),
            _ => participants.len() >= 2,
        };
        if !enough {
            return None;
        }
        if trigger.kind == EventKind::Conference {
            // The body itself is no side of its conference.
            let people = participants.iter().any(|(a, _)| self.is_traveller(*a, cast));
            if people {
                participants.retain(|(a, _)| self.is_traveller(*a, cast));
            }
            if self
                .tokens()
                .get(at + 1..=end)
                .unwrap_or(&[])
                .iter()
                .any(|t| self.text_of(t.span).starts_with("주재"))
            {
                participants.iter_mut().for_each(|(_, role)| *role = Role::Chair);
            }
        }
        let place = match trigger.object {
            Object::Place | Object::Guest => self.destination(at, hit, from),
            // 회담은 14일 워싱턴에서 열린다: behind the event where it is the subject.
            _ => self.place(from, token.span.start).or_else(|| {
                let near = self.tokens().get(end.saturating_sub(2)).map_or(token.span.end, |t| t.span.start);
                let last = self.tokens().get(end).map_or(token.span.end, |t| t.span.end);
                let behind = is_subject.then(|| self.place(token.span.end, last)).flatten();
                behind.filter(|place| place.span.end > near)
            }),
        };
        let short =
            trigger.head.starts_with('방') && trigger.head.chars().count() == 2 && trigger.head != "방문";
        if trigger.object == Object::Place && place.is_none() && hit.verbal && !short {
            return None;
        }
        let kind = self.refine(trigger.kind, &participants, cast, at);
        let time = self.time(from, at, end);
        // 볼턴과의 면담에서: the setting of what is told, whatever the rest of the sentence says.
        let setting = !told
            && (matches!(self.text_of(token.particle), "에서" | "에서는" | "에서도" | "에는")
                || follows(&[
                    "자리", "뒤", "후", "이후", "직후", "직전", "도중", "결과", "내용", "소식", "계기",
                ]));
        let status = match setting {
            true => Status::Occurred,
            false => self.status(at, end, hit, trigger.object == Object::Guest, time),
        };
        // What is under way has begun at some other time than the one named for the clause.
        let time = time.filter(|_| status != Status::Underway);
        let (certainty, sources) = self.certainty(cast, &token);
        Some(Occasion {
            kind,
            status,
            certainty,
            participants,
            time,
            place,
            venues: Vec::new(),
            topics: Vec::new(),
            duration: None,
            closed_door: None,
            sources,
            trigger: token.stem,
            evidence: vec![self.index],
            told,
        })
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

    /// The person who acts for a state at an event of that kind, when the article names one.
    fn stands_for(
        &self,
        cast: &Cast,
        code: &str,
        kind: EventKind,
        at: usize,
        hit: &triggers::Found,
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
            return cast.minister_of(code, "외교");
        }
        if of("국방장관") {
            return cast.minister_of(code, "국방");
        }
        None
    }

    /// Did it happen? What the words after the event say, then tense, then the calendar.
    fn status(
        &self,
        at: usize,
        end: usize,
        hit: &triggers::Found,
        invited: bool,
        time: Option<usize>,
    ) -> Status {
        let Some(token) = self.tokens().get(at) else { return Status::Occurred };
        let past = |n: usize| {
            self.tokens().get(n).is_some_and(|t| {
                let own = self.reading.analysis.morphemes(t);
                own.iter().any(|m| {
                    m.tag == Tag::EP
                        && matches!(self.reading.analysis.form(m, self.reading.text), "었" | "았" | "였")
                })
            })
        };
        let ending = |n: usize| {
            self.tokens().get(n).and_then(|t| {
                let own = self.reading.analysis.morphemes(t);
                let last = own.iter().rfind(|m| m.tag.is_ending())?;
                Some((last.tag, self.reading.analysis.form(last, self.reading.text)))
            })
        };
        let predicate = if hit.verbal { at } else { end };
        let closed = past(predicate)
            || hit.verbal && token.class == WordClass::Adnominal && !self.before_bound_noun(at);
        let text_to = |n: usize| self.tokens().get(n).map_or(self.sentence.span.end, |t| t.span.end);
        let open = self.tokens().get(predicate).is_some_and(|t| t.class == WordClass::Connective) && !closed;
        let scope_end = if closed || open { text_to(predicate) } else { self.sentence.span.end };
        let scope = ByteSpan::new(token.stem.start, scope_end).of(self.reading.text);
        let value = time.and_then(|t| self.reading.times.get(t)?.value.as_deref());
        // Days compare as text, and a month with the month of the day.
        let side = value
            .zip(self.reading.published.as_deref())
            .map(|(v, p)| v.get(..10.min(v.len())).cmp(&p.get(..10.min(v.len()))));
        let (ahead, behind) = (side == Some(Ordering::Greater), side == Some(Ordering::Less));
        let going_on = |t: &Token| {
            matches!(
                self.text_of(t.span),
                "중" | "중인" | "중이던" | "중이다" | "중이며" | "중이고" | "중입니다" | "중에"
            )
        };
        if self.tokens().get(at + 1).is_some_and(going_on) && !ahead {
            return Status::Underway;
        }
        if invited {
            return Status::Proposed;
        }
        // A clause that goes on shares the expectation of the sentence (…하고 …할 예정이다), not its refusals.
        let rest = ByteSpan::new(text_to(predicate), self.sentence.span.end).of(self.reading.text);
        let said = modality::status(scope)
            .or_else(|| modality::status(rest).filter(|s| open && !behind && *s == Status::Planned));
        // 열릴 예정이던 회담 of last week: the calendar decides against a mere expectation.
        if let Some(said) = said.filter(|s| !(*s == Status::Planned && behind && closed)) {
            return said;
        }
        if ahead && !past(predicate) {
            return Status::Planned;
        }
        // 다음 달 열릴 것으로 예상하는 정상회담: the verb right before the event tells as well.
        let holds = at
            .checked_sub(1)
            .filter(|&n| self.tokens().get(n).is_some_and(|t| t.class == WordClass::Adnominal));
        let told_before = holds.and_then(ending).is_some_and(|(_, form)| matches!(form, "ㄹ" | "을"));
        if told_before {
            return Status::Planned;
        }
        // The verb that reports a clause says nothing of its time.
        let report =
            self.statements.iter().find(|s| s.sentence == self.index && s.content.contains(token.stem));
        let reported_to = report.map_or(self.tokens().len(), |s| {
            self.tokens().iter().position(|t| t.span.start >= s.content.end).unwrap_or(self.tokens().len())
        });
        let mut n = predicate;
        loop {
            if past(n) {
                return Status::Occurred;
            }
            match ending(n) {
                Some((Tag::ETM, "ㄹ" | "을")) => return Status::Planned,
                Some((Tag::ETM, _)) => return Status::Occurred,
                Some((Tag::EF, form))
                    if hit.verbal || n != predicate || self.light_verb(at, end) || self.attends(at, end) =>
                {
                    let present = form.ends_with('다') && !behind;
                    return if present { Status::Planned } else { Status::Occurred };
                }
                Some((Tag::EC, _)) => {
                    let next = (n + 1..reported_to).find(|&k| {
                        self.tokens().get(k).is_some_and(|t| {
                            matches!(t.class, WordClass::Connective | WordClass::Final)
                                && !self.quoted(t.span)
                        })
                    });
                    match next {
                        Some(next) => n = next,
                        None => return Status::Occurred,
                    }
                }
                _ => return Status::Occurred,
            }
        }
    }

    /// 만난 것으로, 방문할 예정: what follows the verb is a bound noun of its own sentence.
    fn before_bound_noun(&self, at: usize) -> bool {
        self.tokens().get(at + 1).is_some_and(|t| {
            ["것", "예정", "계획", "바", "뒤", "후", "방침", "전망", "가능성", "수"]
                .iter()
                .any(|w| self.text_of(t.span).starts_with(w))
        })
    }

    /// How far the text commits itself, and who is cited.
    fn certainty(&self, cast: &Cast, token: &Token) -> (Certainty, Vec<(usize, Option<String>, ByteSpan)>) {
        let rest = ByteSpan::new(token.span.start, self.sentence.span.end).of(self.reading.text);
        let mut certainty = modality::certainty(rest).unwrap_or(Certainty::Stated);
        let mut sources = Vec::new();
        for said in
            self.statements.iter().filter(|s| s.sentence == self.index && s.content.contains(token.stem))
        {
            let Some(speaker) = said.reported_by.or(said.speaker) else { continue };
            let vague = cast.members.get(speaker).is_some_and(|m| m.rank == Some(Rank::Vague));
            if certainty == Certainty::Stated {
                certainty = if vague { Certainty::Hearsay } else { Certainty::Attributed };
            }
            if !sources.iter().any(|(a, _, _)| *a == speaker) {
                sources.push((speaker, said.channel.clone(), said.cue.unwrap_or(said.content)));
            }
        }
        (certainty, sources)
    }

    fn is_traveller(&self, actor: usize, cast: &Cast) -> bool {
        cast.members.get(actor).is_some_and(|m| m.kind == ActorKind::Person || m.kind == ActorKind::Group)
    }

    /// The codes of the states in a compound inside the trigger's word or right before it.
    fn compound_sides(&self, at: usize, hit: &triggers::Found) -> Vec<String> {
        let codes = |word: &str| {
            lexicon().compound(word).map(|found| found.iter().map(|c| c.code.clone()).collect::<Vec<_>>())
        };
        let Some(token) = self.tokens().get(at) else { return Vec::new() };
        let word = self.text_of(token.span);
        let prefix = word.get(..hit.before).unwrap_or("");
        if let Some(members) = lexicon().forum(self.text_of(token.stem)) {
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
    fn between_sides(&self, at: usize) -> Option<(usize, usize)> {
        let gap = (at.saturating_sub(2)..at).find(|&n| {
            self.tokens().get(n).is_some_and(|t| matches!(self.text_of(t.span), "간" | "간의" | "사이의"))
        })?;
        let second = self.mentions.iter().rev().find(|(m, _)| m.last + 1 == gap)?;
        let first = self
            .mentions
            .iter()
            .rev()
            .find(|(m, _)| m.last < second.0.first && self.case(m) == Case::With)?;
        Some((first.1?, second.1?))
    }

    /// Whether the noun at `at` is the object or subject of a light verb in its clause: 회담을 했다, 회담이 열렸다.
    fn light_verb(&self, at: usize, end: usize) -> bool {
        const VERBS: &[&str] = &[
            "하", "했", "한", "할", "해", "합", "여는", "가졌", "갖", "가진", "가질", "열", "개최", "진행",
            "마쳤", "마치", "시작", "함께", "이뤄", "소집",
        ];
        let Some(token) = self.tokens().get(at) else { return false };
        if !matches!(self.text_of(token.particle), "을" | "를" | "이" | "가" | "은" | "는" | "도") {
            return false;
        }
        (at + 1..=end.min(at + 6)).any(|n| {
            self.tokens().get(n).is_some_and(|t| VERBS.iter().any(|v| self.text_of(t.span).starts_with(v)))
        })
    }

    /// 정상회의에 참석하다.
    fn attends(&self, at: usize, end: usize) -> bool {
        let Some(token) = self.tokens().get(at) else { return false };
        // 외무장관 회의 참석을 위해, 회의 참석차.
        let next = self.tokens().get(at + 1).map_or("", |t| self.text_of(t.span));
        if token.particle.is_empty() && next.starts_with("참석") {
            return true;
        }
        let into = matches!(self.text_of(token.particle), "에" | "에도" | "에는" | "을" | "를");
        into && (at + 1..=end.min(at + 24)).any(|n| {
            self.tokens().get(n).is_some_and(|t| {
                ["참석", "참가", "참여", "주재", "열었", "열고", "열린", "열린다", "개최", "소집"]
                    .iter()
                    .any(|v| self.text_of(t.span).starts_with(v))
            })
        })
    }

    /// 회담 of two heads of state or government is a summit.
    fn refine(&self, kind: EventKind, participants: &[(usize, Role)], cast: &Cast, at: usize) -> EventKind {
        let heads = participants
            .iter()
            .filter(|(a, _)| cast.members.get(*a).is_some_and(|m| m.rank == Some(Rank::Head)))
            .count();
        let by_phone = at > 0
            && self.tokens().get(at - 1).is_some_and(|t| matches!(self.text_of(t.span), "전화" | "화상"));
        match kind {
            EventKind::Talks | EventKind::Summit if by_phone => EventKind::Call,
            EventKind::Talks if heads >= 2 => EventKind::Summit,
            kind => kind,
        }
    }

    /// The time of a trigger: the nearest before it in its clause that no other verb claims, else the nearest
    /// before it in its sentence, else the first behind it in its clause.
    fn time(&self, from: usize, at: usize, end: usize) -> Option<usize> {
        let trigger = self.tokens().get(at)?.span;
        let behind = self.tokens().get(end).map_or(trigger.end, |t| t.span.end);
        // 정상회담은 다음 달 열린다: close behind, or it belongs to something else.
        let stop = (at + 1..at + 7).find(|&n| {
            self.tokens()
                .get(n)
                .is_some_and(|t| matches!(self.text_of(t.particle), "은" | "는" | "이" | "가"))
        });
        let near = self.tokens().get(stop.unwrap_or(at + 6)).map_or(behind, |t| t.span.start);
        let dated = |span: ByteSpan| {
            self.times.iter().enumerate().filter(move |(_, t)| {
                matches!(t.kind, TimeKind::Date | TimeKind::Time)
                    && span.contains(t.span)
                    && !self.quoted(t.span)
            })
        };
        // 26일 일본에 도착한 부통령은 …: a day belongs to the adnominal verb that follows it closely.
        let claimed = |t: &crate::times::TimeMention| {
            let words = self
                .tokens()
                .iter()
                .enumerate()
                .filter(|(_, w)| w.kind == TokenKind::Word && w.span.start >= t.span.end);
            let mut near = words
                .take(3)
                .take_while(|(_, w)| !matches!(self.text_of(w.particle), "은" | "는" | "이" | "가" | "에서"));
            near.any(|(n, w)| {
                w.class == WordClass::Adnominal && n + 2 < at && !self.text_of(w.span).starts_with("중")
            })
        };
        let free = |span: ByteSpan| dated(span).rfind(|(_, t)| !claimed(t));
        free(ByteSpan::new(from, trigger.start))
            .or_else(|| free(ByteSpan::new(self.sentence.span.start, trigger.start)))
            .or_else(|| dated(ByteSpan::new(trigger.end, near.min(behind))).next())
            .map(|(n, _)| n + self.times_before)
    }

    /// The noun phrase in 에서 before the trigger: 크렘린궁에서, 모스크바 시내 외무부 영빈관에서.
    fn place(&self, from: usize, to: usize) -> Option<PlaceMention> {
        let tokens = self.tokens();
        let last = tokens.iter().rposition(|t| {
            t.span.start >= from
                && t.span.end <= to
                && t.kind == TokenKind::Word
                && !self.quoted(t.span)
                && (matches!(self.text_of(t.particle), "에서" | "에서도")
                    || self.text_of(t.particle) == "에서는" && lexicon().city(self.text_of(t.stem)).is_some())
        })?;
        let end = tokens.get(last)?;
        let word = self.text_of(end.stem);
        const NO_PLACE: &[&str] = &[
            "회담",
            "면담",
            "회의",
            "브리핑",
            "기자회견",
            "성명",
            "자리",
            "가운데",
            "인터뷰",
            "과정",
            "측",
            "담화",
            "차원",
            "분야",
            "만남",
            "회동",
            "접견",
            "정상회담",
        ];
        if NO_PLACE.iter().any(|w| word.ends_with(w)) {
            return None;
        }
        let mut first = last;
        while let Some(before) = first.checked_sub(1).and_then(|n| tokens.get(n)) {
            let goes_on = before.kind == TokenKind::Word
                && before.class == WordClass::Nominal
                && (before.particle.is_empty() || self.text_of(before.particle) == "의")
                && !self.times.iter().any(|t| t.span.overlaps(before.span))
                && !lexicon().is_adverb(self.text_of(before.stem))
                && before.span.start >= from;
            if !goes_on || last - first >= 4 {
                break;
            }
            first -= 1;
        }
        let span = ByteSpan::new(tokens.get(first)?.span.start, end.stem.end);
        let country = self.country_of_place(first, last);
        Some(PlaceMention { span, country })
    }

    fn country_of_place(&self, first: usize, last: usize) -> Option<String> {
        let facts = lexicon();
        self.tokens().get(first..=last)?.iter().find_map(|t| {
            let word = self.text_of(t.stem);
            facts
                .country(word)
                .map(|c| c.code.clone())
                .or_else(|| facts.city(word).map(str::to_owned))
                .or_else(|| facts.body(word).and_then(|b| b.country().map(str::to_owned)))
        })
    }

    /// Where a visit goes: 러시아를 방문했다, 모스크바 방문, 방러.
    fn destination(&self, at: usize, hit: &triggers::Found, from: usize) -> Option<PlaceMention> {
        let facts = lexicon();
        let token = self.tokens().get(at)?;
        let located = |t: &Token| {
            let word = self.text_of(t.stem);
            facts.country(word).map(|c| c.code.clone()).or_else(|| facts.city(word).map(str::to_owned))
        };
        if let Some(short) = hit.trigger.head.strip_prefix('방').filter(|s| s.chars().count() == 1)
            && let Some(country) = facts.country_by_short(short)
        {
            let head = token.span.start + hit.before;
            let span = ByteSpan::new(head, head + hit.trigger.head.len());
            return Some(PlaceMention { span, country: Some(country.code.clone()) });
        }
        let before = || self.tokens().iter().enumerate().take(at).rev().filter(|(_, t)| t.span.start >= from);
        before().find_map(|(n, t)| {
            // 인도 국빈 방문: without a particle only close before.
            let object =
                matches!(self.text_of(t.particle), "을" | "를" | "로" | "으로" | "에" | "로의" | "으로의")
                    || t.particle.is_empty() && at - n <= 2;
            let country = located(t)?;
            object.then_some(PlaceMention { span: t.stem, country: Some(country) })
        })
    }

    /// What happened in a sentence without a time happened when the event told before it did, unless the
    /// sentence looks back.
    fn inherit_times(&self, own: &mut [Occasion], earlier: &[Occasion]) {
        let sentence = self.text_of(self.sentence.span);
        let looks_back = sentence.starts_with("앞서")
            || ["지난", "당시", "과거", "처음", "이후"].iter().any(|w| sentence.contains(w));
        let last = earlier
            .iter()
            .rev()
            .find(|o| o.told && o.status == Status::Occurred && o.kind != EventKind::Visit);
        let near = last.filter(|o| o.evidence.last().is_some_and(|&n| self.index - n <= 3));
        let Some(time) = near.and_then(|o| o.time).filter(|_| !looks_back) else { return };
        for event in own.iter_mut() {
            let fits = event.told
                && event.time.is_none()
                && matches!(event.status, Status::Occurred | Status::NotOccurred);
            if fits && event.kind != EventKind::Visit {
                event.time = Some(time);
            }
        }
    }

    /// What a sentence adds to the event it speaks of: who sat in, how long, behind closed doors, agenda.
    fn details(&self, cast: &Cast, own: &mut [Occasion], earlier: &mut [Occasion]) {
        let text = self.reading.text;
        let sentence = self.sentence.span.of(text);
        let has = |words: &[&str]| words.iter().any(|w| sentence.contains(w));
        let is_meeting =
            |o: &Occasion| !matches!(o.kind, EventKind::Visit | EventKind::Letter | EventKind::Agreement);
        let attendance = has(&["배석", "동석", "수행했"]);
        let attendees: Vec<usize> = if attendance {
            self.mentions
                .iter()
                .filter(|(m, _)| matches!(m.kind, MentionKind::Person(_)) && !self.quoted(m.span))
                .filter_map(|(_, a)| *a)
                .collect()
        } else {
            Vec::new()
        };
        let duration = self
            .times
            .iter()
            .find(|t| {
                t.kind == TimeKind::Duration
                    && self.sentence.span.contains(t.span)
                    && t.value.as_deref().is_some_and(|v| v.starts_with("PT"))
            })
            .and_then(|t| t.value.clone());
        let closed = has(&["비공개"]).then_some(true);
        let topics = self.topics();
        // The sentence's own event, else the one told last that fits what the sentence calls it.
        let speaks_of_it = attendance
            || has(&[
                "회담은",
                "회담에서",
                "회담에는",
                "면담은",
                "면담에서",
                "면담에는",
                "통화는",
                "통화에서",
                "이 자리",
                "회의에서",
                "두 장관은",
                "두 정상은",
                "양측은",
                "견해를 교환",
                "대화의",
                "만남에서",
                "회동은",
                "접견에서",
                "이번 접견",
            ]);
        let venues = self.venues();
        if !venues.is_empty() {
            let ahead = |o: &&mut Occasion| {
                let coming = matches!(o.status, Status::Planned | Status::Proposed);
                is_meeting(o) && coming && o.place.is_none() && o.venues.is_empty()
            };
            if let Some(event) = own.iter_mut().rev().chain(earlier.iter_mut().rev()).find(ahead) {
                event.venues = venues;
                event.evidence.push(self.index);
            }
            return;
        }
        let target = match own.iter_mut().find(|o| is_meeting(o) && o.told) {
            Some(found) => Some(found),
            None if speaks_of_it => {
                let named = |o: &Occasion| {
                    let words: &[&str] = match o.kind {
                        EventKind::Summit | EventKind::Talks => &["회담", "협의", "협상", "대화"],
                        EventKind::Audience => &["접견", "예방", "면담"],
                        EventKind::Call => &["통화"],
                        EventKind::Conference => &["회의"],
                        _ => &["면담", "만남", "회동", "만찬"],
                    };
                    has(words)
                };
                let fits = |o: &Occasion| is_meeting(o) && o.told && o.status == Status::Occurred;
                let n = earlier
                    .iter()
                    .rposition(|o| fits(o) && named(o))
                    .or_else(|| earlier.iter().rposition(fits));
                n.and_then(|n| earlier.get_mut(n))
            }
            None => None,
        };
        let Some(event) = target else { return };
        for actor in attendees {
            let named = cast.members.get(actor).is_some();
            if named && !event.participants.iter().any(|(a, _)| *a == actor) {
                event.participants.push((actor, Role::Attendee));
            }
        }
        event.duration = event.duration.take().or(duration);
        event.closed_door = event.closed_door.or(closed);
        for said in self.statements.iter().filter(|s| s.sentence == self.index) {
            let about = !topics.is_empty() && topics.iter().any(|t| said.content.contains(*t));
            if let Some(speaker) = said.reported_by.or(said.speaker).filter(|_| about)
                && !event.participants.iter().any(|(a, _)| *a == speaker)
                && !event.sources.iter().any(|(a, _, _)| *a == speaker)
            {
                event.sources.push((speaker, said.channel.clone(), said.cue.unwrap_or(said.content)));
            }
        }
        for topic in topics {
            if !event.topics.iter().any(|t| t.of(text) == topic.of(text)) {
                event.topics.push(topic);
            }
        }
        if event.evidence.last() != Some(&self.index) {
            event.evidence.push(self.index);
        }
    }

    /// Places under discussion: 장소로는 오스트리아 빈과 핀란드 헬싱키가 거론된다.
    fn venues(&self) -> Vec<PlaceMention> {
        let sentence = self.text_of(self.sentence.span);
        let asks = ["장소로", "개최지", "후보지", "장소는"].iter().any(|w| sentence.contains(w));
        let open =
            ["거론", "검토", "유력", "꼽", "후보", "물색", "논의"].iter().any(|w| sentence.contains(w));
        if !asks || !open {
            return Vec::new();
        }
        let facts = lexicon();
        let mut found: Vec<PlaceMention> = Vec::new();
        for (n, token) in self.tokens().iter().enumerate() {
            let Some(country) = facts.city(self.text_of(token.stem)) else { continue };
            let before = n
                .checked_sub(1)
                .and_then(|p| self.tokens().get(p))
                .filter(|t| facts.country(self.text_of(t.span)).is_some());
            let start = before.map_or(token.stem.start, |t| t.span.start);
            found.push(PlaceMention {
                span: ByteSpan::new(start, token.stem.end),
                country: Some(country.to_owned()),
            });
        }
        found
    }

    /// What is discussed: the objects of 논의하다 and its like, and what is on the agenda.
    fn topics(&self) -> Vec<ByteSpan> {
        const VERBS: &[&str] = &["논의", "협의", "조율", "의논", "다뤘", "다뤄", "다루", "의제에", "놓고"];
        const FORMS: &[char] = &['했', '하', '한', '할', '해', '합', '다', '고', '됐', '는', '졌', '질'];
        let tokens = self.tokens();
        let mut found = Vec::new();
        for (n, token) in tokens.iter().enumerate() {
            let word = self.text_of(token.span);
            let verbal = VERBS.iter().any(|v| {
                word.strip_prefix(v).is_some_and(|rest| {
                    rest.is_empty() && v.chars().count() > 2 || *v == "놓고" || rest.starts_with(FORMS)
                })
            });
            if !verbal || self.quoted(token.span) {
                continue;
            }
            let object = (n.saturating_sub(5)..n).rev().find(|&k| {
                let Some(t) = tokens.get(k) else { return false };
                let particle = self.text_of(t.particle);
                let about = particle == "에"
                    && tokens.get(k + 1).is_some_and(|t| self.text_of(t.span).starts_with("대해"));
                about || matches!(particle, "을" | "를" | "도" | "이" | "가")
            });
            if let Some(object) = object {
                self.noun_phrases(object, n, &mut found);
            }
        }
        found.retain(|span| !span.is_empty());
        found.sort_by_key(|s| s.start);
        found
    }

    /// The noun phrases of a list that ends at token `last`: split at commas, and at 와 and 과 after a phrase of
    /// several words.
    fn noun_phrases(&self, last: usize, verb: usize, found: &mut Vec<ByteSpan>) {
        let tokens = self.tokens();
        let Some(end_token) = tokens.get(last) else { return };
        let mut end = end_token.stem.end;
        let mut words = 1;
        let mut first = last;
        if self.text_of(end_token.stem) == "등" {
            let Some(before) = last.checked_sub(1).and_then(|k| tokens.get(k)) else { return };
            end = before.stem.end;
            words = 0;
        }
        while let Some(before) = first.checked_sub(1).and_then(|k| tokens.get(k)) {
            let particle = self.text_of(before.particle);
            let comma = before.kind == TokenKind::Mark && self.text_of(before.span) == ",";
            let bracket = matches!(before.kind, TokenKind::Open | TokenKind::Close);
            let with = matches!(particle, "과" | "와");
            // 하원의장을 접견, 현안을 논의했다: the event itself is none of its topics.
            let event = comma
                && first.checked_sub(2).and_then(|k| tokens.get(k)).is_some_and(|t| {
                    triggers::trigger_of(self.text_of(t.span)).is_some_and(|hit| hit.before == 0)
                });
            let named = with
                && self
                    .mentions
                    .iter()
                    .any(|(m, _)| m.last + 1 == first && matches!(m.kind, MentionKind::Person(_)));
            let nominal = before.kind == TokenKind::Word
                && matches!(before.class, WordClass::Nominal | WordClass::Determiner)
                && (particle.is_empty() || particle == "의" || with)
                && !self.times.iter().any(|t| t.span.overlaps(before.span))
                && !matches!(self.text_of(before.span), "함께" | "또" | "이날");
            if named || event || verb - first > 18 || !(comma || nominal || bracket) {
                break;
            }
            if comma || with && words == 0 {
                found.extend(tokens.get(first).map(|t| ByteSpan::new(t.span.start, end)));
                first -= 1;
                end =
                    tokens.get(if comma { first.wrapping_sub(1) } else { first }).map_or(end, |t| t.stem.end);
                words = 0;
                continue;
            }
            if with && self.phrase_before(first - 1) >= 2 {
                found.extend(tokens.get(first).map(|t| ByteSpan::new(t.span.start, end)));
                end = before.stem.end;
                words = 0;
            }
            first -= 1;
            words += 1;
        }
        found.extend(tokens.get(first).map(|t| ByteSpan::new(t.span.start, end)));
    }

    /// How many words the noun phrase has that ends at a token.
    fn phrase_before(&self, last: usize) -> usize {
        let bare = |n: usize| {
            self.tokens().get(n).is_some_and(|t| {
                t.kind == TokenKind::Word
                    && t.class == WordClass::Nominal
                    && (t.particle.is_empty() || self.text_of(t.particle) == "의")
                    && !self.times.iter().any(|time| time.span.overlaps(t.span))
            })
        };
        1 + (0..last).rev().take_while(|&n| bare(n)).count()
    }
}
