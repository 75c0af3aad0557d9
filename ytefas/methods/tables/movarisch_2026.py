"""MoVaRisCh, edition of 28 February 2026: the classes of exposure, matrices and bands."""

from collections.abc import Mapping, Sequence
from typing import Final

from ytefas.methods.kit.bands import Band, Scale
from ytefas.methods.kit.inputs import Choice, Option
from ytefas.methods.kit.method import Source
from ytefas.methods.kit.steps import Table
from ytefas.methods.kit.words import Words, words


def _choice(
    key: str, label: Words, options: Sequence[tuple[str, str, str]], help_: Words, *,
    also: Mapping[str, str] | None = None, section: Words | None = None, required: bool = True,
) -> Choice:  # fmt: skip
    return Choice(
        key=key,
        label=label,
        help=help_,
        also=also,
        section=section,
        required=required,
        options=tuple(Option(value, words(it, en)) for value, it, en in options),
    )


STATE: Final = _choice(
    "state", words("Proprietà chimico-fisiche", "Physical and chemical properties"), (
        ("solid_mist", "Solido o nebbia", "Solid or mist"),
        ("low_volatility", "Liquido a bassa volatilità", "Liquid of low volatility"),
        ("medium_high_volatility", "Liquido a media o alta volatilità, polvere fine",
         "Liquid of medium or high volatility, fine dust"),
        ("gas", "Stato gassoso", "Gas"),
    ), words(
        "Un liquido è a bassa volatilità, come ordine di grandezza, se a 20 °C bolle oltre 150 °C; "
        "usato a caldo sale di livello. Nel dubbio scegli la volatilità più alta.",
        "A liquid is of low volatility, roughly, if it is used at 20 °C and boils above 150 °C; "
        "used hot, it moves up. If in doubt, choose the higher volatility."),
    also=dict.fromkeys((
        "medium_high_volatility_fine_dust", "medium_high_volatility_fine_dusts",
        "medium_high_volatility_dust", "medium_high_volatility_and_fine_dust",
        "medium_or_high_volatility", "medium_volatility", "high_volatility", "fine_dust",
        "fine_dusts"), "medium_high_volatility"),
    section=words("Esposizione per inalazione", "Exposure by inhalation"),
)  # fmt: skip
QUANTITY: Final = _choice(
    "quantity", words("Quantità in uso al giorno", "Quantity in use a day"), (
        ("lt_0.1kg", "Meno di 0,1 kg", "Less than 0.1 kg"),
        ("0.1_1kg", "Da 0,1 a meno di 1 kg", "0.1 to less than 1 kg"),
        ("1_10kg", "Da 1 a meno di 10 kg", "1 to less than 10 kg"),
        ("10_100kg", "Da 10 a meno di 100 kg", "10 to less than 100 kg"),
        ("gt_100kg", "100 kg o più", "100 kg or more"),
    ), words("Quella effettivamente presente e usata nell'ambiente di lavoro, per lavoratore.",
             "What is actually present and used at the workplace, for one worker."),
    also={"ge_100kg": "gt_100kg", "0.1kg_1kg": "0.1_1kg", "1kg_10kg": "1_10kg",
          "10kg_100kg": "10_100kg"},
)  # fmt: skip
USE: Final = _choice(
    "use", words("Tipologia d'uso", "Type of use"), (
        ("closed_system", "Sistema chiuso", "Closed system"),
        ("inclusion_in_matrix", "Inclusione in matrice", "Inclusion in a matrix"),
        ("controlled_use", "Uso controllato e non dispersivo", "Controlled, not dispersive use"),
        ("dispersive_use", "Uso con dispersione significativa", "Use with significant dispersion"),
    ), words("Sistema chiuso: contenitori e reattori stagni. Inclusione in matrice: pellet, "
             "granuli, pasta. Uso controllato: pochi lavoratori formati, procedure. Dispersivo: "
             "anche altri possono esserne esposti.",
             "Closed: sealed containers and reactors. In a matrix: pellets, granules, paste. "
             "Controlled: few trained workers, procedures. Dispersive: others may be exposed."),
    also=dict.fromkeys(("matrix_inclusion", "inclusion_matrix", "included_in_matrix", "matrix",
                        "inclusion"),
                       "inclusion_in_matrix")
    | {"closed": "closed_system", "controlled": "controlled_use", "dispersive": "dispersive_use"},
)  # fmt: skip
CONTROL: Final = _choice(
    "control", words("Tipologia di controllo", "Type of control"), (
        ("complete_containment", "Contenimento completo", "Complete containment"),
        ("local_exhaust", "Aspirazione localizzata", "Local exhaust ventilation"),
        ("segregation", "Segregazione o separazione", "Segregation or separation"),
        ("general_ventilation", "Diluizione, ventilazione generale",
         "Dilution, general ventilation"),
        ("direct_handling", "Manipolazione diretta", "Direct handling"),
    ), words("La misura che c'è e funziona, non quella prevista (art. 225).",
             "The measure that exists and works, not the planned one (art. 225)."),
    also=dict.fromkeys(("segregation_separation", "segregation_or_separation", "separation"),
                       "segregation")
    | {"local_exhaust_ventilation": "local_exhaust", "lev": "local_exhaust",
       "containment": "complete_containment", "dilution_ventilation": "general_ventilation"},
)  # fmt: skip
TIME: Final = _choice(
    "time", words("Tempo di esposizione al giorno", "Time of exposure a day"), (
        ("lt_15min", "Meno di 15 minuti", "Less than 15 minutes"),
        ("15min_2h", "Da 15 minuti a meno di 2 ore", "15 minutes to less than 2 hours"),
        ("2h_4h", "Da 2 a meno di 4 ore", "2 to less than 4 hours"),
        ("4h_6h", "Da 4 a meno di 6 ore", "4 to less than 6 hours"),
        ("gt_6h", "6 ore o più", "6 hours or more"),
    ), words("Su base giornaliera, anche se l'uso è saltuario nell'anno.",
             "By the day, even if the use is occasional over the year."),
    also={"ge_6h": "gt_6h", "15min_to_2h": "15min_2h", "2_4h": "2h_4h", "4_6h": "4h_6h"},
)  # fmt: skip
DISTANCE: Final = _choice(
    "distance", words("Distanza dalla sorgente", "Distance from the source"), (
        ("lt_1m", "Meno di 1 m", "Less than 1 m"),
        ("1_3m", "Da 1 a meno di 3 m", "1 to less than 3 m"),
        ("3_5m", "Da 3 a meno di 5 m", "3 to less than 5 m"),
        ("5_10m", "Da 5 a meno di 10 m", "5 to less than 10 m"),
        ("ge_10m", "10 m o più", "10 m or more"),
    ), words("Tra il lavoratore e il punto in cui l'agente si libera.",
             "Between the worker and where the agent is released."),
    also={"gt_10m": "ge_10m", "1m_3m": "1_3m", "3m_5m": "3_5m", "5m_10m": "5_10m"},
)  # fmt: skip
CONTACT: Final = _choice(
    "contact", words("Contatto cutaneo", "Skin contact"), (
        ("none", "Nessun contatto", "No contact"),
        ("accidental", "Contatto accidentale", "Accidental contact"),
        ("discontinuous", "Contatto discontinuo", "Discontinuous contact"),
        ("extensive", "Contatto esteso", "Extensive contact"),
    ), words("Lascia vuoto se la via cutanea non si applica all'agente: allora R = R inalatorio. "
             "«Nessun contatto» la conta con il valore più basso (accidentale: non più di uno al "
             "giorno; discontinuo: da due a dieci; esteso: oltre dieci).",
             "Leave empty if the agent cannot act by the skin: then R is that of inhalation. “No "
             "contact” counts it at its lowest value (accidental: one a day at most; "
             "discontinuous: two to ten; extensive: more than ten)."),
    also={"intermittent": "discontinuous", "extended": "extensive", "wide": "extensive"},
    section=words("Esposizione per contatto cutaneo", "Exposure by the skin"), required=False,
)  # fmt: skip

