//! What of an answer enters the record: only what points at numbered things, stands in the text word for word and breaks no rule.
//!
//! Takes a case with the sheet that was sent and the answer to it, gives the record with every change in its `why` and every
//! refusal in its notes. What was not asked cannot change. What a second reader wrote itself is never copied anywhere: words of
//! the record are those of the article, reasons those of this program.

use sagwan::record::{
    Actor, ActorKind, By, Event, EventKind, EventTime, Note, Participant, Place, Record, Role, SecondReader,
    Span, Status, Time, Why,
};
use sagwan::{Untold, facts};

use crate::answer::{Answer, EventAnswer, SideAnswer, SpeakerAnswer, Told, Words};
use crate::doubt::{About, Case};
use crate::paragraphs::stretches;
use crate::sheet::Sheet;
use crate::trust::{LEAST, Part, Trust};
use crate::worth::Clue;

/// What a second reader changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Change {
    /// An event is surer than before.
    Confirmed,
    /// An event is less sure than before, and stays.
    Doubted,
    /// An event is left out.
    Dropped,
    /// An event is told that was not.
    Added,
    /// A field of an event is another.
    Corrected,
    /// A quotation has a speaker.
    Speaker,
}

/// A record with what of an answer was believed.
#[derive(Debug, Clone)]
pub struct Heeded {
    /// The record.
    pub record: Record,
    /// What changed, in the order of the answer.
    pub changes: Vec<Change>,
    /// How many parts of the answer were refused; each is a note of the record.
    pub refused: usize,
}

/// The code of notes on what was refused.
const REFUSED: &str = "second-refused";
/// The code of notes on events that were left out.
const DENIED: &str = "second-denied";
/// The note of a quotation without a speaker, as the first reader writes it.
const SPEAKER_UNKNOWN: &str = "speaker-unknown";

/// How many characters a place or a time has at most; whole sentences are none.
const LONGEST: usize = 40;

/// Why a part of an answer is not believed.
type Refusal = &'static str;

/// Of corrections that were wrong more often than right.
const DISTRUSTED: Refusal = "such answers were wrong more often than right";

/// The record with what of the answer the text bears out, as far as such answers are trusted.
pub fn believe(case: &Case, sheet: &Sheet, answer: &Answer, by: &SecondReader, trust: &Trust) -> Heeded {
    let mut heeding = Heeding::new(case, sheet, by, trust);
    heeding.record.generator.second = Some(by.clone());
    let mut answered: Vec<usize> = Vec::new();
    for own in &answer.events {
        let about = own.event.checked_sub(1).and_then(|n| sheet.events.get(n));
        match about {
            None => heeding.refuse("there is no event of this number", None),
            Some(_) if answered.contains(&own.event) => heeding.refuse("the event was answered before", None),
            Some(about) => {
                answered.push(own.event);
                heeding.event(*about, own);
            }
        }
    }
    let mut answered: Vec<usize> = Vec::new();
    for own in &answer.speakers {
        let statement = own.statement.checked_sub(1).and_then(|n| sheet.speakers.get(n));
        match statement {
            None => heeding.refuse("there is no quotation of this number", None),
            Some(_) if answered.contains(&own.statement) => {
                heeding.refuse("the quotation was answered before", None);
            }
            Some(statement) => {
                answered.push(own.statement);
                heeding.speaker(*statement, *own);
            }
        }
    }
    heeding.done()
}

/// A record on its way.
struct Heeding<'a> {
    case: &'a Case,
    sheet: &'a Sheet,
    by: &'a SecondReader,
    trust: &'a Trust,
    record: Record,
    /// Ids of events that are left out.
    dropped: Vec<String>,
    changes: Vec<Change>,
    refused: usize,
}

impl<'a> Heeding<'a> {
    fn new(case: &'a Case, sheet: &'a Sheet, by: &'a SecondReader, trust: &'a Trust) -> Self {
        let record = case.record.clone();
        Heeding { case, sheet, by, trust, record, dropped: Vec::new(), changes: Vec::new(), refused: 0 }
    }

