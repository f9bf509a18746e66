//! All that reading Korean rests on, in one value: the analyser, facts, tables and rules.

use std::path::Path;

use sagwan_text::pattern::{Facts, RuleError, RuleFile, Rules, Stage};
use sagwan_text::vocabulary::VOCABULARY;
use sagwan_text::{ByteSpan, Mention, Text, TimeMention, Word};
use thiserror::Error;

use crate::analyser::{Analyser, Analysis};
use crate::lexicon::Lexicon;
use crate::names::document::model::{Model, SHIPPED};
use crate::names::document::{self, NameWord};
use crate::names::{self, Forms};
use crate::tables::{AddedTable, TableError, Tables};
use crate::times::{self, Published, TimeWords};
use crate::transcript::Labels;
use crate::triggers::Triggers;

/// The Korean language pack. Made once and shared by any number of readers and threads.
#[derive(Debug)]
pub struct Pack {
    /// Cuts text into words.
    pub analyser: Analyser,
    /// States, places, bodies, offices.
    pub lexicon: Lexicon,
    /// Words that name an event.
    pub triggers: Triggers,
    /// Labels of speakers in transcripts.
    pub labels: Labels,
    /// The tables as texts, for whoever reads one of its own.
    pub tables: Tables,
    /// The rules, compiled, a user's among them.
    pub rules: Rules,
    /// Those that are asked before it is known who is named.
    pub naming: Stage,
    /// Those that are asked for statements.
    pub saying: Stage,
    /// Those that are asked for events.
    pub telling: Stage,
    /// What names look like, and what stands beside them.
    naming_model: Model,
    times: TimeWords,
}

