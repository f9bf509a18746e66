//! What a question promises: by how much an answer to such questions put articles right, as annotated articles showed.
//!
//! The first reader's confidence tells that an event is doubtful, not that an answer helps: many doubtful events are right, and of
//! many a wrong one no field can be put right. Both differ with what the reader found beside the word.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use crate::doubt::{About, Case};

/// What of a question its worth depends on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Clue {
    about: Asked,
    /// Tenths of the first reader's confidence that it did right, or, for a word of which it told nothing, that it tells.
    sure: u8,
    /// Whether a time is told with it.
    timed: bool,
    /// Whether a place is.
    placed: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Asked {
    Event,
    Untold,
    Speaker,
}

impl Asked {
    const ALL: [Asked; 3] = [Asked::Event, Asked::Untold, Asked::Speaker];

    fn name(self) -> &'static str {
        match self {
            Asked::Event => "event",
            Asked::Untold => "untold",
            Asked::Speaker => "speaker",
        }
    }
}

/// Gains counted, in hundredths of an event put right.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Gain {
    gained: i64,
    of: i64,
}

impl Gain {
    fn and(self, other: Gain) -> Gain {
        Gain { gained: self.gained + other.gained, of: self.of + other.of }
    }

    /// What is expected of the next, where a number of such questions is expected to gain so much.
    fn expected(self, before: f64, weight: f64) -> f64 {
        (self.gained as f64 / 100.0 + weight * before) / (self.of as f64 + weight)
    }
}

/// What questions gained, by their clues.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Worth {
    gains: BTreeMap<Clue, Gain>,
}

/// Why a table of worth cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("line {0} of the worth of questions is none")]
pub struct WorthError(usize);

/// What ships: where its numbers come from stands at its top.
const BUILT_IN: &str = include_str!("../model/worth.tsv");
const HEADER: &str = "asked\tsure\ttimed\tplaced\tgained\tof";
/// As many questions as what is expected of them weighs.
const WEIGHT: f64 = 10.0;
/// What a question is expected to gain of which nothing is known: half of what is wrong is put right.
const PUT_RIGHT: f64 = 0.5;
/// What the speaker of a quotation is worth beside an event: one field of four.
const SPEAKER: f64 = 0.25;
/// A question gains something at least: none is left out where all may be asked.
const LEAST: f64 = 0.005;

impl Worth {
    /// The worth that ships.
    pub fn built_in() -> &'static Worth {
        // A test reads it: what ships is no faulty table.
        static WORTH: LazyLock<Worth> = LazyLock::new(|| Worth::read(BUILT_IN).unwrap_or_default());
        &WORTH
    }

    /// A table as [`Worth::written`] writes it; lines that begin with `#` are remarks.
    ///
    /// # Errors
    /// When a line is none of such a table.
    pub fn read(table: &str) -> Result<Self, WorthError> {
        let lines = table.lines().enumerate();
        let rows = lines.filter(|(_, line)| !line.is_empty() && !line.starts_with('#') && *line != HEADER);
        let gains = rows.map(|(n, line)| row(line).ok_or(WorthError(n + 1)));
        Ok(Worth { gains: gains.collect::<Result<_, _>>()? })
    }

    /// The table, below a remark on where it comes from.
    pub fn written(&self, source: &str) -> String {
        let remark = source.lines().map(|line| format!("# {line}\n"));
        let yes = |is: bool| if is { "yes" } else { "no" };
        let rows = self.gains.iter().map(|(clue, Gain { gained, of })| {
            let Clue { about, sure, timed, placed } = clue;
            format!("{}\t{sure}\t{}\t{}\t{gained}\t{of}\n", about.name(), yes(*timed), yes(*placed))
        });
        remark.chain([format!("{HEADER}\n")]).chain(rows).collect()
    }

    /// Counts what an answer to a question gained, in events put right.
    pub fn count_in(&mut self, clue: Clue, gained: f64) {
        let own = Gain { gained: (gained * 100.0).round() as i64, of: 1 };
        let slot = self.gains.entry(clue).or_default();
        *slot = slot.and(own);
    }

    /// What an answer to such a question is expected to gain.
    pub(crate) fn of(&self, clue: Clue) -> f64 {
        let sure = f64::from(clue.sure) / 10.0 + 0.05;
        let first = match clue.about {
            Asked::Event => PUT_RIGHT * (1.0 - sure),
            Asked::Untold => PUT_RIGHT * sure,
            Asked::Speaker => PUT_RIGHT * SPEAKER,
        };
        let of = |alike: &dyn Fn(&Clue) -> bool| {
            let own = self.gains.iter().filter(|(known, _)| known.about == clue.about && alike(known));
            own.fold(Gain::default(), |sum, (_, gain)| sum.and(*gain))
        };
        // What questions as doubtful gained, and by how much more or less those gain with as much beside the word: there are too few
        // of each for all of it together.
        let base = of(&|known| known.sure == clue.sure).expected(first, WEIGHT);
        let all = of(&|_| true).expected(first, WEIGHT).max(LEAST);
        let times = |alike: &dyn Fn(&Clue) -> bool| (of(alike).expected(all, WEIGHT) / all).max(0.0);
        let beside = times(&|known| known.timed == clue.timed) * times(&|known| known.placed == clue.placed);
        (base * beside).max(LEAST)
    }
}

