//! Whether those who act are there at all: persons by their full names, and the sides of events.
//!
//! Takes an annotation and a record, counts. What is done with the actors, [`crate::score`] counts.

use std::collections::{BTreeSet, HashSet};

use sagwan::record::{ActorKind, Record};

use crate::gold::Annotation;
use crate::names::fold;
use crate::score::{Scores, gold_sides, is_counted};

/// What tells which of the annotated persons have a name, and which names are new.
pub struct Known<'k> {
    /// Whether a form names somebody by office alone: no name is to be found there.
    pub is_office: &'k dyn Fn(&str) -> bool,
    /// Texts that whoever made the reader has learned from; a name that stands in none of them is new.
    pub learned: &'k [String],
}

impl Scores {
    /// Counts the persons of an article who act or speak, by whether their full name, the first form of the annotation, is that
    /// of an actor: `name.full`, and `name.full.new` for names that are new.
    pub fn add_names(&mut self, gold: &Annotation, record: &Record, known: &Known<'_>) {
        let persons = record.actors.iter().filter(|actor| actor.kind == ActorKind::Person);
        let found: HashSet<String> = persons.map(|actor| fold(&actor.name)).collect();
        for key in acting(gold) {
            let Some(actor) = gold.actors.get(key) else { continue };
            let Some(full) = actor.names.first().filter(|full| !(known.is_office)(full)) else { continue };
            if actor.kind.as_deref() != Some("person") {
                continue;
            }
            let right = found.contains(&fold(full));
            self.field("name.full", right);
            if !known.learned.is_empty() && !known.learned.iter().any(|text| text.contains(full.as_str())) {
                self.field("name.full.new", right);
            }
            if !right {
                self.differ(&gold.id, format!("name not found: {full}"), None);
            }
        }
    }

    /// Counts the sides of the annotated events by whether they are among the actors: `event.side_named`, and
    /// `event.all_sides_named` for events all of whose sides are.
    pub(crate) fn sides_named(&mut self, gold: &Annotation, keys: &HashSet<&str>) {
        for event in gold.events.iter().filter(|event| is_counted(event)) {
            let sides = gold_sides(event);
            let named = sides.iter().filter(|side| keys.contains(side.as_str())).count();
            for n in 0..sides.len() {
                self.field("event.side_named", n < named);
            }
            if !sides.is_empty() {
                self.field("event.all_sides_named", named == sides.len());
            }
        }
    }
}

/// The keys of those who take part in an event or say something that counts, in order.
pub(crate) fn acting(gold: &Annotation) -> BTreeSet<&str> {
    let events = gold.events.iter().filter(|event| is_counted(event));
    let sides = events.flat_map(|event| event.participants.keys().map(String::as_str));
    let statements = gold.statements.iter().filter(|statement| !statement.optional);
    sides.chain(statements.filter_map(|statement| statement.speaker.as_deref())).collect()
}

#[cfg(test)]
mod tests {
    use sagwan::article::Document;
    use sagwan::{Options, Reader};

    use super::*;

    fn counted(full: &str, learned: &[String]) -> Vec<(&'static str, usize, usize)> {
        let text = "강민서 외교부 장관은 20일 마리오 노바크 체코 외교장관과 회담했다.\n";
        let gold = format!(
            r#"{{"id": "a", "published": null, "actors": {{
              "kang": {{"kind": "person", "names": ["강민서"]}}, "novak": {{"kind": "person", "names": ["{full}"]}},
              "he": {{"kind": "person", "names": ["체코 관계자"]}}, "eu": {{"kind": "organization", "names": ["유럽연합"]}}}},
            "events": [{{"kind": "talks", "participants": {{"kang": "party", "novak": "party", "he": "party", "eu": "party"}},
              "status": "occurred", "certainty": "stated"}}]}}"#
        );
        let gold: Annotation = serde_json::from_str(&gold).unwrap();
        let record = Reader::new().unwrap().read(&Document::from_text(text.to_owned()), &Options::default());
        let mut scores = Scores::default();
        scores.add(&gold, &record, text).unwrap();
        scores.add_names(&gold, &record, &Known { is_office: &|form| form.ends_with("관계자"), learned });
        let wanted = ["event.all_sides_named", "event.side_named", "name.full", "name.full.new"];
        let fields = scores.fields.iter().filter(|(field, _)| wanted.contains(field));
        fields.map(|(field, count)| (*field, count.right, count.all)).collect()
    }

    #[test]
    fn persons_with_a_name_are_found_by_all_of_it() {
        let sides = [("event.all_sides_named", 0, 1), ("event.side_named", 2, 4)];
        assert_eq!(counted("마리오 노바크", &[]), [sides[0], sides[1], ("name.full", 2, 2)]);
        let learned = ["강민서 장관은 말했다.".to_owned()];
        assert_eq!(
            counted("마리오 노바크", &learned),
            [sides[0], sides[1], ("name.full", 2, 2), ("name.full.new", 1, 1)]
        );
        let cut = [("event.all_sides_named", 0, 1), ("event.side_named", 1, 4), ("name.full", 1, 2)];
        assert_eq!(counted("노바", &[]), cut);
    }
}
