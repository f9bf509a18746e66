//! Writes the model file; the layout is described where it is read.

use sagwan_ko::training::{
    COUNT_BITS, FIRST_SYLLABLE, HEADER, MAGIC, SYLLABLES, VERSION, checksum, short_key, slot_of,
};

use crate::depend;
use crate::perceptron::Learner;

fn words(list: &[u32]) -> Vec<u8> {
    list.iter().flat_map(|n| n.to_le_bytes()).collect()
}

fn filter_bytes(filter: &[u64]) -> Vec<u8> {
    filter.iter().flat_map(|word| word.to_le_bytes()).collect()
}

fn weight_bytes(weights: &[i32]) -> Vec<u8> {
    weights.iter().map(|&w| w as i8 as u8).collect()
}

fn pad(mut bytes: Vec<u8>) -> Vec<u8> {
    bytes.resize(bytes.len().next_multiple_of(8), 0);
    bytes
}

/// A table of keys and what stands under them, searched from [`slot_of`] on.
fn table<T: Copy + Default>(entries: &[(u32, T)]) -> (Vec<u32>, Vec<T>) {
    // Sorted keys lie where they are searched, or a little later; the room behind the last grows as needed.
    let slots = entries.len() * 5 / 4 + 16;
    let (mut keys, mut values) = (vec![0u32; slots], vec![T::default(); slots]);
    for &(key, value) in entries {
        let mut at = slot_of(key, slots);
        while keys[at] != 0 && keys[at] != key {
            at += 1;
        }
        keys[at] = key;
        values[at] = value;
    }
    assert_eq!(keys.last(), Some(&0), "the last slot is empty");
    (keys, values)
}

/// The bytes of the model file.
pub fn bytes(learner: &Learner, parser: Option<&depend::Learner>) -> Vec<u8> {
    let labels: String = learner.labels.iter().map(|l| l.to_text() + "\n").collect();
    let mut ends = Vec::with_capacity(SYLLABLES);
    let mut candidates: Vec<u8> = Vec::new();
    for n in 0..SYLLABLES {
        let syllable = char::from_u32(FIRST_SYLLABLE + n as u32).unwrap_or(' ');
        for label in learner.candidates.get(&syllable).into_iter().flatten() {
            candidates.extend(label.to_le_bytes());
        }
        ends.push((candidates.len() / 2) as u32);
    }
    let mut entries: Vec<(u32, u8)> =
        learner.lexicon.iter().map(|(hash, entry)| (short_key(*hash), entry.class)).collect();
    entries.sort_unstable();
    let (lexicon_keys, lexicon_classes) = table(&entries);

    let mut known: Vec<_> = learner.memory.iter().collect();
    known.sort_unstable();
    let mut memory: Vec<u8> = Vec::new();
    let mut entries: Vec<(u32, u32)> = Vec::new();
    for (hash, list) in known {
        entries.push((short_key(*hash), ((memory.len() / 2) as u32) << COUNT_BITS | (list.len() as u32 + 1)));
        memory.extend(((hash >> 48) as u16).to_le_bytes());
        memory.extend(list.iter().flat_map(|label| label.to_le_bytes()));
    }
    entries.sort_unstable();
    let (memory_keys, memory_slots) = table(&entries);

    let tables = parser.map(|p| [&p.moves, &p.relations]);
    let parts: Vec<(Vec<u8>, Vec<u8>)> =
        tables.iter().flatten().map(|t| (filter_bytes(&t.filter), weight_bytes(&t.weights.now))).collect();

    let mut header = vec![0u32; HEADER];
    header[0] = u32::from_le_bytes([MAGIC[0], MAGIC[1], MAGIC[2], MAGIC[3]]);
    header[1] = u32::from_le_bytes([MAGIC[4], MAGIC[5], MAGIC[6], MAGIC[7]]);
    header[2] = VERSION;
    header[5] = labels.len() as u32;
    header[6] = (candidates.len() / 2) as u32;
    header[7] = learner.filter.len() as u32;
    header[8] = learner.weights.now.len() as u32;
    header[9] = lexicon_keys.len() as u32;
    for (n, (filter, weights)) in parts.iter().enumerate() {
        header[10 + 2 * n] = (filter.len() / 8) as u32;
        header[11 + 2 * n] = weights.len() as u32;
    }
    header[14] = memory_keys.len() as u32;
    header[15] = (memory.len() / 2) as u32;
    let parser: Vec<u8> =
        parts.into_iter().flat_map(|(filter, weights)| [pad(filter), pad(weights)].concat()).collect();
    let body: Vec<u8> = [
        pad(labels.into_bytes()),
        pad(words(&ends)),
        pad(candidates),
        filter_bytes(&learner.filter),
        pad(weight_bytes(&learner.weights.now)),
        pad(words(&lexicon_keys)),
        pad(lexicon_classes),
        pad(words(&memory_keys)),
        pad(words(&memory_slots)),
        pad(memory),
        parser,
    ]
    .concat();
    let sum = checksum(&body);
    header[3] = sum as u32;
    header[4] = (sum >> 32) as u32;
    [words(&header), body].concat()
}
