//! The language as a whole: what patterns find, what rules say, what is wrong with rules, how long it takes.

mod errors;
mod find;
mod mutate;
mod properties;
mod said;
mod sentence;
mod speed;
mod written;
