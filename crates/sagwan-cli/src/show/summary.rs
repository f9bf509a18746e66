//! A record that a person likes to read: who met whom, who said what to whom, what was cut.

use std::fmt::Write;

use anstyle::{AnsiColor, Style as Paint};
use sagwan::record::{Actor, ActorKind, Event, EventSource, Mode, Record, Role, Statement};

use super::Style;
use super::cells::{pad, shorten};

const HEADING: Paint = Paint::new().bold().underline();
const STRONG: Paint = Paint::new().bold();
const DIM: Paint = Paint::new().dimmed();
const WHO: Paint = Paint::new().fg_color(Some(anstyle::Color::Ansi(AnsiColor::Cyan)));
const WHEN: Paint = Paint::new().fg_color(Some(anstyle::Color::Ansi(AnsiColor::Yellow)));
const SURE: Paint = Paint::new().fg_color(Some(anstyle::Color::Ansi(AnsiColor::Green)));

fn paint(style: Paint, text: &str) -> String {
    format!("{style}{text}{style:#}")
}

/// The summary, ending in a line break.
pub fn summary(record: &Record, style: Style) -> String {
    let mut out = String::new();
    // Writing to a string cannot fail.
    let _ = write_summary(&mut out, record, style);
    super::harmless(&out)
}

fn write_summary(out: &mut String, record: &Record, style: Style) -> std::fmt::Result {
    let say = |ko: &'static str, en: &'static str| style.language.pick(ko, en);
    let article = &record.article;
    let untitled = say("(제목 없음)", "(no title)");
    writeln!(out, "{}", paint(STRONG, article.title.as_deref().unwrap_or(untitled)))?;
    if let Some(subtitle) = &article.subtitle {
        writeln!(out, "{subtitle}")?;
    }
    let mut data: Vec<String> = Vec::new();
    data.push(article.published.clone().unwrap_or_else(|| say("발행일 모름", "date unknown").to_owned()));
    data.extend([&article.publisher, &article.agency, &article.dateline].into_iter().flatten().cloned());
    if !article.reporters.is_empty() {
        data.push(article.reporters.join(", "));
    }
    data.push(match style.language {
        super::Language::Ko => format!("{}자", article.length),
        super::Language::En => format!("{} characters", article.length),
    });
    if article.extraction != sagwan::record::Extraction::Text {
        data.push(style.language.extraction(article.extraction).to_owned());
    }
    writeln!(out, "{}", paint(DIM, &data.join(" · ")))?;

    heading(out, say("사건", "Events"), record.events.len())?;
    for (n, event) in record.events.iter().enumerate() {
        write_event(out, record, n + 1, event, style)?;
    }
    heading(out, say("발언", "Statements"), record.statements.len())?;
    for statement in &record.statements {
        write_statement(out, record, statement, style)?;
    }
    heading(out, say("제외", "Cut"), article.cuts.len())?;
    for cut in &article.cuts {
        let text = shorten(&cut.span.text, style.width.saturating_sub(26));
        writeln!(out, "  {} {}", paint(DIM, &pad(style.language.cut(cut.why), 12)), paint(DIM, &text))?;
    }
    if !record.notes.is_empty() {
        heading(out, say("덧붙임", "Notes"), record.notes.len())?;
        for note in &record.notes {
            let place = note.span.as_ref().map(|s| format!(": {}", shorten(&s.text, 40))).unwrap_or_default();
            writeln!(out, "  {}{}", note.message, place)?;
        }
    }
    Ok(())
}

fn heading(out: &mut String, title: &str, count: usize) -> std::fmt::Result {
    writeln!(out, "\n{} {}", paint(HEADING, title), paint(DIM, &count.to_string()))
}

fn name(record: &Record, id: &str) -> String {
    let Some(actor) = record.actors.iter().find(|a| a.id == id) else { return id.to_owned() };
    label(actor)
}

/// Name, office, state: 강민서 외교부 장관 (KR). Who is known by the office alone is not named with it twice.
fn label(actor: &Actor) -> String {
    let title = actor.titles.first().filter(|title| !actor.name.contains(title.as_str()));
    let state = actor.country.as_deref().filter(|_| actor.kind != ActorKind::Country);
    super::in_office(&actor.name, title.map(String::as_str), state)
}

