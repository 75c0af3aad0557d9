"""MoVaRisCh, edition of 28 February 2026: scores, matrices, bands and how a case is computed.

Whatever depends on an edition of the model is here and nowhere else: the scores of the hazard
statements with their date, the matrices, the bands.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from typing import Any, Final

from typing_extensions import override

from ytefas.methods.kit.bands import Band, Scale
from ytefas.methods.kit.faults import Fault, NotApplicable, Refused
from ytefas.methods.kit.inputs import Choice, Codes, Faults, Option
from ytefas.methods.kit.method import Source
from ytefas.methods.kit.words import Words, words

EDITION: Final = "2026-02-28"
EARLIER: Final = "earlier"

SCORES: Final[Mapping[str, float]] = {
    code: score
    for score, codes in (
        (10.00, ("EUH380",)),
        (9.50, ("H370",)),
        (9.00, ("H334 cat.1A",)),
        (8.50, ("H330 cat.1",)),
        (8.00, ("H334 cat.1B", "H371", "H372", "H341", "H351", "H361", "H361fd", "EUH207",
                "EUH381")),
        (7.50, ("H330 cat.2", "H361d", "H361f")),
        (7.00, ("H373", "EUH204")),
        (6.50, ("H310 cat.1", "EUH071")),
        (6.25, ("H314 cat.1A",)),
        (6.00, ("H331", "H317 cat.1A", "H362", "EUH070", "EUH201", "EUH201A")),
        (5.75, ("H314 cat.1B",)),
        (5.50, ("H310 cat.2", "H314 cat.1C")),
        (5.00, ("H304",)),
        (4.50, ("H332", "H311", "H318", "H317 cat.1B", "EUH202", "EUH203", "EUH205")),
        (4.00, ("EUH208",)),
        (3.50, ("H336", "EUH032")),
        (3.25, ("H335",)),
        (3.00, ("H312", "H300 cat.1", "H319", "EUH029", "EUH031", "EUH206")),
        (2.50, ("H300 cat.2", "H315", "EUH066")),
        (2.25, ("H301",)),
        (2.00, ("H302",)),
    )
    for code in codes
}  # fmt: skip
EARLIER_SCORES: Final[Mapping[str, float]] = {**SCORES, "EUH208": 5.00, "EUH211": 5.50,
                                              "EUH212": 5.50}  # fmt: skip
UNSCORED: Final = ("EUH211", "EUH212")
CARCINOGENIC: Final = ("H340", "H350", "H350i", "H360", "H360D", "H360F", "H360FD", "H360Fd",
                       "H360Df")  # fmt: skip
LOWEST: Final = 1.0
OTHER: Final = tuple(chain(
    (f"H{code}" for code in (
        *range(200, 212), *range(220, 233), *range(240, 243), 250, 251, 252, 260, 261, 270, 271,
        272, *range(280, 285), 290, 400, 401, 402, 410, 411, 412, 413, 420)),
    ("EUH001", "EUH006", "EUH014", "EUH018", "EUH019", "EUH044", "EUH059", "EUH209", "EUH209A",
     "EUH210", "EUH401", "EUH430", "EUH431", "EUH440", "EUH441", "EUH450", "EUH451"),
))  # fmt: skip
# the category that a statement without categories in the table has by its own wording
IMPLIED: Final[Mapping[str, tuple[str, ...]]] = {
    "H301": ("3",), "H302": ("4",), "H304": ("1",), "H311": ("3",), "H312": ("4",),
    "H315": ("2",), "H318": ("1",), "H319": ("2",), "H331": ("3",), "H332": ("4",),
    "H335": ("3",), "H336": ("3",), "H341": ("2",), "H351": ("2",), "H361": ("2",),
    "H361d": ("2",), "H361f": ("2",), "H361fd": ("2",), "H370": ("1",), "H371": ("2",),
    "H372": ("1",), "H373": ("2",), "EUH380": ("1",), "EUH381": ("2",),
    **dict.fromkeys(CARCINOGENIC, ("1", "1A", "1B")),
}  # fmt: skip
CATEGORIES: Final[Mapping[str, tuple[str, ...]]] = {
    stem: tuple(code for code in SCORES if code.startswith(f"{stem} "))
    for stem in ("H300", "H310", "H314", "H317", "H330", "H334")
}
KNOWN: Final = (*SCORES, *UNSCORED, *CARCINOGENIC, *OTHER)
_STEMS: Final = {code.split()[0].upper(): code.split()[0] for code in KNOWN}
_BY_CODE: Final = {code: code for code in chain(KNOWN, CATEGORIES)}
_PATTERN: Final = re.compile(
    r"(E?U?H)\s?(\d{3})\s?([A-Z]{0,2})"
    r"(?:(?:[\s,;(]*CAT(?:EGORIA|EGORY)?\.?\s*|[\s,;(]+)([1-4][A-C]?)\)?)?"
)


@lru_cache(maxsize=4096)
def read(written: str) -> tuple[str, ...]:
    """Read one entry as a safety data sheet prints it; nothing if it means nothing or two things.

    "H317 cat. 1B", "h317 1B" and "H317 (cat.1B)" are one code; "H302+H312" are two. A code whose
    score depends on a category, and which has none, is given back without.
    """
    exact = _BY_CODE.get(written)
    if exact is not None:
        return (exact,)
    codes = tuple(_one(part) for part in written.split("+"))
    return () if None in codes else tuple(code for code in codes if code)


def _one(written: str) -> str | None:
    found = _PATTERN.fullmatch(written.strip().upper())
    if found is None or found[1] not in {"H", "EUH"}:
        return None
    stem = _STEMS.get(found[1] + found[2] + found[3])
    if stem is None:
        return None
    category = found[4]
    if stem in CATEGORIES:
        full = f"{stem} cat.{category}"
        if category is None or (category == "1" and full not in SCORES):
            return stem  # its subcategory is still missing
        return full if full in SCORES else None
    if category is None or category in IMPLIED.get(stem, ()):
        return stem
    return None


@dataclass(frozen=True, kw_only=True)
class Statements(Codes):
    """Hazard statements as safety data sheets print them."""

    @override
    def take(self, raw: Any, path: str, faults: Faults) -> Any:
        if not self.listed(raw, path, faults):
            return None
        taken: list[str] = []
        for at, one in enumerate(raw):
            codes = read(one) if isinstance(one, str) and len(one) <= LONGEST else ()
            if not codes:
                value = one[:40] if isinstance(one, str) else "…"
                faults.append(Fault(f"{path}[{at}]", "not_listed", self.label,
                                    {"value": value, "hint": self.refusal(value)}))  # fmt: skip
            taken.extend(codes)
        return taken

    @override
    def refusal(self, one: Any) -> Words:
        stem = re.match(r"\s*(?:EUH|H)\s?\d{3}", str(one).upper())
        near = [code for code in self.known
                if stem and code.upper().startswith(stem[0].replace(" ", ""))]  # fmt: skip
        if near:
            return words("Ammessi: {all}.", "Allowed: {all}.").filled(all=near)
        return words(
            "Scrivi le indicazioni di pericolo come nella sezione 2 della scheda di sicurezza, "
            "per esempio «H332», «H317 cat.1B», «EUH066».",
            "Write hazard statements as in section 2 of the safety data sheet, for example "
            "“H332”, “H317 cat.1B”, “EUH066”.",
        )


LONGEST: Final = 100


def statements(*, required: bool) -> Statements:
    """Ask for the hazard statements of a product."""
    return Statements(
        key="h_codes", label=words("Indicazioni di pericolo H ed EUH", "H and EUH statements"),
        known=KNOWN, least=0, required=required,
        help=words(
            "Quelle della sezione 2 della scheda di sicurezza. H300, H310, H314, H317, H330 e "
            "H334 vogliono la categoria (per esempio «H317 cat.1B»). Un elenco vuoto dice che il "
            "prodotto non ne ha.",
            "Those in section 2 of the safety data sheet. H300, H310, H314, H317, H330 and H334 "
            "need their category (for example “H317 cat.1B”). An empty list says that the product "
            "has none.",
        ),
    )  # fmt: skip


EDITIONS: Final = Choice(
    key="edition", label=words("Edizione dei punteggi", "Edition of the scores"),
    required=False, default=EDITION,
    options=(
        Option(EDITION, words("28 febbraio 2026", "28 February 2026")),
        Option(EARLIER, words("Precedente (EUH208 = 5,00; EUH211 ed EUH212 = 5,50)",
                              "Earlier (EUH208 = 5.00; EUH211 and EUH212 = 5.50)")),
    ),
    help=words("L'edizione precedente serve solo a rileggere una valutazione fatta allora.",
               "The earlier edition only serves to read again what was rated then."),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Hazard:
    """The P of a list of statements, and what it rests on."""

    p: float
    governing: str | None
    scores: tuple[float | None, ...]  # None: the score depends on a category that is missing
    unscored: tuple[str, ...]
    vague: tuple[int, ...]  # places of codes without their category


def hazard(codes: Sequence[str], edition: str) -> Hazard:
    """Take the highest score; what belongs to Titolo IX Capo II is not scored at all."""
    table = SCORES if edition == EDITION else EARLIER_SCORES
    banned = [code for code in codes if code in CARCINOGENIC]
    if banned:
        raise cmr(banned)
    best, governing = LOWEST, None
    scores: list[float | None] = []
    vague = []
    for at, code in enumerate(codes):
        if code in CATEGORIES:
            scores.append(None)
            vague.append(at)
            continue
        score = table.get(code, LOWEST)
        scores.append(score)
        if score > best:
            best, governing = score, code
    unscored = tuple(code for code in codes if code in UNSCORED and code not in table)
    return Hazard(best, governing, tuple(scores), unscored, tuple(vague))


def cmr(codes: Sequence[str | Words]) -> NotApplicable:
    """Say which agents the model is not made for, and what to do instead."""
    return NotApplicable("cmr", words(
        "{codes}: agente cancerogeno, mutageno o tossico per la riproduzione di categoria 1A o 1B. "
        "Per il Titolo IX Capo II non esiste un rischio irrilevante: MoVaRisCh non si applica. "
        "Valuta l'esposizione secondo l'art. 236 del D.Lgs. 81/2008.",
        "{codes}: carcinogen, mutagen or substance toxic for reproduction, category 1A or 1B. "
        "Under Titolo IX Capo II there is no irrelevant risk: MoVaRisCh does not apply. Assess the "
        "exposure under art. 236 of D.Lgs. 81/2008.",
    ).filled(codes=list(codes)))  # fmt: skip


def vague(codes: Sequence[str], at: int) -> Refused:
    """Ask for a category; it is never guessed."""
    stem = codes[at]
    return Refused(f"h_codes[{at}]", words(
        "{stem}: il punteggio dipende dalla categoria. Scrivi una di queste: {all}. La categoria è "
        "nella sezione 2 della scheda di sicurezza; se lì c'è solo «1», chiedila al fornitore o "
        "usa quella con il punteggio più alto.",
        "{stem}: its score depends on the category. Write one of these: {all}. The category is in "
        "section 2 of the safety data sheet; if only “1” is there, ask the supplier or use the one "
        "with the highest score.",
    ).filled(stem=stem, all=list(CATEGORIES[stem])))  # fmt: skip


# ── matrices ────────────────────────────────────────────────────────────────────────────────────


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
        "medium_high_volatility_dust", "medium_or_high_volatility", "medium_volatility",
        "high_volatility", "fine_dust", "fine_dusts"), "medium_high_volatility"),
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
    also=dict.fromkeys(("matrix_inclusion", "inclusion_matrix", "matrix", "inclusion"),
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
    also=dict.fromkeys(("segregation_separation", "separation"), "segregation")
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
    """Give the names of the options."""
    return tuple(option.label for option in choice.options)


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
    Source("MoVaRisCh, modello delle Regioni Toscana, Emilia-Romagna e Lombardia, ed. 28/02/2026",
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
NOTICES: Final[Mapping[str, Words]] = {
    "euh_not_scored": words(
        "{codes}: non hanno punteggio nell'edizione in uso; valuta a parte le goccioline o le "
        "polveri respirabili che si formano all'uso.",
        "{codes}: no score in the edition in use; judge apart the respirable droplets or dusts "
        "that form in use."),
    "no_statements": words(
        "Nessuna indicazione di pericolo: P = 1. Se un ingrediente è pericoloso o ha un valore "
        "limite, usa il punteggio dei prodotti non classificati.",
        "No hazard statement: P = 1. If an ingredient is hazardous or has a limit value, use "
        "the score of products that are not classified."),
}  # fmt: skip
