//! The sheet that is sent for an article: numbered paragraphs, mentions, events and quotations, and the key by which its answer is
//! known again.

use sagwan::record::{EventKind, EventTime, Participant, Place, Role, Span, Status};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::doubt::{About, Case, Doubt};
use crate::paragraphs::holds;

/// What a second reader is told to do: data of the program, never of an article.
pub const PROMPT: &str = include_str!("../prompts/v2.txt");

/// The version of the prompt: its number and the beginning of its hash, so that no two texts share one.
pub fn prompt_version() -> String {
    format!("v2-{}", hash(PROMPT, 4))
}

/// What an answer belongs to.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Key {
    /// `sha256:` and the hash of the article's source text.
    pub article: String,
    /// Version of the prompt.
    pub prompt: String,
    /// Hash of the questions: with other doubts or another budget they are others.
    pub questions: String,
}

/// A message of the chat-completions protocol.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Message {
    /// `system` or `user`.
    pub role: String,
    /// Its text.
    pub content: String,
}

/// One article's questions.
#[derive(Debug, Clone)]
pub struct Sheet {
    /// By what its answer is known.
    pub key: Key,
    /// What is sent beside the prompt, as JSON.
    pub questions: String,
    pub(crate) paragraphs: Vec<Span>,
    /// The actor behind each numbered mention.
    pub(crate) mentions: Vec<String>,
    pub(crate) events: Vec<About>,
    pub(crate) speakers: Vec<usize>,
}

/// What is sent, every list an object by number: that takes the fewest tokens.
#[derive(Serialize)]
struct Questions<'a> {
    paragraphs: Numbered<&'a str>,
    mentions: Numbered<&'a str>,
    #[serde(skip_serializing_if = "Numbered::is_empty")]
    events: Numbered<Asked<'a>>,
    #[serde(skip_serializing_if = "Numbered::is_empty")]
    speakers: Numbered<Quoted<'a>>,
}

/// Things by their numbers, in this order.
#[derive(Clone)]
pub(crate) struct Numbered<T>(pub(crate) Vec<(usize, T)>);

impl<T> Numbered<T> {
    /// Numbered from 1.
    fn of(things: impl IntoIterator<Item = T>) -> Self {
        Numbered(things.into_iter().enumerate().map(|(n, thing)| (n + 1, thing)).collect())
    }

    fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl<T: Serialize> Serialize for Numbered<T> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(n, thing)| (n, thing)))
    }
}

/// An event that is asked about.
#[derive(Serialize)]
pub(crate) struct Asked<'a> {
    p: Option<usize>,
    word: &'a str,
    /// Words around it, where the word stands more than once in the paragraph.
    #[serde(skip_serializing_if = "Option::is_none")]
    within: Option<String>,
    kind: EventKind,
    /// Occurred unless it stands there.
    #[serde(skip_serializing_if = "has_occurred")]
    status: Status,
    /// Numbers of mentions by role.
    sides: Sides,
    #[serde(skip_serializing_if = "Option::is_none")]
    time: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    place: Option<&'a str>,
}

fn has_occurred(status: &Status) -> bool {
    *status == Status::Occurred
}

/// Who takes part as what, in the order of the event.
struct Sides(Vec<(Role, Vec<usize>)>);

impl FromIterator<(Role, usize)> for Sides {
    fn from_iter<I: IntoIterator<Item = (Role, usize)>>(sides: I) -> Self {
        let mut by_role: Vec<(Role, Vec<usize>)> = Vec::new();
        for (role, mention) in sides {
            match by_role.iter_mut().find(|(known, _)| *known == role) {
                Some((_, mentions)) => mentions.push(mention),
                None => by_role.push((role, vec![mention])),
            }
        }
        Sides(by_role)
    }
}

impl Serialize for Sides {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(role, mentions)| (role, mentions)))
    }
}

/// A quotation of nobody.
#[derive(Serialize)]
pub(crate) struct Quoted<'a> {
    p: Option<usize>,
    words: &'a str,
}

/// An event as the first reader has it, told or not.
pub(crate) struct Proposed<'a> {
    pub(crate) trigger: &'a Span,
    pub(crate) kind: EventKind,
    pub(crate) status: Status,
    pub(crate) participants: &'a [Participant],
    pub(crate) time: Option<&'a EventTime>,
    pub(crate) place: Option<&'a Place>,
}

/// How many characters of a quotation show which it is.
const SHOWN: usize = 24;
/// How many characters on either side of a word show which it is.
const AROUND: usize = 12;

