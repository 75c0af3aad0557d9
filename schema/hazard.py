"""A hazard of the catalogue: what can do harm, how one says it, what the law asks.

Each has an affirmative and a negative statement, so that a report reads properly in both states.
`default_method` is the code of an evaluation method, not a link: methods are versioned apart.
"""

from sqlalchemy import ARRAY, Boolean, Integer, String, Text

from schema.base import Law, Scope, entity, field, ref, unique
from schema.catalogued import catalogued
from schema.spoken import spoken

_WHAT = ("Il pericolo", "The hazard")
_SAID = ("Come si dice nel documento", "How the document says it")
_LAW = ("Norme e metodo", "Law and method")
_PRINTED = ("9 Valutazione per luogo; 10 Valutazione per mansione",
            "9 Assessment by place; 10 Assessment by job")  # fmt: skip

SPECIALIST = {
    "stress": ("Stress lavoro-correlato", "Work-related stress"),
    "fire": ("Incendio", "Fire"),
    "chemical": ("Agenti chimici", "Chemical agents"),
    "carcinogen": ("Agenti cancerogeni, mutageni e reprotossici",
                   "Carcinogens, mutagens and reprotoxic agents"),
    "biological": ("Agenti biologici", "Biological agents"),
    "noise": ("Rumore", "Noise"),
    "vibration": ("Vibrazioni", "Vibration"),
    "emf": ("Campi elettromagnetici", "Electromagnetic fields"),
    "optical": ("Radiazioni ottiche artificiali", "Artificial optical radiation"),
    "microclimate": ("Microclima", "Thermal environment"),
    "heat": ("Stress termico da caldo", "Heat stress"),
    "mmc_lift": ("Sollevamento di carichi", "Lifting"),
    "mmc_push": ("Traino e spinta", "Pushing and pulling"),
    "mmc_repetitive": ("Movimenti ripetitivi", "Repetitive movements"),
    "patient_handling": ("Movimentazione di pazienti", "Patient handling"),
    "vdt": ("Videoterminali", "Display screens"),
    "atex": ("Atmosfere esplosive", "Explosive atmospheres"),
    "pregnancy": ("Gestanti, puerpere e allattamento", "Pregnancy and breastfeeding"),
    "minors": ("Minori", "Minors"),
    "confined": ("Ambienti confinati", "Confined spaces"),
    "radon": ("Radon", "Radon"),
    "legionella": ("Legionella", "Legionella"),
    "duvri": ("Interferenze (DUVRI)", "Contractor interference (DUVRI)"),
    "other": ("Altra valutazione specifica", "Other specialist assessment"),
}  # fmt: skip

METHODS = {
    "pxd_4x4": ("Matrice P×D 4×4", "P×D matrix 4×4"),
    "pxd_5x5": ("Matrice P×D 5×5", "P×D matrix 5×5"),
    "direct": ("Giudizio diretto", "Direct judgement"),
    "oira_kinney": ("Tre fattori (Kinney)", "Three factors (Kinney)"),
    "fine_kinney": ("Fine-Kinney", "Fine-Kinney"),
    "noise_task_based": ("Rumore: esposizione LEX", "Noise: LEX exposure"),
    "hav_a8": ("Vibrazioni mano-braccio A(8)", "Hand-arm vibration A(8)"),
    "wbv_a8": ("Vibrazioni corpo intero A(8)", "Whole-body vibration A(8)"),
    "niosh_single": ("Indice di sollevamento NIOSH", "NIOSH lifting index"),
    "lm_mmh": ("Traino, spinta e trasporto", "Pushing, pulling and carrying"),
    "ocra_checklist": ("Checklist OCRA", "OCRA checklist"),
    "mapo": ("Indice MAPO", "MAPO index"),
    "rula": ("RULA", "RULA"),
    "reba": ("REBA", "REBA"),
    "movarisch": ("MoVaRisCh", "MoVaRisCh"),
    "pmv_ppd": ("PMV e PPD", "PMV and PPD"),
    "wbgt_assess": ("WBGT", "WBGT"),
    "ireq": ("IREQ", "IREQ"),
    "aor_limit": ("Radiazioni ottiche: limiti", "Optical radiation: limits"),
    "emf_al": ("Campi elettromagnetici: valori di azione",
               "Electromagnetic fields: action levels"),
    "fire_three_factor": ("Incendio: tre fattori", "Fire: three factors"),
    "inail_stress": ("Lista INAIL sullo stress", "INAIL stress checklist"),
    "vdt": ("Videoterminali", "Display screens"),
}  # fmt: skip

