//! `sagwan analyse`: what the language analyser makes of a text.

use std::io::{Read, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Context;
use clap::{Args, ValueEnum};
use sagwan_ko::{Analyser, Analysis, Sentence, Style, UserWords};
use serde_json::json;

/// Habits of cutting and tagging.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Scheme {
    /// As the reader uses it.
    News,
    /// As the treebank UD Korean GSD.
    Gsd,
}

/// Arguments of `sagwan analyse`.
#[derive(Debug, Args)]
pub struct AnalyseArguments {
    /// A file of text, or - for standard input
    #[arg(value_name = "FILE|-", default_value = "-")]
    path: PathBuf,
    /// One JSON object a sentence
    #[arg(long)]
    json: bool,
    /// CoNLL-U: base forms in the third column, Sejong tags in the fifth
    #[arg(long, conflicts_with = "json")]
    conllu: bool,
    /// Only say how much was analysed: for timing
    #[arg(long, conflicts_with_all = ["json", "conllu"])]
    count: bool,
    /// How to cut and tag
    #[arg(long, value_enum, default_value = "news")]
    scheme: Scheme,
    /// A user dictionary: lines of surface,tag,cost
    #[arg(long, value_name = "FILE")]
    words: Option<PathBuf>,
    /// Compare with the annotation of a CoNLL-U file (Sejong tags) instead of analysing a text
    #[arg(long, value_name = "FILE", conflicts_with_all = ["json", "conllu", "count"])]
    eval: Option<PathBuf>,
}

/// Analyses a text or measures against an annotation.
pub fn run(arguments: &AnalyseArguments) -> anyhow::Result<ExitCode> {
    let style = match arguments.scheme {
        Scheme::News => Style::News,
        Scheme::Gsd => Style::Gsd,
    };
    let mut analyser = Analyser::new().with_style(style);
    if let Some(path) = &arguments.words {
        let csv =
            std::fs::read_to_string(path).with_context(|| format!("{}: cannot be read", path.display()))?;
        let words = UserWords::from_csv(&csv).with_context(|| path.display().to_string())?;
        analyser = analyser.with_words(words);
    }
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    if let Some(path) = &arguments.eval {
        return super::analyse_eval::run(path, &analyser, &mut out);
    }
    if arguments.path.as_os_str() == "-" {
        let mut bytes = Vec::new();
        std::io::stdin().read_to_end(&mut bytes).context("standard input cannot be read")?;
        print(arguments, &analyser, &decoded(&bytes, "standard input")?, &mut out)?;
    } else {
        let name = arguments.path.display().to_string();
        let bytes = std::fs::read(&arguments.path).with_context(|| format!("{name}: cannot be read"))?;
        print(arguments, &analyser, &decoded(&bytes, &name)?, &mut out)?;
    }
    out.flush()?;
    Ok(ExitCode::SUCCESS)
}

fn decoded(bytes: &[u8], name: &str) -> anyhow::Result<String> {
    sagwan::article::decode(bytes, None).with_context(|| name.to_owned())
}

/// Paragraphs are analysed one by one, so that memory stays flat.
fn print(
    arguments: &AnalyseArguments,
    analyser: &Analyser,
    text: &str,
    out: &mut impl Write,
) -> anyhow::Result<()> {
    let (mut sentences, mut morphemes) = (0usize, 0usize);
    for line in text.split_inclusive('\n') {
        let analysis = analyser.analyse(line);
        for sentence in &analysis.sentences {
            sentences += 1;
            morphemes += analysis.morphemes_of(sentence).len();
            if arguments.count {
                continue;
            }
            if arguments.json {
                write_json(&analysis, sentence, line, out)?;
            } else if arguments.conllu {
                write_conllu(&analysis, sentence, line, sentences, out)?;
            } else {
                write_plain(&analysis, sentence, line, out)?;
            }
        }
    }
    if arguments.count {
        writeln!(out, "{} bytes, {sentences} sentences, {morphemes} morphemes", text.len())?;
    }
    Ok(())
}

fn write_json(
    analysis: &Analysis,
    sentence: &Sentence,
    text: &str,
    out: &mut impl Write,
) -> anyhow::Result<()> {
    let tokens: Vec<_> = sentence
        .tokens
        .iter()
        .map(|token| {
            let morphemes: Vec<_> = analysis
                .morphemes(token)
                .iter()
                .map(|m| {
                    json!([
                        analysis.form(m, text),
                        m.tag.as_str(),
                        m.span.start - token.span.start,
                        m.span.end - token.span.start
                    ])
                })
                .collect();
            json!({"text": token.span.of(text), "morphemes": morphemes})
        })
        .collect();
    let line = json!({"text": sentence.span.of(text), "tokens": tokens});
    writeln!(out, "{line}")?;
    Ok(())
}

fn write_conllu(
    analysis: &Analysis,
    sentence: &Sentence,
    text: &str,
    number: usize,
    out: &mut impl Write,
) -> anyhow::Result<()> {
    writeln!(out, "# sent_id = {number}\n# text = {}", sentence.span.of(text))?;
    for (n, token) in sentence.tokens.iter().enumerate() {
        let morphemes = analysis.morphemes(token);
        let forms: Vec<&str> = morphemes.iter().map(|m| analysis.form(m, text)).collect();
        let tags: Vec<&str> = morphemes.iter().map(|m| m.tag.as_str()).collect();
        let glued = sentence.tokens.get(n + 1).is_some_and(|next| !next.spaced);
        let misc = if glued { "SpaceAfter=No" } else { "_" };
        writeln!(
            out,
            "{}\t{}\t{}\t_\t{}\t_\t_\t_\t_\t{misc}",
            n + 1,
            token.span.of(text),
            forms.join("+"),
            tags.join("+")
        )?;
    }
    writeln!(out)?;
    Ok(())
}

fn write_plain(
    analysis: &Analysis,
    sentence: &Sentence,
    text: &str,
    out: &mut impl Write,
) -> anyhow::Result<()> {
    for token in &sentence.tokens {
        let parts: Vec<String> = analysis
            .morphemes(token)
            .iter()
            .map(|m| format!("{}/{}", analysis.form(m, text), m.tag.as_str()))
            .collect();
        writeln!(out, "{}\t{}", token.span.of(text), parts.join(" + "))?;
    }
    writeln!(out)?;
    Ok(())
}
