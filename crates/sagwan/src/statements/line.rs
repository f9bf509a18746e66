//! One sentence as statements see it: its words, quotations and mentions, with what rules say of them.
//!
//! Takes what the passes before have found of a sentence, gives it in one value that is only read. Leaves out what is
//! said in it.

use sagwan_text::pattern::Facts;
use sagwan_text::vocabulary::{Effect, VOCABULARY};
use sagwan_text::{ByteSpan, LinkKind, Mention, Mood, Polarity, Quote, Sentence, Tense, Word};

use super::{Reading, Said};
use crate::record::Mode;

/// A sentence of the text.
pub(super) struct Line<'a> {
    /// Its number.
    pub(super) number: usize,
    pub(super) text: &'a str,
    pub(super) sentence: &'a Sentence,
    pub(super) facts: &'a Facts,
    /// Whether a span lies in a time expression.
    is_time: &'a dyn Fn(ByteSpan) -> bool,
    /// Who is named in it, in order; rules know them by their place here.
    pub(super) named: Vec<Somebody<'a>>,
    /// The outermost quotations that may be statements.
    pub(super) quotes: Vec<Quote>,
    /// Quotations inside those.
    pub(super) inner: Vec<Quote>,
    /// For each word whether it stands in a quotation, of whose words nobody speaks this sentence.
    quoted: Vec<bool>,
    /// What presents something as said, outside quotations, in order.
    pub(super) cues: Vec<Cue>,
}

/// A mention with its actor.
#[derive(Debug, Clone, Copy)]
pub(super) struct Somebody<'a> {
    pub(super) mention: &'a Mention,
    pub(super) actor: Option<usize>,
    /// The first word behind it and its particles.
    pub(super) behind: usize,
    /// Whether it may be a subject outside quotations, so that it may speak.
    pub(super) may_speak: bool,
    /// Whether it is a topic outside quotations.
    pub(super) is_topic: bool,
}

/// A word that presents something as said.
#[derive(Debug, Clone, Copy)]
pub(super) struct Cue {
    /// Its number.
    pub(super) word: usize,
    /// What is done by saying so.
    pub(super) act: &'static str,
}

/// What is done by saying something of which no more is told.
pub(super) const SAY: &str = "say";

impl<'a> Line<'a> {
    pub(super) fn new(
        reading: &Reading<'a>,
        number: usize,
        sentence: &'a Sentence,
        facts: &'a Facts,
    ) -> Self {
        let text = reading.text;
        let several = |q: &Quote| q.content.of(text).contains(' ');
        let outermost = || sentence.quotes.iter().copied().filter(|q| q.depth == 0);
        let double = outermost().any(|q| q.double);
        let quotes: Vec<Quote> = outermost().filter(|q| q.double || !double).collect();
        let inner = sentence.quotes.iter().copied().filter(|q| q.depth == 1 && several(q)).collect();
        let mut quoted = vec![false; sentence.words.len()];
        for quote in quotes.iter().copied().chain(outermost().filter(several)) {
            let within = words_in(sentence, quote.span);
            quoted.get_mut(within).unwrap_or_default().fill(true);
        }
        let outside = |word: usize| quoted.get(word).is_some_and(|inside| !inside);
        let named = reading.cast.in_sentence(number).map(|(mention, actor)| {
            let apart = facts.has(mention.last, Effect::Apart);
            let free = outside(mention.first);
            let particle = sentence.words.partition_point(|w| w.span.start < mention.particle.end);
            Somebody {
                mention,
                actor,
                behind: particle.max(mention.last + 1) + usize::from(apart),
                may_speak: free && (apart || mention.may_be_subject()),
                is_topic: free && (apart || mention.is_topic()),
            }
        });
        let named = named.collect();
        let free = (0..sentence.words.len()).filter(|&n| outside(n));
        let cues = free.filter_map(|n| cue_at(sentence, facts, n)).collect();
        Line { number, text, sentence, facts, is_time: reading.is_time, named, quotes, inner, quoted, cues }
    }

