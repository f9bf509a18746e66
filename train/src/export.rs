//! Writes the model file; the layout is described where it is read.

use sagwan_ko::training::{
    COUNT_BITS, FIRST_SYLLABLE, HEADER, MAGIC, SYLLABLES, VERSION, checksum, counts, short_key, slot_of,
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

/// The bytes of a model file that finds morphemes and no heads.
pub fn morphemes(learner: &Learner) -> Vec<u8> {
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

    let mut header = [0u32; HEADER];
    header[counts::LABELS] = labels.len() as u32;
    header[counts::CANDIDATES] = (candidates.len() / 2) as u32;
    header[counts::FILTER] = learner.filter.len() as u32;
    header[counts::WEIGHTS] = learner.weights.now.len() as u32;
    header[counts::LEXICON] = lexicon_keys.len() as u32;
    header[counts::MEMORY] = memory_keys.len() as u32;
    header[counts::MEMORY_LABELS] = (memory.len() / 2) as u32;
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
    ]
    .concat();
    sealed(header, body)
}

/// The same model with a parser: its sections come last.
pub fn with_heads(model: &[u8], parser: &depend::Learner) -> Vec<u8> {
    let (old, body) = model.split_at(4 * HEADER);
    let mut header = [0u32; HEADER];
    for (slot, word) in header.iter_mut().zip(old.chunks(4)) {
        *slot = word.iter().rev().fold(0, |n, &byte| n << 8 | u32::from(byte));
    }
    let moves: Vec<u8> = parser
        .moves
        .checked_rows()
        .flat_map(|(row, check)| row.iter().map(|&w| w as i8 as u8).chain([check]).collect::<Vec<_>>())
        .collect();
    let (filter, relations) = (parser.relations.filter(), &parser.relations.weights.now);
    header[counts::MOVES] = (moves.len() / 4) as u32;
    header[counts::RELATION_FILTER] = filter.len() as u32;
    header[counts::RELATIONS] = relations.len() as u32;
    sealed(header, [body, &pad(moves), &filter_bytes(filter), &pad(weight_bytes(relations))].concat())
}

/// Header and body, with what tells that both are whole.
fn sealed(mut header: [u32; HEADER], body: Vec<u8>) -> Vec<u8> {
    header[0] = u32::from_le_bytes([MAGIC[0], MAGIC[1], MAGIC[2], MAGIC[3]]);
    header[1] = u32::from_le_bytes([MAGIC[4], MAGIC[5], MAGIC[6], MAGIC[7]]);
    header[2] = VERSION;
    let sum = checksum(&body);
    header[3] = sum as u32;
    header[4] = (sum >> 32) as u32;
    [words(&header), body].concat()
}
