"""WBGT, ISO 7243:2017: the index, reference values, clothing adjustments, inputs in common."""

from collections.abc import Iterator, Mapping
from math import log10
from typing import Any, Final

from ytefas.methods.kit.bands import Band, Scale
from ytefas.methods.kit.faults import Refused
from ytefas.methods.kit.inputs import Choice, Flag, Given, Group, Number, Option, Text
from ytefas.methods.kit.method import Source
from ytefas.methods.kit.numbers import at_most, over
from ytefas.methods.kit.pictures import Curve, Ruler
from ytefas.methods.kit.steps import Line, Speech, Step, Table
from ytefas.methods.kit.words import Words, words

REPRESENTATIVE_W: Final = (115.0, 180.0, 300.0, 415.0, 520.0)  # by class 0-4
UPPER_W: Final = (125.0, 235.0, 360.0, 465.0)  # the last class has no end
ACCLIMATIZED: Final = (33.0, 30.0, 28.0, 26.0, 25.0)
NOT_ACCLIMATIZED: Final = (32.0, 29.0, 26.0, 23.0, 20.0)
CLASS_NAMES: Final = (
    words("0 Riposo (100–125 W)", "0 Resting (100–125 W)"),
    words("1 Basso: lavoro manuale leggero, guida, cammino lento (125–235 W)",
          "1 Low: light manual work, driving, slow walking (125–235 W)"),
    words("2 Moderato: lavoro continuo di mani e braccia, spinta di carichi leggeri (235–360 W)",
          "2 Moderate: sustained hand and arm work, pushing light loads (235–360 W)"),
    words("3 Alto: lavoro intenso di braccia e tronco, scavo, carichi pesanti (360–465 W)",
          "3 High: intense arm and trunk work, digging, heavy loads (360–465 W)"),
    words("4 Molto alto: ritmo veloce fino al massimo (oltre 465 W)",
          "4 Very high: fast pace up to the maximum (above 465 W)"),
)  # fmt: skip
# Two lists in use; `iso_` as later editions and NR-9 print it, `niosh_` as NIOSH and OSHA do.
CLOTHING: Final[Mapping[str, tuple[float, Words]]] = {
    "work_clothes": (0, words("Abiti da lavoro", "Work clothes")),
    "cloth_coveralls": (0, words("Tuta in tessuto", "Cloth coveralls")),
    "iso_sms": (0, words("Tuta in polipropilene SMS, lista ISO",
                         "SMS polypropylene coveralls, ISO list")),
    "iso_polyolefin": (2, words("Tuta in poliolefina, lista ISO/NR-9",
                                "Polyolefin coveralls, ISO/NR-9 list")),
    "iso_double_layer": (3, words("Doppio strato di tessuto, lista ISO/NR-9",
                                  "Double layer of woven clothing, ISO/NR-9 list")),
    "iso_vapour_apron": (4, words("Grembiule impermeabile al vapore sopra gli abiti, lista "
                                  "ISO/NR-9",
                                  "Vapour-barrier apron over clothes, ISO/NR-9 list")),
    "iso_vapour_coverall": (10, words("Tuta impermeabile al vapore, lista ISO/NR-9",
                                      "Vapour-barrier coverall, ISO/NR-9 list")),
    "iso_vapour_over_clothes": (12, words("Tuta impermeabile al vapore sopra gli abiti, lista "
                                          "ISO/NR-9",
                                          "Vapour-barrier coverall over clothes, ISO/NR-9 list")),
    "niosh_sms": (0.5, words("Tuta in polipropilene SMS, lista NIOSH/OSHA",
                             "SMS polypropylene coveralls, NIOSH/OSHA list")),
    "niosh_polyolefin": (1, words("Tuta in poliolefina, lista NIOSH/OSHA",
                                  "Polyolefin coveralls, NIOSH/OSHA list")),
    "niosh_double_layer": (3, words("Doppio strato, lista NIOSH/OSHA",
                                    "Double layer, NIOSH/OSHA list")),
    "niosh_vapour": (11, words("Tuta impermeabile al vapore, uso limitato, lista NIOSH/OSHA",
                               "Limited-use vapour-barrier coveralls, NIOSH/OSHA list")),
}  # fmt: skip
HOOD: Final = 1.0

