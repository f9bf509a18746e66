//! Who said what.
//!
//! Takes the analysed text and its cast, gives statements: quotations with their cue and speaker, reported
//! clauses, and what a source is cited for (…에 따르면). Leaves addressees and the event at which something
//! was said to the events.

mod cues;
mod spoken;

use std::sync::LazyLock;

use sagwan_ko::quote::{self, Quote};
use sagwan_ko::{Analysis, ByteSpan, Sentence, Tag, Token, TokenKind, WordClass, jamo};
use serde::Deserialize;

use crate::actors::{Cast, Mention, MentionKind, Office};
use crate::events;
use crate::record::Mode;
use crate::tables;

/// A statement in clean text.
#[derive(Debug, Clone)]
pub(crate) struct Said {
    pub(crate) sentence: usize,
    pub(crate) speaker: Option<usize>,
    pub(crate) addressees: Vec<usize>,
    pub(crate) reported_by: Option<usize>,
    pub(crate) mode: Mode,
    pub(crate) content: ByteSpan,
    pub(crate) cue: Option<ByteSpan>,
    pub(crate) act: String,
    pub(crate) channel: Option<String>,
}

#[derive(Debug, Deserialize)]
struct Channel {
    word: String,
    channel: String,
    #[cfg_attr(not(test), allow(dead_code))]
    example: String,
    #[cfg_attr(not(test), allow(dead_code))]
    counter: String,
}

static CHANNELS: LazyLock<Vec<Channel>> = LazyLock::new(|| tables::all_rows("channels.tsv"));

/// Reads the table now rather than when it is first needed.
pub(crate) fn load() {
    LazyLock::force(&CHANNELS);
    cues::load();
}

/// Endings of a reported clause that its cue follows.
const REPORTS: &[&str] = &[
    "다고",
    "라고",
    "자고",
    "냐고",
    "느냐고",
    "으라고",
    "까라고",
    "다고도",
    "라고도",
    "자고도",
    "다고만",
    "다고까지",
];
/// Endings of a reported clause that another follows before the cue.
const LINKS: &[&str] = &["다며", "라며", "다면서", "라면서", "자며", "자면서", "냐며"];
/// What stands right after a quotation that is said.
const QUOTATIVES: &[&str] = &[
    "고",
    "라고",
    "이라고",
    "며",
    "라며",
    "이라며",
    "면서",
    "라면서",
    "이라면서",
    "이고",
    "라고도",
    "고도",
    "이라고도",
    "라",
    "이라",
    "라고만",
    "고만",
    "면서도",
    "라면서도",
    "이라면서도",
    // The marks may close before the last ending: "…전달하겠"다고.
    "다고",
    "다며",
    "다면서",
    "다고도",
    "다고까지",
    "고까지",
    "라고까지",
    "냐고",
    "이냐고",
    "자고",
];
/// What is taken, shown or stated after a quotation and 라는: "…"라는 입장을 밝혔다.
const STANCES: &[&str] = &[
    "입장",
    "뜻",
    "견해",
    "의견",
    "반응",
    "취지",
    "메시지",
    "방침",
    "생각",
    "점",
    "말",
    "비판",
    "지적",
    "주장",
    "설명",
    "답변",
    "언급",
    "평가",
    "경고",
    "반박",
    "의지",
    "다짐",
    "각오",
    "기대",
    "우려",
    "희망",
    "약속",
    "원칙",
    "판단",
    "인식",
    "결의",
];
/// Verbs that say only where or how something is said: 보도자료를 통해 밝혔다, 기자들과 만나 말했다.
const WAYS_OF_SAYING: &[&str] = &[
    "통해",
    "통하여",
    "통해서",
    "내고",
    "내",
    "열고",
    "갖고",
    "가지고",
    "만나",
    "대해",
    "관해",
    "향해",
    "출연해",
    "나와",
    "빌려",
    "대신해",
    "거쳐",
    "들어",
];
/// Acts that ask for what stands before them as 것을: 중단할 것을 촉구했다.
const DEMANDS: &[&str] = &["촉구", "요구", "요청", "당부", "주문", "권고", "호소"];
/// Words that open a sentence whose speaker is the one of the sentence before.
const CARRIES_ON: &[&str] = &["이어", "이어서", "그러면서", "또", "또한", "아울러", "그리고", "특히", "다만"];
/// Words at the head of a sentence that belong to no clause in it.
const LEADS: &[&str] = &["앞서", "한편", "이에", "반면", "하지만", "그러나", "이와", "함께"];
/// Nouns that call the sentence before them somebody's words: 대변인의 답변이다.
const SPEECH_NOUNS: &[(&str, &str)] = &[
    ("답변이다", "say"),
    ("설명이다", "explain"),
    ("말이다", "say"),
    ("주장이다", "say"),
    ("지적이다", "say"),
    ("발언이다", "say"),
    ("얘기다", "say"),
    ("이야기다", "say"),
    ("전언이다", "say"),
    ("반응이다", "say"),
    ("입장이다", "say"),
    ("답변입니다", "say"),
    ("설명입니다", "explain"),
    ("말입니다", "say"),
];

