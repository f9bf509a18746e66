//! The sets and rules of a file, parsed each by itself; what holds between them is for [`check`](super::check).

use super::ast::{EffectDef, HitDef, Member, PatternDef, RuleDef, SetDef, SetValue};
use super::error::Fault;
use super::example;
use super::rules::Example;
use super::sequence::{lemma, pattern};
use super::source::{Cursor, Entry, Keyword, Place, entries, is_name_sign, text_of};
use super::vocabulary::{Values, Vocabulary};

/// What files define.
#[derive(Debug, Clone, Default)]
pub(super) struct Definitions {
    pub(super) sets: Vec<SetDef>,
    pub(super) rules: Vec<RuleDef>,
}

/// Adds what a file defines. What is wrong in one line is told and the line left out; where it is not clear which rule a
/// line belongs to, the rest of the file would only give faults that are none, and is not looked at.
pub(super) fn file(
    number: usize,
    text: &str,
    vocabulary: &Vocabulary,
    found: &mut Definitions,
) -> Result<(), Vec<Fault>> {
    // A field belongs to the rule above it in the same file.
    let mut rule: Option<RuleDef> = None;
    let mut faults = Vec::new();
    for entry in entries(number, text).map_err(|fault| vec![fault])? {
        match entry.keyword {
            Keyword::Let => {
                found.rules.extend(rule.take());
                match set(&entry) {
                    Ok(set) => found.sets.push(set),
                    Err(fault) => faults.push(fault),
                }
            }
            Keyword::Rule => {
                found.rules.extend(rule.take());
                match opened(&entry) {
                    Ok(opened) => rule = Some(opened),
                    Err(fault) => {
                        faults.push(fault);
                        return Err(faults);
                    }
                }
            }
            _ => match &mut rule {
                Some(rule) => faults.extend(field(rule, &entry, vocabulary).err()),
                None => {
                    let message = "this line belongs to no rule: open one with `rule ID`";
                    faults.push(Fault::new(entry.at, message));
                    return Err(faults);
                }
            },
        }
    }
    found.rules.extend(rule);
    if faults.is_empty() { Ok(()) } else { Err(faults) }
}

/// `hold = 하다 ~회담 @other`, or `hold += 하다` for a set of another file.
fn set(entry: &Entry) -> Result<SetDef, Fault> {
    let mut cursor = Cursor::new(&entry.body, entry.at);
    let at = cursor.place();
    let name = cursor.take_while(is_name_sign);
    cursor.skip_space();
    let adds = cursor.eat("+");
    if name.is_empty() || !cursor.eat("=") {
        return Err(Fault::new(at, "a set is written `let NAME = word word …`, its name in Latin letters"));
    }
    let mut members = Vec::new();
    loop {
        cursor.skip_space();
        let member_at = cursor.place();
        if cursor.peek().is_none() {
            break;
        }
        let member = if cursor.eat("@") {
            Member::Set(cursor.take_while(is_name_sign), member_at)
        } else if cursor.eat("~") {
            Member::Head(lemma(&mut cursor))
        } else {
            Member::Lemma(lemma(&mut cursor))
        };
        let (Member::Set(text, _) | Member::Head(text) | Member::Lemma(text)) = &member;
        if text.is_empty() || !cursor.at_gap() {
            return Err(Fault::new(
                member_at,
                "a set holds lemmas, `~heads` and `@sets`, with white space between: put `\\` before other signs",
            ));
        }
        members.push(member);
    }
    if members.is_empty() {
        return Err(Fault::new(at, format!("the set `{name}` is empty: remove it, or add a word")));
    }
    Ok(SetDef { name, at, adds, members })
}

fn opened(entry: &Entry) -> Result<RuleDef, Fault> {
    let id = text_of(&entry.body);
    let kebab = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    if id.is_empty() || !id.chars().all(kebab) || id.starts_with('-') || id.ends_with('-') {
        let at = entry.body.first().map_or(entry.at, |s| s.at);
        return Err(Fault::new(
            at,
            "a rule's id is in small Latin letters, digits and `-`: `rule none-intended`",
        ));
    }
    Ok(RuleDef {
        id,
        at: entry.at,
        says: None,
        when: Vec::new(),
        sets: Vec::new(),
        hits: Vec::new(),
        not: Vec::new(),
    })
}

