"""Revised Strain Index: five continuous multipliers of one hand task."""

from collections.abc import Iterator
from math import exp, log

from ytefas.methods.kit.bands import Band, Scale
from ytefas.methods.kit.inputs import Given, Number, Text
from ytefas.methods.kit.method import Duty, Example, Found, Method, Shown, Source
from ytefas.methods.kit.pictures import Bar, Bars, Curve, Picture, Ruler, Zone
from ytefas.methods.kit.steps import Line, Rule, Speech, Step
from ytefas.methods.kit.words import words

LIMIT = 10.0
SCALE = Scale(
    measure="RSI", label=words("Revised Strain Index", "Revised Strain Index"),
    bands=(
        Band("safe", 1, words("Sicuro", "Safe"), LIMIT,
             words("Probabilmente sicuro.", "Probably safe.")),
        Band("hazardous", 4, words("Pericoloso", "Hazardous"),
             consequence=words(
                 "Probabilmente pericoloso per gli arti superiori: riprogetta il compito.",
                 "Probably hazardous to the upper limbs: redesign the task.")),
    ),
)  # fmt: skip

TO_REDUCE = Duty(
    "changes_required",
    words("Ridurre il rischio per gli arti superiori", "Reduce the risk to the upper limbs"),
    "D.Lgs. 81/2008 art. 15 c. 1 lett. d, art. 28",
)

I_TURN, E_TURN, D_TURN, P_TURN, H_TURN = 0.4, 90.0, 60.0, 30.0, 0.05
MINUTE = 60.0


def of_intensity(i: float) -> float:
    """Give IM."""
    if i <= I_TURN:
        return 30 * i**3 - 15.6 * i**2 + 13 * i + 0.4
    return 36 * i**3 - 33.3 * i**2 + 24.77 * i - 1.86


def of_efforts(e: float) -> float:
    """Give EM."""
    return 0.1 + 0.25 * e if e <= E_TURN else 0.00334 * e**1.96


def efforts_for(em: float) -> float:
    """Give the efforts that make this EM."""
    linear = (em - 0.1) / 0.25
    return linear if linear <= E_TURN else (em / 0.00334) ** (1 / 1.96)


def of_duration(d: float) -> float:
    """Give DM."""
    return 0.45 + 0.31 * d if d <= D_TURN else 19.17 * log(d) - 59.44


def of_posture(p: float) -> float:
    """Give PM."""
    if p < 0:
        return 1.2 * exp(0.009 * -p) - 0.2
    return 1.0 if p <= P_TURN else 1 + 0.00028 * (p - P_TURN) ** 2


def of_hours(h: float) -> float:
    """Give HM."""
    return 0.2 if h <= H_TURN else 0.042 * h + 0.09 * log(h) + 0.477


def calculate(given: Given) -> Found:
    """Multiply the five."""
    im, em = of_intensity(given.I), of_efforts(given.E)
    dm, pm, hm = of_duration(given.D), of_posture(given.P), of_hours(given.H)
    index = im * em * dm * pm * hm
    cycle = given.E * given.D / MINUTE
    band = SCALE.band(index)
    return Found(
        {"IM": im, "EM": em, "DM": dm, "PM": pm, "HM": hm, "RSI": index,
         "duty_cycle": cycle, "band": band.code},
        band,
        flags={TO_REDUCE.key: band.code == "hazardous"},
        notices=[("more_than_a_minute", {"seconds": round(given.E * given.D, 1)})]
        if cycle > 1 + 1e-9 else (),
    )  # fmt: skip


