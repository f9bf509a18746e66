//! What is wrong with a rule, and where.

use super::source::Place;

/// A rule file that does not load: where it is wrong, and what to do.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{file}:{line}:{column}: {message}")]
pub struct RuleError {
    /// The file, as its [`RuleFile`](super::RuleFile) names it.
    pub file: String,
    /// Its line, from 1.
    pub line: usize,
    /// The character of the line, from 1.
    pub column: usize,
    /// What is wrong and what to do.
    pub message: String,
}

/// A [`RuleError`] whose file is still a number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Fault {
    pub(super) at: Place,
    pub(super) message: String,
}

impl Fault {
    pub(super) fn new(at: Place, message: impl Into<String>) -> Self {
        Fault { at, message: message.into() }
    }

    /// A name that nobody has declared, with the declared one that it may stand for.
    pub(super) fn unknown<'a>(
        at: Place,
        kind: &str,
        name: &str,
        known: impl IntoIterator<Item = &'a str>,
    ) -> Self {
        let message = match nearest(name, known) {
            Some(near) => format!("unknown {kind} `{name}`: did you mean `{near}`?"),
            None => format!("unknown {kind} `{name}`"),
        };
        Fault::new(at, message)
    }

    pub(super) fn in_file(self, file: &str) -> RuleError {
        RuleError { file: file.to_owned(), line: self.at.line, column: self.at.column, message: self.message }
    }
}

/// The name that differs least from `name`, where at most a third of its letters differ: farther ones mislead.
pub fn nearest<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let bound = name.chars().count().div_ceil(3);
    known
        .into_iter()
        .map(|k| (strsim::osa_distance(name, k), k))
        .filter(|(distance, _)| *distance <= bound)
        .min()
        .map(|(_, k)| k)
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn a_slip_finds_its_name_and_another_word_finds_none() {
        assert_eq!(nearest("tolt", ["told", "status"]), Some("told"));
        assert_eq!(nearest("stauts", ["told", "status"]), Some("status"));
        assert_eq!(nearest("venue", ["told", "status"]), None);
    }
}
