"""Minors at work: may this task be done, and for how long."""

from collections.abc import Iterator

from ytefas.methods.kit.inputs import Choice, Flag, Given, Number, Option, Text
from ytefas.methods.kit.method import Duty, Example, Found, Method, Shown, Source
from ytefas.methods.kit.numbers import over
from ytefas.methods.kit.pictures import Picture
from ytefas.methods.kit.steps import Line, Speech, Step
from ytefas.methods.kit.words import words
from ytefas.methods.tables.minors_1967 import AGENTS, HOURS, ITEMS, LAW, WORKS
from ytefas.methods.tables.protected import bands, codes, drawn, steps, verdict

BANDS = bands(
    words("Il minore non può svolgere il compito in questo modo.",
          "The minor may not do the task in this way."),
    words("Ammesso solo con autorizzazione e cautele: didattica o formazione di adolescenti, sotto "
          "formatori competenti e per il tempo strettamente necessario; spettacolo, sport e simili "
          "per i bambini.",
          "Allowed only with authorisation and precautions: teaching or training of adolescents, "
          "under competent trainers and for the time strictly needed; shows, sports and the like "
          "for children."),
    words("Nessuna voce degli elenchi: il compito è compatibile, dopo la valutazione specifica.",
          "No entry of the lists: the task is compatible, after the specific assessment."),
)  # fmt: skip

ASSESS = Duty("specific_assessment", words("Valutazione specifica prima di adibire il minore",
                                           "Specific assessment before the minor begins"),
              "L. 977/1967 art. 7")  # fmt: skip
PARENTS = Duty("inform_parents", words("Informare anche chi ha la responsabilità genitoriale",
                                       "Inform those with parental responsibility, too"),
               "L. 977/1967 art. 7 c. 2")  # fmt: skip
DOCTOR = Duty("medical_examination",
              words("Visita medica di idoneità, se il lavoro è soggetto a sorveglianza sanitaria",
                    "Medical examination, where the work is under health surveillance"),
              "L. 977/1967 art. 8")  # fmt: skip
SUPERVISE = Duty("training_supervision",
                 words("Formatori competenti, tempo strettamente necessario, autorizzazione",
                       "Competent trainers, only the time needed, authorisation"),
                 "L. 977/1967 art. 6 c. 2, 3")  # fmt: skip
AUTHORISE = Duty("labour_authorisation",
                 words("Autorizzazione dell'Ispettorato del lavoro, con l'assenso dei genitori",
                       "Authorisation by the labour inspectorate, with consent of the parents"),
                 "L. 977/1967 art. 4 c. 2")  # fmt: skip
REST = Duty("weekly_rest", words("Due giorni di riposo a settimana, se possibile consecutivi",
                                 "Two days of rest a week, consecutive if possible"),
            "L. 977/1967 art. 22")  # fmt: skip
DUTIES = (ASSESS, PARENTS, DOCTOR, SUPERVISE, AUTHORISE, REST)


def calculate(given: Given) -> Found:
    """Sort what was ticked; training under supervision opens what is else prohibited."""
    child = given.status == "child"
    listed = [one for one in (*WORKS, *AGENTS) if one in given.works or one in given.agents]
    taught = given.training and not child
    prohibited, evaluate = ([], listed) if taught else (listed, [])
    if child:
        (evaluate if given.artistic else prohibited).append(
            "artistic_work" if given.artistic else "child_work"
        )
    day, week = HOURS[given.status]
    prohibited += [
        key
        for key, wrong in (
            ("night", given.night_work),
            ("day_hours", given.hours_per_day is not None and over(given.hours_per_day, day)),
            ("week_hours", given.hours_per_week is not None and over(given.hours_per_week, week)),
        )
        if wrong
    ]
    kind = verdict(prohibited, evaluate)
    return Found(
        {"verdict": kind, "prohibited_items": prohibited, "evaluate_items": evaluate,
         "prohibited_count": len(prohibited), "evaluate_count": len(evaluate),
         "max_hours_day": day, "max_hours_week": week},
        BANDS[kind],
        flags={ASSESS.key: True, PARENTS.key: True, DOCTOR.key: True,
               SUPERVISE.key: taught and bool(listed), AUTHORISE.key: child and given.artistic,
               REST.key: True},
        notices=[("training_is_for_adolescents", {})] if child and given.training else (),
    )  # fmt: skip


def explain(given: Given, found: Found, say: Speech) -> Iterator[Step]:
    """List what was ticked and what each means, and the hours."""
    for key, label, unit in (
        ("day", words("Ore al giorno, al massimo", "Hours a day, at most"), "h"),
        ("week", words("Ore alla settimana, al massimo", "Hours a week, at most"), "h"),
    ):
        hours = getattr(given, f"hours_per_{key}")
        how = words("previste: {hours}", "planned: {hours}").filled(
            hours="–" if hours is None else say(hours)
        )
        yield Line("", label, how, found.values[f"max_hours_{key}"], unit=unit)
    yield from steps(found, ITEMS, "L. 977/1967 art. 4, 6, 7, 15, 18")


