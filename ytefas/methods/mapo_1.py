"""MAPO: risk of handling patients in a hospital ward."""

from collections.abc import Iterator
from typing import Any, Final

from ytefas.methods.kit.bands import Band, Scale
from ytefas.methods.kit.faults import NotApplicable, Refused
from ytefas.methods.kit.inputs import Choice, Flag, Given, Number, Option, Text
from ytefas.methods.kit.method import Duty, Example, Found, Method, Shown, Source
from ytefas.methods.kit.numbers import at_least
from ytefas.methods.kit.pictures import Bar, Bars, Picture, Share, Shares
from ytefas.methods.kit.steps import Line, Rule, Speech, Step
from ytefas.methods.kit.words import Words, words

PATIENTS_PER_DEVICE: Final = 8
ADEQUATE_PCT: Final = 90.0
WARD: Final = "ward"


def calculate(given: Given) -> Found:
    """Weigh patients for each operator by the factors of the ward."""
    if given.service != WARD:
        raise NotApplicable("service", words(
            "Questo indice vale per i reparti di degenza. Per sala operatoria, pronto soccorso, "
            "ambulatori e domicilio esistono altre schede MAPO: usa quelle.",
            "This index is for wards. For operating theatres, emergency departments, outpatient "
            "services and home care there are other MAPO forms: use those."))  # fmt: skip
    lifting, notices = _lifting(given)
    nc_ratio = given.nc / given.operators
    pc_ratio = given.pc / given.operators
    nc_part = nc_ratio * lifting
    pc_part = pc_ratio * given.minor_aids_factor
    ward = given.wheelchair_factor * given.environment_factor * given.training_factor
    index = (nc_part + pc_part) * ward
    band = SCALE.band(index)
    return Found(
        {"lifting_factor": lifting, "nc_ratio": nc_ratio, "pc_ratio": pc_ratio,
         "nc_part": nc_part, "pc_part": pc_part, "ward_factor": ward, "index": index,
         "band": band.code},
        band, SCALE,
        {"health_surveillance": band.code in RISK, "training_due": band.code in RISK,
         "short_term_plan": band.code == "high"},
        notices,
    )  # fmt: skip


def _lifting(given: Given) -> tuple[float, list[tuple[str, dict[str, Any]]]]:
    """Give LF as typed, or from the aids that are there and how often they are used."""
    devices, stretchers, beds = given.lifting_devices, given.stretchers, given.adjustable_beds_all
    counted = devices is not None or stretchers is not None or beds is not None
    pct = given.lifts_with_aids_pct
    notices: list[tuple[str, dict[str, Any]]] = []
    if given.lifting_factor is not None:
        if counted or pct is not None:
            notices.append(("lifting_twice", {"factor": given.lifting_factor}))
        return float(given.lifting_factor), notices
    if not counted or pct is None:
        raise Refused("lifting_factor", words(
            "Serve il fattore sollevatori (0,5; 2; 4), oppure gli ausili presenti insieme alla "
            "percentuale di sollevamenti fatti con ausili.",
            "The lifting factor is needed (0.5; 2; 4), or the aids there are together with the "
            "percentage of lifts done with aids."))  # fmt: skip
    sufficient, adequate = _sufficient(given), at_least(pct, ADEQUATE_PCT)
    absent = pct <= 0 or not (devices or stretchers or beds)
    if absent or not (sufficient or adequate):
        return 4.0, notices
    return (0.5 if sufficient and adequate else 2.0), notices


def _sufficient(given: Given) -> bool:
    need = given.nc / PATIENTS_PER_DEVICE
    return any((
        bool(given.lifting_devices) and at_least(given.lifting_devices, need),
        bool(given.stretchers) and at_least(given.stretchers, need),
        bool(given.adjustable_beds_all),
    ))  # fmt: skip


