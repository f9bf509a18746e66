//! What Korean names look like.

use crate::jamo;

/// Whether a syllable is a Korean surname.
pub fn is_surname(syllable: char) -> bool {
    const SURNAMES: &str = "김이박최정강조윤장임한오서신권황안송류전홍고문양손배백허유남심노하곽성차주우구민진지엄채원천방공현함변염여추도소석선설마길연위표명기반왕금옥육인맹제모탁국어은편용리림라량렴룡태피봉사부가복목형두감음빈온경";
    SURNAMES.contains(syllable)
}

/// Whether a one-word name is a full Korean one: surname of one syllable and a given name of two.
pub fn is_korean_full(word: &str) -> bool {
    word.chars().count() == 3
        && word.chars().all(jamo::is_syllable)
        && word.chars().next().is_some_and(is_surname)
}
