//! Pairs an annotation with a record and counts.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::ops::Range;

use sagwan::record::{Event, Record, Role, Span};
use serde::Serialize;
use serde_json::{Value, json};

use crate::gold::{Annotation, GoldError, GoldEvent};
use crate::names::{fold, loosely_equal};
use crate::people::acting;

/// Right, superfluous and missed ones.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[allow(missing_docs)]
pub struct Found {
    pub right: usize,
    pub extra: usize,
    pub missed: usize,
}

fn share(part: usize, whole: usize) -> f64 {
    if whole == 0 { 0.0 } else { part as f64 / whole as f64 }
}

impl Found {
    fn add(&mut self, right: usize, extra: usize, missed: usize) {
        self.right += right;
        self.extra += extra;
        self.missed += missed;
    }

    /// Right ones among those found.
    pub fn precision(self) -> f64 {
        share(self.right, self.right + self.extra)
    }

    /// Right ones among those that are there.
    pub fn recall(self) -> f64 {
        share(self.right, self.right + self.missed)
    }

    /// The harmonic mean of both.
    pub fn f1(self) -> f64 {
        let (p, r) = (self.precision(), self.recall());
        if p + r > 0.0 { 2.0 * p * r / (p + r) } else { 0.0 }
    }
}

/// How often a field of something rightly found was right.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[allow(missing_docs)]
pub struct Field {
    pub right: usize,
    pub all: usize,
}

impl Field {
    fn add(&mut self, right: bool) {
        self.right += usize::from(right);
        self.all += 1;
    }

    /// Right ones among all.
    pub fn accuracy(self) -> f64 {
        share(self.right, self.all)
    }
}

/// One way in which a record differs from the annotation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Difference {
    /// The article.
    pub article: String,
    /// What differs.
    pub message: String,
    /// Where in the article, in bytes, when it can be shown.
    pub at: Option<Range<usize>>,
}

/// What was counted over all articles so far.
#[derive(Debug, Clone, Default)]
pub struct Scores {
    /// Articles measured.
    pub articles: usize,
    /// Spans of the records that do not re-read to their text.
    pub bad_spans: Vec<String>,
    /// By measure.
    pub found: BTreeMap<&'static str, Found>,
    /// By field.
    pub fields: BTreeMap<&'static str, Field>,
    /// In the order in which they were met.
    pub differences: Vec<Difference>,
}

/// The kinds that count as one when events are paired.
pub fn group(kind: &str) -> &str {
    match kind {
        "summit" | "talks" | "audience" | "meeting" | "conference" | "summons" => "meet",
        other => other,
    }
}

fn is_principal(role: &str) -> bool {
    matches!(role, "host" | "visitor" | "party" | "chair" | "mediator")
}

/// The word that a value of the record is written as.
pub fn word(value: &impl Serialize) -> String {
    match serde_json::to_value(value) {
        Ok(Value::String(text)) => text,
        _ => String::new(),
    }
}

/// How much of two sets is common to both, from 0 to 1.
pub fn f1_of(a: &BTreeSet<String>, b: &BTreeSet<String>) -> f64 {
    if a.is_empty() && b.is_empty() {
        return 1.0;
    }
    2.0 * a.intersection(b).count() as f64 / (a.len() + b.len()) as f64
}

/// Days of a time; clock times are left out.
fn days(time: Option<&str>) -> Option<String> {
    let time = time.filter(|t| !t.is_empty())?;
    Some(time.split('/').map(|part| part.split('T').next().unwrap_or("")).collect::<Vec<_>>().join("/"))
}

fn overlap(a: &Range<usize>, b: &Range<usize>, text: &CharOffsets) -> f64 {
    let chars = |start: usize, end: usize| text.at(end).saturating_sub(text.at(start));
    let inner = chars(a.start.max(b.start), a.end.min(b.end).max(a.start.max(b.start)));
    let outer = chars(a.start.min(b.start), a.end.max(b.end));
    share(inner, outer)
}