/// Nouns that close a sentence on what its topic holds: …다는 입장이다.
const POSITIONS: &[(&str, &str)] = &[
    ("입장이다", "say"),
    ("입장입니다", "say"),
    ("설명이다", "explain"),
    ("설명입니다", "explain"),
    ("방침이다", "say"),
    ("방침입니다", "say"),
    ("주장이다", "say"),
    ("주장입니다", "say"),
];

/// Whether a word is a form of a cue that tells by itself that something is said.
pub(crate) fn is_cue(word: &str) -> bool {
    cues::cue_of(word, true).is_some()
}

/// What is needed to read statements.
pub(crate) struct Reading<'a> {
    pub(crate) text: &'a str,
    pub(crate) analysis: &'a Analysis,
    pub(crate) cast: &'a Cast,
    /// Whether a span lies in a time expression.
    pub(crate) is_time: &'a dyn Fn(ByteSpan) -> bool,
    /// The sentences that are text, headlines left out.
    pub(crate) is_text: &'a dyn Fn(usize) -> bool,
}

/// The statements of the article, in text order.
pub(crate) fn find(reading: &Reading<'_>) -> Vec<Said> {
    let mut said: Vec<Said> = Vec::new();
    let mut last_speaker = None;
    for n in 0..reading.analysis.sentences.len() {
        if !(reading.is_text)(n) {
            continue;
        }
        let Some(sentence) = reading.analysis.sentences.get(n) else { break };
        let view = View::new(reading, n, sentence);
        let mut found = view.direct(last_speaker);
        found.extend(view.indirect(last_speaker, &found));
        found.extend(view.according_to(&found));
        found.extend(view.position());
        found.sort_by_key(|s| (s.content.start, s.content.end));
        if let Some(speaker) = found.iter().rev().find_map(|s| s.speaker) {
            last_speaker = Some(speaker);
        } else if let Some(subject) = view.subject_before(usize::MAX) {
            last_speaker = view.actor(subject);
        }
        said.extend(found);
    }
    spoken::find(reading, &mut said);
    said
}

/// One sentence under reading.
struct View<'a> {
    reading: &'a Reading<'a>,
    index: usize,
    sentence: &'a Sentence,
    /// The outermost quotations that may be statements.
    quotes: Vec<Quote>,
    /// All outermost quotations, single marks included: nobody in them speaks this sentence.
    marked: Vec<Quote>,
    /// Quotations inside those.
    inner: Vec<Quote>,
    /// Where quotations of any kind end.
    ends: Vec<usize>,
    mentions: Vec<(&'a Mention, Option<usize>)>,
}

impl<'a> View<'a> {
    fn new(reading: &'a Reading<'a>, index: usize, sentence: &'a Sentence) -> Self {
        let pairs = quote::pairs(reading.text, sentence.span);
        let double = pairs.iter().any(|q| q.double && q.depth == 0);
        let long = |q: &Quote| q.content.of(reading.text).contains(' ');
        let marked: Vec<Quote> = pairs.iter().copied().filter(|q| q.depth == 0 && long(q)).collect();
        let ends = pairs.iter().map(|q| q.span.end).collect();
        let inner = pairs.iter().copied().filter(|q| q.depth == 1 && long(q)).collect();
        let quotes = pairs.into_iter().filter(|q| q.depth == 0 && (q.double || !double)).collect();
        let mentions = reading.cast.in_sentence(index).collect();
        View { reading, index, sentence, quotes, marked, inner, ends, mentions }
    }

