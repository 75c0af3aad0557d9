"""A calculation: one case of a customer rated by an evaluation method, before and after measures.

What people give is the case; what comes of it is computed by the server whenever the case changes
(`ytefas/store/computed.py`) and written by nobody else. Each keeps the version of the method that
it was made with. What cannot be computed yet is kept as unfinished, without a result.
"""

from sqlalchemy import Date, ForeignKeyConstraint, Index, Integer, Numeric, String, Text
from sqlalchemy.dialects.postgresql import JSONB

from schema.base import Scope, entity, field, ref
from schema.sited import At

_WHAT = ("Il calcolo", "The calculation")
_WHERE = ("Dove e per chi", "Where and for whom")
_CASE = ("I dati", "The data")
_RESULT = ("Il risultato", "The result")
_PRINTED = ("8 Valutazioni con metodi specifici", "8 Assessments by specific methods")
_LOCK = ("Lo calcola il programma dai dati.", "The program computes it from the data.")
_LEVELS = {
    "0": ("Trascurabile", "Negligible"),
    "1": ("Basso", "Low"),
    "2": ("Medio", "Medium"),
    "3": ("Alto", "High"),
    "4": ("Molto alto", "Very high"),
    "x": ("Da completare", "Unfinished"),
}
_FAMILIES = {
    "matrix": ("Matrici di rischio", "Risk matrices"),
    "lifting": ("Sollevamento", "Lifting"),
    "pushing": ("Spinta, traino, trasporto", "Pushing, pulling, carrying"),
    "repetitive": ("Movimenti ripetitivi", "Repetitive movements"),
    "posture": ("Posture", "Postures"),
    "patients": ("Movimentazione dei pazienti", "Handling of patients"),
    "noise": ("Rumore", "Noise"),
    "vibration": ("Vibrazioni", "Vibration"),
    "thermal": ("Microclima", "Thermal environment"),
    "chemical": ("Agenti chimici", "Chemical agents"),
    "radiation": ("Radiazioni ottiche e campi", "Optical radiation and fields"),
    "stress": ("Stress lavoro-correlato", "Work-related stress"),
    "vdt": ("Videoterminali", "Display screen equipment"),
    "fire": ("Incendio", "Fire"),
    "protected": ("Gravidanza e minori", "Pregnancy and minors"),
}

