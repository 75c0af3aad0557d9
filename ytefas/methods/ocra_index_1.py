"""OCRA index of one repetitive task, for one upper limb."""

from collections.abc import Iterator
from typing import Any

from ytefas.methods.kit.inputs import Given, Number, Text
from ytefas.methods.kit.method import Example, Found, Method, Shown
from ytefas.methods.kit.numbers import below
from ytefas.methods.kit.pictures import Bar, Bars, Picture
from ytefas.methods.kit.steps import Line, Rule, Speech, Step
from ytefas.methods.kit.words import Words, words
from ytefas.methods.tables import ocra_index_2007 as table


def calculate(given: Given) -> Found:
    """Divide the actions that are done by those that would be acceptable."""
    minutes, total = given.task_min, given.total_repetitive_min
    use, twice = table.multipliers(given)
    recovery = table.RECOVERY[given.hours_without_recovery]
    duration = table.duration_of(total, given.durations)
    frequency = given.actions_per_cycle * 60 / given.cycle_s
    done = frequency * minutes
    partly = table.CONSTANT * use.product * minutes
    reference = partly * recovery * duration
    index = done / reference if reference > 0 else None
    band = table.SCALE.band(index)
    notices: list[tuple[str, dict[str, Any]]] = []
    if index is None:
        notices.append(("limit_zero", {}))
    if twice:
        notices.append(("given_twice", {"keys": twice}))
    if below(total, minutes):
        notices.append(("total_below_task", {"total": total, "task": minutes}))
    if (
        given.ReM is not None
        and use.ReM > table.STEREOTYPY
        and below(given.cycle_s, table.SHORT_CYCLE_S)
    ):
        notices.append(("short_cycle", {"cycle": given.cycle_s}))
    return Found(
        {
            "frequency": frequency, "FM": use.FM, "PM": use.PM, "ReM": use.ReM, "AM": use.AM,
            "RcM": recovery, "tM": duration, "ATA": done, "RPA": partly, "RTA": reference,
            "reference_frequency": table.CONSTANT * use.product, "index": index,
            "band": band.code, "fine_band": table.FINER.band(index).code,
        },
        band, table.SCALE,
        {"health_surveillance": band.code == "red", "redesign": band.code == "red"}, notices,
    )  # fmt: skip


def explain(given: Given, found: Found, say: Speech) -> Iterator[Step]:
    """Show each multiplier with what it comes from, then both numbers of actions."""
    value = found.values
    yield Line("f", words("Frequenza delle azioni", "Frequency of actions"),
               f"nTC · 60 / tC = {say(given.actions_per_cycle)} · 60 / {say(given.cycle_s)}",
               value["frequency"], 2, "min⁻¹")  # fmt: skip
    yield Line(
        "ATA",
        words("Azioni tecniche effettive nel turno", "Actual technical actions in the shift"),
        f"f · t = {say(value['frequency'])} · {say(given.task_min)}",
        value["ATA"],
        2,
    )
    if given.FM is None and given.borg is not None and not given.force_peaks:
        yield table.force_table()
    yield Line("FM", words("Forza", "Force"), _force(given), value["FM"], 4)
    yield Line("PM", words("Postura", "Posture"), _posture(given), value["PM"], 2)
    yield Line("ReM", words("Stereotipia", "Repetitiveness"), _same(given), value["ReM"], 2)
    yield Line("AM", words("Fattori complementari", "Additional factors"), _additional(given),
               value["AM"], 2)  # fmt: skip
    yield table.recovery_table(given.hours_without_recovery)
    yield Line("RcM", words("Recupero", "Recovery"),
               words("{hours} ore senza recupero adeguato",
                     "{hours} hours without adequate recovery").filled(
                   hours=given.hours_without_recovery), value["RcM"], 2)  # fmt: skip
    yield table.duration_table(given.total_repetitive_min, given.durations)
    yield Line("tM", words("Durata", "Duration"),
               words("{minutes} minuti di lavoro ripetitivo nel turno",
                     "{minutes} minutes of repetitive work in the shift").filled(
                   minutes=given.total_repetitive_min), value["tM"], 2)  # fmt: skip
    yield Line("RPA", words("Azioni di riferimento del compito", "Reference actions of the task"),
               f"30 · FM · PM · ReM · AM · t = 30 · {say(value['FM'])} · {say(value['PM'])}"
               f" · {say(value['ReM'])} · {say(value['AM'])} · {say(given.task_min)}",
               value["RPA"], 3)  # fmt: skip
    yield Line("RTA", words("Azioni raccomandate nel turno", "Recommended actions in the shift"),
               f"RPA · RcM · tM = {say(value['RPA'])} · {say(value['RcM'])} · "
               f"{say(value['tM'])}", value["RTA"], 3)  # fmt: skip
    if value["index"] is None:
        yield Rule(
            words(
                "RTA è 0: il rapporto non esiste e il risultato è la classe peggiore.",
                "RTA is 0: there is no ratio, and the result is the worst class.",
            )
        )
    yield Line("OCRA", table.SCALE.label,
               f"ATA / RTA = {say(value['ATA'])} / {say(value['RTA'])}", value["index"], 2,
               total=True)  # fmt: skip
    if found.band is not None and found.band.consequence is not None:
        yield Rule(found.band.consequence, "D.Lgs. 81/2008, art. 168")