    fn tokens(&self) -> &'a [Token] {
        &self.sentence.tokens
    }

    fn text_of(&self, span: ByteSpan) -> &'a str {
        span.of(self.reading.text)
    }

    fn quoted(&self, span: ByteSpan) -> bool {
        self.marked.iter().chain(&self.quotes).any(|q| q.span.contains(span))
    }

    /// Whether a token carries the ending of a reported clause or follows a quotation as its quotative.
    fn is_quotative(&self, n: usize) -> bool {
        let Some(token) = self.tokens().get(n) else { return false };
        let word = self.text_of(token.span);
        REPORTS.iter().any(|r| word.ends_with(r)) || QUOTATIVES.contains(&word)
    }

    /// The cue tokens outside quotations: index and act.
    fn cues(&self) -> Vec<(usize, &'static str)> {
        let mut found = Vec::new();
        for (n, token) in self.tokens().iter().enumerate() {
            if token.kind != TokenKind::Word || self.quoted(token.span) {
                continue;
            }
            let after = n.checked_sub(1).is_some_and(|p| self.is_quotative(p));
            // …라고 강조, 그의 발언을 …: the noun alone before a comma.
            let comma = self.tokens().get(n + 1).is_some_and(|t| self.text_of(t.span) == ",");
            let noun = (after && comma).then(|| format!("{}하", self.text_of(token.span)));
            // "…"는 비판을 했다: the noun tells what is done.
            let light = matches!(self.text_of(token.particle), "을" | "를")
                && self.quotes.iter().any(|q| q.span.end < token.span.start)
                && self.tokens().get(n + 1).is_some_and(|t| {
                    ["했", "하였", "한다", "합니", "하며", "하고", "내놨", "내놓"]
                        .iter()
                        .any(|v| self.text_of(t.span).starts_with(v))
                });
            let noun = noun.or_else(|| light.then(|| format!("{}하", self.text_of(token.stem))));
            if let Some(cue) = cues::cue_of(noun.as_deref().unwrap_or(self.text_of(token.span)), after) {
                found.push((n, cue.act.as_str()));
            }
        }
        found
    }

    /// A quoted word that ends a sentence by itself: 없다, 아니다.
    fn is_predicate(&self, content: ByteSpan) -> bool {
        self.tokens().iter().any(|t| content.contains(t.span) && t.class == WordClass::Final)
    }

    /// 마린 총리 역시: 역시 takes the place of a topic's particle.
    fn likewise(&self, mention: &Mention) -> bool {
        mention.particle.is_empty()
            && self.tokens().get(mention.last + 1).is_some_and(|t| self.text_of(t.span) == "역시")
    }

    fn is_subject(&self, mention: &Mention) -> bool {
        if self.likewise(mention) {
            return true;
        }
        matches!(
            self.text_of(mention.particle),
            "은" | "는" | "이" | "가" | "도" | "께서" | "께서는" | "에서는" | "측은" | "측이"
        )
    }

    fn is_topic(&self, mention: &Mention) -> bool {
        if self.likewise(mention) {
            return true;
        }
        matches!(self.text_of(mention.particle), "은" | "는" | "도" | "께서는" | "에서는")
    }

    /// The subject outside quotations that stands nearest before the byte `at`, a topic if there is one.
    fn subject_before(&self, at: usize) -> Option<&'a Mention> {
        let before =
            || self.mentions.iter().map(|(m, _)| *m).filter(|m| m.span.end <= at && !self.quoted(m.span));
        before().rfind(|m| self.is_topic(m)).or_else(|| before().rfind(|m| self.is_subject(m)))
    }

    fn subject_between(&self, from: usize, to: usize) -> Option<&'a Mention> {
        let fits = |m: &&Mention| {
            m.span.start >= from && m.span.end <= to && !self.quoted(m.span) && self.is_subject(m)
        };
        self.mentions.iter().map(|(m, _)| *m).rfind(fits)
    }

    fn actor(&self, mention: &Mention) -> Option<usize> {
        self.mentions.iter().find(|(m, _)| *m == mention).and_then(|(_, a)| *a)
    }

    fn channel(&self) -> Option<String> {
        let outside = self.tokens().iter().filter(|t| t.kind == TokenKind::Word && !self.quoted(t.span));
        let mut stems = outside.map(|t| self.text_of(t.stem));
        stems.find_map(|stem| {
            let hit = CHANNELS
                .iter()
                .find(|c| stem == c.word || c.word.chars().count() >= 3 && stem.ends_with(c.word.as_str()));
            hit.map(|c| c.channel.clone())
        })
    }

    fn said(
        &self,
        speaker: Option<usize>,
        mode: Mode,
        content: ByteSpan,
        cue: Option<ByteSpan>,
        act: &str,
    ) -> Said {
        Said {
            sentence: self.index,
            speaker,
            addressees: Vec::new(),
            reported_by: None,
            mode,
            content,
            cue,
            act: act.to_owned(),
            channel: self.channel(),
        }
    }

    /// The token right after a quotation, and whether it is glued to it.
    fn after_quote(&self, quote: &Quote) -> Option<(usize, &'a Token)> {
        self.tokens().iter().enumerate().find(|(_, t)| t.span.start >= quote.span.end)
    }

    fn direct(&self, last_speaker: Option<usize>) -> Vec<Said> {
        let cues = self.cues();
        let mut found: Vec<Said> = Vec::new();
        for quote in &self.quotes {
            let content = quote.content.trim(self.reading.text);
            let words = self.text_of(content).split_whitespace().count();
            if !quote.closed {
                found.extend(self.over_paragraphs(quote, last_speaker));
                continue;
            }
            let Some((next, token)) = self.after_quote(quote) else {
                found.extend(self.standing_alone(quote));
                continue;
            };
            let word = self.text_of(token.span);
            let stance = matches!(word, "라는" | "이라는" | "는")
                && self.tokens().get(next + 1).is_some_and(|t| STANCES.contains(&self.text_of(t.stem)));
            // "…직시할 것"을 촉구했다.
            let demanded = matches!(word, "을" | "를")
                && self.text_of(content).ends_with('것')
                && self.demands(next + 1);
            // "없다"고 답했다: one word is a clause when it is a predicate.
            let clause = words >= 2 || words == 1 && self.is_predicate(content);
            // "…해야 한다"는데 뜻을 같이했다.
            let agreed = matches!(word, "는데" | "는")
                && (next + 1..next + 3).any(|n| {
                    self.tokens().get(n).is_some_and(|t| {
                        matches!(self.text_of(t.span), "뜻을" | "의견을" | "인식을")
                            || self.text_of(t.span).starts_with("공감")
                    })
                });
            if !QUOTATIVES.contains(&word) && !stance && !demanded && !agreed || !clause {
                continue;
            }
            // "…"며 불편한 심기를 숨기지 않았다: told by whatever the speaker does with it.
            let shown = || {
                let told = word.ends_with(['며', '서']) || agreed;
                let verb = self.tokens().iter().enumerate().skip(next + 1).find(|(_, t)| {
                    t.class == WordClass::Final && !self.quoted(t.span) && t.kind == TokenKind::Word
                });
                verb.filter(|_| told).map(|(n, _)| (n, "say"))
            };
            let Some((cue, act)) = cues.iter().copied().find(|(c, _)| *c > next).or_else(shown) else {
                continue;
            };
            let Some(cue_token) = self.tokens().get(cue) else { continue };
            // Several quotations under one cue: the subject after the last of them speaks them all.
            // "…"라며 북한이 핵을 보유했다는 사실을 강조했다: that one is the subject of its own clause.
            let after = self.subject_between(quote.span.end, cue_token.span.start).filter(|m| {
                !self.tokens().get(m.last + 1..cue).unwrap_or(&[]).iter().any(|t| {
                    matches!(t.class, WordClass::Adnominal | WordClass::Connective) && !self.quoted(t.span)
                })
            });
            let (speaker, mention) = match after {
                Some(m) => (self.actor(m), None),
                None => self.main_speaker(self.clause_of(quote, &cues), quote.span.start, last_speaker),
            };
            if let Some(clause) = self.wider_clause(quote, mention) {
                let content = clause.join(token.span);
                found.push(self.said(speaker, Mode::Indirect, content, Some(cue_token.span), act));
                continue;
            }
            let mut said = self.said(speaker, Mode::Direct, content, Some(cue_token.span), act);
            match self.relay(cue, &cues) {
                // A는 "…"라고 말했다고 B는 전했다.
                Some((Some(teller), _)) => said.reported_by = Some(teller),
                // B는 A가 "…"라고 말했다고 전했다: whoever stands closer said it.
                Some((None, _)) => {
                    let closer = self.subject_between(mention.map_or(0, |m| m.span.end), quote.span.start);
                    if let Some(inner) = closer.and_then(|m| self.actor(m)).filter(|a| Some(*a) != speaker) {
                        said.reported_by = speaker;
                        said.speaker = Some(inner);
                    }
                }
                None => {}
            }
            found.extend(self.quoted_inside(quote, said.speaker));
            found.push(said);
        }
        found
    }

    /// Where the clause begins that a quotation belongs to: behind an earlier cue that another subject follows
    /// (A는 "…"고 밝혔으며, B는 "…"고 비판했다).
    fn clause_of(&self, quote: &Quote, cues: &[(usize, &'static str)]) -> usize {
        let ended = cues.iter().rev().find_map(|(cue, _)| {
            let token = self.tokens().get(*cue)?;
            let comma = self.tokens().get(cue + 1).is_some_and(|t| self.text_of(t.span) == ",");
            let over = token.class == WordClass::Connective && comma && token.span.end <= quote.span.start;
            over.then_some(token.span.end)
        });
        let start = self.sentence.span.start;
        ended.filter(|&end| self.subject_between(end, quote.span.start).is_some()).unwrap_or(start)
    }

    /// The words that somebody quoted says somebody else said: `"'…'고 그는 말했다"`.
    fn quoted_inside(&self, outer: &Quote, teller: Option<usize>) -> Option<Said> {
        let inner = self.inner.iter().find(|q| outer.content.contains(q.span) && q.closed)?;
        let (next, token) = self.after_quote(inner)?;
        if !QUOTATIVES.contains(&self.text_of(token.span)) {
            return None;
        }
        let (cue, act) = self
            .tokens()
            .iter()
            .skip(next + 1)
            .take(4)
            .take_while(|t| outer.content.contains(t.span))
            .find_map(|t| cues::cue_of(self.text_of(t.span), true).map(|cue| (t.span, cue.act.as_str())))?;
        let speaker = self
            .mentions
            .iter()
            .filter(|(m, _)| {
                outer.content.contains(m.span) && m.span.end <= inner.span.start && self.is_subject(m)
            })
            .find_map(|(_, a)| *a);
        let mut said =
            self.said(speaker, Mode::Direct, inner.content.trim(self.reading.text), Some(cue), act);
        said.reported_by = teller;
        Some(said)
    }

    /// Who passes on what the cue presents: 말했다고 청와대는 전했다. Also the cue with which it is passed on.
    fn relay(&self, cue: usize, cues: &[(usize, &'static str)]) -> Option<(Option<usize>, usize)> {
        let inner = self.tokens().get(cue)?;
        if !REPORTS.iter().any(|r| self.text_of(inner.span).ends_with(r)) {
            return None;
        }
        let &(outer, _) = cues.iter().find(|(c, _)| *c > cue)?;
        let outer_token = self.tokens().get(outer)?;
        let teller = self.subject_between(inner.span.end, outer_token.span.start);
        Some((teller.and_then(|m| self.actor(m)), outer))
    }

    /// Who speaks in the stretch from `from` to `to`: the topic, else the subject; whoever spoke before when the
    /// sentence carries on (이어, 또한) or says nothing. Also the mention when it stands in the stretch.
    fn main_speaker(
        &self,
        from: usize,
        to: usize,
        last_speaker: Option<usize>,
    ) -> (Option<usize>, Option<&'a Mention>) {
        let within = || {
            let fits = move |m: &&Mention| m.span.start >= from && m.span.end <= to && !self.quoted(m.span);
            self.mentions.iter().map(|(m, _)| *m).filter(fits)
        };
        let at_start = from == self.sentence.span.start;
        let carries = self.tokens().first().is_some_and(|t| CARRIES_ON.contains(&self.text_of(t.span)));
        let earlier = || match self.subject_before(from) {
            Some(m) if !at_start => self.actor(m),
            _ => last_speaker,
        };
        let is_state = |m: &Mention| {
            matches!(m.kind, MentionKind::Country(_) | MentionKind::States { office: Office::State, .. })
        };
        let topic = within().find(|m| self.is_topic(m));
        // 양측은 의견을 나누고, 바이든 대통령이 "…"고 강조했다: the clause of the topic is over.
        let closest = within().rfind(|m| {
            let rest = ByteSpan::new(m.particle.end.min(to), to);
            self.is_subject(m) && self.text_of(rest).trim().is_empty()
        });
        let over = |topic: &Mention, other: &Mention| {
            let between = self.tokens().get(topic.last + 1..other.first).unwrap_or(&[]);
            matches!(between, [.., verb, comma] if verb.class == WordClass::Connective && self.text_of(comma.span) == ",")
        };
        if let Some(m) = closest.filter(|m| topic.is_some_and(|topic| topic.last < m.first && over(topic, m)))
        {
            return (self.actor(m), Some(m));
        }
        match topic {
            // 그러면서 미국은 …: a state as topic of a sentence that carries on is what is spoken about.
            Some(m) if carries && is_state(m) && last_speaker.is_some() => return (last_speaker, None),
            Some(m) => return (self.actor(m), Some(m)),
            None if carries || !at_start => return (earlier(), None),
            None => {}
        }
        match within().find(|m| self.is_subject(m)) {
            Some(m) => (self.actor(m), Some(m)),
            None => (last_speaker, None),
        }
    }

    /// The clause that a quoted fragment belongs to: one with a subject of its own between the speaker and
    /// the quotation (이스라엘이 "가까운 미래에" …).
    fn wider_clause(&self, quote: &Quote, speaker: Option<&Mention>) -> Option<ByteSpan> {
        let from = match speaker {
            Some(m) if m.span.end <= quote.span.start => m.particle.end.max(m.span.end),
            _ => return None,
        };
        let content = self.text_of(quote.content).trim_end();
        // 자신의 계획이 "평화를 가져올 것"이라고: a few words that lack their subject are a fragment though they end a clause.
        let short = content.split_whitespace().count() <= 3 && content.ends_with('것');
        if content.ends_with(['다', '.', '라', '자', '까', '요', '것']) && !short {
            return None;
        }
        // A report that ended before (개최한다며 "…", "…"며) has subjects of its own.
        let ended = self.tokens().iter().rfind(|t| {
            let word = self.text_of(t.span);
            t.span.end <= quote.span.start
                && (LINKS.iter().chain(REPORTS).any(|l| word.ends_with(l))
                    || self.ends.contains(&t.span.start) && QUOTATIVES.contains(&word))
        });
        let from = ended.map_or(from, |t| from.max(t.span.end));
        let earlier = self.quotes.iter().any(|q| q.span.end <= quote.span.start && q.span.start >= from);
        let own = self.tokens().iter().find(|t| {
            t.span.start >= from
                && t.span.end <= quote.span.start
                && matches!(self.text_of(t.particle), "이" | "가" | "은" | "는")
        })?;
        // Of a few words all that stands before them is the clause, its subject with what belongs to it.
        let start = if short { self.skip_adjuncts(from) } else { own.span.start };
        let clause = ByteSpan::new(start.min(own.span.start), quote.span.end).trim(self.reading.text);
        (!earlier && quote.content.len() * 2 < clause.len()).then_some(clause)
    }

    /// A quotation that is a whole sentence, with its speaker in the next one: "…" 대변인의 답변이다.
    fn standing_alone(&self, quote: &Quote) -> Option<Said> {
        let content = quote.content.trim(self.reading.text);
        if self.text_of(content).split_whitespace().count() < 2 {
            return None;
        }
        let next = self.reading.analysis.sentences.get(self.index + 1)?;
        let view = View::new(self.reading, self.index + 1, next);
        let last = next.tokens.iter().rev().find(|t| t.kind == TokenKind::Word)?;
        let (_, act) = SPEECH_NOUNS.iter().find(|(noun, _)| self.text_of(last.span) == *noun)?;
        let named = |(m, a): &(&Mention, Option<usize>)| {
            (!matches!(m.kind, MentionKind::Country(_))).then_some(*a)?
        };
        let speaker = view.mentions.iter().rev().find_map(named);
        let mut said = self.said(speaker, Mode::Direct, content, Some(last.span), act);
        said.channel = view.channel();
        Some(said)
    }

    /// A quotation that does not close in its paragraph: it closes in one of the next, or is opened there again.
    fn over_paragraphs(&self, quote: &Quote, last_speaker: Option<usize>) -> Option<Said> {
        let content = quote.content.trim(self.reading.text);
        let (own, _) = self.main_speaker(self.sentence.span.start, quote.span.start, None);
        for (n, sentence) in self.reading.analysis.sentences.iter().enumerate().skip(self.index + 1).take(4) {
            let view = View::new(self.reading, n, sentence);
            let paired = |t: &Token| view.marked.iter().chain(&view.quotes).any(|q| q.span.contains(t.span));
            let stray = sentence.tokens.iter().find(|t| {
                t.kind == TokenKind::Quote
                    && !paired(t)
                    && matches!(self.text_of(t.span), "\"" | "”" | "」" | "』")
            });
            let opened = view.quotes.first().map(|q| q.span.start);
            let cue_after = |from: usize| {
                let (at, act) = view
                    .cues()
                    .into_iter()
                    .find(|(c, _)| sentence.tokens.get(*c).is_some_and(|t| t.span.start >= from))?;
                Some((sentence.tokens.get(at)?.span, act))
            };
            if let Some(close) = stray.filter(|t| opened.is_none_or(|o| t.span.start < o)) {
                let (cue, act) = cue_after(close.span.end).map_or((None, "say"), |(c, act)| (Some(c), act));
                let speaker = own
                    .or_else(|| view.subject_before(usize::MAX).and_then(|m| view.actor(m)))
                    .or(last_speaker);
                let content = ByteSpan::new(content.start, close.span.start).trim(self.reading.text);
                if self.text_of(content).split_whitespace().count() < 2 {
                    return None;
                }
                return Some(self.said(speaker, Mode::Direct, content, cue, act));
            }
            if self.text_of(content).split_whitespace().count() < 2 {
                return None;
            }
            if opened.is_some() {
                let (cue, act) =
                    cue_after(sentence.span.start).map_or((None, "say"), |(c, act)| (Some(c), act));
                let speaker = own
                    .or_else(|| view.subject_before(usize::MAX).and_then(|m| view.actor(m)))
                    .or(last_speaker);
                return Some(self.said(speaker, Mode::Direct, content, cue, act));
            }
        }
        (self.text_of(content).split_whitespace().count() > 3)
            .then(|| self.said(own.or(last_speaker), Mode::Direct, content, None, "say"))
    }

    fn indirect(&self, last_speaker: Option<usize>, direct: &[Said]) -> Vec<Said> {
        let cues = self.cues();
        let mut found: Vec<Said> = Vec::new();
        let mut from = self.sentence.span.start;
        let mut done = 0;
        for (n, token) in self.tokens().iter().enumerate() {
            if n < done || token.kind != TokenKind::Word || self.quoted(token.span) {
                continue;
            }
            let word = self.text_of(token.span);
            let after_mark = n
                .checked_sub(1)
                .and_then(|p| self.tokens().get(p))
                .is_some_and(|t| t.kind == TokenKind::Quote);
            let quotative = !token.spaced && after_mark && QUOTATIVES.contains(&word);
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
            let report = quotative || REPORTS.iter().any(|r| word.ends_with(r)) && long;
            let link = LINKS.iter().any(|l| word.ends_with(l)) && long;
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
            let another_clause = |t: &Token| {
                matches!(t.class, WordClass::Connective | WordClass::Final | WordClass::Adnominal)
                    && !WAYS_OF_SAYING.contains(&self.text_of(t.span))
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
                    && !LINKS.iter().chain(REPORTS).any(|l| self.text_of(earlier.span).ends_with(l));
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
            let second = words == 1 && found.last().is_some_and(|s| s.content.end <= content.start);
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
    fn met_before(&self, from: usize, report: usize) -> Option<usize> {
        let said = self.text_of(self.tokens().get(report)?.span);
        let verb = said.strip_suffix("다고").or_else(|| said.strip_suffix("다며"))?.chars().next_back()?;
        let past = jamo::final_of(verb) == jamo::final_of('었') && !matches!(verb, '있' | '겠');
        let met = (from..report).find(|&n| {
            self.tokens().get(n).is_some_and(|t| {
                t.class == WordClass::Connective
                    && self.text_of(t.span).ends_with("고")
                    && events::is_event_verb(self.text_of(t.span))
            })
        })?;
        let own = !self.mentions.iter().any(|(m, _)| m.first >= from && m.last < met && self.is_subject(m));
        let end = self.tokens().get(met)?.span.end;
        (own && !past).then(|| self.skip_lead(end))
    }

    /// Whether a word is the end of a clause made a noun: 초석임을, 있음을.
    fn is_nominal_clause(&self, at: usize) -> bool {
        self.tokens().get(at).is_some_and(|t| {
            let tags: Vec<Tag> = self.reading.analysis.morphemes(t).iter().map(|m| m.tag).collect();
            matches!(tags.as_slice(), [.., Tag::ETN, Tag::JKO]) && !self.text_of(t.span).ends_with("기를")
        })
    }

    /// Whether a word asks for what stands before it.
    fn demands(&self, at: usize) -> bool {
        self.tokens().get(at).is_some_and(|t| {
            DEMANDS.iter().any(|d| self.text_of(t.span).starts_with(d)) && t.class != WordClass::Nominal
        })
    }

    /// Where a clause begins: after conjunctions and time adverbs at the head of the sentence.
    fn skip_lead(&self, from: usize) -> usize {
        let mut at = from;
        for token in self.tokens().iter().filter(|t| t.span.start >= from) {
            let word = self.text_of(token.span);
            let lead = CARRIES_ON.contains(&word) || LEADS.contains(&word) || word == ",";
            if !lead {
                return token.span.start;
            }
            at = token.span.end;
        }
        at
    }

    /// Where the report begins after its speaker: behind times, places, channels and hearers.
    /// Where what is said begins after the question or the letter that it answers (… 묻는 질문에, 보낸 서한에서),
    /// when nobody has done anything before it.
    fn asked_or_sent(&self, from: usize) -> usize {
        let mut end = from;
        // …만날 용의가 있느냐는 질문에: a question with a subject of its own.
        let ahead = || self.tokens().iter().filter(|t| t.span.start >= from && !self.quoted(t.span));
        let question = ahead().zip(ahead().skip(1)).take(24).find(|(clause, noun)| {
            ["냐는", "느냐는", "지에", "지", "는지", "냐고"]
                .iter()
                .any(|ask| self.text_of(clause.span).ends_with(ask))
                && matches!(self.text_of(noun.stem), "질문" | "물음")
                && matches!(self.text_of(noun.particle), "에" | "에는" | "에도")
        });
        if let Some((_, noun)) = question {
            return noun.span.end;
        }
        for token in self.tokens().iter().filter(|t| t.span.start >= from).take(9) {
            let (stem, particle) = (self.text_of(token.stem), self.text_of(token.particle));
            if matches!(particle, "이" | "가" | "은" | "는" | "도") {
                break;
            }
            let asked = matches!(particle, "에" | "에는" | "에도")
                && ["질문", "물음", "지적", "요청"].iter().any(|w| stem.ends_with(w));
            let there = matches!(particle, "에서" | "에서는")
                && CHANNELS.iter().any(|c| stem.ends_with(c.word.as_str()));
            if asked || there {
                end = token.span.end;
            }
        }
        end
    }

    fn skip_adjuncts(&self, from: usize) -> usize {
        const ADJUNCT: &[&str] = &["에서", "에서는", "에", "으로", "로"];
        let from = self.asked_or_sent(from);
        let mut at = from;
        let tokens: Vec<&Token> = self.tokens().iter().filter(|t| t.span.start >= from).collect();
        let mut n = 0;
        'phrases: while let Some(token) = tokens.get(n) {
            let word = self.text_of(token.span);
            if matches!(token.kind, TokenKind::Mark) && word == ","
                || (self.reading.is_time)(token.span)
                || CARRIES_ON.contains(&word)
                || LEADS.contains(&word)
            {
                at = token.span.end;
                n += 1;
                continue;
            }
            if token.kind == TokenKind::Open {
                let close =
                    tokens.iter().skip(n).position(|t| t.kind == TokenKind::Close).map_or(n, |c| n + c);
                n = close + 1;
                at = tokens.get(close).map_or(at, |t| t.span.end);
                continue;
            }
            // A short noun phrase in an oblique case, or X를 통해.
            for (len, ahead) in tokens.iter().skip(n).take(4).enumerate() {
                if ahead.kind != TokenKind::Word || ahead.class != WordClass::Nominal {
                    break 'phrases;
                }
                let particle = self.text_of(ahead.particle);
                let through = matches!(particle, "을" | "를")
                    && tokens.get(n + len + 1).is_some_and(|t| {
                        matches!(self.text_of(t.span), "통해" | "통하여" | "내고" | "내" | "열고")
                    });
                if through {
                    n += len + 2;
                    at = tokens.get(n - 1).map_or(at, |t| t.span.end);
                    continue 'phrases;
                }
                let said_there = CHANNELS.iter().any(|c| self.text_of(ahead.stem).ends_with(c.word.as_str()));
                if ADJUNCT.contains(&particle) && (said_there || particle == "에서") && len < 4 {
                    n += len + 1;
                    at = ahead.span.end;
                    continue 'phrases;
                }
                if !particle.is_empty() {
                    break 'phrases;
                }
            }
            break;
        }
        at
    }

    /// X에 따르면 + clause.
    /// 함께 가야 한다는 점을 분명히 했다: the cue of a point that is made of a clause, and its act.
    fn makes_a_point(&self, n: usize) -> Option<(usize, &'static str)> {
        let token = self.tokens().get(n)?;
        let clause = self.tokens().get(n.checked_sub(1)?)?;
        let noun = self.text_of(token.stem);
        let made = (matches!(noun, "점" | "것") || STANCES.contains(&noun))
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
            let said = k == n + 1 && cues::cue_of(&format!("{noun}하"), false).is_some();
            cues::cue_of(word, clear || said).map(|cue| (k, cue.act.as_str()))
        })
    }

    /// Whoever is cited (A를 인용해) between a byte and the cue, and where the citing ends.
    fn cited(&self, from: usize, cue: usize) -> Option<(usize, usize)> {
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
    fn position(&self) -> Option<Said> {
        let tokens = self.tokens();
        let n = tokens.iter().rposition(|t| t.kind == TokenKind::Word)?;
        let (noun, clause) = (tokens.get(n)?, tokens.get(n.checked_sub(1)?)?);
        let (_, act) = POSITIONS.iter().find(|(held, _)| *held == self.text_of(noun.span))?;
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

    fn according_to(&self, already: &[Said]) -> Vec<Said> {
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
                .find(|t| t.kind == TokenKind::Word || t.kind == TokenKind::Close)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_channel_is_found_in_its_example_and_not_in_its_counter_example() {
        let known = |text: &str, row: &Channel| {
            text.split(' ').any(|w| {
                let stem = w.get(..w.len() - sagwan_ko::particle_len(w)).unwrap_or(w);
                stem == row.word || row.word.chars().count() >= 3 && stem.ends_with(row.word.as_str())
            })
        };
        for row in CHANNELS.iter() {
            assert!(known(&row.example, row), "{}", row.example);
            assert!(!known(&row.counter, row), "{}", row.counter);
        }
    }
}
