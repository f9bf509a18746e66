//! Who is named: mentions found by grammar, then joined into actors.

mod country;
mod mention;
mod resolve;
mod voice;

pub(crate) use mention::{Mention, MentionKind, Office};
pub(crate) use resolve::{Cast, resolve, same_title};

use sagwan_ko::{Analysis, ByteSpan};

/// The mentions of a text, in order.
pub(crate) fn mentions(text: &str, analysis: &Analysis, is_time: &dyn Fn(ByteSpan) -> bool) -> Vec<Mention> {
    analysis
        .sentences
        .iter()
        .enumerate()
        .flat_map(|(n, sentence)| mention::find(text, sentence, n, is_time))
        .collect()
}
