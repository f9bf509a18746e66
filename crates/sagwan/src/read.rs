//! The path of an article from document to record: clean, analyse, times, actors, statements, events.

use std::sync::Arc;

use sagwan_ko::affix::Makes;
use sagwan_ko::times::{Published, Zone};
use sagwan_ko::{Additions, Pack, PackError};
use sagwan_text::ByteSpan;
use sagwan_text::pattern::{Rule, Rules};

use crate::article::{Document, Source};
use crate::clean::{self, BlockKind, CleanText, Cleaned};
use crate::events::{self, Occasion, PlaceMention, Proposal};
use crate::knowledge::Knowledge;
use crate::passes::Passes;
use crate::record::{
    Actor, ActorKind, ArticleInfo, Cut, Event, EventKind, EventSource, EventTime, Extraction, FORMAT,
    Generator, Named, Note, Participant, Place, Record, Role, Span, Statement, Time,
};
use crate::trace::{self, Broken, Seen, Traced};
use crate::training::Weighed;
use crate::untold::Untold;
use crate::weights::Weights;
use sagwan_text::Text;

/// What a caller may settle about a reading.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// When the article was published; takes the place of what is printed.
    pub published: Option<Published>,
    /// Whether the record carries the source text also for plain text.
    pub with_text: bool,
    /// Whose days the outlet counts: of a time of publication in UTC the day depends on it.
    pub zone: Zone,
}

impl Options {
    /// When the article was published, on the outlet's clock, where `own` is what the article says itself.
    pub fn published_or(&self, own: Option<Published>) -> Option<Published> {
        self.published.or(own).map(|published| self.zone.local(published))
    }
}

/// Reads articles. Cheap to make; one serves any number of threads.
#[derive(Debug, Clone)]
pub struct Reader {
    know: Arc<Knowledge>,
    weights: Arc<Weights>,
}

impl Reader {
    fn of(know: Arc<Knowledge>) -> Self {
        Reader { know, weights: Weights::shipped() }
    }

    /// A reader with the language pack and the rules that ship.
    ///
    /// # Errors
    /// Only when what ships is damaged.
    pub fn new() -> Result<Self, PackError> {
        Ok(Reader::of(Knowledge::shipped()?))
    }

    /// A reader with a user's tables and rules beside those that ship. Readers with different ones live in one process.
    ///
    /// # Errors
    /// For a table that is not known, a row or a rule that is wrong, with its file and line.
    pub fn with_rules(added: Additions) -> Result<Self, PackError> {
        Ok(Reader::of(Arc::new(Knowledge::with(added)?)))
    }

    /// A reader with these rules in place of those that ship: to see what a rule is for.
    ///
    /// # Errors
    /// Only when what ships is damaged.
    pub fn with_only(rules: Rules) -> Result<Self, PackError> {
        Ok(Reader::of(Arc::new(Knowledge::of(Pack::with_only(rules)?)?)))
    }

    /// The same reader with these weights in place of those that ship.
    #[must_use]
    pub fn with_weights(self, weights: Weights) -> Self {
        Reader { weights: Arc::new(weights), ..self }
    }

    /// What writes the records.
    pub fn generator(&self) -> Generator {
        Generator {
            name: "sagwan".to_owned(),
            version: env!("CARGO_PKG_VERSION").to_owned(),
            model: sagwan_ko::model_id(),
            rules: self.know.fingerprint.clone(),
            second: None,
        }
    }

    /// Reads one article. Any document gives a record; what could not be settled stands in its notes.
    ///
    /// ```
    /// use sagwan::{Reader, article::Document};
    /// let text = "외교장관 회담\n강민서 외교부 장관은 20일 서울에서 얀 노바크 체코 외교장관과 회담했다.";
    /// let record = Reader::new()?.read(&Document::from_text(text), &Default::default());
    /// assert_eq!(record.events.len(), 1);
    /// assert_eq!(record.actors[0].name, "강민서");
    /// # Ok::<(), sagwan::rules::PackError>(())
    /// ```
    pub fn read(&self, document: &Document, options: &Options) -> Record {
        let (cleaned, passes) = self.passes(document, options);
        self.scribe(document, (&cleaned, &passes), false).record(options)
    }

