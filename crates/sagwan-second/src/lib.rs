//! A second reader where the first one doubts.
//!
//! Takes a record with the source text it was read from, gives what to ask of it ([`Sheet`]); takes an answer, gives the record
//! with what of the answer the text bears out ([`believe`]). Leaves out how the answer comes about: a model, a file or a hand. The
//! first reader's record stands wherever there is no answer or a bad one.

mod answer;
mod believe;
mod budget;
mod cost;
mod doubt;
mod paragraphs;
mod sheet;
mod trust;
mod worth;

pub use answer::{Answer, EventAnswer, Malformed, SideAnswer, SpeakerAnswer, Told, Words, parse, schema};
pub use believe::{Change, Heeded, believe};
pub use budget::{Budget, plan};
pub use doubt::{Case, Doubt};
pub use sheet::{Key, Message, PROMPT, Sheet, prompt_version, tokens};
pub use trust::{Part, Trust, TrustError};
pub use worth::{Clue, Worth, WorthError};
