"""The hazard index P of a product that is not classified, from its worst ingredient."""

from collections.abc import Iterator
from typing import Any, Final

from ytefas.methods.kit.faults import Refused
from ytefas.methods.kit.inputs import Choice, Flag, Given, Number, Option
from ytefas.methods.kit.method import Example, Found, Method, Shown, Source
from ytefas.methods.kit.numbers import below
from ytefas.methods.kit.pictures import Picture, Tick, Ticks
from ytefas.methods.kit.steps import Line, Rule, Speech, Step, Table
from ytefas.methods.kit.words import Words, words
from ytefas.methods.tables import movarisch_hazard_2026 as hazards

PROPERTIES: Final[tuple[tuple[str, float, Words], ...]] = (
    ("ingredient_score_ge_8", 5.50, words(
        "Un ingrediente con punteggio proprio di 8,00 o più",
        "An ingredient with a score of its own of 8.00 or more")),
    ("inhalation_below_8_or_skin_1a", 4.00, words(
        "Pericolo per inalazione con punteggio sotto 8 (non categoria 4 né irritazione), oppure "
        "sensibilizzante della pelle 1A",
        "Hazard by inhalation scoring below 8 (neither category 4 nor irritation), or skin "
        "sensitiser 1A")),
    ("inhalation_mild_or_skin_1b", 2.50, words(
        "Tossico acuto per inalazione di categoria 4, irritante delle vie respiratorie o "
        "narcotico, oppure sensibilizzante della pelle 1B",
        "Acutely toxic by inhalation category 4, irritant of the airways or narcotic, or skin "
        "sensitiser 1B")),
    ("skin_oral_ge_3", 2.25, words(
        "Pericolo acuto per la pelle o per ingestione con punteggio di 3,00 o più",
        "Acute hazard by skin or mouth scoring 3.00 or more")),
    ("exposure_limit", 2.25, words(
        "Un ingrediente con valore limite di esposizione professionale",
        "An ingredient with an occupational exposure limit")),
    ("skin_oral_below_3", 1.75, words(
        "Pericolo acuto per la pelle o per ingestione con punteggio sotto 3,00",
        "Acute hazard by skin or mouth scoring below 3.00")),
)  # fmt: skip
NOTHING: Final = words("Nessun ingrediente pericoloso", "No hazardous ingredient")
LIMIT_BEFORE: Final = {"mixture": 3.00, "self_classified": 4.00, "unclassifiable": 2.25}
OVERRIDE: Final = 5.50
WEAK: Final = 4.0  # a classified mixture below this is lifted by an ingredient of 8 or more


def calculate(given: Given) -> Found:
    """Take the highest score of what applies."""
    met = [(key, _score(key, score, given)) for key, score, _ in PROPERTIES if getattr(given, key)]
    notices: list[tuple[str, dict[str, Any]]] = []
    if given.own_P is not None:
        others = [key for key, _ in met if key != "ingredient_score_ge_8"]
        if others:
            raise Refused(others[0], words(
                "Per una miscela classificata conta solo il suo P, o 5,50 se un ingrediente ha "
                "punteggio 8,00 o più: togli le altre proprietà, oppure il P proprio.",
                "For a classified mixture only its own P counts, or 5.50 if an ingredient scores "
                "8.00 or more: remove the other properties, or its own P."))  # fmt: skip
        lifted = below(given.own_P, WEAK) and bool(met)
        if lifted:
            notices.append(("lifted", {"p": given.own_P}))
        return Found({"P": OVERRIDE if lifted else given.own_P,
                      "governing": "ingredient_score_ge_8" if lifted else "own_P"},
                     notices=notices)  # fmt: skip
    governing, best = max(met, key=lambda one: one[1], default=("nothing", hazards.LOWEST))
    return Found({"P": best, "governing": governing}, notices=notices)


def _score(key: str, score: float, given: Given) -> float:
    if key == "exposure_limit" and given.edition == hazards.EARLIER:
        return LIMIT_BEFORE[given.product]
    return score


def explain(given: Given, found: Found, say: Speech) -> Iterator[Step]:
    """Show the table of the properties and which of them decides."""
    value = found.values
    keys = [key for key, _, _ in PROPERTIES]
    marked = (keys.index(value["governing"]), 2) if value["governing"] in keys else None
    yield Table(
        words("Punteggi generici", "Generic scores"),
        (words("Ingrediente o proprietà", "Ingredient or property"), words("C'è", "Present"), "P"),
        (*((label, bool(getattr(given, key)), _score(key, score, given))
           for key, score, label in PROPERTIES), (NOTHING, None, hazards.LOWEST)),
        (None, None, 2), marked,
    )  # fmt: skip
    if given.own_P is not None:
        yield Rule(words("Miscela classificata: vale il suo P, {p}; se è sotto 4,00 e un "
                         "ingrediente ha punteggio 8,00 o più, vale 5,50.",
                         "Classified mixture: its own P counts, {p}; if it is below 4.00 and an "
                         "ingredient scores 8.00 or more, 5.50.").filled(
            p=say(given.own_P, 2)))  # fmt: skip
    yield Line("P", words("Indice di pericolosità", "Hazard index"),
               words("il punteggio più alto tra quelli che ci sono",
                     "the highest score among those present"),
               value["P"], 2, total=True)  # fmt: skip


