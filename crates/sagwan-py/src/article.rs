//! A record as HTML for notebooks: the article marked in place, and what was read from it.

use html_escape::encode_text;
use sagwan::marks::{Layer, marks, pieces};
use sagwan::record::Record;

/// Colours that read on light and dark grounds alike; the word stands in the title of each mark.
fn style(layer: Layer) -> (&'static str, &'static str) {
    match layer {
        Layer::Evidence => ("evidence", "text-decoration:underline dotted #888 1px"),
        Layer::Statement => ("statement", "background:#3a7d4422"),
        Layer::Cue => ("cue", "background:#3a7d4422;font-style:italic"),
        Layer::Topic => ("topic", "border-bottom:2px solid #8a63d2"),
        Layer::Place => ("place", "border-bottom:2px solid #2a9d8f"),
        Layer::Time => ("time", "color:#b06a00"),
        Layer::Actor => ("actor", "color:#1f77b4"),
        Layer::Trigger => ("event", "color:#c2385a;font-weight:bold"),
        Layer::Cut => ("cut", "opacity:.45;font-style:italic"),
    }
}

/// The marked article above a table of its events.
pub fn html(record: &Record, text: &str, summary: &[String]) -> String {
    let mut out = String::from("<div style=\"max-width:60em\">");
    if let Some(title) = &record.article.title {
        out.push_str(&format!("<b>{}</b>", encode_text(title)));
    }
    out.push_str("<p style=\"white-space:pre-wrap;line-height:1.7\">");
    for piece in pieces(text, &marks(record)) {
        if piece.layers.is_empty() {
            out.push_str(&encode_text(&piece.text));
            continue;
        }
        let styles: Vec<&str> = piece.layers.iter().map(|layer| style(*layer).1).collect();
        let names: Vec<&str> = piece.layers.iter().map(|layer| style(*layer).0).collect();
        let ids: Vec<&str> = piece.ids.iter().copied().collect();
        let title = [names, ids].concat().join(" ");
        let body = encode_text(&piece.text);
        out.push_str(&format!("<span style=\"{}\" title=\"{title}\">{body}</span>", styles.join(";")));
    }
    out.push_str("</p><ul>");
    for line in summary {
        out.push_str(&format!("<li>{}</li>", encode_text(line)));
    }
    out.push_str("</ul></div>");
    out
}
