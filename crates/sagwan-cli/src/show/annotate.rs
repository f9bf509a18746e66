//! The article as it was handed in, with what was found marked in place: cuts dimmed, actors, times,
//! statements and triggers in colours of their own. Without colour, brackets with the layer's name stand in.

use std::collections::BTreeMap;

use anstyle::{AnsiColor, Color, Style as Paint};
use sagwan::record::{Record, Span};

use super::Style;

/// A layer of marks, weakest first: where marks overlap the strongest shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Layer {
    Statement,
    Time,
    Actor,
    Trigger,
    Cut,
}

fn paint(layer: Layer) -> Paint {
    let colour = |c: AnsiColor| Some(Color::Ansi(c));
    match layer {
        Layer::Statement => Paint::new().italic().underline(),
        Layer::Time => Paint::new().fg_color(colour(AnsiColor::Yellow)),
        Layer::Actor => Paint::new().fg_color(colour(AnsiColor::Cyan)),
        Layer::Trigger => Paint::new().bold().fg_color(colour(AnsiColor::Red)),
        Layer::Cut => Paint::new().dimmed().strikethrough(),
    }
}

/// The marked article, ending in a line break. The record must carry its text.
pub fn annotated(record: &Record, style: Style) -> String {
    super::harmless(&marked(record, style))
}

fn marked(record: &Record, style: Style) -> String {
    let Some(text) = &record.article.text else { return String::new() };
    let mut marks: Vec<(Layer, &Span)> = Vec::new();
    marks.extend(record.article.cuts.iter().map(|c| (Layer::Cut, &c.span)));
    marks.extend(record.actors.iter().flat_map(|a| &a.mentions).map(|m| (Layer::Actor, m)));
    marks.extend(record.times.iter().map(|t| (Layer::Time, &t.span)));
    marks.extend(record.statements.iter().map(|s| (Layer::Statement, &s.content)));
    marks.extend(record.events.iter().map(|e| (Layer::Trigger, &e.trigger)));
    // At each code point where a mark begins or ends, the layers that change.
    let mut changes: BTreeMap<usize, Vec<(Layer, i32)>> = BTreeMap::new();
    for (layer, span) in marks {
        changes.entry(span.start).or_default().push((layer, 1));
        changes.entry(span.end).or_default().push((layer, -1));
    }
    let mut open: BTreeMap<Layer, i32> = BTreeMap::new();
    let mut now: Option<Layer> = None;
    let mut out = String::with_capacity(text.len() * 2);
    for (n, c) in text.chars().enumerate() {
        if let Some(changed) = changes.get(&n) {
            for (layer, step) in changed {
                *open.entry(*layer).or_insert(0) += step;
            }
            let top = open.iter().rev().find(|(_, count)| **count > 0).map(|(layer, _)| *layer);
            if top != now {
                end(&mut out, now, style);
                if let Some(layer) = top {
                    begin(&mut out, layer, style);
                }
                now = top;
            }
        }
        out.push(c);
    }
    end(&mut out, now, style);
    if !out.ends_with('\n') {
        out.push('\n');
    }
    out.push_str(&legend(style));
    out
}

fn begin(out: &mut String, layer: Layer, style: Style) {
    if style.colour {
        out.push_str(&paint(layer).render().to_string());
    } else {
        out.push('[');
        out.push_str(word(layer, style));
        out.push(':');
    }
}

fn end(out: &mut String, layer: Option<Layer>, style: Style) {
    let Some(layer) = layer else { return };
    if style.colour {
        out.push_str(&paint(layer).render_reset().to_string());
    } else {
        out.push(']');
    }
}

fn word(layer: Layer, style: Style) -> &'static str {
    let (ko, en) = match layer {
        Layer::Trigger => ("사건", "event"),
        Layer::Actor => ("행위자", "actor"),
        Layer::Time => ("시간", "time"),
        Layer::Statement => ("발언", "statement"),
        Layer::Cut => ("제외", "cut"),
    };
    style.language.pick(ko, en)
}

/// The colours and what they mean; nothing where the marks are words.
fn legend(style: Style) -> String {
    if !style.colour {
        return String::new();
    }
    let layers = [Layer::Trigger, Layer::Actor, Layer::Time, Layer::Statement, Layer::Cut];
    let words: Vec<String> =
        layers.iter().map(|&l| format!("{0}{1}{0:#}", paint(l), word(l, style))).collect();
    format!("— {}\n", words.join("  "))
}
