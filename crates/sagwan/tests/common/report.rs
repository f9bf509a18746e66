//! A record in a form that reads like a report.

use std::fmt::Write;

use sagwan::record::Record;

/// The report.
pub fn report(record: &Record) -> String {
    let mut out = String::new();
    let name =
        |id: &str| record.actors.iter().find(|a| a.id == id).map_or("?", |a| a.name.as_str()).to_owned();
    let article = &record.article;
    writeln!(
        out,
        "{:?} {:?} {:?} {:?} {:?}",
        article.title, article.published, article.agency, article.dateline, article.reporters
    )
    .unwrap();
    for actor in &record.actors {
        let mentions: Vec<&str> = actor.mentions.iter().map(|m| m.text.as_str()).collect();
        writeln!(
            out,
            "actor {} ({}) {:?} = {}",
            actor.name,
            actor.country.as_deref().unwrap_or("-"),
            actor.titles,
            mentions.join(" | ")
        )
        .unwrap();
    }
    for event in &record.events {
        let who: Vec<String> =
            event.participants.iter().map(|p| format!("{:?} {}", p.role, name(&p.actor))).collect();
        let time = event.time.as_ref().and_then(|t| t.value.as_deref()).unwrap_or("-");
        let place = event.place.as_ref().map_or("-", |p| p.name.as_str());
        let topics: Vec<&str> = event.topics.iter().map(|t| t.text.as_str()).collect();
        writeln!(
            out,
            "event {:?} {:?}/{:?} [{}] {time} @ {place} {topics:?} by {}",
            event.kind,
            event.status,
            event.certainty,
            who.join(", "),
            event.trigger.text
        )
        .unwrap();
    }
    for said in &record.statements {
        let speaker = said.speaker.as_deref().map_or("?".to_owned(), name);
        let to: Vec<String> = said.addressees.iter().map(|a| name(a)).collect();
        let cue = said.cue.as_ref().map_or("-", |c| c.text.as_str());
        writeln!(out, "said {speaker} -> {to:?} {:?} {cue}: {}", said.mode, said.content.text).unwrap();
    }
    for cut in &article.cuts {
        writeln!(out, "cut {:?}: {}", cut.why, cut.span.text.replace('\n', " / ")).unwrap();
    }
    for note in &record.notes {
        writeln!(out, "note {}: {}", note.code, note.message).unwrap();
    }
    out
}