def picture(_given: Given, found: Found) -> list[Picture]:
    """Tick what stands in the way, then what is to be done."""
    return drawn(found, ITEMS, DUTIES)


METHOD = Method(
    id="minors", version=1, family="protected",
    name=words("Lavoro dei minori", "Work of minors"),
    about=words(
        "Dice se un compito è vietato, ammesso solo per formazione o compatibile per chi ha meno "
        "di 18 anni, apprendisti e studenti in formazione scuola-lavoro compresi. Non dà un "
        "punteggio.",
        "Says whether a task is prohibited, allowed for training only, or compatible for those "
        "below 18, apprentices and students in work placements included. It gives no score.",
    ),
    edition=words("L. 977/1967 con D.Lgs. 345/1999, 262/2000 e 39/2016",
                  "L. 977/1967 with D.Lgs. 345/1999, 262/2000 and 39/2016"),
    sources=(Source("L. 977/1967 art. 4, 6, 7, 8, 15, 18, 22, all. I", "memory",
                    words("Elenchi in parole nostre, confrontati in parte con un elenco "
                          "aziendale pubblico.",
                          "Lists in our own words, compared in part with a public list of an "
                          "enterprise.")),),
    usual=("works", "agents", "training", "night_work", "hours_per_day", "hours_per_week"),
    inputs=(
        Text(key="name", label=words("Compito o mansione", "Task or job"), required=False),
        Choice(key="status", yardstick=True, label=words("Chi è", "Who it is"), options=(
            Option("adolescent", words("Adolescente: 15–17 anni, senza obbligo scolastico",
                                       "Adolescent: 15–17 years, past compulsory schooling")),
            Option("child", words("Bambino: sotto i 15 anni o con obbligo scolastico",
                                  "Child: below 15 or in compulsory schooling")),
        )),
        codes("works", words("Processi e lavori (all. I parte II)",
                             "Processes and works (Annex I part II)"), WORKS),
        codes("agents", words("Agenti (all. I parte I)", "Agents (Annex I part I)"), AGENTS),
        Flag(key="training", required=False, default=False,
             label=words("Didattica o formazione con formatori competenti",
                         "Teaching or training with competent trainers"),
             help=words("Solo per adolescenti e per il tempo strettamente necessario (art. 6).",
                        "For adolescents only, and for the time strictly needed (art. 6).")),
        Flag(key="artistic", required=False, default=False, when=("status", ("child",)),
             label=words("Attività culturale, artistica, sportiva o pubblicitaria",
                         "Cultural, artistic, sports or advertising activity")),
        Flag(key="night_work", required=False, default=False,
             label=words("Lavoro notturno (22–6 o 23–7)", "Night work (22–6 or 23–7)")),
        Number(key="hours_per_day", label=words("Ore al giorno", "Hours per day"), low=0, high=24,
               unit="h", digits=1, required=False),
        Number(key="hours_per_week", label=words("Ore alla settimana", "Hours per week"), low=0,
               high=168, unit="h", digits=1, required=False),
    ),
    results=(
        Shown("prohibited_count", words("Voci vietate", "Prohibited entries")),
        Shown("evaluate_count", words("Voci da valutare", "Entries to evaluate")),
        Shown("max_hours_day", words("Ore al giorno, al massimo", "Hours a day, at most"),
              unit="h"),
        Shown("max_hours_week", words("Ore alla settimana, al massimo", "Hours a week, at most"),
              unit="h"),
    ),
    calculate=calculate, explain=explain, picture=picture, duties=DUTIES,
    notices={"training_is_for_adolescents": words(
        "La deroga per formazione vale per gli adolescenti, non per i bambini.",
        "The exemption for training is for adolescents, not for children.")},
    examples=(
        Example({"status": "adolescent", "works": ["welding"]}, {"class": "prohibited"},
                f"{LAW} II.36"),
        Example({"status": "adolescent", "works": ["welding"], "training": True},
                {"class": "evaluate", "training_supervision": True}, "L. 977/1967 art. 6 c. 2"),
        Example({"status": "adolescent", "hours_per_day": 8, "hours_per_week": 40},
                {"class": "compatible"}, "L. 977/1967 art. 18"),
        Example({"status": "child"}, {"class": "prohibited"}, "L. 977/1967 art. 4"),
    ),
    doubts=(
        words("Gli elenchi sono a memoria e abbreviati: confrontali con l'allegato I, anche per le "
              "categorie CLP e il valore del rumore.",
              "The lists are from memory and shortened: compare them with Annex I, also for CLP "
              "categories and the value of noise."),
        words("Regioni e contratti possono prevedere altro per tirocini e apprendistato.",
              "Regions and contracts may provide otherwise for placements and apprenticeship."),
    ),
)  # fmt: skip