AVAILABILITY: Final = ((1, 1, 1, 2, 2), (1, 2, 3, 3, 4), (1, 3, 3, 4, 4), (2, 3, 4, 4, 4))
USAGE: Final = ((1, 1, 1, 2), (1, 2, 2, 3), (1, 2, 3, 3), (2, 3, 3, 3))
COMPENSATION: Final = ((1, 1, 1, 2, 2), (1, 2, 2, 3, 3), (1, 2, 3, 3, 3))
INTENSITY: Final = ((1, 1, 3, 3, 7), (1, 3, 7, 7, 10), (3, 7, 10, 10, 10))
SKIN: Final = ((1, 1, 3, 7), (1, 3, 3, 7), (1, 3, 7, 10), (1, 7, 7, 10))
DISTANCES: Final = (1.0, 0.75, 0.5, 0.25, 0.1)
PROCESS: Final = ((1, 1, 1, 2), (1, 2, 2, 3), (1, 2, 3, 3))


def places(choice: Choice) -> dict[str, int]:
    """Give each value of a choice its place in the matrices."""
    return {str(option.value): at for at, option in enumerate(choice.options)}


def named(choice: Choice) -> tuple[Words, ...]:
    """Give the names of the options, short where they stand over columns."""
    brief = BRIEF.get(choice.key)
    if brief is not None:
        return tuple(words(it, en) for it, en in brief[: len(choice.options)])
    return tuple(option.label for option in choice.options)