def picture(given: Given, _found: Found) -> Iterator[Picture]:
    """Draw what is there and what is not."""
    yield Ticks(title=words("Proprietà del prodotto", "Properties of the product"), ticks=tuple(
        Tick(label, bool(getattr(given, key))) for key, _, label in PROPERTIES))  # fmt: skip


METHOD = Method(
    id="movarisch_generic", version=1, family="chemical", part=True,
    name=words("MoVaRisCh: P di un prodotto non classificato",
               "MoVaRisCh: P of a product that is not classified"),
    about=words(
        "Dà un P generico a un prodotto senza indicazioni di pericolo che contiene ingredienti "
        "pericolosi o con valore limite, e corregge quello di una miscela classificata sotto 4,00 "
        "con un ingrediente da 8,00 o più.",
        "Gives a generic P to a product without hazard statements that contains ingredients that "
        "are hazardous or have a limit value, and corrects that of a mixture classified below 4.00 "
        "with an ingredient of 8.00 or more.",
    ),
    edition="MoVaRisCh 28/02/2026",
    sources=(
        Source(words("MoVaRisCh, ed. 28/02/2026, punteggi generici",
                     "MoVaRisCh, ed. 28/02/2026, generic scores"), "verified",
               words("Da una sola trascrizione.", "From one transcription only.")),
        Source(words("MoVaRisCh, edizione precedente, valori limite",
                     "MoVaRisCh, earlier edition, limit values"), "verified",
               words("Da una sola trascrizione.", "From one transcription only.")),
    ),
    usual=("ingredient_score_ge_8", "inhalation_below_8_or_skin_1a", "inhalation_mild_or_skin_1b",
           "skin_oral_ge_3", "exposure_limit", "skin_oral_below_3"),
    inputs=(
        Number(key="own_P", symbol="P", low=1, high=10, digits=2, step=0.25, required=False,
               label=words("P proprio di una miscela classificata",
                           "Own P of a classified mixture"),
               help=words("Lascia vuoto se il prodotto non è classificato.",
                          "Leave empty if the product is not classified.")),
        *(Flag(key=key, label=label, required=False, default=False)
          for key, _, label in PROPERTIES),
        hazards.EDITIONS,
        Choice(key="product", label=words("Tipo di prodotto", "Kind of product"), required=False,
               default="mixture", when=("edition", (hazards.EARLIER,)),
               help=words("Nell'edizione precedente il punteggio del valore limite ne dipende.",
                          "In the earlier edition the score of a limit value depends on it."),
               options=(
                   Option("mixture", words("Miscela non classificata", "Unclassified mixture")),
                   Option("self_classified", words("Sostanza autoclassificata",
                                                   "Self-classified substance")),
                   Option("unclassifiable", words("Sostanza non classificabile",
                                                  "Substance that cannot be classified")))),
    ),
    results=(Shown("P", words("Indice di pericolosità P", "Hazard index P"), digits=2, main=True),),
    calculate=calculate, explain=explain, picture=picture,
    notices={"lifted": words(
        "La miscela da sola avrebbe P = {p}: un ingrediente con 8,00 o più la porta a 5,50.",
        "The mixture alone would have P = {p}: an ingredient of 8.00 or more takes it to 5.50.")},
    doubts=(
        words("I punteggi generici vengono da una sola trascrizione dell'edizione 2026: "
              "confrontali con il testo del modello.",
              "The generic scores come from one transcription of the 2026 edition: compare them "
              "with the text of the model."),
    ),
    examples=(
        Example({"exposure_limit": True}, {"P": 2.25}, words("Punteggi generici, ed. 2026",
                                                             "Generic scores, ed. 2026")),
        Example({"own_P": 2.5, "ingredient_score_ge_8": True}, {"P": 5.5},
                words("Punteggi generici, ed. 2026", "Generic scores, ed. 2026")),
        Example({}, {"P": 1.0}, words("Punteggi generici, ed. 2026", "Generic scores, ed. 2026")),
        Example({"exposure_limit": True, "edition": "earlier"}, {"P": 3.0},
                words("Edizione precedente", "Earlier edition")),
    ),
)  # fmt: skip
