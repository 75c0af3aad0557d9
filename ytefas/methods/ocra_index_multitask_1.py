"""OCRA index of a shift with several repetitive tasks, for one upper limb."""

from collections.abc import Iterator, Sequence
from typing import Any

from ytefas.methods.kit.inputs import Given, Number, Rows, Text
from ytefas.methods.kit.method import Example, Found, Method, Shown
from ytefas.methods.kit.pictures import Columns, Picture, Series, Share, Shares
from ytefas.methods.kit.steps import Line, Rule, Speech, Step, Table
from ytefas.methods.kit.words import words
from ytefas.methods.tables import ocra_index_2007 as table, ocra_multitask_2008 as rule


def calculate(given: Given) -> Found:
    """Divide all actions by all recommended ones, and apply the complex formula."""
    tasks: Sequence[Given] = given.tasks
    recovery = table.RECOVERY[given.hours_without_recovery]
    minutes = [task.task_min for task in tasks]
    total = rule.within_a_day(minutes)
    frequencies = [task.actions_per_cycle * 60 / task.cycle_s for task in tasks]
    products = [task.FM * task.PM * task.ReM * task.AM for task in tasks]
    whole_tm = table.duration_of(total, given.durations)
    own_tm = [table.duration_of(one, given.durations) for one in minutes]
    done = sum(f * t for f, t in zip(frequencies, minutes, strict=True))
    partly = sum(table.CONSTANT * p * t for p, t in zip(products, minutes, strict=True))
    reference = partly * recovery * whole_tm
    values: dict[str, Any] = {
        "frequencies": frequencies, "total_min": total, "RcM": recovery, "tM_total": whole_tm,
        "tM_own": own_tm, "ATA": done, "RTA": reference,
    }  # fmt: skip
    if reference <= 0:
        band = table.SCALE.band(None)
        empty = dict.fromkeys(("index_traditional", "index_weighted", "index_complex", "K",
                               "K_uncapped", "first_task", "own", "whole", "contributions",
                               "index"))  # fmt: skip
        return Found(values | empty | {"band": band.code,
                                       "fine_band": table.FINER.band(None).code},
                     band, table.SCALE, {"health_surveillance": True, "redesign": True},
                     [("limit_zero", {})])  # fmt: skip
    plain = [
        f / (table.CONSTANT * p * recovery) for f, p in zip(frequencies, products, strict=True)
    ]
    own = [one / tm for one, tm in zip(plain, own_tm, strict=True)]
    whole = [one / whole_tm for one in plain]
    found = rule.combine(minutes, own, whole)
    traditional = done / reference
    index = rule.chosen(given.rotation, traditional, found.complex)
    band = table.SCALE.band(index)
    notices: list[tuple[str, dict[str, Any]]] = []
    if found.capped:
        notices.append(("k_capped", {"k": round(found.k_uncapped, 4)}))
    if given.rotation is None:
        notices.append(("rotation_not_given", {}))
    return Found(
        values | {
            "index_traditional": traditional, "index_weighted": found.weighted,
            "index_complex": found.complex, "K": found.k, "K_uncapped": found.k_uncapped,
            "first_task": found.first + 1, "own": own, "whole": whole,
            "contributions": list(found.contributions), "index": index, "band": band.code,
            "fine_band": table.FINER.band(index).code,
        },
        band, table.SCALE,
        {"health_surveillance": band.code == "red", "redesign": band.code == "red"}, notices,
    )  # fmt: skip