/// Bytes to characters: the record counts in characters, the annotation is found in bytes.
struct CharOffsets(Vec<usize>);

impl CharOffsets {
    fn new(text: &str) -> Self {
        let mut of_byte = vec![0; text.len() + 1];
        let mut chars = 0;
        for (n, slot) in of_byte.iter_mut().enumerate() {
            if n > 0 && text.is_char_boundary(n) {
                chars += 1;
            }
            *slot = chars;
        }
        CharOffsets(of_byte)
    }

    fn at(&self, byte: usize) -> usize {
        self.0.get(byte).copied().unwrap_or(0)
    }

    /// The byte where a character begins.
    fn byte_of(&self, char: usize) -> usize {
        self.0.partition_point(|&c| c < char)
    }

    fn bytes(&self, span: &Span) -> Range<usize> {
        self.byte_of(span.start)..self.byte_of(span.end)
    }
}

/// Pairs of two lists by falling likeness, each used once.
fn pair(mut candidates: Vec<(f64, usize, usize)>) -> (HashMap<usize, usize>, HashSet<usize>) {
    candidates.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)).then(a.2.cmp(&b.2)));
    let (mut of_gold, mut used) = (HashMap::new(), HashSet::new());
    for (_, gold, found) in candidates {
        if !of_gold.contains_key(&gold) && !used.contains(&found) {
            of_gold.insert(gold, found);
            used.insert(found);
        }
    }
    (of_gold, used)
}

/// One article's annotation, text and record.
struct Article<'a> {
    gold: &'a Annotation,
    record: &'a Record,
    text: &'a str,
    offsets: CharOffsets,
    /// The annotation's key of each actor of the record; `?name` when it has none.
    actors: HashMap<&'a str, String>,
}

impl Scores {
    /// Measures one article.
    ///
    /// # Errors
    /// When a snippet of the annotation does not stand in the text.
    pub fn add(&mut self, gold: &Annotation, record: &Record, text: &str) -> Result<(), GoldError> {
        let offsets = CharOffsets::new(text);
        let article = Article { gold, record, text, offsets, actors: actors_of(gold, record) };
        self.check_spans(&article);
        self.actors(&article);
        self.events(&article);
        self.statements(&article)?;
        self.cuts(&article)?;
        self.articles += 1;
        Ok(())
    }

    pub(crate) fn found(&mut self, measure: &'static str, right: usize, extra: usize, missed: usize) {
        self.found.entry(measure).or_default().add(right, extra, missed);
    }

    pub(crate) fn field(&mut self, field: &'static str, right: bool) {
        self.fields.entry(field).or_default().add(right);
    }

    pub(crate) fn differ(&mut self, article: &str, message: String, at: Option<Range<usize>>) {
        self.differences.push(Difference { article: article.to_owned(), message, at });
    }

    fn check_spans(&mut self, article: &Article<'_>) {
        let chars: Vec<char> = article.text.chars().collect();
        let value = serde_json::to_value(article.record).unwrap_or_default();
        let mut open = vec![("record".to_owned(), &value)];
        while let Some((path, node)) = open.pop() {
            match node {
                Value::Object(map) => {
                    if let (Some(start), Some(end), Some(text)) = (
                        map.get("start").and_then(Value::as_u64),
                        map.get("end").and_then(Value::as_u64),
                        map.get("text").and_then(Value::as_str),
                    ) {
                        let there: Option<String> =
                            chars.get(start as usize..end as usize).map(|c| c.iter().collect());
                        if there.as_deref() != Some(text) {
                            self.bad_spans.push(format!("{path}: span {start}..{end} is not {text:?}"));
                        }
                    }
                    open.extend(map.iter().rev().map(|(key, child)| (format!("{path}.{key}"), child)));
                }
                Value::Array(list) => {
                    open.extend(list.iter().enumerate().rev().map(|(n, c)| (format!("{path}[{n}]"), c)));
                }
                _ => {}
            }
        }
    }

