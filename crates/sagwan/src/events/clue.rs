//! Clues: what is weighed, as whole numbers with names.

/// A clue with its name.
pub(super) type Clue = (&'static str, i16);

/// Of what is not known.
pub(super) const UNKNOWN: i16 = -2;

/// Whether something holds.
pub(super) fn flag(yes: bool) -> i16 {
    i16::from(yes)
}

/// How many there are, as far as it matters.
pub(super) fn count(n: usize, most: i16) -> i16 {
    i16::try_from(n).map_or(most, |n| n.min(most))
}

/// The numbers alone, as trees take them.
pub(super) fn values(clues: impl IntoIterator<Item = Clue>) -> Vec<i16> {
    clues.into_iter().map(|(_, value)| value).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn more_than_matters_is_as_many_as_matter() {
        assert_eq!([0, 7, 30, 31, 100_000].map(|n| count(n, 30)), [0, 7, 30, 30, 30]);
        assert_eq!(values([("told", flag(true)), ("asks", flag(false))]), [1, 0]);
    }
}
