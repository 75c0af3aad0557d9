"""`ytefas evaluate`: the methods from the command line, for people's scripts and other programs."""

import argparse
import json
import sys
from typing import Any

from ytefas.methods.kit.asking import object_schema
from ytefas.methods.kit.batch import answered, answered_line, unknown_method, written
from ytefas.methods.kit.method import Method
from ytefas.methods.kit.page import page
from ytefas.methods.kit.registry import UnknownMethod, find, newest, versions
from ytefas.settings import Settings


def options(parser: argparse.ArgumentParser) -> None:
    """Declare the verb's options."""
    parser.add_argument("method", nargs="?", metavar="METHOD", help="whose inputs are read (JSON)")
    parser.add_argument("--version", type=int, dest="edition", metavar="V",
                        help="of the method; else the newest")  # fmt: skip
    parser.add_argument("--list", action="store_true", help="list the methods")
    parser.add_argument("--batch", action="store_true",
                        help="answer JSON lines: method, version?, inputs")  # fmt: skip
    parser.add_argument("--schema", action="store_true", help="print METHOD's JSON Schema")
    parser.add_argument("--page", action="store_true", help="print METHOD's page, in Markdown")
    parser.add_argument("--language", choices=("it", "en"), default="it",
                        help="of --list, --schema and --page")  # fmt: skip
    parser.set_defaults(run=run)


async def run(asked: argparse.Namespace, _settings: Settings) -> int:
    """Answer; 0 if there is a result (of a batch: if every line had its answer)."""
    for stream in (sys.stdin, sys.stdout):
        stream.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
    try:
        if asked.list:
            return _list(asked.language)
        if asked.batch:
            return _batch()
        return _one(asked)
    except BrokenPipeError:  # whoever read has what was wanted
        sys.stderr.close()
        return 0


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()  # whoever asks line by line waits for each answer


def _list(language: str) -> int:
    for method in newest():
        known = ",".join(str(version) for version in versions()[method.id])
        _say(f"{method.id}\t{known}\t{method.name.in_(language)}\t{method.edition_in(language)}")
    return 0


def _batch() -> int:
    for line in sys.stdin:
        if line.strip():
            _say(answered_line(line))
    return 0


def _one(asked: argparse.Namespace) -> int:
    if asked.method is None:
        sys.stderr.write("ytefas: a METHOD is needed, or --list or --batch\n")
        return 2
    try:
        method = find(asked.method, asked.edition)
    except UnknownMethod:
        _say(written(unknown_method(asked.method), indent=2))
        return 1
    if asked.schema:
        _say(json.dumps(schema(method, asked.language), ensure_ascii=False, indent=2))
        return 0
    if asked.page:
        _say(page(method, asked.language).rstrip())
        return 0
    try:
        inputs = json.load(sys.stdin)
    except ValueError as error:
        sys.stderr.write(f"ytefas: the inputs are no JSON: {error}\n")
        return 2
    answer = answered({"method": method.id, "version": method.version, "inputs": inputs})
    _say(written(answer, indent=2))
    return 0 if answer["error"] is None else 1


def schema(method: Method, language: str) -> dict[str, Any]:
    """Give the JSON Schema of a method's inputs."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:ytefas:method:{method.id}:{method.version}",
        "title": method.name.in_(language),
        "description": method.about.in_(language),
    } | object_schema(method.inputs, language)