GIVEN = words("dato da te", "as you gave it")


def _force(given: Given) -> Words:
    if given.FM is not None:
        return GIVEN
    if given.force_peaks:
        return words("picchi oltre 5 Borg", "peaks above Borg 5")
    if given.borg is None:
        return words("condizioni ottimali", "optimal conditions")
    return words("tabella a {borg} Borg, interpolata", "table at Borg {borg}, interpolated").filled(
        borg=given.borg)  # fmt: skip


def _posture(given: Given) -> Words:
    if given.PM is not None:
        return GIVEN
    return words("il più basso di {all}", "the lowest of {all}").filled(
        all=[getattr(given.joints, key) for key, _ in table.JOINTS])  # fmt: skip


def _same(given: Given) -> Words:
    if given.ReM is not None:
        return GIVEN
    return words("gesti uguali: {same}; ciclo di {cycle} s (breve sotto 15 s)",
                 "same gestures: {same}; cycle of {cycle} s (short below 15 s)").filled(
        same=given.same_gestures, cycle=given.cycle_s)  # fmt: skip


def _additional(given: Given) -> Words:
    if given.AM is not None:
        return GIVEN
    return words("parte del ciclo", "share of the cycle")


def picture(_given: Given, found: Found) -> Iterator[Picture]:
    """Draw the multipliers; the shortest takes away most."""
    parts = (
        ("FM", words("Forza", "Force")), ("PM", words("Postura", "Posture")),
        ("ReM", words("Stereotipia", "Repetitiveness")),
        ("AM", words("Fattori complementari", "Additional factors")),
        ("RcM", words("Recupero", "Recovery")), ("tM", words("Durata", "Duration")),
    )  # fmt: skip
    value = found.values
    worst = min(parts, key=lambda part: value[part[0]])[0]
    yield Bars(
        title=words("Moltiplicatori: il più corto pesa di più",
                    "Multipliers: the shortest weighs most"),
        full=2, mark=1, digits=2,
        bars=tuple(Bar(key, label, value[key], worst=key == worst and value[key] < 1)
                   for key, label in parts),
        hint=words("1 = condizione ideale; la durata può superarlo nei turni brevi.",
                   "1 = ideal condition; duration may exceed it in short shifts."),
    )  # fmt: skip
    yield Bars(
        title=words("Azioni nel turno", "Actions in the shift"), digits=0,
        full=max(value["ATA"], value["RTA"], 1.0),
        bars=(
            Bar("ATA", words("Effettive", "Actual"), value["ATA"],
                found.band.level if found.band else None),
            Bar("RTA", words("Raccomandate", "Recommended"), value["RTA"]),
        ),
    )  # fmt: skip


