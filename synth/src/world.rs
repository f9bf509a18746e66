//! Made-up people in office, and what happens between them.

use std::collections::HashMap;

use jiff::civil::Date;
use jiff::{Span, ToSpan};

use crate::dice::Dice;

/// The words that the world is made of, by what they are.
pub struct Words(HashMap<&'static str, Vec<&'static str>>);

impl Words {
    /// The shipped table.
    pub fn load() -> Self {
        let rows = include_str!("../data/words.tsv").lines().filter(|line| !line.starts_with('#')).skip(1);
        Words(
            rows.filter_map(|row| row.split_once('\t'))
                .map(|(what, words)| (what, words.split('|').collect()))
                .collect(),
        )
    }

    /// All words of a sort.
    pub fn of(&self, what: &str) -> &[&'static str] {
        self.0.get(what).map_or(&[], Vec::as_slice)
    }
}

/// Somebody in office.
#[derive(Debug, Clone)]
pub struct Person {
    /// 강민서, 얀 노바크.
    pub name: String,
    /// The same with another vowel, as another outlet spells it.
    pub variant: String,
    /// As a first mention: 강민서 외교부 장관, 얀 노바크 체코 외교장관.
    pub office: String,
    /// As a later mention: 강 장관, 노바크 장관.
    pub title: String,
    pub korean: bool,
}

impl Person {
    /// In full.
    pub fn full(&self, variant: bool) -> String {
        format!("{} {}", if variant { &self.variant } else { &self.name }, self.office)
    }

    /// Cut short.
    pub fn short(&self, variant: bool) -> String {
        let name = if variant { &self.variant } else { &self.name };
        let last = if self.korean {
            name.chars().take(name.chars().count() - 2).collect()
        } else {
            name.split(' ').next_back().unwrap_or_default().to_owned()
        };
        format!("{last} {}", self.title)
    }
}

/// A state with its people.
pub struct State {
    pub name: &'static str,
    pub capital: &'static str,
    pub head: Person,
    pub minister: Person,
    /// Who speaks for it: 체코 외교부.
    pub ministry: String,
}

/// Another spelling of a foreign name: one vowel of its last word changed.
fn respelled(name: &str) -> String {
    let mut letters: Vec<char> = name.chars().collect();
    let near = [('ㅗ', 'ㅓ'), ('ㅓ', 'ㅗ'), ('ㅡ', 'ㅓ'), ('ㅔ', 'ㅐ')];
    for at in (0..letters.len()).rev() {
        let Some(c) = letters.get(at).copied().filter(|c| ('가'..='힣').contains(c)) else { break };
        let vowels: Vec<char> = "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ".chars().collect();
        let code = c as u32 - 0xac00;
        let vowel = (code / 28 % 21) as usize;
        let other = near.iter().find(|(from, _)| vowels.get(vowel) == Some(from));
        let other = other.and_then(|(_, to)| vowels.iter().position(|v| v == to));
        if let Some(other) = other
            && let Some(spelled) = char::from_u32(0xac00 + code / 588 * 588 + other as u32 * 28 + code % 28)
            && let Some(slot) = letters.get_mut(at)
        {
            *slot = spelled;
            break;
        }
    }
    letters.into_iter().collect()
}

/// The states with everybody in office; no name is given twice.
pub fn states(words: &Words, dice: &mut Dice) -> Vec<State> {
    let count = words.of("state").len();
    let firsts = dice.some(words.of("first"), 2 * count);
    let lasts = dice.some(words.of("last"), 2 * count);
    let mut names = firsts.iter().zip(&lasts).map(|(first, last)| format!("{first} {last}"));
    let mut states = Vec::new();
    for row in words.of("state") {
        let mut cells = row.split(':').skip(1);
        let (Some(name), Some(capital)) = (cells.next(), cells.next()) else { continue };
        let korean = name == "한국";
        let mut person = |own: String, office: &str, title: &str| {
            let name = if korean { own } else { names.next().unwrap_or(own) };
            let variant = if korean { name.clone() } else { respelled(&name) };
            Person { name, variant, office: office.to_owned(), title: title.to_owned(), korean }
        };
        let mut own = || format!("{}{}", dice.one(words.of("surname")), dice.one(words.of("given")));
        let (head, minister) = if korean {
            (person(own(), "대통령", "대통령"), person(own(), "외교부 장관", "장관"))
        } else {
            (
                person(own(), &format!("{name} 대통령"), "대통령"),
                person(own(), &format!("{name} 외교장관"), "장관"),
            )
        };
        let ministry = if korean { "외교부".to_owned() } else { format!("{name} 외교부") };
        states.push(State { name, capital, head, minister, ministry });
    }
    states
}

/// Something that happens.
#[derive(Debug, Clone)]
pub struct Occasion {
    pub number: usize,
    pub kind: &'static str,
    /// Indexes of the states.
    pub sides: (usize, usize),
    pub city: &'static str,
    pub topics: (&'static str, &'static str),
    pub day: Date,
    /// For when it was planned first, and when that was told.
    pub plan: Option<(Date, Date)>,
    /// When it was told that it is moved to `day`.
    pub moved: Option<Date>,
    /// When it was told that it does not take place.
    pub cancelled: Option<Date>,
}

/// Days between two occasions of the same kind between the same states: news tells such apart by more than its dates.
const SPACING: i32 = 25;

/// What happens, in the order of days. Time goes on so that a day has a handful of occasions however many there are.
pub fn occasions(count: usize, states: &[State], words: &Words, dice: &mut Dice) -> Vec<Occasion> {
    let first = Date::constant(2015, 1, 5);
    let mut last: HashMap<(&str, usize, usize), Date> = HashMap::new();
    let mut out = Vec::new();
    let mut number = 0;
    while out.len() < count {
        let day = first.saturating_add(days(out.len() / 4));
        let kind = *dice.one(&["talks", "talks", "talks", "summit", "call", "call", "meeting"]);
        let (a, b) = (dice.below(states.len()), dice.below(states.len()));
        number += 1;
        // After many tries time has to go on all the same.
        let key = (kind, a.min(b), a.max(b));
        let crowded = last.get(&key).is_some_and(|d| d.until(day).map_or(0, |s| s.get_days()) < SPACING);
        if a == b || (crowded && number % 50 != 0) {
            continue;
        }
        last.insert(key, day);
        let planned = kind != "call" && dice.percent(40);
        let plan = planned.then(|| {
            let told = day.saturating_sub(days(4 + dice.below(10)));
            (day, told)
        });
        let (mut plan, mut moved, mut cancelled) = (plan, None, None);
        if let Some((_, told)) = plan
            && matches!(kind, "talks" | "summit")
        {
            if dice.percent(20) {
                plan = Some((day.saturating_sub(days(1 + dice.below(2))), told));
                moved = Some(told.saturating_add(1.days()));
            } else if dice.percent(10) {
                cancelled = Some(day.saturating_sub(days(1 + dice.below(2))));
            }
        }
        let topics = dice.some(words.of("topic"), 1);
        let fields = dice.some(words.of("field"), 1);
        out.push(Occasion {
            number: out.len(),
            kind,
            sides: (a, b),
            city: states.get(if dice.percent(60) { a } else { b }).map_or("", |s| s.capital),
            topics: (topics.first().copied().unwrap_or(""), fields.first().copied().unwrap_or("")),
            day,
            plan,
            moved,
            cancelled,
        });
    }
    out
}

/// So many days.
pub fn days(count: usize) -> Span {
    i64::try_from(count).unwrap_or(0).days()
}
