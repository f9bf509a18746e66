"""What the tests share: the command that the package must agree with, and made-up newswire for both to read."""

import json
import os
import pathlib
import subprocess

import pytest

ROOT = pathlib.Path(__file__).resolve().parents[3]
PROFILE = pathlib.Path(os.environ.get("SAGWAN_BIN", ROOT / "target" / "release"))
ARTICLES = int(os.environ.get("SAGWAN_ARTICLES", 1000))

TALKS = (
    "외교장관 회담\n강민서 외교부 장관은 20일 서울에서 얀 노바크 체코 외교장관과 회담했다. "
    '강 장관은 "협력을 넓히자"고 말했다.\n노바크 장관은 다음 달 프라하로 강 장관을 초청했다.'
)


def run(program, *arguments, text=None):
    binary = PROFILE / program
    if not binary.exists():
        pytest.fail(f"{binary} is not there: build it, or name its folder with SAGWAN_BIN")
    done = subprocess.run([binary, *map(str, arguments)], input=text, capture_output=True, encoding="utf-8")
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="session")
def command():
    """Runs the command; gives what it prints."""
    return lambda *arguments, text=None: run("sagwan", *arguments, text=text)


@pytest.fixture(scope="session")
def news(tmp_path_factory):
    """A file of made-up newswire, one article a line."""
    path = tmp_path_factory.mktemp("news") / "news.jsonl"
    run("sagwan-synth", "generate", "--articles", ARTICLES, path)
    return path


@pytest.fixture(scope="session")
def articles(news):
    """The articles of that file."""
    return [json.loads(line) for line in news.read_text(encoding="utf-8").splitlines()]


@pytest.fixture(scope="session")
def lines(command, news):
    """Their records, as the command prints them."""
    return command("read", "--json", news).splitlines()


def pytest_addoption(parser):
    parser.addoption("--write-schema", action="store_true", help="write schema.json anew")
