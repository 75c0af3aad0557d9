"""Noise over a day with protectors on and off: what reaches the ear, task by task."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final, NamedTuple

from ytefas.methods.kit.faults import Refused
from ytefas.methods.kit.inputs import Given, Group, Number, Text
from ytefas.methods.kit.numbers import at_least, over
from ytefas.methods.kit.steps import Line, Speech, Step, Table
from ytefas.methods.kit.words import words
from ytefas.methods.tables.noise_hpd import (
    BETA_INPUT,
    HML_KNEE,
    L_ACT,
    L_ACT_INPUT,
    PROTECTOR,
    Notice,
    attenuation,
    beta_of,
    hml_reduction,
    rating,
    spectrum_notice,
)
from ytefas.methods.tables.noise_law_81_2008 import level

HPD_CODES: Final = ("nominal_attenuation", "beta_above_type", "simplified", "spectrum_out_of_range")

HPD: Final = Group(
    key="hpd", label=words("DPI uditivo del lavoratore", "The worker's hearing protector"),
    required=False, section=words("DPI uditivi", "Hearing protectors"),
    help=words("Attenuazioni dichiarate dal fabbricante, senza riduzioni: SNR, oppure H, M e L. "
               "Poi indica per ogni compito per quante ore il DPI è indossato.",
               "Attenuations as the manufacturer declares them, not reduced: SNR, or H, M and L. "
               "Then give for each task for how many hours the protector is worn."),
    of=(
        Text(key="name", label=words("Modello", "Model"), required=False),
        attenuation("snr", words("Attenuazione SNR", "SNR attenuation"), required=False),
        attenuation("H", words("Attenuazione alle frequenze alte",
                               "High-frequency attenuation"), required=False),
        attenuation("M", words("Attenuazione alle medie frequenze",
                               "Medium-frequency attenuation"), required=False),
        attenuation("L", words("Attenuazione alle frequenze basse",
                               "Low-frequency attenuation"), required=False),
        PROTECTOR, BETA_INPUT, L_ACT_INPUT,
    ),
)  # fmt: skip
L_C: Final = level(
    "l_c", words("Livello equivalente ponderato C", "C-weighted equivalent level"), "LCeq",
    unit="dB(C)", required=False,
    help=words("Serve per i metodi SNR e HML; senza, si usa la sola M (stima semplificata).",
               "Needed for the SNR and HML methods; without it M alone is used (a simplified "
               "estimate)."),
)  # fmt: skip
WORN_H: Final = Number(
    key="hpd_worn_h", label=words("Ore con il DPI indossato", "Hours with the protector worn"),
    low=0, high=24, unit="h", digits=2, required=False,
    help=words("Vuoto: mai; se però indichi il livello con il DPI, per tutto il compito.",
               "Empty: never; yet for the whole task if you give the level with the protector."),
)  # fmt: skip
LEVEL_WITH_HPD: Final = Number(
    key="level_with_hpd", label=words("Livello all'orecchio con il DPI",
                                      "Level at the ear with the protector"),
    symbol="L'", low=0, high=160, unit="dB(A)", digits=1, required=False,
    help=words("Solo se già noto (per esempio dal metodo per bande d'ottava); altrimenti si "
               "calcola dal DPI del lavoratore.",
               "Only if known (for instance from the octave-band method); otherwise it is "
               "computed from the worker's protector."),
)  # fmt: skip


class Worn(NamedTuple):
    """What a protector makes of one task."""

    hours: float  # worn
    level: float | None  # at the ear while it is worn
    method: str | None  # how the level was found
    reduction: float | None
    rating: str | None


NOT_WORN: Final = Worn(0.0, None, None, None, None)


def worn_of(
    hpd: Given | None, tasks: Sequence[Any], levels: Sequence[float], hours: Sequence[float]
) -> tuple[list[Worn], float | None, list[Notice]]:
    """Give what the protector does in each task, its β where it was used, and what to know."""
    told: list[Notice] = []
    beta = None if hpd is None else beta_of(hpd, told)
    found = [
        _worn(hpd, beta or 0.0, task, Place(at, l_a, duration), told)
        for at, (task, l_a, duration) in enumerate(zip(tasks, levels, hours, strict=True))
    ]
    if all(one.method in {None, "given"} for one in found):
        return found, None, []
    return found, beta, list({code: (code, said) for code, said in reversed(told)}.values())[::-1]


class Place(NamedTuple):
    """Which task it is, its level and how long it lasts."""

    at: int
    l_a: float
    duration: float


def _worn(hpd: Given | None, beta: float, task: Any, place: Place, told: list[Notice]) -> Worn:
    hours = task.hpd_worn_h
    if hours is None:
        hours = place.duration if task.level_with_hpd is not None else 0.0
    if over(hours, place.duration):
        raise Refused(f"tasks[{place.at}].hpd_worn_h", words(
            "Ore con il DPI indossato: {worn} h è più della durata del compito, {duration} h.",
            "Hours with the protector worn: {worn} h is more than the task lasts, {duration} h."
        ).filled(worn=hours, duration=place.duration))  # fmt: skip
    if hours == 0:
        return NOT_WORN
    hours = min(hours, place.duration)
    if task.level_with_hpd is not None:
        protected, method = task.level_with_hpd, "given"
    elif hpd is None:
        raise Refused(f"tasks[{place.at}].level_with_hpd", words(
            "Il DPI è indossato: serve il livello all'orecchio con il DPI, o il DPI del "
            "lavoratore con le sue attenuazioni.",
            "The protector is worn: the level at the ear with it is needed, or the worker's "
            "protector with its attenuations."))  # fmt: skip
    else:
        reduction, method = _reduced(hpd, beta, task.l_c, place, told)
        protected = place.l_a - reduction
    band, _ = rating(protected, L_ACT if hpd is None else hpd.l_act)
    return Worn(hours, protected, method, place.l_a - protected, band.code)


def _reduced(
    hpd: Given, beta: float, l_c: float | None, place: Place, told: list[Notice]
) -> tuple[float, str]:
    whole = hpd.H is not None and hpd.M is not None and hpd.L is not None
    if l_c is not None and whole:
        spectrum_notice(l_c - place.l_a, told)
        return hml_reduction(beta * hpd.H, beta * hpd.M, beta * hpd.L, l_c - place.l_a), "hml"
    if l_c is not None and hpd.snr is not None:
        return place.l_a - (l_c - beta * hpd.snr), "snr"
    if hpd.M is not None:
        told.append(("simplified", {}))
        return beta * hpd.M, "simplified"
    if hpd.snr is not None:
        raise Refused(f"tasks[{place.at}].l_c", words(
            "Livello equivalente ponderato C: con il solo SNR serve per i compiti con il DPI. "
            "Altrimenti indica l'attenuazione M del DPI (stima semplificata).",
            "C-weighted equivalent level: with the SNR alone it is needed for tasks with the "
            "protector. Otherwise give its attenuation M (a simplified estimate)."))  # fmt: skip
    raise Refused("hpd", words(
        "DPI uditivo del lavoratore: serve SNR, oppure H, M e L, oppure almeno M.",
        "The worker's hearing protector: SNR is needed, or H, M and L, or at least M.",
    ))  # fmt: skip


def peaks_of(
    tasks: Sequence[Any], hours: Sequence[float], worn: Sequence[Worn], whole_day: float | None,
    reduction: float | None,
) -> tuple[float | None, float | None]:  # fmt: skip
    """Give the highest peak of the day, and the highest at the ear.

    A peak counts as attenuated only where the protector is worn for the whole task and by how much
    is known; one given for the day as a whole does not.
    """
    outside = [task.l_cpeak for task in tasks if task.l_cpeak is not None]
    inside = [
        task.l_cpeak - reduction
        if reduction is not None and one.hours > 0 and at_least(one.hours, duration)
        else task.l_cpeak
        for task, duration, one in zip(tasks, hours, worn, strict=True)
        if task.l_cpeak is not None
    ]
    if whole_day is not None:
        outside.append(whole_day)
        inside.append(whole_day)
    return max(outside, default=None), max(inside, default=None)


def doses(energies: Sequence[float], hours: Sequence[float], worn: Sequence[Worn]) -> list[float]:
    """Give the dose at the ear of each task: unprotected while the protector is off."""
    return [
        energy * (duration - one.hours)
        + (0.0 if one.level is None else 10.0 ** (0.1 * one.level) * one.hours)
        for energy, duration, one in zip(energies, hours, worn, strict=True)
    ]


def _how(say: Speech, hpd: Given | None, beta: float | None, task: Any, l_a: float) -> str:
    """Write the level at the ear with its numbers, by the method that was used."""
    if task.level_with_hpd is not None or hpd is None or beta is None:
        return say(task.level_with_hpd)
    b, a, c = say(beta), say(l_a, 2), say(task.l_c)
    if task.l_c is not None and None not in {hpd.H, hpd.M, hpd.L}:
        difference = task.l_c - l_a
        d, m = say(difference, 2), say(beta * hpd.M, 2)
        if difference <= HML_KNEE:
            return f"{a} − [{m} − ({say(beta * hpd.H, 2)} − {m})/4 · ({d} − 2)]"
        return f"{a} − [{m} − ({m} − {say(beta * hpd.L, 2)})/8 · ({d} − 2)]"
    if task.l_c is not None and hpd.snr is not None:
        return f"{c} − {b} · {say(hpd.snr)}"
    return f"{a} − {b} · {say(hpd.M)}"


_METHODS: Final = {
    "given": words("indicato", "given"),
    "hml": words("HML: LA − PNR", "HML: LA − PNR"),
    "snr": words("SNR: LC − β·SNR", "SNR: LC − β·SNR"),
    "simplified": words("LA − β·M", "LA − β·M"),
}


def explain_worn(
    say: Speech, given: Given, values: Mapping[str, Any], names: Sequence[str]
) -> Iterator[Step]:
    """Show the level at the ear in each task, and over the day."""
    levels, hours = values["task_levels"], values["task_hours"]
    found, _, _ = worn_of(given.hpd, given.tasks, levels, hours)
    at_ear = doses([10.0 ** (0.1 * one) for one in levels], hours, found)
    yield Table(
        title=words("All'orecchio, con il DPI", "At the ear, with the protector"),
        heads=(words("Compito", "Task"), "LA", "LC", words("Metodo", "Method"),
               words("Calcolo", "Computation"), "L'",
               words("Giudizio", "Rating"), words("Ore senza", "Hours without"),
               words("Ore con", "Hours with"), "Σ T·10^(L/10)"),
        digits=(None, 2, 1, None, None, 2, None, 2, 2, 0),
        rows=[[name, l_a, task.l_c, _METHODS[one.method] if one.method else None,
               None if one.level is None else _how(say, given.hpd, values["beta"], task, l_a),
               one.level,
               None if one.level is None else rating(
                   one.level, L_ACT if given.hpd is None else given.hpd.l_act)[0].word,
               duration - one.hours, one.hours, dose]
              for name, task, l_a, duration, one, dose in zip(
                  names, given.tasks, levels, hours, found, at_ear, strict=True)],
    )  # fmt: skip
    yield Line("L'EX,8h", words("Livello di esposizione con i DPI",
                                "Exposure level with protectors"),
               f"10·lg({say(sum(at_ear), 0)} / 8)", values["lex_8h_with_hpd"], 2, "dB(A)",
               total=True)  # fmt: skip
    if values["l_cpeak_with_hpd"] is not None:
        beta, low = values["beta"], given.hpd.L
        parts = [
            f"{say(task.l_cpeak)} − {say(beta)} · {say(low)}"
            if one.hours > 0 and at_least(one.hours, duration) else say(task.l_cpeak)
            for task, duration, one in zip(given.tasks, hours, found, strict=True)
            if task.l_cpeak is not None
        ]  # fmt: skip
        if given.l_cpeak is not None:
            parts.append(say(given.l_cpeak))
        yield Line("L'Cpeak", words("Picco con i DPI: LCpeak − β·L dove è indossato per tutto il "
                                    "compito (prassi)",
                                    "Peak with protectors: LCpeak − β·L where worn for the whole "
                                    "task (practice)"),
                   f"max({'; '.join(parts)})", values["l_cpeak_with_hpd"], 1, "dB(C)")  # fmt: skip
