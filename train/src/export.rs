//! Writes the model file; the layout is described where it is read.

use sagwan_ko::training::{
    COUNT_BITS, FIRST_SYLLABLE, HEADER, MAGIC, SYLLABLES, VERSION, checksum, short_key,
};

use crate::perceptron::Learner;

/// Features in a bucket, on average.
const PER_BUCKET: usize = 6;

fn words(list: &[u32]) -> Vec<u8> {
    list.iter().flat_map(|n| n.to_le_bytes()).collect()
}

fn pad(mut bytes: Vec<u8>) -> Vec<u8> {
    bytes.resize(bytes.len().next_multiple_of(4), 0);
    bytes
}

/// An open-addressed table of keys and slots.
fn table(entries: &[(u32, u32)], fill: usize) -> (Vec<u32>, Vec<u32>) {
    let size = (entries.len() * 100 / fill).next_power_of_two().max(2);
    let (mut keys, mut slots) = (vec![0u32; size], vec![0u32; size]);
    for &(key, slot) in entries {
        let mut at = key as usize & (size - 1);
        while keys[at] != 0 && keys[at] != key {
            at = (at + 1) & (size - 1);
        }
        keys[at] = key;
        slots[at] = slot;
    }
    (keys, slots)
}

/// The bytes of the model file.
pub fn bytes(learner: &Learner) -> Vec<u8> {
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
    // Sorted, so that the same training gives the same bytes; the order of the keys is that of the buckets.
    let mut features: Vec<_> = learner.weights.iter().collect();
    features.sort_unstable_by_key(|(feature, _)| **feature);
    let buckets = (features.len() / PER_BUCKET).max(1);
    let mut bucket_ends = vec![0u32; buckets];
    let mut weights: Vec<u8> = Vec::new();
    for (feature, list) in features {
        let kept = &list[..list.len().min(255)];
        weights.extend((*feature as u16).to_le_bytes());
        weights.push(kept.len() as u8);
        for weight in kept {
            weights.extend([weight.place, weight.code() as u8]);
        }
        bucket_ends[((u64::from(*feature) * buckets as u64) >> 32) as usize] = weights.len() as u32;
    }
    // A bucket without features ends where the one before it does.
    for n in 1..buckets {
        bucket_ends[n] = bucket_ends[n].max(bucket_ends[n - 1]);
    }
    let mut known: Vec<_> = learner.memory.iter().collect();
    known.sort_unstable();
    let mut memory: Vec<u8> = Vec::new();
    let mut entries = Vec::new();
    for (hash, list) in known {
        let key = short_key(*hash);
        entries.push((key, ((memory.len() / 2) as u32) << COUNT_BITS | (list.len() as u32 + 1)));
        memory.extend(((hash >> 48) as u16).to_le_bytes());
        for label in list {
            memory.extend(label.to_le_bytes());
        }
    }
    let (memory_keys, memory_slots) = table(&entries, 85);

    let mut entries: Vec<(u32, u32)> =
        learner.lexicon.iter().map(|(hash, entry)| (short_key(*hash), u32::from(entry.class))).collect();
    entries.sort_unstable();
    let (lexicon_keys, lexicon_classes) = table(&entries, 85);
    let lexicon_classes: Vec<u8> = lexicon_classes.iter().map(|&c| c as u8).collect();

    let mut header = vec![0u32; HEADER];
    header[0] = u32::from_le_bytes([MAGIC[0], MAGIC[1], MAGIC[2], MAGIC[3]]);
    header[1] = u32::from_le_bytes([MAGIC[4], MAGIC[5], MAGIC[6], MAGIC[7]]);
    header[2] = VERSION;
    header[5] = labels.len() as u32;
    header[6] = (candidates.len() / 2) as u32;
    header[7] = bucket_ends.len() as u32;
    header[8] = weights.len() as u32;
    header[9] = memory_keys.len() as u32;
    header[10] = (memory.len() / 2) as u32;
    header[11] = lexicon_keys.len() as u32;
    let body: Vec<u8> = [
        pad(labels.into_bytes()),
        words(&ends),
        pad(candidates),
        words(&bucket_ends),
        pad(weights.clone()),
        words(&memory_keys),
        words(&memory_slots),
        pad(memory),
        words(&lexicon_keys),
        pad(lexicon_classes),
    ]
    .concat();
    let sum = checksum(&body);
    header[3] = sum as u32;
    header[4] = (sum >> 32) as u32;
    [words(&header), body].concat()
}
