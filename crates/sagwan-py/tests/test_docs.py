"""What documents show is what happens."""

import ast
import doctest
import json
import re

import pytest
import sagwan
from conftest import ROOT


def examples(name, text, names):
    test = doctest.DocTestParser().get_doctest(text, names, name, name, 0)
    runner = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE)
    said = []
    runner.run(test, out=said.append)
    assert runner.failures == 0, "".join(said)
    return runner.tries


def test_doctests_of_the_package():
    results = [
        examples(test.name, test.docstring, {"sagwan": sagwan})
        for test in doctest.DocTestFinder().find(sagwan, extraglobs={"sagwan": sagwan})
        if test.examples
    ]
    assert len(results) >= 4


def test_docs_python(tmp_path, monkeypatch):
    page = (ROOT / "docs" / "python.md").read_text(encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    blocks = re.findall(r"```python\n(>>>.*?)```", page, re.DOTALL)
    assert examples("docs/python.md", "\n".join(blocks), {"sagwan": sagwan}) > 15


@pytest.mark.filterwarnings("ignore:Glyph")
def test_the_notebook(monkeypatch):
    matplotlib = pytest.importorskip("matplotlib")
    matplotlib.use("Agg")
    monkeypatch.chdir(ROOT / "examples")
    cells = json.loads((ROOT / "examples" / "who_met_whom.ipynb").read_text(encoding="utf-8"))["cells"]
    names, shown = {}, []
    for cell in cells:
        if cell["cell_type"] != "code":
            continue
        tree = ast.parse("".join(cell["source"]))
        last = tree.body.pop() if isinstance(tree.body[-1], ast.Expr) else None
        exec(compile(tree, "who_met_whom.ipynb", "exec"), names)
        if last is not None:
            shown.append(eval(compile(ast.Expression(last.value), "who_met_whom.ipynb", "eval"), names))
    assert len(shown) == 6 and shown[0] == 9
    # Nine articles tell of eight meetings: two are of one.
    assert len(names["events"][names["events"]["status"] == "occurred"]) == 9
    assert len(names["ledger"].occasions(status="occurred")) == 8
    assert names["ties"]["occasions"].sum() == 8
    labels = [label.get_text() for label in names["axes"].get_xticklabels()]
    assert labels == names["names"] and "강민서" in labels
    assert max(max(row) for row in names["met"]) == 2
