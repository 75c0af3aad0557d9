"""What the lifting methods ask in common, and what they say where they do not quite apply."""

from collections.abc import Mapping
from typing import Any, Final

from ytefas.methods.kit.faults import NotApplicable, Refused
from ytefas.methods.kit.inputs import Choice, Flag, Given, Input, Number, Option, Text, Value
from ytefas.methods.kit.numbers import SLACK, below, over
from ytefas.methods.kit.words import Words, words
from ytefas.methods.tables.iso_11228_1_2021 import (
    EDITION_OPTIONS,
    HOURS,
    HOURS_MOST,
    MASSES,
    ONE_HAND,
    REFERENCE_OPTIONS,
    TWO_PERSONS,
    extended,
)
from ytefas.methods.tables.niosh_1994 import METRIC, System, box_reach

UnitBy = tuple[str, Mapping[Value, str]]
LENGTH: Final[UnitBy] = ("unit_system", {"metric": "cm", "US": "in"})
MASS: Final[UnitBy] = ("unit_system", {"metric": "kg", "US": "lb"})
DURATION_OPTIONS: Final = (
    Option("short", words("Fino a 1 h", "Up to 1 h"),
           words("Poi un recupero lungo almeno quanto il lavoro.",
                 "Then a recovery at least as long as the work.")),
    Option("moderate", words("1-2 h", "1-2 h"),
           words("Poi un recupero di almeno 0,3 volte il lavoro.",
                 "Then a recovery of at least 0.3 times the work.")),
    Option("long", words("2-8 h", "2-8 h")),
)  # fmt: skip
DURATION_NAMES: Final[Mapping[Any, Words]] = {one.value: one.label for one in DURATION_OPTIONS}
COUPLING_OPTIONS: Final = (
    Option("good", words("Buona", "Good"), words(
        "Maniglie o appigli ottimali, oppure oggetto che si avvolge bene con le mani.",
        "Optimal handles or hand-holds, or an object that is easily wrapped.")),
    Option("fair", words("Discreta", "Fair"), words(
        "Maniglie o appigli non ottimali.", "Handles or hand-holds that are not optimal.")),
    Option("poor", words("Scarsa", "Poor"), words(
        "Oggetto ingombrante, scivoloso, cedevole o senza presa.",
        "Bulky, slippery or sagging object, or nothing to grip.")),
)  # fmt: skip
COUPLING_NAMES: Final[Mapping[Any, Words]] = {one.value: one.label for one in COUPLING_OPTIONS}

UNIT_SYSTEM: Final = Choice(
    key="unit_system", yardstick=True,
    label=words("Unità di misura", "Units"), required=False, default="metric",
    help=words("Le due forme dell'equazione non sono equivalenti: non convertire.",
               "The two forms of the equation are not equivalent: do not convert."),
    options=(Option("metric", words("kg e cm", "kg and cm")),
             Option("US", words("lb e in", "lb and in"))),
)  # fmt: skip
DURATION: Final = Choice(
    key="duration", label=words("Durata", "Duration"), options=DURATION_OPTIONS,
    help=words("Durata del sollevamento continuo nel turno, con i recuperi.",
               "How long lifting goes on in the shift, with its recoveries."),
)  # fmt: skip
COUPLING: Final = Choice(key="coupling", label=words("Presa", "Coupling"), symbol="C",
                         options=COUPLING_OPTIONS)  # fmt: skip
