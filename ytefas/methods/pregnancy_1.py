"""Pregnancy and the months after birth: may this task be done."""

from collections.abc import Iterator

from ytefas.methods.kit.inputs import Choice, Flag, Given, Option, Text
from ytefas.methods.kit.method import Duty, Example, Found, Method, Shown, Source
from ytefas.methods.kit.pictures import Picture
from ytefas.methods.kit.steps import Speech, Step
from ytefas.methods.kit.words import words
from ytefas.methods.tables.protected import Item, bands, codes, drawn, steps, verdict

A = "D.Lgs. 151/2001 art. 7, all. A"
B = "D.Lgs. 151/2001 art. 7, all. B"
C = "D.Lgs. 151/2001 art. 11, all. C"

WORKS = {
    "lifting": Item(words("Trasporto e sollevamento di pesi", "Carrying and lifting of loads"),
                    "D.Lgs. 151/2001 art. 7 c. 1", later=True),
    "minors_list": Item(words("Lavori vietati ai minori (L. 977/1967 all. I)",
                              "Work prohibited to minors (L. 977/1967 Annex I)"),
                        f"{A} lett. A", later=True),
    "mandatory_visits": Item(words("Lavori con visite obbligatorie (tabella DPR 303/1956)",
                                   "Work with mandatory examinations (table of DPR 303/1956)"),
                             f"{A} lett. B", later=True),
    "occupational_disease": Item(words("Rischio di silicosi, asbestosi o altre malattie tabellate",
                                       "Risk of silicosis, asbestosis or other listed diseases"),
                                 f"{A} lett. C", later=True),
    "ionising": Item(words("Esposizione a radiazioni ionizzanti",
                           "Exposure to ionising radiation"),
                     f"{A} lett. D; art. 8", later=True),
    "ladders": Item(words("Scale e impalcature mobili e fisse", "Ladders and scaffolds"),
                    f"{A} lett. E"),
    "heavy_labour": Item(words("Manovalanza pesante", "Heavy labour"), f"{A} lett. F"),
    "standing": Item(words("In piedi per più di metà dell'orario, o posizione affaticante",
                           "Standing over half of the hours, or in a tiring position"),
                     f"{A} lett. G"),
    "pedal": Item(words("Macchina a pedale con ritmo frequente o notevole sforzo",
                        "Pedal machine at a frequent pace or with much effort"), f"{A} lett. H"),
    "vibrating": Item(words("Macchine scuotenti o utensili con intense vibrazioni",
                            "Shaking machines or tools with intense vibration"), f"{A} lett. I"),
    "infectious_care": Item(words("Assistenza e cura in reparti per malattie infettive, nervose o "
                                  "mentali",
                                  "Care in wards for infectious, nervous or mental diseases"),
                            f"{A} lett. L", later=True),
    "toxic_farming": Item(words("Lavori agricoli con sostanze tossiche o nocive",
                                "Farm work with toxic or harmful substances"),
                          f"{A} lett. M", later=True),
    "rice": Item(words("Monda e trapianto del riso", "Weeding and transplanting of rice"),
                 f"{A} lett. N"),
    "vehicles": Item(words("A bordo di navi, aerei, pullman e altri mezzi in moto",
                           "On board of ships, aeroplanes, coaches and other moving vehicles"),
                     f"{A} lett. O"),
    "pressure": Item(words("Sovrapressione elevata, immersione subacquea",
                           "High pressure, diving"), f"{B} A.1 a"),
    "toxoplasma": Item(words("Toxoplasma", "Toxoplasma"), f"{B} A.1 b"),
    "rubella": Item(words("Virus della rosolia, senza prova di immunità",
                          "Rubella virus, without proof of immunity"), f"{B} A.1 b"),
    "lead": Item(words("Piombo e derivati assorbibili", "Lead and derivatives that are absorbed"),
                 f"{B} A.1 c, B.1", later=True),
    "underground": Item(words("Lavori sotterranei di carattere minerario",
                              "Underground mining work"), f"{B} A.2, B.2", later=True),
}  # fmt: skip

