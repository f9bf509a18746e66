"""What stands in stubs and types is what there is."""

import json
import subprocess
import sys
import typing

import sagwan
from conftest import ROOT


def written(hint):
    """The JSON Schema of a type hint, as far as names of types go."""
    if hint is type(None):
        return {"null"}
    if typing.is_typeddict(hint):
        return {hint.__name__}
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    if origin is typing.Literal:
        return {frozenset(arguments)}
    if origin is list:
        return {("array", *written(arguments[0]))}
    if arguments:
        return set().union(*(written(argument) for argument in arguments))
    return {{str: "string", int: "integer", float: "number", bool: "boolean"}[hint]}


def of_schema(value, definitions):
    if "$ref" in value:
        name = value["$ref"].rsplit("/", 1)[1]
        target = definitions[name]
        values = [one["const"] for one in target.get("oneOf", [])] or target.get("enum")
        return {frozenset(values)} if values else {name}
    if "anyOf" in value:
        return set().union(*(of_schema(one, definitions) for one in value["anyOf"]))
    kinds = value["type"] if isinstance(value["type"], list) else [value["type"]]
    return {("array", *of_schema(value["items"], definitions)) if kind == "array" else kind for kind in kinds}


def test_types_are_those_of_the_schema():
    schema = json.loads(sagwan.record_schema())
    assert schema == json.loads((ROOT / "docs" / "record.schema.json").read_text(encoding="utf-8"))
    definitions = schema["$defs"]
    objects = {name: one for name, one in definitions.items() if "properties" in one} | {"Record": schema}
    assert len(objects) > 10
    for name, one in objects.items():
        hints = typing.get_type_hints(getattr(sagwan.types, name))
        expected = {member: of_schema(value, definitions) for member, value in one["properties"].items()}
        assert {member: written(hint) for member, hint in hints.items()} == expected, name


def test_stubs_are_those_of_the_module(tmp_path):
    settings = ROOT / "crates" / "sagwan-py" / "pyproject.toml"
    for check in (
        ["mypy.stubtest", "sagwan._sagwan", "--ignore-disjoint-bases", "--mypy-config-file", settings],
        ["mypy", "-p", "sagwan", "--config-file", settings],
    ):
        done = subprocess.run([sys.executable, "-m", *check], cwd=tmp_path, capture_output=True, encoding="utf-8")
        assert done.returncode == 0, done.stdout + done.stderr
