//! Words around closing marks and brackets: what stands behind the mark belongs to the noun before it.
//!
//! Takes the words of a sentence, gives the noun the case of the particles behind the mark (“선언”을) or the copula
//! (“동맹”이라며). Leaves out which quotation a mark closes.

use sagwan_text::{Case, Pos, Word, WordClass, WordKind};

use crate::tag::Tag;
use crate::words::is_suffix;
use crate::words::piece::Pieces;

/// Makes a predicate of the noun before a closing mark that a copula follows: “만날 것”이라고, “동맹”이라며.
pub(crate) fn lean_copulas(words: &[Word], pieces: &mut Pieces) {
    for n in 2..pieces.len() {
        let word = |n: usize| pieces.word(n).and_then(|at| words.get(at));
        let (Some(noun), Some(mark), Some(tail)) = (word(n - 2), word(n - 1), word(n)) else { continue };
        if mark.kind != WordKind::Quote || tail.spaced || !matches!(tail.pos, Pos::Aux | Pos::Part) {
            continue;
        }
        let is_copula = tail.case == Case::Quotative || pieces.own(n).is_some_and(|p| p.tag == Tag::VCP);
        let follow = |a: usize, b: usize| pieces.word(a).map(|at| at + 1) == pieces.word(b);
        let adjacent = follow(n - 2, n - 1) && follow(n - 1, n);
        if noun.case == Case::Bare && is_copula && adjacent {
            pieces.lean_copula(n - 2, words);
        }
    }
}

/// Gives the noun before a closing mark the case of the particles behind it: “선언”을, 회의(NSC)는.
pub(crate) fn carry_cases(words: &mut [Word]) {
    for n in 1..words.len() {
        let behind = |w: &&Word| w.class == WordClass::Particle && !w.spaced || is_suffix(w);
        let Some(particle) = words.get(n).filter(behind) else { continue };
        let (case, delimiter) = (particle.case, particle.delimiter);
        if case == Case::Quotative {
            continue;
        }
        let Some(noun) = noun_before(words, n) else { continue };
        if let Some(noun) = words.get_mut(noun) {
            noun.case = case;
            noun.delimiter = delimiter;
        }
    }
}

/// The noun without particles that stands before the closing mark at `n - 1`; before the bracket where one is closed.
pub(crate) fn noun_before(words: &[Word], n: usize) -> Option<usize> {
    let mark = n.checked_sub(1)?;
    let mut at = mark.checked_sub(1)?;
    match words.get(mark)?.kind {
        WordKind::Quote => {}
        WordKind::Close => {
            // No aside before a particle is longer.
            let far = mark.saturating_sub(40);
            let open = far + words.get(far..mark)?.iter().rposition(|w| w.kind == WordKind::Open)?;
            at = open.checked_sub(1)?;
            if words.get(at)?.kind == WordKind::Quote {
                at = at.checked_sub(1)?;
            }
        }
        WordKind::Word | WordKind::Open | WordKind::Mark => return None,
    }
    let noun = words.get(at)?;
    let plain = noun.is_word() && noun.class == WordClass::Nominal && noun.particle.is_empty();
    (plain && noun.ending.is_empty()).then_some(at)
}
