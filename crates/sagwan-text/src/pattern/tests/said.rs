//! What rules say of words, in which order they run, and how examples are checked.

use super::sentence::{Built, STATE, VOCABULARY, sentence};
use crate::pattern::{Fact, Facts, RuleFile, Rules, Value};

const TOLD: usize = 0;
const STATUS: usize = 1;
const MEDIATOR: usize = 2;
const SPEECH: usize = 3;
const A: usize = 4;
const B: usize = 5;
const C: usize = 6;

fn rule(id: &str, when: &str, sets: &str) -> String {
    format!("rule {id}\n  when {when}\n  sets {sets}\n  hits 회담을 열었다.\n  not 갔다.\n\n")
}

fn compiled(text: &str) -> Rules {
    let file = RuleFile { name: "a.rules".into(), text: text.into() };
    Rules::compile(&[file], &VOCABULARY).expect("the rules are right")
}

fn apply(rules: &Rules, built: &Built) -> Facts {
    rules.stage("events").apply(&built.scene())
}

/// 카타르의 중재로 회담을 열었다.
fn mediated() -> Built {
    sentence(
        "카타르-의/propn:genitive 중재-로/noun:toward 회담-을/noun:object&event 열었다/verb+다.past[열다]",
    )
    .mention(0, 0, STATE)
}

#[test]
fn flags_values_and_captures() {
    let rules = compiled(
        &[
            rule("held", "&event ~5 verb=열다", "told, status=planned at verb"),
            rule("past", "verb=열다.past", "status=occurred at verb"),
            rule("mediator", "{who} 중재 ~3 &event", "role.mediator=who\n    told at who"),
            rule("word", "x=중재 ~3 &event", "role.mediator=x at x"),
        ]
        .concat(),
    );
    let facts = apply(&rules, &mediated());
    assert!(facts.has(2, TOLD) && facts.has(0, TOLD) && !facts.has(3, TOLD));
    assert_eq!(facts.values(3, STATUS).collect::<Vec<_>>(), [0, 1]);
    assert_eq!(facts.strongest(3, STATUS), Some(0));
    assert_eq!(VOCABULARY.value(STATUS, 0), Some("occurred"));
    assert_eq!(facts.mentions(2, MEDIATOR).collect::<Vec<_>>(), [0]);
    // What `x` captures is no mention; `word` names its target.
    let Fact { value, rule, captures, .. } = &facts.of(1)[0];
    assert_eq!((*value, *rule), (Value::Word(1), 3));
    assert_eq!(captures.iter().map(|c| rules.capture_name(c.name)).collect::<Vec<_>>(), ["x", "event"]);
}

#[test]
fn a_capture_that_is_absent_says_nothing() {
    let rules = compiled(
        &[rule("r", "( {who} 중재 | x=열다 )", "role.mediator=who"), rule("s", "&event? ~3 x=열다", "told")]
            .concat(),
    );
    let facts = apply(&rules, &mediated());
    assert_eq!(facts.iter().filter(|f| f.effect == MEDIATOR).count(), 1);
    // Without its label the next capture is what it is said of.
    assert!(facts.has(2, TOLD) && facts.has(3, TOLD));
}

#[test]
fn the_same_is_said_once_by_a_rule() {
    let rules = compiled(&[rule("r", "&event ~9 x=<adv>", "told"), rule("s", "&event", "told")].concat());
    let facts = apply(&rules, &sentence("회담-을/noun:object&event 곧/adv 다시/adv"));
    assert_eq!(facts.iter().map(|f| f.rule).collect::<Vec<_>>(), [0, 1]);
    assert_eq!(facts.of(0)[0].captures[1].first, 1);
}

#[test]
fn order_follows_from_needs() {
    let chain = [
        rule("third", "&b !&c", "told"),
        rule("second", "x=&a", "b"),
        rule("first", "&event", "a"),
        rule("never", "&intent", "c"),
    ];
    let expected = [A, B, TOLD];
    let mut backwards = chain.clone();
    backwards.reverse();
    for rules in [chain.concat(), backwards.concat()] {
        let facts = apply(&compiled(&rules), &mediated());
        let mut said: Vec<usize> = facts.of(2).iter().map(|f| f.effect).collect();
        said.sort_by_key(|e| expected.iter().position(|x| x == e));
        assert_eq!(said, expected);
        assert!(!facts.has(2, C));
    }
}

#[test]
fn what_must_not_be_said_is_waited_for() {
    let rules = compiled(&[rule("r", "!&a x=열다", "told"), rule("s", "&event", "a")].concat());
    assert!(!apply(&rules, &mediated()).has(3, TOLD));
    assert!(apply(&rules.without("s"), &mediated()).has(3, TOLD));
}