    /// Reads one article as [`Reader::read`] does, and gives beside the record the words that might tell of an event of which
    /// none was told: for whoever asks somebody else.
    pub fn read_with_untold(&self, document: &Document, options: &Options) -> (Record, Vec<Untold>) {
        let (cleaned, mut passes) = self.passes(document, options);
        let proposals = std::mem::take(&mut passes.weighing.proposals);
        let scribe = self.scribe(document, (&cleaned, &passes), false);
        let ids = scribe.listed();
        let untold = proposals.iter().filter(|proposal| !passes.tells(proposal));
        let untold = untold.filter_map(|proposal| scribe.untold(proposal, &ids)).collect();
        (scribe.record(options), untold)
    }

    /// Reads one article for learning: the record with every actor in it, whoever takes part in nothing among them, and what
    /// was weighed for its events.
    pub(crate) fn weighed(
        &self,
        document: &Document,
        options: &Options,
    ) -> (Record, Vec<Weighed>, Vec<Vec<i16>>) {
        let (cleaned, mut passes) = self.passes(document, options);
        let weighing = std::mem::take(&mut passes.weighing);
        let scribe = self.scribe(document, (&cleaned, &passes), true);
        let ids = scribe.listed();
        let weighed = weighing.proposals.into_iter().map(|proposal| scribe.weighed(proposal, &ids)).collect();
        (scribe.record(options), weighed, weighing.own)
    }

    /// The article without what is no reporting, and what the passes over it found.
    fn passes(&self, document: &Document, options: &Options) -> (Cleaned, Passes) {
        let mut cleaned = clean::clean(&self.know, document);
        let published = options.published_or(cleaned.metadata.published);
        cleaned.metadata.published = published;
        let text = cleaned.text.text();
        // Rules of one language make nonsense of another.
        let read = if text.chars().any(sagwan_ko::jamo::is_syllable) { text } else { "" };
        let kinds = |read: &Text| sentence_kinds(&cleaned, read);
        let passes = Passes::new(&self.know, &self.weights, read, published, kinds);
        (cleaned, passes)
    }

    fn scribe<'a>(
        &'a self,
        document: &'a Document,
        (cleaned, passes): (&'a Cleaned, &'a Passes),
        everyone: bool,
    ) -> Scribe<'a> {
        Scribe { know: &self.know, generator: self.generator(), document, cleaned, passes, everyone }
    }

    /// Reads one article and tells what every rule said on the way, sentence by sentence.
    pub fn trace(&self, document: &Document, options: &Options) -> Vec<Traced> {
        let (cleaned, passes) = self.passes(document, options);
        let source = |clean: ByteSpan| document.source.span(cleaned.text.to_source(clean));
        trace::traced(&self.know, &passes, &source)
    }

    /// Whether a form names somebody by office alone, or people without a name: 체코 외교장관, 국무부 관계자.
    pub fn is_office(&self, form: &str) -> bool {
        let lexicon = &self.know.pack.lexicon;
        let last = form.split_whitespace().next_back().unwrap_or("");
        // 강수석 is somebody's name.
        let is_name = |title: &str| title != last && last == form && lexicon.surnames.of_full(last).is_some();
        lexicon.title(last).is_some_and(|(title, _)| !is_name(title))
    }

    /// The rules, a user's among them.
    pub fn rules(&self) -> &Rules {
        &self.know.pack.rules
    }

    /// Runs the examples of the wanted rules, a user's among them; gives those that do not hold.
    pub fn check_rules(&self, wanted: impl Fn(&Rule) -> bool) -> Vec<Broken> {
        trace::check(&self.know, &wanted)
    }

    /// The sentences of a text as rules see them.
    pub fn seen(&self, text: &str) -> Vec<Seen> {
        trace::seen(&self.know, text)
    }
}

/// The kind of block that each sentence stands in.
fn sentence_kinds(cleaned: &Cleaned, read: &Text) -> Vec<BlockKind> {
    let blocks = cleaned.text.blocks();
    read.sentences
        .iter()
        .map(|s| {
            let n = blocks.partition_point(|b| b.end <= s.span.start);
            cleaned.kinds.get(n).copied().unwrap_or(BlockKind::Paragraph)
        })
        .collect()
}

/// Writes down what the passes found.
struct Scribe<'a> {
    know: &'a Knowledge,
    generator: Generator,
    document: &'a Document,
    cleaned: &'a Cleaned,
    passes: &'a Passes,
    /// Whether actors are listed that take part in nothing.
    everyone: bool,
}