BRIEF: Final[Mapping[str, tuple[tuple[str, str], ...]]] = {
    "quantity": (("< 0,1 kg", "< 0.1 kg"), ("0,1-1 kg", "0.1-1 kg"), ("1-10 kg", "1-10 kg"),
                 ("10-100 kg", "10-100 kg"), ("≥ 100 kg", "≥ 100 kg")),
    "time": tuple((one, one) for one in ("< 15 min", "15 min-2 h", "2-4 h", "4-6 h", "≥ 6 h")),
    "use": (("Sistema chiuso", "Closed system"), ("In matrice", "In a matrix"),
            ("Controllato", "Controlled"), ("Dispersivo", "Dispersive")),
    "control": (("Contenimento", "Containment"), ("Aspirazione", "Local exhaust"),
                ("Segregazione", "Segregation"), ("Ventilazione", "Ventilation"),
                ("Diretta", "Direct")),
    "contact": (("Nessuno", "None"), ("Accidentale", "Accidental"),
                ("Discontinuo", "Discontinuous"), ("Esteso", "Extensive")),
}  # fmt: skip


def distances(chosen: str) -> Table:
    """Show the factors of distance with the one that was read."""
    return Table(words("Distanza d", "Distance d"), (words("Distanza", "Distance"), "d"),
                 tuple(zip(named(DISTANCE), DISTANCES, strict=True)), (None, 2),
                 (places(DISTANCE)[chosen], 1))  # fmt: skip


