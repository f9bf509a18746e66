//! Relations between words, by their names in UD Korean GSD.

macro_rules! relations {
    ($($name:ident $text:literal),* $(,)?) => {
        /// How a word depends on its head.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        #[allow(missing_docs)]
        pub enum Relation {
            $($name),*
        }

        impl Relation {
            /// All of them, in the order of their weights in the model.
            pub const ALL: &'static [Relation] = &[$(Relation::$name),*];

            /// Its name in UD.
            pub fn as_str(self) -> &'static str {
                match self {
                    $(Relation::$name => $text),*
                }
            }

            /// Reads what [`Relation::as_str`] writes.
            pub fn parse(text: &str) -> Option<Self> {
                match text {
                    $($text => Some(Relation::$name),)*
                    _ => None,
                }
            }
        }
    };
}

relations! {
    Dep "dep",
    Root "root",
    Punct "punct",
    Acl "acl",
    Relcl "acl:relcl",
    Advcl "advcl",
    Advmod "advmod",
    Amod "amod",
    Appos "appos",
    Aux "aux",
    Case "case",
    Cc "cc",
    Ccomp "ccomp",
    Compound "compound",
    Conj "conj",
    Cop "cop",
    Csubj "csubj",
    Det "det",
    DetPoss "det:poss",
    Fixed "fixed",
    Flat "flat",
    Goeswith "goeswith",
    Iobj "iobj",
    List "list",
    Mark "mark",
    Nmod "nmod",
    Nsubj "nsubj",
    NsubjPass "nsubj:pass",
    Nummod "nummod",
    Obj "obj",
    Obl "obl",
    Vocative "vocative",
}