CONSTANT: Final[tuple[Input, ...]] = (
    Choice(
        key="reference", yardstick=True,
        label=words("Massa di riferimento", "Reference mass"), required=False,
        options=REFERENCE_OPTIONS,
        help=words("ISO 11228-1: la massa del gruppo che fa il lavoro prende il posto della "
                   "costante NIOSH. Senza scelta vale la costante, o quella NIOSH.",
                   "ISO 11228-1: the mass of the group that does the work takes the place of the "
                   "NIOSH constant. Without a choice the constant given, or that of NIOSH.")),
    Number(
        key="load_constant", yardstick=True,
        label=words("Costante di peso", "Load constant"), symbol="LC",
        low=1, high=100, unit_by=MASS, digits=2, required=False,
        help=words("23 kg o 51 lb se non è detto altro.",
                   "23 kg or 51 lb unless stated otherwise.")),
)  # fmt: skip
NEXT_TO_ZERO: Final = Choice(
    key="fm_next_to_zero", yardstick=True, label=words("FM accanto allo zero", "FM next to zero"),
    required=False, default="interpolate",
    help=words("Tra l'ultima frequenza ammessa e la prima con FM = 0 la tabella non dice nulla.",
               "Between the last frequency allowed and the first with FM = 0 the table is silent."),
    options=(Option("interpolate", words("Interpolare", "Interpolate")),
             Option("zero", words("Zero, prudente", "Zero, prudent"))),
)  # fmt: skip
BANDS: Final = Choice(
    key="bands", yardstick=True, label=words("Fasce", "Bands"), required=False, default="iso_2021",
    options=EDITION_OPTIONS,
)  # fmt: skip
NAME: Final = Text(key="name", label=words("Nome", "Name"), required=False)
NOTE: Final = Text(key="note", label=words("Nota", "Note"), required=False, most=2000)
SHIFT: Final = Number(
    key="shift_h", label=words("Turno di lavoro", "Length of the shift"), low=0, high=24, unit="h",
    required=False, digits=1,
    help=words("Oltre 8 e fino a 12 ore vale il fattore ISO per turni prolungati.",
               "Above 8 and up to 12 hours the ISO factor for extended shifts applies."),
)  # fmt: skip
ONE_HANDED: Final = Flag(
    key="one_hand", label=words("Con una sola mano", "With one hand"), required=False,
    default=False, help=words("Fattore 0,6, estensione ISO.", "Factor 0.6, ISO extension."),
)  # fmt: skip
IN_TWO: Final = Flag(
    key="two_persons", label=words("In due persone", "By two persons"), required=False,
    default=False, help=words("Fattore 0,85, ciascuno valutato su metà del carico.",
                              "Factor 0.85, each rated on half of the load."),
)  # fmt: skip
EXTENSIONS: Final = Flag(
    key="iso_extensions", yardstick=True,
    label=words("Estensioni ISO ammesse", "ISO extensions allowed"),
    required=False, default=True,
    help=words("Se no, una mano, due persone e oltre 8 ore sono casi fuori dal metodo NIOSH.",
               "If not, one hand, two persons and more than 8 hours are cases outside NIOSH."),
)  # fmt: skip


def load(**changed: Any) -> Number:
    """Ask for the mass."""
    given: dict[str, Any] = {
        "key": "load", "label": words("Massa", "Load"), "symbol": "L", "low": 0, "high": 1000,
        "above": True, "unit_by": MASS, "digits": 2,
        "help": words("Peso reale dell'oggetto; se varia, il peso medio.",
                      "Real weight of the object; the mean if it varies.")}  # fmt: skip
    return Number(**(given | changed))


LOAD_MAX: Final = load(
    key="load_max", label=words("Massa più alta", "Highest load"), symbol="Lmax", required=False,
    help=words("Se il peso varia.", "If the weight varies."),
)  # fmt: skip


def length(key: str, it: str, en: str, high: float, hint: Words | None = None,
           **more: Any) -> Number:  # fmt: skip
    """Ask for a length of the geometry."""
    return Number(key=key, symbol=more.pop("symbol", key), label=words(it, en), low=0, high=high,
                  unit_by=LENGTH, digits=1, help=hint, **more)  # fmt: skip


