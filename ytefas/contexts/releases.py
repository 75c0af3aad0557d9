"""The releases of the catalogue, and what a newer one proposes: to decide one by one or at once."""

from collections.abc import Mapping
from typing import Any, ClassVar, Final
from uuid import UUID

from typing_extensions import override

from ytefas.contexts.library_offers import library_of, named
from ytefas.contexts.places import LIBRARY
from ytefas.framework.work.action import actions
from ytefas.framework.work.content import Content
from ytefas.framework.work.controller import Controller, cursors
from ytefas.framework.work.declared import navigation
from ytefas.framework.work.intent import Operation
from ytefas.framework.work.record_actions import OnCursor, on
from ytefas.framework.work.showing import CursorSpec
from ytefas.framework.work.view import Part, View, grid, ready, split, words

SOURCE: Final = "lib.releases"
PLURAL = words(it="Edizioni del catalogo", en="Catalogue releases")


class Decide(OnCursor):
    """Decide some proposals."""

    CURSOR = "proposal"
    NEEDS = Operation.EDIT
    REQUIRES = frozenset({"admin"})
    CATEGORIES = frozenset({"record"})
    TAKE: ClassVar[bool]

    @override
    async def act(self, options: Mapping[str, Any]) -> Any:
        keys = [UUID(str(key)) for key in await self.keys(options)]
        return {"decided": await library_of(self).decide(keys, take=self.TAKE)}


class DecideAll(OnCursor):
    """Decide everything that is open of the current release."""

    CURSOR = "release"
    NEEDS = Operation.EDIT
    REQUIRES = frozenset({"admin"})
    CATEGORIES = frozenset({"list"})
    TAKE: ClassVar[bool]
    CLASHES: ClassVar[bool]

    @override
    async def act(self, options: Mapping[str, Any]) -> Any:
        (key,) = (await self.keys({}, 1))[:1]
        done = await library_of(self).decide_all(
            UUID(str(key)), take=self.TAKE, clashes=self.CLASHES
        )
        return {"decided": done}


class Releases(Controller):
    """Releases above; below, the differences of the current one and the texts side by side."""

    ID = "releases"
    LABEL = PLURAL
    ICON = "package"
    CONTENT = frozenset({Content.source == SOURCE})
    REQUIRES = frozenset({"admin"})
    NAVIGATION = navigation(
        source=SOURCE, order=299, group=LIBRARY,
        hint=words(it="Che cosa porta un'edizione nuova, e che cosa si prende",
                   en="What a new release brings, and what is taken"),
    )  # fmt: skip
    CURSORS = cursors(
        release=CursorSpec(SOURCE, readonly=True),
        proposal=CursorSpec("lib.proposals", tracks="release", on="release_id", readonly=True),
    )
    VIEW = View(
        "MasterDetail",
        title=PLURAL,
        parts=(
            split(
                grid("release", ("version", words(it="name", en="name_en"), "state", "undecided",
                                 "rows", "released_on", "imported_at"),
                     widths={"version": 104, "name": 304, "name_en": 304, "state": 120,
                             "undecided": 104, "rows": 80, "released_on": 104,
                             "imported_at": 152}),
                split(
                    grid("proposal", ("change", named("name"), "state", "entity", "edited",
                                      "code"),
                         widths={"change": 152, "name": 240, "name_said": 240, "state": 160,
                                 "entity": 152, "edited": 104, "code": 152},
                         label=words(it="Che cosa propone", en="What it proposes"),
                         views=(
                             ready("open", words(it="Da decidere", en="To be decided"),
                                   ("state", "eq", "open")),
                             ready("both", words(it="Cambiati da entrambi", en="Changed by both"),
                                   ("change", "eq", "both")),
                         )),
                    Part("differences", {"cursor": "proposal"},
                         words(it="Confronto", en="Comparison")),
                    across="x", sizes=[56, 44],
                ),
                across="y", sizes=[28, 72],
            ),
        ),
    )  # fmt: skip
    ACTIONS = actions(
        on(Decide, "proposal", id="take", take=True, icon="check",
           label=words(it="Prendi dall'edizione", en="Take from the release")),
        on(Decide, "proposal", id="keep", take=False, icon="x",
           label=words(it="Tieni com'è", en="Keep as it is")),
        on(DecideAll, "release", id="take_all", take=True, clashes=False, icon="check-check",
           style="primary",
           label=words(it="Prendi tutto ciò che lo studio non ha toccato",
                       en="Take all that the studio did not touch"),
           confirm=words(
               it="Prendere tutte le novità? Ciò che lo studio ha modificato resta com'è, da "
               "decidere voce per voce.",
               en="Take everything new? What the studio has changed stays as it is, to be decided "
               "item by item.")),
        on(DecideAll, "release", id="keep_all", take=False, clashes=True, icon="ban",
           label=words(it="Tieni tutto com'è", en="Keep everything as it is"),
           confirm=words(
               it="Tenere tutto com'è? Questa edizione non verrà più proposta.",
               en="Keep everything as it is? This release will not be proposed again.")),
    )  # fmt: skip