RISK: Final = frozenset({"medium", "high"})
SCALE: Final = Scale(
    measure="index", label=words("Indice MAPO", "MAPO index"), digits=2,
    bands=(
        Band("absent", 0, words("Assente", "Absent"), 0,
             words("Nessun paziente non autosufficiente: nessun rischio da movimentazione.",
                   "No patient who needs help: no risk of handling.")),
        Band("negligible", 0, words("Verde: trascurabile", "Green: negligible"), 1.5,
             words("Rischio trascurabile: tieni le condizioni e rivaluta se cambiano pazienti, "
                   "organico o ausili (D.Lgs. 81/2008, art. 168).",
                   "Negligible risk: keep the conditions and rate again if patients, staff or aids "
                   "change (D.Lgs. 81/2008, art. 168).")),
        Band("medium", 2, words("Giallo: medio", "Yellow: medium"), 5,
             words("Piano di intervento a medio e lungo termine, formazione, sorveglianza "
                   "sanitaria (artt. 168, 169; art. 41).",
                   "Plan in the medium and long term, training, health surveillance (artt. 168, "
                   "169; art. 41).")),
        Band("high", 4, words("Rosso: elevato", "Red: high"),
             consequence=words(
                 "Piano di intervento a breve termine su ausili, ambienti e organico, formazione, "
                 "sorveglianza sanitaria (artt. 168, 169; art. 41).",
                 "Plan in the short term on aids, rooms and staff, training, health surveillance "
                 "(artt. 168, 169; art. 41).")),
    ),
)  # fmt: skip

FACTORS: Final[tuple[tuple[str, str, Words, tuple[tuple[float, Words], ...], Words], ...]] = (
    ("lifting_factor", "LF", words("Fattore sollevatori", "Lifting aids factor"), (
        (0.5, words("Adeguati e in numero sufficiente", "Adequate and sufficient")),
        (2, words("Inadeguati oppure insufficienti", "Inadequate or insufficient")),
        (4, words("Assenti, oppure inadeguati e insufficienti",
                  "Absent, or inadequate and insufficient")),
    ), words("Sufficienti: un sollevatore ogni 8 pazienti NC, o una barella regolabile ogni 8 NC, "
             "o letti regolabili a tre sezioni per tutti. Adeguati: almeno il 90 % dei "
             "sollevamenti totali si fa con ausili. Vuoto: si ricava dagli ausili presenti.",
             "Sufficient: a lifter for every 8 NC patients, or a height-adjustable stretcher for "
             "every 8 NC, or three-section adjustable beds for all. Adequate: at least 90 % of "
             "total lifts are done with aids. Empty: taken from the aids there are.")),
    ("minor_aids_factor", "AF", words("Fattore ausili minori", "Minor aids factor"), (
        (0.5, words("Presenti, adeguati e sufficienti", "Present, adequate and sufficient")),
        (1, words("Assenti, inadeguati o insufficienti",
                  "Absent, inadequate or insufficient")),
    ), words("Teli ad alto scorrimento, tavole di trasferimento, cinture, dischi girevoli, "
             "sollevatori attivi.",
             "Sliding sheets, transfer boards, belts, turning discs, standing aids.")),
    ("wheelchair_factor", "WF", words("Fattore carrozzine", "Wheelchair factor"), (
        (0.75, words("In numero sufficiente, inadeguatezza bassa",
                     "Sufficient number, low inadequacy")),
        (1, words("In numero insufficiente, inadeguatezza bassa",
                  "Insufficient number, low inadequacy")),
        (1.12, words("In numero sufficiente, inadeguatezza media",
                     "Sufficient number, medium inadequacy")),
        (1.5, words("Numero sufficiente e inadeguatezza alta, o numero insufficiente e media",
                    "Sufficient number and high inadequacy, or insufficient number and medium")),
        (2, words("In numero insufficiente, inadeguatezza alta",
                  "Insufficient number, high inadequacy")),
    ), words("Inadeguatezza media delle carrozzine: freni, braccioli e poggiapiedi non "
             "estraibili, schienale ingombrante, larghezza.",
             "Mean inadequacy of the wheelchairs: brakes, armrests and footrests that do not come "
             "off, bulky backrest, width.")),
    ("environment_factor", "EF", words("Fattore ambiente", "Environment factor"), (
        (0.75, words("Inadeguatezza bassa", "Low inadequacy")),
        (1.25, words("Inadeguatezza media", "Medium inadequacy")),
        (1.5, words("Inadeguatezza alta", "High inadequacy")),
    ), words("Bagni, servizi igienici e camere: spazi, porte, ingombri, altezza dei letti.",
             "Bathrooms, toilets and rooms: space, doors, obstacles, height of beds.")),
    ("training_factor", "TF", words("Fattore formazione", "Training factor"), (
        (0.75, words("Adeguata", "Adequate")),
        (1, words("Parziale", "Partial")),
        (2, words("Inadeguata o assente", "Inadequate or absent")),
    ), words("Corso con esercitazioni sugli ausili, aggiornato, a gran parte degli operatori "
             "(art. 169).",
             "A course with practice on the aids, kept up to date, for most operators (art. "
             "169).")),
)  # fmt: skip