AGENTS = {
    "shocks": Item(words("Colpi, vibrazioni o movimenti", "Shocks, vibration or movement"),
                   f"{C} A.1 a"),
    "handling": Item(words("Movimentazione manuale con rischi dorso-lombari",
                           "Manual handling with risks to the back"), f"{C} A.1 b"),
    "noise": Item(words("Rumore", "Noise"), f"{C} A.1 c"),
    "non_ionising": Item(words("Radiazioni non ionizzanti", "Non-ionising radiation"),
                         f"{C} A.1 e"),
    "heat_cold": Item(words("Sollecitazioni termiche", "Extremes of cold or heat"),
                      f"{C} A.1 f"),
    "postures": Item(words("Movimenti, posizioni, spostamenti, fatica mentale e fisica",
                           "Movements, postures, travelling, mental and physical fatigue"),
                     f"{C} A.1 g"),
    "biological": Item(words("Agenti biologici dei gruppi 2, 3 e 4",
                             "Biological agents of groups 2, 3 and 4"), f"{C} A.2"),
    "cmr": Item(words("Sostanze H340, H341, H350, H350i, H351, H360, H361, H362, H370, H371",
                      "Substances H340, H341, H350, H350i, H351, H360, H361, H362, H370, H371"),
                f"{C} A.3 a"),
    "annex_xlii": Item(words("Agenti e processi dell'all. XLII del D.Lgs. 81/2008",
                             "Agents and processes of Annex XLII of D.Lgs. 81/2008"),
                       f"{C} A.3 b, B"),
    "mercury": Item(words("Mercurio e derivati", "Mercury and derivatives"), f"{C} A.3 c"),
    "antimitotic": Item(words("Medicamenti antimitotici", "Antimitotic drugs"), f"{C} A.3 d"),
    "carbon_monoxide": Item(words("Monossido di carbonio", "Carbon monoxide"), f"{C} A.3 e"),
    "skin_absorbed": Item(words("Agenti pericolosi assorbiti dalla pelle",
                                "Dangerous agents absorbed through the skin"), f"{C} A.3 f"),
}  # fmt: skip
NIGHT = Item(words("Lavoro dalle 24 alle 6", "Work from midnight to 6"),
             "D.Lgs. 151/2001 art. 53 c. 1", later=True)  # fmt: skip
ITEMS = {**WORKS, **AGENTS, "night": NIGHT}

BANDS = bands(
    words("La lavoratrice non può svolgere il compito: va spostata ad altre mansioni; se non è "
          "possibile si chiede l'interdizione all'Ispettorato del lavoro.",
          "The worker may not do the task: she is moved to other tasks; if that is not possible, "
          "early leave is requested from the labour inspectorate."),
    words("Valuta l'esposizione; se c'è rischio modifica condizioni o orario, altrimenti sposta "
          "la lavoratrice ad altre mansioni.",
          "Assess the exposure; if there is a risk, change conditions or hours, else move the "
          "worker to other tasks."),
    words("Nessuna voce degli elenchi: il compito è compatibile. Rivaluta se cambia qualcosa.",
          "No entry of the lists: the task is compatible. Look again if anything changes."),
)  # fmt: skip

MOVE = Duty("move_to_other_tasks", words("Spostare ad altre mansioni, conservando la retribuzione",
                                         "Move to other tasks, pay unchanged"),
            "D.Lgs. 151/2001 art. 7 c. 3, 5; art. 12 c. 2")  # fmt: skip
LEAVE = Duty("request_early_leave", words("Chiedere l'interdizione all'Ispettorato del lavoro",
                                          "Request early leave from the labour inspectorate"),
             "D.Lgs. 151/2001 art. 7 c. 6, art. 17 c. 2 lett. b, c")  # fmt: skip
ASSESS = Duty("assess_and_adapt", words("Valutare il rischio e modificare condizioni o orario",
                                        "Assess the risk and change conditions or hours"),
              "D.Lgs. 151/2001 art. 11, 12 c. 1")  # fmt: skip
INFORM = Duty("inform_workers", words("Informare le lavoratrici e il RLS dei risultati",
                                      "Inform the workers and their representative of the results"),
              "D.Lgs. 151/2001 art. 11 c. 2")  # fmt: skip
NO_NIGHT = Duty("no_night_work", words("Nessun lavoro dalle 24 alle 6, fino a un anno del bambino",
                                       "No work from midnight to 6, until the child is one"),
                "D.Lgs. 151/2001 art. 53 c. 1")  # fmt: skip
DUTIES = (MOVE, LEAVE, ASSESS, INFORM, NO_NIGHT)


