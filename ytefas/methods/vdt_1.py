"""Display screen work: who is a VDT worker, and how often the doctor sees them."""

from collections.abc import Iterator

from ytefas.methods.kit.bands import Band, Scale
from ytefas.methods.kit.inputs import Flag, Given, Number, Text
from ytefas.methods.kit.method import Duty, Example, Found, Method, Shown, Source
from ytefas.methods.kit.numbers import at_least
from ytefas.methods.kit.pictures import Picture, Tick, Ticks
from ytefas.methods.kit.steps import Line, Rule, Speech, Step
from ytefas.methods.kit.words import words

HOURS, OLD, OFTEN, SELDOM = 20.0, 50, 2, 5

SCALE = Scale(
    measure="weekly_hours_net_of_breaks",
    label=words("Ore settimanali al videoterminale, senza pause",
                "Weekly hours at the screen, net of breaks"),
    high=40, unit="h", shown=1, closed="lower",
    bands=(
        Band("not_vdt_worker", 1, words("Non videoterminalista", "Not a VDT worker"), HOURS,
             words("Nessuna sorveglianza sanitaria da videoterminale; il posto di lavoro deve "
                   "comunque rispettare l'allegato XXXIV.",
                   "No health surveillance for display screens; the workstation must meet Annex "
                   "XXXIV all the same.")),
        Band("vdt_worker", 2, words("Videoterminalista", "VDT worker"),
             consequence=words(
                 "Si applica il titolo VII: sorveglianza sanitaria, pause di 15 minuti ogni 120, "
                 "informazione e formazione.",
                 "Title VII applies: health surveillance, breaks of 15 minutes every 120, "
                 "information and training.")),
    ),
)  # fmt: skip

SURVEILLANCE = Duty("surveillance", words("Sorveglianza sanitaria, anche prima di iniziare",
                                          "Health surveillance, before starting, too"),
                    "D.Lgs. 81/2008 art. 176")  # fmt: skip
BREAKS = Duty("breaks", words("Pausa di 15 minuti ogni 120 di lavoro continuo, nell'orario",
                              "15-minute break every 120 of continuous work, counted as work"),
              "D.Lgs. 81/2008 art. 175")  # fmt: skip
TRAINING = Duty("training", words("Informazione e formazione", "Information and training"),
                "D.Lgs. 81/2008 art. 177")  # fmt: skip
WORKSTATION = Duty("workstation", words("Posto di lavoro conforme all'allegato XXXIV",
                                        "Workstation as Annex XXXIV requires"),
                   "D.Lgs. 81/2008 art. 174 c. 3, all. XXXIV")  # fmt: skip
DUTIES = (SURVEILLANCE, BREAKS, TRAINING, WORKSTATION)


def calculate(given: Given) -> Found:
    """Compare with 20 hours; the interval follows from age and fitness."""
    enough = at_least(given.weekly_hours_net_of_breaks, HOURS)
    worker = enough and given.habitual
    old = given.age >= OLD
    years = (OFTEN if old or given.fit_with_prescriptions else SELDOM) if worker else None
    return Found(
        {"weekly_hours_net_of_breaks": given.weekly_hours_net_of_breaks,
         "is_vdt_worker": worker, "surveillance_years": years},
        SCALE.named("vdt_worker" if worker else "not_vdt_worker"),
        flags={SURVEILLANCE.key: worker, BREAKS.key: worker, TRAINING.key: worker,
               WORKSTATION.key: True},
        notices=[("not_habitual", {})] if enough and not worker else (),
    )  # fmt: skip