#[test]
fn a_stage_runs_its_own_rules_and_sees_others_as_labels() {
    let rules =
        compiled(&[rule("speech", "x=열다", "speech"), rule("event", "&event &speech", "told")].concat());
    let mut built = mediated();
    assert!(apply(&rules, &built).is_empty());
    let statements = rules.stage("statements").apply(&built.scene());
    assert!(statements.has(3, SPEECH) && !statements.has(2, TOLD));
    built.labels.extend(statements.labels(&VOCABULARY));
    assert!(apply(&rules, &built).has(2, TOLD));
    assert!(rules.stage("names").apply(&built.scene()).is_empty());
}

#[test]
fn rules_are_listed_and_left_out() {
    let text = format!(
        "let hold = 하다\n    ~회담 @more\nlet more = 열다\n\nrule held\n  says \"It is held.\"\n  when x=@hold\n  when &event\n  sets told, a at x\n  sets b\n  hits ⟦x:회담을⟧ 열었다.\n  not 갔다.\n{}",
        rule("other", "&event", "c")
    );
    // `a at x` is not captured in the second pattern.
    assert!(Rules::compile(&[RuleFile { name: "a".into(), text: text.clone() }], &VOCABULARY).is_err());
    let rules = compiled(&text.replace("when &event\n  sets told", "when x=회의\n  sets told"));
    let held = &rules.all()[0];
    assert_eq!((held.id.as_str(), held.file.as_str(), held.line), ("held", "a.rules", 5));
    assert_eq!(held.says.as_deref(), Some("It is held."));
    assert_eq!(held.when, ["x=@hold", "x=회의"]);
    assert_eq!(held.sets, ["told", "a at x", "b"]);
    assert_eq!((held.hits[0].text.as_str(), held.not[0].text.as_str()), ("회담을 열었다.", "갔다."));
    assert_eq!((held.hits[0].line, held.hits[0].column, held.not[0].line), (11, 8, 12));
    assert_eq!((&held.effects, &held.needs, &held.uses), (&vec![0, 4, 5], &vec![], &vec!["hold".to_owned()]));
    assert_eq!((held.stage, rules.number("other")), ("events", Some(1)));
    assert_eq!(rules.sets()[0].members, ["하다", "~회담", "@more"]);
    assert_eq!((rules.sets()[1].name.as_str(), rules.sets()[1].line), ("more", 3));

    let built = mediated();
    assert!(apply(&rules, &built).has(2, C) && apply(&rules, &built).has(3, TOLD));
    let without = rules.without("other");
    assert!(!apply(&without, &built).has(2, C) && apply(&without, &built).has(3, TOLD));
    assert_eq!((without.all().len(), rules.without("none").all().len()), (1, 2));
    assert_ne!(rules.fingerprint(), compiled("let a = 하다").fingerprint());
}

#[test]
fn examples_are_checked_with_their_marks() {
    let text = rule("r", "{who}:의 중재 ~2 &event:object", "told").replace(
        "hits 회담을 열었다.",
        "hits ⟦who:카타르⟧의 중재로 ⟦event:회담을⟧ 열었다.\nhits ⟦event:카타르의⟧ 중재로 회담을 열었다.",
    );
    let rules = compiled(&text);
    let stage = rules.stage("events");
    let (built, other) = (mediated(), sentence("갔다/verb+다[가다]"));
    let scenes = [other.scene(), built.scene()];
    let [hit, slip] = rules.all()[0].hits.as_slice() else { panic!("two examples") };
    assert_eq!(stage.missed(&scenes, 0, hit), None);
    assert_eq!(stage.missed(&scenes[..1], 0, hit).as_deref(), Some("nothing is found"));
    assert!(stage.missed(&scenes, 0, slip).is_some_and(|told| told.starts_with("`event` captures")));
    assert!(stage.finds(&scenes, 0) && !stage.finds(&scenes[..1], 0));
}

#[test]
fn a_match_builds_on_other_rules() {
    let rules = compiled(&[rule("r", "&a ~3 열다", "told"), rule("s", "&event", "a")].concat());
    let built = mediated();
    let stage = rules.stage("events");
    let matches = stage.matches(&built.scene(), 0);
    assert_eq!(matches.len(), 1);
    assert_eq!(stage.capture_name(matches[0].captures[0].name), "a");
}

#[test]
fn a_set_grows_where_another_file_adds_to_it() {
    let files = [
        RuleFile {
            name: "b".into(), text: "let hold += 열다\nlet hold += @more\nlet more = 치르다".into()
        },
        RuleFile { name: "a".into(), text: format!("let hold = 하다\n{}", rule("r", "x=@hold", "told")) },
    ];
    let rules = Rules::compile(&files, &VOCABULARY).expect("the rules are right");
    assert!(apply(&rules, &mediated()).has(3, TOLD));
    assert_eq!(rules.sets().iter().map(|set| set.adds).collect::<Vec<_>>(), [true, true, false, false]);
}