PLACE: Final[tuple[Input, ...]] = (
    length("H", "Distanza orizzontale", "Horizontal location", 300, words(
        "Dal punto medio fra i malleoli al centro della presa. Sotto 25 cm (10 in) si usa 25, "
        "oltre 63 cm (25 in) il peso raccomandato è zero.",
        "From the midpoint between the ankles to the midpoint of the grip. Below 25 cm (10 in) 25 "
        "is used, above 63 cm (25 in) the recommended weight is zero."), required=False),
    length("W", "Profondità della scatola", "Depth of the box", 400, words(
        "Solo se H non è misurabile: H = 20 + W/2 cm, con le mani sotto 25 cm 25 + W/2.",
        "Only if H cannot be measured: H = 20 + W/2 cm, with hands below 25 cm 25 + W/2."),
        required=False),
    length("V", "Altezza della presa", "Vertical location", 400, words(
        "Altezza delle mani da terra. Oltre 175 cm (70 in) il peso raccomandato è zero.",
        "Height of the hands above the floor. Above 175 cm (70 in) the recommended weight is "
        "zero.")),
)  # fmt: skip
TURN: Final = Number(
    key="A", label=words("Torsione", "Asymmetry"), symbol="A", low=0, high=180, unit="°", digits=0,
    help=words("Angolo fra il piano sagittale e il carico. Oltre 135° il peso raccomandato è zero.",
               "Angle between the sagittal plane and the load. Above 135° the recommended weight "
               "is zero."),
)  # fmt: skip
TRAVEL: Final = length(
    "D", "Dislocazione verticale", "Vertical travel distance", 400, words(
        "Differenza di altezza fra origine e destinazione, in valore assoluto. Fino a 25 cm "
        "(10 in) non penalizza.",
        "Difference of height between origin and destination, without sign. Up to 25 cm (10 in) "
        "it costs nothing."))  # fmt: skip
FREQUENCY: Final = Number(
    key="F", label=words("Frequenza", "Frequency"), symbol="F", low=0, high=100, unit="/min",
    digits=2, help=words("Sollevamenti al minuto, media su almeno 15 minuti.",
                         "Lifts per minute, the mean of at least 15 minutes."),
)  # fmt: skip
ORIGIN_HEIGHT: Final = length(
    "V_origin_for_FM", "Altezza all'origine, per FM", "Height at the origin, for FM", 400, words(
        "Solo se V è quella della destinazione: la colonna di FM si sceglie all'origine.",
        "Only if V is that of the destination: the column of FM is chosen at the origin."),
    required=False, symbol="Vo", yardstick=True)  # fmt: skip


def flag(key: str, it: str, en: str) -> Flag:
    """Ask whether a condition of use fails."""
    return Flag(key=key, label=words(it, en), required=False, default=False)


CONDITIONS: Final = ("seated", "restricted_space", "unstable_load", "carrying", "barrow_or_shovel")
COVERAGE: Final[tuple[Input, ...]] = (
    Flag(key="seated", label=words("Seduti o in ginocchio", "Seated or kneeling"), required=False,
         default=False, section=words("Il metodo vale se", "The method holds if")),
    flag("restricted_space", "Spazio ristretto", "Restricted space"),
    flag("unstable_load", "Carico instabile", "Unstable load"),
    flag("carrying", "Si trasporta, si spinge o si traina", "Carrying, pushing or pulling, too"),
    flag("barrow_or_shovel", "Carriola o pala", "Wheelbarrow or shovel"),
    flag("living_load", "Si sollevano persone o animali", "Persons or animals are lifted"),
    Number(key="speed_cm_s", label=words("Velocità del movimento", "Speed of movement"), low=0,
           high=1000, unit="cm/s", required=False, digits=0),
    Number(key="friction", label=words("Attrito del pavimento", "Friction of the floor"),
           symbol="μ", low=0, high=2, required=False, digits=2),
    Number(key="air_temperature_c", label=words("Temperatura dell'aria", "Air temperature"),
           low=-60, high=80, unit="°C", required=False, digits=1),
    Number(key="humidity_percent", label=words("Umidità relativa", "Relative humidity"), low=0,
           high=100, unit="%", required=False, digits=0),
)  # fmt: skip

SPEED_MOST, FRICTION_LEAST = 75.0, 0.4
TEMPERATURES, HUMIDITIES = (19.0, 26.0), (35.0, 50.0)

