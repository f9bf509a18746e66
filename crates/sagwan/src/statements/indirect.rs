//! Reported clauses: those with a cue, points made, positions held, and what a source is cited for.

use sagwan_ko::{Tag, jamo};
use sagwan_text::{ByteSpan, Word, WordClass, WordKind};

use super::words::Use;
use super::{Said, View};
use crate::record::Mode;
use sagwan_text::{Mention, MentionKind};

impl<'a> View<'a> {
    /// The reported clauses of the sentence.
    pub(super) fn indirect(&self, last_speaker: Option<usize>, direct: &[Said]) -> Vec<Said> {
        let cues = self.cues();
        let mut found: Vec<Said> = Vec::new();
        let mut from = self.sentence.span.start;
        let mut done = 0;
        for (n, token) in self.tokens().iter().enumerate() {
            if n < done || token.kind != WordKind::Word || self.quoted(token.span) {
                continue;
            }
            let word = self.text_of(token.span);
            let after_mark = n
                .checked_sub(1)
                .and_then(|p| self.tokens().get(p))
                .is_some_and(|t| t.kind == WordKind::Quote);
            let quotative = !token.spaced && after_mark && self.words().is(Use::Quotative, word);
            let told = || {
                direct
                    .iter()
                    .any(|d| d.content.end < token.span.start && d.content.end + 8 > token.span.start)
            };
            if quotative && (told() || !word.ends_with('고') || !self.ends.contains(&token.span.start)) {
                from = token.span.end;
                continue;
            }
            // 정식 회담이 아닌 '간담'이라고: a word in marks at the end of what is reported.
            let long = word.chars().count() > 2;
            let report = quotative || self.words().ends(Use::Report, word) && long;
            let link = self.words().ends(Use::Link, word) && long;
            let conclusion = word == "것으로";
            let point = self.makes_a_point(n);
            let adverb = self.tokens().get(n + 1).is_some_and(|t| t.class == WordClass::Adverb);
            let demand = word == "것을" && self.demands(n + 1 + usize::from(adverb));
            // 초석임을 강조하고: a clause made a noun.
            let nominal = self.is_nominal_clause(n) && cues.iter().any(|(c, _)| *c == n + 1);
            if !report && !link && !conclusion && !demand && !nominal && point.is_none() {
                continue;
            }
            // …고 당국자를 인용해 보도했다: the cue is the verb that closes.
            let cites =
                |c: usize| self.tokens().get(c).is_some_and(|t| self.text_of(t.span).starts_with("인용"));
            let Some((cue, act)) = point.or_else(|| {
                let next = cues.iter().find(|(c, _)| *c > n && !cites(*c));
                next.or_else(|| cues.iter().find(|(c, _)| *c > n)).copied()
            }) else {
                continue;
            };
            // Between the report and its cue stand at most who says it, when and where.
            let between = self.tokens().get(n + 1..cue).unwrap_or(&[]);
            let another_clause = |t: &Word| {
                matches!(t.class, WordClass::Connective | WordClass::Final | WordClass::Adnominal)
                    && !self.words().is(Use::Way, self.text_of(t.span))
                    && !self.text_of(t.span).starts_with("인용")
            };
            if !link && (between.len() > 14 || between.iter().any(another_clause)) {
                continue;
            }
            let Some(cue_token) = self.tokens().get(cue) else { continue };
            // 필요성을 강조했으며, …라는 점도 확인했다: what was said before is over.
            let over = cues.iter().rev().find_map(|(c, _)| {
                let earlier = self.tokens().get(*c)?;
                let comma = self.tokens().get(c + 1).filter(|t| self.text_of(t.span) == ",")?;
                let told = *c < n
                    && earlier.class == WordClass::Connective
                    && earlier.span.start >= from
                    && !self.words().ends(Use::Link, self.text_of(earlier.span))
                    && !self.words().ends(Use::Report, self.text_of(earlier.span));
                told.then_some(comma.span.end)
            });
            if let Some(over) = over {
                from = over;
            }
            let after = self.subject_between(token.span.end, cue_token.span.start).filter(|_| !link);
            let (speaker, mention) = match after {
                Some(m) => (self.actor(m), None),
                None => self.main_speaker(from, token.span.start, last_speaker),
            };
            // 것으로 분석했다 reports somebody's words only when somebody is named; 것으로 알려졌다 nobody's.
            let cue_word = self.text_of(cue_token.span);
            let active = matches!(cue_token.class, WordClass::Final | WordClass::Connective)
                && !["알려", "전해"].iter().any(|passive| cue_word.starts_with(passive));
            let goes_on = found.last().is_some_and(|s| s.speaker.is_some() && s.speaker == speaker);
            if conclusion && (after.is_none() && mention.is_none() && !goes_on || !active) {
                continue;
            }
            let relay = if link { None } else { self.relay(cue, &cues) };
            let start = match mention {
                Some(m) => {
                    let start = self.skip_adjuncts(m.particle.end.max(m.span.end));
                    self.met_before(m.last + 1, n).filter(|&met| met > start).unwrap_or(start)
                }
                None => self.skip_lead(from),
            };
            let end = match point {
                None => token.span.end,
                Some(_) if matches!(self.text_of(token.stem), "점" | "것") => token.stem.end,
                Some(_) => {
                    n.checked_sub(1).and_then(|p| self.tokens().get(p)).map_or(token.span.end, |t| t.span.end)
                }
            };
            let mut content = ByteSpan::new(start, end).trim(self.reading.text);
            let mut said_by = speaker;
            let mut reported_by = None;
            // B는 A를 인용해 …고 보도했다: A's words, passed on by B.
            if let Some((source, behind)) = self.cited(mention.map_or(from, |m| m.span.end), cue) {
                reported_by = speaker.filter(|s| *s != source);
                said_by = Some(source);
                if behind <= content.end {
                    content = ByteSpan::new(behind.max(content.start), content.end).trim(self.reading.text);
                }
            }
            if let Some((teller, outer)) = relay {
                done = outer + 1;
                match teller {
                    // A는 …라고 말했다고 B가 전했다.
                    Some(teller) => reported_by = Some(teller),
                    // B는 A가 …라고 말했다고 전했다: the subject inside is the one who said it.
                    None => {
                        // …고, 위원장은 …라고 당부했다고: of several clauses the last is the one passed on.
                        let own = |m: &Mention| {
                            content.contains(m.span) && self.is_subject(m) && !self.quoted(m.span)
                        };
                        let inner = self
                            .mentions
                            .iter()
                            .rfind(|(m, _)| {
                                own(m) && self.is_topic(m) && matches!(m.kind, MentionKind::Person(_))
                            })
                            .or_else(|| self.mentions.iter().find(|(m, _)| own(m)));
                        if let Some((m, actor)) = inner {
                            reported_by = speaker;
                            said_by = *actor;
                            let start = self.skip_adjuncts(m.particle.end.max(m.span.end));
                            content = ByteSpan::new(start, token.span.end).trim(self.reading.text);
                        }
                    }
                }
            }
            // …다고 한다: hearsay, and nobody's words. 이같이 말했다고: said elsewhere.
            let hearsay = matches!(cue_word, "한다" | "합니다" | "한다는") && reported_by.is_none();
            let elsewhere =
                ["이같이 ", "이와 같이 ", "이렇게 "].iter().any(|so| self.text_of(content).starts_with(so));
            if hearsay || elsewhere {
                continue;
            }
            let covered =
                direct.iter().any(|d| content.contains(d.content) && d.content.len() * 2 > content.len());
            let words = self.text_of(content).split_whitespace().count();
            // 계속되고 있다며 대응하겠다고: after a first report one word is a second.
            let second =
                words == 1 && !conclusion && found.last().is_some_and(|s| s.content.end <= content.start);
            if words < 2 && !second || covered {
                continue;
            }
            let mut said = self.said(said_by, Mode::Indirect, content, Some(cue_token.span), act);
            said.reported_by = reported_by;
            found.push(said);
            from = if link { token.span.end } else { cue_token.span.end };
        }
        found
    }

