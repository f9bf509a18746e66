//! Reads the words around an event's trigger: who, whom, when, where.
//!
//! One report for each trigger outside quotations. Clauses are told apart by the class of their verbs; the
//! subject of a clause without one is that of the clause before.

mod cast;
mod clause;
mod details;
mod place;
mod series;
mod sides;
mod sources;
mod status;
mod telling;
mod time;
mod topics;
mod weigh;

use sagwan_ko::lexicon::Lexicon;
use sagwan_ko::quote;
use sagwan_text::vocabulary::{Effect, Mark};
use sagwan_text::{ByteSpan, Case, Pos, Sentence, Word, WordKind};

use telling::Telling;
pub(crate) use weigh::Proposal;
use weigh::{Around, Outline};

use super::triggers;
use super::{Occasion, Reading, cite};
use crate::cast::Cast;
use crate::record::{ActorKind, EventKind, Role, Status, VisitRank};
use crate::statements::Said;
use sagwan_ko::triggers::Object;
use sagwan_text::Rank;
use sagwan_text::TimeMention;
use sagwan_text::pattern::{Facts, Value};
use sagwan_text::{Mention, MentionKind, Office};
use std::sync::LazyLock;

/// Whether two sides come together at an event of that kind by themselves.
fn is_meeting(kind: EventKind) -> bool {
    matches!(kind, EventKind::Talks | EventKind::Meeting | EventKind::Summit | EventKind::Call)
}

/// The reports of all sentences, and all that was weighed for them.
pub(super) fn reports(reading: &Reading<'_>, cast: &Cast) -> (Vec<Occasion>, Vec<Proposal>) {
    let mut found: Vec<Occasion> = Vec::new();
    let mut proposals: Vec<Proposal> = Vec::new();
    let mut subject = None;
    let mut waiting: Vec<topics::Waiting> = Vec::new();
    for (n, sentence) in reading.read.sentences.iter().enumerate() {
        if !(reading.is_text)(n) {
            continue;
        }
        let view = View::new(reading, cast, n, sentence);
        let remembered = found.len().saturating_sub(weigh::REMEMBERED);
        let earlier = found.get(remembered..).unwrap_or_default();
        let (of_sentence, weighed) = view.reports(cast, subject, earlier);
        proposals.extend(weighed);
        if let Some(now) = view.topic_actor() {
            subject = Some(now);
        }
        let own = found.len();
        let of_sentence = time::inherited(&view, of_sentence, &found);
        found.extend(place::shared(of_sentence));
        let topics = topics::of(&view);
        let added = details::of(&view, &topics, &found, own);
        if let Some(addition) = added
            && let Some(event) = found.get_mut(addition.to)
        {
            *event = addition.added(event.clone());
        }
        let (at_home, without_home) = topics::assigned(&view, &topics, &found, own);
        waiting.extend(without_home);
        talk_of(&mut found, at_home, reading.text);
        for (n, source) in sources::later(&view, cast, found.get(..own).unwrap_or_default()) {
            if let Some(event) = found.get_mut(n) {
                cite(&mut event.sources, source);
            }
        }
    }
    let at_home = waiting.iter().filter_map(|topic| topic.home(&found)).collect();
    talk_of(&mut found, at_home, reading.text);
    (found, proposals)
}

/// Adds topics to the occasions whose numbers stand beside them.
fn talk_of(found: &mut [Occasion], topics: Vec<(usize, ByteSpan)>, text: &str) {
    for (n, topic) in topics {
        if let Some(event) = found.get_mut(n) {
            event.talks_of(topic, text);
        }
    }
}

/// What rules say of a sentence that is not read.
static NO_FACTS: LazyLock<Facts> = LazyLock::new(Facts::default);

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
    /// What rules say of the words.
    facts: &'a Facts,
}