    fn note(&mut self, code: &str, message: &str, span: Option<Span>) {
        self.record.notes.push(Note { code: code.to_owned(), message: message.to_owned(), span });
    }

    fn refuse(&mut self, why: Refusal, span: Option<Span>) {
        self.refused += 1;
        self.note(REFUSED, why, span);
    }

    fn why(&self, field: &str, was: Option<String>) -> Why {
        let SecondReader { model, prompt } = self.by.clone();
        Why { field: field.to_owned(), by: By::Second, model, prompt, was }
    }

    fn event(&mut self, about: About, answer: &EventAnswer) {
        match about {
            About::Event(n) => {
                // Events that are dropped leave at the end: until then numbers are those of the case.
                if let Some(event) = self.record.events.get(n).cloned() {
                    self.known(n, event, answer);
                }
            }
            About::Untold(n) => {
                if let Some(untold) = self.case.untold.get(n).filter(|_| answer.told == Told::Yes) {
                    self.untold(untold, answer);
                }
            }
            About::Speaker(_) => {}
        }
    }

    /// An event that the first reader told.
    fn known(&mut self, n: usize, event: Event, answer: &EventAnswer) {
        let before = event.confidence.unwrap_or(LEAST);
        let sure = self.trust.after(before, answer.told == Told::Yes);
        let was = Some(format!("{before:.2}"));
        match answer.told {
            Told::Unsure => {}
            Told::No if sure < LEAST => {
                self.changes.push(Change::Dropped);
                self.note(DENIED, "a second reader denies that an event is told", Some(event.trigger));
                self.dropped.push(event.id);
            }
            Told::No => {
                self.changes.push(Change::Doubted);
                let why = self.why("event", was);
                self.put(n, Event { confidence: Some(sure), ..event }, [why]);
            }
            Told::Yes => {
                self.changes.push(Change::Confirmed);
                let why = self.why("event", was);
                let before_sides = event.participants.clone();
                let (corrected, whys) = self.corrected(event, answer);
                let sure = self.sure_of(sure, &before_sides, &corrected);
                let corrected = Event { confidence: Some(sure), ..corrected };
                self.put(n, corrected, std::iter::once(why).chain(whys));
            }
        }
    }

    /// Puts an event in its place, with what else is to be said of why it is as it is.
    fn put(&mut self, n: usize, event: Event, whys: impl IntoIterator<Item = Why>) {
        if let Some(slot) = self.record.events.get_mut(n) {
            *slot = event.coded(&self.record.actors);
            slot.why.extend(whys);
        }
    }

    /// An event that the first reader did not tell, though a word might.
    fn untold(&mut self, untold: &Untold, answer: &EventAnswer) {
        let sure = self.trust.after(untold.confidence, true);
        if sure < LEAST {
            return self.refuse("it stays unlikely that an event is told here", Some(untold.trigger.clone()));
        }
        let event = Event { id: self.next_id(), confidence: Some(sure), ..event_of(untold) };
        let (event, whys) = self.corrected(event, answer);
        let faults = fault_of(event.kind, &event.participants, &self.record.actors);
        if let Some(why) = faults.or_else(|| self.repeats(&event, None)) {
            return self.refuse(why, Some(event.trigger));
        }
        self.changes.push(Change::Added);
        let was = Some(format!("{:.2}", untold.confidence));
        let sure = self.sure_of(sure, &untold.participants, &event);
        let mut event = Event { confidence: Some(sure), ..event }.coded(&self.record.actors);
        event.why.push(self.why("event", was));
        event.why.extend(whys);
        self.record.events.push(event);
    }

    /// How sure one is of an event as an answer has it: where it put sides right, no surer than that is done rightly.
    fn sure_of(&self, sure: f64, before: &[Participant], event: &Event) -> f64 {
        sides_part(before, &event.participants).map_or(sure, |part| self.trust.at_most(sure, part))
    }

