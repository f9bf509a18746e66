//! All that a reader knows before it sees an article: the language pack and the tables of the reader's own passes.

use std::sync::{Arc, LazyLock};

use sagwan_ko::Pack;
use sagwan_ko::{Additions, PackError};
use sha2::{Digest, Sha256};

use crate::{clean, events};

/// What a reader rests on. Made once, then only read.
#[derive(Debug)]
pub(crate) struct Knowledge {
    pub(crate) pack: Pack,
    pub(crate) cleaning: clean::Tables,
    pub(crate) events: events::Tables,
    /// A hash of all tables and rules.
    pub(crate) fingerprint: String,
}

/// What ships, for all readers without rules of their own.
static SHIPPED: LazyLock<Result<Arc<Knowledge>, PackError>> =
    LazyLock::new(|| Knowledge::with(Additions::default()).map(Arc::new));

impl Knowledge {
    /// The shipped tables with a user's beside them.
    pub(crate) fn with(added: Additions) -> Result<Self, PackError> {
        Knowledge::of(Pack::with(added)?)
    }

    /// What rests on a pack.
    pub(crate) fn of(pack: Pack) -> Result<Self, PackError> {
        Ok(Knowledge {
            cleaning: clean::Tables::load(&pack.tables)?,
            events: events::Tables::load(&pack)?,
            fingerprint: fingerprint(&pack),
            pack,
        })
    }

    /// What ships.
    pub(crate) fn shipped() -> Result<Arc<Self>, PackError> {
        SHIPPED.clone()
    }

    /// What ships, for look-ups without a reader.
    pub(crate) fn shipped_ref() -> Option<&'static Self> {
        SHIPPED.as_ref().ok().map(Arc::as_ref)
    }
}

fn fingerprint(pack: &Pack) -> String {
    let mut hash = Sha256::new();
    for (name, _) in sagwan_ko::tables::SHIPPED {
        pack.tables.texts(name).for_each(|(_, text)| hash.update(text.as_bytes()));
    }
    hash.update(pack.rules.fingerprint().as_bytes());
    hash.finalize().iter().take(6).map(|byte| format!("{byte:02x}")).collect()
}
