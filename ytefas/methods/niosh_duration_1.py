"""The duration class of a lifting job, from its sessions and the recoveries after them."""

from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple

from ytefas.methods.kit.faults import Refused
from ytefas.methods.kit.inputs import Choice, Given, Number, Option, Rows
from ytefas.methods.kit.method import Example, Found, Method, Shown, Source
from ytefas.methods.kit.numbers import at_least, at_most, over
from ytefas.methods.kit.pictures import Columns, Picture, Series
from ytefas.methods.kit.steps import Line, Speech, Step, Table
from ytefas.methods.kit.words import words
from ytefas.methods.tables.lifting import DURATION_NAMES, NAME, NOTE
from ytefas.methods.tables.niosh_1994 import DURATIONS

SHORT, MODERATE, LONG, DAY = 60.0, 120.0, 480.0, 1440.0  # minutes
SHORT_RECOVERY: Final[Mapping[str, float]] = {"2021": 1.0, "1994": 1.2}
MODERATE_RECOVERY: Final = 0.3


class Block(NamedTuple):
    """Sessions that count as one, because too little recovery parts them."""

    first: int
    last: int
    work: float
    recovery: float
    duration: str
    needed: float | None  # recovery that would close it; a long one has none


def class_of(work: float) -> str:
    """Class a time of work by itself."""
    if at_most(work, SHORT):
        return "short"
    return "moderate" if at_most(work, MODERATE) else "long"


def blocks(given: Given) -> list[Block]:
    """Add sessions together until a recovery is long enough for what was worked."""
    found: list[Block] = []
    work, first = 0.0, 0
    for at, session in enumerate(given.sessions):
        work += session.work_min
        duration = class_of(work)
        needed = None
        if duration != "long":
            share = SHORT_RECOVERY[given.recovery_rule]
            needed = work * (share if duration == "short" else MODERATE_RECOVERY)
        last = at == len(given.sessions) - 1
        if last or (needed is not None and at_least(session.recovery_min, needed)):
            found.append(Block(first, at, work, session.recovery_min, duration, needed))
            work, first = 0.0, at + 1
    return found


def calculate(given: Given) -> Found:
    """Class the job by its worst block."""
    total = sum(session.work_min for session in given.sessions)
    if over(total + sum(session.recovery_min for session in given.sessions), DAY):
        raise Refused(
            "sessions",
            words(
                "Lavoro e recuperi superano insieme le 24 ore: dai le sessioni di un solo turno.",
                "Work and recoveries together exceed 24 hours: give the sessions of one shift.",
            ),
        )
    parted = blocks(given)
    worst = max((block.duration for block in parted), key=DURATIONS.index)
    notices = []
    if len(parted) < len(given.sessions):
        notices.append(("sessions_added", {"blocks": len(parted), "count": len(given.sessions)}))
    if over(total, LONG):
        notices.append(("over_8_h", {"hours": round(total / 60, 2)}))
    return Found({
        "duration": worst, "total_work_min": total,
        "block_work_min": [block.work for block in parted],
        "block_duration": [block.duration for block in parted],
    }, notices=notices)  # fmt: skip


def explain(given: Given, found: Found, _say: Speech) -> Iterator[Step]:
    """Show which sessions count together, and why."""
    rows = [
        [str(block.first + 1) if block.first == block.last
         else f"{block.first + 1}-{block.last + 1}",
         block.work, block.needed, block.recovery, DURATION_NAMES[block.duration]]
        for block in blocks(given)
    ]  # fmt: skip
    yield Table(
        words("Sessioni, sommate finché il recupero non basta",
              "Sessions, added while the recovery is too short"),
        (words("Sessioni", "Sessions"), words("Lavoro, min", "Work, min"),
         words("Recupero che serve, min", "Recovery needed, min"),
         words("Recupero, min", "Recovery, min"), words("Durata", "Duration")),
        rows, (None, 1, 1, 1, None),
    )  # fmt: skip
    yield Line("", words("Durata", "Duration"),
               words("la più lunga; dopo l'ultima sessione non serve recupero",
                     "the longest; after the last session no recovery is needed"),
               DURATION_NAMES[found.values["duration"]], total=True)  # fmt: skip