    /// 총리와 통화하고 협상을 체결해야 한다고 강조했다: where the meeting ends that the speaker is the subject of, when what
    /// is said lies not in the past as the meeting does.
    pub(super) fn met_before(&self, from: usize, report: usize) -> Option<usize> {
        let said = self.text_of(self.tokens().get(report)?.span);
        let verb = said.strip_suffix("다고").or_else(|| said.strip_suffix("다며"))?.chars().next_back()?;
        let past = jamo::final_of(verb) == jamo::final_of('었') && !matches!(verb, '있' | '겠');
        // 전화통화를 갖고, 회담을 하고: the noun with a light verb does as well.
        let held = |n: usize| {
            let noun = n.checked_sub(1).and_then(|p| self.tokens().get(p));
            matches!(
                self.tokens().get(n).map(|t| self.text_of(t.span)),
                Some("갖고" | "하고" | "열고" | "가지고")
            ) && noun.is_some_and(|t| {
                matches!(self.text_of(t.particle), "을" | "를")
                    && self.reading.know.pack.names_occasion(self.text_of(t.stem))
            })
        };
        let met = (from..report).find(|&n| {
            held(n)
                || self.tokens().get(n).is_some_and(|t| {
                    t.class == WordClass::Connective
                        && self.text_of(t.span).ends_with("고")
                        && self.reading.know.pack.is_event_verb(self.text_of(t.span))
                })
        })?;
        let own = !self.mentions.iter().any(|(m, _)| m.first >= from && m.last < met && self.is_subject(m));
        let end = self.tokens().get(met)?.span.end;
        (own && !past).then(|| self.skip_lead(end))
    }

    /// Whether a word is the end of a clause made a noun: 초석임을, 있음을.
    pub(super) fn is_nominal_clause(&self, at: usize) -> bool {
        self.tokens().get(at).is_some_and(|t| {
            let tags: Vec<Tag> = t.morphs.iter().filter_map(|m| Tag::parse(m.tag)).collect();
            matches!(tags.as_slice(), [.., Tag::ETN, Tag::JKO]) && !self.text_of(t.span).ends_with("기를")
        })
    }

