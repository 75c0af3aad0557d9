"""OCRA checklist of a shift with several repetitive tasks."""

from collections.abc import Iterator, Sequence
from typing import Any

from ytefas.methods.kit.inputs import Given, Number, Rows, Text
from ytefas.methods.kit.method import Example, Found, Method, Shown
from ytefas.methods.kit.pictures import Columns, Picture, Series, Share, Shares
from ytefas.methods.kit.steps import Line, Rule, Speech, Step, Table
from ytefas.methods.kit.words import words
from ytefas.methods.tables import ocra_checklist_2011 as table, ocra_multitask_2008 as rule


def calculate(given: Given) -> Found:
    """Weigh the scores by time, and apply the complex formula."""
    tasks: Sequence[Given] = given.tasks
    minutes = [task.minutes for task in tasks]
    total = rule.within_a_day(minutes)
    whole_du = table.duration_of(total, given.durations)
    own_du = [table.duration_of(one, given.durations, in_rotation=len(tasks) > 1)
              for one in minutes]  # fmt: skip
    plain = [task.score_before_duration for task in tasks]
    own = [score * du for score, du in zip(plain, own_du, strict=True)]
    whole = [score * whole_du for score in plain]
    found = rule.combine(minutes, own, whole)
    score = rule.chosen(given.rotation, found.weighted, found.complex)
    band = table.SCALE.band(score)
    notices: list[tuple[str, dict[str, Any]]] = []
    if found.capped:
        notices.append(("k_capped", {"k": round(found.k_uncapped, 4)}))
    if given.rotation is None:
        notices.append(("rotation_not_given", {}))
    return Found(
        {
            "total_min": total, "duration_total": whole_du, "duration_own": own_du, "own": own,
            "whole": whole, "time_shares": list(found.shares),
            "contributions": list(found.contributions), "first_task": found.first + 1,
            "score_weighted": found.weighted, "K": found.k, "K_uncapped": found.k_uncapped,
            "score_complex": found.complex, "score": score, "band": band.code,
        },
        band, table.SCALE, table.duties(band.code), notices,
    )  # fmt: skip


def explain(given: Given, found: Found, say: Speech) -> Iterator[Step]:
    """Show a row for each task, then both ways of putting them together."""
    value = found.values
    task_word = say.of(words("Compito", "Task"))
    yield Table(
        words("Compiti", "Tasks"),
        (words("Compito", "Task"), words("Punteggio prima della durata", "Score before duration"),
         "min", "FT", words("Du propria", "own Du"), "I(Du)", "I(Du tot)", "I(Du tot) · FT"),
        tuple(
            (task.name or f"{task_word} {at + 1}", task.score_before_duration, task.minutes,
             value["time_shares"][at], value["duration_own"][at], value["own"][at],
             value["whole"][at], value["contributions"][at])
            for at, task in enumerate(given.tasks)
        ),
        (None, 2, 1, 4, 3, 3, 3, 4),
    )  # fmt: skip
    yield table.duration_table(value["total_min"], given.durations)
    yield Line("Du tot", words("Durata totale", "Total duration"),
               words("{minutes} minuti in tutto", "{minutes} minutes in all").filled(
                   minutes=value["total_min"]), value["duration_total"], 3)  # fmt: skip
    yield Line("Σ", words("Media pesata nel tempo (rotazione oraria)",
                          "Mean weighted by time (hourly rotation)"),
               "Σ I(Du tot) · FT = " + " + ".join(say(one) for one in value["contributions"]),
               value["score_weighted"], 3)  # fmt: skip
    first = value["first_task"] - 1
    base, most = value["own"][first], value["whole"][first]
    yield Line(
        "K",
        words("Peso degli altri compiti", "Weight of the other tasks"),
        f"min(1; {say(value['score_weighted'])} / {say(most)})",
        value["K"],
        4,
    )
    yield Line("I", words("Formula complessa (rotazione lunga)",
                          "Complex formula (long rotation)"),
               f"I₁(Du₁) + [I₁(Du tot) − I₁(Du₁)] · K = {say(base)} + ({say(most)} − "
               f"{say(base)}) · {say(value['K'])}", value["score_complex"], 3)  # fmt: skip
    yield Line("OCRA", table.SCALE.label, rule.which(given.rotation), value["score"], 2, total=True)
    if found.band is not None and found.band.consequence is not None:
        yield Rule(found.band.consequence, "D.Lgs. 81/2008, art. 168")