    /// One to one; only actors that take part in something count.
    fn actors(&mut self, article: &Article<'_>) {
        let Article { gold, record, .. } = article;
        let mut used: HashSet<&str> = HashSet::new();
        used.extend(record.events.iter().flat_map(|e| &e.participants).map(|p| p.actor.as_str()));
        used.extend(record.statements.iter().filter_map(|s| s.speaker.as_deref()));
        let mut seen: HashSet<&str> = HashSet::new();
        for actor in &record.actors {
            let Some(key) = article.actors.get(actor.id.as_str()) else { continue };
            if key.starts_with('?') {
                if used.contains(actor.id.as_str()) {
                    self.found("actors", 0, 1, 0);
                }
            } else if !seen.insert(key) {
                self.found("actors", 0, 1, 0);
            } else {
                self.found("actors", 1, 0, 0);
                if let Some(country) = gold.actors.get(key).and_then(|a| a.country.as_ref()) {
                    self.field("actor.country", actor.country.as_ref() == Some(country));
                }
            }
        }
        let missed = acting(gold).into_iter().filter(|key| !seen.contains(key)).count();
        self.found("actors", 0, 0, missed);
        self.sides_named(gold, &seen);
    }

    fn events(&mut self, article: &Article<'_>) {
        let (of_gold, used) = article.pairs();
        for (n, gold) in article.gold.events.iter().enumerate() {
            let Some(event) = of_gold.get(&n).and_then(|&m| article.record.events.get(m)) else {
                if !gold.optional {
                    self.found("events", 0, 0, 1);
                    self.found("events.full", 0, 0, 1);
                    let at = gold
                        .trigger
                        .as_deref()
                        .and_then(|t| Some(article.text.find(t)?..article.text.find(t)? + t.len()));
                    self.differ(&article.gold.id, format!("event missed: {}", describe_gold(gold)), at);
                }
                continue;
            };
            if !gold.optional {
                self.event(article, gold, event);
            }
        }
        for (m, event) in article.record.events.iter().enumerate() {
            let counts =
                matches!(group(&word(&event.kind)), "meet" | "call" | "visit" | "letter" | "agreement");
            if !used.contains(&m) && counts {
                self.found("events", 0, 1, 0);
                self.found("events.full", 0, 1, 0);
                let at = article.offsets.bytes(&event.trigger);
                self.differ(
                    &article.gold.id,
                    format!("event invented: {}", article.describe(event)),
                    Some(at),
                );
            }
        }
    }

