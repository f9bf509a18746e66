//! The case of a noun phrase from its run of particles.
//!
//! Takes the particles of a word as written (에서만, 과의), gives their case and delimiter. Leaves out where the particles
//! begin: the analysis has decided that.

use std::sync::LazyLock;

use sagwan_text::{Case, Delimiter};

use crate::grammar::table::{ByForm, case_of, cell, delimiter_of, rows};

/// What a run of particles tells.
pub(crate) type Marking = (Case, Option<Delimiter>);

#[derive(Debug, Clone, Copy)]
struct Row {
    case: Option<Case>,
    delimiter: Option<Delimiter>,
}

static CASES: LazyLock<ByForm<Row>> = LazyLock::new(|| {
    rows::<5>(include_str!("../../data/cases.tsv"))
        .map(|[form, case, delimiter, ..]| {
            let row =
                Row { case: cell(case).and_then(case_of), delimiter: cell(delimiter).and_then(delimiter_of) };
            (form, row)
        })
        .collect()
});

/// No particle of the table is longer.
const LONGEST: usize = 5;

/// The case and delimiter of a run of particles as written.
pub(crate) fn marking(run: &str) -> Marking {
    if run.is_empty() {
        return (Case::Bare, None);
    }
    if let Some(row) = CASES.get(run) {
        return settled(row.case, row.delimiter);
    }
    let mut case = None;
    let mut delimiter = None;
    let mut rest = run;
    while !rest.is_empty() {
        let (len, row) = longest(rest);
        if let Some(row) = row {
            case = case.or(row.case);
            delimiter = row.delimiter.or(delimiter);
        }
        rest = rest.get(len..).unwrap_or("");
    }
    settled(case, delimiter)
}

/// What stands where no case does.
fn settled(case: Option<Case>, delimiter: Option<Delimiter>) -> Marking {
    let hidden = match delimiter {
        Some(Delimiter::Topic) => Case::Topic,
        Some(_) => Case::Focus,
        None => Case::Bare,
    };
    (case.unwrap_or(hidden), delimiter)
}

/// The longest particle at the beginning of `run`; its first character alone when none is known.
fn longest(run: &str) -> (usize, Option<Row>) {
    let ends = || run.char_indices().map(|(at, c)| at + c.len_utf8());
    let found = ends().take(LONGEST).filter_map(|end| Some((end, *CASES.get(run.get(..end)?)?))).last();
    match found {
        Some((end, row)) => (end, Some(row)),
        None => (ends().next().unwrap_or(run.len()), None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(run: &str, case: Case, delimiter: Option<Delimiter>) {
        assert_eq!(marking(run), (case, delimiter), "{run}");
    }

    #[test]
    fn the_longest_particle_fits_the_bound() {
        assert_eq!(CASES.keys().map(|form| form.chars().count()).max(), Some(LONGEST));
    }

    #[test]
    fn stacked_particles_keep_the_first_case_and_the_last_delimiter() {
        check("", Case::Bare, None);
        check("은", Case::Topic, Some(Delimiter::Topic));
        check("도", Case::Focus, Some(Delimiter::Also));
        check("에게서는", Case::From, Some(Delimiter::Topic));
        check("과만", Case::With, Some(Delimiter::Only));
        check("으로부터도", Case::From, Some(Delimiter::Also));
        check("께서는", Case::Subject, Some(Delimiter::Topic));
        check("에서만", Case::In, Some(Delimiter::Only));
        check("까지도", Case::Until, Some(Delimiter::Even));
        check("와의", Case::With, None);
        check("만이", Case::Subject, Some(Delimiter::Only));
        check("로는", Case::Toward, Some(Delimiter::Topic));
    }
}
