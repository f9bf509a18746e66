//! When two strings name the same thing.

use unicode_normalization::UnicodeNormalization;

/// Folds width, case, spaces and the marks that vary between outlets.
pub fn fold(text: &str) -> String {
    text.nfkc()
        .collect::<String>()
        .to_lowercase()
        .chars()
        .filter(|c| !c.is_whitespace() && !"·∙ㆍ・‧'\"‘’“”-".contains(*c))
        .collect()
}

/// Equal when folded, or one holds the other.
pub fn loosely_equal(a: &str, b: &str) -> bool {
    let (a, b) = (fold(a), fold(b));
    let shorter = a.chars().count().min(b.chars().count());
    !a.is_empty() && !b.is_empty() && (a == b || shorter >= 2 && (a.contains(&b) || b.contains(&a)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_and_width_are_folded() {
        assert_eq!(fold("한·미 ‘정상회담’"), "한미정상회담");
        assert_eq!(fold("ＮＡＴＯ"), "nato");
        assert!(loosely_equal("정상회담", "한미 정상회담"));
        assert!(!loosely_equal("미", "한미"));
    }
}
