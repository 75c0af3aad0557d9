"""Fire: whether a workplace is at low risk, so that the simplified criteria may be used."""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from ytefas.methods.kit.bands import Band
from ytefas.methods.kit.faults import Refused
from ytefas.methods.kit.inputs import Flag, Given, Number, Text
from ytefas.methods.kit.method import Duty, Example, Found, Method, Shown, Source
from ytefas.methods.kit.numbers import at_least, at_most, over
from ytefas.methods.kit.pictures import Picture, Tick, Ticks
from ytefas.methods.kit.steps import Line, Rule, Speech, Step, Table
from ytefas.methods.kit.words import Words, words
from ytefas.methods.tables.checklists import scale_of

OCCUPANTS, AREA, LOWEST, HIGHEST, FIRE_LOAD = 100, 1000.0, -5.0, 24.0, 900.0
LAW = "DM 3/9/2021 all. I p. 1.1"


class Test(NamedTuple):
    """One of the conditions that must all hold."""

    key: str
    label: Words
    met: Callable[[Given], bool]


def little_to_burn(given: Given) -> bool:
    """Say whether combustibles are few, by judgement and by fire load where it is known."""
    load = given.fire_load_mj_m2
    return not given.significant_combustibles and (load is None or at_most(load, FIRE_LOAD))


TESTS = (
    Test("subject_dpr151", words("Nessuna attività dell'elenco del DPR 151/2011",
                                 "No activity of the list of DPR 151/2011"),
         lambda given: not given.subject_dpr151),
    Test("has_vertical_rule", words("Nessuna regola tecnica verticale",
                                    "No vertical technical rule"),
         lambda given: not given.has_vertical_rule),
    Test("occupants", words("Al massimo 100 occupanti", "100 occupants at most"),
         lambda given: given.occupants <= OCCUPANTS),
    Test("gross_area_m2", words("Superficie lorda fino a 1000 m²", "Gross floor area to 1000 m²"),
         lambda given: at_most(given.gross_area_m2, AREA)),
    Test("lowest_floor_m", words("Nessun piano sotto −5 m", "No floor below −5 m"),
         lambda given: at_least(given.lowest_floor_m, LOWEST)),
    Test("highest_floor_m", words("Nessun piano sopra 24 m", "No floor above 24 m"),
         lambda given: at_most(given.highest_floor_m, HIGHEST)),
    Test("significant_combustibles", words("Materiali combustibili in quantità non significativa",
                                           "No significant quantity of combustible materials"),
         little_to_burn),
    Test("significant_hazardous_substances",
         words("Sostanze o miscele pericolose in quantità non significativa",
               "No significant quantity of hazardous substances or mixtures"),
         lambda given: not given.significant_hazardous_substances),
    Test("dangerous_processes", words("Nessuna lavorazione pericolosa ai fini dell'incendio",
                                      "No process that is dangerous for fire"),
         lambda given: not given.dangerous_processes),
)  # fmt: skip

SCALE = scale_of(
    len(TESTS),
    fine=Band("low", 1, words("Rischio basso", "Low risk"), 0, words(
        "Si possono usare i criteri semplificati dell'allegato I del DM 3/9/2021.",
        "The simplified criteria of Annex I of DM 3/9/2021 may be used.")),
    wrong=Band("not_low", 2, words("Rischio non basso", "Risk not low"), consequence=words(
        "Non basta l'allegato I: si usa la regola tecnica verticale, se c'è, altrimenti il codice "
        "di prevenzione incendi (DM 3/8/2015).",
        "Annex I will not do: use the vertical technical rule, if there is one, else the fire "
        "prevention code (DM 3/8/2015).")),
)  # fmt: skip

CODE = Duty("code_applies", words("Usare il codice di prevenzione incendi o la regola verticale",
                                  "Use the fire prevention code or the vertical rule"),
            "DM 3/9/2021 art. 3, DM 3/8/2015")  # fmt: skip