impl Case {
    pub(crate) fn proposed(&self, about: About) -> Option<Proposed<'_>> {
        match about {
            About::Event(n) => self.record.events.get(n).map(|event| Proposed {
                trigger: &event.trigger,
                kind: event.kind,
                status: event.status,
                participants: &event.participants,
                time: event.time.as_ref(),
                place: event.place.as_ref(),
            }),
            About::Untold(n) => self.untold.get(n).map(|untold| Proposed {
                trigger: &untold.trigger,
                kind: untold.kind,
                status: untold.status,
                participants: &untold.participants,
                time: untold.time.as_ref(),
                place: untold.place.as_ref(),
            }),
            About::Speaker(_) => None,
        }
    }

    /// The sheet for some of its doubts; `None` for none of them.
    pub fn sheet(&self, doubts: &[Doubt]) -> Option<Sheet> {
        if doubts.is_empty() {
            return None;
        }
        let mut sent: Vec<usize> = doubts.iter().flat_map(|doubt| doubt.paragraphs.iter().copied()).collect();
        sent.sort_unstable();
        sent.dedup();
        let paragraphs: Vec<Span> = sent.iter().filter_map(|n| self.paragraphs.get(*n)).cloned().collect();
        let number = |stretch: &Span| {
            let n = self.paragraph_of(stretch)?;
            sent.binary_search(&n).ok().map(|at| at + 1)
        };
        let events: Vec<About> =
            doubts.iter().map(|d| d.about).filter(|about| !matches!(about, About::Speaker(_))).collect();
        let speakers: Vec<usize> = doubts
            .iter()
            .filter_map(|d| match d.about {
                About::Speaker(n) => Some(n),
                _ => None,
            })
            .collect();
        let proposed = || events.iter().filter_map(|about| self.proposed(*about));
        // Whoever is named where one reads, and whoever the first reader has for a side.
        let numbered: Vec<(&str, &Span)> = self
            .record
            .actors
            .iter()
            .filter_map(|actor| {
                let here = actor.mentions.iter().find(|m| paragraphs.iter().any(|p| holds(p, m)));
                let is_side = || proposed().any(|p| p.participants.iter().any(|side| side.actor == actor.id));
                let shown = here.or_else(|| actor.mentions.first().filter(|_| is_side()))?;
                Some((actor.id.as_str(), shown))
            })
            .collect();
        let mention_of = |id: &str| numbered.iter().position(|(actor, ..)| *actor == id).map(|n| n + 1);
        let questions = Questions {
            paragraphs: Numbered::of(paragraphs.iter().map(|p| p.text.as_str())),
            mentions: Numbered::of(numbered.iter().map(|(_, shown)| shown.text.as_str())),
            events: Numbered::of(proposed().map(|proposed| self.asked(&proposed, number, mention_of))),
            speakers: Numbered::of(speakers.iter().filter_map(|n| self.quoted(*n, number))),
        };
        // Only numbers and text are in it: it cannot fail, and an empty sheet is never sent.
        let questions = serde_json::to_string(&questions).ok()?;
        Some(Sheet {
            key: Key {
                article: self.record.article.id.clone(),
                prompt: prompt_version(),
                questions: hash(&questions, 8),
            },
            questions,
            mentions: numbered.iter().map(|(actor, ..)| (*actor).to_owned()).collect(),
            paragraphs,
            events,
            speakers,
        })
    }

    /// An event as it is put on a sheet, with its paragraph and its sides by number.
    pub(crate) fn asked<'a>(
        &self,
        proposed: &Proposed<'a>,
        number: impl Fn(&Span) -> Option<usize>,
        mention_of: impl Fn(&str) -> Option<usize>,
    ) -> Asked<'a> {
        let sides = proposed.participants.iter().filter_map(|p| Some((p.role, mention_of(&p.actor)?)));
        Asked {
            p: number(proposed.trigger),
            word: &proposed.trigger.text,
            within: self.surroundings(proposed.trigger),
            kind: proposed.kind,
            status: proposed.status,
            sides: sides.collect(),
            time: proposed.time.map(|time| time.span.text.as_str()),
            place: proposed.place.map(|place| place.span.text.as_str()),
        }
    }

    /// A quotation as it is put on a sheet.
    pub(crate) fn quoted(&self, n: usize, number: impl Fn(&Span) -> Option<usize>) -> Option<Quoted<'_>> {
        let content = &self.record.statements.get(n)?.content;
        Some(Quoted { p: number(content), words: beginning(&content.text, SHOWN) })
    }

    /// What stands around a word of which its paragraph has several.
    fn surroundings(&self, word: &Span) -> Option<String> {
        let paragraph = self.paragraphs.get(self.paragraph_of(word)?)?;
        if paragraph.text.matches(word.text.as_str()).count() < 2 {
            return None;
        }
        let from = word.start.saturating_sub(AROUND).max(paragraph.start);
        let to = (word.end + AROUND).min(paragraph.end);
        Some(paragraph.text.chars().skip(from - paragraph.start).take(to - from).collect())
    }
}

impl Sheet {
    /// What is sent.
    pub fn messages(&self) -> [Message; 2] {
        let message =
            |role: &str, content: &str| Message { role: role.to_owned(), content: content.to_owned() };
        [message("system", PROMPT), message("user", &self.questions)]
    }

    /// How many things are asked.
    pub fn asked(&self) -> usize {
        self.events.len() + self.speakers.len()
    }

    /// About how many tokens are sent for it.
    pub fn tokens(&self) -> usize {
        tokens(PROMPT) + tokens(&self.questions)
    }
}

/// About how many tokens a text is: a syllable of Hangul is one, of the rest four characters are. Models differ; most need fewer.
pub fn tokens(text: &str) -> usize {
    let wide = text.chars().filter(|c| !c.is_ascii()).count();
    let narrow = text.chars().count() - wide;
    wide + narrow.div_ceil(4)
}

/// The first characters of a text.
fn beginning(text: &str, most: usize) -> &str {
    let end = text.char_indices().nth(most).map_or(text.len(), |(at, _)| at);
    text.get(..end).unwrap_or(text)
}

/// The first bytes of a text's hash.
fn hash(text: &str, bytes: usize) -> String {
    Sha256::digest(text.as_bytes()).iter().take(bytes).map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_are_estimated_by_script() {
        assert_eq!((tokens(""), tokens("회담"), tokens("meeting!"), tokens("G20 회의")), (0, 2, 2, 3));
    }

    #[test]
    fn a_prompt_never_names_an_article() {
        assert!(PROMPT.is_ascii() || !PROMPT.chars().any(|c| ('가'..='힣').contains(&c)));
        assert!(tokens(PROMPT) < 600, "{}", tokens(PROMPT));
    }
}
