//! All that reading Korean rests on, in one value: the analyser, facts, tables and rules.

use sagwan_text::{ByteSpan, Mention, Text, TimeMention};

use crate::analysis::Analyser;
use crate::lexicon::Lexicon;
use crate::names;
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
    times: TimeWords,
}

impl Pack {
    /// The pack with a user's tables beside its own.
    ///
    /// # Errors
    /// For a table that is not known, or a row that is wrong.
    pub fn with(added: Vec<AddedTable>) -> Result<Self, TableError> {
        let tables = Tables::with(added)?;
        Ok(Pack {
            analyser: Analyser::new(),
            lexicon: Lexicon::load(&tables)?,
            triggers: Triggers::load(&tables)?,
            labels: Labels::load(&tables)?,
            times: TimeWords::load(&tables)?,
            tables,
        })
    }

    /// The sentences of a text.
    pub fn read(&self, text: &str) -> Text {
        self.analyser.read(text)
    }

    /// The time expressions of a text, in order.
    pub fn times(&self, text: &str, published: Option<Published>) -> Vec<TimeMention> {
        times::find(&self.times, text, published)
    }

    /// The mentions of a text, in order. `is_time` tells the spans of time expressions.
    pub fn mentions(&self, text: &str, read: &Text, is_time: &dyn Fn(ByteSpan) -> bool) -> Vec<Mention> {
        let sentences = read.sentences.iter().enumerate();
        sentences.flat_map(|(n, sentence)| names::find(self, text, sentence, n, is_time)).collect()
    }

    /// Whether a word is a form of a verb that names an event.
    pub fn is_event_verb(&self, word: &str) -> bool {
        self.triggers.of(word).is_some_and(|found| found.verbal)
    }

    /// Whether a word is a noun that names an occasion: 외교장관회담, 전략대화.
    pub fn names_occasion(&self, word: &str) -> bool {
        self.triggers.of(word).is_some_and(|found| found.whole)
    }
}