SCALE: Final = Scale(
    measure="excess", label=words("WBGT efficace meno valore di riferimento",
                                  "Effective WBGT less reference value"),
    unit="°C", low=-10, high=8, shown=1,
    bands=(
        Band("within_reference", 1, words("Entro il riferimento", "Within the reference"), 0,
             words("Lo stress termico resta entro il riferimento per persone sane: acqua, "
                   "acclimatazione e sorveglianza dei sensibili (D.Lgs. 81/2008 art. 181, 183).",
                   "Heat stress stays within the reference for healthy people: water, "
                   "acclimatisation, care for the sensitive (D.Lgs. 81/2008 art. 181, 183).")),
        Band("above_reference", 3, words("Oltre il riferimento", "Above the reference"),
             consequence=words(
                 "Riduci lo stress (ambiente, ritmo, pause, abiti) o analizza la sollecitazione "
                 "con PHS, UNI EN ISO 7933, prima di proseguire (D.Lgs. 81/2008 art. 181, 182).",
                 "Reduce the stress (environment, pace, breaks, clothing) or analyse heat strain "
                 "with PHS, ISO 7933, before going on (D.Lgs. 81/2008 art. 181, 182).")),
    ),
)  # fmt: skip


def index(t_nw: float, t_g: float, t_a: float | None, *, solar: bool) -> float:
    """Weigh the temperatures: 0.7 / 0.3, and in the sun 0.7 / 0.2 / 0.1."""
    if solar and t_a is not None:
        return 0.7 * t_nw + 0.2 * t_g + 0.1 * t_a
    return 0.7 * t_nw + 0.3 * t_g


def by_formula(metabolic_w: float, *, acclimatized: bool) -> float:
    """Give the reference value on the continuous curves; M in W of a whole body."""
    if acclimatized:
        return 56.7 - 11.5 * log10(metabolic_w)
    return 59.9 - 14.1 * log10(metabolic_w)


def by_class(metabolic_class: int, *, acclimatized: bool) -> float:
    """Read the reference value in the table."""
    return (ACCLIMATIZED if acclimatized else NOT_ACCLIMATIZED)[metabolic_class]


def class_of(metabolic_w: float) -> int:
    """Find the class of a metabolic rate; an edge belongs to the class below it."""
    for at, upper in enumerate(UPPER_W):
        if at_most(metabolic_w, upper):
            return at
    return len(UPPER_W)


def clothing_adjustment(given: Given) -> float:
    """Give the CAV, from the number or from the list; none is said as ordinary work clothes."""
    hood = HOOD if given.hood else 0.0
    if given.clothing is None:
        return float(given.cav or 0.0) + hood
    listed = CLOTHING[given.clothing][0] + hood
    if given.cav is not None and over(abs(given.cav + hood - listed), 0):
        raise Refused("cav", words(
            "La correzione {cav} °C non è quella degli abiti scelti ({listed} °C): indica l'una o "
            "gli altri.",
            "The adjustment {cav} °C is not that of the clothing chosen ({listed} °C): give one or "
            "the other.").filled(cav=given.cav, listed=listed))  # fmt: skip
    return listed


def checked(given: Any, path: str) -> None:
    """In the sun the air temperature is needed."""
    if given.solar and given.t_a is None:
        raise Refused(f"{path}t_a", words(
            "Al sole serve la temperatura dell'aria t_a (da −5 a 60 °C), schermata dal sole.",
            "In the sun the air temperature t_a (−5 to 60 °C), shielded from the sun, is needed."
        ))  # fmt: skip


def implausible(places: list[Any]) -> bool:
    """Notice a natural wet bulb warmer than the air by more than a degree."""
    return any(one.t_a is not None and over(one.t_nw, one.t_a + 1) for one in places)


def heights(given: Any, path: str = "") -> list[tuple[str, float]]:
    """Give the WBGT at one height, or at head, abdomen and ankles."""
    checked(given, path)
    found = [("abdomen", index(given.t_nw, given.t_g, given.t_a, solar=given.solar))]
    if (given.head is None) != (given.ankles is None):
        lacking = "head" if given.head is None else "ankles"
        raise Refused(f"{path}{lacking}", words(
            "Se l'ambiente non è uniforme servono testa e caviglie, oltre all'addome.",
            "If the environment is not uniform, head and ankles are needed besides the abdomen."
        ))  # fmt: skip
    for key in ("head", "ankles"):
        place = getattr(given, key)
        if place is None:
            continue
        if given.solar and place.t_a is None:
            raise Refused(f"{path}{key}.t_a", words(
                "Al sole serve la temperatura dell'aria t_a a ogni altezza.",
                "In the sun the air temperature t_a is needed at every height."))  # fmt: skip
        found.append((key, index(place.t_nw, place.t_g, place.t_a, solar=given.solar)))
    return found


