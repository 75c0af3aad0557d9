"""A text that a section of the document begins with; {words in braces} are filled in from data."""

from sqlalchemy import Integer, String, Text

from schema.base import Scope, entity, field, ref, unique
from schema.catalogued import catalogued
from schema.spoken import spoken

SECTIONS = {
    "cover": ("0 Frontespizio", "0 Title page"),
    "history": ("1 Storia delle revisioni", "1 Revision history"),
    "premises": ("2 Premessa, riferimenti, definizioni", "2 Premises, references, definitions"),
    "company": ("3 Anagrafica aziendale", "3 Company data"),
    "roles": ("4 Organigramma e figure della sicurezza", "4 Organisation and safety roles"),
    "places": ("5 Luoghi e attività", "5 Places and activities"),
    "jobs": ("6 Mansioni e gruppi omogenei", "6 Jobs and homogeneous groups"),
    "equipment": ("7 Attrezzature, impianti, sostanze", "7 Equipment, plants, substances"),
    "criteria": ("8 Criteri di valutazione", "8 Assessment criteria"),
    "by_place": ("9 Valutazione per luogo", "9 Assessment by place"),
    "by_job": ("10 Valutazione per mansione", "10 Assessment by job"),
    "by_thing": ("11 Attrezzature e sostanze pericolose", "11 Hazardous equipment and substances"),
    "groups": ("12 Rischi trasversali e di gruppi", "12 Cross-cutting and group risks"),
    "specialist": ("13 Valutazioni specifiche", "13 Specialist assessments"),
    "emergency": ("14 Emergenze", "14 Emergencies"),
    "measures": ("15 Misure attuate e DPI", "15 Measures in place and PPE"),
    "training": ("16 Informazione, formazione, addestramento",
                 "16 Information, training and practice"),
    "surveillance": ("17 Sorveglianza sanitaria", "17 Health surveillance"),
    "programme": ("18 Programma di miglioramento", "18 Improvement programme"),
    "contracts": ("19 Appalti e interferenze", "19 Contractors and interference"),
    "review": ("20 Monitoraggio e riesame", "20 Monitoring and review"),
    "absent": ("21 Rischi non presenti", "21 Risks that are not present"),
    "consultation": ("22 Consultazione e dichiarazioni", "22 Consultation and statements"),
    "signatures": ("23 Conclusioni e firme", "23 Conclusions and signatures"),
    "annexes": ("Allegati", "Annexes"),
}  # fmt: skip

_WHAT = ("Il testo", "The text")

text_block = entity(
    "text_block",
    field("code", String(40), "Codice", "Code", personal="none", required=True, once=True,
          prefix=True, words=True, section=_WHAT, width=3),
    field("section_key", String(20), "Sezione", "Section", personal="none", required=True,
          choices=SECTIONS, section=_WHAT, width=6),
    field("sort", Integer, "Ordine", "Order", personal="none", required=True, default=100,
          section=_WHAT, width=3),
    *spoken("title", String(200), "Titolo", "Title", required=True, prefix=True, words=True,
            section=_WHAT, width=6),
    *spoken("body", Text, "Testo", "Text", required=True, sorts=False, words=True,
            section=_WHAT, width=6,
            help=(("Le parole fra parentesi graffe si riempiono da sole: {ragione_sociale}, "
                  "{sedi}, {data}."),
                  ("Words in braces are filled in by themselves: {ragione_sociale}, {sedi}, "
                  "{data}."))),
    ref("preset_id", "studio.preset", "Solo per il modello", "Only for the preset",
        section=_WHAT, width=6,
        help=("Vuoto: per tutti i settori.", "Empty: for every sector.")),
    *catalogued(),
    unique("code", scope=Scope.STUDIO),
    label=("Testo del documento", "Document text"), plural=("Testi del documento",
    "Document texts"), source="lib.text_blocks", icon="text-quote", scope=Scope.STUDIO,
    names_by="title", sort=("sort", "code"), read="consultant", write="admin",
    archivable=True,
)  # fmt: skip
