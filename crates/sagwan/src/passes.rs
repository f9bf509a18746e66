//! The passes over clean text, each a pure function of those before it.
//!
//! Takes clean text and the date of publication, gives all that is read in it: sentences and times, what the rules say,
//! who is named, what is said, what happened. Leaves out how that is written down.

use sagwan_ko::times::Published;
use sagwan_text::pattern::{Applied, Facts, Named, Numbered};
use sagwan_text::{ByteSpan, Sentence, Text, TimeMention};

use crate::cast::{self, Cast};
use crate::clean::BlockKind;
use crate::events::{self, Occasion, Proposal, Weighing};
use crate::hearing::{self, Hearing};
use crate::knowledge::Knowledge;
use crate::scene;
use crate::statements::{self, Said};
use crate::weights::Weights;

/// What each pass found.
#[derive(Debug)]
pub(crate) struct Passes {
    /// Sentences, words, clauses.
    pub(crate) read: Text,
    pub(crate) times: Vec<TimeMention>,
    /// What the rules of each stage said, sentence by sentence.
    pub(crate) naming: Vec<Facts>,
    pub(crate) saying: Vec<Facts>,
    pub(crate) telling: Vec<Facts>,
    pub(crate) cast: Cast,
    pub(crate) said: Vec<Said>,
    pub(crate) occasions: Vec<Occasion>,
    /// All that was weighed for them.
    pub(crate) weighing: Weighing,
    /// For each statement at which event it was made, and to whom.
    pub(crate) hearings: Vec<Hearing>,
}

impl Passes {
    /// Whether an event that is told is the one that a word would tell of.
    pub(crate) fn tells(&self, proposal: &Proposal) -> bool {
        self.occasions.iter().any(|occasion| occasion.is_told_by(proposal))
    }

    /// Reads clean text. `kinds_of` tells what block each sentence stands in.
    pub(crate) fn new(
        know: &Knowledge,
        weights: &Weights,
        text: &str,
        published: Option<Published>,
        kinds_of: impl Fn(&Text) -> Vec<BlockKind>,
    ) -> Self {
        let analysis = know.pack.analyser.analyse(text);
        let read = analysis.read(text);
        let kinds = kinds_of(&read);
        // Of a flash that is nothing but a headline the headline is what is read.
        let headlines = !kinds.contains(&BlockKind::Paragraph);
        let is_text = |n: usize| headlines || kinds.get(n) == Some(&BlockKind::Paragraph);
        let times = know.pack.times(text, &read, published);
        let is_time = |span: ByteSpan| {
            let n = times.partition_point(|t| t.span.end <= span.start);
            times.get(n).is_some_and(|t| t.span.overlaps(span))
        };
        let forms = know.pack.forms(text, &read, &is_time);
        let (read, forms) = know.pack.with_names(text, &analysis, read, forms, &is_time);
        let labels = scene::labels(know, text, &read, &forms, &is_time);
        let numbered: Vec<Numbered> =
            read.sentences.iter().map(|sentence| know.pack.rules.numbered(text, sentence)).collect();
        let sentences = || read.sentences.iter().zip(&numbered).zip(&labels);
        let ask =
            |stage: &mut Applied<'_>,
             (sentence, numbered): (&Sentence, &Numbered),
             labels: &[(usize, usize)],
             named: &[Named]| { scene::ask(stage, text, sentence, labels, named, numbered) };
        let mut stage = know.pack.naming.applied();
        let naming: Vec<Facts> = sentences().map(|(s, l)| ask(&mut stage, s, l, &[])).collect();
        let mentions = know.pack.mentions(text, &read, &forms, &naming);
        let cast = cast::resolve(know, text, &read, &naming, mentions, &is_time);
        let named: Vec<Vec<Named>> =
            read.sentences.iter().enumerate().map(|(n, s)| cast.named(n, s)).collect();
        let mut stage = know.pack.saying.applied();
        let saying: Vec<Facts> =
            sentences().zip(&named).map(|((s, l), named)| ask(&mut stage, s, l, named)).collect();
        let said = statements::find(&statements::Reading {
            text,
            labels: &know.pack.labels,
            read: &read,
            facts: &saying,
            cast: &cast,
            is_time: &is_time,
            is_text: &is_text,
        });
        let reported = |n: usize| -> Vec<ByteSpan> {
            said.iter().filter(|s| s.sentence == n).map(|s| s.content).collect()
        };
        let mut stage = know.pack.telling.applied();
        let telling: Vec<Facts> = sentences()
            .zip(named.iter().zip(&saying))
            .enumerate()
            .map(|(n, ((s, l), (named, saying)))| {
                ask(&mut stage, s, &scene::with(l, saying, s.0, &reported(n)), named)
            })
            .collect();
        let (occasions, weighing) = events::find(
            &events::Reading {
                text,
                know,
                weights,
                read: &read,
                labels: &labels,
                facts: &telling,
                times: &times,
                statements: &said,
                published: published.map(|p| p.date.to_string()),
                is_text: &is_text,
                headlines,
            },
            &cast,
        );
        let hearings = hearing::find(&said, &occasions);
        Passes { read, times, naming, saying, telling, cast, said, occasions, weighing, hearings }
    }
}