SCALE: Final = Scale(
    measure="R_cum", label=words("Rischio R", "Risk R"), high=141.43, digits=2,
    bands=(
        Band("irrelevant", 1, words("Irrilevante per la salute", "Irrelevant for health"), 15,
             words("Irrilevante per la salute. Se è anche basso per la sicurezza, bastano le "
                   "misure generali e non si applicano gli artt. 225, 226, 229 e 230 (D.Lgs. "
                   "81/2008, art. 224 c. 2).",
                   "Irrelevant for health. If it is low for safety, too, the general measures "
                   "suffice and artt. 225, 226, 229 and 230 do not apply (D.Lgs. 81/2008, art. "
                   "224 c. 2)."), closed="lower"),
        Band("uncertainty", 2, words("Intervallo di incertezza", "Interval of uncertainty"), 21,
             words("Prima di dirlo irrilevante rivedi con scrupolo i punteggi e le misure, con il "
                   "medico competente e l'RSPP; se il dubbio resta, trattalo come superiore "
                   "all'irrilevante (artt. 225, 226, 229 e 230).",
                   "Before calling it irrelevant, review scores and measures with care, together "
                   "with the occupational physician and the head of the prevention service; if "
                   "doubt remains, treat it as above irrelevant (artt. 225, 226, 229 and 230)."),
             closed="lower"),
        Band("above_irrelevant", 3, words("Superiore all'irrilevante", "Above irrelevant"), 40,
             words("Si applicano gli artt. 225 (misure specifiche), 226 (emergenze), 229 "
                   "(sorveglianza sanitaria) e 230 (cartelle sanitarie) del D.Lgs. 81/2008.",
                   "Artt. 225 (specific measures), 226 (emergencies), 229 (health surveillance) "
                   "and 230 (health records) of D.Lgs. 81/2008 apply.")),
        Band("high", 4, words("Rischio elevato", "High risk"), 80,
             words("Oltre agli artt. 225, 226, 229 e 230: più controlli, misurazioni periodiche "
                   "dell'agente, verifica e rafforzamento delle misure.",
                   "Beyond artt. 225, 226, 229 and 230: more controls, periodic measurement of the "
                   "agent, review and strengthening of measures.")),
        Band("serious", 4, words("Rischio grave", "Serious risk"),
             consequence=words(
                 "Zona di grave rischio: riesamina subito le misure di prevenzione e protezione, i "
                 "controlli e la manutenzione, e intensifica la sorveglianza (artt. 225, 226, 229 "
                 "e 230).",
                 "Zone of serious risk: re-examine at once measures, controls and maintenance, and "
                 "step up surveillance (artt. 225, 226, 229 and 230).")),
    ),
)  # fmt: skip

SOURCES: Final = (
    Source(words("MoVaRisCh, modello delle Regioni Toscana, Emilia-Romagna e Lombardia, "
                 "ed. 28/02/2026",
                 "MoVaRisCh, model of the Regions Tuscany, Emilia-Romagna and Lombardy, "
                 "ed. 28/02/2026"),
           "verified", words(
               "Punteggi delle indicazioni di pericolo, da una trascrizione datata confrontata con "
               "due di edizioni precedenti; matrici e fasce, da tre trascrizioni concordi.",
               "Scores of hazard statements, from a dated transcription compared with two of "
               "earlier editions; matrices and bands, from three transcriptions that agree.")),
    Source("D.Lgs. 81/2008, Titolo IX Capo I (artt. 223-230) e Capo II; D.Lgs. 135/2024",
           "verified", words(
               "Rischio irrilevante e basso; gli agenti CMR 1A e 1B non vi rientrano.",
               "Irrelevant and low risk; agents CMR 1A and 1B are not covered.")),
)  # fmt: skip
DOUBTS: Final = (
    words("EUH208: 4,00 nell'edizione 2026, 5,00 prima. EUH211 ed EUH212: un solo elenco di "
          "un'edizione precedente dà 5,50; qui non hanno punteggio.",
          "EUH208: 4.00 in the 2026 edition, 5.00 before. EUH211 and EUH212: only one list of an "
          "earlier edition gives 5.50; here they have no score."),
    words("H351 (cancerogeno sospetto) ha 8,00: la categoria 2 resta nel Capo I.",
          "H351 (suspected carcinogen) has 8.00: category 2 stays in Capo I."),
    words("La linea tra bassa e media volatilità (punto di ebollizione e temperatura d'uso) va "
          "letta sul grafico del modello.",
          "The line between low and medium volatility (boiling point and temperature of use) must "
          "be read from the model's chart."),
)  # fmt: skip