def weighted(found: list[tuple[str, float]]) -> float:
    """Weigh three heights (head + 2 · abdomen + ankles) / 4; one height counts as it is."""
    by = dict(found)
    if "head" not in by:
        return by["abdomen"]
    return (by["head"] + 2 * by["abdomen"] + by["ankles"]) / 4


def how_weighed(place: Any, say: Speech, *, solar: bool) -> str:
    """Write the index of a height with its temperatures put in."""
    if solar:
        return (
            f"{say(0.7)} · {bracketed(place.t_nw, say)} + {say(0.2)} · "
            f"{bracketed(place.t_g, say)} + {say(0.1)} · {bracketed(place.t_a, say)}"
        )
    return (f"{say(0.7)} · {bracketed(place.t_nw, say)} + {say(0.3)} · "
            f"{bracketed(place.t_g, say)}")  # fmt: skip


def bracketed(value: float, say: Speech) -> str:
    """Write a number as it stands inside a formula."""
    return f"({say(value)})" if value < 0 else say(value)


def _temperature(key: str, label: Words, symbol: str, help_: Words, *, required: bool) -> Number:
    return Number(key=key, label=label, symbol=symbol, unit="°C", low=-5, high=60, digits=1,
                  help=help_, required=required)  # fmt: skip


TEMPERATURES: Final = (
    _temperature("t_nw", words("Temperatura del bulbo umido a ventilazione naturale",
                               "Natural wet-bulb temperature"), "t_nw",
                 words("Stoppino bagnato, senza ventilazione forzata.",
                       "Wet wick, without forced ventilation."), required=True),
    _temperature("t_g", words("Temperatura del globotermometro", "Globe temperature"), "t_g",
                 words("Globo nero da 150 mm; aspetta che sia stabile, circa 20 minuti.",
                       "Black globe of 150 mm; wait until it is stable, about 20 minutes."),
                 required=True),
    _temperature("t_a", words("Temperatura dell'aria", "Air temperature"), "t_a",
                 words("Serve al sole; al chiuso serve solo al controllo di plausibilità.",
                       "Needed in the sun; indoors it only serves to check plausibility."),
                 required=False),
)  # fmt: skip
SOLAR: Final = Flag(
    key="solar", label=words("Al sole", "In the sun"), required=False, default=False,
    help=words("All'aperto con carico solare si usa 0,7 / 0,2 / 0,1.",
               "Outdoors with solar load 0.7 / 0.2 / 0.1 is used."))  # fmt: skip
HEIGHTS: Final = (
    Group(key="head", label=words("Altezza della testa", "Height of the head"), required=False,
          of=TEMPERATURES,
          help=words("Solo se l'ambiente non è uniforme: in piedi 1,7 m, seduto 1,1 m. I valori "
                     "principali sono allora quelli dell'addome (1,1 m; 0,6 m).",
                     "Only if the environment is not uniform: standing 1.7 m, seated 1.1 m. The "
                     "main values are then those of the abdomen (1.1 m; 0.6 m).")),
    Group(key="ankles", label=words("Altezza delle caviglie", "Height of the ankles"),
          required=False, of=TEMPERATURES, help=words("0,1 m.", "0.1 m.")),
)  # fmt: skip
CLASS: Final = Choice(
    key="metabolic_class", label=words("Classe di metabolismo", "Metabolic class"), required=False,
    options=tuple(Option(at, name) for at, name in enumerate(CLASS_NAMES)),
    help=words("ISO 7243 tabella A.1, ISO 8996. In alternativa indica i watt.",
               "ISO 7243 Table A.1, ISO 8996. Alternatively give the watts."),
)  # fmt: skip
METABOLIC_W: Final = Number(
    key="metabolic_w", label=words("Metabolismo", "Metabolic rate"), symbol="M", unit="W", low=100,
    high=900, required=False, digits=0,
    help=words(
        "Watt dell'intera persona, non W/m²: M = met · 58,2 W/m² · 1,8 m². Da W/m² moltiplica per "
        "1,8.",
        "Watts of the whole person, not W/m²: M = met · 58.2 W/m² · 1.8 m². From W/m² multiply by "
        "1.8."),
)  # fmt: skip
ACCLIMATIZED_FLAG: Final = Flag(
    key="acclimatized",
    yardstick=True,
    label=words("Persona acclimatata", "Acclimatized person"),
    help=words(
        "Esposta almeno una settimana prima alle stesse condizioni. Nel dubbio: no.",
        "Exposed to the same conditions for at least a week before. If in doubt: no.",
    ),
)
CLOTHES: Final = (
    Choice(
        key="clothing", label=words("Abiti", "Clothing"), required=False,
        options=tuple(Option(key, name) for key, (_, name) in CLOTHING.items()),
        help=words("Due liste in uso, che non coincidono: resta su una.",
                   "Two lists in use, which differ: stay with one."),
    ),
    Number(key="cav", label=words("Correzione per gli abiti", "Clothing adjustment value"),
           symbol="CAV", unit="°C", low=0, high=20, required=False, digits=1,
           help=words("Al posto degli abiti della lista; 0 per abiti da lavoro.",
                      "Instead of the clothing of the list; 0 for work clothes.")),
    Flag(key="hood", label=words("Cappuccio (+1 °C)", "Hood (+1 °C)"), required=False,
         default=False),
)  # fmt: skip
TABLE, FORMULA = "table", "formula"
REFERENCE: Final = Choice(
    key="reference", label=words("Valore di riferimento", "Reference value"), required=False,
    yardstick=True,
    default=TABLE,
    options=(Option(TABLE, words("Tabella per classi", "Table of classes")),
             Option(FORMULA, words("Curva continua", "Continuous curve"))),
    help=words("La curva vuole i watt e non ricostruisce tutta la tabella: non mescolarle.",
               "The curve needs watts and does not reproduce the whole table: do not mix them."),
)  # fmt: skip
NAME: Final = Text(key="name", label=words("Nome", "Name"), required=False)
NOTE: Final = Text(key="note", label=words("Nota", "Note"), required=False, most=500)
IMPLAUSIBLE: Final = words(
    "t_nw supera t_a di oltre 1 °C: il bulbo umido non può essere più caldo dell'aria. Controlla "
    "stoppino, acqua e sonde.",
    "t_nw is above t_a by more than 1 °C: the wet bulb cannot be warmer than the air. Check wick, "
    "water and probes.",
)
INDEX_SOURCE: Final = Source(
    "ISO 7243:2017", "verified",
    words("Formule dell'indice, tabella dei valori di riferimento.",
          "Formulas of the index, table of reference values."))  # fmt: skip