METHOD = Method(
    id="ocra_index", version=1, family="repetitive",
    name=words("Indice OCRA", "OCRA index"),
    about=words(
        "Valuta in dettaglio un compito ripetitivo degli arti superiori: azioni effettive diviso "
        "azioni raccomandate. Un arto per volta. Per più compiti nel turno usa l'indice OCRA "
        "multicompito; per una mappatura rapida la check-list.",
        "Rates one repetitive task of the upper limbs in detail: actual actions divided by "
        "recommended ones. One limb at a time. For several tasks in a shift use the multitask "
        "index; for quick mapping the checklist.",
    ),
    edition="ISO 11228-3:2007",
    sources=table.SOURCES,
    usual=("FM", "PM", "ReM", "AM"),
    inputs=(
        *table.cycle_inputs(words("Compito", "Task")), *table.multiplier_inputs(), table.HOURS,
        Number(key="total_repetitive_min", yardstick=True,
               low=0, high=1440, above=True, unit="min", digits=0,
               label=words("Minuti di lavoro ripetitivo nel turno",
                           "Minutes of repetitive work in the shift"),
               help=words("Di tutti i compiti ripetitivi insieme: decide tM. Con un solo compito è "
                          "la durata del compito.",
                          "Of all repetitive tasks together: decides tM. With one task it is the "
                          "duration of the task.")),
        table.DURATIONS,
        Text(key="name", required=False, label=words("Compito", "Task")),
        Text(key="limb", required=False, label=words("Arto valutato", "Limb rated")),
        Text(key="note", required=False, label=words("Nota", "Note"), most=2000),
    ),
    results=(
        Shown("frequency", words("Frequenza delle azioni", "Frequency of actions"), "min⁻¹", 1),
        Shown("ATA", words("Azioni effettive", "Actual actions"), digits=0),
        Shown("RTA", words("Azioni raccomandate", "Recommended actions"), digits=0),
        Shown("FM", words("Forza", "Force"), digits=2),
        Shown("PM", words("Postura", "Posture"), digits=2),
        Shown("ReM", words("Stereotipia", "Repetitiveness"), digits=2),
        Shown("AM", words("Fattori complementari", "Additional factors"), digits=2),
        Shown("RcM", words("Recupero", "Recovery"), digits=2),
        Shown("tM", words("Durata", "Duration"), digits=2),
        Shown("index", table.SCALE.label, digits=1, main=True),
        Shown("fine_band", words("Fascia fine", "Finer band")),
    ),
    calculate=calculate, explain=explain, picture=picture, scales=(table.SCALE,),
    duties=table.DUTIES, notices=table.NOTICES, doubts=table.DOUBTS,
    examples=(
        Example({"actions_per_cycle": 20, "cycle_s": 30, "task_min": 420, "FM": 0.85, "PM": 0.7,
                 "ReM": 0.7, "AM": 1, "hours_without_recovery": 4, "total_repetitive_min": 420},
                {"frequency": 40, "ATA": 16800, "RTA": 3148.74, "index": 5.3354674,
                 "band": "red"}, "ATA / RTA", 1e-6, words("Montaggio a catena", "Assembly line")),
        Example({"actions_per_cycle": 15, "cycle_s": 45, "task_min": 300, "FM": 0.75, "PM": 0.7,
                 "ReM": 1, "AM": 0.95, "hours_without_recovery": 3, "total_repetitive_min": 300},
                {"RTA": 3142.125, "index": 1.9095357, "band": "green"}, "ATA / RTA", 1e-6),
        Example({"actions_per_cycle": 10, "cycle_s": 20, "task_min": 480, "FM": 1, "PM": 1,
                 "ReM": 1, "AM": 1, "hours_without_recovery": 8, "total_repetitive_min": 480},
                {"RTA": 0, "index": None, "band": "red"}, "RcM = 0",
                name=words("Nessun recupero in tutto il turno", "No recovery in the whole shift")),
    ),
)  # fmt: skip
