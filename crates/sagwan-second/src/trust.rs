//! How much an answer weighs beside what the first reader thinks: one more clue, with odds of its own.

/// How often an answer is taken to be right: record by record, models under this contract were right nine times in ten.
const TRUST: f64 = 0.9;

/// The least confidence with which an event is told: that of the first reader.
pub(crate) const LEAST: f64 = 0.45;

/// How sure one is after an answer, in hundredths, of what one was sure of before.
pub(crate) fn after(before: f64, agrees: bool) -> f64 {
    let (with, against) = if agrees { (TRUST, 1.0 - TRUST) } else { (1.0 - TRUST, TRUST) };
    // Nothing is certain: an answer moves every confidence.
    let before = before.clamp(0.01, 0.99);
    let after = before * with / (before * with + (1.0 - before) * against);
    (after * 100.0).round() / 100.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_is_one_more_clue() {
        assert_eq!([0.5, 0.6, 0.9].map(|before| after(before, false)), [0.1, 0.14, 0.5]);
        assert_eq!([0.05, 0.1, 0.5].map(|before| after(before, true)), [0.32, 0.5, 0.9]);
        assert!(
            after(0.95, false) >= LEAST,
            "what the first reader is sure of one answer does not take away"
        );
    }
}