def picture(given: Given, found: Found) -> Iterator[Picture]:
    """Draw which task weighs how much, and what duration makes of each."""
    value = found.values
    names = rule.names(given.tasks)
    whole = value["score_weighted"]
    if whole > 0:
        yield Shares(
            title=words("Quanto pesa ogni compito", "How much each task weighs"),
            parts=tuple(Share(name, part / whole, part) for name, part in zip(
                names, value["contributions"], strict=True)),
        )  # fmt: skip
    yield Columns(
        title=words("Punteggio di ogni compito", "Score of each task"), places=tuple(names),
        series=(
            Series(words("Con la durata propria", "By its own duration"), tuple(value["own"])),
            Series(words("Con la durata totale", "By the total duration"), tuple(value["whole"])),
        ),
        mark=7.5,
    )  # fmt: skip


METHOD = Method(
    id="ocra_checklist_multitask", version=1, family="repetitive",
    name=words("Check-list OCRA, più compiti", "OCRA checklist, several tasks"),
    about=words(
        "Valuta un turno con più compiti ripetitivi a partire dai punteggi di ciascuno prima della "
        "durata: media pesata se si ruota circa ogni ora, formula complessa se si resta sullo "
        "stesso compito 1,5 ore o più.",
        "Rates a shift with several repetitive tasks from the score of each before duration: mean "
        "weighted by time if one rotates about every hour, complex formula if one stays on a task "
        "for 1.5 hours or more.",
    ),
    edition="EPM; Med Lav 2008; 99(3)",
    sources=(rule.SOURCE, rule.CAP, table.SOURCES[2]),
    inputs=(
        Rows(key="tasks", label=words("Compiti ripetitivi", "Repetitive tasks"), most=20, of=(
            Text(key="name", required=False, label=words("Compito", "Task")),
            Number(key="score_before_duration", low=0, high=400, digits=1, only="less",
                   label=words("Punteggio prima della durata", "Score before duration"),
                   help=words("Somma dei fattori per il moltiplicatore di recupero, che è lo "
                              "stesso per tutti i compiti.",
                              "Sum of the factors times the recovery multiplier, which is the same "
                              "for all tasks.")),
            Number(key="minutes", low=0, high=1440, above=True, unit="min", digits=0, only="less",
                   label=words("Durata nel turno", "Duration in the shift")),
        )),
        rule.ROTATION, table.LISTS,
        Text(key="limb", required=False, label=words("Arto valutato", "Limb rated")),
        Text(key="note", required=False, label=words("Nota", "Note"), most=2000),
    ),
    results=(
        Shown("total_min", words("Minuti ripetitivi", "Repetitive minutes"), "min", 0),
        Shown("duration_total", words("Moltiplicatore di durata", "Duration multiplier"),
              digits=3),
        Shown("score_weighted", words("Media pesata nel tempo", "Mean weighted by time"),
              digits=2),
        Shown("K", words("K", "K"), digits=3),
        Shown("score_complex", words("Formula complessa", "Complex formula"), digits=2),
        Shown("score", table.SCALE.label, digits=1, main=True),
    ),
    calculate=calculate, explain=explain, picture=picture, scales=(table.SCALE,),
    duties=table.DUTIES,
    notices={
        "k_capped": words(
            "K sarebbe {k}: è limitato a 1, perché un altro compito pesa di più sulla durata "
            "totale.",
            "K would be {k}: it is held at 1, because another task weighs more over the total "
            "time."),
        "rotation_not_given": words(
            "La rotazione non è indicata: vale il più alto tra media pesata e formula complessa.",
            "Rotation is not given: the higher of weighted mean and complex formula counts."),
    },
    doubts=(
        *table.DOUBTS,
        words("Il limite K ≤ 1 è una scelta prudente nostra, quando la formula uscirebbe dai "
              "punteggi del compito peggiore.",
              "Holding K at 1 is our choice, where the formula would leave the scores of the worst "
              "task."),
    ),
    examples=(
        Example({"tasks": [{"score_before_duration": 18, "minutes": 120},
                           {"score_before_duration": 12, "minutes": 180},
                           {"score_before_duration": 6, "minutes": 60}]},
                {"score_weighted": 12.025, "score_complex": 14.525, "K": 0.7222222},
                "Med Lav 2008; 99(3), formula", 1e-6),
        Example({"tasks": [{"score_before_duration": 20, "minutes": 400}], "rotation": "long"},
                {"score": 19, "K": 1, "band": "medium_red"},
                words("Un solo compito: 20 · 0,95", "A single task: 20 · 0.95"),
                name=words("Un solo compito", "One task only")),
    ),
)  # fmt: skip
