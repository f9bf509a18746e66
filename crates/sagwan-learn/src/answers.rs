//! What came of a second reader's answers to annotated articles: which parts of them were right, and what they gained.

use std::collections::BTreeMap;

use sagwan::record::{Event, Participant, Record, SecondReader};
use sagwan_eval::Scores;
use sagwan_eval::gold::{Annotation, GoldError, GoldEvent};
use sagwan_eval::score::{actors_of, annotated, word};
use sagwan_second::{Answer, Case, EventAnswer, Part, Sheet, SpeakerAnswer, Told, Trust, Worth, believe};

/// How much of what an event more costs when it is none: with an F1 of two thirds a superfluous event takes away a third of what
/// one that is put right gives.
const SUPERFLUOUS: f64 = 1.0 / 3.0;

/// Counts which parts of an answer to a sheet are right.
///
/// # Errors
/// When a snippet of the annotation does not stand in the text.
pub fn judge(
    case: &Case,
    sheet: &Sheet,
    answer: &Answer,
    gold: &Annotation,
    text: &str,
    trust: &mut Trust,
) -> Result<(), GoldError> {
    for own in &answer.events {
        judge_event(case, sheet, own, gold, trust)?;
    }
    for own in &answer.speakers {
        judge_speaker(case, sheet, *own, gold, text, trust)?;
    }
    Ok(())
}

fn judge_event(
    case: &Case,
    sheet: &Sheet,
    answer: &EventAnswer,
    gold: &Annotation,
    trust: &mut Trust,
) -> Result<(), GoldError> {
    let Some((first, place)) = case.asked_event(sheet, answer.event) else { return Ok(()) };
    let answered = case.answered_event(sheet, answer).unwrap_or_else(|| first.clone());
    let now = if answer.told == Told::Yes { answered } else { first.clone() };
    let (record, at) = with_event(&case.record, now.clone(), place);
    let told = annotated(gold, &record).get(&at).copied();
    match (answer.told, told) {
        (Told::Unsure, _) => {}
        (said, Some(_)) => trust.count_in(Part::ToldYes, said == Told::Yes),
        (said, None) => trust.count_in(Part::ToldNo, said == Told::No),
    }
    let Some(wanted) = told.filter(|_| answer.told == Told::Yes).and_then(|n| gold.events.get(n)) else {
        return Ok(());
    };
    let right = fields(gold, wanted, &record, &now)?;
    let holds = |field: &str| right.get(field).copied().unwrap_or(false);
    let same_actors = actors(&first.participants) == actors(&now.participants);
    let changed = [
        (Part::Kind, first.kind != now.kind, holds("event.kind")),
        (Part::Status, first.status != now.status, holds("event.status")),
        (Part::Time, first.time != now.time, holds("event.time")),
        (
            Part::Place,
            first.place != now.place,
            holds("event.place") || now.place.is_none() && wanted.place.is_empty(),
        ),
        (Part::Sides, !same_actors, holds("event.participants")),
        (
            Part::Roles,
            same_actors && first.participants.iter().any(|p| !now.participants.contains(p)),
            roles_hold(gold, wanted, &record, &now.participants),
        ),
    ];
    for (part, _, right) in changed.into_iter().filter(|(_, changed, _)| *changed) {
        trust.count_in(part, right);
    }
    Ok(())
}

/// The record with an event in its place, or behind the others, with its number.
fn with_event(record: &Record, event: Event, place: Option<usize>) -> (Record, usize) {
    let mut record = record.clone();
    match place.and_then(|n| Some((n, record.events.get_mut(n)?))) {
        Some((n, slot)) => {
            *slot = event;
            (record, n)
        }
        None => {
            record.events.push(event);
            let last = record.events.len() - 1;
            (record, last)
        }
    }
}

fn actors(participants: &[Participant]) -> Vec<&str> {
    let mut actors: Vec<&str> = participants.iter().map(|p| p.actor.as_str()).collect();
    actors.sort_unstable();
    actors
}

/// Which fields of an event are those of an annotated one.
fn fields(
    gold: &Annotation,
    wanted: &GoldEvent,
    record: &Record,
    event: &Event,
) -> Result<BTreeMap<&'static str, bool>, GoldError> {
    let wanted = GoldEvent { optional: false, ..wanted.clone() };
    let gold = Annotation { events: vec![wanted], statements: Vec::new(), cuts: Vec::new(), ..gold.clone() };
    let record = Record { events: vec![event.clone()], statements: Vec::new(), ..record.clone() };
    let mut scores = Scores::default();
    scores.add(&gold, &record, "")?;
    Ok(scores.fields.into_iter().map(|(field, counted)| (field, counted.right == counted.all)).collect())
}

/// Whether everybody takes part as the annotation has it.
fn roles_hold(gold: &Annotation, wanted: &GoldEvent, record: &Record, participants: &[Participant]) -> bool {
    let keys = actors_of(gold, record);
    participants.iter().all(|p| {
        let key = keys.get(p.actor.as_str());
        key.and_then(|key| wanted.participants.get(key)).is_some_and(|role| *role == word(&p.role))
    })
}

fn judge_speaker(
    case: &Case,
    sheet: &Sheet,
    answer: SpeakerAnswer,
    gold: &Annotation,
    text: &str,
    trust: &mut Trust,
) -> Result<(), GoldError> {
    let statement = case.asked_statement(sheet, answer.statement).and_then(|n| case.record.statements.get(n));
    let Some(statement) = statement.filter(|_| answer.mention.is_some()) else { return Ok(()) };
    let only = Answer { events: Vec::new(), speakers: vec![answer] };
    let heeded = believe(case, sheet, &only, &nobody(), &Trust::default()).record;
    let now = heeded.statements.iter().filter(|s| s.content == statement.content).cloned().collect();
    let gold = Annotation { events: Vec::new(), cuts: Vec::new(), ..gold.clone() };
    let mut scores = Scores::default();
    scores.add(&gold, &Record { events: Vec::new(), statements: now, ..heeded }, text)?;
    let right = |measure: &str| scores.found.get(measure).map_or(0, |found| found.right);
    if right("statements") > 0 {
        trust.count_in(Part::Speaker, right("statements.speaker") > 0);
    }
    Ok(())
}

/// Counts what each answer on an event would gain by itself.
///
/// # Errors
/// When a snippet of the annotation does not stand in the text.
pub fn gains(
    case: &Case,
    sheet: &Sheet,
    answer: &Answer,
    gold: &Annotation,
    worth: &mut Worth,
) -> Result<(), GoldError> {
    let gold = Annotation { statements: Vec::new(), cuts: Vec::new(), ..gold.clone() };
    let before = standing(&gold, &case.record)?;
    for own in &answer.events {
        let Some(clue) = case.event_clue(sheet, own.event) else { continue };
        let only = Answer { events: vec![own.clone()], speakers: Vec::new() };
        let heeded = believe(case, sheet, &only, &nobody(), Trust::built_in()).record;
        worth.count_in(clue, standing(&gold, &heeded)? - before);
    }
    Ok(())
}

/// How good a record's events are: those with all fields right, less a part of all.
fn standing(gold: &Annotation, record: &Record) -> Result<f64, GoldError> {
    let mut scores = Scores::default();
    scores.add(gold, &Record { statements: Vec::new(), ..record.clone() }, "")?;
    let full = scores.found.get("events.full").copied().unwrap_or_default();
    Ok(full.right as f64 - SUPERFLUOUS * (full.right + full.extra) as f64)
}

fn nobody() -> SecondReader {
    SecondReader { model: String::new(), prompt: String::new() }
}
