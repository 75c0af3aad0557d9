"""The vocabulary of screens: SPEC-work.md [V]."""

import json

from ytefas.framework.work.default_views import form_view, list_view
from ytefas.framework.work.view import (
    FieldFacts,
    Part,
    SourceFacts,
    View,
    bar,
    form,
    grid,
    say,
    section,
    split,
    tabs,
    text,
    words,
)

SITES = SourceFacts(
    name="org.sites",
    label=words(it="Sede", en="Site"),
    plural=words(it="Sedi", en="Sites"),
    title="name",
    fields=(
        FieldFacts(name="id", kind="key"),
        FieldFacts(name="name", label=words(it="Nome", en="Name"), required=True),
        FieldFacts(name="kind", kind="choice", choices={"hq": words(it="Centrale", en="Main")}),
        FieldFacts(name="secret", hidden=True),
    ),
)


def test_v1_a_view_is_plain_data() -> None:
    view = View(
        "Board",
        "Board",
        (
            bar("file"),
            split(grid("sites", ["name"], label="Sites"), tabs(form("risks"), text("Hello"))),
            section(form("sites", ["name"]), label=words(it="Dati", en="Data")),
        ),
        {"dense": True},
    )
    told = json.loads(json.dumps(view.describe("en")))
    assert told["type"] == "Board"
    assert told["options"] == {"dense": True}
    assert told["parts"][1]["parts"][0] == {
        "kind": "grid", "cursor": "sites", "columns": ["name"], "label": "Sites",
    }  # fmt: skip
    assert told["parts"][2]["label"] == "Data"
    assert view.cursors() == {"sites", "risks"}


def test_v1_the_short_form_is_a_view() -> None:
    assert View.of({"type": "Desktop", "wide": True}) == View("Desktop", options={"wide": True})
    assert View.of(View("Form")) == View("Form")


def test_v2_words_are_chosen_by_language() -> None:
    both = words(it="Sede", en="Site")
    assert [say(both, language) for language in ("it", "en", "de", "")] == [
        "Sede", "Site", "Sede", "Sede",
    ]  # fmt: skip
    assert say(words("Plain"), "en") == "Plain"
    assert say({"fr": "Lieu"}, "en") == "Lieu"
    assert say({}, "en") == ""


def test_v2_a_source_describes_itself() -> None:
    told = SITES.describe("en")
    assert (told["label"], told["plural"], told["title"], told["key"]) == (
        "Site", "Sites", "name", "id",
    )  # fmt: skip
    assert told["fields"][1] == {"name": "name", "kind": "text", "label": "Name", "required": True}
    assert told["fields"][2]["choices"] == {"hq": "Main"}
    assert SourceFacts(name="a.b").describe("it")["plural"] == "a.b"


def test_v3_an_unknown_kind_is_legal() -> None:
    part = Part("hologram", {"cursor": "sites", "depth": 3}, "3D")
    assert part.describe("it") == {"kind": "hologram", "cursor": "sites", "depth": 3, "label": "3D"}
    assert part.cursors() == {"sites"}


def test_v4_default_views_show_what_the_source_shows() -> None:
    listed, record = list_view(SITES), form_view(SITES)
    assert listed.describe("it")["title"] == "Sedi"
    assert listed.parts[1].options["columns"] == ["name", "kind"]
    assert record.parts[1].options["fields"] == ["name", "kind"]
