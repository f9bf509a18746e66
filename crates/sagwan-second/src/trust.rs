//! How much an answer weighs beside what the first reader thinks: one more clue, with odds of its own for each part of an answer,
//! learned from answers of which one knows what came of them.

use std::sync::LazyLock;

/// What of an answer is right or wrong by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// That a word tells of an event: how often it is said of those that do.
    ToldYes,
    /// That it does not: how often it is said of those that do not.
    ToldNo,
    /// Another kind.
    Kind,
    /// Other sides.
    Sides,
    /// Other roles of the same sides.
    Roles,
    /// Another status.
    Status,
    /// Another time.
    Time,
    /// Another place.
    Place,
    /// Who speaks.
    Speaker,
}

impl Part {
    /// All of them, in the order of a table.
    pub const ALL: [Part; 9] = [
        Part::ToldYes,
        Part::ToldNo,
        Part::Kind,
        Part::Sides,
        Part::Roles,
        Part::Status,
        Part::Time,
        Part::Place,
        Part::Speaker,
    ];

    /// How it is called in a table.
    pub fn name(self) -> &'static str {
        match self {
            Part::ToldYes => "told-yes",
            Part::ToldNo => "told-no",
            Part::Kind => "kind",
            Part::Sides => "sides",
            Part::Roles => "roles",
            Part::Status => "status",
            Part::Time => "time",
            Part::Place => "place",
            Part::Speaker => "speaker",
        }
    }
}

/// Answers counted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Count {
    right: u32,
    of: u32,
}

/// How often each part of answers was right, and what to expect of the next.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Trust {
    counts: [Count; Part::ALL.len()],
}

/// Why a table of trust cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "line {line}: {why}: a line is the part of an answer, how many were right, and of how many, with tabs between"
)]
pub struct TrustError {
    line: usize,
    why: &'static str,
}

/// What is expected of an answer of which nothing is known: record by record, models under this contract were right nine times in
/// ten.
const EXPECTED: f64 = 0.9;
/// As many answers as that expectation weighs: twenty answers of a model move it half of the way.
const WEIGHT: f64 = 20.0;
/// A correction that is wrong more often than that is none.
const EVEN: f64 = 0.5;

/// The least confidence with which an event is told: that of the first reader.
pub(crate) const LEAST: f64 = 0.45;

/// What ships: where its numbers come from stands at its top.
const BUILT_IN: &str = include_str!("../model/trust.tsv");
const HEADER: &str = "part\tright\tof";