CURVE_SOURCE: Final = Source(
    "NIOSH 2016-106 (REL, RAL)", "verified",
    words("Curve continue 56,7 − 11,5·lg M e 59,9 − 14,1·lg M.",
          "Continuous curves 56.7 − 11.5·lg M and 59.9 − 14.1·lg M."))  # fmt: skip
CLOTHES_SOURCE: Final = Source(
    "ISO 7243:2017 all. F, NR-9; NIOSH/OSHA",
    "memory",
    words(
        "Correzioni per gli abiti: due liste in uso. Quella di NR-9 è verificata, l'edizione ISO "
        "è in parte a memoria.",
        "Clothing adjustments: two lists in use. That of NR-9 is verified, the ISO edition is "
        "partly from memory.",
    ),
)
CLOTHES_DOUBT: Final = words(
    "Le due liste di correzioni per gli abiti (CAV) non coincidono (SMS 0 o 0,5, anche in NR-9; "
    "poliolefina 1 o 2; barriera al vapore 10, 11 o 12): leggi quella dell'edizione che possiedi.",
    "The two lists of clothing adjustments (CAV) differ (SMS 0 or 0.5, in NR-9, too; polyolefin 1 "
    "or 2; vapour barrier 10, 11 or 12): read that of the edition you own.",
)


def effort(given: Any, path: str = "") -> tuple[int, float, bool]:
    """Give class and watts of the work, and whether the watts are those of the class."""
    if given.metabolic_class is None and given.metabolic_w is None:
        raise Refused(f"{path}metabolic_class", words(
            "Indica la classe di metabolismo (da 0 a 4) oppure i watt (da 100 a 900 W).",
            "Give the metabolic class (0 to 4) or the watts (100 to 900 W)."))  # fmt: skip
    if given.metabolic_w is None:
        return given.metabolic_class, REPRESENTATIVE_W[given.metabolic_class], True
    found = class_of(given.metabolic_w)
    if given.metabolic_class is not None and given.metabolic_class != found:
        raise Refused(f"{path}metabolic_w", words(
            "{w} W è la classe {found}, non la {given}: indica l'una o gli altri. Servono watt "
            "dell'intera persona, non W/m².",
            "{w} W is class {found}, not {given}: give one or the other. Watts of the whole person "
            "are needed, not W/m².").filled(
                w=given.metabolic_w, found=found, given=given.metabolic_class))  # fmt: skip
    return found, given.metabolic_w, False


