//! Words of time by their form, where sentences and words are cut: before anything is read.

use std::sync::LazyLock;

use crate::grammar::table::rows;

/// The words of `time_parts.tsv` that do one of some things in a time expression.
fn of_roles(roles: &'static [&'static str]) -> impl Iterator<Item = &'static str> {
    rows::<5>(include_str!("../../data/time_parts.tsv"))
        .filter(|[_, role, ..]| roles.contains(role))
        .map(|[form, ..]| form)
}

static DAY_PARTS: LazyLock<Vec<&str>> = LazyLock::new(|| of_roles(&["day-part"]).collect());

static DATE_UNITS: LazyLock<Vec<char>> =
    LazyLock::new(|| of_roles(&["day", "year"]).filter_map(|form| form.chars().next()).collect());

/// Whether a text begins with a part of the day: 오전.
pub(crate) fn begins_with_day_part(text: &str) -> bool {
    DAY_PARTS.iter().any(|part| text.starts_with(part))
}

/// Whether a character makes a number a day or a year.
pub(crate) fn is_date_unit(c: char) -> bool {
    DATE_UNITS.contains(&c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_time_are_known_by_form() {
        assert!(begins_with_day_part("오전 7:12") && !begins_with_day_part("오찬"));
        assert!(is_date_unit('일') && is_date_unit('년') && !is_date_unit('월'));
    }
}
