//! Rules as patterns over the words of a sentence.
//!
//! Takes rule files and the names that they may use ([`Vocabulary`]), and gives what the rules say ([`Facts`]) of a
//! sentence with its labels and mentions ([`Scene`]). What the facts mean, and what is done where they contradict each
//! other, is for whoever asks for them.
//!
//! # The language of rules
//!
//! A rule file (`*.rules`, UTF-8) defines sets of words and rules:
//!
//! ```text
//! # A comment.
//! let hold = 하다 가지다 갖다 열다 열리다 개최하다
//!     치르다 @go-on
//!
//! rule held
//!   says "A meeting that somebody holds is told."
//!   when &event:@subject|@object ~5 @hold
//!   sets told
//!   hits ⟦event:회담을⟧ 가지고 떠났다.
//!   not  회담은 한국 언론의 관심사다.
//!
//! rule mediator
//!   when {who}:의 중재|주선:로|으로|하에
//!   sets role.mediator=who at who
//!   hits ⟦who:카타르의⟧ 중재로 만났다.
//!   not  카타르의 중재를 거부했다.
//! ```
//!
//! | line | what follows |
//! |---|---|
//! | `let NAME =` | a set: lemmas, `~head`s and other `@set`s; indented lines go on with it. Where it stands does not matter |
//! | `rule ID` | opens a rule; its id is unique over all files |
//! | `says` | what the rule is for, at most once |
//! | `when` | a pattern; of several lines each is enough. An indented line without keyword goes on with it |
//! | `sets` | effects, separated by `,`; may stand more than once |
//! | `hits` | a text in which the rule finds something, at least one; what `⟦name:…⟧` marks is what is captured under the name, with or without its particles |
//! | `not` | a text in which it finds nothing, at least one |
//!
//! A line that begins with `#` is a comment, and behind white space `#` opens one, but not in `says`, `hits` and `not`. `\`
//! takes from the sign behind it its meaning in the language.
//!
//! ## Elements
//!
//! A pattern is a sequence of elements. An element is `[name=]alternatives[tests][?|*N]`, without white space.
//!
//! | alternative, joined by `\|` | holds of |
//! |---|---|
//! | `만나다` | a word with this lemma |
//! | `~회담` | a word with this head or lemma: 회담, 정상회담, 회담하다 |
//! | `@hold` | a word of the set |
//! | `&event` | a word with this label, which the caller gives or a rule sets: each effect is a label, whatever its value |
//! | `<noun>` | a part of speech: `noun propn pron num verb adj aux adv cconj det part intj punct sym x`, or a class: `nominal adnominal connective final` |
//! | `"…"` | a word or mark printed so |
//! | `*` | any word, no mark |
//! | `{who}`, `{who:person\|state}`, `{:person}` | a mention (of one of the kinds), captured as `who`; it has no alternatives. It is one word, and tests apply to its last |
//!
//! | test | holds of |
//! |---|---|
//! | `:subject\|에서` | one of the cases (`bare subject topic focus object with genitive at in to toward as by from until than like or quotative vocative`) or particles (as printed all together, or one of them) |
//! | `:@subject`, `:@object` | also a topic or focus particle, behind which the case may hide; `@` before another case changes nothing |
//! | `+기로\|ETM` | one of the endings, or a morpheme with one of the tags (in capitals) |
//! | `.past`, `.past\|future` | one of the features, of one group: `open past present future`, `plain progressive perfect`, `indicative intentive desiderative obligative potential conditional interrogative imperative hortative conjectural`, `positive negative`, `active passive causative`, `proper`, `quoted` (inside a quotation) |
//! | `.!past` | not that feature |
//!
//! Tests may stand in any order and all hold. `?` behind an element: it may be absent; `*3`: it stands there none to three
//! times. `name=` captures the word (of several the first to the last); a label captures under its own name, where that
//! is not yet taken and the element not repeated.
//!
//! ## Between elements
//!
//! | | the next element is |
//! |---|---|
//! | (white space) | the next word; quotation marks between are passed over, other marks are not |
//! | `~5` | up to five words farther on in the clause |
//! | `~~5` | up to five words farther on in any clause |
//! | `->` | the predicate of the clause, however far; from a predicate that of the clause that its clause hangs on |
//! | `( a b \| c )`, `( … )?` | one of the sequences; the `\|` stands between white space |
//! | `!회담` | anything: but the next word is not such |
//! | `!~5 회담` (`!~~5`) | anything: but none of the next five words in the clause (in any) is such |
//! | `^` | the first word (first in the pattern) |
//! | `$` | none: the sentence ends here, but for marks (last in the pattern) |
//!
//! A negation before the first element looks back: the word before, or the five before, are not such.
//!
//! Distances count words, not marks; a mention counts one, and so does a quotation of two words and more, unless one
//! starts inside it: what is said in it is passed over, never found. To the clause belongs what lies inside it (clauses
//! before its nouns, clauses that are its nouns, what is said in it). From a predicate that itself lies in another clause a
//! distance goes on in that other: in 회담을 연 지난주 장관 `열다 ~2 장관` holds.
//!
//! A pattern is found in every way in which it lies in a sentence, and every way sets its effects.
//! So that no text makes reading slow, a pattern has at most 200 elements and may lie behind one word in at most 5,000
//! ways (the product of its distances, repetitions and groups); a longer one is an error.
//!
//! ## Effects
//!
//! `sets told` says a flag, `sets status=planned` one of the values of an effect, `sets role.host=who` a capture: the
//! mention, or the word. It is said of the capture behind `at` (of its last word); without `at` of the first label that is
//! captured, else of the first capture. Where a capture is absent this time (`?`, a part of a group), nothing is said.
//!
//! All effects of a rule belong to one stage. A rule that looks for a label runs behind all rules of its stage that set
//! it, wherever they stand; rules in a circle are an error. What another stage says is seen where the caller hands it on
//! ([`Facts::labels`]).
//!
//! ## Grammar
//!
//! ```text
//! file        = { set | rule }
//! set         = "let" NAME "=" member { member }
//! member      = LEMMA | "~" LEMMA | "@" NAME
//! rule        = "rule" ID { "says" TEXT | "when" pattern | "sets" effects | "hits" EXAMPLE | "not" TEXT }
//! effects     = effect { "," effect }
//! effect      = EFFECT [ "=" ( VALUE | NAME ) ] [ "at" NAME ]
//!
//! pattern     = { "!" [ distance ] element } [ "^" ] steps [ "$" ]
//! steps       = step { [ distance | "->" ] step }
//! step        = { "!" [ distance ] element } ( element | group )
//! group       = "(" steps { "|" steps } ")" [ "?" ]
//! distance    = "~" NUMBER | "~~" NUMBER
//! element     = [ NAME "=" ] ( mention | base { "|" base } ) { test } [ "?" | "*" NUMBER ]
//! mention     = "{" [ NAME ] [ ":" KIND { "|" KIND } ] "}"
//! base        = LEMMA | "~" LEMMA | "@" NAME | "&" LABEL | "<" PART ">" | '"' TEXT '"' | "*"
//! test        = ":" case { "|" case } | "+" ending { "|" ending } | "." feature { "|" feature }
//! case        = [ "@" ] CASE | PARTICLE
//! ending      = ENDING | TAG
//! feature     = [ "!" ] FEATURE
//! ```

mod ast;
mod bits;
mod check;
mod compile;
mod error;
mod example;
mod facts;
mod feature;
mod layout;
mod order;
mod parse;
mod program;
mod rules;
mod run;
mod scene;
mod sequence;
mod sets;
mod source;
#[cfg(test)]
mod tests;
mod vocabulary;

pub use error::RuleError;
pub use facts::{Capture, Fact, Facts, Value};
pub use rules::{Example, Match, Pattern, Rule, RuleFile, Rules, Stage, WordSet};
pub use scene::{Named, Scene};
pub use vocabulary::{Effect, Label, Values, Vocabulary};