def explain(given: Given, found: Found, say: Speech) -> Iterator[Step]:
    """Say which condition decided."""
    worker = found.values["is_vdt_worker"]
    hours = given.weekly_hours_net_of_breaks
    sign = "≥" if at_least(hours, HOURS) else "<"
    yield Line("h", SCALE.label, f"{say(hours)} {sign} {say(HOURS)}", hours, unit="h")
    yield Line("", words("Uso sistematico o abituale", "Systematic or habitual use"),
               "", given.habitual)  # fmt: skip
    yield Line("", words("Videoterminalista", "VDT worker"),
               words("20 ore o più e uso abituale", "20 hours or more and habitual use"),
               worker, total=True)  # fmt: skip
    yield Rule(words("È lavoratore chi usa il videoterminale in modo sistematico o abituale per "
                     "venti ore settimanali, dedotte le interruzioni.",
                     "A worker is who uses display screens systematically or habitually for twenty "
                     "hours a week, breaks deducted."),
               "D.Lgs. 81/2008 art. 173 c. 1 lett. c")  # fmt: skip
    if worker:
        yield Line("", words("Visita ogni (anni)", "Examination every (years)"), words(
            "{age} anni ({old} 50), prescrizioni: {prescribed}",
            "age {age} ({old} 50), prescriptions: {prescribed}",
        ).filled(age=given.age, old="≥" if given.age >= OLD else "<",
                 prescribed=given.fit_with_prescriptions),
            found.values["surveillance_years"], total=True)  # fmt: skip
        yield Rule(words("Biennale da 50 anni o se idoneo con prescrizioni o limitazioni, "
                         "quinquennale negli altri casi; il medico competente può stabilire "
                         "altrimenti.",
                         "Every two years from age 50 or if fit with prescriptions or limitations, "
                         "every five otherwise; the doctor may set another interval."),
                   "D.Lgs. 81/2008 art. 176 c. 3")  # fmt: skip


def picture(_given: Given, found: Found) -> list[Picture]:
    """List what the law asks for here."""
    return [Ticks(title=words("Obblighi", "Duties"), ticks=tuple(
        Tick(duty.label, found.flags[duty.key], duty.law) for duty in DUTIES))]  # fmt: skip


METHOD = Method(
    id="vdt", version=1, family="vdt",
    name=words("Videoterminalista", "VDT worker"),
    about=words(
        "Dice se una persona è videoterminalista e ogni quanti anni va visitata. Guarda una "
        "settimana abituale, non la media con le ferie. Il posto di lavoro si controlla a parte, "
        "con la lista dell'allegato XXXIV, anche sotto le 20 ore.",
        "Says whether a person is a VDT worker and how often they are examined. Look at a habitual "
        "week, not at a mean with holidays. The workstation is checked apart, by the list of Annex "
        "XXXIV, below 20 hours, too.",
    ),
    edition=words("D.Lgs. 81/2008, titolo VII (artt. 172–179)",
                  "D.Lgs. 81/2008, Title VII (artt. 172–179)"),
    sources=(Source("D.Lgs. 81/2008 art. 173, 175, 176", "verified"),),
    inputs=(
        Number(key="weekly_hours_net_of_breaks", symbol="h", label=SCALE.label, low=0, high=168,
               unit="h", digits=1,
               help=words("Ore di una settimana abituale, tolte le pause dell'art. 175.",
                          "Hours of a habitual week, without the breaks of art. 175.")),
        Number(key="age", yardstick=True,
               label=words("Età", "Age"), low=14, high=100, integer=True, digits=0,
               help=words("Anni compiuti.", "In completed years.")),
        Flag(key="fit_with_prescriptions", yardstick=True,
             label=words("Idoneo con prescrizioni o limitazioni",
                         "Fit with prescriptions or limitations")),
        Flag(key="habitual", yardstick=True,
             label=words("Uso sistematico o abituale", "Systematic or habitual use"),
             required=False, default=True, help=words("No solo se l'uso è occasionale.",
                                      "No only where the use is occasional.")),
        Text(key="name", label=words("Persona o mansione", "Person or job"), required=False),
    ),
    results=(
        Shown("weekly_hours_net_of_breaks", SCALE.label, unit="h", digits=1, main=True),
        Shown("is_vdt_worker", words("Videoterminalista", "VDT worker")),
        Shown("surveillance_years", words("Visita ogni (anni)", "Examination every (years)")),
    ),
    calculate=calculate, explain=explain, picture=picture, scales=(SCALE,), duties=DUTIES,
    notices={"not_habitual": words(
        "Le ore bastano, ma l'uso non è sistematico né abituale: indica nel documento perché.",
        "The hours suffice, but the use is neither systematic nor habitual: say in the document "
        "why.")},
    examples=(
        Example({"weekly_hours_net_of_breaks": 20, "age": 40, "fit_with_prescriptions": False},
                {"is_vdt_worker": True, "surveillance_years": 5}, "Art. 173, 176 c. 3"),
        Example({"weekly_hours_net_of_breaks": 30, "age": 50, "fit_with_prescriptions": False},
                {"is_vdt_worker": True, "surveillance_years": 2}, "Art. 176 c. 3"),
        Example({"weekly_hours_net_of_breaks": 19.5, "age": 60, "fit_with_prescriptions": True},
                {"is_vdt_worker": False, "surveillance_years": None}, "Art. 173"),
    ),
)  # fmt: skip
