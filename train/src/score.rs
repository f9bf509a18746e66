//! Morpheme F1: form and tag, as bags per sentence.

use std::collections::HashMap;

use sagwan_ko::training::features::Window;
use sagwan_ko::training::{Label, Style, TaggerModel, label_all};

/// Precision and recall over bags.
#[derive(Default, Clone, Copy)]
pub struct Counts {
    pub right: usize,
    pub found: usize,
    pub wanted: usize,
}

impl Counts {
    pub fn f1(self) -> f64 {
        2.0 * self.right as f64 / (self.found + self.wanted).max(1) as f64
    }
}

/// The morphemes of a labelled sentence: form and tag.
pub fn read_off(chars: &[char], labels: &[Label]) -> Vec<(String, String)> {
    let mut found: Vec<(String, String)> = Vec::new();
    for (&c, label) in chars.iter().zip(labels) {
        if c.is_whitespace() {
            continue;
        }
        for piece in label.pieces() {
            let form = piece.form.unwrap_or(c);
            match found.last_mut() {
                Some(last) if !piece.begins => last.0.push(form),
                _ => found.push((form.to_string(), piece.tag.as_str().to_owned())),
            }
        }
    }
    found
}

/// Compares two analyses as bags.
pub fn compare(found: &[(String, String)], wanted: &[(String, String)], counts: &mut Counts) {
    let mut bag: HashMap<(String, String), i32> = HashMap::new();
    for m in wanted {
        *bag.entry(normal(m)).or_insert(0) += 1;
    }
    for m in found {
        if let Some(n) = bag.get_mut(&normal(m))
            && *n > 0
        {
            *n -= 1;
            counts.right += 1;
        }
    }
    counts.found += found.len();
    counts.wanted += wanted.len();
}

/// Allomorphs and finer tags that the schemes write differently are one: 았/었/였, 아/어/여 at the head of an ending.
pub fn normal((form, tag): &(String, String)) -> (String, String) {
    let mut form = form.clone();
    if tag == "EP" && matches!(form.as_str(), "았" | "였" | "ㅆ" | "었") {
        form = "었".to_owned();
    }
    if matches!(tag.as_str(), "EC" | "EF") {
        for head in ["아", "여"] {
            if let Some(rest) = form.strip_prefix(head) {
                form = format!("어{rest}");
            }
        }
    }
    (form, tag.clone())
}

/// Labels a sentence and reads the morphemes off.
pub fn analyse(model: &impl TaggerModel, style: Style, chars: &[char]) -> Vec<(String, String)> {
    let mut window = Window::default();
    window.fill(chars.iter().copied());
    let mut out = Vec::new();
    label_all(model, &mut window, style, &mut out, |d| d.best);
    let labels: Vec<Label> =
        out.iter().filter_map(|&l| model.labels().get(usize::from(l)).copied()).collect();
    read_off(chars, &labels)
}
