//! Clauses: a predicate and what stands with it.

use crate::word::Case;

/// How a clause hangs on another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum LinkKind {
    /// Goes on beside it: 만나고, 만났으며.
    Coordinate,
    /// Says when, why or on what condition: 만나면서, 만나기 위해, 만난다면.
    Subordinate,
    /// Stands before a noun of it: 만난 (장관).
    Adnominal,
    /// Is what is said or thought in it: 만났다고.
    Quotative,
    /// Is a noun in it: 만나기를, 만났음을.
    Nominal,
}

/// The clause that a clause hangs on, and how.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Link {
    /// Its number in the sentence.
    pub to: usize,
    /// How.
    pub kind: LinkKind,
}

/// A predicate with its arguments. Clauses tile the words of a sentence but for what they enclose: an adnominal or
/// quotative clause lies inside the clause it hangs on, whose words go on behind it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clause {
    /// Its first word.
    pub first: usize,
    /// Its last word: the predicate with its auxiliaries.
    pub last: usize,
    /// The word of its predicate; `None` for a rest without one (a headline).
    pub predicate: Option<usize>,
    /// The words that depend on the predicate, each the last of its phrase, with their cases, in order. What stands
    /// inside an enclosed clause belongs to that one.
    pub by_case: Vec<(Case, usize)>,
    /// What it hangs on; `None` for the main clause.
    pub link: Option<Link>,
}

impl Clause {
    /// The arguments in a case, in order.
    pub fn in_case(&self, case: Case) -> impl Iterator<Item = usize> {
        self.by_case.iter().filter(move |(c, _)| *c == case).map(|&(_, word)| word)
    }
}