    /// An id that no event has.
    fn next_id(&self) -> String {
        let numbers = self.record.events.iter().filter_map(|event| event.id.get(1..)?.parse::<usize>().ok());
        format!("e{}", numbers.max().unwrap_or(0) + 1)
    }

    /// Why an event tells nothing that another one does not.
    fn repeats(&self, event: &Event, own: Option<&str>) -> Option<Refusal> {
        let value = |event: &Event| event.time.as_ref().and_then(|time| time.value.clone());
        let others = self.record.events.iter().filter(|other| Some(other.id.as_str()) != own);
        let mut standing = others.filter(|other| !self.dropped.contains(&other.id));
        let repeated = standing.any(|other| {
            let same_sides = sides_of(other) == sides_of(event);
            same_sides && other.kind.alike(event.kind) && value(other) == value(event)
        });
        repeated.then_some("another event tells it already")
    }

    /// An event with those fields of the answer that can be believed.
    fn corrected(&mut self, event: Event, answer: &EventAnswer) -> (Event, Vec<Why>) {
        let first = event.clone();
        let mut event = self.with_sides(event, answer);
        if let Some(status) = answer.status.filter(|status| *status != first.status) {
            match self.distrust(Part::Status).or_else(|| status_fault(first.status, status)) {
                None => event.status = status,
                Some(why) => self.refuse(why, Some(first.trigger.clone())),
            }
        }
        match answer.time.as_ref().map(|words| self.time(words, &first)) {
            Some(Ok(time)) if time == first.time => {}
            Some(Ok(time)) => match self.distrust(Part::Time) {
                None => event.time = time,
                Some(why) => self.refuse(why, Some(first.trigger.clone())),
            },
            Some(Err(why)) => self.refuse(why, Some(first.trigger.clone())),
            None => {}
        }
        match answer.place.as_ref().map(|words| self.place(words, &first)) {
            Some(Ok(place)) if place == first.place => {}
            Some(Ok(place)) => match self.distrust(Part::Place) {
                None => event.place = place,
                Some(why) => self.refuse(why, Some(first.trigger.clone())),
            },
            Some(Err(why)) => self.refuse(why, Some(first.trigger.clone())),
            None => {}
        }
        if has_happened(event.status) && self.lies_ahead(&event) {
            self.refuse("what has happened is not of a day to come", Some(first.trigger.clone()));
            event = Event { status: first.status, time: first.time.clone(), ..event };
        }
        if event != first && self.repeats(&event, Some(&first.id)).is_some() {
            self.refuse("another event tells it already", Some(first.trigger.clone()));
            return (first, Vec::new());
        }
        let whys = self.differences(&first, &event);
        (event, whys)
    }

    /// Why a correction of a part is not to be trusted, if it is not.
    fn distrust(&self, part: Part) -> Option<Refusal> {
        (!self.trust.bears(part)).then_some(DISTRUSTED)
    }

    /// An event with the kind and the sides of the answer, if they go together.
    fn with_sides(&mut self, event: Event, answer: &EventAnswer) -> Event {
        let kind = answer.kind.unwrap_or(event.kind);
        if !are_kin(event.kind, kind) {
            self.refuse("it is another kind of event altogether", Some(event.trigger.clone()));
            return event;
        }
        let participants = match answer.sides.as_deref().map(|sides| self.participants(sides)) {
            None => event.participants.clone(),
            Some(Ok(participants)) => participants,
            Some(Err(why)) => {
                self.refuse(why, Some(event.trigger.clone()));
                return event;
            }
        };
        if kind == event.kind && are_the_same(&participants, &event.participants) {
            return event;
        }
        let sides = sides_part(&event.participants, &participants).and_then(|part| self.distrust(part));
        let named = (kind != event.kind).then(|| self.distrust(Part::Kind)).flatten();
        match sides.or(named).or_else(|| fault_of(kind, &participants, &self.record.actors)) {
            None => Event { kind, participants, ..event },
            Some(why) => {
                self.refuse(why, Some(event.trigger.clone()));
                event
            }
        }
    }