def explain(given: Given, found: Found, say: Speech) -> Iterator[Step]:
    """Show a row for each task, then both ways of putting them together."""
    value = found.values
    names = _names(given, say)
    yield Table(
        words("Compiti", "Tasks"),
        (words("Compito", "Task"), "f", "t (min)", "FM", "PM", "ReM", "AM",
         words("tM proprio", "own tM"), words("Indice, durata propria", "Index, own duration"),
         words("Indice, durata totale", "Index, total duration")),
        tuple(
            (name, f, task.task_min, task.FM, task.PM, task.ReM, task.AM, tm,
             value["own"][at] if value["own"] else None,
             value["whole"][at] if value["whole"] else None)
            for at, (name, f, task, tm) in enumerate(
                zip(names, value["frequencies"], given.tasks, value["tM_own"], strict=True))
        ),
        (None, 2, 0, 4, 2, 2, 2, 2, 3, 3),
    )  # fmt: skip
    yield table.recovery_table(given.hours_without_recovery)
    yield Line("RcM", words("Recupero", "Recovery"),
               words("{hours} ore senza recupero adeguato",
                     "{hours} hours without adequate recovery").filled(
                   hours=given.hours_without_recovery), value["RcM"], 2)  # fmt: skip
    yield table.duration_table(value["total_min"], given.durations)
    yield Line("tM", words("Durata totale", "Total duration"),
               words("{minutes} minuti in tutto", "{minutes} minutes in all").filled(
                   minutes=value["total_min"]), value["tM_total"], 2)  # fmt: skip
    acts = " + ".join(
        f"{say(f)} · {say(task.task_min)}"
        for f, task in zip(value["frequencies"], given.tasks, strict=True)
    )
    yield Line("ATA", words("Azioni effettive", "Actual actions"), f"Σ f · t = {acts}",
               value["ATA"], 2)  # fmt: skip
    parts = " + ".join(
        f"30 · {say(task.FM)} · {say(task.PM)} · {say(task.ReM)} · {say(task.AM)} · "
        f"{say(task.task_min)}"
        for task in given.tasks
    )
    yield Line("RTA", words("Azioni raccomandate", "Recommended actions"),
               f"Σ (30 · FM · PM · ReM · AM · t) · RcM · tM = ({parts}) · {say(value['RcM'])} · "
               f"{say(value['tM_total'])}", value["RTA"], 3)  # fmt: skip
    if value["index"] is None:
        yield Rule(
            words(
                "RTA è 0: il rapporto non esiste e il risultato è la classe peggiore.",
                "RTA is 0: there is no ratio, and the result is the worst class.",
            )
        )
        return
    yield Line(
        "ATA / RTA",
        words("Indice tradizionale (rotazione oraria)", "Traditional index (hourly rotation)"),
        f"{say(value['ATA'])} / {say(value['RTA'])}",
        value["index_traditional"],
        3,
    )
    first = value["first_task"] - 1
    base, most = value["own"][first], value["whole"][first]
    yield Line("K", words("Peso degli altri compiti", "Weight of the other tasks"),
               f"min(1; Σ I(tot) · FT / I₁(tot)) = min(1; {say(value['index_weighted'])} / "
               f"{say(most)})", value["K"], 4)  # fmt: skip
    yield Line("I", words("Formula complessa (rotazione lunga)",
                          "Complex formula (long rotation)"),
               f"I₁ + (I₁(tot) − I₁) · K = {say(base)} + ({say(most)} − {say(base)}) · "
               f"{say(value['K'])}", value["index_complex"], 3)  # fmt: skip
    yield Line("OCRA", table.SCALE.label, rule.which(given.rotation), value["index"], 2, total=True)
    if found.band is not None and found.band.consequence is not None:
        yield Rule(found.band.consequence, "D.Lgs. 81/2008, art. 168")


def _names(given: Given, say: Speech) -> list[str]:
    task = say.of(words("Compito", "Task"))
    return [one.name or f"{task} {at}" for at, one in enumerate(given.tasks, 1)]


def picture(given: Given, found: Found) -> Iterator[Picture]:
    """Draw which task weighs how much, and what its duration makes of each."""
    value = found.values
    if value["index"] is None:
        return
    names = rule.names(given.tasks)
    whole = value["index_weighted"]
    if whole > 0:
        yield Shares(
            title=words("Quanto pesa ogni compito", "How much each task weighs"), digits=2,
            parts=tuple(Share(name, part / whole, part) for name, part in zip(
                names, value["contributions"], strict=True)),
        )  # fmt: skip
    yield Columns(
        title=words("Indice di ogni compito", "Index of each task"), places=tuple(names),
        series=(
            Series(words("Con la durata propria", "By its own duration"), tuple(value["own"])),
            Series(words("Con la durata totale", "By the total duration"), tuple(value["whole"])),
        ),
        mark=2.2,
    )  # fmt: skip


