//! Words as patterns ask for them.

use super::sentence::sentence;
use crate::pattern::Written;

fn written(notation: &str) -> Written {
    let built = sentence(notation);
    Written::new(&built.sentence.words[0], &built.text, false)
}

#[test]
fn a_word_is_told_as_a_rule_asks() {
    let noun = written("정상회담-을/noun:object[정상회담~회담]");
    assert_eq!((noun.lemma.as_str(), noun.head.as_deref()), ("정상회담", Some("회담")));
    assert_eq!((noun.part, noun.case, noun.particle.as_str()), ("noun", Some("object"), "을"));
    assert_eq!(noun.tests(), ":object");
    let verb = written("만났다고/verb+ㄴ다고.past.negative#EC[만나다]");
    assert_eq!((verb.head.as_deref(), verb.case), (None, None));
    assert_eq!(verb.tests(), "+ㄴ다고.past.negative");
    assert_eq!(written("회담/noun").tests(), "");
}