    fn participants(&self, sides: &[SideAnswer]) -> Result<Vec<Participant>, Refusal> {
        let mut found: Vec<Participant> = Vec::new();
        for side in sides {
            let actor = side.mention.checked_sub(1).and_then(|n| self.sheet.mentions.get(n));
            let actor = actor.ok_or("a side is a mention that there is not")?;
            if found.iter().any(|known| &known.actor == actor) {
                return Err("a side stands twice");
            }
            found.push(Participant { actor: actor.clone(), role: side.role });
        }
        Ok(found)
    }

    /// Where the words of an answer stand: of several places the one next to the event's word.
    fn stretch(&self, words: &Words, near: &Span) -> Result<Span, Refusal> {
        let paragraph = words.p.checked_sub(1).and_then(|n| self.sheet.paragraphs.get(n));
        let paragraph = paragraph.ok_or("there is no paragraph of this number")?;
        let wanted = words.words.trim();
        if wanted.chars().count() > LONGEST {
            return Err("the words are too many");
        }
        let distance = |stretch: &Span| stretch.start.abs_diff(near.start);
        let found = stretches(paragraph, wanted).min_by_key(distance);
        found.ok_or("the words do not stand in the paragraph")
    }

    /// The time that this program reads in the words of an answer; `None` where the answer says that there is none.
    fn time(&self, words: &Words, event: &Event) -> Result<Option<EventTime>, Refusal> {
        if words.p == 0 {
            return Ok(None);
        }
        let stretch = self.stretch(words, &event.trigger)?;
        let times = self.record.times.iter().filter(|time| overlap(&time.span, &stretch) > 0);
        let best =
            times.max_by_key(|time| (overlap(&time.span, &stretch), std::cmp::Reverse(time.span.start)));
        best.map(|Time { span, value, .. }| Some(EventTime { value: value.clone(), span: span.clone() }))
            .ok_or("no time is read in these words")
    }

    /// The place in the words of an answer; `None` where the answer says that there is none.
    fn place(&self, words: &Words, event: &Event) -> Result<Option<Place>, Refusal> {
        if words.p == 0 {
            return Ok(None);
        }
        let span = self.stretch(words, &event.trigger)?;
        if self.record.times.iter().any(|time| overlap(&time.span, &span) > 0) {
            return Err("the words of a place are those of a time");
        }
        let events = self.case.record.events.iter();
        let known = events.flat_map(|e| e.place.iter().chain(&e.venues));
        let known = known.chain(self.case.untold.iter().filter_map(|untold| untold.place.as_ref()));
        let mut read = known.filter(|place| overlap(&place.span, &span) > 0);
        let place = read.next().cloned();
        let country = || span.text.split_whitespace().find_map(state_of).map(str::to_owned);
        Ok(Some(place.unwrap_or_else(|| Place {
            name: span.text.clone(),
            country: country(),
            span: span.clone(),
        })))
    }

    /// Whether an event is of a day behind that of the article.
    fn lies_ahead(&self, event: &Event) -> bool {
        let day = |text: &str| text.get(..DAY).map(str::to_owned);
        let own = event.time.as_ref().and_then(|time| day(time.value.as_deref()?));
        let published = self.record.article.published.as_deref().and_then(day);
        own.zip(published).is_some_and(|(own, published)| own > published)
    }

