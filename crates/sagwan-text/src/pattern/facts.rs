//! What rules say of the words of a sentence.

use super::vocabulary::Vocabulary;

/// What an effect says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Value {
    /// That it holds.
    Flag,
    /// The value with this number; the strongest is 0.
    One(usize),
    /// The mention with this number in [`Scene::mentions`](super::Scene::mentions).
    Mention(usize),
    /// The word with this number.
    Word(usize),
}

/// A word or mention that a pattern captured.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Capture {
    /// Number of its name, for [`Rules::capture_name`](super::Rules::capture_name).
    pub name: usize,
    /// Its first word.
    pub first: usize,
    /// Its last word, which carries the particle.
    pub last: usize,
    /// Number of the mention in [`Scene::mentions`](super::Scene::mentions), if it is one.
    pub mention: Option<usize>,
}

/// Something that a rule says of a word.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fact {
    /// The word; the last of a mention.
    pub word: usize,
    /// Number of the effect in [`Vocabulary::effects`](super::Vocabulary::effects).
    pub effect: usize,
    /// What it says.
    pub value: Value,
    /// Number of the rule in [`Rules::all`](super::Rules::all).
    pub rule: usize,
    /// What the pattern captured, in the order of the pattern.
    pub captures: Vec<Capture>,
}

/// All that the rules of a stage say of a sentence, in the order of words, effects and values. A rule says the same of a
/// word once, with the captures of the match that was found first (the nearest).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Facts {
    facts: Vec<Fact>,
    /// For each word how many stand before its first; one more than the last word that has any.
    before: Vec<usize>,
}

impl FromIterator<Fact> for Facts {
    fn from_iter<I: IntoIterator<Item = Fact>>(facts: I) -> Self {
        let mut facts: Vec<Fact> = facts.into_iter().collect();
        let key = |f: &Fact| (f.word, f.effect, f.value, f.rule);
        facts.sort_by_key(key);
        facts.dedup_by_key(|f| key(f));
        let words = facts.last().map_or(0, |last| last.word + 1);
        let mut before = Vec::with_capacity(words + 1);
        for (n, fact) in facts.iter().enumerate() {
            while before.len() <= fact.word {
                before.push(n);
            }
        }
        if !facts.is_empty() {
            before.push(facts.len());
        }
        Facts { facts, before }
    }
}

impl Facts {
    /// Whether an effect holds of a word, with whatever value.
    pub fn has(&self, word: usize, effect: impl Into<usize>) -> bool {
        !self.given(word, effect.into()).is_empty()
    }

    /// The strongest value that an effect has at a word.
    pub fn strongest(&self, word: usize, effect: impl Into<usize>) -> Option<usize> {
        self.values(word, effect).next()
    }

    /// The values that an effect has at a word, strongest first, each once for each rule that says it.
    pub fn values(&self, word: usize, effect: impl Into<usize>) -> impl Iterator<Item = usize> {
        self.given(word, effect.into())
            .iter()
            .filter_map(|f| if let Value::One(value) = f.value { Some(value) } else { None })
    }

    /// The mentions that an effect has at a word, each once for each rule that says it.
    pub fn mentions(&self, word: usize, effect: impl Into<usize>) -> impl Iterator<Item = usize> {
        self.given(word, effect.into())
            .iter()
            .filter_map(|f| if let Value::Mention(mention) = f.value { Some(mention) } else { None })
    }

    /// All that is said of a word.
    pub fn of(&self, word: usize) -> &[Fact] {
        match self.before.get(word..) {
            Some([from, to, ..]) => self.facts.get(*from..*to).unwrap_or_default(),
            _ => &[],
        }
    }

    /// All of them.
    pub fn iter(&self) -> std::slice::Iter<'_, Fact> {
        self.facts.iter()
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.facts.len()
    }

    /// Whether nothing is said.
    pub fn is_empty(&self) -> bool {
        self.facts.is_empty()
    }

    /// The facts as labels, to hand them to the rules of another stage as [`Scene::labels`](super::Scene::labels).
    pub fn labels<'a>(&'a self, vocabulary: &'a Vocabulary) -> impl Iterator<Item = (usize, usize)> + 'a {
        self.facts.iter().map(|f| (f.word, vocabulary.effect_label(f.effect)))
    }

    fn given(&self, word: usize, effect: usize) -> &[Fact] {
        // Few things are said of a word.
        let of_word = self.of(word);
        let Some(from) = of_word.iter().position(|f| f.effect == effect) else { return &[] };
        let rest = of_word.get(from..).unwrap_or_default();
        let to = rest.iter().take_while(|f| f.effect == effect).count();
        rest.get(..to).unwrap_or_default()
    }
}

impl<'a> IntoIterator for &'a Facts {
    type Item = &'a Fact;
    type IntoIter = std::slice::Iter<'a, Fact>;

    fn into_iter(self) -> Self::IntoIter {
        self.facts.iter()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fact(word: usize, effect: usize, value: Value, rule: usize) -> Fact {
        Fact { word, effect, value, rule, captures: Vec::new() }
    }

    #[test]
    fn facts_are_asked_by_word_and_effect() {
        let facts: Facts = [
            fact(4, 1, Value::One(2), 0),
            fact(4, 1, Value::One(1), 3),
            fact(4, 1, Value::One(1), 3),
            fact(4, 2, Value::Mention(7), 1),
            fact(2, 0, Value::Flag, 2),
        ]
        .into_iter()
        .collect();
        assert_eq!(facts.len(), 4);
        assert!(facts.has(2, 0usize) && !facts.has(4, 0usize) && !facts.has(9, 0usize));
        assert_eq!(facts.strongest(4, 1usize), Some(1));
        assert_eq!(facts.strongest(4, 2usize), None);
        assert_eq!(facts.values(4, 1usize).collect::<Vec<_>>(), [1, 2]);
        assert_eq!(facts.mentions(4, 2usize).collect::<Vec<_>>(), [7]);
        assert_eq!(facts.of(4).len(), 3);
        assert_eq!(facts.of(3).len(), 0);
        assert_eq!(facts.iter().next().map(|f| f.word), Some(2));
    }
}