def explain(given: Given, found: Found, say: Speech) -> Iterator[Step]:
    """Show both ratios, each factor with its words, and the product."""
    value = found.values
    yield Line(
        "NC / OP",
        words("Non collaboranti per operatore", "Non-co-operating per operator"),
        f"{say(given.nc)} / {say(given.operators)}",
        value["nc_ratio"],
        4,
    )
    yield Line("PC / OP", words("Parzialmente collaboranti per operatore",
                                "Partially co-operating per operator"),
               f"{say(given.pc)} / {say(given.operators)}", value["pc_ratio"], 4)  # fmt: skip
    if given.lifting_factor is None:
        yield Rule(words(
            "Ausili di sollevamento: in numero sufficiente {a}; sollevamenti con ausili {pct} % "
            "(adeguati dal 90 %).",
            "Lifting aids: sufficient in number {a}; lifts done with aids {pct} % (adequate from "
            "90 %).").filled(a=_sufficient(given), pct=given.lifts_with_aids_pct),
            "EPM; ISO/TR 12296")  # fmt: skip
    for key, symbol, label, options, _ in FACTORS:
        factor = value["lifting_factor"] if key == "lifting_factor" else getattr(given, key)
        yield Line(symbol, label, next(said for one, said in options if one == factor), factor, 2)
    lf, af = say(value["lifting_factor"]), say(given.minor_aids_factor)
    yield Line("MAPO", SCALE.label,
               "[(NC/OP) · LF + (PC/OP) · AF] · WF · EF · TF = "
               f"[{say(value['nc_ratio'])} · {lf} + {say(value['pc_ratio'])} · {af}] · "
               f"{say(given.wheelchair_factor)} · {say(given.environment_factor)} · "
               f"{say(given.training_factor)}", value["index"], 2, total=True)  # fmt: skip
    if found.band is not None and found.band.consequence is not None:
        yield Rule(found.band.consequence, "D.Lgs. 81/2008, art. 168")


def picture(given: Given, found: Found) -> Iterator[Picture]:
    """Draw the factors; the one whose best value would lower the index most is marked."""
    value = found.values
    gains = {key: _gain(key, given, value) for key, _, _, _, _ in FACTORS}
    worst = max(gains, key=lambda key: gains[key])
    yield Bars(
        title=words("Fattori del reparto", "Factors of the ward"), full=4, mark=1, digits=2,
        bars=tuple(
            Bar(key, label,
                float(value["lifting_factor"] if key == "lifting_factor" else getattr(given, key)),
                worst=key == worst and gains[key] > 0)
            for key, _, label, _, _ in FACTORS
        ),
        hint=words("Segnato il fattore che, portato al meglio, abbassa di più l'indice.",
                   "Marked: the factor that would lower the index most if brought to its best."),
    )  # fmt: skip
    whole = value["nc_part"] + value["pc_part"]
    if whole > 0:
        yield Shares(
            title=words("Quali pazienti pesano", "Which patients weigh"), digits=2,
            parts=(
                Share(words("Non collaboranti", "Non-co-operating"), value["nc_part"] / whole,
                      value["nc_part"] * value["ward_factor"]),
                Share(words("Parzialmente collaboranti", "Partially co-operating"),
                      value["pc_part"] / whole, value["pc_part"] * value["ward_factor"]),
            ),
        )  # fmt: skip


