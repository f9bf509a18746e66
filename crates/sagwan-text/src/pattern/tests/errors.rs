//! Every mistake is told with its line, its column and what to do.

use super::sentence::VOCABULARY;
use crate::pattern::{Pattern, RuleFile, Rules};

/// The error of a file as `line:column message`; the message is told as far as `expected` goes.
#[track_caller]
fn check(text: &str, expected: &str) {
    let file = RuleFile { name: "a.rules".into(), text: text.into() };
    let error = Rules::compile(&[file], &VOCABULARY).expect_err("something is wrong");
    let told = format!("{}:{} {}", error.line, error.column, error.message);
    assert!(told.starts_with(expected), "told: {told}\nexpected: {expected}");
    assert_eq!(error.file, "a.rules");
}

/// The error of a rule's pattern, with its column in the pattern.
#[track_caller]
fn check_when(when: &str, expected: &str) {
    let error = Pattern::parse(when, "let hold = 하다", &VOCABULARY).expect_err("something is wrong");
    let told = format!("{} {}", error.column, error.message);
    assert!(told.starts_with(expected), "told: {told}\nexpected: {expected}");
}

const REST: &str = "hits 회담을 열었다.\nnot 갔다.\n";

/// The error of a rule's effects, with its column in the line.
#[track_caller]
fn check_sets(sets: &str, expected: &str) {
    check(&format!("rule r\nwhen x=회담 ~3 &event\nsets {sets}\n{REST}"), &format!("3:{expected}"));
}

#[test]
fn unknown_names_with_near_ones() {
    check_when("회담 @hodl", "4 unknown set `hodl`: did you mean `hold`?; define it with `let hodl = …`");
    check_when("&evnet", "1 unknown label `evnet`: did you mean `event`?");
    check_when("&evnet.past", "1 unknown label `evnet.past`");
    check_when("&event.pats", "8 unknown feature `pats`: did you mean `past`?");
    check_when("&event:subjct", "8 unknown case `subjct`: did you mean `subject`?");
    check_when("<nuon>", "1 unknown part of speech `nuon`: did you mean `noun`?");
    check_when("{who:persn}", "6 unknown kind of mention `persn`: did you mean `person`?");
    check_sets("tolt", "6 unknown effect `tolt`: did you mean `told`?");
    check_sets("status=planed", "13 unknown value of `status` `planed`: did you mean `planned`?");
    check("let a = 하다 @hodl\nlet hold = 열다\n", "1:12 unknown set `hodl`: did you mean `hold`?");
    check("ruel r\n", "1:1 unknown keyword `ruel`: did you mean `rule`?");
}

#[test]
fn elements_that_cannot_be_read() {
    check_when("회담 ( 열다", "4 this group is not closed: add `)`");
    check_when("회담 )", "4 `)` closes no group");
    check_when("회담 | 열다", "4 `|` between white space");
    check_when("( 회담 | )", "7 a group's part is empty");
    check_when("회담 \"열다", "4 this text is not closed");
    check_when("회담 \"\"", "4 `\"\"` is no word");
    check_when("회담|", "4 an element is wanted, not the end");
    check_when("회담 ~", "5 a head is wanted, not the end");
    check_when("회담 =x", "4 an element is wanted, not `=`");
    check_when("회담 @", "4 `@` needs the name of a set");
    check_when("회담: x", "4 `:` needs a case or a particle");
    check_when("회담:@을", "4 `@` stands before the name of a case");
    check_when("열다+ x", "4 `+` needs an ending or a tag");
    check_when("열다+etm", "4 `etm` is no ending; a tag is in capitals");
    check_when("<noun 회담", "1 a part of speech is written `<noun>`");
    check_when("{who 회담", "1 a mention is written `{who}`");
    check_when("{who}|회담", "6 unexpected `|` behind the element");
    check_when("회담|{who}", "4 a mention has no alternatives");
    check_when("x={who}", "1 a mention has one name");
    check_when("회담@hold", "3 unexpected `@` behind the element");
    check_when("회담* 열다", "3 `*` needs the greatest number");
    check_when("회담*0 열다", "3 `*0` is never there");
    check_when("회담 ~~ 열다", "4 `~~` needs a number of words");
    check_when("회담 ~100 열다", "4 100 is too many: at most 99");
    check_when("( 회담 )x", "7 unexpected `x` behind the group");
}