impl Trust {
    /// The trust that ships.
    pub fn built_in() -> &'static Trust {
        // A test reads it: what ships is no faulty table.
        static TRUST: LazyLock<Trust> = LazyLock::new(|| Trust::read(BUILT_IN).unwrap_or_default());
        &TRUST
    }

    /// A table as [`Trust::written`] writes it; lines that begin with `#` are remarks.
    ///
    /// # Errors
    /// When a line names no part of an answer, or no two numbers of which the first is the smaller.
    pub fn read(table: &str) -> Result<Self, TrustError> {
        let mut trust = Trust::default();
        let lines = table.lines().enumerate().map(|(n, line)| (n + 1, line.trim_end()));
        for (line, text) in
            lines.filter(|(_, text)| !text.is_empty() && !text.starts_with('#') && *text != HEADER)
        {
            let fault = |why| TrustError { line, why };
            let mut cells = text.split('\t');
            let name = cells.next().unwrap_or_default();
            let part = Part::ALL.into_iter().find(|part| part.name() == name);
            let slot = part.and_then(|part| trust.counts.get_mut(part as usize));
            let slot = slot.ok_or_else(|| fault("there is no such part of an answer"))?;
            let mut number = || cells.next().and_then(|cell| cell.parse::<u32>().ok());
            let (right, of) = number().zip(number()).ok_or_else(|| fault("two numbers are needed"))?;
            if right > of || cells.next().is_some() {
                return Err(fault("more were right than there were"));
            }
            *slot = Count { right, of };
        }
        Ok(trust)
    }

    /// The table, below a remark on where it comes from.
    pub fn written(&self, source: &str) -> String {
        let remark = source.lines().map(|line| format!("# {line}\n"));
        let rows = Part::ALL.into_iter().map(|part| {
            let Count { right, of } = self.count(part);
            format!("{}\t{right}\t{of}\n", part.name())
        });
        remark.chain([format!("{HEADER}\n")]).chain(rows).collect()
    }

    /// Counts one more answer.
    pub fn count_in(&mut self, part: Part, right: bool) {
        if let Some(slot) = self.counts.get_mut(part as usize) {
            slot.right += u32::from(right);
            slot.of += 1;
        }
    }

    fn count(&self, part: Part) -> Count {
        self.counts.get(part as usize).copied().unwrap_or_default()
    }

    /// How many answers were right, and of how many.
    pub fn counted(&self, part: Part) -> (u32, u32) {
        let Count { right, of } = self.count(part);
        (right, of)
    }

    /// How often the next such answer is taken to be right: few answers move what is expected little.
    pub fn of(&self, part: Part) -> f64 {
        let Count { right, of } = self.count(part);
        (f64::from(right) + WEIGHT * EXPECTED) / (f64::from(of) + WEIGHT)
    }

    /// Whether a correction is rather right than wrong.
    pub(crate) fn bears(&self, part: Part) -> bool {
        self.of(part) >= EVEN
    }

    /// How sure one is that an event is told after an answer, in hundredths, of what one was sure of before.
    pub(crate) fn after(&self, before: f64, told: bool) -> f64 {
        let (yes, no) = (self.of(Part::ToldYes), self.of(Part::ToldNo));
        let (with, against) = if told { (yes, 1.0 - no) } else { (1.0 - yes, no) };
        // Nothing is certain: an answer moves every confidence.
        let before = before.clamp(0.01, 0.99);
        let after = before * with / (before * with + (1.0 - before) * against);
        hundredths(after)
    }

    /// How sure one is of an event whose sides were put right: no surer than such corrections are right.
    pub(crate) fn at_most(&self, sure: f64, part: Part) -> f64 {
        sure.min(hundredths(self.of(part)))
    }
}

fn hundredths(share: f64) -> f64 {
    (share * 100.0).round() / 100.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_is_one_more_clue() {
        let unknown = Trust::default();
        assert_eq!([0.5, 0.6, 0.9].map(|before| unknown.after(before, false)), [0.1, 0.14, 0.5]);
        assert_eq!([0.05, 0.1, 0.5].map(|before| unknown.after(before, true)), [0.32, 0.5, 0.9]);
        assert!(
            unknown.after(0.95, false) >= LEAST,
            "what the first reader is sure of one answer does not take away"
        );
    }

    #[test]
    fn few_answers_move_little_and_many_move_much() {
        let after = |right: u32, of: u32| {
            let mut trust = Trust::default();
            (0..of).for_each(|n| trust.count_in(Part::Time, n < right));
            trust.of(Part::Time)
        };
        assert!((after(0, 0) - EXPECTED).abs() < 1e-9);
        assert!(after(0, 1) > 0.85 && after(0, 20) < 0.46 && after(500, 1000) < 0.51);
        let mut liar = Trust::default();
        (0..100).for_each(|_| liar.count_in(Part::Time, false));
        assert!(!liar.bears(Part::Time) && liar.bears(Part::Place));
    }

    #[test]
    fn a_model_that_says_yes_to_all_confirms_nothing() {
        let mut trust = Trust::default();
        (0..1000).for_each(|_| {
            trust.count_in(Part::ToldYes, true);
            trust.count_in(Part::ToldNo, false);
        });
        assert!((trust.after(0.6, true) - 0.6).abs() < 0.02);
    }

    #[test]
    fn a_table_reads_as_it_was_written_and_what_ships_is_one() {
        let shipped = Trust::read(BUILT_IN).unwrap();
        assert_eq!(Trust::read(&shipped.written("from somewhere\nin two lines")).unwrap(), shipped);
        assert!(Part::ALL.into_iter().all(|part| shipped.bears(part)));
        for (table, line) in
            [("kind\t1\t2\nsize\t1\t1", 2), ("# so\nkind\t3\t2", 2), ("kind\t1", 1), ("kind\t1\t1\t1", 1)]
        {
            assert_eq!(Trust::read(table).unwrap_err().line, line, "{table}");
        }
    }
}