impl<'a> View<'a> {
    fn new(reading: &'a Reading<'a>, cast: &Cast, index: usize, sentence: &'a Sentence) -> Self {
        // ‘2+2 대화’: bare nouns are a name, not what somebody says, nor what something is called (‘두 정상의 회담’).
        let tells = |span: ByteSpan| {
            let inside = |w: &&Word| span.contains(w.span);
            let named = |w: &Word| !matches!(w.pos, Pos::Verb | Pos::Adj | Pos::Aux) && w.case == Case::Bare;
            !sentence.words.iter().filter(inside).all(named)
        };
        let quotes = quote::pairs(reading.text, sentence.span)
            .into_iter()
            .filter(|q| q.depth == 0 && q.content.of(reading.text).contains(' ') && tells(q.content))
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
            facts: reading.facts.get(index).unwrap_or(&NO_FACTS),
        }
    }

    /// Whether a word names an event, as it is marked.
    fn names_event(&self, at: usize) -> bool {
        let labels = self.reading.labels.get(self.index);
        labels.is_some_and(|labels| labels.binary_search(&(at, Mark::Event.into())).is_ok())
    }

    fn text_of(&self, span: ByteSpan) -> &'a str {
        span.of(self.reading.text)
    }

    fn lexicon(&self) -> &'a Lexicon {
        &self.reading.know.pack.lexicon
    }

    fn tokens(&self) -> &'a [Word] {
        &self.sentence.words
    }

    fn quoted(&self, span: ByteSpan) -> bool {
        self.quotes.iter().any(|q| q.span.contains(span))
    }

    fn topic_actor(&self) -> Option<usize> {
        self.mentions
            .iter()
            .find(|(m, _)| cast::case(self, m) == Case::Subject && !self.quoted(m.span))
            .and_then(|(_, a)| *a)
    }

    /// The word that an effect captured at another.
    fn captured(&self, at: usize, effect: Effect) -> Option<usize> {
        self.all_captured(at, effect).next()
    }

    /// All words that an effect captured at another.
    fn all_captured(&self, at: usize, effect: Effect) -> impl Iterator<Item = usize> {
        let effect = usize::from(effect);
        self.facts.of(at).iter().filter_map(move |fact| match fact.value {
            Value::Word(word) if fact.effect == effect => Some(word),
            _ => None,
        })
    }

    /// The first word of the clause that a word stands in.
    fn clause_start(&self, at: usize) -> usize {
        let clause = clause::of(self, at).and_then(|c| self.sentence.clauses.get(c));
        clause.map_or(at, |c| c.first.min(at))
    }

    /// The word that ends the clause of another.
    fn clause_end(&self, at: usize) -> usize {
        let clause = clause::of(self, at).and_then(|c| self.sentence.clauses.get(c));
        clause.map_or(at, |c| c.last.max(at))
    }

    /// The events told in the sentence, and all that was weighed for them.
    fn reports(
        &self,
        cast: &Cast,
        subject: Option<usize>,
        earlier: &[Occasion],
    ) -> (Vec<Occasion>, Vec<Proposal>) {
        let mut found: Vec<Occasion> = Vec::new();
        let mut proposals = Vec::new();
        for (n, token) in self.tokens().iter().enumerate() {
            if token.kind != WordKind::Word || !self.names_event(n) || self.quoted(token.span) {
                continue;
            }
            let know = self.reading.know;
            let Some(hit) = know.events.trigger(&know.pack, self.reading.text, self.tokens(), n) else {
                continue;
            };
            // A name of a body ends like a conference: 국가안보회의.
            if self.mentions.iter().any(|(m, _)| m.span.contains(token.stem)) {
                continue;
            }
            let around = Around { cast, subject, earlier, beside: &found };
            let Some((proposal, report)) = self.report(&around, n, &hit) else { continue };
            proposals.push(proposal);
            let Some(report) = report else { continue };
            let several = series::one_by_one(self, cast, &report, n);
            if let Some(several) = several.or_else(|| series::on_each_day(self, &report)) {
                found.extend(several);
                continue;
            }
            let stops = place::other_stops(self, &report).into_iter();
            found.extend(stops.map(|place| Occasion { place: Some(place), ..report.clone() }));
            found.push(report);
        }
        (found, proposals)
    }

    /// What is weighed for a word that names an event, and the event that it tells of, if any.
    fn report(
        &self,
        around: &Around<'_>,
        at: usize,
        hit: &triggers::Found<'_>,
    ) -> Option<(Proposal, Option<Occasion>)> {
        let cast = around.cast;
        let telling = self.telling(at, hit)?;
        let place = place::of(self, &telling);
        let trigger = hit.trigger;
        if trigger.object == Object::Place && place.is_none() && hit.verbal {
            return None;
        }
        let (time, status, asserted) = self.time_and_status(&telling)?;
        let ruled = sides::participants(self, cast, &telling, around.subject, around.beside);
        let kind = self.refine(trigger.kind, ruled.as_deref().unwrap_or(&[]), cast, at);
        let certainty = self.certainty(cast, &telling);
        let outline = Outline { kind, status, time, place: place.as_ref(), certainty };
        let proposal = weigh::weigh(self, around, &telling, outline, ruled.as_deref());
        let sides = proposal.chosen.and_then(|n| proposal.sides.get(n));
        let report = sides.map(|sides| {
            let participants = sides.participants.clone();
            let actors: Vec<usize> = participants.iter().map(|(actor, _)| *actor).collect();
            let sources = self.sources(&telling, &actors);
            Occasion {
                kind: self.refine(trigger.kind, &participants, cast, at),
                status,
                certainty,
                participants,
                time,
                place,
                venues: Vec::new(),
                topics: Vec::new(),
                duration: None,
                closed_door: None,
                meal: self.facts.has(at, Effect::Meal),
                sources,
                trigger: telling.token.stem,
                words: vec![telling.token.stem],
                name: self.own_name(at, telling.token.stem),
                rank: self.rank_of_visit(at),
                during: self.captured(at, Effect::During).and_then(|n| Some(self.tokens().get(n)?.stem)),
                evidence: vec![self.index],
                told: telling.told,
                asserted,
                score: sides.score,
                confidence: None,
            }
        });
        Some((proposal, report))
    }

    /// What an occasion is called by itself: from the word at which its name begins to the one that names it. Of several such
    /// words the first one.
    fn own_name(&self, at: usize, trigger: ByteSpan) -> Option<ByteSpan> {
        let begins = self.all_captured(at, Effect::Name).min()?;
        let first = self.tokens().get(begins)?;
        (first.span.start < trigger.end).then(|| ByteSpan::new(first.span.start, trigger.end))
    }

    /// Of what rank the visit is that a word names.
    fn rank_of_visit(&self, at: usize) -> Option<VisitRank> {
        // In the order of the values of [`Effect::VisitRank`].
        const RANKS: [VisitRank; 4] =
            [VisitRank::State, VisitRank::Official, VisitRank::Working, VisitRank::Private];
        RANKS.get(self.facts.strongest(at, Effect::VisitRank)?).copied()
    }

    /// When it was, whether it was, and whether that is said: each tells of the other. `None` when what is denied is not the event.
    fn time_and_status(&self, telling: &Telling<'_>) -> Option<(Option<usize>, Status, bool)> {
        let Telling { at, hit, act, token, told, .. } = *telling;
        let kind = hit.trigger.kind;
        let time = time::of(self, telling);
        let own = time.filter(|&t| !time::is_before_report(self, t, token));
        let (status, asserted) = self.status(at, act, own);
        // 회의에 참석하지 않았다: it was held all the same.
        if kind == EventKind::Conference && telling.attends && status == Status::NotOccurred {
            return None;
        }
        // 지난달 31일 방러를 요청했다, 15일 회담을 열기로 합의했다고 발표했다: the day of asking or of telling.
        let time = time.filter(|&t| {
            let told_then =
                time::is_before_report(self, t, token) && time::is_gone(self, t) && status.lies_ahead();
            // 23일 총리를 초청했다: what is only proposed has no day that is gone.
            let asked_then = status == Status::Proposed && time::is_gone(self, t);
            !told_then && !asked_then && (!telling.asks || time::stands_close(self, t, at))
        });
        // What is put off to another day is still to come, on that day.
        let (time, status, asserted) =
            match time::moved_to(self, at).filter(|_| !told || status != Status::Occurred) {
                Some(day) => (Some(day), Status::Planned, true),
                None => (time, status, asserted),
            };
        // What is under way has begun at some other time than the one named for the clause.
        Some((time.filter(|_| status != Status::Underway), status, asserted))
    }

    /// Whether a word without a particle names a body of many states.
    fn names_many_states(&self, at: usize) -> bool {
        self.tokens()
            .get(at)
            .is_some_and(|t| t.particle.is_empty() && self.lexicon().is_of_many_states(self.text_of(t.stem)))
    }

    /// 회담 of two heads of state or government is a summit.
    fn refine(&self, kind: EventKind, participants: &[(usize, Role)], cast: &Cast, at: usize) -> EventKind {
        let heads = participants
            .iter()
            .filter(|(a, _)| cast.members.get(*a).is_some_and(|m| m.rank == Some(Rank::Head)))
            .count();
        let kind_of = |a: usize| cast.members.get(a).map(|m| m.kind);
        let groups = participants.iter().any(|(a, _)| kind_of(*a) == Some(ActorKind::Group));
        let two = participants.len() == 2;
        let by_phone = self.facts.has(at, Effect::Remote);
        // 한미 정상은 회담했다: of those who lead, named or not.
        let leaders = self.mentions.iter().any(|(m, _)| {
            m.last < at && matches!(m.kind, MentionKind::States { office: Office::Leader, .. })
        });
        // G20 외교장관회담: where the members of a body meet.
        let of_members = at.checked_sub(1).is_some_and(|n| self.names_many_states(n));
        match kind {
            EventKind::Talks | EventKind::Summit if of_members => EventKind::Conference,
            EventKind::Talks | EventKind::Summit if by_phone => EventKind::Call,
            // 영상 회의 of two; a 화상회의 of many or of a group is no call.
            EventKind::Conference if by_phone && two && !groups => EventKind::Call,
            EventKind::Call if groups || participants.len() > 2 => EventKind::Conference,
            EventKind::Talks if heads >= 2 || leaders => EventKind::Summit,
            kind => kind,
        }
    }
}
