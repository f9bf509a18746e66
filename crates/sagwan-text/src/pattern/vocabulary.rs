//! The names that rules may use beside words: labels, effects and kinds of mention. The reader of facts declares them,
//! not the rules, so that a rule can say nothing that nobody listens to.

/// What rules may speak of.
#[derive(Debug)]
pub struct Vocabulary {
    /// Labels that the caller gives to words.
    pub labels: &'static [Label],
    /// What rules may say of words. An effect is a label too, for the rules that build on it.
    pub effects: &'static [Effect],
    /// Kinds of mention, at most 32; a mention has each whose bit is set in [`Named::kinds`](super::Named::kinds).
    pub kinds: &'static [&'static str],
}

/// A label that the caller gives to words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Label {
    /// How rules name it: `event` for `&event`.
    pub name: &'static str,
    /// What a word so labelled is.
    pub says: &'static str,
}

/// Something that a rule may say of a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Effect {
    /// How rules name it; dots group effects: `role.mediator`.
    pub name: &'static str,
    /// The pass that asks for it; one rule sets effects of one stage.
    pub stage: &'static str,
    /// What may be said.
    pub values: Values,
    /// What it says of a word.
    pub says: &'static str,
}

/// What an effect says of a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Values {
    /// That it holds.
    Flag,
    /// One of these, strongest first.
    OneOf(&'static [&'static str]),
    /// A mention or a word that the pattern captures.
    Captured,
}

impl Vocabulary {
    /// The label that an effect is, to hand facts of one stage to the rules of another as
    /// [`Scene::labels`](super::Scene::labels): effects are numbered behind the labels.
    pub fn effect_label(&self, effect: impl Into<usize>) -> usize {
        self.labels.len() + effect.into()
    }

    /// The name of a value of an effect.
    pub fn value(&self, effect: impl Into<usize>, value: usize) -> Option<&'static str> {
        match self.effects.get(effect.into())?.values {
            Values::OneOf(names) => names.get(value).copied(),
            Values::Flag | Values::Captured => None,
        }
    }

    /// The number of a label or effect; where both have the name, of the label.
    pub(super) fn label_named(&self, name: &str) -> Option<usize> {
        let label = self.labels.iter().position(|l| l.name == name);
        label.or_else(|| self.effect_named(name).map(|e| self.effect_label(e)))
    }

    pub(super) fn effect_named(&self, name: &str) -> Option<usize> {
        self.effects.iter().position(|e| e.name == name)
    }

    /// The name of a label, or of the effect that it is, by its number in [`Scene::labels`](super::Scene::labels).
    pub fn label_name(&self, label: usize) -> &'static str {
        match self.labels.get(label) {
            Some(l) => l.name,
            None => self.effects.get(label - self.labels.len()).map_or("", |e| e.name),
        }
    }

    /// The effect that a label is, if it is one.
    pub(super) fn effect_of_label(&self, label: usize) -> Option<usize> {
        label.checked_sub(self.labels.len())
    }

    pub(super) fn label_names(&self) -> impl Iterator<Item = &'static str> {
        self.labels.iter().map(|l| l.name).chain(self.effects.iter().map(|e| e.name))
    }
}

/// Declares effects as an enum of numbers and the table for [`Vocabulary::effects`], each with its name, stage and
/// values (`flag`, `captured`, or a list, strongest first); its documentation is what it says.
///
/// ```
/// sagwan_text::effects! {
///     /// What rules say of events.
///     pub enum Said, static SAID {
///         /// The event is told as held.
///         Told = "told" in "events": flag,
///         /// How far it has come.
///         Status = "status" in "events": ["occurred", "planned"],
///         /// Who mediated.
///         Mediator = "role.mediator" in "events": captured,
///     }
/// }
/// assert_eq!(usize::from(Said::Status), 1);
/// assert_eq!(SAID[0].says, "The event is told as held.");
/// ```
#[macro_export]
macro_rules! effects {
    (
        $(#[$meta:meta])*
        $vis:vis enum $list:ident, static $table:ident {
            $( $(#[doc = $says:literal])+ $item:ident = $name:literal in $stage:literal : $values:tt ),* $(,)?
        }
    ) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[repr(usize)]
        $vis enum $list {
            $( $(#[doc = $says])+ $item, )*
        }

        impl From<$list> for usize {
            fn from(effect: $list) -> usize {
                effect as usize
            }
        }

        /// The effects in the order of their numbers.
        $vis static $table: &[$crate::pattern::Effect] = &[
            $( $crate::pattern::Effect {
                name: $name,
                stage: $stage,
                values: $crate::effects!(@values $values),
                says: concat!($($says),+).trim_ascii(),
            }, )*
        ];
    };
    (@values flag) => { $crate::pattern::Values::Flag };
    (@values captured) => { $crate::pattern::Values::Captured };
    (@values [$($value:literal),+ $(,)?]) => { $crate::pattern::Values::OneOf(&[$($value),+]) };
}

/// Declares labels as an enum of numbers and the table for [`Vocabulary::labels`].
///
/// ```
/// sagwan_text::labels! {
///     /// What words are before any rule is asked.
///     pub enum Mark, static MARKS {
///         /// A word that names an event.
///         Event = "event",
///     }
/// }
/// assert_eq!(MARKS[usize::from(Mark::Event)].name, "event");
/// ```
#[macro_export]
macro_rules! labels {
    (
        $(#[$meta:meta])*
        $vis:vis enum $list:ident, static $table:ident {
            $( $(#[doc = $says:literal])+ $item:ident = $name:literal ),* $(,)?
        }
    ) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[repr(usize)]
        $vis enum $list {
            $( $(#[doc = $says])+ $item, )*
        }

        impl From<$list> for usize {
            fn from(label: $list) -> usize {
                label as usize
            }
        }

        /// The labels in the order of their numbers.
        $vis static $table: &[$crate::pattern::Label] = &[
            $( $crate::pattern::Label { name: $name, says: concat!($($says),+).trim_ascii() }, )*
        ];
    };
}