fn row(line: &str) -> Option<(Clue, Gain)> {
    let mut cells = line.split('\t');
    let mut cell = || cells.next();
    let name = cell()?;
    let about = Asked::ALL.into_iter().find(|about| about.name() == name)?;
    let sure = cell()?.parse().ok()?;
    let yes = |cell: &str| match cell {
        "yes" => Some(true),
        "no" => Some(false),
        _ => None,
    };
    let (timed, placed) = (yes(cell()?)?, yes(cell()?)?);
    let gain = Gain { gained: cell()?.parse().ok()?, of: cell()?.parse().ok()? };
    cell().is_none().then_some((Clue { about, sure, timed, placed }, gain))
}

/// Tenths of a share, of which two are looked at as one: of each of the ten there are too few.
fn tenths(share: f64) -> u8 {
    // A share is between 0 and 1.
    let tenths = (share.clamp(0.0, 0.99) * 10.0) as u8;
    tenths - tenths % 2
}

impl Case {
    /// What the worth of a question depends on.
    pub(crate) fn clue(&self, about: About) -> Clue {
        let proposed = self.proposed(about);
        let timed = proposed.as_ref().is_some_and(|p| p.time.is_some());
        let placed = proposed.as_ref().is_some_and(|p| p.place.is_some());
        let (asked, sure) = match about {
            About::Event(n) => {
                (Asked::Event, self.record.events.get(n).and_then(|event| event.confidence).unwrap_or(1.0))
            }
            About::Untold(n) => (Asked::Untold, self.untold.get(n).map_or(0.0, |untold| untold.confidence)),
            About::Speaker(_) => (Asked::Speaker, 0.0),
        };
        Clue { about: asked, sure: tenths(sure), timed, placed }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn clue(about: Asked, sure: f64, timed: bool) -> Clue {
        Clue { about, sure: tenths(sure), timed, placed: false }
    }

    #[test]
    fn without_a_table_doubt_decides() {
        let none = Worth::default();
        let of = |about, sure| none.of(clue(about, sure, true));
        assert!(of(Asked::Event, 0.3) > of(Asked::Event, 0.8));
        assert!(of(Asked::Untold, 0.4) > of(Asked::Untold, 0.1));
        assert!(of(Asked::Speaker, 0.0) > 0.0);
    }

    #[test]
    fn what_gained_more_is_worth_more() {
        let mut worth = Worth::default();
        (0..50).for_each(|_| {
            worth.count_in(clue(Asked::Event, 0.7, true), 0.1);
            worth.count_in(clue(Asked::Event, 0.7, false), 0.4);
        });
        assert!(worth.of(clue(Asked::Event, 0.7, false)) > worth.of(clue(Asked::Event, 0.7, true)));
        worth.count_in(clue(Asked::Untold, 0.2, false), -3.0);
        assert!(worth.of(clue(Asked::Untold, 0.2, false)) >= LEAST, "nothing is worth less than nothing");
    }

    #[test]
    fn a_table_reads_as_it_was_written_and_what_ships_is_one() {
        let shipped = Worth::read(BUILT_IN).unwrap();
        assert_eq!(Worth::read(&shipped.written("from somewhere")).unwrap(), shipped);
        assert_eq!(Worth::read("event\t4\tyes\tno\t1"), Err(WorthError(1)));
        assert_eq!(Worth::read("# so\nword\t4\tyes\tno\t1\t2"), Err(WorthError(2)));
    }
}