hazard = entity(
    "hazard",
    field("code", String(20), "Codice", "Code", personal="none", required=True, once=True,
          prefix=True, words=True, section=_WHAT, width=3,
          help=("Le lettere della famiglia e un numero: LUO-01. Non cambia più.",
                "The letters of the family and a number: LUO-01. It never changes.")),
    ref("family_id", "studio.hazard_family", "Famiglia", "Family", required=True, section=_WHAT,
        width=6),
    field("sort", Integer, "Ordine", "Order", personal="none", required=True, default=100,
          section=_WHAT, width=3),
    *spoken("name", String(200), "Nome", "Name", required=True, prefix=True, words=True,
            section=_WHAT, width=6, prints_in=_PRINTED),
    *spoken("description", Text, "Descrizione", "Description", sorts=False, words=True,
            section=_WHAT, width=6,
            help=("Quando c'è e dove si cerca: due righe per chi fa il sopralluogo.",
                  "When it is there and where to look: two lines for who visits the site.")),
    *spoken("possible_harm", Text, "Danno possibile", "Possible harm", sorts=False, section=_WHAT,
            width=6, prints_in=_PRINTED),
    *spoken("statement_ok", Text, "Se è sotto controllo", "When it is under control", sorts=False,
            section=_SAID, width=6, prints_in=_PRINTED,
            help=("Una frase intera, che il documento stampa così com'è.",
                  "A whole sentence, which the document prints as it stands.")),
    *spoken("statement_ko", Text, "Se non lo è", "When it is not", sorts=False, section=_SAID,
            width=6, prints_in=_PRINTED),
    field("legal_refs", ARRAY(Text), "Riferimenti di legge", "Legal references", personal="none",
          required=True, default=list, filters=False, sorts=False, section=_LAW, width=9,
          prints_in=_PRINTED),
    field("legal_checked", Boolean, "Riferimenti verificati", "References checked",
          personal="none", required=True, default=False, section=_LAW, width=3,
          help=(("Segnalo quando li hai confrontati con il testo vigente (Normattiva): finché non "
                "lo fai il documento li indica come da verificare."),
                ("Tick it when you have compared them with the law in force (Normattiva): until "
                "then the document marks them as to be checked."))),
    field("default_method", String(40), "Metodo proposto", "Proposed method", personal="none",
          section=_LAW, width=4, choices=METHODS,
          help=("Il metodo con cui si comincia; nella valutazione si può cambiare.",
                "The method one starts with; it can be changed in the assessment.")),
    field("specialist_kind", String(20), "Valutazione specifica", "Specialist assessment",
          personal="none", section=_LAW, width=4, choices=SPECIALIST,
          help=("La valutazione a parte che di solito lo approfondisce e si allega al DVR.",
                "The separate assessment that usually goes deeper and is attached to the DVR.")),
    field("surveillance_hint", Boolean, "Sorveglianza sanitaria",
          "Health surveillance", personal="none", required=True, default=False,
          section=_LAW, width=4,
          help=("Solo un promemoria per il medico competente, che decide il protocollo.",
                "Only a reminder for the occupational physician, who decides the protocol."),
          law=Law("Art. 41, D.Lgs. 81/2008 (da verificare)",
                  "La sorveglianza sanitaria spetta nei casi previsti dalla legge.",
                  "Health surveillance is due in the cases the law provides for.")),
    *catalogued(),
    unique("code", scope=Scope.STUDIO),
    label=("Pericolo", "Hazard"), plural=("Pericoli", "Hazards"), source="lib.hazards",
    icon="triangle-alert", scope=Scope.STUDIO, names_by="name", sort=("code",),
    read="consultant", write="admin", archivable=True,
)  # fmt: skip