    fn event(&mut self, article: &Article<'_>, gold: &GoldEvent, event: &Event) {
        let holds =
            |one: &String, also: &[String], found: &str| one == found || also.iter().any(|a| a == found);
        let day = days(time_of(event));
        let right_time = day == days(gold.time.as_deref())
            || gold.time_also.iter().any(|also| day == days(also.as_deref()));
        let right_sides = gold_sides(gold) == article.sides(event);
        let right_status = holds(&gold.status, &gold.status_also, &word(&event.status));
        let right_kind = holds(&gold.kind, &gold.kind_also, &word(&event.kind));
        self.field("event.kind", right_kind);
        self.field("event.participants", right_sides);
        self.field("event.time", right_time);
        self.field("event.status", right_status);
        self.field("event.certainty", holds(&gold.certainty, &gold.certainty_also, &word(&event.certainty)));
        if !gold.place.is_empty() || event.place.is_some() {
            let right = event.place.as_ref().is_some_and(|place| {
                gold.place.iter().any(|g| loosely_equal(g, &place.name) || loosely_equal(g, &place.span.text))
            });
            self.field("event.place", right);
        }
        if !gold.cameo.is_empty() {
            self.field("event.cameo", event.cameo.as_ref().is_some_and(|code| gold.cameo.contains(code)));
        }
        if let Some(duration) = &gold.duration {
            self.field("event.duration", &json!(event.duration) == duration);
        }
        if let Some(closed) = &gold.closed_door {
            self.field("event.closed_door", &json!(event.closed_door) == closed);
        }
        let wanted: BTreeSet<String> = gold
            .participants
            .iter()
            .filter(|(_, role)| *role == "attendee")
            .map(|(a, _)| a.clone())
            .collect();
        let got: BTreeSet<String> = event
            .participants
            .iter()
            .filter(|p| p.role == Role::Attendee)
            .map(|p| article.key(&p.actor))
            .collect();
        self.sets("event.attendees", &wanted, &got);
        let topics: Vec<&str> = event.topics.iter().map(|t| t.text.as_str()).collect();
        let venues: Vec<&str> = event.venues.iter().map(|v| v.name.as_str()).collect();
        for (measure, wanted, got) in
            [("event.topics", &gold.topics, topics), ("event.venues", &gold.venues, venues)]
        {
            let right = wanted.iter().filter(|w| got.iter().any(|g| loosely_equal(w, g))).count();
            let extra = got.iter().filter(|g| !wanted.iter().any(|w| loosely_equal(w, g))).count();
            self.found(measure, right, extra, wanted.len() - right);
        }
        let wanted: BTreeSet<String> = gold.sources.iter().cloned().collect();
        let got: BTreeSet<String> = event.sources.iter().map(|s| article.key(&s.actor)).collect();
        self.sets("event.sources", &wanted, &got);
        self.found("events", 1, 0, 0);
        let full = right_sides && right_time && right_status && right_kind;
        self.found("events.full", usize::from(full), usize::from(!full), usize::from(!full));
        if !full {
            let message =
                format!("event differs: gold {} | got {}", describe_gold(gold), article.describe(event));
            self.differ(&article.gold.id, message, Some(article.offsets.bytes(&event.trigger)));
        }
    }

    fn sets(&mut self, measure: &'static str, wanted: &BTreeSet<String>, got: &BTreeSet<String>) {
        let right = wanted.intersection(got).count();
        self.found(measure, right, got.len() - right, wanted.len() - right);
    }

    fn statements(&mut self, article: &Article<'_>) -> Result<(), GoldError> {
        let Article { gold, record, text, offsets, .. } = article;
        let wanted: Vec<Range<usize>> = gold
            .statements
            .iter()
            .map(|s| s.content.find(text, &gold.id, "statement"))
            .collect::<Result<_, _>>()?;
        let got: Vec<Range<usize>> = record.statements.iter().map(|s| offsets.bytes(&s.content)).collect();
        let mut candidates = Vec::new();
        for (n, a) in wanted.iter().enumerate() {
            for (m, b) in got.iter().enumerate() {
                let likeness = overlap(a, b, offsets);
                if likeness >= 0.5 {
                    candidates.push((likeness, n, m));
                }
            }
        }
        let (of_gold, used) = pair(candidates);
        for (n, (gold, at)) in gold.statements.iter().zip(&wanted).enumerate() {
            if gold.optional {
                continue;
            }
            let mode = if gold.mode == "direct" { "statements.direct" } else { "statements.indirect" };
            let speaker = gold.speaker.as_deref().unwrap_or("nobody");
            let Some(statement) = of_gold.get(&n).and_then(|&m| record.statements.get(m)) else {
                self.found("statements", 0, 0, 1);
                self.found("statements.speaker", 0, 0, 1);
                self.found(mode, 0, 0, 1);
                self.differ(&article.gold.id, format!("statement missed: {speaker}"), Some(at.clone()));
                continue;
            };
            self.found("statements", 1, 0, 0);
            self.found(mode, 1, 0, 0);
            let found = statement.speaker.as_deref().map(|id| article.key(id));
            let right = found == gold.speaker
                || found.as_ref().is_some_and(|found| gold.speaker_also.contains(found));
            self.found("statements.speaker", usize::from(right), usize::from(!right), usize::from(!right));
            if !right {
                let found = found.as_deref().unwrap_or("nobody");
                let message = format!("speaker differs: gold {speaker} | got {found}");
                self.differ(&article.gold.id, message, Some(at.clone()));
            }
            self.field("statement.mode", word(&statement.mode) == gold.mode);
            if let Some(cue) = &gold.cue {
                let right = statement.cue.as_ref().is_some_and(|found| loosely_equal(cue, &found.text));
                self.field("statement.cue", right);
            }
            if let Some(to) = &gold.to {
                let found: BTreeSet<String> = statement.addressees.iter().map(|a| article.key(a)).collect();
                self.field("statement.addressees", found == to.iter().cloned().collect());
            }
            if let Some(act) = &gold.act {
                self.field("statement.act", act.holds(&statement.act));
            }
            if let Some(channel) = &gold.channel {
                self.field("statement.channel", statement.channel.as_ref() == Some(channel));
            }
            if let Some(by) = &gold.reported_by {
                let found = statement.reported_by.as_deref().map(|id| article.key(id));
                self.field("statement.reported_by", found.as_ref() == Some(by));
            }
        }
        for (m, statement) in record.statements.iter().enumerate() {
            if !used.contains(&m) {
                self.found("statements", 0, 1, 0);
                self.found("statements.speaker", 0, 1, 0);
                let who = statement.speaker.as_deref().map_or("nobody".to_owned(), |id| article.key(id));
                let at = offsets.bytes(&statement.content);
                self.differ(&article.gold.id, format!("statement invented: {who}"), Some(at));
            }
        }
        Ok(())
    }

