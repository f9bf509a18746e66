//! Aligns the base forms of an eojeol's morphemes with its syllables.
//!
//! Takes a surface and the morphemes that an annotation gives for it, gives a label for each character. Forms
//! and surface differ where syllables contract (했다: 하+았+다) or stems change (가까운: 가깝+ㄴ); a dynamic
//! programme finds the cheapest way to lay the forms on the characters.

use sagwan_ko::jamo;
use sagwan_ko::training::{Label, MAX_PIECES, Piece, Tag};

/// How unlike a character of the surface and one of a base form are: 0 the same, 1 nothing in common.
fn distance(surface: char, form: char) -> f32 {
    if surface == form {
        return 0.0;
    }
    let initial = |c: char| (c as u32 - 0xAC00) / 588;
    let medial = |c: char| (c as u32 - 0xAC00) % 588 / 28;
    if jamo::is_syllable(surface) && jamo::is_syllable(form) {
        let same_initial = initial(surface) == initial(form);
        let same_medial = medial(surface) == medial(form);
        return match (same_initial, same_medial) {
            (true, true) => 0.3,
            (true, false) => 0.5,
            (false, true) => 0.7,
            (false, false) => 0.95,
        };
    }
    const FINALS: &str = " ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ";
    let number = FINALS.chars().position(|f| f == form);
    match (number, jamo::final_of(surface)) {
        (Some(n), Some(last)) if n as u32 == last => 0.4,
        _ => 1.0,
    }
}

/// The labels of the characters of `surface`; `None` when the morphemes cannot be theirs.
pub fn align(surface: &[char], morphemes: &[(String, Tag)]) -> Option<Vec<Label>> {
    let target: Vec<(char, bool, Tag)> = morphemes
        .iter()
        .flat_map(|(form, tag)| form.chars().enumerate().map(move |(n, c)| (c, n == 0, *tag)))
        .collect();
    let (rows, columns) = (surface.len(), target.len());
    if rows == 0 || columns < rows || columns > rows + 6 || rows > 60 {
        return None;
    }
    let width = columns + 1;
    let mut cost = vec![f32::INFINITY; (rows + 1) * width];
    let mut step = vec![0usize; (rows + 1) * width];
    cost[0] = 0.0;
    for i in 0..rows {
        for j in 0..columns {
            let here = cost[i * width + j];
            if !here.is_finite() {
                continue;
            }
            for k in 1..=MAX_PIECES.min(columns - j) {
                let mut price = distance(surface[i], target[j].0) + 0.5 * (k as f32 - 1.0);
                // The last jamo of a contraction shows in the syllable (한: 하+ㄴ).
                if k > 1 {
                    price += 0.3 * distance(surface[i], target[j + k - 1].0);
                }
                let at = (i + 1) * width + j + k;
                if here + price < cost[at] {
                    cost[at] = here + price;
                    step[at] = k;
                }
            }
        }
    }
    let total = cost[rows * width + columns];
    if !total.is_finite() || total > 0.75 * rows as f32 + 1.5 {
        return None;
    }
    let mut labels = Vec::with_capacity(rows);
    let mut j = columns;
    for i in (0..rows).rev() {
        let k = step[(i + 1) * width + j];
        let pieces: Vec<Piece> = target[j - k..j]
            .iter()
            .map(|&(c, begins, tag)| Piece { begins, form: (k > 1 || c != surface[i]).then_some(c), tag })
            .collect();
        labels.push(Label::new(&pieces)?);
        j -= k;
    }
    labels.reverse();
    Some(labels)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(surface: &str, morphemes: &[(&str, Tag)], labels: &[&str]) {
        let surface: Vec<char> = surface.chars().collect();
        let morphemes: Vec<(String, Tag)> = morphemes.iter().map(|(f, t)| ((*f).to_owned(), *t)).collect();
        let found: Vec<String> =
            align(&surface, &morphemes).unwrap().iter().map(|label| label.to_text()).collect();
        assert_eq!(found, labels);
    }

    #[test]
    fn contractions_and_changed_stems_are_laid_on_their_syllables() {
        check("했다", &[("하", Tag::XSV), ("었", Tag::EP), ("다", Tag::EF)], &["B하/XSV B었/EP", "B*/EF"]);
        check("가까운", &[("가깝", Tag::VA), ("ㄴ", Tag::ETM)], &["B*/VA", "I깝/VA", "Bㄴ/ETM"]);
        check("볼턴은", &[("볼턴", Tag::NNP), ("은", Tag::JX)], &["B*/NNP", "I*/NNP", "B*/JX"]);
        check(
            "건넸다",
            &[("건네", Tag::VV), ("었", Tag::EP), ("다", Tag::EF)],
            &["B*/VV", "I네/VV B었/EP", "B*/EF"],
        );
    }
}
