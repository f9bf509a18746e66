//! Whether two reports tell of one occasion, and why.
//!
//! Takes two reports of one home, gives how much speaks for it, weighed from their clues by learned trees, and on request
//! in words what weighed most.

use std::sync::LazyLock;

use sagwan::facts;
use sagwan_text::forest::{Bytes, Forest};

use super::clues::{self, Clue, Clues};
use super::report::Report;

pub(crate) use super::clues::is_precise;

/// Days between the dates of a plan and of what came of it.
pub(crate) const LONGEST_DELAY: i32 = 60;
/// Reasons that are told.
const TOLD: usize = 4;
/// A model begins with this.
const MAGIC: &[u8] = b"SGPAIR01";

/// What was learned of when reports are one occasion. All numbers are hundredths of the logarithm of the odds.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Weights {
    /// What speaks for two reports, by their clues.
    pub forest: Forest,
    /// What must speak for two groups, on the average of their pairs.
    pub border: i16,
    /// What speaks for two reports whose times cannot meet: less than nothing.
    pub apart: i16,
    /// What speaks for two reports of one article, whose reader took them for two events.
    pub twice: i16,
}

/// The weights that ship; made by `sagwan-train pairs`.
static WEIGHTS: LazyLock<Weights> =
    LazyLock::new(|| Weights::read(include_bytes!("../../model/pairs.model")).unwrap_or_default());

impl Weights {
    /// Those in a file; `None` when it is none, or one for other clues.
    pub(crate) fn read(bytes: &[u8]) -> Option<Self> {
        let mut bytes = Bytes(bytes);
        let known = bytes.take(MAGIC.len())? == MAGIC && bytes.take(1)? == [clues::COUNT as u8];
        let mut number = || bytes.take(2).and_then(|b| b.try_into().ok()).map(i16::from_le_bytes);
        let (border, apart, twice) = (number()?, number()?, number()?);
        let forest = bytes.forest()?;
        known.then_some(Weights { forest, border, apart, twice })
    }

    /// As a file.
    pub fn write(&self) -> Vec<u8> {
        let mut bytes = MAGIC.to_vec();
        bytes.push(clues::COUNT as u8);
        bytes.extend([self.border, self.apart, self.twice].into_iter().flat_map(i16::to_le_bytes));
        self.forest.write(&mut bytes);
        bytes
    }

    /// Those that ship.
    pub(crate) fn shipped() -> &'static Weights {
        &WEIGHTS
    }
}

/// What speaks for two reports being of one occasion, that which weighs most first.
pub(crate) fn reasons(a: &Report, b: &Report, clues: &Clues, forest: &Forest) -> Vec<String> {
    let score = i32::from(forest.score(&clues.0));
    let mut told: Vec<(i32, String)> = grounds(a, b, clues)
        .into_iter()
        .map(|(of, words)| (score - i32::from(forest.score(&clues.without(of).0)), words))
        .collect();
    // Equally weighty ones stay in the order in which they are told.
    told.sort_by_key(|(weight, _)| std::cmp::Reverse(*weight));
    told.into_iter().take(TOLD).map(|(_, words)| words).collect()
}

/// All that can be said for it, and the clues it is read from.
fn grounds(a: &Report, b: &Report, clues: &Clues) -> Vec<(&'static [Clue], String)> {
    let mut out: Vec<(&'static [Clue], String)> = Vec::new();
    let is = |clue: Clue| clues.get(clue) > 0;
    if is(Clue::same_kind) {
        out.push((&[Clue::same_kind, Clue::both_summits], format!("both a {}", a.kind)));
    }
    let people = clues::shared_people(a, b);
    if !people.is_empty() {
        let of = &[Clue::shared_people, Clue::named_in_both];
        out.push((of, format!("both name {}", people.join(", "))));
    } else if is(Clue::fitting_offices) {
        out.push((&[Clue::fitting_offices], "the office named is that of whom the other names".to_owned()));
    }
    let states = clues::shared_states(a, b);
    if !states.is_empty() {
        let named: Vec<&str> = states.iter().map(|s| facts::country_name(s).unwrap_or(s)).collect();
        out.push((&[Clue::shared_states, Clue::standing_for], format!("both between {}", named.join(", "))));
    }
    if let Some(words) = times(a, b, clues) {
        let of = &[Clue::gap, Clue::same_day, Clue::told_after, Clue::told_apart, Clue::slip, Clue::moved];
        out.push((of, words));
    }
    if is(Clue::place) {
        out.push((&[Clue::place], format!("both in {}", a.place.as_deref().unwrap_or_default())));
    }
    if is(Clue::shared_topics) {
        out.push((&[Clue::shared_topics], "both about the same".to_owned()));
    }
    if is(Clue::number_in_head) {
        out.push((&[Clue::number_in_head], "counted alike".to_owned()));
    }
    if clues.get(Clue::shared_head) > 2 {
        out.push((&[Clue::shared_head], format!("both called {}", a.trigger)));
    }
    if is(Clue::same_family) {
        out.push((&[Clue::same_family], "told by one story".to_owned()));
    }
    out
}

fn times(a: &Report, b: &Report, clues: &Clues) -> Option<String> {
    match (a.days, b.days, a.told, b.told) {
        (Some(x), Some(y), ..) => {
            let (first, last) = (x.0.min(y.0), x.0.max(y.0));
            Some(match clues.get(Clue::gap) {
                0 if clues.get(Clue::same_day) > 0 => {
                    format!("on the same day, {}", if is_precise(x) { x.0 } else { y.0 })
                }
                0 => format!("at times that fit, {}", if is_precise(x) { x.0 } else { y.0 }),
                1 => format!("a day apart, {first} and {last}"),
                _ if clues.get(Clue::moved) > 0 => format!("planned for {first} and moved to {last}"),
                _ => return None,
            })
        }
        (Some(days), None, _, Some(told)) | (None, Some(days), Some(told), _) => {
            Some(format!("told without a day on {told}, around {}", days.0))
        }
        (None, None, Some(x), Some(y)) => Some(format!("told without a day on {x} and {y}")),
        _ => None,
    }
}