NOTICES: Final[Mapping[str, Words]] = {
    "h_clamped": words("H {value} è sotto il minimo: si usa {used} {unit}, come prescritto.",
                       "H {value} is below the minimum: {used} {unit} is used, as prescribed."),
    "d_clamped": words("D {value} è sotto {least} {unit}: DM = 1, come prescritto.",
                       "D {value} is below {least} {unit}: DM = 1, as prescribed."),
    "h_estimated": words("H stimata dalla profondità della scatola: {used} {unit}.",
                         "H estimated from the depth of the box: {used} {unit}."),
    "limit_zero": words(
        "Il peso raccomandato è zero ({which}): l'indice non esiste, vale la fascia peggiore.",
        "The recommended weight is zero ({which}): there is no index, the worst band holds."),
    "fm_next_to_zero": words(
        "La frequenza cade fra una riga con valore e una con zero: {rule}.",
        "The frequency lies between a row with a value and one with zero: {rule}."),
    "load_below_3_kg": words("Carico sotto 3 kg: fuori dal campo della ISO 11228-1.",
                             "Load below 3 kg: outside the scope of ISO 11228-1."),
    "load_max_above_limit": words(
        "Il peso medio rispetta il limite, quello massimo no (indice {index}).",
        "The mean weight keeps within the limit, the highest does not (index {index})."),
    "one_hand": words("Una mano: fattore 0,6, estensione ISO, non più NIOSH puro.",
                      "One hand: factor 0.6, ISO extension, no pure NIOSH any more."),
    "two_persons": words("Due persone: metà del carico e fattore 0,85, estensione ISO.",
                         "Two persons: half of the load and factor 0.85, ISO extension."),
    "over_8_h": words("Turno oltre 8 ore: fattore {factor}, estensione ISO.",
                      "Shift above 8 hours: factor {factor}, ISO extension."),
    "seated": words("Seduti o in ginocchio: caso non coperto, il risultato è indicativo.",
                    "Seated or kneeling: not covered, the result is an indication."),
    "restricted_space": words("Spazio ristretto: caso non coperto, il risultato è indicativo.",
                              "Restricted space: not covered, the result is an indication."),
    "unstable_load": words("Carico instabile: caso non coperto, il risultato è indicativo.",
                           "Unstable load: not covered, the result is an indication."),
    "carrying": words("Trasporto, spinta o traino: valutali a parte.",
                      "Carrying, pushing or pulling: rate them apart."),
    "barrow_or_shovel": words("Carriola o pala: caso non coperto, il risultato è indicativo.",
                              "Wheelbarrow or shovel: not covered, the result is an indication."),
    "fast": words("Velocità {value} cm/s, oltre 75: il risultato è indicativo e va motivato.",
                  "Speed {value} cm/s, above 75: the result is an indication, state reasons."),
    "slippery_floor": words("Attrito {value}, sotto 0,4: il risultato è indicativo e va motivato.",
                            "Friction {value}, below 0.4: the result is an indication, state "
                            "reasons."),
    "temperature": words(
        "Temperatura {value} °C, fuori da 19-26 °C: il risultato è indicativo e va motivato.",
        "Temperature {value} °C, outside 19-26 °C: the result is an indication, state reasons."),
    "humidity": words(
        "Umidità {value} %, fuori da 35-50 %: il risultato è indicativo e va motivato.",
        "Humidity {value} %, outside 35-50 %: the result is an indication, state reasons."),
}  # fmt: skip

Notices = list[tuple[str, Mapping[str, Any]]]
NOTHING: Final[Mapping[str, Any]] = {}


_ZERO: Final = words("si conta zero", "counted as zero")
_LINE: Final = words("si interpola", "interpolated")


def next_to_zero(given: Given) -> tuple[str, Mapping[str, Any]]:
    """Say how FM was read where the table is silent."""
    return "fm_next_to_zero", {"rule": _ZERO if given.fm_next_to_zero == "zero" else _LINE}


def once(notices: Notices) -> Notices:
    """Say everything once, even if several places would say it."""
    if len(notices) < 2:  # noqa: PLR2004 - nothing to compare
        return notices
    return list({code: (code, said) for code, said in reversed(notices)}.values())[::-1]


