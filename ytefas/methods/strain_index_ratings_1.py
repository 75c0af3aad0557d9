"""The ratings that the Strain Index asks for, from what is counted and timed."""

from collections.abc import Iterator

from ytefas.methods.kit.inputs import Given, Number, Text
from ytefas.methods.kit.method import Example, Found, Method, Shown, Source
from ytefas.methods.kit.numbers import below, half_up, over
from ytefas.methods.kit.steps import Line, Speech, Step, Table
from ytefas.methods.kit.words import words

BORG, DURATION = (2, 3, 5, 7), (10.0, 30.0, 50.0, 80.0)
EFFORTS, HOURS = (4, 9, 15, 20), (1.0, 2.0, 4.0, 8.0)
LABELS = {
    "intensity_rating": words("Intensità dello sforzo", "Intensity of exertion"),
    "duration_pct_rating": words("Durata dello sforzo, % del ciclo",
                                 "Duration of exertion, % of cycle"),
    "efforts_per_min_rating": words("Sforzi al minuto", "Efforts per minute"),
    "hours_per_day_rating": words("Ore al giorno", "Hours per day"),
}  # fmt: skip


def calculate(given: Given) -> Found:
    """Find the range of each; whole numbers are rounded first, as the ranges are printed."""
    share = 100 * given.effort_seconds / given.observed_seconds
    effort, rate = half_up(given.borg, 0), half_up(given.efforts_per_min, 0)
    notices = [("over_all", {"share": half_up(share, 1)})] if over(share, 100) else ()
    return Found({
        "duration_pct": share,
        "intensity_rating": 1 + sum(effort > edge for edge in BORG),
        "duration_pct_rating": 1 + sum(not below(share, edge) for edge in DURATION),
        "efforts_per_min_rating": 1 + sum(rate >= edge for edge in EFFORTS),
        "hours_per_day_rating": 1 + sum(over(given.hours_per_day, edge) for edge in HOURS),
    }, notices=notices)  # fmt: skip


def explain(given: Given, found: Found, say: Speech) -> Iterator[Step]:
    """Show each figure with its range."""
    value = found.values
    yield Table(
        words("Gradi da 1 a 5", "Ratings from 1 to 5"), ("", "1", "2", "3", "4", "5"),
        [("Borg", "≤ 2", "3", "4–5", "6–7", "≥ 8"),
         ("%", "< 10", "10–29", "30–49", "50–79", "≥ 80"),
         ("1/min", "< 4", "4–8", "9–14", "15–19", "≥ 20"),
         ("h", "≤ 1", "1–2", "2–4", "4–8", "> 8")],
    )  # fmt: skip
    yield Line("%", LABELS["duration_pct_rating"],
               f"100 · {say(given.effort_seconds)} / {say(given.observed_seconds)}",
               value["duration_pct"], digits=1, unit="%")  # fmt: skip
    shown = {"intensity_rating": f"Borg {say(given.borg)}",
             "duration_pct_rating": f"{say(value['duration_pct'], 1)} %",
             "efforts_per_min_rating": f"{say(given.efforts_per_min)} / min",
             "hours_per_day_rating": f"{say(given.hours_per_day)} h"}  # fmt: skip
    for key, label in LABELS.items():
        yield Line("", label, shown[key], value[key])


METHOD = Method(
    id="strain_index_ratings", version=1, family="repetitive", part=True,
    name=words("Gradi dello Strain Index", "Ratings of the Strain Index"),
    about=words("Da ciò che si conta e si cronometra ai gradi da mettere nello Strain Index. "
                "Postura e velocità si giudicano a vista.",
                "From what is counted and timed to the ratings to put into the Strain Index. "
                "Posture and speed are judged by eye."),
    edition="Moore & Garg, AIHA Journal 56(5), 1995",
    sources=(
        Source("Moore & Garg 1995", "verified", words("Fasce.", "Ranges.")),
        Source(words("Valori fra due fasce stampate (Borg, sforzi al minuto)",
                     "Values between two printed bands (Borg, efforts a minute)"), "practice",
               words("Arrotondati all'intero.", "Rounded to the whole number.")),
    ),
    inputs=(
        Text(key="name", label=words("Compito e lato", "Task and side"), required=False),
        Number(key="borg", label=LABELS["intensity_rating"], low=0, high=10, digits=1,
               help=words("Scala CR-10 di Borg.", "Borg's CR-10 scale.")),
        Number(key="effort_seconds", label=words("Durata totale degli sforzi",
                                                 "Total duration of exertions"),
               low=0, high=86400, unit="s", digits=1),
        Number(key="observed_seconds", label=words("Tempo di osservazione", "Time observed"),
               low=1, high=86400, unit="s", digits=0),
        Number(key="efforts_per_min", label=LABELS["efforts_per_min_rating"], low=0, high=600,
               unit="1/min", digits=1),
        Number(key="hours_per_day", label=LABELS["hours_per_day_rating"], low=0, high=24,
               unit="h", digits=1),
    ),
    results=tuple(Shown(key, label) for key, label in LABELS.items()),
    calculate=calculate, explain=explain,
    notices={"over_all": words(
        "Gli sforzi occupano il {share} % del tempo osservato: ricontrolla le due misure.",
        "Exertions take {share} % of the time observed: check both measures.")},
    examples=(
        Example({"borg": 4, "effort_seconds": 36, "observed_seconds": 60, "efforts_per_min": 12,
                 "hours_per_day": 6},
                {"intensity_rating": 3, "duration_pct_rating": 4, "efforts_per_min_rating": 3,
                 "hours_per_day_rating": 4}, "Moore & Garg 1995"),
        Example({"borg": 8, "effort_seconds": 48, "observed_seconds": 60, "efforts_per_min": 20,
                 "hours_per_day": 8.5},
                {"intensity_rating": 5, "duration_pct_rating": 5, "efforts_per_min_rating": 5,
                 "hours_per_day_rating": 5}, "Moore & Garg 1995"),
    ),
)  # fmt: skip