impl Scribe<'_> {
    fn source(&self) -> &Source {
        &self.document.source
    }

    fn clean_text(&self) -> &CleanText {
        &self.cleaned.text
    }

    fn span(&self, clean: ByteSpan) -> Span {
        self.source().span(self.clean_text().to_source(clean))
    }

    /// Actors that take part in something, and every person, state and body that is named, in the order of first mention; their
    /// ids.
    fn listed(&self) -> Vec<Option<String>> {
        let members = &self.passes.cast.members;
        let mut used = vec![self.everyone; members.len()];
        let mut mark = |actor: usize| {
            if let Some(slot) = used.get_mut(actor) {
                *slot = true;
            }
        };
        for occasion in &self.passes.occasions {
            occasion.participants.iter().for_each(|(a, _)| mark(*a));
            occasion.sources.iter().for_each(|(a, _, _)| mark(*a));
        }
        for said in &self.passes.said {
            said.speaker.into_iter().chain(said.reported_by).for_each(&mut mark);
        }
        self.passes.hearings.iter().flat_map(|h| h.addressees.iter().copied()).for_each(&mut mark);
        let named = self.passes.cast.named_members();
        let alone = |n: &usize| members.get(*n).is_some_and(|member| member.kind != ActorKind::Group);
        named.filter(alone).for_each(mark);
        let mut order: Vec<usize> = (0..members.len()).filter(|&n| used.get(n) == Some(&true)).collect();
        order.sort_by_key(|&n| {
            members.get(n).and_then(|m| m.mentions.iter().map(|s| s.start).min()).unwrap_or(usize::MAX)
        });
        let mut ids = vec![None; members.len()];
        for (rank, n) in order.into_iter().enumerate() {
            if let Some(slot) = ids.get_mut(n) {
                *slot = Some(format!("a{}", rank + 1));
            }
        }
        ids
    }

    fn record(&self, options: &Options) -> Record {
        let ids = self.listed();
        let id = |actor: usize| ids.get(actor).cloned().flatten();
        let mut actors: Vec<(usize, Actor)> = Vec::new();
        for (n, member) in self.passes.cast.members.iter().enumerate() {
            let Some(own) = id(n) else { continue };
            let rank = own.get(1..).and_then(|r| r.parse().ok()).unwrap_or(0);
            let mut spans: Vec<ByteSpan> = member.mentions.clone();
            spans.sort_unstable();
            spans.dedup();
            actors.push((
                rank,
                Actor {
                    id: own,
                    kind: member.kind,
                    name: member.name.clone(),
                    country: member.country.clone(),
                    affiliation: member.affiliation.clone(),
                    titles: member.titles.clone(),
                    mentions: spans.into_iter().map(|s| self.span(s)).collect(),
                },
            ));
        }
        actors.sort_by_key(|(rank, _)| *rank);

        let events: Vec<Event> =
            self.passes.occasions.iter().enumerate().map(|(n, o)| self.event(n, o, &id)).collect();
        let statements = self
            .passes
            .said
            .iter()
            .zip(&self.passes.hearings)
            .enumerate()
            .map(|(n, (said, hearing))| Statement {
                id: format!("s{}", n + 1),
                speaker: said.speaker.and_then(id),
                addressees: hearing.addressees.iter().filter_map(|a| id(*a)).collect(),
                mode: said.mode,
                content: self.span(said.content),
                cue: said.cue.map(|c| self.span(c)),
                act: said.act.clone(),
                channel: said.channel.clone(),
                reported_by: said.reported_by.and_then(id),
                certainty: crate::record::Certainty::Attributed,
                event: hearing.event.map(|n| format!("e{}", n + 1)),
                time: None,
                why: Vec::new(),
            })
            .collect();
        let times = self
            .passes
            .times
            .iter()
            .map(|t| Time {
                span: self.span(t.span),
                kind: t.kind.into(),
                value: t.value.clone(),
                anchor: t.anchor.into(),
            })
            .collect();
        Record {
            format: FORMAT.to_owned(),
            generator: self.generator.clone(),
            article: self.article(options),
            actors: actors.into_iter().map(|(_, a)| a).collect(),
            times,
            events,
            statements,
            notes: self.notes(),
        }
    }

    fn weighed(&self, proposal: Proposal, ids: &[Option<String>]) -> Weighed {
        let id = |actor: usize| ids.get(actor).cloned().flatten().unwrap_or_default();
        let value = |time: usize| self.passes.times.get(time)?.value.clone();
        Weighed {
            trigger: self.span(proposal.trigger),
            kind: proposal.kind,
            status: proposal.status,
            time: proposal.time.and_then(value),
            candidates: proposal.candidates.into_iter().map(|c| (id(c.actor), c.clues)).collect(),
            sides: proposal
                .sides
                .into_iter()
                .map(|s| {
                    let sides = s.participants.iter().filter(|(_, role)| role.is_side());
                    (sides.map(|(a, _)| id(*a)).collect(), s.clues)
                })
                .collect(),
            chosen: proposal.chosen,
        }
    }

    /// What a word would tell of, with the sides that have the best odds; `None` where no sides are possible.
    fn untold(&self, proposal: &Proposal, ids: &[Option<String>]) -> Option<Untold> {
        let id = |actor: usize| ids.get(actor).cloned().flatten();
        let best = proposal.sides.iter().max_by_key(|sides| sides.score)?;
        let part = |(actor, role): &(usize, Role)| Some(Participant { actor: id(*actor)?, role: *role });
        Some(Untold {
            trigger: self.span(proposal.trigger),
            sentence: self.span(self.passes.read.sentences.get(proposal.sentence)?.span),
            kind: proposal.kind,
            status: proposal.status,
            certainty: proposal.certainty,
            participants: best.participants.iter().filter_map(part).collect(),
            time: proposal.time.and_then(|time| self.time(time)),
            place: proposal.place.as_ref().map(|place| self.place(place)),
            confidence: f64::from(events::confidence(best.score)) / 100.0,
        })
    }

    fn time(&self, time: usize) -> Option<EventTime> {
        let time = self.passes.times.get(time)?;
        Some(EventTime { value: time.value.clone(), span: self.span(time.span) })
    }

    fn place(&self, place: &PlaceMention) -> Place {
        let span = self.span(place.span);
        // 방한 names a state by one syllable: its name is the state's that begins with it, 한국.
        let lexicon = &self.know.pack.lexicon;
        let visited = lexicon
            .affixes
            .of(&span.text)
            .find(|a| a.makes == Makes::Visit && lexicon.country_by_short(a.rest).is_some());
        let named = visited.and_then(|affix| {
            let country = lexicon.country_by_code(place.country.as_deref()?)?;
            Some(country.name_with(affix.rest).to_owned())
        });
        let name = named.unwrap_or_else(|| span.text.clone());
        Place { name, country: place.country.clone(), span }
    }

    fn named(&self, clean: ByteSpan) -> Named {
        let span = self.span(clean);
        Named { text: span.text.clone(), span }
    }

    fn event(&self, n: usize, occasion: &Occasion, id: &dyn Fn(usize) -> Option<String>) -> Event {
        let sides = occasion.participants.iter().filter(|(_, role)| *role != Role::Attendee);
        let states = sides.filter_map(|(a, _)| self.passes.cast.members.get(*a)?.country.as_deref());
        let host = occasion.place.as_ref().and_then(|p| p.country.as_deref());
        let third_place = events::is_third_place(host, states);
        Event {
            id: format!("e{}", n + 1),
            event_type: events::plover(occasion.kind).to_owned(),
            kind: occasion.kind,
            cameo: events::cameo(occasion.kind, occasion.status, third_place).map(str::to_owned),
            status: occasion.status,
            certainty: occasion.certainty,
            participants: occasion
                .participants
                .iter()
                .filter_map(|(a, role)| Some(Participant { actor: id(*a)?, role: *role }))
                .collect(),
            time: occasion.time.and_then(|time| self.time(time)),
            place: occasion.place.as_ref().map(|p| self.place(p)),
            venues: occasion.venues.iter().map(|p| self.place(p)).collect(),
            topics: occasion.topics.iter().map(|t| self.named(*t)).collect(),
            duration: occasion.duration.clone(),
            closed_door: occasion.closed_door,
            name: occasion.name.map(|name| self.named(name)),
            rank: occasion.rank.filter(|_| occasion.kind == EventKind::Visit),
            part_of: events::whole_of(&self.passes.occasions, &self.passes.times, n)
                .map(|whole| format!("e{}", whole + 1)),
            sources: occasion
                .sources
                .iter()
                .filter_map(|(a, channel, span)| {
                    Some(EventSource { actor: id(*a)?, channel: channel.clone(), span: self.span(*span) })
                })
                .collect(),
            trigger: self.span(occasion.trigger),
            evidence: occasion
                .evidence
                .iter()
                .filter_map(|&s| self.passes.read.sentences.get(s))
                .map(|s| self.span(s.span))
                .collect(),
            confidence: occasion.confidence.map(|hundredths| f64::from(hundredths) / 100.0),
            why: Vec::new(),
        }
    }

    fn article(&self, options: &Options) -> ArticleInfo {
        let metadata = &self.cleaned.metadata;
        let source = self.source();
        let keep_text = options.with_text || self.document.extraction != Extraction::Text;
        ArticleInfo {
            id: source.id(),
            url: metadata.url.clone(),
            title: metadata.title.clone(),
            subtitle: metadata.subtitle.clone(),
            published: metadata.published.map(|p| p.to_string()),
            publisher: metadata.publisher.clone(),
            agency: metadata.agency.clone(),
            reporters: metadata.reporters.clone(),
            dateline: metadata.dateline.clone(),
            language: language(self.clean_text().text()).to_owned(),
            length: source.length(),
            extraction: self.document.extraction,
            text: keep_text.then(|| source.text().to_owned()),
            cuts: self.cleaned.cuts.iter().map(|c| Cut { span: source.span(c.span), why: c.why }).collect(),
        }
    }

    fn notes(&self) -> Vec<Note> {
        let mut notes = self.document.notes.clone();
        let mut note = |code: &str, message: String, span: Option<Span>| {
            notes.push(Note { code: code.to_owned(), message, span })
        };
        if let Some(doubt) = &self.document.doubt {
            note("extraction-doubtful", doubt.clone(), None);
        }
        if self.clean_text().text().is_empty() {
            note("article-empty", "no text is left to read".to_owned(), None);
        } else if language(self.clean_text().text()) != "ko" {
            note(
                "language-unsupported",
                "the text is not Korean: little or nothing was read from it".to_owned(),
                None,
            );
        }
        if self.cleaned.metadata.published.is_none() {
            let open = self.passes.times.iter().filter(|t| t.anchor == sagwan_text::Anchor::None).count();
            note(
                "published-unknown",
                format!("no date of publication was given or printed: {open} time expressions have no value"),
                None,
            );
        }
        for said in self.passes.said.iter().filter(|s| s.speaker.is_none()) {
            note(
                "speaker-unknown",
                "the text does not tell who says this".to_owned(),
                Some(self.span(said.content)),
            );
        }
        notes
    }
}