fn write_event(out: &mut String, record: &Record, n: usize, event: &Event, style: Style) -> std::fmt::Result {
    let language = style.language;
    let say = |ko: &'static str, en: &'static str| language.pick(ko, en);
    let mut when_where: Vec<String> = Vec::new();
    if let Some(time) = &event.time {
        when_where.push(paint(
            WHEN,
            &time.value.as_deref().map_or_else(|| time.span.text.clone(), |value| language.time(value)),
        ));
    }
    if let Some(place) = &event.place {
        when_where.push(place.name.clone());
    }
    if !event.venues.is_empty() {
        let names: Vec<&str> = event.venues.iter().map(|v| v.name.as_str()).collect();
        when_where.push(format!("{} {}", say("후보지", "venues"), names.join(", ")));
    }
    if let Some(duration) = &event.duration {
        when_where.push(language.duration(duration));
    }
    if event.closed_door == Some(true) {
        when_where.push(say("비공개", "closed doors").to_owned());
    }
    let mut how = format!("{} · {}", language.status(event.status), language.certainty(event.certainty));
    if super::is_doubtful(event.confidence) {
        how += say(" · 판독 의심", " · doubtful reading");
    }
    writeln!(
        out,
        "  {n:>2}. {}  {}  {}",
        paint(STRONG, language.kind(event.kind)),
        paint(SURE, &how),
        when_where.join(" · ")
    )?;
    let of_role = |role: Role| -> Vec<String> {
        event.participants.iter().filter(|p| p.role == role).map(|p| name(record, &p.actor)).collect()
    };
    let mut who: Vec<String> = Vec::new();
    for role in [Role::Host, Role::Visitor, Role::Party, Role::Chair, Role::Mediator, Role::Attendee] {
        let names = of_role(role);
        if !names.is_empty() {
            who.push(format!("{} {}", paint(DIM, language.role(role)), paint(WHO, &names.join(", "))));
        }
    }
    if !who.is_empty() {
        writeln!(out, "      {}", who.join(" — "))?;
    }
    if !event.topics.is_empty() {
        let topics: Vec<&str> = event.topics.iter().map(|t| t.text.as_str()).collect();
        write_wrapped(out, &format!("{} {}", say("의제", "on"), topics.join(" / ")), 6, style.width)?;
    }
    if !event.sources.is_empty() {
        let source = |s: &EventSource| match &s.channel {
            Some(channel) => format!("{}, {}", name(record, &s.actor), language.channel(channel)),
            None => name(record, &s.actor),
        };
        let sources: Vec<String> = event.sources.iter().map(source).collect();
        writeln!(out, "      {} {}", paint(DIM, say("취재원", "source")), sources.join(", "))?;
    }
    if let Some(evidence) = event.evidence.first() {
        // In full: whoever checks a field needs the whole sentence.
        let text = format!("“{}” [{}–{}]", evidence.text, evidence.start, evidence.end);
        write_painted(out, DIM, &text, 6, style.width)?;
    }
    Ok(())
}

fn write_statement(
    out: &mut String,
    record: &Record,
    statement: &Statement,
    style: Style,
) -> std::fmt::Result {
    let unknown = style.language.pick("누군지 모름", "unknown");
    let speaker = statement.speaker.as_deref().map_or_else(|| unknown.to_owned(), |id| name(record, id));
    let to: Vec<String> = statement.addressees.iter().map(|id| name(record, id)).collect();
    let mut head = paint(WHO, &speaker);
    if !to.is_empty() {
        let _ = write!(head, " → {}", paint(WHO, &to.join(", ")));
    }
    let mut tail: Vec<String> = Vec::new();
    tail.extend(statement.cue.as_ref().map(|c| c.text.clone()));
    tail.extend(statement.channel.as_deref().map(|channel| style.language.channel(channel).to_owned()));
    if let Some(relay) = &statement.reported_by {
        tail.push(format!("{} {}", style.language.pick("전한 이", "relayed by"), name(record, relay)));
    }
    writeln!(out, "  {head}  {}", paint(DIM, &tail.join(" · ")))?;
    let content = match statement.mode {
        Mode::Direct => format!("“{}”", statement.content.text),
        Mode::Indirect => statement.content.text.clone(),
    };
    write_wrapped(out, &content, 6, style.width)
}

fn write_wrapped(out: &mut String, text: &str, indent: usize, width: usize) -> std::fmt::Result {
    write_painted(out, Paint::new(), text, indent, width)
}

fn write_painted(
    out: &mut String,
    style: Paint,
    text: &str,
    indent: usize,
    width: usize,
) -> std::fmt::Result {
    let margin = " ".repeat(indent);
    let options = textwrap::Options::new(width).initial_indent(&margin).subsequent_indent(&margin);
    for line in textwrap::wrap(text, options) {
        writeln!(out, "{}", paint(style, &line))?;
    }
    Ok(())
}