#[test]
fn steps_in_a_wrong_place() {
    check_when("~3 회담", "1 a distance or `->` stands between two elements");
    check_when("!열다 -> 회담", "5 a distance or `->` stands between two elements");
    check_when("회담 ~3", "4 a distance or `->` needs an element behind it");
    check_when("회담 ~3 ~2 열다", "7 two distances follow each other");
    check_when("회담 ~3 -> 열다", "7 two distances follow each other");
    check_when("회담 ( ~3 열다 )", "6 a distance or `->` stands before the group");
    check_when("회담 ~3 !열다 가다", "7 a negation stands before the distance");
    check_when("회담 ( !열다 가다 )", "6 a negation stands before the group");
    check_when("회담 !( 열다 )", "5 `!` needs an element behind it");
    check_when("회담 !x=열다", "5 what must not stand there captures nothing");
    check_when("회담 !{who}", "5 what must not stand there captures nothing");
    check_when("회담 !열다?", "5 what must not stand there is one word");
    check_when("회담 !~0 열다", "4 `!~0` looks at no word");
    check_when("회담 ^ 열다", "4 `^` stands first in a pattern");
    check_when("!회담 ^ 열다", "5 nothing stands before the beginning");
    check_when("^ -> 열다", "3 `->` goes on from an element");
    check_when("회담 $ 열다", "6 nothing stands behind the end");
    check_when("회담 -> $", "7 `->` leads to an element");
    check_when("회담 -> 열다? 가다", "7 what `->` leads to must stand there");
}

#[test]
fn patterns_that_find_nothing_or_everything() {
    check_when("회담?", "1 this pattern needs no word at all");
    check_when("", "1 this pattern needs no word at all");
    check_when("!회담", "1 this pattern needs no word at all");
    check_when("*", "1 this pattern finds every word");
    check_when("x=* ~5 *", "1 this pattern finds every word");
    check_when("* -> *", "1 this pattern finds every word");
    check_when("( 회담 | * )", "1 this pattern finds every word");
    check_when("열다.past.future", "8 no word has all these features");
    check_when("열다.past|negative", "9 `|` joins features of one kind");
    check_when("회담 ~99 열다 ~99 가다", "1 this pattern may lie in too many ways");
    assert!(Pattern::parse("* ~5 열다", "", &VOCABULARY).is_ok());
    assert!(Pattern::parse("*:subject", "", &VOCABULARY).is_ok());
}

#[test]
fn captures_that_meet_or_lack() {
    check_when("x=회담 x=열다", "6 `x` is captured already");
    check_when("( x=회담 | y=회의 ) x=열다", "17 `x` is captured already");
    assert!(Pattern::parse("( x=회담 | x=회의 )", "", &VOCABULARY).is_ok());
    check_sets("told at y", "14 `y` is not captured by the pattern in line 2, which captures `event`, `x`");
    check(
        &format!("rule r\nwhen ( event=회담 | &event )\nsets told at y\n{REST}"),
        "3:14 `y` is not captured by the pattern in line 2, which captures `event`: name",
    );
    check_sets("role.mediator=who", "20 `who` is not captured by the pattern in line 2");
    check(
        &format!("rule r\nwhen x=회담\nwhen 회의\nsets told\n{REST}"),
        "3:6 this pattern captures nothing that `told` could be said of",
    );
    check(&format!("rule r\nwhen x=회담\nsets told\nhits ⟦y:회담⟧\n{REST}"), "4:6 unknown capture `y`");
}

#[test]
fn effects_that_cannot_be_read() {
    check_sets("told=1", "11 `told` has no values");
    check_sets("status", "6 `status` needs a value: occurred, planned, proposed");
    check_sets("role.mediator", "6 `role.mediator` needs a capture");
    check_sets("told at", "13 `at` needs the name of a capture");
    check_sets("=x", "6 an effect is wanted");
    check_sets("told!", "10 unexpected text behind `told`");
    check_sets("told, speech", "12 `speech` belongs to stage `statements`, the effect before it to `events`");
}

#[test]
fn rules_that_lack_a_line() {
    let all = ["when x=회담", "sets told", "hits 회담이다.", "not 회의다."];
    for (i, expected) in ["when", "sets", "hits", "not"].iter().enumerate() {
        let mut lines = all.to_vec();
        lines.remove(i);
        check(
            &format!("\nrule r\n{}\n", lines.join("\n")),
            &format!("2:1 the rule `r` has no `{expected}` line"),
        );
    }
}

