//! Reads the words around an event's trigger: who, whom, when, where.
//!
//! One report for each trigger outside quotations. Clauses are told apart by the class of their verbs; the
//! subject of a clause without one is that of the clause before.

mod cast;
mod details;
mod place;
mod series;
mod sources;
mod status;
mod time;
mod topics;

use sagwan_ko::{ByteSpan, Sentence, Token, TokenKind, WordClass, quote};

use cast::{Case, case_of};
use place::inherit_places;

use super::triggers::{self, Object};
use super::{Occasion, Reading};
use crate::actors::{Cast, Mention, MentionKind};
use crate::lexicon::{BodyKind, Rank, lexicon};
use crate::record::{EventKind, Role, Status};
use crate::statements::Said;
use crate::times::TimeMention;

/// Whether two sides come together at an event of that kind by themselves.
fn is_meeting(kind: EventKind) -> bool {
    matches!(kind, EventKind::Talks | EventKind::Meeting | EventKind::Summit | EventKind::Call)
}

/// The reports of all sentences.
pub(super) fn reports(reading: &Reading<'_>, cast: &mut Cast) -> Vec<Occasion> {
    let mut found: Vec<Occasion> = Vec::new();
    let mut subject = None;
    for (n, sentence) in reading.analysis.sentences.iter().enumerate() {
        if !(reading.is_text)(n) {
            continue;
        }
        let view = View::new(reading, cast, n, sentence);
        let mut of_sentence = view.reports(cast, subject, &found);
        if let Some(now) = view.topic_actor() {
            subject = Some(now);
        }
        view.inherit_times(&mut of_sentence, &found);
        view.details(cast, &mut of_sentence, &mut found);
        view.cite_later(cast, &mut found);
        inherit_places(&mut of_sentence);
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
    /// The times of the sentence, and how many stand before it.
    times: &'a [TimeMention],
    times_before: usize,
    /// The statements of the sentence.
    statements: &'a [Said],
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

    /// Whether a span is part of a person's name or title.
    fn named(&self, span: ByteSpan) -> bool {
        self.mentions.iter().any(|(m, _)| matches!(m.kind, MentionKind::Person(_)) && m.span.contains(span))
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
            // 유엔 총회가 열리고 있는 뉴욕에서: what is held acts not.
            Case::Subject if self.is_held(mention) => Case::Other,
            case => case,
        }
    }

    /// Whether a body is named as what is held: 총회가 열리고 있는, 이사회가 개최된.
    fn is_held(&self, mention: &Mention) -> bool {
        matches!(mention.kind, MentionKind::Organisation { .. })
            && self.tokens().get(mention.last + 1).is_some_and(|t| {
                ["열리", "열린", "열렸", "개최되", "개최된"]
                    .iter()
                    .any(|verb| self.text_of(t.span).starts_with(verb))
            })
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
                            "앞서" | "이어" | "대해" | "관해" | "관련해" | "통해" | "위해" | "따라" | "따르면" | "잇달아" | "연달아"
                                | "잇따라" | "연이어" | "번갈아"
                                // 문제를 놓고 마주 앉는다: what about.
                                | "놓고" | "이르면"
                        )
                        // 서 원장이: a surname that looks like a verb.
                        && !self.named(t.span)
                        // 열리고 있는 뉴욕에서: goes on before its noun.
                        && !tokens.get(n + 1).is_some_and(|next| {
                            matches!(self.text_of(next.span), "있는" | "있던") && self.text_of(t.span).ends_with('고')
                        })
                        // 백악관으로 오라고 초청했다: what somebody is invited to do.
                        && !(n + 1 == at && self.text_of(t.span).ends_with("라고"))
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
                    let word = self.text_of(t.span);
                    // 순방을 나흘 앞두고 연기했다.
                    let goes_on = word == "이르면" || word == "앞두고" && self.calls_off(n + 1);
                    matches!(t.class, WordClass::Connective | WordClass::Final)
                        && !goes_on
                        && !self.quoted(t.span)
                        && !self.is_refused(n)
                        && !self.named(t.span)
                })
            })
            .unwrap_or(tokens.len().saturating_sub(1))
    }

    /// Whether a sentence only counts: … 2년 만이다, 이번이 두 번째다.
    fn counts(&self) -> bool {
        let last = self.tokens().iter().rev().find(|t| t.kind == TokenKind::Word);
        last.is_some_and(|t| {
            ["만이", "만입", "처음이", "처음입", "번째다", "번째이", "번째입"]
                .iter()
                .any(|w| self.text_of(t.span).starts_with(w))
        })
    }

    /// Whether a word calls something off or puts it off.
    fn calls_off(&self, at: usize) -> bool {
        let word = self.tokens().get(at).map_or("", |t| self.text_of(t.span));
        ["연기", "취소", "보류"].iter().any(|verb| word.starts_with(verb))
    }

    /// Whether a verb is denied by the word behind it: 만나지 않았다.
    fn is_refused(&self, at: usize) -> bool {
        let word = |n: usize| self.tokens().get(n).map_or("", |t| self.text_of(t.span));
        word(at).ends_with('지') && word(at + 1).starts_with(['않', '못'])
    }

    fn reports(&self, cast: &mut Cast, subject: Option<usize>, earlier: &[Occasion]) -> Vec<Occasion> {
        let mut found: Vec<Occasion> = Vec::new();
        for (n, token) in self.tokens().iter().enumerate() {
            if token.kind != TokenKind::Word || self.quoted(token.span) {
                continue;
            }
            let before =
                n.checked_sub(1).and_then(|b| self.tokens().get(b)).map_or("", |t| self.text_of(t.span));
            let Some(hit) = triggers::trigger_at(before, self.text_of(token.span)) else { continue };
            // A name of a body ends like a conference: 국가안보회의.
            if self.mentions.iter().any(|(m, _)| m.span.contains(token.stem)) {
                continue;
            }
            let told_before = found.iter().rev().find(|o| o.told).map(Occasion::sides).unwrap_or_default();
            let last_told = || found.iter().rfind(|o| o.told).or(earlier.iter().rfind(|o| o.told));
            let report = self
                .report(cast, n, &hit, subject, &told_before)
                .or_else(|| self.since(cast, n, &hit, last_told()));
            let counted = report.as_ref().and_then(|r| self.counted_from(r, n, found.iter().chain(earlier)));
            found.extend(counted);
            if let Some(report) = &report {
                let one_by_one = || self.one_by_one(n).then(|| self.split_by_partner(cast, report, n));
                if let Some(several) = self.gapped(cast, report, n).or_else(one_by_one) {
                    found.extend(several);
                    continue;
                }
            }
            let stops = report.as_ref().map(|r| self.other_stops(r)).unwrap_or_default();
            let other = |place| report.clone().map(|r| Occasion { place: Some(place), ..r });
            let others: Vec<Occasion> = stops.into_iter().filter_map(other).collect();
            found.extend(others);
            found.extend(report);
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
                "자리",
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
        // 부위원장이 보낸 편지: who sent it stands before the verb.
        let sent_before = trigger.kind == EventKind::Letter
            && at.checked_sub(1).and_then(|n| self.tokens().get(n)).is_some_and(|t| {
                t.class == WordClass::Adnominal
                    && ["보낸", "보내온", "전한", "전달한", "건넨"].contains(&self.text_of(t.span))
            });
        let attends = self.attends(at, end);
        let speakers = self.speakers_at(at, hit);
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
        // 긴밀히 협의하자고 말했다: a wish, not an occasion.
        let wished = ["자고", "자며", "자면서"].iter().any(|end| self.text_of(token.span).ends_with(end));
        // 계속 긴밀히 협의해 나가기로 했다: nor a resolve.
        let resolved = follows(&["나가", "가기로", "나아가"]) && !follows(&["나갔", "나간"]);
        if hit.verbal && trigger.head == "협의" && (wished || resolved) {
            return None;
        }
        // 두 정상이 마주 앉은 것은 2년 만이다: what has just been told.
        let sums_up =
            hit.verbal && token.class == WordClass::Adnominal && follows(&["것은", "건"]) && self.counts();
        if sums_up {
            return None;
        }
        // 회담을 가질 계획이 없다: none is planned.
        let no_plan = (at + 1..self.tokens().len().min(at + 5)).any(|n| {
            let word = |n: usize| self.tokens().get(n).map_or("", |t| self.text_of(t.span));
            matches!(word(n), "계획이" | "계획은" | "예정이" | "생각이")
                && word(n + 1).starts_with(['없', '전'])
                && (word(n + 1).starts_with('없') || word(n + 2).starts_with('없'))
        });
        if no_plan {
            return None;
        }
        // 방러 문제도 논의했다: a topic, not an event.
        let open = self.text_of(token.particle).is_empty() || self.text_of(token.particle) == "의";
        let topic = follows(&["문제", "의제", "가능성", "여부", "필요성", "전망"])
            // 방러 목적은 언급하지 않았다, 휴전 협상 상황을 검토했다.
            || follows(&["목적", "배경", "이유"])
            || trigger.head == "협상" && follows(&["상황", "진전", "과정"])
            // 다음 협의 일정도 잡지 못했다; but 방문 일정을 시작했다.
            || trigger.kind != EventKind::Visit && follows(&["일정"]);
        if !hit.verbal && open && topic {
            return None;
        }
        // 만찬을 계기로 3자 회동을 했다, 회담 이후 만찬을 한다: what only sets the scene is not told.
        // 하원의장을 접견, 현안을 논의했다: the noun alone before a comma tells.
        let noun_tells = token.particle.is_empty()
            && trigger.kind != EventKind::Conference
            && self.tokens().get(at + 1).is_some_and(|t| self.text_of(t.span) == ",")
            && at.checked_sub(1).and_then(|n| self.tokens().get(n)).is_some_and(|t| {
                matches!(
                    self.text_of(t.particle),
                    "을" | "를" | "과" | "와" | "과는" | "와는" | "에게" | "에"
                )
            });
        // 한국을 방문해달라고 요청했다.
        let begged = hit.verbal
            && ["달라고", "달라며", "달라는"].iter().any(|end| self.text_of(token.span).ends_with(end));
        let scene = !hit.verbal && follows(&["계기", "이후", "직후", "직전", "앞두고", "끝난", "마친"]);
        // 장관들과의 오찬이 끝난 뒤: of others.
        let of_others = scene
            && at.checked_sub(1).and_then(|n| self.tokens().get(n)).is_some_and(|t| {
                matches!(self.text_of(t.particle), "과의" | "와의")
                    && !self.mentions.iter().any(|(m, _)| m.span.contains(t.stem))
            });
        if of_others {
            return None;
        }
        let told = !scene
            && (hit.verbal
                || noun_tells
                || self.light_verb(at, end)
                || attends
                || setting_of_conference
                || !speakers.is_empty()
                || sent_before
                || trigger.kind == EventKind::Call && follows(&["통해", "통하여"])
                || trigger.kind == EventKind::Letter && sent());
        // 회의에는 A와 B가 참석했다: who attends stands behind the conference.
        let until = if trigger.kind == EventKind::Conference && attends {
            self.tokens().get(end).map_or(token.span.start, |t| t.span.start)
        } else {
            token.span.start
        };
        let clause = self.cast_of_clause(cast, at, ByteSpan::new(from, until), adnominal);

        // 여는 방안도 협의했다: what is done at the talks, not the talks.
        let discussed = trigger.head == "협의"
            && hit.verbal
            && at
                .checked_sub(1)
                .and_then(|n| self.tokens().get(n))
                .is_some_and(|t| matches!(self.text_of(t.stem), "방안" | "문제" | "현안"));
        // 두 정상이 통화하고 방안을 심도 있게 협의했다: what was done at the occasion just told.
        let there =
            trigger.head == "협의"
                && hit.verbal
                && !told_before.is_empty()
                && self.tokens().get(at.saturating_sub(6)..at).unwrap_or(&[]).iter().any(|t| {
                    matches!(self.text_of(t.particle), "을" | "를") && t.class == WordClass::Nominal
                });
        if (discussed || there) && clause.with.is_empty() {
            return None;
        }
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
                let behind = |m: &Mention| m.first > at && m.first <= at + 3 && !self.quoted(m.span);
                self.mentions.iter().find(|(m, _)| behind(m)).and_then(|(_, a)| *a)
            })
            .flatten();
        // 장관이 갈 것이라면서 위원장을 만나기를 고대한다고: whoever said the one says the other.
        let reporter = || {
            let ended = |s: &&Said| {
                s.content.end <= from && self.text_of(ByteSpan::new(s.content.end, from)).trim().len() <= 3
            };
            self.statements.iter().find(ended).and_then(|s| s.speaker)
        };
        let earlier = || {
            if let Some(speaker) = reporter() {
                return Some(speaker);
            }
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
        // 친서와 방북 초청을 받았다.
        let received = !hit.verbal
            && follows(&["초청", "제안", "제의"])
            && (at + 2..=end).any(|n| {
                self.tokens().get(n).is_some_and(|t| self.text_of(t.span).starts_with(['받', '수']))
            });
        let asks = begged || !hit.verbal && follows(&["요청", "초청", "제안", "제의", "권유"]);
        // 특사가 친서를 전달한다: somebody who is no actor acts, and nobody named before.
        let other_acts = !is_subject
            && self.tokens().get(start..at).unwrap_or(&[]).iter().any(|t| {
                matches!(self.text_of(t.particle), "이" | "가")
                    && t.class == WordClass::Nominal
                    && lexicon().title(self.text_of(t.stem)).is_some()
                    && !self.mentions.iter().any(|(m, a)| a.is_some() && m.span.contains(t.stem))
            });
        if subjects.is_empty() && (told || asks) && !adnominal && (!is_subject || half) && !other_acts {
            subjects = earlier().or(before).map(|a| cast.expand(a)).unwrap_or_default();
        }
        // A와 회담했지만 B는 만나지 못했다: who was not met stands as the topic.
        let mut clause = clause;
        if trigger.object == Object::Counterpart
            && self.is_refused(at)
            && clause.with.is_empty()
            && clause.objects.is_empty()
            && clause.subjects.len() == 1
            && let Some(other) = earlier().filter(|a| !clause.subjects.contains(a))
        {
            clause.objects = std::mem::take(&mut clause.subjects);
            subjects = cast.expand(other);
        }
        add(&mut participants, &speakers, Role::Party);
        match trigger.object {
            _ if !speakers.is_empty() => {}
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
                // 위원장을 예방하고 방러를 요청했다: asked is whoever was met.
                let met = || match told_before {
                    [a, b] if subjects.as_slice() == [*a] => vec![*b],
                    [a, b] if subjects.as_slice() == [*b] => vec![*a],
                    _ => Vec::new(),
                };
                let invited = if clause.to.is_empty() && asks { met() } else { clause.to.clone() };
                let asked = asks && !received && !invited.is_empty();
                if asked {
                    // A minister asks for whoever leads: the host is nobody named.
                    let minister =
                        |a: &usize| cast.members.get(*a).is_some_and(|m| m.rank == Some(Rank::Minister));
                    let hosts: Vec<usize> = subjects.iter().copied().filter(|a| !minister(a)).collect();
                    add(&mut participants, &hosts, trigger.counterpart);
                } else if received && let Some(inviter) = clause.genitive {
                    add(&mut participants, &cast.expand(inviter), trigger.counterpart);
                }
                let travellers = match asked {
                    true => invited,
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
                let mut sender: Vec<usize> = clause.genitive.map(|a| cast.expand(a)).unwrap_or_default();
                if sent_before {
                    sender.extend(std::mem::take(&mut subjects));
                }
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
                        // 전화통화를 통해 대사에게, 장관에게 전화를 걸어.
                        if trigger.kind == EventKind::Call {
                            let behind = self.mentions.iter().filter(|(m, _)| {
                                m.first > at
                                    && m.first <= at + 8
                                    && self.case(m) == Case::To
                                    && !self.quoted(m.span)
                            });
                            let called: Vec<usize> = behind.filter_map(|(_, a)| *a).collect();
                            add(&mut participants, &clause.to, trigger.counterpart);
                            add(&mut participants, &called, trigger.counterpart);
                        }
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
                        // 2007년 정상회담: others led then.
                        let old = self.time(from, at, end, is_subject).is_some_and(|t| self.is_long_ago(t));
                        let all = named.iter().all(Option::is_some) && !old;
                        for (code, person) in compound.iter().zip(named) {
                            let actor =
                                person.filter(|_| all).unwrap_or_else(|| cast.country(code, token.stem));
                            add(&mut participants, &[actor], Role::Party);
                        }
                    }
                }
            }
        }
        // 장관과 만찬을 했고 이튿날에는 회담했다: with whoever was met before.
        if told
            && is_meeting(trigger.kind)
            && let [(only, _)] = participants.as_slice()
            && told_before.len() == 2
            && told_before.contains(only)
        {
            add(&mut participants, told_before, Role::Party);
        }
        // 두 장관은 양국 정상회담을 여는 방안을 협의했다: a summit is of those who lead, not of those who prepare it.
        if trigger.kind == EventKind::Summit {
            let prepares = |actor: &usize| {
                let member = cast.members.get(*actor)?;
                member.country.clone().filter(|_| member.rank == Some(Rank::Minister))
            };
            let leads = |actor: &usize| cast.members.get(*actor).is_some_and(|m| m.rank == Some(Rank::Head));
            let states: Option<Vec<String>> = participants.iter().map(|(actor, _)| prepares(actor)).collect();
            // 위원장과 장관이 대통령과의 정상회담 시기를 논의했다.
            if participants.iter().filter(|(actor, _)| leads(actor)).count() == 2 {
                participants.retain(|(actor, _)| leads(actor));
            } else if let Some(states) = states {
                // Either all of them are named, or none is.
                let leaders: Option<Vec<usize>> = states.iter().map(|code| cast.leader_of(code)).collect();
                let sides = leaders
                    .unwrap_or_else(|| states.iter().map(|code| cast.country(code, token.stem)).collect());
                participants = sides.into_iter().map(|actor| (actor, Role::Party)).collect();
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
            let chairs = |t: &Token| self.text_of(t.span).starts_with("주재");
            if self.tokens().get(at + 1..=end).unwrap_or(&[]).iter().any(chairs) {
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
        let time = self.time(from, at, end, is_subject);
        // 볼턴과의 면담에서: the setting of what is told, whatever the rest of the sentence says.
        let setting = !told
            && (matches!(self.text_of(token.particle), "에서" | "에서는" | "에서도" | "에는")
                || follows(&[
                    "자리", "뒤", "후", "이후", "직후", "직전", "도중", "결과", "내용", "소식", "계기",
                ]));
        // 다음 달 평양에서 열릴 정상회담에는.
        let ahead = at.checked_sub(1).is_some_and(|n| self.is_prospective(n));
        let status = match setting && !ahead {
            true => Status::Occurred,
            false => {
                let own = time.filter(|&t| !self.is_before_report(t, &token));
                self.status(at, end, hit, trigger.object == Object::Guest || asks, own)
            }
        };
        // 지난달 31일 방러를 요청했다, 15일 회담을 열기로 합의했다고 발표했다: the day of asking or of telling.
        let time = time.filter(|&t| {
            let told_then = self.is_before_report(t, &token)
                && (self.is_gone(t) && status.lies_ahead() || self.is_cited(&token));
            // 하노이 정상회담과 관련한 방안을 이번 주 논의했다: of what stands there in passing only a day close by tells.
            let passing = !told && trigger.kind != EventKind::Visit && !self.stands_near(t, at);
            !told_then && !passing && (!asks || self.stands_close(t, at))
        });
        // 회의에 참석하지 않았다: it was held all the same.
        if trigger.kind == EventKind::Conference && attends && status == Status::NotOccurred {
            return None;
        }
        // What is put off to another day is still to come, on that day.
        let (time, status) = match self.moved_to(at).filter(|_| !told || status != Status::Occurred) {
            Some(day) => (Some(day), Status::Planned),
            None => (time, status),
        };
        // What is under way has begun at some other time than the one named for the clause.
        let time = time.filter(|_| status != Status::Underway);
        let sides: Vec<usize> = participants.iter().map(|(actor, _)| *actor).collect();
        let (certainty, sources) = self.certainty(cast, &token, &sides);
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

    /// Whether the noun at `at` is the object or subject of a light verb in its clause: 회담을 했다, 회담이 열렸다.
    fn light_verb(&self, at: usize, end: usize) -> bool {
        const VERBS: &[&str] = &[
            "벌이", "벌였", "벌인", "연기", "취소", "보류", "하", "했", "한", "할", "해", "합", "여는",
            "가졌", "갖", "가진", "가질", "열", "개최", "진행", "마쳤", "마치", "시작", "함께", "이뤄",
            "소집",
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
        // G20 정상회의에 참석한 외교장관들과의 만찬: nobody known attends.
        let of_others = |n: usize| {
            self.tokens().get(n).is_some_and(|t| t.class == WordClass::Adnominal)
                && self.text_of(token.particle) == "에"
                && !self.before_bound_noun(n)
                && self.tokens().get(n + 1).is_some_and(|t| {
                    t.kind == TokenKind::Word
                        && self.text_of(t.stem).ends_with('들')
                        && !self.mentions.iter().any(|(m, _)| m.span.contains(t.stem))
                })
        };
        into && (at + 1..=end.min(at + 24)).any(|n| {
            !of_others(n)
                && self.tokens().get(n).is_some_and(|t| {
                    ["참석", "참가", "참여", "주재", "열었", "열고", "열린", "열린다", "개최", "소집"]
                        .iter()
                        .any(|v| self.text_of(t.span).starts_with(v))
                })
        })
    }

    /// 안보리 회의에서 …라고 말했다: who speaks at a conference of an international body, or of states.
    fn speakers_at(&self, at: usize, hit: &triggers::Found) -> Vec<usize> {
        const OF_STATES: &[&str] = &["정상회의", "외교장관회의", "외무장관회의", "국방장관회의", "총회"];
        let Some(token) = self.tokens().get(at) else { return Vec::new() };
        let there = matches!(self.text_of(token.particle), "에서" | "에서는" | "에서도");
        if hit.trigger.kind != EventKind::Conference || !there {
            return Vec::new();
        }
        let of_body = || {
            (at.saturating_sub(2)..at).any(|n| {
                self.tokens().get(n).is_some_and(|t| {
                    let body = lexicon().body(self.text_of(t.stem));
                    t.particle.is_empty() && body.is_some_and(|b| b.kind == BodyKind::Body)
                })
            })
        };
        if !OF_STATES.contains(&hit.trigger.head.as_str()) && !of_body() {
            return Vec::new();
        }
        let behind = self.statements.iter().filter(|s| s.content.start >= token.span.end);
        let mut speakers: Vec<usize> = behind.filter_map(|s| s.speaker).collect();
        speakers.dedup();
        speakers
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
}