def judged(
    wbgt: float, cav: float, metabolic_class: int, metabolic_w: float, *, acclimatized: bool,
    reference: str,
) -> dict[str, Any]:  # fmt: skip
    """Compare the effective WBGT with its reference value."""
    ref = (by_formula(metabolic_w, acclimatized=acclimatized) if reference == FORMULA
           else by_class(metabolic_class, acclimatized=acclimatized))  # fmt: skip
    effective = wbgt + cav
    return {
        "wbgt": wbgt, "cav": cav, "wbgt_eff": effective, "wbgt_ref": ref,
        "excess": effective - ref, "exceeds": over(effective, ref),
        "metabolic_class": metabolic_class, "metabolic_w": metabolic_w,
    }  # fmt: skip


def steps(values: Any, *, acclimatized: bool, reference: str, say: Speech) -> Iterator[Step]:
    """Explain the comparison: clothing, the cell of the table or the curve, the difference."""
    yield Line("CAV", words("Correzione per gli abiti", "Clothing adjustment"), say(values["cav"]),
               values["cav"], 1, "°C")  # fmt: skip
    yield Line("WBGT_eff", words("WBGT efficace = WBGT + CAV", "Effective WBGT = WBGT + CAV"),
               f"{say(values['wbgt'], 2)} + {say(values['cav'])}", values["wbgt_eff"], 2,
               "°C")  # fmt: skip
    known = "acclimatata" if acclimatized else "non acclimatata"
    known_en = "acclimatized" if acclimatized else "not acclimatized"
    if reference == FORMULA:
        a, b = (56.7, 11.5) if acclimatized else (59.9, 14.1)
        yield Line("WBGT_ref", words(f"Valore di riferimento, persona {known}",
                                     f"Reference value, person {known_en}"),
                   f"{say(a)} − {say(b)} · lg {say(values['metabolic_w'])}",
                   values["wbgt_ref"], 2, "°C")  # fmt: skip
    else:
        yield Table(
            words("Valori di riferimento, ISO 7243:2017 tabella A.1",
                  "Reference values, ISO 7243:2017 Table A.1"),
            (words("Classe di metabolismo", "Metabolic class"),
             words("Acclimatata (°C)", "Acclimatized (°C)"),
             words("Non acclimatata (°C)", "Not acclimatized (°C)")),
            [(say.of(CLASS_NAMES[at]), ACCLIMATIZED[at], NOT_ACCLIMATIZED[at])
             for at in range(len(CLASS_NAMES))],
            (None, 0, 0), (values["metabolic_class"], 1 if acclimatized else 2),
        )  # fmt: skip
        yield Line("WBGT_ref", words(f"Valore di riferimento, persona {known}",
                                     f"Reference value, person {known_en}"),
                   words(f"tabella, classe {values['metabolic_class']}",
                         f"table, class {values['metabolic_class']}"),
                   values["wbgt_ref"], 0, "°C")  # fmt: skip
    yield Line("Δ", words("Differenza: oltre zero il riferimento è superato",
                          "Difference: above zero the reference is exceeded"),
               f"{say(values['wbgt_eff'], 2)} − {say(values['wbgt_ref'], 2)}", values["excess"], 2,
               "°C", total=True)  # fmt: skip


def curve(values: Any, *, acclimatized: bool, reference: str) -> Curve:
    """Draw the reference by metabolic rate and where the case stands."""
    low, high = 100.0, max(600.0, values["metabolic_w"])

    def line(*, known: bool) -> tuple[tuple[float, float], ...]:
        if reference == FORMULA:
            return tuple((low + (high - low) * at / 40,
                          by_formula(low + (high - low) * at / 40, acclimatized=known))
                         for at in range(41))  # fmt: skip
        edges = (low, *UPPER_W, high)
        return tuple(
            (x, by_class(at, acclimatized=known))
            for at in range(len(REPRESENTATIVE_W)) for x in (edges[at], edges[at + 1])
        )  # fmt: skip

    names = (words("Acclimatati", "Acclimatized"), words("Non acclimatati", "Not acclimatized"))
    effective = values["wbgt_eff"]
    return Curve(
        title=words("WBGT efficace e valore di riferimento", "Effective WBGT and reference value"),
        x=Ruler(words("Metabolismo", "Metabolic rate"), low, high, "W"),
        y=Ruler(words("WBGT", "WBGT"), min(15.0, effective), max(35.0, effective), "°C"),
        line=line(known=acclimatized), second=line(known=not acclimatized),
        names=names if acclimatized else names[::-1],
        at=(values["metabolic_w"], effective),
    )  # fmt: skip