    pub(super) fn words(&self) -> &'a [Word] {
        &self.sentence.words
    }

    pub(super) fn word(&self, n: usize) -> Option<&'a Word> {
        self.sentence.words.get(n)
    }

    /// Whether a word stands in no quotation.
    pub(super) fn is_outside(&self, n: usize) -> bool {
        self.quoted.get(n).is_some_and(|inside| !inside)
    }

    pub(super) fn is_comma(&self, n: usize) -> bool {
        self.word(n).is_some_and(|w| w.lemma == ",")
    }

    pub(super) fn is_time(&self, n: usize) -> bool {
        self.word(n).is_some_and(|w| (self.is_time)(w.span))
    }

    /// The name of the strongest value of an effect at a word.
    pub(super) fn value(&self, n: usize, effect: Effect) -> Option<&'static str> {
        VOCABULARY.value(effect, self.facts.strongest(n, effect)?)
    }

    /// The first word that begins at a byte or behind it; the number of words when there is none.
    pub(super) fn word_from(&self, at: usize) -> usize {
        self.words().partition_point(|w| w.span.start < at)
    }

    /// From the beginning of one word to the end of another.
    pub(super) fn span(&self, first: usize, last: usize) -> Option<ByteSpan> {
        Some(ByteSpan::new(self.word(first)?.span.start, self.word(last)?.span.end))
    }

    /// The last word that is no mark.
    pub(super) fn last_word(&self) -> Option<usize> {
        self.words().iter().rposition(Word::is_word)
    }

    /// How many words, as white space parts them, a span holds.
    pub(super) fn length(&self, span: ByteSpan) -> usize {
        span.of(self.text).split_whitespace().count()
    }

    /// What the words outside quotations say that the sentence is told through.
    pub(super) fn channel(&self) -> Option<String> {
        let mut outside = (0..self.words().len()).filter(|&n| self.is_outside(n));
        outside.find_map(|n| self.value(n, Effect::Channel)).map(str::to_owned)
    }

    /// Whether the words outside quotations tell that something is said to the public.
    pub(super) fn is_public(&self) -> bool {
        (0..self.words().len()).any(|n| self.is_outside(n) && self.facts.has(n, Effect::Public))
    }

    /// To whom something is said with a cue.
    fn hearer(&self, cue: Cue, content: ByteSpan) -> Option<usize> {
        let hearers = self.facts.mentions(cue.word, Effect::Hearer).filter_map(|m| self.named.get(m));
        hearers.filter(|s| !content.contains(s.mention.span)).find_map(|s| s.actor)
    }

    /// What is done by saying something with such a cue: 촉구한다고 밝혔다 asks, though 밝히다 only says.
    fn act(&self, content: ByteSpan, cue: Option<Cue>) -> &'static str {
        let act = cue.map_or(SAY, |c| c.act);
        let inside = words_in(self.sentence, content);
        let last = inside.rev().find(|&n| self.word(n).is_some_and(Word::is_word));
        let does = |n: &usize| self.word(*n).is_some_and(|w| w.tense == Tense::Present && w.ends_clause());
        let inner = || cue_at(self.sentence, self.facts, last.filter(does)?);
        // 위협한다 tells of others.
        let own = inner().map(|c| c.act).filter(|act| *act != "threaten");
        if act == SAY { own.unwrap_or(act) } else { act }
    }

    /// A statement of this sentence.
    pub(super) fn said(
        &self,
        speaker: Option<usize>,
        mode: Mode,
        content: ByteSpan,
        cue: Option<Cue>,
    ) -> Said {
        Said {
            sentence: self.number,
            speaker,
            reported_by: None,
            mode,
            content,
            cue: cue.and_then(|c| self.word(c.word)).map(|w| w.span),
            act: self.act(content, cue).to_owned(),
            channel: self.channel(),
            hearer: cue.and_then(|c| self.hearer(c, content)),
            public: self.is_public(),
        }
    }
}

/// The numbers of the words that begin in a span.
pub(super) fn words_in(sentence: &Sentence, span: ByteSpan) -> std::ops::Range<usize> {
    let from = sentence.words.partition_point(|w| w.span.start < span.start);
    let to = sentence.words.partition_point(|w| w.span.start < span.end);
    from..to.max(from)
}

/// The cue that rules find in a word; an auxiliary is none (열릴 것으로 예상된다), nor is what is not said or only may be (말하면,
/// 말하지 않았다).
pub(super) fn cue_at(sentence: &Sentence, facts: &Facts, word: usize) -> Option<Cue> {
    let form = sentence.words.get(word)?;
    let open = matches!(form.mood, Mood::Conditional | Mood::Interrogative);
    if form.auxiliary_of.is_some() || open || form.polarity == Polarity::Negative {
        return None;
    }
    let act = VOCABULARY.value(Effect::Cue, facts.strongest(word, Effect::Cue)?)?;
    Some(Cue { word, act })
}

/// The next cue from a word on. Where what is said goes on behind an ending (…다며), not one that stands before a noun, nor one
/// that is said itself, unless it is the cue of what goes on ("…"라며 "…"라고 말했다고).
pub(super) fn cue_from(line: &Line<'_>, from: usize, goes_on: bool) -> Option<Cue> {
    let ahead = || line.cues.iter().filter(|c| c.word >= from).copied();
    let own = |n: usize| {
        let behind = n.checked_sub(1).is_some_and(|before| line.facts.has(before, Effect::Quotes));
        behind || line.facts.has(n, Effect::Elsewhere)
    };
    let closes = |c: &Cue| tells(line, c.word) && (own(c.word) || !line.facts.has(c.word, Effect::Quotes));
    ahead().find(|c| goes_on && closes(c)).or_else(|| ahead().next())
}

/// Whether a verb joins or closes clauses, by itself, with auxiliaries (밝힌 것으로 전해졌다) or as one that is said (밝혔다는).
pub(super) fn tells(line: &Line<'_>, n: usize) -> bool {
    let itself = line.word(n).is_some_and(Word::ends_clause);
    let helped = || line.word(n + 1).is_some_and(|w| w.auxiliary_of == Some(n));
    let link = || line.sentence.clause_at(n).and_then(|c| c.link);
    itself || helped() || link().is_some_and(|l| l.kind == LinkKind::Quotative)
}
