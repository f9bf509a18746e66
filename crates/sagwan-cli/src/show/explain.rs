//! One event for people: every field with the words it was read from, which are underlined in their sentence, and the rules.

use std::fmt::Write;

use anstyle::Style as Paint;
use sagwan::Traced;
use sagwan::record::{Event, Record, Span};
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use super::cells::pad;
use super::{Language, Style, in_office};

const HEADING: Paint = Paint::new().bold().underline();
const STRONG: Paint = Paint::new().bold();
const DIM: Paint = Paint::new().dimmed();

/// What is explained.
#[derive(Debug)]
pub struct Explained<'a> {
    /// Public id of the event.
    pub id: &'a str,
    /// The record it stands in.
    pub record: &'a Record,
    /// The event.
    pub event: &'a Event,
    /// The sentences behind it, with what rules say today.
    pub traced: &'a [Traced],
    /// Whether the record was written by the reader that says so.
    pub same_reader: bool,
}

/// The explanation, ending in a line break.
pub fn explained(what: &Explained<'_>, style: Style) -> String {
    let mut out = String::new();
    // Writing to a string cannot fail.
    let _ = write_explained(&mut out, what, style);
    super::harmless(&out)
}

fn write_explained(out: &mut String, what: &Explained<'_>, style: Style) -> std::fmt::Result {
    let (event, language) = (what.event, style.language);
    let say = |ko: &'static str, en: &'static str| language.pick(ko, en);
    writeln!(
        out,
        "{STRONG}{}{STRONG:#}  {} · {}  {DIM}{}{DIM:#}",
        language.kind(event.kind),
        language.status(event.status),
        language.certainty(event.certainty),
        what.id
    )?;
    let info = &what.record.article;
    let head = [
        info.published.as_deref(),
        info.publisher.as_deref().or(info.agency.as_deref()),
        info.title.as_deref(),
    ];
    writeln!(out, "{DIM}{}{DIM:#}", head.into_iter().flatten().collect::<Vec<_>>().join("  "))?;
    let fields = fields(what, language);
    writeln!(out, "\n{HEADING}{}{HEADING:#}", say("문장", "Sentences"))?;
    let words: Vec<&Span> = fields.iter().flat_map(|field| &field.words).copied().collect();
    for sentence in &event.evidence {
        for line in underlined(sentence, &words, style.width.saturating_sub(2)) {
            writeln!(out, "  {line}")?;
        }
    }
    writeln!(out, "\n{HEADING}{}{HEADING:#}", say("칸", "Fields"))?;
    for field in &fields {
        let words: Vec<String> =
            field.words.iter().map(|span| format!("“{}” {}–{}", span.text, span.start, span.end)).collect();
        writeln!(out, "  {} {}  {DIM}{}{DIM:#}", pad(&field.label, 10), field.value, words.join(", "))?;
    }
    writeln!(out, "\n{HEADING}{}{HEADING:#}", say("규칙", "Rules"))?;
    if !what.same_reader {
        let note = say(
            "기록은 다른 판이 썼습니다. 아래는 지금 규칙이 말하는 것입니다.",
            "Another version wrote the record; this is what the rules say today.",
        );
        writeln!(out, "  {DIM}{note}{DIM:#}")?;
    }
    let mut none = true;
    for fired in what.traced.iter().flat_map(|one| &one.fired) {
        none = false;
        writeln!(
            out,
            "  {} {}  {DIM}“{}” {}–{}{DIM:#}",
            pad(&fired.rule, 24),
            fired.effect,
            fired.at.text,
            fired.at.start,
            fired.at.end
        )?;
    }
    if none {
        writeln!(
            out,
            "  {}",
            say("이 문장들에서 말하는 규칙이 없습니다.", "No rule speaks of these sentences.")
        )?;
    }
    if let Some(confidence) = event.confidence {
        let weighed = say("신뢰도", "confidence");
        let how =
            say("규칙과 배운 가중치가 함께 정했습니다.", "decided by rules and learned weights together.");
        writeln!(out, "\n{weighed} {confidence:.2}: {how}")?;
    }
    writeln!(out, "{DIM}{} sagwan rules ID{DIM:#}", say("규칙 하나를 모두 보려면", "All of a rule:"))
}

