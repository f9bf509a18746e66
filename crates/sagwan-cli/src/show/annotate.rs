//! The article as it was handed in, with what was found marked in place: cuts dimmed, actors, times,
//! statements and triggers in colours of their own. Without colour, brackets with the layer's name stand in.

use anstyle::{AnsiColor, Color, Style as Paint};
use sagwan::marks::{Layer, marks, pieces};
use sagwan::record::Record;

use super::Style;

/// The layers that a terminal shows.
const SHOWN: [Layer; 5] = [Layer::Trigger, Layer::Actor, Layer::Time, Layer::Statement, Layer::Cut];

fn paint(layer: Layer) -> Paint {
    let colour = |c: AnsiColor| Some(Color::Ansi(c));
    match layer {
        Layer::Statement => Paint::new().italic().underline(),
        Layer::Time => Paint::new().fg_color(colour(AnsiColor::Yellow)),
        Layer::Actor => Paint::new().fg_color(colour(AnsiColor::Cyan)),
        Layer::Trigger => Paint::new().bold().fg_color(colour(AnsiColor::Red)),
        Layer::Cut => Paint::new().dimmed().strikethrough(),
        Layer::Evidence | Layer::Cue | Layer::Topic | Layer::Place => Paint::new(),
    }
}

/// The marked article, ending in a line break. The record must carry its text.
pub fn annotated(record: &Record, style: Style) -> String {
    super::harmless(&marked(record, style))
}

fn marked(record: &Record, style: Style) -> String {
    let Some(text) = &record.article.text else { return String::new() };
    let mut marks = marks(record);
    marks.retain(|mark| SHOWN.contains(&mark.layer));
    let mut now: Option<Layer> = None;
    let mut out = String::with_capacity(text.len() * 2);
    for piece in pieces(text, &marks) {
        if piece.top() != now {
            end(&mut out, now, style);
            if let Some(layer) = piece.top() {
                begin(&mut out, layer, style);
            }
            now = piece.top();
        }
        out.push_str(&piece.text);
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
        Layer::Evidence => ("근거", "evidence"),
        Layer::Cue => ("표지", "cue"),
        Layer::Topic => ("의제", "topic"),
        Layer::Place => ("장소", "place"),
    };
    style.language.pick(ko, en)
}

/// The colours and what they mean; nothing where the marks are words.
fn legend(style: Style) -> String {
    if !style.colour {
        return String::new();
    }
    let words: Vec<String> =
        SHOWN.iter().map(|&l| format!("{0}{1}{0:#}", paint(l), word(l, style))).collect();
    format!("— {}\n", words.join("  "))
}