    /// By character; white space counts for neither side.
    fn cuts(&mut self, article: &Article<'_>) -> Result<(), GoldError> {
        let Article { gold, record, text, offsets, .. } = article;
        let mut in_gold = vec![false; text.len()];
        let mut in_record = vec![false; text.len()];
        let fill = |list: &mut Vec<bool>, range: Range<usize>| {
            if let Some(part) = list.get_mut(range) {
                part.fill(true);
            }
        };
        for cut in &gold.cuts {
            fill(&mut in_gold, cut.find(text, &gold.id, "cut")?);
        }
        for cut in &record.article.cuts {
            fill(&mut in_record, offsets.bytes(&cut.span));
        }
        let mut sum = Found::default();
        for (n, _) in text.char_indices().filter(|(_, c)| !c.is_whitespace()) {
            let (a, b) = (in_gold.get(n) == Some(&true), in_record.get(n) == Some(&true));
            sum.add(usize::from(a && b), usize::from(b && !a), usize::from(a && !b));
        }
        self.found("cuts.chars", sum.right, sum.extra, sum.missed);
        Ok(())
    }
}

impl<'a> Article<'a> {
    /// An article of which only actors and events are looked at.
    fn without_text(gold: &'a Annotation, record: &'a Record) -> Self {
        Article { gold, record, text: "", offsets: CharOffsets::new(""), actors: actors_of(gold, record) }
    }

    /// The events of the record by those of the annotation, and which of them are one.
    fn pairs(&self) -> (HashMap<usize, usize>, HashSet<usize>) {
        let mut candidates = Vec::new();
        for (n, gold) in self.gold.events.iter().enumerate() {
            for (m, event) in self.record.events.iter().enumerate() {
                let kind = word(&event.kind);
                if group(&gold.kind) != group(&kind) {
                    continue;
                }
                let same_day = days(gold.time.as_deref()) == days(time_of(event));
                let sides = gold_sides(gold);
                let mut likeness = f1_of(&sides, &self.sides(event));
                if sides.is_empty() && gold.kind == kind && same_day {
                    // An occasion whose sides the text does not name.
                    likeness = likeness.max(0.5);
                }
                if likeness < 0.5 {
                    continue;
                }
                let same = |yes: bool| f64::from(u8::from(yes));
                let score = 4.0 * likeness
                    + same(gold.kind == kind)
                    + 2.0 * same(same_day)
                    + 2.0 * same(gold.status == word(&event.status));
                candidates.push((score, n, m));
            }
        }
        pair(candidates)
    }