    /// Which fields changed, and from what.
    fn differences(&mut self, first: &Event, event: &Event) -> Vec<Why> {
        let shown = |value: serde_json::Value| (!value.is_null()).then(|| value.to_string());
        let fields = [
            ("kind", first.kind != event.kind, serde_json::json!(first.kind)),
            ("status", first.status != event.status, serde_json::json!(first.status)),
            (
                "participants",
                !are_the_same(&first.participants, &event.participants),
                serde_json::json!(first.participants),
            ),
            ("time", first.time != event.time, serde_json::json!(first.time)),
            ("place", first.place != event.place, serde_json::json!(first.place)),
        ];
        let changed = fields.into_iter().filter(|(_, changed, _)| *changed);
        let whys: Vec<Why> = changed.map(|(field, _, was)| self.why(field, shown(was))).collect();
        self.changes.extend(whys.iter().map(|_| Change::Corrected));
        whys
    }

    fn speaker(&mut self, n: usize, answer: SpeakerAnswer) {
        let Some(mention) = answer.mention else { return };
        let actor = mention.checked_sub(1).and_then(|m| self.sheet.mentions.get(m));
        if let Some(why) = self.distrust(Part::Speaker) {
            return self.refuse(why, None);
        }
        let Some(actor) = actor.cloned() else {
            let content = self.record.statements.get(n).map(|statement| statement.content.clone());
            return self.refuse("a speaker is a mention that there is not", content);
        };
        let why = self.why("speaker", None);
        let Some(statement) = self.record.statements.get_mut(n).filter(|s| s.speaker.is_none()) else {
            return;
        };
        statement.speaker = Some(actor);
        statement.why.push(why);
        let content = statement.content.clone();
        self.record.notes.retain(|note| note.code != SPEAKER_UNKNOWN || note.span.as_ref() != Some(&content));
        self.changes.push(Change::Speaker);
    }

    /// The record without the events that are left out; what was said at them stays.
    fn done(mut self) -> Heeded {
        let dropped = &self.dropped;
        self.record.events.retain(|event| !dropped.contains(&event.id));
        Heeded { record: self.record.without_dangling(), changes: self.changes, refused: self.refused }
    }
}

impl Case {
    /// An event that a sheet asks about, as the first reader has it or would have it, with its number in the record if it has one.
    pub fn asked_event(&self, sheet: &Sheet, number: usize) -> Option<(Event, Option<usize>)> {
        match sheet.events.get(number.checked_sub(1)?)? {
            About::Event(n) => Some((self.record.events.get(*n)?.clone(), Some(*n))),
            About::Untold(n) => Some((event_of(self.untold.get(*n)?), None)),
            About::Speaker(_) => None,
        }
    }

    /// That event with all of an answer that the text bears out, however far such answers are trusted.
    pub fn answered_event(&self, sheet: &Sheet, answer: &EventAnswer) -> Option<Event> {
        let (event, _) = self.asked_event(sheet, answer.event)?;
        let by = SecondReader { model: String::new(), prompt: String::new() };
        Some(Heeding::new(self, sheet, &by, &Trust::default()).corrected(event, answer).0)
    }

    /// The statement of the record that a sheet asks about.
    pub fn asked_statement(&self, sheet: &Sheet, number: usize) -> Option<usize> {
        sheet.speakers.get(number.checked_sub(1)?).copied()
    }

    /// What the worth of the question about an event of a sheet depends on.
    pub fn event_clue(&self, sheet: &Sheet, number: usize) -> Option<Clue> {
        sheet.events.get(number.checked_sub(1)?).map(|about| self.clue(*about))
    }
}

/// The event of which a word might tell, as the first reader would have it.
fn event_of(untold: &Untold) -> Event {
    Event {
        id: String::new(),
        event_type: String::new(),
        kind: untold.kind,
        cameo: None,
        status: untold.status,
        certainty: untold.certainty,
        participants: untold.participants.clone(),
        time: untold.time.clone(),
        place: untold.place.clone(),
        venues: Vec::new(),
        topics: Vec::new(),
        duration: None,
        closed_door: None,
        name: None,
        rank: None,
        part_of: None,
        sources: Vec::new(),
        trigger: untold.trigger.clone(),
        evidence: vec![untold.sentence.clone()],
        confidence: Some(untold.confidence),
        why: Vec::new(),
    }
}

