"""The matrices the studio of the demonstration made of its own: one in use, one in the making."""

from typing import Any, Final

from schema.base import tables
from ytefas.store.engine import Store
from ytefas.store.isolation import SYSTEM

Row = dict[str, Any]
OWN: Final = "matrice_studio"  # what calculations are rated with


def _axis(key: str, it: str, en: str, *names: tuple[str, str]) -> Row:
    steps = [{"value": at, "it": one, "en": other} for at, (one, other) in enumerate(names, 1)]
    return {"key": key, "it": it, "en": en, "steps": steps}


def _band(
    level: int, it: str, en: str, scores: tuple[int, int], *asks: str, days: int | None = None
) -> Row:
    code = it.lower().replace(" ", "_")
    return {"code": code, "level": level, "it": it, "en": en, "min": scores[0], "max": scores[1],
            "asks_it": asks[0], "asks_en": asks[1], "term_days": days}  # fmt: skip


_LIKELY: Final = (
    ("Improbabile: nessun episodio noto", "Improbable: no episode known"),
    ("Poco probabile: rari episodi", "Unlikely: rare episodes"),
    ("Probabile: qualche episodio", "Probable: some episodes"),
    ("Molto probabile: già accaduto qui", "Very probable: happened here before"),
)
_HARM: Final = (
    ("Lieve: fino a 3 giorni", "Slight: up to 3 days"),
    ("Modesto: fino a 30 giorni", "Modest: up to 30 days"),
    ("Grave: oltre 30 giorni", "Serious: over 30 days"),
    ("Gravissimo: invalidità o morte", "Very serious: disability or death"),
)

MATRICES: Final[tuple[Row, ...]] = (
    {
        "code": OWN, "version": 1, "state": "published",
        "name": "Matrice dello studio, con tempi di intervento",
        "name_en": "The studio's matrix, with times to act",
        "about": "Per i rischi senza un metodo specifico: il danno si legge dai giorni di prognosi,"
                 " e ogni fascia dice entro quando agire. Un danno gravissimo non è mai basso.",
        "about_en": "For risks without a specific method: harm is read from the days off work, and"
                    " every band says by when to act. A very serious harm is never low.",
        "definition": {
            "axes": [_axis("p", "Probabilità", "Probability", *_LIKELY),
                     _axis("d", "Danno", "Harm", *_HARM)],
            "combine": "table",
            "table": [[1, 2, 4, 6], [2, 4, 6, 9], [3, 6, 9, 12], [4, 6, 12, 16]],
            "bands": [
                _band(0, "Trascurabile", "Negligible", (1, 1),
                      "Nessuna azione oltre a mantenere ciò che c'è.",
                       "Nothing beyond keeping what is in place."),
                _band(1, "Basso", "Low", (2, 4),
                      "Migliorare quando si programma.", "Improve when planning.", days=365),
                _band(2, "Medio", "Medium", (5, 8),
                      "Misure da programmare nel breve periodo.",
                       "Measures to be planned in the short term.", days=120),
                _band(3, "Alto", "High", (9, 11),
                      "Misure urgenti, con un responsabile.",
                       "Urgent measures, with somebody in charge.", days=30),
                _band(4, "Molto alto", "Very high", (12, 16),
                      "Sospendere l'attività finché il rischio non è ridotto.",
                       "Stop the activity until the risk is reduced.", days=0),
            ],
        },
    },
    {
        "code": "matrice_esposizione", "version": 1, "state": "draft",
        "name": "Matrice con esposizione, in prova", "name_en": "Matrix with exposure, on trial",
        "about": "Per gli interventi presso i clienti: conta anche quanto spesso ci si espone.",
        "about_en": "For work at customers' sites: how often one is exposed counts, too.",
        "definition": {
            "axes": [
                _axis("p", "Probabilità", "Probability", *_LIKELY[:3]),
                _axis("d", "Danno", "Harm", *_HARM[:3]),
                _axis("e", "Esposizione", "Exposure",
                      ("Occasionale", "Occasional"), ("Settimanale", "Weekly"),
                      ("Quotidiana", "Daily")),
            ],
            "combine": "product",
            "bands": [
                _band(1, "Basso", "Low", (1, 4), "Migliorare.", "Improve.", days=365),
                _band(2, "Medio", "Medium", (6, 9), "Programmare.", "Plan.", days=90),
                _band(4, "Alto", "High", (18, 27), "Agire subito.", "Act at once.", days=7),
            ],
        },
    },
)  # fmt: skip


async def fill_matrices(store: Store) -> None:
    """Write the studio's matrices, before anything is rated with them."""
    async with store.writing(SYSTEM, cause="demo.matrices") as unit:
        for row in MATRICES:
            await unit.insert(tables()["evaluation_method"], row)
