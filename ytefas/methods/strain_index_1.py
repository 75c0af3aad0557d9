"""Strain Index: six ratings of a hand-intensive job, multiplied."""

from collections.abc import Iterator
from math import prod
from typing import NamedTuple

from ytefas.methods.kit.bands import Band, Scale
from ytefas.methods.kit.faults import Refused
from ytefas.methods.kit.inputs import Choice, Flag, Given, Option, Text
from ytefas.methods.kit.method import Duty, Example, Found, Method, Shown, Source
from ytefas.methods.kit.pictures import Bar, Bars, Picture
from ytefas.methods.kit.steps import Line, Rule, Speech, Step, Table
from ytefas.methods.kit.words import Words, formula, words


class Factor(NamedTuple):
    """One of the six: what is rated, and the multiplier of each rating."""

    symbol: str
    key: str
    label: Words
    multipliers: tuple[float, ...]
    steps: tuple[Words, ...]
    help: Words | None = None


def ranges(*said: str) -> tuple[Words, ...]:
    """Name steps that need no translation but the comma."""
    return tuple(words(one, one) for one in said)


FACTORS = (
    Factor("IE", "intensity_rating", words("Intensità dello sforzo", "Intensity of exertion"),
           (1, 3, 6, 9, 13), (
        words("Leggero (Borg ≤ 2)", "Light (Borg ≤ 2)"),
        words("Un po' duro (Borg 3)", "Somewhat hard (Borg 3)"),
        words("Duro (Borg 4–5)", "Hard (Borg 4–5)"),
        words("Molto duro (Borg 6–7)", "Very hard (Borg 6–7)"),
        words("Quasi massimo (Borg ≥ 8)", "Near maximal (Borg ≥ 8)"),
    ), words("Lo sforzo della mano chiesto dal compito, sulla scala CR-10 di Borg.",
             "The effort of the hand that the task asks for, on Borg's CR-10 scale.")),
    Factor("DE", "duration_pct_rating", words("Durata dello sforzo, % del ciclo",
                                              "Duration of exertion, % of cycle"),
           (0.5, 1, 1.5, 2, 3),
           ranges("< 10 %", "10–29 %", "30–49 %", "50–79 %", "≥ 80 %"),
           words("100 × durata degli sforzi / tempo di osservazione.",
                 "100 × duration of all exertions / time observed.")),
    Factor("EM", "efforts_per_min_rating", words("Sforzi al minuto", "Efforts per minute"),
           (0.5, 1, 1.5, 2, 3), ranges("< 4", "4–8", "9–14", "15–19", "≥ 20"),
           words("Non serve se la mano tiene ferma la presa (presa statica).",
                 "Not needed where the hand holds on (static hold).")),
    Factor("HWP", "posture_rating", words("Postura di mano e polso", "Hand and wrist posture"),
           (1, 1, 1.5, 2, 3), (
        words("Molto buona", "Very good"), words("Buona", "Good"), words("Discreta", "Fair"),
        words("Cattiva", "Bad"), words("Molto cattiva", "Very bad"),
    )),
    Factor("SW", "speed_rating", words("Velocità di lavoro", "Speed of work"),
           (1, 1, 1, 1.5, 2), (
        words("Molto lenta", "Very slow"), words("Lenta", "Slow"), words("Normale", "Fair"),
        words("Veloce", "Fast"), words("Molto veloce", "Very fast"),
    )),
    Factor("DD", "hours_per_day_rating", words("Ore al giorno", "Hours per day"),
           (0.25, 0.5, 0.75, 1, 1.5), ranges("≤ 1", "1–2", "2–4", "4–8", "> 8")),
)  # fmt: skip
EFFORTS = FACTORS[2]
STATIC = 3.0

LABEL = words("Strain Index", "Strain Index")
SAFE = words("Probabilmente sicuro.", "Probably safe.")
UNSURE = words("Incerto: approfondisci e riduci il fattore più alto.",
               "Uncertain: investigate and reduce the highest factor.")  # fmt: skip
HAZARD = words("Probabilmente pericoloso per gli arti superiori: riprogetta il compito.",
               "Probably hazardous to the upper limbs: redesign the task.")  # fmt: skip


def cut(*bands: Band) -> Scale:
    """Lay out one of the ways to cut the index."""
    return Scale(measure="SI", label=LABEL, bands=bands, high=14)