def explain(given: Given, found: Found, say: Speech) -> Iterator[Step]:
    """Put the numbers into the branch of each formula that holds."""
    value = found.values
    i, e, d, p, h = (say(one) for one in (given.I, given.E, given.D, given.P, given.H))
    yield Line("IM", words("Intensità", "Intensity"),
               f"30 · {i}³ − {say(15.6)} · {i}² + 13 · {i} + {say(0.4)}"
               if given.I <= I_TURN else
               f"36 · {i}³ − {say(33.3)} · {i}² + {say(24.77)} · {i} − {say(1.86)}",
               value["IM"], digits=4)  # fmt: skip
    yield Line("EM", words("Frequenza", "Frequency"),
               f"{say(0.1)} + {say(0.25)} · {e}" if given.E <= E_TURN
               else f"{say(0.00334)} · {e}^{say(1.96)}", value["EM"], digits=4)  # fmt: skip
    yield Line("DM", words("Durata del singolo sforzo", "Duration of one exertion"),
               f"{say(0.45)} + {say(0.31)} · {d}" if given.D <= D_TURN
               else f"{say(19.17)} · ln {d} − {say(59.44)}", value["DM"], digits=4)  # fmt: skip
    if given.P < 0:
        how = f"{say(1.2)} · e^({say(0.009)} · {say(-given.P)}) − {say(0.2)}"
    else:
        how = "0° ≤ P ≤ 30°" if given.P <= P_TURN else f"1 + {say(0.00028)} · ({p} − 30)²"
    yield Line("PM", words("Postura del polso", "Wrist posture"), how, value["PM"], digits=4)
    yield Line("HM", words("Ore al giorno", "Hours per day"),
               f"H ≤ {say(H_TURN)} h" if given.H <= H_TURN
               else f"{say(0.042)} · {h} + {say(0.09)} · ln {h} + {say(0.477)}",
               value["HM"], digits=4)  # fmt: skip
    how = " · ".join(say(value[key], 4) for key in ("IM", "EM", "DM", "PM", "HM"))
    yield Line("RSI", SCALE.label, how, value["RSI"], digits=2, total=True)
    if found.band is not None and found.band.consequence is not None:
        yield Rule(found.band.consequence, TO_REDUCE.law if found.flags[TO_REDUCE.key] else "")


def picture(given: Given, found: Found) -> list[Picture]:
    """Show what drives the index, and how it falls with fewer efforts."""
    value = found.values
    bars = (
        ("IM", words("Intensità", "Intensity")), ("EM", words("Frequenza", "Frequency")),
        ("DM", words("Durata", "Duration")), ("PM", words("Postura", "Posture")),
        ("HM", words("Ore al giorno", "Hours per day")),
    )  # fmt: skip
    worst = max(value[key] for key, _ in bars)
    reach = max(30.0, 1.5 * given.E)
    others = value["RSI"] / value["EM"]
    line = tuple((x, others * of_efforts(x)) for x in (reach * at / 60 for at in range(61)))
    turn = min(max(efforts_for(LIMIT / others), 0.0), reach)
    return [
        Bars(title=words("Moltiplicatori", "Multipliers"), full=max(3.0, worst), mark=1.0,
             digits=2, bars=tuple(Bar(key, label, value[key], worst=value[key] == worst)
                                  for key, label in bars)),
        Curve(title=words("Se gli sforzi fossero meno o più", "If efforts were fewer or more"),
              x=Ruler(words("Sforzi", "Efforts"), 0.0, reach, "1/min"),
              y=Ruler(SCALE.label, 0.0, max(line[-1][1], LIMIT)),
              line=line, at=(given.E, value["RSI"]),
              zones=(Zone(0.0, turn, 1, SCALE.bands[0].word),
                     Zone(turn, reach, 4, SCALE.bands[1].word))),
    ]  # fmt: skip


