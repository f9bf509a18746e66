//! The speed of vibrato with mecab-ko's dictionary: `vibrato-speed DICTIONARY_DIR TEXT`.
//!
//! The packages that ship mecab-ko-dic hold it as MeCab compiled it. Here the compiled files are read back into the
//! text that vibrato compiles its own from. Prints MB of text a second on one thread, the best of nine.

use std::fmt::Write;
use std::path::Path;
use std::time::Instant;

use anyhow::{Context, Result};
use vibrato::{SystemDictionaryBuilder, Tokenizer};

fn main() -> Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [dictionary, text] = arguments.as_slice() else {
        anyhow::bail!("usage: vibrato-speed DICTIONARY_DIR TEXT");
    };
    let read = |name: &str| {
        let path = Path::new(dictionary).join(name);
        std::fs::read(&path).with_context(|| path.display().to_string())
    };
    let categories = Categories::read(&read("char.bin")?);
    let built = SystemDictionaryBuilder::from_readers(
        words(&read("sys.dic")?).as_bytes(),
        matrix(&read("matrix.bin")?).as_bytes(),
        categories.definitions().as_bytes(),
        words(&read("unk.dic")?).as_bytes(),
    )?;
    let tokenizer = Tokenizer::new(built);
    let text = std::fs::read_to_string(text)?;
    let mut worker = tokenizer.new_worker();
    let mut tokens = 0;
    let mut best = f64::MAX;
    for _ in 0..9 {
        let start = Instant::now();
        for line in text.lines() {
            worker.reset_sentence(line);
            worker.tokenize();
            tokens += worker.num_tokens();
        }
        best = best.min(start.elapsed().as_secs_f64());
    }
    eprintln!("{} tokens", tokens / 9);
    println!("{:.2}", text.len() as f64 / best / 1e6);
    Ok(())
}

fn u16_at(bytes: &[u8], at: usize) -> u16 {
    u16::from_le_bytes([bytes[at], bytes[at + 1]])
}

fn u32_at(bytes: &[u8], at: usize) -> u32 {
    u32::from_le_bytes([bytes[at], bytes[at + 1], bytes[at + 2], bytes[at + 3]])
}

/// The lines of a compiled dictionary: word, left and right number, cost, features.
fn words(bytes: &[u8]) -> String {
    // Magic, version, kind, words, left, right, then the sizes of the three parts, and the name of the charset.
    let size = |n: usize| u32_at(bytes, 4 * n) as usize;
    let (array, rest) = bytes[72..].split_at(size(6));
    let (tokens, features) = rest.split_at(size(7));
    let mut out = String::new();
    let mut key = Vec::new();
    walk(array, unit(array, 0).0, &mut key, &mut |key, value| {
        // How many tokens stand in the lowest byte, the number of the first above it.
        for token in (value >> 8)..(value >> 8) + (value & 0xFF) {
            let token = &tokens[16 * token as usize..][..16];
            let feature = &features[u32_at(token, 8) as usize..];
            let feature = feature.split(|&b| b == 0).next().unwrap_or_default();
            let word = String::from_utf8_lossy(key).replace('"', "\"\"");
            let (left, right, cost) = (u16_at(token, 0), u16_at(token, 2), u16_at(token, 6) as i16);
            let feature = String::from_utf8_lossy(feature);
            writeln!(out, "\"{word}\",{left},{right},{cost},{feature}").expect("strings take all");
        }
    });
    out
}

/// A unit of the double array: where its children begin, and whose child it is.
fn unit(array: &[u8], n: usize) -> (i32, u32) {
    if 8 * n + 8 > array.len() { (0, 0) } else { (u32_at(array, 8 * n) as i32, u32_at(array, 8 * n + 4)) }
}

/// All keys under a node of the double array with their values.
fn walk(array: &[u8], base: i32, key: &mut Vec<u8>, found: &mut impl FnMut(&[u8], u32)) {
    let (value, parent) = unit(array, base as usize);
    if parent == base as u32 && value < 0 {
        found(key, (-value - 1) as u32);
    }
    for byte in 1..=255u8 {
        let (child, parent) = unit(array, base as usize + usize::from(byte) + 1);
        if parent == base as u32 && child > 0 {
            key.push(byte);
            walk(array, child, key, found);
            key.pop();
        }
    }
}

/// Costs of neighbours: right number, left number, cost.
fn matrix(bytes: &[u8]) -> String {
    let (rights, lefts) = (usize::from(u16_at(bytes, 0)), usize::from(u16_at(bytes, 2)));
    let mut out = format!("{rights} {lefts}\n");
    for left in 0..lefts {
        for right in 0..rights {
            let cost = u16_at(bytes, 4 + 2 * (right + rights * left)) as i16;
            writeln!(out, "{right} {left} {cost}").expect("strings take all");
        }
    }
    out
}

/// Kinds of characters.
struct Categories {
    names: Vec<String>,
    /// For each character of the first plane: kinds as bits (18), the main one (8), length (4), group, invoke.
    characters: Vec<u32>,
}

impl Categories {
    fn read(bytes: &[u8]) -> Self {
        let count = u32_at(bytes, 0) as usize;
        let names = (0..count)
            .map(|n| bytes[4 + 32 * n..][..32].split(|&b| b == 0).next().unwrap_or_default())
            .map(|name| String::from_utf8_lossy(name).into_owned())
            .collect();
        let characters = bytes[4 + 32 * count..].chunks_exact(4).map(|c| u32_at(c, 0)).collect();
        Categories { names, characters }
    }

    fn definitions(&self) -> String {
        let mut out = String::new();
        for (n, name) in self.names.iter().enumerate() {
            // How unknown words of a kind are made stands at each of its characters.
            let of_kind =
                self.characters.iter().find(|c| (*c >> 18) & 0xFF == n as u32).copied().unwrap_or(0);
            let (length, group, invoke) = ((of_kind >> 26) & 15, (of_kind >> 30) & 1, of_kind >> 31);
            writeln!(out, "{name} {invoke} {group} {length}").expect("strings take all");
        }
        for (c, &kinds) in self.characters.iter().enumerate() {
            let main = ((kinds >> 18) & 0xFF) as usize;
            write!(out, "0x{c:04X} {}", self.names[main]).expect("strings take all");
            let others = |n: &usize| kinds & (1 << n) != 0 && *n != main;
            for name in (0..self.names.len()).filter(others).map(|n| &self.names[n]) {
                write!(out, " {name}").expect("strings take all");
            }
            out.push('\n');
        }
        out
    }
}