/// Rules and tables that cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum PackError {
    /// A table.
    #[error(transparent)]
    Table(#[from] TableError),
    /// A rule.
    #[error(transparent)]
    Rule(#[from] RuleError),
}

/// What a user adds to a pack.
#[derive(Debug, Clone, Default)]
pub struct Additions {
    /// Rows of tables.
    pub tables: Vec<AddedTable>,
    /// Files of rules.
    pub rules: Vec<RuleFile>,
}

impl Additions {
    /// Takes what a file holds if its name ends as that of rules (`.rules`) or of a table (`.tsv`, `.txt`) does; `false` for
    /// other files, whose text is not asked for.
    ///
    /// # Errors
    /// Those of `text`.
    pub fn take<E>(&mut self, path: &Path, text: impl FnOnce() -> Result<String, E>) -> Result<bool, E> {
        let shown_as = path.display().to_string();
        match path.extension().and_then(|e| e.to_str()) {
            Some("rules") => self.rules.push(RuleFile { name: shown_as, text: text()? }),
            Some("tsv" | "txt") => {
                let name = path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
                self.tables.push(AddedTable { name, shown_as, text: text()? });
            }
            _ => return Ok(false),
        }
        Ok(true)
    }
}

/// The rules that ship, by the file that they stand in.
pub const SHIPPED_RULES: &[(&str, &str)] = &[
    ("details.rules", include_str!("../rules/details.rules")),
    ("names.rules", include_str!("../rules/names.rules")),
    ("place.rules", include_str!("../rules/place.rules")),
    ("roles.rules", include_str!("../rules/roles.rules")),
    ("sources.rules", include_str!("../rules/sources.rules")),
    ("speech.rules", include_str!("../rules/speech.rules")),
    ("status.rules", include_str!("../rules/status.rules")),
    ("telling.rules", include_str!("../rules/telling.rules")),
    ("time.rules", include_str!("../rules/time.rules")),
    ("topics.rules", include_str!("../rules/topics.rules")),
];

impl Pack {
    /// The pack with a user's tables and rules beside its own.
    ///
    /// # Errors
    /// For a table that is not known, a row or a rule that is wrong.
    pub fn with(added: Additions) -> Result<Self, PackError> {
        let tables = Tables::with(added.tables)?;
        let shipped = SHIPPED_RULES
            .iter()
            .map(|(name, text)| RuleFile { name: (*name).to_owned(), text: (*text).to_owned() });
        let files: Vec<RuleFile> = shipped.chain(added.rules).collect();
        let rules = Rules::compile(&files, &VOCABULARY)?;
        Pack::of(tables, rules)
    }

    /// The tables that ship, with these rules in place of those that ship: to see what a rule is for.
    ///
    /// # Errors
    /// Only when what ships is damaged.
    pub fn with_only(rules: Rules) -> Result<Self, PackError> {
        Pack::of(Tables::with(Vec::new())?, rules)
    }

    fn of(tables: Tables, rules: Rules) -> Result<Self, PackError> {
        Ok(Pack {
            analyser: Analyser::new(),
            lexicon: Lexicon::load(&tables)?,
            triggers: Triggers::load(&tables)?,
            labels: Labels::load(&tables)?,
            times: TimeWords::load(&tables)?,
            naming: rules.stage("names"),
            saying: rules.stage("statements"),
            telling: rules.stage("events"),
            naming_model: Model::read(SHIPPED).unwrap_or_default(),
            rules,
            tables,
        })
    }

    /// The sentences of a text.
    pub fn read(&self, text: &str) -> Text {
        self.analyser.read(text)
    }

    /// The time expressions of a text, in order.
    pub fn times(&self, text: &str, read: &Text, published: Option<Published>) -> Vec<TimeMention> {
        times::find(&self.times, text, read, published)
    }

    /// What the words of each sentence are by their form alone. `is_time` tells the spans of time expressions.
    pub fn forms(&self, text: &str, read: &Text, is_time: &dyn Fn(ByteSpan) -> bool) -> Vec<Forms> {
        read.sentences.iter().map(|sentence| names::forms(self, text, sentence, is_time)).collect()
    }

    /// The words of a text that are names, in order.
    pub(crate) fn names(&self, text: &str, read: &Text, forms: &[Forms]) -> Vec<NameWord> {
        document::find(self, &self.naming_model, text, read, forms)
    }

    /// The sentences of a text and the forms of their words, with the names that the whole of it shows: what was read as
    /// something else is read again.
    pub fn with_names(
        &self,
        text: &str,
        analysis: &Analysis,
        mut read: Text,
        mut forms: Vec<Forms>,
        is_time: &dyn Fn(ByteSpan) -> bool,
    ) -> (Text, Vec<Forms>) {
        let found = self.names(text, &read, &forms);
        for names in found.chunk_by(|a, b| a.sentence == b.sentence) {
            let Some(number) = names.first().map(|name| name.sentence) else { continue };
            let Some((sentence, forms)) = read.sentences.get_mut(number).zip(forms.get_mut(number)) else {
                continue;
            };
            if let Some(again) = analysis.again(text, sentence, number, names) {
                *forms = names::forms(self, text, &again, is_time);
                *sentence = again;
            }
            forms.names = names.to_vec();
        }
        (read, forms)
    }

    /// The mentions of a text, in order. `naming` is what the rules of names say, sentence by sentence.
    pub fn mentions(&self, text: &str, read: &Text, forms: &[Forms], naming: &[Facts]) -> Vec<Mention> {
        let sentences = read.sentences.iter().zip(forms).zip(naming).enumerate();
        sentences
            .flat_map(|(n, ((sentence, forms), facts))| names::find(self, text, sentence, forms, facts, n))
            .collect()
    }

    /// Whether a word is a form of a verb that names an event.
    pub fn is_event_verb(&self, word: &Word) -> bool {
        self.triggers.of(word).is_some_and(|found| found.verbal)
    }

    /// Whether a noun names an occasion: 외교장관회담, 전략대화.
    pub fn names_occasion(&self, noun: &str) -> bool {
        self.triggers.names(noun)
    }
}
