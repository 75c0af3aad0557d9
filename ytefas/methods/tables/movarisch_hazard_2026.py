"""MoVaRisCh, edition of 28 February 2026: scores of hazard statements and how they are read."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from typing import Any, Final

from typing_extensions import override

from ytefas.methods.kit.faults import Fault, NotApplicable, Refused
from ytefas.methods.kit.inputs import Choice, Codes, Faults, Option
from ytefas.methods.kit.words import Words, words

EDITION: Final = "2026-02-28"
EARLIER: Final = "earlier"

SCORES: Final[Mapping[str, float]] = {
    code: score
    for score, codes in (
        (10.00, ("EUH380",)),
        (9.50, ("H370",)),
        (9.00, ("H334 cat.1A",)),
        (8.50, ("H330 cat.1",)),
        (8.00, ("H334 cat.1B", "H371", "H372", "H341", "H351", "H361", "H361fd", "EUH207",
                "EUH381")),
        (7.50, ("H330 cat.2", "H361d", "H361f")),
        (7.00, ("H373", "EUH204")),
        (6.50, ("H310 cat.1", "EUH071")),
        (6.25, ("H314 cat.1A",)),
        (6.00, ("H331", "H317 cat.1A", "H362", "EUH070", "EUH201", "EUH201A")),
        (5.75, ("H314 cat.1B",)),
        (5.50, ("H310 cat.2", "H314 cat.1C")),
        (5.00, ("H304",)),
        (4.50, ("H332", "H311", "H318", "H317 cat.1B", "EUH202", "EUH203", "EUH205")),
        (4.00, ("EUH208",)),
        (3.50, ("H336", "EUH032")),
        (3.25, ("H335",)),
        (3.00, ("H312", "H300 cat.1", "H319", "EUH029", "EUH031", "EUH206")),
        (2.50, ("H300 cat.2", "H315", "EUH066")),
        (2.25, ("H301",)),
        (2.00, ("H302",)),
    )
    for code in codes
}  # fmt: skip
EARLIER_SCORES: Final[Mapping[str, float]] = {**SCORES, "EUH208": 5.00, "EUH211": 5.50,
                                              "EUH212": 5.50}  # fmt: skip
UNSCORED: Final = ("EUH211", "EUH212")
CARCINOGENIC: Final = ("H340", "H350", "H350i", "H360", "H360D", "H360F", "H360FD", "H360Fd",
                       "H360Df")  # fmt: skip
LOWEST: Final = 1.0
OTHER: Final = tuple(chain(
    (f"H{code}" for code in (
        *range(200, 212), *range(220, 233), *range(240, 243), 250, 251, 252, 260, 261, 270, 271,
        272, *range(280, 285), 290, 400, 401, 402, 410, 411, 412, 413, 420)),
    ("EUH001", "EUH006", "EUH014", "EUH018", "EUH019", "EUH044", "EUH059", "EUH209", "EUH209A",
     "EUH210", "EUH401", "EUH430", "EUH431", "EUH440", "EUH441", "EUH450", "EUH451"),
))  # fmt: skip
# the category that a statement without categories in the table has by its own wording
IMPLIED: Final[Mapping[str, tuple[str, ...]]] = {
    "H301": ("3",), "H302": ("4",), "H304": ("1",), "H311": ("3",), "H312": ("4",),
    "H315": ("2",), "H318": ("1",), "H319": ("2", "2A"), "H331": ("3",), "H332": ("4",),
    "H335": ("3",), "H336": ("3",), "H341": ("2",), "H351": ("2",), "H361": ("2",),
    "H361d": ("2",), "H361f": ("2",), "H361fd": ("2",), "H370": ("1",), "H371": ("2",),
    "H372": ("1",), "H373": ("2",), "EUH380": ("1",), "EUH381": ("2",),
    **dict.fromkeys(CARCINOGENIC, ("1", "1A", "1B")),
}  # fmt: skip
CATEGORIES: Final[Mapping[str, tuple[str, ...]]] = {
    stem: tuple(code for code in SCORES if code.startswith(f"{stem} "))
    for stem in ("H300", "H310", "H314", "H317", "H330", "H334")
}
KNOWN: Final = (*SCORES, *UNSCORED, *CARCINOGENIC, *OTHER)
_UNCOUNTED: Final = frozenset(code for code in OTHER if code.startswith("H"))
_STEMS: Final = {code.split()[0].upper(): code.split()[0] for code in KNOWN}
_BY_CODE: Final = {code: code for code in chain(KNOWN, CATEGORIES)}
_PATTERN: Final = re.compile(
    r"(E?U?H)\s?(\d{3})\s?([A-Z]{0,2})"
    r"(?:(?:[\s,;(]*CAT(?:EGORIA|EGORY)?\.?\s*|[\s,;(]+)([1-4][A-C]?)\)?)?"
)


@lru_cache(maxsize=4096)
def read(written: str) -> tuple[str, ...]:
    """Read one entry as a safety data sheet prints it; nothing if it means nothing or two things.

    "H317 cat. 1B", "h317 1B" and "H317 (cat.1B)" are one code; "H302+H312" are two. A code whose
    score depends on a category, and which has none, is given back without.
    """
    exact = _BY_CODE.get(written)
    if exact is not None:
        return (exact,)
    codes = tuple(_one(part) for part in written.split("+"))
    return () if None in codes else tuple(code for code in codes if code)


def _one(written: str) -> str | None:
    found = _PATTERN.fullmatch(written.strip().upper())
    if found is None or found[1] not in {"H", "EUH"}:
        return None
    stem = _STEMS.get(found[1] + found[2] + found[3])
    if stem is None:
        return None
    category = found[4]
    if stem in CATEGORIES:
        full = f"{stem} cat.{category}"
        if category is None or (category == "1" and full not in SCORES):
            return stem  # its subcategory is still missing
        return full if full in SCORES else None
    if category is None or stem in _UNCOUNTED or category in IMPLIED.get(stem, ()):
        return stem
    return None


@dataclass(frozen=True, kw_only=True)
class Statements(Codes):
    """Hazard statements as safety data sheets print them."""

    @override
    def take(self, raw: Any, path: str, faults: Faults) -> Any:
        if not self.listed(raw, path, faults):
            return None
        taken: list[str] = []
        for at, one in enumerate(raw):
            codes = read(one) if isinstance(one, str) and len(one) <= LONGEST else ()
            if not codes:
                value = one[:40] if isinstance(one, str) else "…"
                faults.append(Fault(f"{path}[{at}]", "not_listed", self.label,
                                    {"value": value, "hint": self.refusal(value)}))  # fmt: skip
            taken.extend(codes)
        return taken

    @override
    def refusal(self, one: Any) -> Words:
        stem = re.match(r"\s*(?:EUH|H)\s?\d{3}", str(one).upper())
        near = [code for code in self.known
                if stem and code.upper().startswith(stem[0].replace(" ", ""))]  # fmt: skip
        if near:
            return words("Ammessi: {all}.", "Allowed: {all}.").filled(all=near)
        return words(
            "Scrivi le indicazioni di pericolo come nella sezione 2 della scheda di sicurezza, "
            "per esempio «H332», «H317 cat.1B», «EUH066».",
            "Write hazard statements as in section 2 of the safety data sheet, for example "
            "“H332”, “H317 cat.1B”, “EUH066”.",
        )


LONGEST: Final = 100


def statements(*, required: bool) -> Statements:
    """Ask for the hazard statements of a product."""
    return Statements(
        key="h_codes", label=words("Indicazioni di pericolo H ed EUH", "H and EUH statements"),
        known=KNOWN, least=0, required=required,
        help=words(
            "Quelle della sezione 2 della scheda di sicurezza. H300, H310, H314, H317, H330 e "
            "H334 vogliono la categoria (per esempio «H317 cat.1B»). Un elenco vuoto dice che il "
            "prodotto non ne ha.",
            "Those in section 2 of the safety data sheet. H300, H310, H314, H317, H330 and H334 "
            "need their category (for example “H317 cat.1B”). An empty list says that the product "
            "has none.",
        ),
    )  # fmt: skip


EDITIONS: Final = Choice(
    key="edition", yardstick=True, label=words("Edizione dei punteggi", "Edition of the scores"),
    required=False, default=EDITION,
    options=(
        Option(EDITION, words("28 febbraio 2026", "28 February 2026")),
        Option(EARLIER, words("Precedente (EUH208 = 5,00; EUH211 ed EUH212 = 5,50)",
                              "Earlier (EUH208 = 5.00; EUH211 and EUH212 = 5.50)")),
    ),
    help=words("L'edizione precedente serve solo a rileggere una valutazione fatta allora.",
               "The earlier edition only serves to read again what was rated then."),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Hazard:
    """The P of a list of statements, and what it rests on."""

    p: float
    governing: str | None
    scores: tuple[float | None, ...]  # None: the score depends on a category that is missing
    unscored: tuple[str, ...]
    vague: tuple[int, ...]  # places of codes without their category


def hazard(codes: Sequence[str], edition: str) -> Hazard:
    """Take the highest score; what belongs to Titolo IX Capo II is not scored at all."""
    table = SCORES if edition == EDITION else EARLIER_SCORES
    banned = [code for code in codes if code in CARCINOGENIC]
    if banned:
        raise cmr(banned)
    best, governing = LOWEST, None
    scores: list[float | None] = []
    vague = []
    for at, code in enumerate(codes):
        if code in CATEGORIES:
            scores.append(None)
            vague.append(at)
            continue
        score = table.get(code, LOWEST)
        scores.append(score)
        if score > best:
            best, governing = score, code
    unscored = tuple(code for code in codes if code in UNSCORED and code not in table)
    return Hazard(best, governing, tuple(scores), unscored, tuple(vague))


def cmr(codes: Sequence[str | Words]) -> NotApplicable:
    """Say which agents the model is not made for, and what to do instead."""
    return NotApplicable("cmr", words(
        "{codes}: agente cancerogeno, mutageno o tossico per la riproduzione di categoria 1A o 1B. "
        "Per il Titolo IX Capo II non esiste un rischio irrilevante: MoVaRisCh non si applica. "
        "Valuta l'esposizione secondo l'art. 236 del D.Lgs. 81/2008.",
        "{codes}: carcinogen, mutagen or substance toxic for reproduction, category 1A or 1B. "
        "Under Titolo IX Capo II there is no irrelevant risk: MoVaRisCh does not apply. Assess the "
        "exposure under art. 236 of D.Lgs. 81/2008.",
    ).filled(codes=list(codes)))  # fmt: skip


def vague(codes: Sequence[str], at: int) -> Refused:
    """Ask for a category; it is never guessed."""
    stem = codes[at]
    return Refused(f"h_codes[{at}]", words(
        "{stem}: il punteggio dipende dalla categoria. Scrivi una di queste: {all}. La categoria è "
        "nella sezione 2 della scheda di sicurezza; se lì c'è solo «1», chiedila al fornitore o "
        "usa quella con il punteggio più alto.",
        "{stem}: its score depends on the category. Write one of these: {all}. The category is in "
        "section 2 of the safety data sheet; if only “1” is there, ask the supplier or use the one "
        "with the highest score.",
    ).filled(stem=stem, all=list(CATEGORIES[stem])))  # fmt: skip


NOTICES: Final[Mapping[str, Words]] = {
    "euh_not_scored": words(
        "{codes}: non hanno punteggio nell'edizione in uso; valuta a parte le goccioline o le "
        "polveri respirabili che si formano all'uso.",
        "{codes}: no score in the edition in use; judge apart the respirable droplets or dusts "
        "that form in use."),
    "no_statements": words(
        "Nessuna indicazione di pericolo: P = 1. Se un ingrediente è pericoloso o ha un valore "
        "limite, usa il punteggio dei prodotti non classificati.",
        "No hazard statement: P = 1. If an ingredient is hazardous or has a limit value, use "
        "the score of products that are not classified."),
}  # fmt: skip
