//! Learns the weights by which the reader decides, from annotated articles.
//!
//! [`events`] does it for events: it reads each article with what was learned from the others, lays what was weighed beside
//! the annotation, and grows trees ([`forest`]) over the clues. The same articles give the same bytes.

pub mod events;
pub mod forest;