/// Characters of a day in ISO 8601.
const DAY: usize = 10;

/// The state that a word of a place names or lies in.
fn state_of(word: &str) -> Option<&'static str> {
    // Codes (us) are words of other things in a text.
    facts::country_of_city(word).or_else(|| facts::country_code(word).filter(|_| !word.is_ascii()))
}

/// How much two stretches have in common.
fn overlap(a: &Span, b: &Span) -> usize {
    a.end.min(b.end).saturating_sub(a.start.max(b.start))
}

/// The sides of an event, in the order of their ids.
fn sides_of(event: &Event) -> Vec<&str> {
    let sides = event.participants.iter().filter(|p| p.role.is_side());
    let mut sides: Vec<&str> = sides.map(|p| p.actor.as_str()).collect();
    sides.sort_unstable();
    sides
}

/// Whether the same take part in the same roles, in whatever order.
fn are_the_same(a: &[Participant], b: &[Participant]) -> bool {
    a.len() == b.len() && a.iter().all(|participant| b.contains(participant))
}

/// Which part of an answer makes these of those, if they differ.
fn sides_part(before: &[Participant], now: &[Participant]) -> Option<Part> {
    let actors = |participants: &[Participant]| {
        let mut actors: Vec<String> = participants.iter().map(|p| p.actor.clone()).collect();
        actors.sort_unstable();
        actors
    };
    match (are_the_same(before, now), actors(before) == actors(now)) {
        (true, _) => None,
        (false, true) => Some(Part::Roles),
        (false, false) => Some(Part::Sides),
    }
}

/// Whether an event of one kind may be called one of the other: where people come together it is often a matter of words.
fn are_kin(a: EventKind, b: EventKind) -> bool {
    use EventKind::{Audience, Conference, Meeting, Summit, Talks};
    let gathers = |kind| matches!(kind, Audience | Conference | Meeting | Summit | Talks);
    a == b || gathers(a) && gathers(b)
}

/// Whether an event of a status has begun.
fn has_happened(status: Status) -> bool {
    matches!(status, Status::Occurred | Status::Underway)
}

/// Why what the first reader knows does not allow a status: what is only planned, proposed, called off or denied did not happen.
fn status_fault(first: Status, now: Status) -> Option<Refusal> {
    (has_happened(now) && !has_happened(first)).then_some("the text does not tell it as having happened")
}

/// Why these cannot take part in an event of a kind, if they cannot.
fn fault_of(kind: EventKind, participants: &[Participant], actors: &[Actor]) -> Option<Refusal> {
    let sides = participants.iter().filter(|p| p.role.is_side()).count();
    let has = |role: Role| participants.iter().any(|p| p.role == role);
    let travels = |p: &Participant| {
        let people = |actor: &Actor| matches!(actor.kind, ActorKind::Person | ActorKind::Group);
        p.role == Role::Visitor && actors.iter().any(|actor| actor.id == p.actor && people(actor))
    };
    let host_and_visitor = matches!(kind, EventKind::Visit | EventKind::Audience | EventKind::Summons);
    let fits = |role: Role| match role {
        Role::Host | Role::Visitor => host_and_visitor,
        Role::Party => !host_and_visitor,
        Role::Chair => kind == EventKind::Conference,
        Role::Attendee | Role::Mediator => true,
    };
    let meets = matches!(
        kind,
        EventKind::Summit | EventKind::Talks | EventKind::Meeting | EventKind::Call | EventKind::Audience
    );
    if !participants.iter().all(|p| fits(p.role)) {
        Some("a side has a role that this kind of event does not have")
    } else if kind == EventKind::Visit && !participants.iter().any(travels) {
        Some("a visit needs a visitor who can travel")
    } else if kind == EventKind::Audience && !(has(Role::Host) && has(Role::Visitor)) {
        Some("who receives and who is received are not both named")
    } else if sides < if meets { 2 } else { 1 } {
        Some("there are too few sides")
    } else {
        None
    }
}
