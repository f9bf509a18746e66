//! The path of an article from document to record: clean, analyse, times, actors, statements, events.

use std::collections::HashMap;

use std::sync::Arc;

use sagwan_ko::tables::{AddedTable, TableError};
use sagwan_ko::times::Published;
use sagwan_text::ByteSpan;

use crate::actors::{self, Cast};
use crate::article::{Document, Source};
use crate::clean::{self, BlockKind, CleanText, Cleaned};
use crate::events::{self, Occasion, PlaceMention};
use crate::knowledge::Knowledge;
use crate::record::{
    Actor, ActorKind, ArticleInfo, Cut, Event, EventKind, EventSource, EventTime, Extraction, FORMAT,
    Generator, Note, Participant, Place, Record, Role, Span, Statement, Status, Time, Topic,
};
use crate::statements::{self, Said};
use sagwan_text::{Text, TimeMention};

/// What a caller may settle about a reading.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// When the article was published; takes the place of what is printed.
    pub published: Option<Published>,
    /// Whether the record carries the source text also for plain text.
    pub with_text: bool,
}

/// Reads articles. Cheap to make; one serves any number of threads.
#[derive(Debug, Clone)]
pub struct Reader {
    know: Arc<Knowledge>,
}

impl Reader {
    /// A reader with the language pack and the rules that ship.
    ///
    /// # Errors
    /// Only when what ships is damaged.
    pub fn new() -> Result<Self, TableError> {
        Ok(Reader { know: Knowledge::shipped()? })
    }

    /// A reader with a user's tables beside those that ship. Readers with different ones live in one process.
    ///
    /// # Errors
    /// For a table that is not known, or a row that is wrong, with its file and line.
    pub fn with_rules(added: Vec<AddedTable>) -> Result<Self, TableError> {
        Ok(Reader { know: Arc::new(Knowledge::with(added)?) })
    }