calculation = entity(
    "calculation",
    field("title", String(200), "Titolo", "Title", personal="none", required=True, prefix=True,
          words=True, section=_WHAT, width=8, prints_in=_PRINTED,
          help=("Il compito o il caso: come lo si ritrova in un elenco.",
                "The task or the case: as one finds it again in a list.")),
    field("method", String(40), "Codice del metodo", "Method code", personal="none",
          required=True, once=True, section=_WHAT, width=4,
          help=("Si sceglie quando si crea il calcolo, e poi resta.",
                "Chosen when the calculation is made, and then kept.")),
    field("version", Integer, "Versione del metodo", "Method version", personal="none",
          section=_WHAT, width=4, prints_in=_PRINTED,
          help=("Resta quella con cui il calcolo è stato fatto; una più nuova si sceglie.",
                "The one the calculation was made with; a newer one is taken by choice.")),
    ref("site_id", "customer.site", "Sede", "Site", section=_WHERE, width=4, prints_in=_PRINTED,
        within={"customer_id": "customer_id"},
        help=("Vuoto: vale per tutta l'azienda.", "Empty: it holds for the whole firm.")),
    ref("department_id", "customer.department", "Reparto", "Department", section=_WHERE, width=4,
        within={"site_id": "site_id"}, show_if=["site_id", "notnull"], prints_in=_PRINTED),
    ref("job_id", "customer.job", "Mansione", "Job", section=_WHERE, width=4,
        within={"customer_id": "customer_id"}, prints_in=_PRINTED),
    field("inputs", JSONB, "Dati del caso", "Data of the case", personal="none", required=True,
          default=dict, widget="method", rule="method_inputs", filters=False, sorts=False,
          section=_CASE, width=12),
    field("after", JSONB, "Dati dopo le misure", "Data after the measures", personal="none",
          widget="method", rule="method_inputs", filters=False, sorts=False, section=_CASE,
          width=12,
          help=("Vuoto: il caso si valuta solo com'è.",
                "Empty: the case is rated as it is only.")),
    field("note", Text, "Note", "Notes", personal="none", words=True, sorts=False, section=_CASE,
          width=12, prints_in=_PRINTED,
          help=("Come si sono raccolti i dati, quali misure porta lo scenario «dopo».",
                "How the data were gathered, which measures the scenario “after” brings.")),
    field("method_name", String(160), "Metodo", "Method", personal="none", readonly=True,
          words=True, lock=_LOCK, section=_RESULT, prints_in=_PRINTED),
    field("method_name_en", String(160), "Metodo (inglese)", "Method (English)", personal="none",
          readonly=True, words=True, lock=_LOCK, section=_RESULT),
    field("family", String(12), "Famiglia", "Family", personal="none", readonly=True,
          choices=_FAMILIES, lock=_LOCK, section=_RESULT),
    field("score", Numeric(18, 6), "Valore", "Score", personal="none", readonly=True, unit="",
          lock=_LOCK, section=_RESULT, prints_in=_PRINTED),
    field("unit", String(40), "Unità", "Unit", personal="none", readonly=True, lock=_LOCK,
          section=_RESULT),
    field("level", String(1), "Livello", "Level", personal="none", readonly=True,
          choices=_LEVELS, widget="level", lock=_LOCK, section=_RESULT, prints_in=_PRINTED),
    field("band", String(40), "Codice della fascia", "Band code", personal="none", readonly=True,
          lock=_LOCK, section=_RESULT),
    field("word", String(120), "Fascia", "Band", personal="none", readonly=True, lock=_LOCK,
          section=_RESULT, prints_in=_PRINTED),
    field("word_en", String(120), "Fascia (inglese)", "Band (English)", personal="none",
          readonly=True, lock=_LOCK, section=_RESULT),
    field("outcome", JSONB, "Risultato intero", "Whole result", personal="none", readonly=True,
          filters=False, sorts=False, lock=_LOCK, section=_RESULT),
    field("after_score", Numeric(18, 6), "Valore dopo", "Score after", personal="none",
          readonly=True, unit="", lock=_LOCK, section=_RESULT, prints_in=_PRINTED),
    field("after_level", String(1), "Livello dopo", "Level after", personal="none", readonly=True,
          choices=_LEVELS, widget="level", lock=_LOCK, section=_RESULT, prints_in=_PRINTED),
    field("after_band", String(40), "Codice della fascia dopo", "Band code after",
          personal="none", readonly=True, lock=_LOCK, section=_RESULT),
    field("after_word", String(120), "Fascia dopo", "Band after", personal="none", readonly=True,
          lock=_LOCK, section=_RESULT, prints_in=_PRINTED),
    field("after_word_en", String(120), "Fascia dopo (inglese)", "Band after (English)",
          personal="none", readonly=True, lock=_LOCK, section=_RESULT),
    field("after_outcome", JSONB, "Risultato intero dopo", "Whole result after", personal="none",
          readonly=True, filters=False, sorts=False, lock=_LOCK, section=_RESULT),
    field("evaluated_on", Date, "Calcolato il", "Evaluated on", personal="none", readonly=True,
          lock=_LOCK, section=_RESULT, prints_in=_PRINTED),
    ForeignKeyConstraint(
        ["customer_id", "site_id", "department_id"],
        ["department.customer_id", "department.site_id", "department.id"],
        name="fk_calculation_department_of_the_site",
    ),
    Index(None, "customer_id", "method", "id"),
    Index(None, "customer_id", "level", "id"),
    label=("Calcolo", "Calculation"), plural=("Calcoli", "Calculations"),
    source="risk.calculations", icon="calculator", scope=Scope.CUSTOMER, names_by="title",
    sort=("-level", "title"), read="read", write="edit", archivable=True,
    site=At("department_id", "site_id", wide=True),
)  # fmt: skip
