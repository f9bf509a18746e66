//! Any text is analysed without panic, and every span lies on a border of its characters.
#![no_main]

use libfuzzer_sys::fuzz_target;
use sagwan_ko::Analyser;

fuzz_target!(|text: &str| {
    let analysis = Analyser::new().with_heads().analyse(text);
    for sentence in &analysis.sentences {
        for token in &sentence.tokens {
            assert!(text.is_char_boundary(token.span.start) && text.is_char_boundary(token.span.end));
            assert!(text.is_char_boundary(token.stem.end));
            for morpheme in analysis.morphemes(token) {
                assert!(!morpheme.span.of(text).is_empty());
            }
        }
    }
});