SAFE_WORD, UNSURE_WORD = words("Sicuro", "Safe"), words("Incerto", "Uncertain")
HAZARD_WORD = words("Pericoloso", "Hazardous")
SCALES = {
    "3_7": cut(Band("safe", 1, SAFE_WORD, 3, SAFE),
               Band("uncertain", 2, UNSURE_WORD, 7, UNSURE),
               Band("hazardous", 4, HAZARD_WORD, consequence=HAZARD)),
    "5": cut(Band("safe", 1, SAFE_WORD, 5, SAFE),
             Band("hazardous", 4, HAZARD_WORD, consequence=HAZARD)),
    "3_5_7": cut(Band("safe", 1, SAFE_WORD, 3, SAFE),
                 Band("uncertain", 2, UNSURE_WORD, 5, UNSURE),
                 Band("increased", 3, words("Aumentato", "Increased"), 7, words(
                     "Rischio aumentato: riduci il fattore più alto.",
                     "Increased risk: reduce the highest factor.")),
                 Band("hazardous", 4, HAZARD_WORD, consequence=HAZARD)),
}  # fmt: skip

TO_REDUCE = Duty(
    "changes_required",
    words("Ridurre il rischio per gli arti superiori", "Reduce the risk to the upper limbs"),
    "D.Lgs. 81/2008 art. 15 c. 1 lett. d, art. 28",
)


def calculate(given: Given) -> Found:
    """Multiply what the six ratings stand for."""
    multipliers = {}
    for one in FACTORS:
        rating = getattr(given, one.key)
        if one is EFFORTS and given.static_hold:
            multipliers[one.symbol] = STATIC
        elif rating is None:
            raise Refused(one.key, words(
                "Sforzi al minuto: scegli da 1 a 5, o segna la presa statica.",
                "Efforts per minute: choose from 1 to 5, or tick the static hold."))  # fmt: skip
        else:
            multipliers[one.symbol] = float(one.multipliers[rating - 1])
    index = prod(multipliers.values())
    scale = SCALES[given.bands]
    band = scale.band(index)
    notices = []
    if given.static_hold and given.efforts_per_min_rating is not None:
        notices.append(("static_hold", {"rating": given.efforts_per_min_rating}))
    return Found({**multipliers, "SI": index, "band": band.code}, band, scale,
                 {TO_REDUCE.key: band.code == "hazardous"}, notices)  # fmt: skip


def explain(given: Given, found: Found, say: Speech) -> Iterator[Step]:
    """Show each rating with its multiplier, then the product."""
    for one in FACTORS:
        value = found.values[one.symbol]
        if one is EFFORTS and given.static_hold:
            yield Line(one.symbol, one.label, words(
                "presa statica: non si contano sforzi, vale 3",
                "static hold: no efforts to count, 3 holds"), value)  # fmt: skip
            continue
        rating = getattr(given, one.key)
        yield Line(one.symbol, one.label, words("grado {rating}: {step}", "rating {rating}: {step}")
                   .filled(rating=rating, step=one.steps[rating - 1]), value)  # fmt: skip
    static = given.static_hold
    rows = [
        (one.symbol, *(
            f"[{say(value)}]" if not (static and one is EFFORTS) and at == getattr(given, one.key)
            else say(value) for at, value in enumerate(one.multipliers, start=1)))
        for one in FACTORS
    ]  # fmt: skip
    yield Table(words("Moltiplicatori per grado; tra parentesi quelli letti",
                      "Multipliers by rating; in brackets those that were read"),
                ("", *map(str, range(1, 6))), rows)  # fmt: skip
    how = " · ".join(say(found.values[one.symbol]) for one in FACTORS)
    yield Line("SI", LABEL, how, found.values["SI"], digits=3, total=True)
    if found.band is not None and found.band.consequence is not None:
        yield Rule(found.band.consequence, TO_REDUCE.law if found.flags[TO_REDUCE.key] else "")


def picture(_given: Given, found: Found) -> list[Picture]:
    """Show which factor drives the index."""
    values = [found.values[one.symbol] for one in FACTORS]
    worst = max(values)
    return [Bars(
        title=words("Moltiplicatori", "Multipliers"), full=max(3.0, worst), mark=1.0, digits=2,
        bars=tuple(Bar(one.symbol, one.label, value, worst=value == worst > 1)
                   for one, value in zip(FACTORS, values, strict=True)),
        hint=words("Il fattore da ridurre per primo è il più lungo.",
                   "The factor to reduce first is the longest."),
    )]  # fmt: skip


