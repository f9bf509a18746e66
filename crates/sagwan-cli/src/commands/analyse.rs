//! `sagwan analyse`: what the language analyser makes of a text.

use std::io::{BufRead, Read, Write};
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
    /// CoNLL-U: base forms in the third column, Sejong tags in the fifth, heads in the seventh
    #[arg(long, conflicts_with = "json")]
    conllu: bool,
    /// Each word under its head
    #[arg(long, conflicts_with_all = ["json", "conllu"])]
    tree: bool,
    /// Only say how much was analysed: for timing
    #[arg(long, conflicts_with_all = ["json", "conllu", "tree"])]
    count: bool,
    /// With --count: leave the heads out
    #[arg(long, requires = "count")]
    no_heads: bool,
    /// How to cut and tag
    #[arg(long, value_enum, default_value = "news")]
    scheme: Scheme,
    /// A user dictionary: lines of surface,tag,cost
    #[arg(long, value_name = "FILE")]
    words: Option<PathBuf>,
    /// Compare with the annotation of a CoNLL-U file (Sejong tags) instead of analysing a text
    #[arg(long, value_name = "FILE", conflicts_with_all = ["json", "conllu", "tree", "count"])]
    eval: Option<PathBuf>,
}

/// Analyses a text or measures against an annotation.
pub fn run(arguments: &AnalyseArguments) -> anyhow::Result<ExitCode> {
    let style = match arguments.scheme {
        Scheme::News => Style::News,
        Scheme::Gsd => Style::Gsd,
    };
    let mut analyser = Analyser::new().with_style(style);
    let shown = arguments.json || arguments.conllu || arguments.tree;
    if shown || arguments.eval.is_some() || arguments.count && !arguments.no_heads {
        analyser = analyser.with_heads();
    }
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
        print(arguments, &analyser, std::io::stdin().lock(), "standard input", &mut out)?;
    } else {
        let name = arguments.path.display().to_string();
        let file = std::fs::File::open(&arguments.path).with_context(|| format!("{name}: cannot be read"))?;
        print(arguments, &analyser, file, &name, &mut out)?;
    }
    out.flush()?;
    Ok(ExitCode::SUCCESS)
}

/// What is read at a time: whole lines of about so many bytes.
const PIECE: usize = 1 << 18;

/// Counts of what was analysed.
#[derive(Default)]
struct Seen {
    bytes: usize,
    sentences: usize,
    morphemes: usize,
}

/// Analyses the lines as they are read, so that memory stays flat. Text in another charset than UTF-8 is read
/// whole, for its charset shows only then.
fn print(
    arguments: &AnalyseArguments,
    analyser: &Analyser,
    input: impl Read,
    name: &str,
    out: &mut impl Write,
) -> anyhow::Result<()> {
    let mut input = std::io::BufReader::with_capacity(PIECE, input);
    let mut seen = Seen::default();
    let mut bytes = Vec::new();
    loop {
        bytes.clear();
        while bytes.len() < PIECE {
            if input.read_until(b'\n', &mut bytes).with_context(|| format!("{name}: cannot be read"))? == 0 {
                break;
            }
        }
        if bytes.is_empty() && seen.bytes > 0 {
            break;
        }
        match std::str::from_utf8(&bytes) {
            Ok(text) if !text.contains('\0') => print_lines(arguments, analyser, text, &mut seen, out)?,
            _ => {
                anyhow::ensure!(seen.bytes == 0, "{name}: is not UTF-8 after {} bytes", seen.bytes);
                input.read_to_end(&mut bytes).with_context(|| format!("{name}: cannot be read"))?;
                let text = sagwan::article::decode(&bytes, None).with_context(|| name.to_owned())?.text;
                print_lines(arguments, analyser, &text, &mut seen, out)?;
                break;
            }
        }
        if bytes.is_empty() {
            break;
        }
    }
    if arguments.count {
        writeln!(out, "{} bytes, {} sentences, {} morphemes", seen.bytes, seen.sentences, seen.morphemes)?;
    }
    Ok(())
}

fn print_lines(
    arguments: &AnalyseArguments,
    analyser: &Analyser,
    text: &str,
    seen: &mut Seen,
    out: &mut impl Write,
) -> anyhow::Result<()> {
    seen.bytes += text.len();
    for line in text.split_inclusive('\n') {
        let analysis = analyser.analyse(line);
        for sentence in &analysis.sentences {
            seen.sentences += 1;
            seen.morphemes += analysis.morphemes_of(sentence).len();
            if arguments.count {
                continue;
            }
            if arguments.json {
                write_json(&analysis, sentence, line, out)?;
            } else if arguments.conllu {
                write_conllu(&analysis, sentence, line, seen.sentences, out)?;
            } else if arguments.tree {
                write_tree(sentence, line, out)?;
            } else {
                write_plain(&analysis, sentence, line, out)?;
            }
        }
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
        .zip(&sentence.dependencies)
        .map(|(token, dependency)| {
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
            json!({
                "text": token.span.of(text),
                "morphemes": morphemes,
                "head": dependency.head,
                "relation": dependency.relation.as_str(),
            })
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
    for (n, (token, dependency)) in sentence.tokens.iter().zip(&sentence.dependencies).enumerate() {
        let morphemes = analysis.morphemes(token);
        let forms: Vec<&str> = morphemes.iter().map(|m| analysis.form(m, text)).collect();
        let tags: Vec<&str> = morphemes.iter().map(|m| m.tag.as_str()).collect();
        let glued = sentence.tokens.get(n + 1).is_some_and(|next| !next.spaced);
        let misc = if glued { "SpaceAfter=No" } else { "_" };
        writeln!(
            out,
            "{}\t{}\t{}\t_\t{}\t_\t{}\t{}\t_\t{misc}",
            n + 1,
            token.span.of(text),
            forms.join("+"),
            tags.join("+"),
            dependency.head.map_or(0, |head| head + 1),
            dependency.relation.as_str(),
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

/// Words under their heads, in the order of the text.
fn write_tree(sentence: &Sentence, text: &str, out: &mut impl Write) -> anyhow::Result<()> {
    let mut children: Vec<Vec<usize>> = vec![Vec::new(); sentence.tokens.len()];
    let mut open: Vec<(usize, usize)> = Vec::new();
    for (n, dependency) in sentence.dependencies.iter().enumerate() {
        match dependency.head.and_then(|head| children.get_mut(head as usize)) {
            Some(list) => list.push(n),
            None => open.push((n, 0)),
        }
    }
    open.reverse();
    while let Some((n, depth)) = open.pop() {
        if let (Some(token), Some(dependency)) = (sentence.tokens.get(n), sentence.dependencies.get(n)) {
            let relation = dependency.relation.as_str();
            writeln!(out, "{:indent$}{} ({relation})", "", token.span.of(text), indent = 2 * depth)?;
        }
        open.extend(children.get(n).into_iter().flatten().rev().map(|&child| (child, depth + 1)));
    }
    writeln!(out)?;
    Ok(())
}