/// A field as it is explained.
struct Field<'a> {
    label: String,
    value: String,
    /// What it was read from.
    words: Vec<&'a Span>,
}

fn fields<'a>(what: &Explained<'a>, language: Language) -> Vec<Field<'a>> {
    let event = what.event;
    let field = |name: &str, value: String, words: Vec<&'a Span>| Field {
        label: super::field_label(name, language),
        value,
        words,
    };
    let mut fields = vec![field("kind", language.kind(event.kind).to_owned(), vec![&event.trigger])];
    fields.push(field("status", language.status(event.status).to_owned(), Vec::new()));
    fields.push(field("certainty", language.certainty(event.certainty).to_owned(), Vec::new()));
    for participant in &event.participants {
        let Some(actor) = what.record.actors.iter().find(|actor| actor.id == participant.actor) else {
            continue;
        };
        let office = actor.titles.first().map(String::as_str);
        let within = |span: &&Span| event.evidence.iter().any(|e| e.start <= span.start && span.end <= e.end);
        fields.push(Field {
            label: language.role(participant.role).to_owned(),
            value: in_office(
                &actor.name,
                office.filter(|office| !actor.name.contains(office)),
                actor.country.as_deref(),
            ),
            words: actor.mentions.iter().filter(within).collect(),
        });
    }
    if let Some(time) = &event.time {
        let value = time.value.as_deref().map_or_else(|| "-".to_owned(), |value| language.time(value));
        fields.push(field("time", value, vec![&time.span]));
    }
    fields.extend(event.place.iter().map(|place| field("place", place.name.clone(), vec![&place.span])));
    fields.extend(event.topics.iter().map(|topic| field("topic", topic.text.clone(), vec![&topic.span])));
    for source in &event.sources {
        let actor = what.record.actors.iter().find(|actor| actor.id == source.actor);
        fields.push(Field {
            label: language.pick("취재원", "source").to_owned(),
            value: actor.map_or_else(|| source.actor.clone(), |actor| actor.name.clone()),
            words: vec![&source.span],
        });
    }
    fields
}

/// A sentence in lines of so many cells, under each its underlines: they line up under Hangul, which takes two.
fn underlined(sentence: &Span, words: &[&Span], cells: usize) -> Vec<String> {
    let marked = |at: usize| words.iter().any(|word| (word.start..word.end).contains(&at));
    let (mut lines, mut text, mut under) = (Vec::new(), String::new(), String::new());
    let mut close = |text: &mut String, under: &mut String| {
        lines.push(std::mem::take(text));
        let line = std::mem::take(under);
        if !line.trim_end().is_empty() {
            lines.push(line.trim_end().to_owned());
        }
    };
    for (n, letter) in sentence.text.chars().enumerate() {
        let letter = if letter.is_whitespace() { ' ' } else { letter };
        let width = letter.width().unwrap_or(0);
        if text.width() + width > cells.max(2) {
            close(&mut text, &mut under);
        }
        text.push(letter);
        let line = if marked(sentence.start + n) { "~" } else { " " };
        under.push_str(&line.repeat(width));
    }
    close(&mut text, &mut under);
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn underlines_stand_under_their_words() {
        let span = |start: usize, text: &str| Span {
            start,
            end: start + text.chars().count(),
            text: text.to_owned(),
        };
        let sentence = span(10, "두 장관은 20일 만났다.");
        let lines = underlined(&sentence, &[&span(16, "20일"), &span(20, "만났다")], 80);
        assert_eq!(lines, ["두 장관은 20일 만났다.", "          ~~~~ ~~~~~~"]);
        let lines = underlined(&sentence, &[&span(20, "만났다")], 14);
        assert_eq!(lines, ["두 장관은 20일", " 만났다.", " ~~~~~~"]);
    }
}
