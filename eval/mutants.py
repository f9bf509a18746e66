#!/usr/bin/env python3
"""Parts of eval/mutants: forcing predicates of the code, joining rows, the summary.

  mutants.py code COPY BUILD    rewrites a copy of the repository so that every predicate can be forced, builds its tests
                                once into BUILD, runs them for every predicate forced to true and to false; prints CSV
  mutants.py merge NEW.csv ALL.csv
  mutants.py summary ALL.csv
"""
import concurrent.futures, csv, json, os, pathlib, re, subprocess, sys

# Where predicates are looked for, by crate.
PLACES = {
    "sagwan": ["crates/sagwan/src"],
    "sagwan-ko": ["crates/sagwan-ko/src/names", "crates/sagwan-ko/src/times"],
}
# The tests that speak of reading: the quick and telling ones first.
TESTS = ["golden", "judgements", "people", "rules", "sagwan_ko", "contract", "sagwan"]
# A predicate that is forced may make a loop run on.
PATIENCE = 300
HEAD = ["mutant", "of", "part", "noticed_by"]

FORCED = """
/// What the environment forces, for eval/mutants.
pub(crate) mod forced {
    use std::sync::LazyLock;
    static FORCED: LazyLock<Option<(usize, bool)>> = LazyLock::new(|| {
        let said = std::env::var("SAGWAN_MUTANT").ok()?;
        let (number, value) = said.split_once('=')?;
        Some((number.parse().ok()?, value == "true"))
    });
    pub(crate) fn of(number: usize) -> Option<bool> {
        FORCED.filter(|(n, _)| *n == number).map(|(_, value)| value)
    }
}
"""


def closing(text, at):
    """The place behind the bracket that closes the one at `at`."""
    depth = 0
    for n in range(at, len(text)):
        depth += (text[n] == "(") - (text[n] == ")")
        if depth == 0:
            return n + 1
    return len(text)


def predicates(text):
    """Functions that give a bool: name, and the place behind the brace of their body. Tests are left out, and what is
    compiled only with a feature, which tests do not see."""
    end = text.find("#[cfg(test)]\nmod ")
    body = text if end < 0 else text[:end]
    for found in re.finditer(r"^[ \t]*(?:pub(?:\([a-z ]+\))? )?fn (\w+)", body, re.M):
        opens = body.find("(", found.end())
        if opens < 0 or re.search(r"#\[cfg\(feature[^\n]*\n\s*$", body[: found.start()]):
            continue
        behind = re.match(r"\s*->\s*bool\s*(?:where[^{]*)?\{", body[closing(body, opens):])
        if behind:
            yield found.group(1), found.start(), closing(body, opens) + behind.end()


def rewrite(copy):
    """Lets every predicate be forced; gives them in order."""
    all_found = []
    for crate, folders in PLACES.items():
        for folder in folders:
            for path in sorted((copy / folder).rglob("*.rs")):
                if path.name == "tests.rs" or "tests" in path.relative_to(copy / folder).parts:
                    continue
                text, out, done = path.read_text(encoding="utf-8"), [], 0
                for name, start, at in predicates(text):
                    line = text.count("\n", 0, start) + 1
                    guard = f" if let Some(forced) = crate::forced::of({len(all_found)}) {{ return forced; }}"
                    out += [text[done:at], guard]
                    done = at
                    all_found.append((f"{path.relative_to(copy)}:{line}", name))
                if out:
                    path.write_text("".join(out) + text[done:], encoding="utf-8")
        lib = copy / "crates" / crate / "src" / "lib.rs"
        lib.write_text(lib.read_text(encoding="utf-8") + FORCED, encoding="utf-8")
    return all_found


def built(copy, build):
    """The test programs of the copy, each with the folder that it runs in."""
    command = ["cargo", "test", "--quiet", "--no-run", "--message-format=json", "--lib", "--tests"]
    command += [part for crate in PLACES for part in ("-p", crate)]
    env = {**os.environ, "CARGO_TARGET_DIR": str(build), "RUSTFLAGS": "--cap-lints warn"}
    said = subprocess.run(command, cwd=copy, env=env, stdout=subprocess.PIPE, check=True).stdout
    programs = {}
    for line in said.splitlines():
        message = json.loads(line)
        if message.get("executable") and message["profile"]["test"]:
            programs[message["target"]["name"]] = (
                message["executable"],
                pathlib.Path(message["manifest_path"]).parent,
            )
    return [programs[name] for name in TESTS if name in programs]