NOTICE = Duty("subject_to_controls", words("Attività soggetta ai controlli dei Vigili del fuoco",
                                           "Activity subject to the controls of the fire service"),
              "DPR 151/2011 art. 2–4, all. I")  # fmt: skip


def calculate(given: Given) -> Found:
    """Try every condition; the risk is low if all hold."""
    if over(given.lowest_floor_m, given.highest_floor_m):
        raise Refused("lowest_floor_m", words(
            "Il piano più basso ({low} m) sta sopra il più alto ({high} m): scambiali.",
            "The lowest floor ({low} m) is above the highest ({high} m): swap them.",
        ).filled(low=given.lowest_floor_m, high=given.highest_floor_m))  # fmt: skip
    failing = [test.key for test in TESTS if not test.met(given)]
    load = given.fire_load_mj_m2
    by_load = load is not None and over(load, FIRE_LOAD) and not given.significant_combustibles
    band = SCALE.band(len(failing))
    return Found(
        {"low_risk": not failing, "failing": failing, "failing_count": len(failing)},
        band,
        flags={CODE.key: bool(failing), NOTICE.key: given.subject_dpr151},
        notices=[("fire_load", {"load": load})] if by_load else (),
    )


def explain(given: Given, found: Found, say: Speech) -> Iterator[Step]:
    """List the conditions with what was given."""
    measured = {"occupants": "", "gross_area_m2": " m²", "lowest_floor_m": " m",
                "highest_floor_m": " m"}  # fmt: skip
    rows = []
    for test in TESTS:
        value = getattr(given, test.key)
        shown = say(value) + measured.get(test.key, "")
        if test.key == "significant_combustibles" and given.fire_load_mj_m2 is not None:
            shown += f"; qf {say(given.fire_load_mj_m2)} MJ/m²"
        fails = test.key in found.values["failing"]
        rows.append((test.label, shown, words("no", "no") if fails else words("sì", "yes")))
    yield Table(words("Condizioni, tutte necessarie", "Conditions, all needed"),
                (words("Condizione", "Condition"), words("Dato", "Given"),
                 words("Rispettata", "Met")), rows)  # fmt: skip
    yield Line("", words("Condizioni non rispettate", "Conditions not met"),
               words("i «no» della tabella", "each “no” of the table"),
               found.values["failing_count"], total=True)  # fmt: skip
    if found.band is not None and found.band.consequence is not None:
        yield Rule(found.band.consequence, LAW)


def picture(_given: Given, found: Found) -> list[Picture]:
    """Tick the conditions."""
    failing = found.values["failing"]
    return [Ticks(title=words("Condizioni del rischio basso", "Conditions of low risk"),
                  ticks=tuple(Tick(test.label, test.key not in failing, LAW)
                              for test in TESTS))]  # fmt: skip


FINE = {
    "subject_dpr151": False, "has_vertical_rule": False, "occupants": 100, "gross_area_m2": 1000,
    "lowest_floor_m": -5, "highest_floor_m": 24, "significant_combustibles": False,
    "significant_hazardous_substances": False, "dangerous_processes": False,
}  # fmt: skip