fn field(rule: &mut RuleDef, entry: &Entry, vocabulary: &Vocabulary) -> Result<(), Fault> {
    if entry.body.is_empty() {
        return Err(Fault::new(entry.at, "this line is empty: write what belongs here, or remove it"));
    }
    match entry.keyword {
        Keyword::Let | Keyword::Rule => {}
        Keyword::Says if rule.says.is_some() => {
            return Err(Fault::new(
                entry.at,
                format!("the rule `{}` has a second `says`: join them", rule.id),
            ));
        }
        Keyword::Says => rule.says = Some(text_of(&entry.body).trim_matches('"').to_owned()),
        Keyword::When => {
            let mut cursor = Cursor::new(&entry.body, entry.at);
            let at = cursor.place();
            let sequence = pattern(&mut cursor, vocabulary)?;
            rule.when.push(PatternDef { at, spots: entry.body.clone(), sequence });
        }
        Keyword::Sets => effects(rule, entry, vocabulary)?,
        Keyword::Hits => rule.hits.push(example::marked(entry)?),
        Keyword::Not => rule.not.push(unmarked(entry)?),
    }
    Ok(())
}

/// A counter-example captures nothing, so nothing in it is marked.
fn unmarked(entry: &Entry) -> Result<Example, Fault> {
    let HitDef { example, marks_at } = example::marked(entry)?;
    match marks_at.first() {
        None => Ok(example),
        Some(&at) => Err(Fault::new(at, "what a rule must not find has no marks: remove them")),
    }
}

/// `told, status=proposed, role.mediator=who at who`
fn effects(rule: &mut RuleDef, entry: &Entry, vocabulary: &Vocabulary) -> Result<(), Fault> {
    let mut cursor = Cursor::new(&entry.body, entry.at);
    loop {
        cursor.skip_space();
        if cursor.peek().is_none() {
            return Ok(());
        }
        rule.sets.push(effect(&mut cursor, vocabulary)?);
        cursor.skip_space();
        cursor.eat(",");
    }
}

fn effect(cursor: &mut Cursor<'_>, vocabulary: &Vocabulary) -> Result<EffectDef, Fault> {
    let (start, at) = (cursor.mark(), cursor.place());
    let name = cursor.take_while(|c| is_name_sign(c) || c == '.');
    if name.is_empty() {
        return Err(Fault::new(
            at,
            "an effect is wanted: `told`, `status=planned`, `role.chair=who at event`",
        ));
    }
    let Some(effect) = vocabulary.effect_named(&name) else {
        return Err(Fault::unknown(at, "effect", &name, vocabulary.effects.iter().map(|e| e.name)));
    };
    let values = vocabulary.effects.get(effect).map_or(Values::Flag, |e| e.values);
    let given = value(cursor);
    let value_at = given.as_ref().map_or(at, |(_, at)| *at);
    let value = match (values, given) {
        (Values::Flag, None) => SetValue::Flag,
        (Values::Flag, Some(_)) => {
            return Err(Fault::new(value_at, format!("`{name}` has no values: write `sets {name}`")));
        }
        (Values::OneOf(known), given) => {
            let given = given.map(|(text, _)| text).unwrap_or_default();
            match known.iter().position(|k| *k == given) {
                Some(value) => SetValue::One(value),
                None if given.is_empty() => {
                    return Err(Fault::new(
                        value_at,
                        format!("`{name}` needs a value: {}", known.join(", ")),
                    ));
                }
                None => {
                    let kind = format!("value of `{name}`");
                    return Err(Fault::unknown(value_at, &kind, &given, known.iter().copied()));
                }
            }
        }
        (Values::Captured, Some((capture, at))) if !capture.is_empty() => SetValue::Captured(capture, at),
        (Values::Captured, _) => {
            return Err(Fault::new(value_at, format!("`{name}` needs a capture: `{name}=who`")));
        }
    };
    let target = target(cursor)?;
    if !matches!(cursor.peek(), None | Some(',')) && !cursor.at_gap() {
        return Err(Fault::new(
            cursor.place(),
            format!("unexpected text behind `{name}`: separate effects by `,`"),
        ));
    }
    Ok(EffectDef { at, source: cursor.text_since(start), effect, value, target })
}

/// `=proposed`
fn value(cursor: &mut Cursor<'_>) -> Option<(String, Place)> {
    cursor.eat("=").then(|| {
        let at = cursor.place();
        (cursor.take_while(is_name_sign), at)
    })
}

/// `at who`
fn target(cursor: &mut Cursor<'_>) -> Result<Option<(String, Place)>, Fault> {
    let before = cursor.mark();
    cursor.skip_space();
    if !cursor.eat("at") || !cursor.at_gap() {
        cursor.back_to(before);
        return Ok(None);
    }
    cursor.skip_space();
    let at = cursor.place();
    let name = cursor.take_while(is_name_sign);
    if name.is_empty() {
        return Err(Fault::new(at, "`at` needs the name of a capture: `at event`"));
    }
    Ok(Some((name, at)))
}