#[test]
fn lines_that_cannot_be_read() {
    check("when 회담\n", "1:1 this line belongs to no rule");
    check("rule\n", "1:1 a rule's id is in small Latin letters");
    check("rule Held\n", "1:6 a rule's id is in small Latin letters");
    check("rule r\nwhen\n", "2:1 this line is empty");
    check("rule r\nsays a\nsays b\n", "3:1 the rule `r` has a second `says`");
    check("let hold 하다\n", "1:5 a set is written `let NAME =");
    check("let hold =\n", "1:5 the set `hold` is empty");
    check("let hold = 하다+고\n", "1:12 a set holds lemmas");
    check("let hold = 하다\n    @\n", "2:5 a set holds lemmas");
    check("rule r\nnot ⟦x:회담⟧이다.\n", "2:5 what a rule must not find has no marks");
    check("rule r\nhits ⟦회담⟧이다.\n", "2:6 a mark names its capture");
    check("rule r\nhits ⟦x:회담이다.\n", "2:6 this mark is not closed");
    check("rule r\n  when x=회담\n    ~3 @x=열다\n", "3:10 unexpected `=` behind the element");
}

#[test]
fn names_that_stand_twice() {
    let told = "3:5 the set `a` is defined already, in line 1: write `let a += …` to add to it";
    check("let a = 하다\n\nlet a = 열다\n", told);
    check("let a = 하다\nlet b += 열다\n", "2:5 unknown set `b`: did you mean `a`?");
    let rule = format!("rule r\nwhen x=회담\nsets told\n{REST}");
    check(&format!("{rule}{rule}"), "6:1 a rule `r` stands already in line 1: give this one another id");
    let files = ["a", "b"].map(|name| RuleFile { name: name.into(), text: rule.clone() });
    let error = Rules::compile(&files, &VOCABULARY).expect_err("the id stands twice");
    assert_eq!((error.file.as_str(), error.line), ("b", 1));
    assert!(error.message.contains("stands already in a:1"), "{}", error.message);
}

#[test]
fn circles() {
    check(
        "let a = 하다 @b\nlet b = 열다 @c\nlet c = @a\n",
        "3:9 sets in a circle: `@a` holds `@b` holds `@c` holds `@a`",
    );
    let rule = |id: &str, needs: &str, sets: &str| format!("rule {id}\nwhen {needs}\nsets {sets}\n{REST}");
    check(
        &[rule("r", "&event &c", "a"), rule("s", "x=회담 !&a", "b"), rule("t", "( &b | &event )", "c")]
            .concat(),
        "1:1 rules in a circle: `r` needs `&c`, which `t` sets; it needs `&b`, which `s` sets; it needs `&a`, which `r` sets: let one",
    );
    check(&rule("r", "&told", "told"), "1:1 rules in a circle: `r` needs `&told`, which `r` sets: let one");
}

/// What no file needs, and what would make a stack run over.
#[test]
fn depths_and_lengths_have_bounds() {
    check_when(&format!("{}회담{}", "( ".repeat(50_000), " )".repeat(50_000)), "33 groups lie too deep");
    check_when(&"회담 ".repeat(50_000), "1 this pattern has too many elements");
    let sets: String = (0..5_000).map(|i| format!("let s{i} = @s{}\n", i + 1)).collect();
    check(&format!("{sets}let s5000 = 하다\n"), "201:12 sets lie too deep");
}

#[test]
fn all_mistakes_are_told_together() {
    let faults = |text: &str| {
        let file = RuleFile { name: "a.rules".into(), text: text.into() };
        let faults = Rules::faults(&[file], &VOCABULARY);
        faults.iter().map(|f| (f.line, f.column)).collect::<Vec<_>>()
    };
    let rule = format!("rule r\nwhen @hodl <nuon>\nsets tolt\n{REST}");
    assert_eq!(faults(&rule), [(2, 12), (3, 6)]);
    let two = format!("rule r\nwhen x=@hodl\nsets told\n{REST}rule s\nwhen *\nsets told\n{REST}");
    assert_eq!(faults(&two), [(2, 8), (7, 6)]);
    // What follows a line that nobody can place is not looked at.
    assert_eq!(faults("ruel r\nwhen <nuon>\n"), [(1, 1)]);
    assert_eq!(faults(""), []);
}

#[test]
fn an_error_names_its_place() {
    let file = RuleFile { name: "dir/held.rules".into(), text: "let a = @b".into() };
    let error = Rules::compile(&[file], &VOCABULARY).expect_err("there is no set b");
    assert_eq!(
        error.to_string(),
        "dir/held.rules:1:9: unknown set `b`: did you mean `a`?; define it with `let b = …`"
    );
}
