//! Reads the words around an event's trigger: who, whom, when, where.
//!
//! One report for each trigger outside quotations. Clauses are told apart by the class of their verbs; the
//! subject of a clause without one is that of the clause before.

use sagwan_ko::{ByteSpan, Sentence, Token, TokenKind, WordClass, quote};

use super::triggers::{self, Object};
use super::{Occasion, PlaceMention, Reading, modality};
use crate::actors::{Cast, Mention, MentionKind};
use crate::lexicon::{Rank, lexicon};
use crate::record::{ActorKind, Certainty, EventKind, Role, Status, TimeKind};

/// The reports of all sentences.
pub(super) fn reports(reading: &Reading<'_>, cast: &mut Cast) -> Vec<Occasion> {
    let mut found: Vec<Occasion> = Vec::new();
    let mut subject = None;
    for (n, sentence) in reading.analysis.sentences.iter().enumerate() {
        if !(reading.is_text)(n) {
            continue;
        }
        let mut view = View::new(reading, cast, n, sentence);
        let mut of_sentence = view.reports(cast, subject);
        if let Some(now) = view.topic_actor() {
            subject = Some(now);
        }
        view.details(cast, &mut of_sentence, &mut found);
        found.extend(of_sentence);
    }
    found
}

struct View<'a> {
    reading: &'a Reading<'a>,
    index: usize,
    sentence: &'a Sentence,
    quotes: Vec<quote::Quote>,
    mentions: Vec<(Mention, Option<usize>)>,
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
        View { reading, index, sentence, quotes, mentions }
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
        case_of(self.text_of(mention.particle))
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
                            "앞서" | "이어" | "대해" | "관해" | "통해" | "위해" | "따라" | "따르면"
                        )
                })
            })
            .map_or(0, |n| n + 1)
    }

    /// The token that ends the clause of `at`.
    fn clause_end(&self, at: usize) -> usize {
        let tokens = self.tokens();
        (at..tokens.len())
            .find(|&n| {
                tokens.get(n).is_some_and(|t| {
                    matches!(t.class, WordClass::Connective | WordClass::Final) && !self.quoted(t.span)
                })
            })
            .unwrap_or(tokens.len().saturating_sub(1))
    }

    fn reports(&mut self, cast: &mut Cast, subject: Option<usize>) -> Vec<Occasion> {
        let mut found: Vec<Occasion> = Vec::new();
        for (n, token) in self.tokens().iter().enumerate() {
            if token.kind != TokenKind::Word || self.quoted(token.span) {
                continue;
            }
            let word = self.text_of(token.span);
            let Some(hit) = triggers::trigger_of(word) else { continue };
            // A name of a body ends like a conference: 국가안보회의.
            let inside_mention = self.mentions.iter().any(|(m, _)| m.span.contains(token.stem));
            if inside_mention {
                continue;
            }
            if let Some(report) = self.report(cast, n, &hit, subject) {
                found.push(report);
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
    ) -> Option<Occasion> {
        let token = self.tokens().get(at)?.clone();
        let text = self.reading.text;
        let trigger = hit.trigger;
        let start = self.clause_start(at);
        let end = self.clause_end(at);
        let from = self.tokens().get(start).map_or(token.span.start, |t| t.span.start);
        let adnominal = token.class == WordClass::Adnominal
            || !hit.verbal
                && self
                    .tokens()
                    .get(at + 1)
                    .is_some_and(|t| matches!(self.text_of(t.span), "중인" | "중이던"));
        // 만난 것으로 알려졌다: what follows is no noun phrase of its own.
        let adnominal = adnominal
            && !self
                .tokens()
                .get(at + 1)
                .is_some_and(|t| self.text_of(t.span).starts_with(['것', '바', '뒤', '후']));
        let mut participants: Vec<(usize, Role)> = Vec::new();
        let add = |list: &mut Vec<(usize, Role)>, actor: usize, role: Role| {
            if !list.iter().any(|(a, _)| *a == actor) {
                list.push((actor, role));
            }
        };
        let clause: Vec<(Mention, Option<usize>)> = self
            .mentions
            .iter()
            .filter(|(m, _)| m.span.start >= from && m.span.end <= token.span.start && !self.quoted(m.span))
            .cloned()
            .collect();

        // States in a compound right before the head: 미·러 정상회담, 한미정상회담.
        let mut sides = self.compound_sides(at, hit);
        if let Some((a, b)) = self.between_sides(&clause, at) {
            add(&mut participants, a, Role::Party);
            add(&mut participants, b, Role::Party);
            sides.clear();
        }
        for code in sides.drain(..) {
            let actor = cast
                .leader_of(&code)
                .filter(|_| trigger.kind == EventKind::Summit)
                .unwrap_or_else(|| cast.country(&code, token.stem));
            add(&mut participants, actor, Role::Party);
        }

        let person_or_state = |actor: usize, cast: &Cast| {
            cast.members.get(actor).is_some_and(|m| m.kind != ActorKind::Organization || !m.media)
        };
        if participants.is_empty() {
            let with: Vec<usize> = clause
                .iter()
                .filter(|(m, _)| self.case(m) == Case::With)
                .filter_map(|(_, a)| *a)
                .filter(|a| person_or_state(*a, cast))
                .collect();
            let object: Vec<(ByteSpan, Option<usize>, bool)> = clause
                .iter()
                .filter(|(m, _)| self.case(m) == Case::Object)
                .map(|(m, a)| (m.span, *a, matches!(m.kind, MentionKind::Person(_))))
                .collect();
            let own_subject = if adnominal {
                self.mentions
                    .iter()
                    .find(|(m, _)| m.first == at + 1 || m.first == at + 2)
                    .and_then(|(_, a)| *a)
            } else {
                clause.iter().rev().filter(|(m, _)| self.case(m) == Case::Subject).find_map(|(_, a)| *a)
            };
            let earlier_subject = self
                .mentions
                .iter()
                .rev()
                .filter(|(m, _)| m.span.end <= from && self.case(m) == Case::Subject && !self.quoted(m.span))
                .find_map(|(_, a)| *a);
            // 볼턴 보좌관의 방러, 푸틴 대통령 면담: the phrase right before the head.
            let adjacent = clause
                .iter()
                .rev()
                .find(|(m, _)| m.last + 1 == at && matches!(self.case(m), Case::Other))
                .and_then(|(_, a)| *a);
            let genitive = clause
                .iter()
                .rev()
                .find(|(m, _)| self.text_of(m.particle) == "의" && at - m.last <= 3)
                .and_then(|(_, a)| *a);
            let subject = own_subject.or(if hit.verbal || !with.is_empty() || self.light_verb(at, end) {
                earlier_subject.or(before)
            } else {
                None
            });

            match trigger.object {
                Object::Place => {
                    if let Some(actor) = genitive.or(subject).filter(|a| self.is_traveller(*a, cast)) {
                        add(&mut participants, actor, trigger.subject);
                    }
                }
                Object::Counterpart if !object.is_empty() && hit.verbal || self.light_object(at) => {
                    if let Some(actor) = subject {
                        add(&mut participants, actor, trigger.subject);
                    }
                    for (_, actor, person) in &object {
                        if let Some(actor) = actor.filter(|_| *person) {
                            add(&mut participants, actor, trigger.counterpart);
                        }
                    }
                    for actor in &with {
                        add(&mut participants, *actor, trigger.counterpart);
                    }
                }
                _ => {
                    if let Some(actor) = subject {
                        add(&mut participants, actor, trigger.subject);
                    }
                    for actor in with.iter().copied().chain(adjacent.filter(|_| !hit.verbal)) {
                        add(&mut participants, actor, trigger.counterpart);
                    }
                    if hit.verbal {
                        for (_, actor, person) in &object {
                            if let Some(actor) = actor.filter(|_| *person) {
                                add(&mut participants, actor, trigger.counterpart);
                            }
                        }
                    }
                }
            }
        }
        let told = hit.verbal || self.light_verb(at, end) || self.attends(at, end);
        let needs_two = !matches!(
            trigger.kind,
            EventKind::Visit | EventKind::Conference | EventKind::Letter | EventKind::Agreement
        );
        if participants.is_empty() && !matches!(trigger.kind, EventKind::Conference) {
            return None;
        }
        if trigger.kind == EventKind::Conference && !told {
            return None;
        }
        if needs_two && participants.len() < 2 {
            return None;
        }
        let kind = self.refine(trigger.kind, &participants, cast, at);

        let rest = text.get(token.span.start..self.sentence.span.end).unwrap_or("");
        let scope_end = if hit.verbal {
            self.tokens().get(end).map_or(self.sentence.span.end, |t| t.span.end)
        } else {
            self.sentence.span.end
        };
        let scope = text.get(token.stem.start..scope_end).unwrap_or(rest);
        // The head itself may begin a pattern (방문한다): its own letters stay in.
        let status = modality::status(scope).unwrap_or(Status::Occurred);
        let underway = self.tokens().get(at + 1).is_some_and(|t| self.text_of(t.span).starts_with('중'));
        let status = if underway && status != Status::Planned { Status::Underway } else { status };
        let mut certainty = modality::certainty(rest).unwrap_or(Certainty::Stated);
        let mut sources = Vec::new();
        for said in self
            .reading
            .statements
            .iter()
            .filter(|s| s.sentence == self.index && s.content.contains(token.stem))
        {
            if let Some(speaker) = said.reported_by.or(said.speaker) {
                let vague = cast.members.get(speaker).is_some_and(|m| m.rank == Some(Rank::Vague));
                if certainty == Certainty::Stated {
                    certainty = if vague { Certainty::Hearsay } else { Certainty::Attributed };
                }
                sources.push((speaker, said.channel.clone(), said.cue.unwrap_or(said.content)));
            }
        }
        let place = match trigger.object {
            Object::Place => self.destination(at, hit, from),
            _ => self.place(from, token.span.start),
        };
        Some(Occasion {
            kind,
            status,
            certainty,
            participants,
            time: self.time(from, at, status),
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
    fn between_sides(&self, clause: &[(Mention, Option<usize>)], at: usize) -> Option<(usize, usize)> {
        let gap = (at.saturating_sub(2)..at).find(|&n| {
            self.tokens().get(n).is_some_and(|t| matches!(self.text_of(t.span), "간" | "간의" | "사이의"))
        })?;
        let second = clause.iter().rev().find(|(m, _)| m.last + 1 == gap)?;
        let first =
            clause.iter().rev().find(|(m, _)| m.last < second.0.first && self.case(m) == Case::With)?;
        Some((first.1?, second.1?))
    }

    /// Whether the noun at `at` is the object or subject of a light verb in its clause: 회담을 했다, 회담이 열렸다.
    fn light_verb(&self, at: usize, end: usize) -> bool {
        const VERBS: &[&str] = &[
            "하", "했", "한", "할", "해", "합", "가졌", "갖", "가진", "가질", "열", "개최", "진행", "마쳤",
            "마치", "시작", "함께", "이뤄",
        ];
        let Some(token) = self.tokens().get(at) else { return false };
        if !matches!(self.text_of(token.particle), "을" | "를" | "이" | "가" | "은" | "는" | "도") {
            return false;
        }
        (at + 1..=end.min(at + 6)).any(|n| {
            self.tokens().get(n).is_some_and(|t| VERBS.iter().any(|v| self.text_of(t.span).starts_with(v)))
        })
    }

    fn light_object(&self, at: usize) -> bool {
        self.tokens().get(at).is_some_and(|t| matches!(self.text_of(t.particle), "을" | "를"))
    }

    /// 정상회의에 참석하다.
    fn attends(&self, at: usize, end: usize) -> bool {
        let Some(token) = self.tokens().get(at) else { return false };
        let into = matches!(self.text_of(token.particle), "에" | "에도" | "에는" | "을" | "를");
        into && (at + 1..=end.min(at + 8)).any(|n| {
            self.tokens().get(n).is_some_and(|t| {
                ["참석", "참가", "참여", "주재", "열었", "열고", "열린", "열린다", "개최"]
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

    /// The time nearest before the trigger in its clause, else in its sentence.
    fn time(&self, from: usize, at: usize, status: Status) -> Option<usize> {
        let trigger = self.tokens().get(at)?.span;
        let dated = |span: ByteSpan| {
            self.reading.times.iter().enumerate().filter(move |(_, t)| {
                matches!(t.kind, TimeKind::Date | TimeKind::Time)
                    && span.contains(t.span)
                    && !self.quoted(t.span)
            })
        };
        let in_clause = dated(ByteSpan::new(from, trigger.start)).next_back();
        let in_sentence = || dated(ByteSpan::new(self.sentence.span.start, trigger.start)).next_back();
        let after = || {
            dated(ByteSpan::new(trigger.end, self.sentence.span.end))
                .next()
                .filter(|_| status == Status::Planned)
        };
        in_clause.or_else(in_sentence).or_else(after).map(|(n, _)| n)
    }

    /// The noun phrase in 에서 before the trigger: 크렘린궁에서, 모스크바 시내 외무부 영빈관에서.
    fn place(&self, from: usize, to: usize) -> Option<PlaceMention> {
        let tokens = self.tokens();
        let last = tokens.iter().rposition(|t| {
            t.span.start >= from
                && t.span.end <= to
                && t.kind == TokenKind::Word
                && !self.quoted(t.span)
                && matches!(self.text_of(t.particle), "에서" | "에서도")
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
                && !self.reading.times.iter().any(|t| t.span.overlaps(before.span))
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
            return Some(PlaceMention { span: token.stem, country: Some(country.code.clone()) });
        }
        self.tokens().get(..at)?.iter().rev().filter(|t| t.span.start >= from).find_map(|t| {
            let object = matches!(self.text_of(t.particle), "을" | "를") || t.particle.is_empty();
            let country = located(t)?;
            object.then_some(PlaceMention { span: t.stem, country: Some(country) })
        })
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
            .reading
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
        let target = match own.iter_mut().find(|o| is_meeting(o)) {
            Some(found) => Some(found),
            None => {
                let speaks_of_it = attendance
                    || has(&[
                        "회담은",
                        "회담에서",
                        "면담은",
                        "면담에서",
                        "통화는",
                        "통화에서",
                        "이 자리",
                        "회의에서",
                        "두 장관은",
                        "두 정상은",
                        "양측은",
                    ]);
                earlier.iter_mut().rev().find(|o| is_meeting(o) && o.told).filter(|_| speaks_of_it)
            }
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
        for topic in topics {
            if !event.topics.iter().any(|t| t.of(text) == topic.of(text)) {
                event.topics.push(topic);
            }
        }
        if !event.evidence.contains(&self.index) {
            event.evidence.push(self.index);
        }
    }

    /// The objects of 논의하다 and its like.
    fn topics(&self) -> Vec<ByteSpan> {
        const VERBS: &[&str] = &["논의", "협의", "조율", "의논", "다뤘", "다루"];
        let tokens = self.tokens();
        let mut found = Vec::new();
        for (n, token) in tokens.iter().enumerate() {
            let word = self.text_of(token.span);
            let verbal = VERBS.iter().any(|v| {
                word.strip_prefix(v).is_some_and(|rest| {
                    rest.starts_with(['했', '하', '한', '할', '해', '합', '다', '고', '됐'])
                })
            });
            if !verbal || self.quoted(token.span) {
                continue;
            }
            let Some(object) = (0..n).rev().take(5).find(|&k| {
                tokens
                    .get(k)
                    .is_some_and(|t| matches!(self.text_of(t.particle), "을" | "를" | "도" | "이" | "가"))
            }) else {
                continue;
            };
            let Some(last) = tokens.get(object) else { continue };
            let mut end = last.stem.end;
            let mut first = object;
            if matches!(self.text_of(last.stem), "등") {
                end = tokens.get(object.wrapping_sub(1)).map_or(end, |t| t.stem.end);
            }
            while let Some(before) = first.checked_sub(1).and_then(|k| tokens.get(k)) {
                let particle = self.text_of(before.particle);
                let comma = before.kind == TokenKind::Mark && self.text_of(before.span) == ",";
                let nominal = before.kind == TokenKind::Word
                    && before.class == WordClass::Nominal
                    && !matches!(
                        particle,
                        "은" | "는" | "이" | "가" | "을" | "를" | "에서" | "도" | "과의" | "와의" | "에"
                    );
                let with_person = self.mentions.iter().any(|(m, a)| {
                    m.last == first - 1
                        && a.is_some()
                        && matches!(particle, "과" | "와")
                        && matches!(m.kind, MentionKind::Person(_))
                });
                if comma {
                    found.push(tokens.get(first).map_or(last.stem, |t| ByteSpan::new(t.span.start, end)));
                    first -= 1;
                    end = tokens.get(first.wrapping_sub(1)).map_or(end, |t| t.stem.end);
                    continue;
                }
                if !nominal || with_person || n - first > 16 {
                    break;
                }
                first -= 1;
            }
            if let Some(begin) = tokens.get(first) {
                found.push(ByteSpan::new(begin.span.start, end));
            }
        }
        found.retain(|span| !span.is_empty());
        found.sort_by_key(|s| s.start);
        found
    }
}
