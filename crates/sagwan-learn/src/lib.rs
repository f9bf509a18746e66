//! Learns the weights by which the reader decides, from annotated articles.
//!
//! [`events`] does it for events: it reads each article with what was learned from the others, lays what was weighed beside
//! the annotation, and grows trees ([`forest`]) over the clues. [`answers`] learns how far a second reader is to be trusted and what
//! asking it is worth. The same articles give the same bytes.

pub mod answers;
pub mod events;
pub mod forest;