def covered(given: Given) -> Notices:
    """Say which conditions of use fail; whom to lift is another method's."""
    if given.living_load:
        raise NotApplicable(
            "living_load",
            words(
                "Il metodo non vale per persone o animali: per i pazienti usa MAPO.",
                "The method does not hold for persons or animals: use MAPO for patients.",
            ),
            "mapo",
        )
    notices: Notices = [(key, NOTHING) for key in CONDITIONS if getattr(given, key)]
    speed, friction = given.speed_cm_s, given.friction
    if speed is not None and over(speed, SPEED_MOST):
        notices.append(("fast", {"value": speed}))
    if friction is not None and below(friction, FRICTION_LEAST):
        notices.append(("slippery_floor", {"value": friction}))
    for code, value, (least, most) in (
        ("temperature", given.air_temperature_c, TEMPERATURES),
        ("humidity", given.humidity_percent, HUMIDITIES),
    ):
        if value is not None and not least - SLACK <= value <= most + SLACK:
            notices.append((code, {"value": value}))
    return notices


def constant(given: Given, system: System) -> float:
    """Find the constant that is used: one, never a mixture."""
    own: float | None = given.load_constant
    if given.reference is None:
        return system.constant if own is None else own
    mass = MASSES[given.reference]
    if mass is None:
        mass = system.constant
    elif system is not METRIC:
        raise Refused(
            "reference",
            words(
                "Le masse di riferimento ISO sono in kg: usa le unità metriche, o dai la costante.",
                "ISO reference masses are in kg: use metric units, or give the constant.",
            ),
        )
    if own is not None and abs(own - mass) > SLACK:
        raise Refused(
            "load_constant",
            words(
                "La costante {own} non è quella della massa di riferimento scelta ({mass}): dai "
                "l'una o l'altra.",
                "The constant {own} is not that of the reference mass chosen ({mass}): give one or "
                "the other.",
            ).filled(own=own, mass=mass),
        )
    return mass


def reach(system: System, place: Given, path: str, notices: Notices) -> float:
    """Take H, or estimate it from the box; say where it is clamped."""
    h: float | None = place.H
    if h is None:
        if place.W is None:
            raise Refused(
                f"{path}H",
                words(
                    "Serve la distanza orizzontale H (da 0 a 300) o la profondità W della scatola.",
                    "Horizontal location H is needed (from 0 to 300), or the depth W of the box.",
                ),
            )
        h = box_reach(system, place.W, place.V)
        notices.append(("h_estimated", {"used": h, "unit": system.length}))
    if below(h, system.near):
        notices.append(("h_clamped", {"value": h, "used": system.near, "unit": system.length}))
    return h


def hands(given: Given, extensions: bool, notices: Notices) -> tuple[float, float]:
    """Give the factors of one hand and of two persons."""
    if not (given.one_hand or given.two_persons):
        return 1.0, 1.0
    if not extensions:
        raise NotApplicable(
            "one_hand" if given.one_hand else "two_persons",
            words(
                "L'equazione NIOSH vale per una persona con due mani: ammetti le estensioni ISO, o "
                "valuta con un altro metodo.",
                "The NIOSH equation holds for one person with two hands: allow the ISO extensions, "
                "or rate by another method.",
            ),
            "niosh_single",
        )
    for code in ("one_hand", "two_persons"):
        if getattr(given, code) and (code, NOTHING) not in notices:
            notices.append((code, NOTHING))
    return (ONE_HAND if given.one_hand else 1.0), (TWO_PERSONS if given.two_persons else 1.0)


def long_shift(given: Given, notices: Notices) -> float:
    """Give the factor of a shift beyond 8 hours."""
    hours: float | None = given.shift_h
    if hours is None or not over(hours, HOURS):
        return 1.0
    if over(hours, HOURS_MOST) or not given.iso_extensions:
        raise NotApplicable(
            "shift_too_long",
            words(
                "Il metodo NIOSH vale fino a 8 ore, con l'estensione ISO fino a 12.",
                "The NIOSH method holds up to 8 hours, with the ISO extension up to 12.",
            ),
        )
    notices.append(("over_8_h", {"factor": extended(hours)}))
    return extended(hours)
