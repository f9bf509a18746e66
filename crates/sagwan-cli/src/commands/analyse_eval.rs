//! `sagwan analyse --eval`: morpheme F1 against a treebank with Sejong tags.
//!
//! Form and tag are compared as bags for each sentence. Allomorphs that schemes write differently are one:
//! 았/었/였, and 아/어/여 at the head of an ending.

use std::collections::HashMap;
use std::io::Write;
use std::path::Path;
use std::process::ExitCode;

use anyhow::Context;
use sagwan_ko::Analyser;

/// Measures and prints.
pub fn run(path: &Path, analyser: &Analyser, out: &mut impl Write) -> anyhow::Result<ExitCode> {
    let file =
        std::fs::read_to_string(path).with_context(|| format!("{}: cannot be read", path.display()))?;
    let (mut right, mut found, mut wanted, mut sentences) = (0usize, 0usize, 0usize, 0usize);
    for block in file.split("\n\n") {
        let Some(text) = block.lines().find_map(|l| l.strip_prefix("# text = ")) else { continue };
        let mut bag: HashMap<(String, String), i32> = HashMap::new();
        for cells in block.lines().filter(|l| !l.starts_with('#')).map(|l| l.split('\t').collect::<Vec<_>>())
        {
            let (Some(lemma), Some(tags)) = (cells.get(2), cells.get(4)) else { continue };
            let tags: Vec<&str> = tags.split('+').collect();
            let forms: Vec<&str> = if tags.len() == 1 { vec![lemma] } else { lemma.split('+').collect() };
            for (form, tag) in forms.iter().zip(&tags) {
                *bag.entry(normal(form, tag)).or_insert(0) += 1;
                wanted += 1;
            }
        }
        let analysis = analyser.analyse(text);
        for sentence in &analysis.sentences {
            for morpheme in analysis.morphemes_of(sentence) {
                found += 1;
                let key = normal(analysis.form(morpheme, text), morpheme.tag.as_str());
                if let Some(left) = bag.get_mut(&key)
                    && *left > 0
                {
                    *left -= 1;
                    right += 1;
                }
            }
        }
        sentences += 1;
    }
    anyhow::ensure!(
        sentences > 0,
        "{}: no sentences: a CoNLL-U file with lines `# text = …` is needed",
        path.display()
    );
    let ratio = |a: usize, b: usize| a as f64 / b.max(1) as f64;
    writeln!(
        out,
        "{sentences} sentences: morpheme P {:.4}  R {:.4}  F1 {:.4}",
        ratio(right, found),
        ratio(right, wanted),
        ratio(2 * right, found + wanted)
    )?;
    out.flush()?;
    Ok(ExitCode::SUCCESS)
}

fn normal(form: &str, tag: &str) -> (String, String) {
    let mut form = form.to_owned();
    if tag == "EP" && matches!(form.as_str(), "았" | "였" | "ㅆ") {
        form = "었".to_owned();
    }
    if matches!(tag, "EC" | "EF")
        && let Some(rest) = form.strip_prefix(['아', '여'])
    {
        form = format!("어{rest}");
    }
    (form, tag.to_owned())
}