    /// Whether a word asks for what stands before it.
    pub(super) fn demands(&self, at: usize) -> bool {
        self.tokens().get(at).is_some_and(|t| {
            self.words().begins(Use::Demand, self.text_of(t.span)) && t.class != WordClass::Nominal
        })
    }

    /// 함께 가야 한다는 점을 분명히 했다: the cue of a point that is made of a clause, and its act.
    pub(super) fn makes_a_point(&self, n: usize) -> Option<(usize, &'a str)> {
        let token = self.tokens().get(n)?;
        let clause = self.tokens().get(n.checked_sub(1)?)?;
        let noun = self.text_of(token.stem);
        let made = (matches!(noun, "점" | "것") || self.words().is(Use::Stance, noun))
            && matches!(self.text_of(token.particle), "을" | "를" | "도")
            && ["다는", "라는", "자는", "냐는"].iter().any(|end| self.text_of(clause.span).ends_with(end))
            && !self.quoted(token.span);
        if !made {
            return None;
        }
        (n + 1..n + 4).find_map(|k| {
            let word = self.text_of(self.tokens().get(k)?.span);
            let before = self.text_of(self.tokens().get(k - 1)?.span);
            let clear = matches!(before, "분명히" | "명확히" | "거듭" | "재차");
            // 범죄자라는 말을 했다.
            let said = k == n + 1 && self.reading.know.speech.cues.of(&format!("{noun}하"), false).is_some();
            self.reading.know.speech.cues.of(word, clear || said).map(|cue| (k, cue.act.as_str()))
        })
    }

    /// Whoever is cited (A를 인용해) between a byte and the cue, and where the citing ends.
    pub(super) fn cited(&self, from: usize, cue: usize) -> Option<(usize, usize)> {
        let tokens = self.tokens();
        let (n, token) = tokens.iter().enumerate().take(cue + 1).find(|(_, t)| {
            t.span.start >= from
                && self.text_of(t.span).starts_with("인용")
                && t.class == WordClass::Connective
        })?;
        // 당국자를 인용해, 당국자 두 명을 인용해: at most a number stands between.
        let object = tokens.get(n.checked_sub(1)?)?;
        if !matches!(self.text_of(object.particle), "을" | "를") {
            return None;
        }
        let source = self.mentions.iter().rfind(|(m, _)| {
            m.span.start >= from
                && m.last < n
                && (m.last + 1 == n || m.last + 3 >= n && self.text_of(object.stem).ends_with('명'))
        })?;
        Some((source.1?, token.span.end))
    }

    /// 정부는 변함이 없다는 입장이다: what somebody holds, told at the end of the sentence.
    pub(super) fn position(&self) -> Option<Said> {
        let tokens = self.tokens();
        let n = tokens.iter().rposition(|t| t.kind == WordKind::Word)?;
        let (noun, clause) = (tokens.get(n)?, tokens.get(n.checked_sub(1)?)?);
        let act = self.words().act(Use::Position, self.text_of(noun.span))?;
        let reports =
            ["다는", "라는", "자는", "냐는"].iter().any(|end| self.text_of(clause.span).ends_with(end));
        if !reports || self.quoted(clause.span) {
            return None;
        }
        let topic =
            self.mentions.iter().map(|(m, _)| *m).find(|m| self.is_topic(m) && !self.quoted(m.span))?;
        let start = self.skip_adjuncts(topic.particle.end.max(topic.span.end));
        let content = ByteSpan::new(start, clause.span.end.max(start)).trim(self.reading.text);
        let long = self.text_of(content).split_whitespace().count() >= 2;
        let speaker = self.actor(topic);
        (long && speaker.is_some()).then(|| self.said(speaker, Mode::Indirect, content, Some(noun.span), act))
    }

    /// X에 따르면 + clause.
    pub(super) fn according_to(&self, already: &[Said]) -> Vec<Said> {
        let tokens = self.tokens();
        for (n, token) in tokens.iter().enumerate() {
            if !matches!(self.text_of(token.span), "따르면" | "의하면") || self.quoted(token.span) {
                continue;
            }
            let Some((source, actor)) = self.mentions.iter().rfind(|(m, _)| m.span.end <= token.span.start)
            else {
                continue;
            };
            if !self.text_of(source.particle).starts_with('에') || source.last + 1 < n.saturating_sub(1) {
                continue;
            }
            let start = tokens.get(n + 1).map_or(token.span.end, |t| t.span.start);
            let start = if tokens.get(n + 1).is_some_and(|t| self.text_of(t.span) == ",") {
                tokens.get(n + 2).map_or(start, |t| t.span.start)
            } else {
                start
            };
            let end = tokens
                .iter()
                .rev()
                .find(|t| t.kind == WordKind::Word || t.kind == WordKind::Close)
                .map_or(start, |t| t.span.end);
            let content = ByteSpan::new(start, end);
            if content.len() < 10
                || already.iter().any(|s| content.contains(s.content) && s.content.len() * 2 > content.len())
            {
                return Vec::new();
            }
            let cue = source.particle.join(token.span);
            return vec![self.said(*actor, Mode::Indirect, content, Some(cue), "say")];
        }
        Vec::new()
    }
}