/// Where the letters of Latin with all their marks end: bytes of another charset read as Latin are among them.
const LATIN_END: char = '\u{250}';

/// The language of a text by its letters: Korean when a tenth of them are Hangul, else undetermined or English.
fn language(text: &str) -> &'static str {
    let (mut hangul, mut latin) = (0usize, 0usize);
    for c in text.chars().take(20_000) {
        if sagwan_ko::jamo::is_syllable(c) {
            hangul += 1;
        } else if c.is_alphabetic() && c < LATIN_END {
            latin += 1;
        }
    }
    if hangul * 9 > latin {
        "ko"
    } else if latin > 0 {
        "en"
    } else {
        "und"
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_without_a_letter_of_korean_is_not_read() {
        let reader = Reader::new().unwrap();
        let korean = "강민서 외교부 장관은 20일 서울에서 얀 노바크 체코 외교장관과 회담했다.";
        let mojibake: String =
            korean.chars().filter_map(|c| char::from_u32(0xC0 + c as u32 % 0x40)).collect();
        for text in [
            "Ministers meet\nThe foreign ministers of Korea and Czechia met in Seoul on Friday.",
            "外相会談\n韓国とチェコの外相は二十日、ソウルで会談した。",
            "1234: 5678 = 90\n(2026) 11/20, 22:10 ~ 23:00",
            &mojibake,
        ] {
            let record = reader.read(&Document::from_text(text), &Options::default());
            let nothing =
                record.actors.is_empty() && record.events.is_empty() && record.statements.is_empty();
            assert!(nothing, "{record:?}");
            assert!(record.notes.iter().any(|note| note.code == "language-unsupported"), "{text}");
        }
        let record =
            reader.read(&Document::from_text(format!("회담\n{mojibake} {mojibake}")), &Options::default());
        assert!(record.notes.iter().any(|note| note.code == "language-unsupported"));
        let record = reader.read(&Document::from_text(korean), &Options::default());
        assert!(
            !record.events.is_empty() && record.notes.iter().all(|note| note.code != "language-unsupported")
        );
    }

    #[test]
    fn offices_are_no_names() {
        let reader = Reader::new().unwrap();
        let offices = ["체코 외교장관", "국무부 관계자", "전문가"].map(|form| reader.is_office(form));
        let names = ["얀 노바크", "강수석", "강민서"].map(|form| reader.is_office(form));
        assert_eq!((offices, names), ([true; 3], [false; 3]));
    }
}