def rated(*ratings: int) -> dict[str, int]:
    """Name ratings in the order of the factors."""
    return {one.key: rating for one, rating in zip(FACTORS, ratings, strict=True)}


METHOD = Method(
    id="strain_index", version=1, family="repetitive",
    name=words("Strain Index", "Strain Index"),
    about=words(
        "Valuta un compito che impegna mano, polso e avambraccio di un lato. È per un solo "
        "compito: non somma compiti diversi. In Italia il metodo di riferimento per i movimenti "
        "ripetitivi è OCRA (ISO 11228-3); lo Strain Index serve come esame in più.",
        "Rates a task that strains hand, wrist and forearm of one side. It is for a single task: "
        "it does not add different tasks. In Italy the method of reference for repetitive "
        "movements is OCRA (ISO 11228-3); the Strain Index is a further examination.",
    ),
    edition="Moore & Garg, AIHA Journal 56(5), 1995",
    sources=(
        Source("Moore & Garg 1995", "verified",
               words("Moltiplicatori, dal foglio di lavoro di un centro di ergonomia.",
                     "Multipliers, from the worksheet of an ergonomics centre.")),
        Source(words("Fogli di lavoro successivi", "Later worksheets"), "practice",
               words("Soglie 3 e 7, e a quattro fasce 3, 5 e 7; l'articolo pone la soglia a 5.",
                     "Thresholds 3 and 7, and four bands at 3, 5 and 7; the paper sets 5.")),
        Source(words("Presa statica: EM = 3", "Static hold: EM = 3"), "memory"),
    ),
    usual=("efforts_per_min_rating",),
    inputs=(
        *(Choice(key=one.key, label=one.label, symbol=one.symbol, help=one.help,
                 required=one is not EFFORTS,
                 options=tuple(Option(at, step) for at, step in enumerate(one.steps, start=1)))
          for one in FACTORS),
        Flag(key="static_hold", label=words("Presa statica", "Static hold"), required=False,
             default=False, help=words("La mano tiene senza sforzi che si possano contare: EM = 3.",
                                       "The hand holds on, no efforts to count: EM = 3.")),
        Choice(key="bands", yardstick=True,
               label=words("Fasce", "Bands"), required=False, default="3_7", options=(
            Option("3_7", words("fino a 3 sicuro, oltre 7 pericoloso",
                                "up to 3 safe, over 7 hazardous")),
            Option("5", words("soglia 5, come nell'articolo del 1995",
                              "threshold 5, as in the paper of 1995")),
            Option("3_5_7", words("quattro fasce: 3, 5, 7", "four bands: 3, 5, 7")),
        )),
        Text(key="name", label=words("Compito e lato", "Task and side"), required=False),
    ),
    results=(
        Shown("SI", LABEL, digits=2, main=True),
        *(Shown(one.symbol, one.label, digits=2) for one in FACTORS),
    ),
    calculate=calculate, explain=explain, picture=picture, scales=tuple(SCALES.values()),
    duties=(TO_REDUCE,),
    notices={"static_hold": words(
        "Presa statica: vale EM = 3, il grado {rating} degli sforzi al minuto non è usato.",
        "Static hold: EM = 3 holds, rating {rating} of efforts per minute is not used.")},
    examples=(
        Example(rated(2, 4, 3, 3, 3, 4), {"SI": 13.5, "band": "hazardous"},
                words("Moore & Garg 1995, esempio nell'articolo (a memoria)",
                      "Moore & Garg 1995, example in the paper (from memory)"),
                name=words("3 · 2 · 1,5 · 1,5 · 1 · 1", "3 · 2 · 1.5 · 1.5 · 1 · 1")),
        Example(rated(2, 3, 3, 3, 3, 4), {"SI": 10.125, "band": "hazardous"},
                formula("3 · 1,5 · 1,5 · 1,5 · 1 · 1")),
        Example(rated(2, 2, 2, 2, 3, 3), {"SI": 2.25, "band": "safe"},
                formula("3 · 1 · 1 · 1 · 1 · 0,75")),
        Example(rated(2, 2, 2, 3, 3, 4) | {"bands": "5"}, {"SI": 4.5, "band": "safe"},
                formula("3 · 1 · 1 · 1,5 · 1 · 1")),
    ),
    doubts=(
        words("Presa statica: che EM valga 3 è a memoria.",
              "Static hold: that EM is 3 is from memory."),
    ),
)  # fmt: skip