    /// What writes the records.
    pub fn generator(&self) -> Generator {
        Generator {
            name: "sagwan".to_owned(),
            version: env!("CARGO_PKG_VERSION").to_owned(),
            model: sagwan_ko::model_id(),
            rules: self.know.fingerprint.clone(),
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
    /// # Ok::<(), sagwan::rules::TableError>(())
    /// ```
    pub fn read(&self, document: &Document, options: &Options) -> Record {
        let know = &*self.know;
        let mut cleaned = clean::clean(know, document);
        let published = options.published.or(cleaned.metadata.published);
        cleaned.metadata.published = published;
        let text = cleaned.text.text();
        let read = know.pack.read(text);
        let times = know.pack.times(text, published);
        let is_time = |span: ByteSpan| {
            let n = times.partition_point(|t| t.span.end <= span.start);
            times.get(n).is_some_and(|t| t.span.overlaps(span))
        };
        let kinds = sentence_kinds(&cleaned, &read);
        // Of a flash that is nothing but a headline the headline is what is read.
        let headlines = !kinds.contains(&BlockKind::Paragraph);
        let is_text = |n: usize| headlines || kinds.get(n) == Some(&BlockKind::Paragraph);
        let mentions = know.pack.mentions(text, &read, &is_time);
        let mut cast = actors::resolve(know, text, &read, mentions, &is_time);
        let mut said = statements::find(&statements::Reading {
            text,
            know,
            read: &read,
            cast: &cast,
            is_time: &is_time,
            is_text: &is_text,
        });
        let occasions = events::find(
            &events::Reading {
                text,
                know,
                read: &read,
                times: &times,
                statements: &said,
                published: published.map(|p| p.date.to_string()),
                is_text: &is_text,
                headlines,
            },
            &mut cast,
        );
        let at_events = hear(&mut said, &occasions);
        let draft = Draft {
            document,
            cleaned: &cleaned,
            know,
            generator: self.generator(),
            read: &read,
            times: &times,
            cast: &cast,
            said: &said,
            occasions: &occasions,
            at_events: &at_events,
        };
        draft.record(options)
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

/// Finds the event at which each statement was made: the last meeting of two sides told at or before it in
/// which the speaker is a side; the other side is then spoken to. What is said through a channel (a
/// briefing, Twitter) is said to the public.
fn hear(said: &mut [Said], occasions: &[Occasion]) -> Vec<Option<usize>> {
    let meets = |o: &Occasion| {
        matches!(
            o.kind,
            EventKind::Summit | EventKind::Talks | EventKind::Audience | EventKind::Meeting | EventKind::Call
        ) && matches!(o.status, Status::Occurred | Status::Underway)
            && o.sides().len() == 2
    };
    // Where each meeting is told, in the order of the text.
    let mut told: Vec<(usize, usize)> = occasions
        .iter()
        .enumerate()
        .filter(|(_, o)| meets(o))
        .flat_map(|(n, o)| o.evidence.iter().map(move |&sentence| (sentence, n)))
        .collect();
    told.sort_unstable();
    let mut told = told.into_iter().peekable();
    let mut latest: HashMap<usize, (usize, usize)> = HashMap::new();
    let mut found = Vec::with_capacity(said.len());
    for statement in said {
        while let Some((sentence, n)) = told.next_if(|&(sentence, _)| sentence <= statement.sentence) {
            for side in occasions.get(n).map(Occasion::sides).unwrap_or_default() {
                // Of several meetings in one sentence the first is the one spoken at.
                let known = latest.entry(side).or_insert((sentence, n));
                if known.0 < sentence {
                    *known = (sentence, n);
                }
            }
        }
        let event = statement.speaker.and_then(|speaker| latest.get(&speaker).copied());
        let near =
            event.filter(|&(sentence, _)| statement.channel.is_none() && statement.sentence - sentence <= 5);
        if let (Some((_, n)), Some(speaker)) = (near, statement.speaker)
            && let Some(occasion) = occasions.get(n)
            && statement.reported_by.is_none()
        {
            statement.addressees = occasion.sides().into_iter().filter(|a| *a != speaker).collect();
        }
        found.push(near.map(|(_, n)| n));
    }
    found
}

/// Everything read, before it is written down.
struct Draft<'a> {
    document: &'a Document,
    cleaned: &'a Cleaned,
    know: &'a Knowledge,
    generator: Generator,
    read: &'a Text,
    times: &'a [TimeMention],
    cast: &'a Cast,
    said: &'a [Said],
    occasions: &'a [Occasion],
    at_events: &'a [Option<usize>],
}

impl Draft<'_> {
    fn source(&self) -> &Source {
        &self.document.source
    }

    fn clean_text(&self) -> &CleanText {
        &self.cleaned.text
    }

    fn span(&self, clean: ByteSpan) -> Span {
        self.source().span(self.clean_text().to_source(clean))
    }

    /// Actors that take part in something, and every named person, in the order of first mention; their ids.
    fn listed(&self) -> Vec<Option<String>> {
        let members = &self.cast.members;
        let mut used = vec![false; members.len()];
        let mut mark = |actor: usize| {
            if let Some(slot) = used.get_mut(actor) {
                *slot = true;
            }
        };
        for occasion in self.occasions {
            occasion.participants.iter().for_each(|(a, _)| mark(*a));
            occasion.sources.iter().for_each(|(a, _, _)| mark(*a));
        }
        for said in self.said {
            said.speaker
                .into_iter()
                .chain(said.reported_by)
                .chain(said.addressees.iter().copied())
                .for_each(&mut mark);
        }
        for (n, member) in members.iter().enumerate() {
            if member.kind == ActorKind::Person && !member.mentions.is_empty() {
                mark(n);
            }
        }
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
        for (n, member) in self.cast.members.iter().enumerate() {
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
            self.occasions.iter().enumerate().map(|(n, o)| self.event(n, o, &id)).collect();
        let statements = self
            .said
            .iter()
            .zip(self.at_events)
            .enumerate()
            .map(|(n, (said, event))| Statement {
                id: format!("s{}", n + 1),
                speaker: said.speaker.and_then(id),
                addressees: said.addressees.iter().filter_map(|a| id(*a)).collect(),
                mode: said.mode,
                content: self.span(said.content),
                cue: said.cue.map(|c| self.span(c)),
                act: said.act.clone(),
                channel: said.channel.clone(),
                reported_by: said.reported_by.and_then(id),
                certainty: crate::record::Certainty::Attributed,
                event: event.map(|n| format!("e{}", n + 1)),
                time: None,
            })
            .collect();
        let times = self
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

    fn place(&self, place: &PlaceMention) -> Place {
        let span = self.span(place.span);
        // 방한 names a state by one syllable: its name is the state's.
        let visited = span.text.strip_prefix('방').filter(|rest| rest.chars().count() == 1);
        let state = visited
            .and(place.country.as_deref())
            .and_then(|code| self.know.pack.lexicon.country_by_code(code));
        let name = state.map_or_else(|| span.text.clone(), |country| country.name.clone());
        Place { name, country: place.country.clone(), span }
    }

    fn event(&self, n: usize, occasion: &Occasion, id: &dyn Fn(usize) -> Option<String>) -> Event {
        let states = || {
            occasion
                .participants
                .iter()
                .filter(|(_, r)| *r != Role::Attendee)
                .filter_map(|(a, _)| self.cast.members.get(*a)?.country.as_deref())
        };
        let host = occasion.place.as_ref().and_then(|p| p.country.as_deref());
        let third_place = host.is_some_and(|h| states().all(|s| s != h));
        Event {
            id: format!("e{}", n + 1),
            event_type: events::plover(occasion.kind).to_owned(),
            kind: occasion.kind,
            cameo: events::cameo(occasion, third_place).map(str::to_owned),
            status: occasion.status,
            certainty: occasion.certainty,
            participants: occasion
                .participants
                .iter()
                .filter_map(|(a, role)| Some(Participant { actor: id(*a)?, role: *role }))
                .collect(),
            time: occasion
                .time
                .and_then(|t| self.times.get(t))
                .map(|t| EventTime { value: t.value.clone(), span: self.span(t.span) }),
            place: occasion.place.as_ref().map(|p| self.place(p)),
            venues: occasion.venues.iter().map(|p| self.place(p)).collect(),
            topics: occasion
                .topics
                .iter()
                .map(|t| {
                    let span = self.span(*t);
                    Topic { text: span.text.clone(), span }
                })
                .collect(),
            duration: occasion.duration.clone(),
            closed_door: occasion.closed_door,
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
                .filter_map(|&s| self.read.sentences.get(s))
                .map(|s| self.span(s.span))
                .collect(),
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
        let mut notes = Vec::new();
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
            let open = self.times.iter().filter(|t| t.anchor == sagwan_text::Anchor::None).count();
            note(
                "published-unknown",
                format!("no date of publication was given or printed: {open} time expressions have no value"),
                None,
            );
        }
        for said in self.said.iter().filter(|s| s.speaker.is_none()) {
            note(
                "speaker-unknown",
                "the text does not tell who says this".to_owned(),
                Some(self.span(said.content)),
            );
        }
        notes
    }
}

/// The language of a text by its letters: Korean when a tenth of them are Hangul, else undetermined or English.
fn language(text: &str) -> &'static str {
    let (mut hangul, mut latin) = (0usize, 0usize);
    for c in text.chars().take(20_000) {
        if sagwan_ko::jamo::is_syllable(c) {
            hangul += 1;
        } else if c.is_ascii_alphabetic() {
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
