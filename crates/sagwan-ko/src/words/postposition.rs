//! Verb forms that stand for particles: 에 대해, 을 통해, 에 따르면.
//!
//! Takes a piece with the word before it and the word behind it, tells whether it is one and what its phrase goes with.

use std::sync::LazyLock;

use sagwan_text::{Case, Pos, Word};

use crate::grammar::table::{ByForm, case_of, rows};
use crate::words::piece::Piece;

/// What a postposition makes of its phrase.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Postposition {
    /// Whether its phrase goes with the noun behind it, not with a verb.
    pub before_noun: bool,
    /// Whether the noun before it belongs to its phrase.
    pub leans: bool,
    /// The case of its phrase; `None` when that is the noun's own.
    pub gives: Option<Case>,
}

#[derive(Debug, Clone, Copy)]
enum Before {
    Any,
    Case(Case),
    /// A number stands behind it.
    Number,
}

#[derive(Debug)]
struct Row {
    ending: &'static str,
    before: Before,
    postposition: Postposition,
}

static POSTPOSITIONS: LazyLock<ByForm<Vec<Row>>> = LazyLock::new(|| {
    let mut found: ByForm<Vec<Row>> = ByForm::default();
    for [stem, ending, case, goes, gives, ..] in rows::<7>(include_str!("../../data/postpositions.tsv")) {
        let before = match case {
            "-" => Before::Any,
            "#" => Before::Number,
            case => case_of(case).map_or(Before::Any, Before::Case),
        };
        let postposition = Postposition {
            before_noun: goes == "noun",
            leans: matches!(before, Before::Case(_)),
            gives: case_of(gives),
        };
        found.entry(stem).or_default().push(Row { ending, before, postposition });
    }
    found
});

/// The postposition that a piece is, between two words; `None` when it is none.
pub(crate) fn find(piece: &Piece, before: Option<&Word>, behind: Option<&Word>) -> Option<Postposition> {
    if !piece.is_predicate() || piece.early.tense.is_some() {
        return None;
    }
    let rows = POSTPOSITIONS.get(piece.stem.as_str())?;
    let row = rows.iter().find(|row| {
        row.ending == piece.ending.form
            && match row.before {
                Before::Any => true,
                Before::Case(case) => before.is_some_and(|w| w.is_word() && w.case == case),
                Before::Number => behind.is_some_and(|w| w.pos == Pos::Num),
            }
    });
    row.map(|row| row.postposition)
}