def run(program, folder, env, skipped=()):
    """Runs a test program; gives the tests that fail."""
    env = {**os.environ, "INSTA_OUTPUT": "none", "RUST_BACKTRACE": "0", **env}
    skip = [part for name in skipped for part in ("--skip", name)]
    try:
        ran = subprocess.run(
            [program, "--test-threads=1", *skip], cwd=folder, env=env, capture_output=True, text=True,
            errors="replace", timeout=PATIENCE,
        )
    except subprocess.TimeoutExpired:
        return ["runs on"]
    failed = re.findall(r"^test (\S+) .*FAILED$", ran.stdout, re.M)
    return failed or ([] if ran.returncode == 0 else [f"{pathlib.Path(program).name} ends"])


def noticed(programs, skipped, mutant):
    """The first test that fails; empty when all pass."""
    for program, folder in programs:
        failed = run(program, folder, {"INSTA_UPDATE": "no", "SAGWAN_MUTANT": mutant}, skipped)
        if failed:
            return failed[0]
    return ""


def code(copy, build):
    found = rewrite(copy)
    programs = built(copy, build)
    # What is compared with is what is read today; a test that fails as it is notices nothing.
    skipped = []
    for program, folder in programs:
        run(program, folder, {"INSTA_UPDATE": "always"})
        skipped += run(program, folder, {"INSTA_UPDATE": "no"})
    if skipped:
        print(f"mutants: left out, as they fail without any mutant: {', '.join(skipped)}", file=sys.stderr)
    mutants = [(n, value) for n in range(len(found)) for value in ("true", "false")]
    out = csv.writer(sys.stdout, lineterminator="\n")
    out.writerow(HEAD)
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        answers = pool.map(lambda m: noticed(programs, skipped, f"{m[0]}={m[1]}"), mutants)
        for done, ((n, value), test) in enumerate(zip(mutants, answers)):
            place, name = found[n]
            out.writerow([place, name, value, test])
            if done % 50 == 0:
                print(f"{done} of {len(mutants)} mutants", file=sys.stderr)


def rows(path):
    if not os.path.exists(path):
        return []
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def is_code(row):
    return row["mutant"].startswith("crates/")


def shortened(said):
    parts = said.split(" | ")
    return said if len(parts) <= 3 else " | ".join(parts[:3]) + f" | {len(parts) - 3} more"


def merge(new, path):
    fresh = rows(new)
    kept = [row for row in rows(path) if is_code(row) != (bool(fresh) and is_code(fresh[0]))]
    both = sorted(kept + fresh, key=is_code)
    with open(path, "w", encoding="utf-8", newline="") as file:
        out = csv.DictWriter(file, HEAD, lineterminator="\n")
        out.writeheader()
        out.writerows({**row, "noticed_by": shortened(row["noticed_by"])} for row in both)


def kind_of(row):
    if is_code(row):
        return "predicates"
    if row["part"] in ("case", "ending", "feature"):
        return "tests of a word's form"
    return "rules" if row["part"] == "rule" else "parts of rules"


def summary(path):
    groups = {"rules": [], "parts of rules": [], "tests of a word's form": [], "predicates": []}
    for row in rows(path):
        groups[kind_of(row)].append(row)
    total = unseen = 0
    for kind, group in groups.items():
        if not group:
            continue
        nothing = [row for row in group if not row["noticed_by"]]
        own = sum(row["noticed_by"].startswith("only its own examples") for row in group)
        mute = sum(row["noticed_by"].endswith("of which nothing else is read") for row in group)
        total, unseen = total + len(group), unseen + len(nothing)
        more = f", only their own examples {own}, {mute} of them whatever is read" if own else ""
        print(f"{kind}: {len(group)}, nothing notices {len(nothing)} ({100 * len(nothing) / len(group):.1f} %){more}")
        for row in nothing:
            print(f"  {row['mutant']} {row['of']}: {row['part']}")
    print(f"all: {total}, nothing notices {unseen} ({100 * unseen / max(total, 1):.1f} %)")


if __name__ == "__main__":
    what, *paths = sys.argv[1:]
    {"code": code, "merge": merge, "summary": summary}[what](*map(pathlib.Path, paths))