TASK = (
    Text(key="name", required=False, label=words("Compito", "Task")),
    *table.cycle_inputs(),
    Number(key="FM", symbol="FM", low=0.01, high=1, digits=2,
           label=words("Moltiplicatore della forza", "Force multiplier")),
    Number(key="PM", symbol="PM", low=0.33, high=1, digits=2,
           label=words("Moltiplicatore della postura", "Posture multiplier")),
    Number(key="ReM", symbol="ReM", low=0.7, high=1, digits=2,
           label=words("Moltiplicatore della stereotipia", "Repetitiveness multiplier")),
    Number(key="AM", symbol="AM", low=0.8, high=1, digits=2,
           label=words("Moltiplicatore dei fattori complementari",
                       "Multiplier of additional factors")),
)  # fmt: skip

METHOD = Method(
    id="ocra_index_multitask", version=1, family="repetitive",
    name=words("Indice OCRA, più compiti", "OCRA index, several tasks"),
    about=words(
        "Valuta un turno con più compiti ripetitivi: indice tradizionale se si ruota circa ogni "
        "ora, formula complessa se si resta sullo stesso compito 1,5 ore o più. Le pause, e quindi "
        "RcM, sono le stesse per tutti.",
        "Rates a shift with several repetitive tasks: traditional index if one rotates about every "
        "hour, complex formula if one stays on a task for 1.5 hours or more. Breaks, and so RcM, "
        "are the same for all.",
    ),
    edition="ISO 11228-3:2007; Med Lav 2008; 99(3)",
    sources=(*table.SOURCES, rule.SOURCE, rule.CAP),
    inputs=(
        Rows(key="tasks", label=words("Compiti ripetitivi", "Repetitive tasks"), most=20, of=TASK),
        table.HOURS, rule.ROTATION, table.DURATIONS,
        Text(key="limb", required=False, label=words("Arto valutato", "Limb rated")),
        Text(key="note", required=False, label=words("Nota", "Note"), most=2000),
    ),
    results=(
        Shown("ATA", words("Azioni effettive", "Actual actions"), digits=0),
        Shown("RTA", words("Azioni raccomandate", "Recommended actions"), digits=0),
        Shown("index_traditional", words("Indice tradizionale", "Traditional index"), digits=2),
        Shown("index_weighted", words("Media pesata degli indici", "Weighted mean of indexes"),
              digits=2),
        Shown("index_complex", words("Formula complessa", "Complex formula"), digits=2),
        Shown("K", words("K", "K"), digits=3),
        Shown("index", table.SCALE.label, digits=1, main=True),
    ),
    calculate=calculate, explain=explain, picture=picture, scales=(table.SCALE,),
    duties=table.DUTIES, notices=table.NOTICES, doubts=table.DOUBTS,
    examples=(
        Example(
            {"tasks": [
                {"actions_per_cycle": 20, "cycle_s": 30, "task_min": 240, "FM": 0.85, "PM": 0.7,
                 "ReM": 0.7, "AM": 1},
                {"actions_per_cycle": 10, "cycle_s": 30, "task_min": 180, "FM": 1, "PM": 1,
                 "ReM": 1, "AM": 1}],
             "hours_without_recovery": 4, "rotation": "hourly"},
            {"ATA": 13200, "index": 2.6194218, "band": "yellow"}, "Σ ATA / Σ RTA", 1e-6,
        ),
        Example(
            {"tasks": [{"actions_per_cycle": 15, "cycle_s": 45, "task_min": 300, "FM": 0.75,
                        "PM": 0.7, "ReM": 1, "AM": 0.95}],
             "hours_without_recovery": 3, "rotation": "long"},
            {"index": 1.9095357, "K": 1, "band": "green"},
            words("Un solo compito: come l'indice",
                  "A single task: as the index"), 1e-6,
            words("Un solo compito", "One task only")),
    ),
)  # fmt: skip
