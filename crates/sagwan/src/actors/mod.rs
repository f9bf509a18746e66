//! Who is named: the mentions of the language pack joined into actors.

mod country;
mod resolve;
mod voice;

pub(crate) use resolve::{Cast, resolve, same_title};
pub(crate) use sagwan_text::{Mention, MentionKind, Office};