METHOD = Method(
    id="fire_low_risk", version=1, family="fire",
    name=words("Luogo a basso rischio d'incendio", "Workplace at low fire risk"),
    about=words(
        "Dice se un luogo di lavoro è a basso rischio d'incendio e quindi può usare i criteri "
        "semplificati («minicodice»). Non vale per i cantieri temporanei o mobili. I livelli "
        "basso, medio e alto del DM 10/3/1998 sono abrogati dal 29 ottobre 2022.",
        "Says whether a workplace is at low fire risk and may so use the simplified criteria "
        "(“mini-code”). Not for temporary or mobile construction sites. The levels low, medium and "
        "high of DM 10/3/1998 are repealed since 29 October 2022.",
    ),
    edition=words("DM 3 settembre 2021, allegato I",
                  "DM 3 September 2021, Annex I"),
    sources=(
        Source("DM 3/9/2021 all. I p. 1.1", "verified"),
        Source(words("Nota al DM 3/9/2021: qf > 900 MJ/m²",
                     "Note to DM 3/9/2021: qf > 900 MJ/m²"), "memory",
               words("Che cosa è una quantità significativa di materiali combustibili.",
                     "What a significant quantity of combustible materials is.")),
    ),
    inputs=(
        Text(key="name", label=words("Luogo di lavoro", "Workplace"), required=False),
        Flag(key="subject_dpr151", yardstick=True,
             label=words("Attività dell'elenco del DPR 151/2011",
                                               "Activity of the list of DPR 151/2011")),
        Flag(key="has_vertical_rule", yardstick=True,
             label=words("C'è una regola tecnica verticale",
                                                  "There is a vertical technical rule"),
             help=words("Per esempio alberghi, scuole, autorimesse, strutture sanitarie.",
                        "For instance hotels, schools, garages, health care.")),
        Number(key="occupants", label=words("Occupanti", "Occupants"), low=0, high=1_000_000,
               integer=True, digits=0,
               help=words("Affollamento complessivo: lavoratori e tutti gli altri.",
                          "Total crowding: workers and everybody else.")),
        Number(key="gross_area_m2", label=words("Superficie lorda", "Gross floor area"), low=0,
               high=10_000_000, unit="m²", digits=0),
        Number(key="lowest_floor_m", label=words("Quota del piano più basso",
                                                 "Level of the lowest floor"),
               low=-1000, high=1000, unit="m", digits=1,
               help=words("Rispetto al piano di riferimento.", "From the level of reference.")),
        Number(key="highest_floor_m", label=words("Quota del piano più alto",
                                                  "Level of the highest floor"),
               low=-1000, high=1000, unit="m", digits=1,
               help=words("Rispetto al piano di riferimento.", "From the level of reference.")),
        Flag(key="significant_combustibles",
             label=words("Materiali combustibili in quantità significative",
                         "Significant quantities of combustible materials"),
             help=words("Di solito: carico d'incendio specifico oltre 900 MJ/m².",
                        "Usually: specific fire load over 900 MJ/m².")),
        Flag(key="significant_hazardous_substances",
             label=words("Sostanze o miscele pericolose in quantità significative",
                         "Significant quantities of hazardous substances or mixtures")),
        Flag(key="dangerous_processes",
             label=words("Lavorazioni pericolose ai fini dell'incendio",
                         "Processes that are dangerous for fire")),
        Number(key="fire_load_mj_m2", symbol="qf", label=words("Carico d'incendio specifico",
                                                               "Specific fire load"),
               low=0, high=1_000_000, unit="MJ/m²", digits=0, required=False,
               help=words("Se è calcolato: oltre 900 la quantità è significativa.",
                          "If it is known: over 900 the quantity is significant.")),
    ),
    results=(
        Shown("failing_count", words("Condizioni non rispettate", "Conditions not met"),
              main=True),
        Shown("low_risk", words("Rischio basso", "Low risk")),
    ),
    calculate=calculate, explain=explain, picture=picture, scales=(SCALE,), duties=(CODE, NOTICE),
    notices={"fire_load": words(
        "Il carico d'incendio di {load} MJ/m² supera 900: la quantità conta come significativa.",
        "The fire load of {load} MJ/m² is over 900: the quantity counts as significant.")},
    examples=(
        Example(FINE, {"low_risk": True, "failing": []}, LAW,
                name=words("Tutto sul limite", "All on the limit")),
        Example(FINE | {"occupants": 101}, {"low_risk": False, "failing": ["occupants"]}, LAW),
        Example(FINE | {"highest_floor_m": 24.5, "dangerous_processes": True},
                {"low_risk": False, "failing": ["highest_floor_m", "dangerous_processes"]}, LAW),
    ),
    doubts=(words("La soglia di 900 MJ/m² è a memoria: leggi la nota del decreto.",
                  "The threshold of 900 MJ/m² is from memory: read the note of the decree."),),
)  # fmt: skip