    fn key(&self, actor: &str) -> String {
        self.actors.get(actor).cloned().unwrap_or_else(|| "?".to_owned())
    }

    fn sides(&self, event: &Event) -> BTreeSet<String> {
        let principals = event.participants.iter().filter(|p| is_principal(&word(&p.role)));
        principals.map(|p| self.key(&p.actor)).collect()
    }

    fn describe(&self, event: &Event) -> String {
        let who: BTreeSet<String> = event.participants.iter().map(|p| self.key(&p.actor)).collect();
        let (kind, status, certainty) = (word(&event.kind), word(&event.status), word(&event.certainty));
        describe(&kind, &who, time_of(event), &status, &certainty)
    }
}

/// The numbers of the events of a record that are annotated ones, each with the number of that one.
pub fn annotated(gold: &Annotation, record: &Record) -> BTreeMap<usize, usize> {
    Article::without_text(gold, record).pairs().0.into_iter().map(|(n, m)| (m, n)).collect()
}

/// The numbers of the events of a record that are annotated ones, each with whether it has just their sides.
pub fn paired(gold: &Annotation, record: &Record) -> BTreeMap<usize, bool> {
    let article = Article::without_text(gold, record);
    let (of_gold, _) = article.pairs();
    let same = |(n, m): (usize, usize)| {
        let (gold, event) = (gold.events.get(n)?, record.events.get(m)?);
        Some((m, gold_sides(gold) == article.sides(event)))
    };
    of_gold.into_iter().filter_map(same).collect()
}

/// Whether an annotated event has to be found.
pub(crate) fn is_counted(event: &GoldEvent) -> bool {
    !event.optional
}

fn time_of(event: &Event) -> Option<&str> {
    event.time.as_ref().and_then(|t| t.value.as_deref())
}

/// The sides of an annotated event.
pub fn gold_sides(event: &GoldEvent) -> BTreeSet<String> {
    event.participants.iter().filter(|(_, role)| is_principal(role)).map(|(a, _)| a.clone()).collect()
}

fn describe_gold(event: &GoldEvent) -> String {
    let who = event.participants.keys().cloned().collect();
    describe(&event.kind, &who, event.time.as_deref(), &event.status, &event.certainty)
}

fn describe(kind: &str, who: &BTreeSet<String>, time: Option<&str>, status: &str, certainty: &str) -> String {
    let who: Vec<&str> = who.iter().map(String::as_str).collect();
    format!("{kind} [{}] {} {status}/{certainty}", who.join(", "), time.unwrap_or("no time"))
}

/// For each actor of the record the annotation's key: by its name, else by most of its mentions.
pub fn actors_of<'a>(gold: &Annotation, record: &'a Record) -> HashMap<&'a str, String> {
    let mut forms: HashMap<String, &str> = HashMap::new();
    // The order of the keys decides when two actors bear one name.
    let keys: BTreeSet<&String> = gold.actors.keys().collect();
    for key in keys {
        for name in gold.actors.get(key).into_iter().flat_map(|a| &a.names) {
            forms.entry(fold(name)).or_insert(key);
        }
    }
    let mut keys = HashMap::new();
    for actor in &record.actors {
        let by_name = forms.get(&fold(&actor.name)).copied();
        let key = by_name.or_else(|| {
            let mut votes: Vec<(&str, usize)> = Vec::new();
            for key in actor.mentions.iter().filter_map(|m| forms.get(&fold(&m.text)).copied()) {
                match votes.iter_mut().find(|(k, _)| *k == key) {
                    Some((_, count)) => *count += 1,
                    None => votes.push((key, 1)),
                }
            }
            // The first of those with most votes.
            votes.iter().rev().max_by_key(|(_, count)| *count).map(|(key, _)| *key)
        });
        keys.insert(actor.id.as_str(), key.map_or_else(|| format!("?{}", fold(&actor.name)), str::to_owned));
    }
    keys
}