def picture(given: Given, _found: Found) -> list[Picture]:
    """Draw work and recovery, session by session."""
    return [Columns(
        title=words("Lavoro e recupero", "Work and recovery"), unit="min", digits=0,
        places=tuple(session.name or str(at + 1) for at, session in enumerate(given.sessions)),
        series=(
            Series(words("Lavoro", "Work"),
                   tuple(session.work_min for session in given.sessions)),
            Series(words("Recupero", "Recovery"),
                   tuple(session.recovery_min for session in given.sessions)),
        ),
    )]  # fmt: skip


METHOD = Method(
    id="niosh_duration", version=1, family="lifting", part=True,
    name=words("NIOSH, classe di durata", "NIOSH, duration class"),
    about=words(
        "Breve fino a 1 ora se segue un recupero lungo almeno quanto il lavoro, media fino a 2 ore "
        "con 0,3 volte il lavoro, lunga fino a 8. Se il recupero non basta, i tempi si sommano.",
        "Short up to 1 hour if a recovery at least as long as the work follows, moderate up to 2 "
        "hours with 0.3 times the work, long up to 8. If the recovery is too short, times add up."),
    edition=words("NIOSH 94-110 (1994, rist. 2021), Applications Manual, p. 14",
                  "NIOSH 94-110 (1994, reprint 2021), Applications Manual, p. 14"),
    sources=(Source("Waters, Putz-Anderson, Garg, Applications Manual for the Revised NIOSH "
                    "Lifting Equation (94-110, 2021)", "verified",
                    words("Classi e recuperi: 1,0 nella ristampa 2021, 1,2 nel 1994",
                          "Classes and recoveries: 1.0 in the reprint of 2021, 1.2 in 1994")),),
    inputs=(
        Rows(key="sessions", label=words("Sessioni di sollevamento", "Lifting sessions"), most=96,
             of=(
                 NAME,
                 Number(key="work_min", label=words("Lavoro", "Work"), low=0, above=True,
                        high=DAY, unit="min", digits=0),
                 Number(key="recovery_min", label=words("Recupero dopo", "Recovery after it"),
                        low=0, high=DAY, unit="min", digits=0, required=False, default=0.0,
                        help=words("Lavoro leggero o pausa, prima della sessione che segue.",
                                   "Light work or a break, before the session that follows.")),
             )),
        Choice(key="recovery_rule", yardstick=True, label=words("Recupero dopo un lavoro breve",
                                                "Recovery after short work"),
               required=False, default="2021", options=(
                   Option("2021", words("1,0 volte il lavoro (rist. 2021, ISO)",
                                        "1.0 times the work (reprint 2021, ISO)")),
                   Option("1994", words("1,2 volte il lavoro (1994)",
                                        "1.2 times the work (1994)")))),
        NOTE,
    ),
    results=(Shown("duration", words("Classe di durata", "Duration class")),
             Shown("total_work_min", words("Lavoro in tutto", "Work in all"), "min", 0)),
    calculate=calculate, explain=explain, picture=picture,
    notices={
        "sessions_added": words(
            "Recupero troppo breve: {count} sessioni contano come {blocks}.",
            "Recovery too short: {count} sessions count as {blocks}."),
        "over_8_h": words(
            "{hours} ore di sollevamento: oltre 8 il metodo NIOSH non vale, serve il fattore ISO.",
            "{hours} hours of lifting: above 8 the NIOSH method does not hold, the ISO factor is "
            "needed."),
    },
    doubts=(words("Il recupero dopo un lavoro breve: 1,0 volte il lavoro (2021, ISO) o 1,2 (1994).",
                  "Recovery after short work: 1.0 times the work (2021, ISO) or 1.2 (1994)."),),
    examples=(
        Example({"sessions": [{"work_min": 30, "recovery_min": 10},
                              {"work_min": 45, "recovery_min": 45}]},
                {"duration": "moderate"}, "NIOSH 94-110, p. 14",
                name=words("Recupero troppo breve", "Recovery too short")),
        Example({"sessions": [{"work_min": 30, "recovery_min": 30},
                              {"work_min": 45, "recovery_min": 45}]},
                {"duration": "short"}, "NIOSH 94-110, p. 14"),
        Example({"sessions": [{"work_min": 30, "recovery_min": 30},
                              {"work_min": 45, "recovery_min": 45}], "recovery_rule": "1994"},
                {"duration": "moderate"}, "NIOSH 94-110 (1994), p. 14"),
    ),
)  # fmt: skip