METHOD = Method(
    id="revised_strain_index", version=1, family="repetitive",
    name=words("Revised Strain Index", "Revised Strain Index"),
    about=words(
        "Valuta un compito di mano e polso con cinque misure continue. È per un solo compito con "
        "sforzi uguali: gli indici composti COSI e CUSI non sono compresi. In Italia il metodo di "
        "riferimento per i movimenti ripetitivi è OCRA (ISO 11228-3).",
        "Rates a task of hand and wrist by five continuous measures. It is for a single task of "
        "equal efforts: the composite indices COSI and CUSI are not covered. In Italy the method "
        "of reference for repetitive movements is OCRA (ISO 11228-3).",
    ),
    edition="Garg, Moore & Kapellusch, Ergonomics 60(7), 2017",
    sources=(
        Source("Garg, Moore & Kapellusch 2017", "verified",
               words("Equazioni, confermate dagli esempi delle NTP 1125 e 1169.",
                     "Equations, confirmed by the examples of NTP 1125 and 1169.")),
    ),
    inputs=(
        Number(key="I", symbol="I", label=words("Intensità dello sforzo", "Intensity of exertion"),
               low=0, high=1, digits=2, step=0.1, help=words(
                   "Grado sulla scala CR-10 di Borg diviso per 10.",
                   "Rating on Borg's CR-10 scale divided by 10.")),
        Number(key="E", symbol="E", label=words("Sforzi al minuto", "Efforts per minute"),
               low=0, high=600, unit="1/min", digits=1),
        Number(key="D", symbol="D", label=words("Durata di uno sforzo", "Duration of one exertion"),
               low=0, high=28800, unit="s", digits=1,
               help=words("In media, misurata con il cronometro.",
                          "The mean, taken with a stop-watch.")),
        Number(key="P", symbol="P", label=words("Angolo del polso", "Wrist angle"),
               low=-90, high=90, unit="°", digits=0,
               help=words("Positivo in flessione, negativo in estensione.",
                          "Positive in flexion, negative in extension.")),
        Number(key="H", symbol="H", label=words("Durata del compito al giorno",
                                                "Duration of the task per day"),
               low=0, high=24, unit="h", digits=1),
        Text(key="name", label=words("Compito e lato", "Task and side"), required=False),
    ),
    results=(
        Shown("RSI", SCALE.label, digits=2, main=True),
        Shown("IM", words("Intensità", "Intensity"), digits=3),
        Shown("EM", words("Frequenza", "Frequency"), digits=3),
        Shown("DM", words("Durata del singolo sforzo", "Duration of one exertion"), digits=3),
        Shown("PM", words("Postura del polso", "Wrist posture"), digits=3),
        Shown("HM", words("Ore al giorno", "Hours per day"), digits=3),
        Shown("duty_cycle", words("Parte del tempo sotto sforzo", "Share of time under exertion"),
              digits=2),
    ),
    calculate=calculate, explain=explain, picture=picture, scales=(SCALE,), duties=(TO_REDUCE,),
    notices={"more_than_a_minute": words(
        "Sforzi al minuto per durata fanno {seconds} s in un minuto: ricontrolla le due misure.",
        "Efforts per minute times duration make {seconds} s in a minute: check both measures.")},
    examples=(
        Example({"I": 0.2, "E": 5, "D": 3, "P": -5, "H": 4},
                {"IM": 2.616, "EM": 1.35, "DM": 1.38, "PM": 1.0552, "HM": 0.7698, "RSI": 3.9588,
                 "band": "safe"}, "INSST NTP 1125", tolerance=0.001),
        Example({"I": 0.4, "E": 2.6, "D": 1.2, "P": 0, "H": 4},
                {"IM": 5.024, "EM": 0.75, "DM": 0.822, "RSI": 2.3842}, "INSST NTP 1169",
                tolerance=0.001),
        Example({"I": 0.3, "E": 12, "D": 1.5, "P": 40, "H": 6},
                {"PM": 1.028, "RSI": 9.6205, "band": "safe"}, "Garg, Moore & Kapellusch 2017",
                tolerance=0.001),
    ),
    doubts=(
        words("Ai confini EM, DM e HM hanno piccoli salti, come nelle equazioni stampate.",
              "At the turning points EM, DM and HM have small jumps, as the printed equations do."),
    ),
)  # fmt: skip
