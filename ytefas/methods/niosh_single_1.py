"""One lifting task by the revised NIOSH equation, with the masses and factors of ISO 11228-1."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any, Final

from ytefas.methods.kit.faults import Refused
from ytefas.methods.kit.inputs import Flag, Given, Group
from ytefas.methods.kit.method import Example, Found, Method, Shown, Source
from ytefas.methods.kit.numbers import SLACK, below
from ytefas.methods.kit.pictures import Picture
from ytefas.methods.kit.steps import Line, Rule, Speech, Step
from ytefas.methods.kit.words import Words, words
from ytefas.methods.tables import lifting as asks
from ytefas.methods.tables.iso_11228_1_2021 import FIVE_BANDS, FIVE_BANDS_DOUBT, scales
from ytefas.methods.tables.lifting import NOTICES, Notices
from ytefas.methods.tables.lifting_steps import (
    LAW,
    MULTIPLIERS,
    PLACED,
    bars,
    conditions,
    constant_name,
    distance_line,
    factors,
    frequency_line,
    frequency_table,
    groups_table,
    place_lines,
    product_of,
    weights_table,
    zeros,
)
from ytefas.methods.tables.niosh_1994 import (
    METRIC,
    SYSTEMS,
    Point,
    System,
    beside_zero,
    distance_multiplier,
    frequency_multiplier,
    is_low,
    point,
)

SCALES: Final = scales("LI", words("Indice di sollevamento", "Lifting index"))
AT_DESTINATION: Final = "_destination"


def calculate(given: Given) -> Found:
    """Compute the index at the origin and, where it counts, at the destination."""
    system = SYSTEMS[given.unit_system]
    notices = asks.covered(given)
    constant = asks.constant(given, system)
    om, pm = asks.hands(given, given.iso_extensions, notices)
    etm = asks.long_shift(given, notices)
    pure = not notices
    low = is_low(system, origin_height(given))
    fm = frequency_multiplier(given.F, given.duration, low=low,
                              zero=given.fm_next_to_zero == "zero")  # fmt: skip
    common = constant * distance_multiplier(system, given.D) * fm * om * pm * etm
    origin = placed(system, given, "", notices)
    place = destination(system, given, notices)
    share = 0.5 if given.two_persons else 1.0
    limits = [common * one.product for one in (origin, place) if one is not None]
    limit = min(limits)
    load = given.load * share
    values: dict[str, Any] = {
        "LC": constant, "HM": origin.hm, "VM": origin.vm,
        "DM": distance_multiplier(system, given.D), "AM": origin.am, "FM": fm, "CM": origin.cm,
        "OM": om, "PM": pm, "ETM": etm, "H_used": origin.h, "load_per_person": load,
        "RWL": limit, "LI": ratio(load, limit), "LI_max": None,
        "governing": "origin" if limits[0] <= limit else "destination",
        "RWL_origin": limits[0], "LI_origin": ratio(load, limits[0]),
        "RWL_destination": None, "LI_destination": None,
        "HM_destination": None, "VM_destination": None,
        "AM_destination": None, "CM_destination": None,
        "pure_niosh": pure,
    }  # fmt: skip
    if place is not None:
        values |= {
            "HM_destination": place.hm, "VM_destination": place.vm,
            "AM_destination": place.am, "CM_destination": place.cm,
            "RWL_destination": limits[1], "LI_destination": ratio(load, limits[1]),
        }  # fmt: skip
    return judged(given, system, values, low, notices)


def judged(
    given: Given, system: System, values: dict[str, Any], low: bool, notices: Notices
) -> Found:
    """Band the index and say what the reader must know of it."""
    limit = values["RWL"]
    found = governing(values)
    worst = min(found, key=found.__getitem__)
    values["worst_multiplier"] = worst if found[worst] < 1 else None
    if limit == 0:
        notices.append(("limit_zero", {"which": zeros(found)}))
    if below(given.D, system.short):
        notices.append(("d_clamped", {"value": given.D, "least": system.short,
                                      "unit": system.length}))  # fmt: skip
    if beside_zero(given.F, given.duration, low=low):
        notices.append(asks.next_to_zero(given))
    if below(given.load, system.light):
        notices.append(("load_below_3_kg", {}))
    if given.load_max is not None:
        highest(given, values, notices)
    scale = SCALES[given.bands]
    band = scale.band(values["LI"])
    values["band"] = band.code
    return Found(values, band, scale, notices=asks.once(notices))


def highest(given: Given, values: dict[str, Any], notices: Notices) -> None:
    """Look at the highest load as well as at the mean one."""
    if below(given.load_max, given.load):
        raise Refused("load_max", words(
            "La massa più alta ({most}) non può essere inferiore a quella media ({mean}).",
            "The highest load ({most}) cannot be lower than the mean one ({mean})."
        ).filled(most=given.load_max, mean=given.load))  # fmt: skip
    index = ratio(values["load_per_person"] * given.load_max / given.load, values["RWL"])
    values["LI_max"] = index
    mean = values["LI"]
    if index is not None and mean is not None and mean <= 1 + SLACK < index:
        notices.append(("load_max_above_limit", {"index": round(index, 2)}))


def ratio(load: float, limit: float) -> float | None:
    """Give the index; without a weight limit there is none."""
    return load / limit if limit > 0 else None


def origin_height(given: Given) -> float:
    """Give V at the origin, which chooses the column of FM."""
    height: float = given.V if given.V_origin_for_FM is None else given.V_origin_for_FM
    return height


def placed(system: System, place: Given, path: str, notices: Notices) -> Point:
    """Compute the multipliers of a place as it was given."""
    h = asks.reach(system, place, path, notices)
    return point(system, h, place.V, place.A, place.coupling)


def destination(system: System, given: Given, notices: Notices) -> Point | None:
    """Look at the destination where the load is controlled there, too."""
    place, control = given.destination, given.significant_control
    if place is None:
        if control:
            raise Refused("destination", words(
                "Con controllo significativo alla destinazione servono i suoi dati: H, V, A e "
                "presa.",
                "With significant control at the destination its data are needed: H, V, A and "
                "coupling."))  # fmt: skip
        return None
    if control is False:
        notices.append(("destination_not_counted", {}))
        return None
    travel = abs(place.V - origin_height(given))
    if abs(travel - given.D) > 1:
        notices.append(("d_differs", {"value": given.D, "travel": travel, "unit": system.length}))
    return placed(system, place, "destination.", notices)


def governing(values: Mapping[str, Any]) -> dict[str, float]:
    """Give the multipliers of the place that decides."""
    return factors(values, AT_DESTINATION if values["governing"] == "destination" else "")


def explain(given: Given, found: Found, say: Speech) -> Iterator[Step]:
    """Write down the computation, line by line."""
    values, system = found.values, SYSTEMS[given.unit_system]
    low = is_low(system, origin_height(given))
    yield Line("LC", words("Costante di peso", "Load constant"), constant_name(given),
               values["LC"], 2, system.mass)  # fmt: skip
    lines = {
        line.symbol: line
        for line in place_lines(
            system, point(system, values["H_used"], given.V, given.A, given.coupling), given, say
        )
    }
    lines["DM"] = distance_line(system, given.D, values["DM"], say)
    lines["FM"] = frequency_line(system, given, low, values["FM"], say)
    for key in ("H", "HM", "VM", "DM", "AM", "FM", "CM"):
        if key in lines:
            yield lines[key]
    used = factors(values)
    for key in ("OM", "PM", "ETM"):
        if key in used:
            yield Line(key, MULTIPLIERS[key], words("ISO 11228-1", "ISO 11228-1"), used[key], 3)
    how = product_of(len(used) + 1)
    if values["RWL_destination"] is None:
        yield Line("RWL", words("Peso limite raccomandato", "Recommended weight limit"), how,
                   values["RWL"], 2, system.mass, total=True)  # fmt: skip
    else:
        yield from both_places(given, values, how, say)
    yield from result(given, found, say)


def both_places(given: Given, values: Mapping[str, Any], how: Words, say: Speech) -> Iterator[Step]:
    """Write the weight limits of origin and destination, and which is lower."""
    system, place = SYSTEMS[given.unit_system], given.destination
    name = words("Peso limite raccomandato", "Recommended weight limit")
    yield Line("RWL o", name, words(f"origine, {how.it}", f"origin, {how.en}"),
               values["RWL_origin"], 2, system.mass)  # fmt: skip
    there = placed(system, place, "", [])
    yield from place_lines(system, there, place, say, " d")
    yield Line("RWL d", name, words(f"destinazione, {how.it}, con DM e FM dell'origine",
                                    f"destination, {how.en}, with DM and FM of the origin"),
               values["RWL_destination"], 2, system.mass)  # fmt: skip
    yield Line("RWL", name, f"min({say(values['RWL_origin'], 2)}; "
               f"{say(values['RWL_destination'], 2)})", values["RWL"], 2, system.mass,
               total=True)  # fmt: skip


def result(given: Given, found: Found, say: Speech) -> Iterator[Step]:
    """Write the index, what follows from it, and for whom it holds."""
    values, system = found.values, SYSTEMS[given.unit_system]
    index, limit, load = values["LI"], values["RWL"], values["load_per_person"]
    if given.two_persons:
        yield Line("L", words("Massa per persona", "Load for each person"),
                   f"{say(given.load)} / 2", load, 2, system.mass)  # fmt: skip
    yield Line("LI", words("Indice di sollevamento", "Lifting index"),
               words("RWL = 0: non esiste", "RWL = 0: there is none") if index is None
               else f"{say(load)} / {say(limit, 2)}", index, 2, total=True)  # fmt: skip
    if given.load_max is not None:
        most = given.load_max / 2 if given.two_persons else given.load_max
        yield Line("LI max", words("Indice con la massa più alta", "Index with the highest load"),
                   f"{say(most)} / {say(limit, 2)}", values["LI_max"], 2)  # fmt: skip
    if found.band is not None and found.band.consequence is not None:
        yield Rule(found.band.consequence, LAW)
    yield weights_table(governing(values), index)
    if system is METRIC and found.scale is not None:
        yield groups_table(values["LC"], limit, load, found.scale, say)
    yield frequency_table(system, given, is_low(system, origin_height(given)), say)


def picture(given: Given, found: Found) -> list[Picture]:
    """Draw the multipliers, the worst one marked, and whether the method holds."""
    return [
        bars(governing(found.values), found.values["LI"]),
        conditions(given, two_hands=not given.one_hand),
    ]


def headed(one: Any, it: str, en: str) -> Any:
    """Begin a section of the form with this input."""
    return replace(one, section=words(it, en))


def published(
    name: Words, said: Mapping[str, Any], expected: Mapping[str, Any], tolerance: float
) -> Example:
    """Give an example of the manual, which multiplies rounded multipliers."""
    return Example({"unit_system": "US", "duration": "short", "A": 0, **said}, expected,
                   "NIOSH 94-110, Applications Manual", tolerance, name)  # fmt: skip


METHOD = Method(
    id="niosh_single", version=1, family="lifting",
    name=words("NIOSH, compito singolo", "NIOSH, single task"),
    about=words(
        "Indice di sollevamento per una persona che alza o abbassa con due mani, in piedi. Non "
        "vale per spinta, traino, trasporto, persone, né per più compiti insieme (indice "
        "composto).",
        "Lifting index for a person who lifts or lowers with two hands, standing. Not for "
        "pushing, pulling, carrying, persons, nor for several tasks together (composite index)."),
    edition=words("NIOSH 94-110 (1994, rist. 2021); ISO 11228-1:2021; "
                  "D.Lgs. 81/2008 all. XXXIII",
                  "NIOSH 94-110 (1994, reprint 2021); ISO 11228-1:2021; "
                  "D.Lgs. 81/2008 Annex XXXIII"),
    sources=(
        Source("Waters, Putz-Anderson, Garg, Applications Manual for the Revised NIOSH Lifting "
               "Equation (94-110, 2021)", "verified",
               words("Equazione, limiti, tabella di FM, presa, durate",
                     "Equation, limits, table of FM, coupling, durations")),
        Source("ISO 11228-1 / EN 1005-2", "verified",
               words("Masse di riferimento, una mano, due persone, oltre 8 ore: come nel "
                     "software pubblicato e nell'uso italiano",
                     "Reference masses, one hand, two persons, above 8 hours: as in published "
                     "software and Italian use")),
        FIVE_BANDS,
        Source(words("Prassi italiana", "Italian practice"), "practice",
               words("Le tre fasce verde, gialla, rossa; nessuna legge fissa un valore",
                     "The three bands green, yellow, red; no law fixes a value")),
    ),
    usual=("H",),
    inputs=(
        asks.UNIT_SYSTEM,
        headed(asks.load(), "Carico", "Load"), asks.LOAD_MAX, *asks.CONSTANT,
        headed(asks.PLACE[0], "Geometria all'origine", "Geometry at the origin"),
        *asks.PLACE[1:], asks.TRAVEL, asks.TURN, asks.COUPLING, asks.ORIGIN_HEIGHT,
        headed(asks.FREQUENCY, "Tempi", "Times"), asks.DURATION, asks.SHIFT,
        Flag(key="significant_control", yardstick=True, required=False,
             label=words("Controllo significativo alla destinazione",
                         "Significant control at the destination"),
             section=words("Destinazione", "Destination"),
             help=words("Il carico va posato con precisione, rallentato, ripreso o tenuto.",
                        "The load must be placed with care, slowed, regrasped or held.")),
        Group(key="destination", label=words("Geometria alla destinazione",
                                             "Geometry at the destination"),
              required=False, when=("significant_control", (True,)),
              of=(*asks.PLACE, asks.TURN, asks.COUPLING)),
        headed(asks.ONE_HANDED, "Estensioni", "Extensions"), asks.IN_TWO, asks.EXTENSIONS,
        *asks.COVERAGE,
        headed(asks.BANDS, "Lettura", "Reading"), asks.NEXT_TO_ZERO, asks.NAME, asks.NOTE,
    ),
    results=(
        Shown("LI", words("Indice di sollevamento", "Lifting index"), "", 2, main=True),
        Shown("RWL", words("Peso limite raccomandato", "Recommended weight limit"), "", 2),
        Shown("LC", words("Costante usata", "Constant used"), "", 2),
        *(Shown(key, name, "", 3) for key, name in MULTIPLIERS.items()),
        Shown("RWL_destination", words("Peso limite alla destinazione",
                                       "Weight limit at the destination"), "", 2),
        *(Shown(f"{key}{AT_DESTINATION}", words(f"{MULTIPLIERS[key].it}, destinazione",
                                                f"{MULTIPLIERS[key].en}, destination"), "", 3)
          for key in PLACED),
    ),
    calculate=calculate, explain=explain, picture=picture, scales=tuple(SCALES.values()),
    notices=dict(NOTICES) | {
        "destination_not_counted": words(
            "Senza controllo significativo la destinazione non conta.",
            "Without significant control the destination does not count."),
        "d_differs": words(
            "D {value} non è la differenza fra le altezze date ({travel} {unit}): controllala.",
            "D {value} is not the difference of the heights given ({travel} {unit}): check it."),
    },
    doubts=(
        FIVE_BANDS_DOUBT,
        words("FM fra l'ultima riga con valore e la prima con zero: interpolare o contare zero.",
              "FM between the last row with a value and the first with zero: interpolate or "
              "count zero."),
        words("Le fasce italiane (0,85 o 0,75) sono prassi: dichiara quali usi.",
              "The Italian bands (0.85 or 0.75) are practice: state which you use."),
    ),
    examples=(
        published(words("Ispezione di pacchi", "Package inspection"),
                  {"load": 26, "H": 10, "V": 22, "D": 37, "F": 3, "coupling": "fair"},
                  {"HM": 1.0, "VM": 0.94, "DM": 0.87, "AM": 1.0, "FM": 0.88, "CM": 0.95}, 0.015),
        published(words("Rotoli di carta", "Supply rolls"),
                  {"load": 35, "H": 20, "V": 27, "D": 17, "F": 0.2, "coupling": "poor"},
                  {"RWL": 20.9, "LI": 1.7}, 0.2),
        Example(
            {"load": 15, "reference": "men_18_45", "H": 40, "V": 30, "D": 80, "A": 30, "F": 4,
             "duration": "moderate", "coupling": "fair"},
            {"LC": 25.0, "HM": 0.625, "VM": 0.865, "AM": 0.904, "FM": 0.72, "CM": 0.95,
             "band": "high"},
            "ISO 11228-1", name=words("Staffe in saldatura", "Brackets at the welding bench")),
    ),
)  # fmt: skip