def calculate(given: Given) -> Found:
    """Sort what was ticked by what it means in this period."""
    later = given.stage == "after_birth"
    prohibited = [one for one in WORKS if one in given.works and (WORKS[one].later or not later)]
    evaluate = [one for one in WORKS if one in given.works and one not in prohibited]
    evaluate += [one for one in AGENTS if one in given.agents]
    if given.night_work:
        prohibited.append("night")
    kind = verdict(prohibited, evaluate)
    stuck = kind == "prohibited" and given.alternative_task is False
    return Found(
        {"verdict": kind, "prohibited_items": prohibited, "evaluate_items": evaluate,
         "prohibited_count": len(prohibited), "evaluate_count": len(evaluate)},
        BANDS[kind],
        flags={MOVE.key: kind == "prohibited" and not stuck, LEAVE.key: stuck,
               ASSESS.key: kind != "compatible", INFORM.key: True, NO_NIGHT.key: True},
        notices=[("alternative_open", {})]
        if kind == "prohibited" and given.alternative_task is None else (),
    )  # fmt: skip


def explain(_given: Given, found: Found, _say: Speech) -> Iterator[Step]:
    """List what was ticked and what each means."""
    yield from steps(found, ITEMS, "D.Lgs. 151/2001 art. 7, 11, 12, 17, 53")


def picture(_given: Given, found: Found) -> list[Picture]:
    """Tick what stands in the way, then what is to be done."""
    return drawn(found, ITEMS, DUTIES)


METHOD = Method(
    id="pregnancy", version=1, family="protected",
    name=words("Gravidanza e allattamento", "Pregnancy and breast-feeding"),
    about=words(
        "Dice se un compito è vietato, da valutare o compatibile per una lavoratrice in gravidanza "
        "o fino a sette mesi dopo il parto. Si compila prima, per ogni mansione. Non dà un "
        "punteggio e non sostituisce il parere del medico competente.",
        "Says whether a task is prohibited, to be evaluated or compatible for a worker who is "
        "pregnant or within seven months of birth. Fill it in beforehand, for each job. It gives "
        "no score and does not replace the doctor's opinion.",
    ),
    edition=words("D.Lgs. 151/2001, all. A, B, C (testo dopo il D.Lgs. 39/2016)",
                  "D.Lgs. 151/2001, Annexes A, B, C (text after D.Lgs. 39/2016)"),
    sources=(Source("D.Lgs. 151/2001 art. 7, 11, 12, 17, 53, all. A, B, C", "memory",
                    words("Elenchi in parole nostre; l'allegato A confrontato in parte con guide "
                          "pubbliche.",
                          "Lists in our own words; Annex A compared in part with public "
                          "guides.")),),
    usual=("works", "agents", "night_work", "alternative_task"),
    inputs=(
        Text(key="name", label=words("Compito o mansione", "Task or job"), required=False),
        Choice(key="stage", yardstick=True, label=words("Periodo", "Period"), options=(
            Option("pregnancy", words("Gravidanza, fino al termine dell'interdizione",
                                      "Pregnancy, to the end of the leave")),
            Option("after_birth", words("Fino a 7 mesi dopo il parto, allattamento",
                                        "Up to 7 months after birth, breast-feeding")),
        )),
        codes("works", words("Lavori vietati (all. A e B)", "Prohibited work (Annexes A and B)"),
              WORKS),
        codes("agents", words("Agenti e condizioni da valutare (all. C)",
                              "Agents and conditions to evaluate (Annex C)"), AGENTS),
        Flag(key="night_work", label=words("Lavoro dalle 24 alle 6", "Work from midnight to 6"),
             required=False, default=False),
        Flag(key="alternative_task", required=False,
             label=words("C'è un'altra mansione compatibile", "There is another, compatible job")),
    ),
    results=(
        Shown("prohibited_count", words("Voci vietate", "Prohibited entries")),
        Shown("evaluate_count", words("Voci da valutare", "Entries to evaluate")),
    ),
    calculate=calculate, explain=explain, picture=picture, duties=DUTIES,
    notices={"alternative_open": words(
        "Indica se c'è un'altra mansione compatibile: da questo dipende la richiesta di "
        "interdizione.",
        "Say whether there is another, compatible job: the request of early leave depends on it.")},
    examples=(
        Example({"stage": "pregnancy", "works": ["ladders"], "alternative_task": False},
                {"class": "prohibited", "request_early_leave": True}, f"{A} lett. E"),
        Example({"stage": "after_birth", "works": ["ladders"]}, {"class": "evaluate"},
                f"{A} lett. E", name=words("Vietato solo in gravidanza",
                                           "Prohibited in pregnancy only")),
        Example({"stage": "after_birth", "works": ["lead"]}, {"class": "prohibited"}, f"{B} B.1"),
        Example({"stage": "pregnancy"}, {"class": "compatible"}, "Art. 11"),
    ),
    doubts=(words("Gli elenchi sono a memoria e abbreviati: confrontali con gli allegati A, B e C.",
                  "The lists are from memory and shortened: compare them with Annexes A, B and "
                  "C."),),
)  # fmt: skip