def _gain(key: str, given: Given, value: Any) -> float:
    """Say how much of the index would go if a factor were at its best."""
    best = next(options[0][0] for one, _, _, options, _ in FACTORS if one == key)
    if key == "lifting_factor":
        lost = value["nc_ratio"] * (value["lifting_factor"] - best) * value["ward_factor"]
    elif key == "minor_aids_factor":
        lost = value["pc_ratio"] * (given.minor_aids_factor - best) * value["ward_factor"]
    else:
        lost = value["index"] * (1 - best / getattr(given, key))
    return float(lost)


def _factor(
    key: str, symbol: str, label: Words, options: tuple[tuple[float, Words], ...], said: Words
) -> Choice:
    return Choice(
        key=key, symbol=symbol, label=label, help=said, required=key != "lifting_factor",
        section=words("Fattori del reparto", "Factors of the ward")
        if key == "lifting_factor" else None,
        options=tuple(Option(value, name) for value, name in options),
    )  # fmt: skip


METHOD = Method(
    id="mapo", version=1, family="patients",
    name=words("MAPO: movimentazione dei pazienti in reparto", "MAPO: handling of patients, ward"),
    about=words(
        "Valuta il rischio da movimentazione manuale dei pazienti in un reparto di degenza, per "
        "tutto il reparto e non per la singola persona. Non vale per sale operatorie, pronto "
        "soccorso, ambulatori e assistenza a casa.",
        "Rates the risk of handling patients by hand in a ward, for the ward as a whole and not "
        "for one person. Not for operating theatres, emergency departments, outpatient services "
        "and home care.",
    ),
    edition="EPM; ISO/TR 12296:2012",
    sources=(
        Source(words("EPM, indice MAPO e scheda di reparto", "EPM, MAPO index and ward form"),
        "verified", words(
            "Formula; numero e adeguatezza degli ausili; LF e AF.",
            "Formula; number and adequacy of aids; LF and AF.")),
        Source("Battevi, Menoni, Ricci, Cairoli, Ergonomics 2006; 49(7): 671-687", "verified",
               words("Fasce 1,5 e 5.", "Bands 1.5 and 5.")),
        Source(words("EPM, tabelle dei fattori", "EPM, tables of factors"), "memory", words(
            "Valori di WF, EF e TF.", "Values of WF, EF and TF.")),
        Source("D.Lgs. 81/2008, artt. 167-169", "verified", words(
            "Obblighi del datore di lavoro.", "Duties of the employer.")),
    ),
    usual=("lifting_factor",),
    inputs=(
        Choice(key="service", yardstick=True,
               label=words("Servizio", "Service"), required=False, default=WARD,
               options=(
                   Option(WARD, words("Reparto di degenza", "Ward")),
                   Option("operating_theatre", words("Sala operatoria", "Operating theatre")),
                   Option("emergency", words("Pronto soccorso", "Emergency department")),
                   Option("outpatient", words("Ambulatorio o diagnostica",
                                              "Outpatient or diagnostic service")),
                   Option("home_care", words("Assistenza a casa", "Home care"))),
               help=words("MAPO di reparto vale solo per la degenza.",
                          "Ward MAPO is for wards only.")),
        Number(key="nc", yardstick=True, symbol="NC", low=0, high=500, digits=1, unit="",
               section=words("Pazienti e operatori", "Patients and operators"),
               label=words("Pazienti totalmente non collaboranti",
                           "Patients who do not co-operate at all"),
               help=words("Media giornaliera di chi va sollevato del tutto.",
                          "Daily mean of those who must be lifted completely.")),
        Number(key="pc", yardstick=True, symbol="PC", low=0, high=500, digits=1,
               label=words("Pazienti parzialmente collaboranti",
                           "Patients who co-operate in part"),
               help=words("Media giornaliera di chi va sollevato solo in parte.",
                          "Daily mean of those who need partial lifting.")),
        Number(key="operators", symbol="OP", low=0, high=1000, above=True, digits=1,
               label=words("Operatori addetti alla movimentazione, nelle 24 ore",
                           "Operators who handle patients, over 24 hours"),
               help=words("Somma dei tre turni; chi c'è per parte del turno conta come frazione.",
                          "Sum of the three shifts; those present for part of a shift count as a "
                          "fraction.")),
        *(_factor(*factor) for factor in FACTORS),
        Number(key="lifting_devices", low=0, high=1000, integer=True, digits=0, required=False,
               section=words("Ausili di sollevamento, se LF non è dato",
                             "Lifting aids, if LF is not given"),
               label=words("Sollevatori", "Lifters")),
        Number(key="stretchers", low=0, high=1000, integer=True, digits=0, required=False,
               label=words("Barelle ad altezza regolabile", "Height-adjustable stretchers")),
        Flag(key="adjustable_beds_all", required=False,
             label=words("Letti regolabili a tre sezioni per tutti i pazienti",
                         "Three-section height-adjustable beds for every patient")),
        Number(key="lifts_with_aids_pct", low=0, high=100, unit="%", digits=0, required=False,
               label=words("Sollevamenti totali fatti con ausili",
                           "Total lifts done with aids")),
        Text(key="name", required=False, label=words("Reparto", "Ward")),
        Text(key="note", required=False, label=words("Nota", "Note"), most=2000),
    ),
    results=(
        Shown("nc_ratio", words("NC per operatore", "NC per operator"), digits=2),
        Shown("pc_ratio", words("PC per operatore", "PC per operator"), digits=2),
        Shown("lifting_factor", words("Fattore sollevatori", "Lifting aids factor"), digits=2),
        Shown("index", SCALE.label, digits=2, main=True),
    ),
    calculate=calculate, explain=explain, picture=picture, scales=(SCALE,),
    duties=(
        Duty("health_surveillance", words("Sorveglianza sanitaria", "Health surveillance"),
             "D.Lgs. 81/2008, art. 168 c. 2 lett. d, art. 41"),
        Duty("training_due", words("Informazione, formazione e addestramento",
                                   "Information, training and practice"),
             "D.Lgs. 81/2008, art. 169"),
        Duty("short_term_plan", words("Piano di intervento a breve termine",
                                      "Plan in the short term"),
             "D.Lgs. 81/2008, art. 168 c. 2"),
    ),
    notices={"lifting_twice": words(
        "LF è dato ({factor}): gli ausili contati e la percentuale non si usano.",
        "LF is given ({factor}): the aids counted and the percentage are not used.")},
    doubts=(
        words("I valori di WF (carrozzine), EF (ambiente) e TF (formazione) sono a memoria: "
              "confrontali con la scheda EPM o l'ISO/TR 12296.",
              "The values of WF (wheelchairs), EF (environment) and TF (training) are from memory: "
              "compare them with the EPM form or ISO/TR 12296."),
    ),
    examples=(
        Example({"nc": 10, "pc": 8, "operators": 12, "lifting_factor": 2, "minor_aids_factor": 1,
                 "wheelchair_factor": 1.12, "environment_factor": 1.25, "training_factor": 1},
                {"index": 3.2666667, "band": "medium"}, words("Formula MAPO", "MAPO formula"), 1e-6,
                words("Lungodegenza", "Long-term ward")),
        Example({"nc": 15, "pc": 10, "operators": 10, "lifting_factor": 4, "minor_aids_factor": 1,
                 "wheelchair_factor": 1.5, "environment_factor": 1.5, "training_factor": 2},
                {"index": 31.5, "band": "high"}, words("Formula MAPO", "MAPO formula")),
        Example({"nc": 8, "pc": 12, "operators": 14, "lifting_devices": 1,
                 "lifts_with_aids_pct": 90, "minor_aids_factor": 1, "wheelchair_factor": 1.12,
                 "environment_factor": 0.75, "training_factor": 0.75},
                {"lifting_factor": 0.5, "index": 0.72, "band": "negligible"},
                words("Formula MAPO", "MAPO formula"), 1e-6,
                words("Ausili sufficienti e usati", "Sufficient aids, in use")),
        Example({"nc": 0, "pc": 0, "operators": 6, "lifting_factor": 4, "minor_aids_factor": 1,
                 "wheelchair_factor": 2, "environment_factor": 1.5, "training_factor": 2},
                {"index": 0, "band": "absent"}, words("Formula MAPO", "MAPO formula")),
    ),
)  # fmt: skip
