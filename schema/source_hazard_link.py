"""What makes a hazard likely: the rows behind every suggestion.

A source is a type of the libraries (by its key), or a class, a trait or an ATECO prefix (by its
code). The database holds each row to exactly the one that its kind of source names.
"""

from collections.abc import Iterator

from sqlalchemy import CheckConstraint, String, UniqueConstraint

from schema.base import Scope, entity, field, ref
from schema.catalogued import catalogued
from schema.spoken import spoken

_WHEN = ("Quando", "When")
_THEN = ("Allora", "Then")

SOURCES = {
    "workplace_type": ("Luogo", "Workplace"),
    "activity_type": ("Attività", "Activity"),
    "job_type": ("Mansione", "Job"),
    "equipment_type": ("Attrezzatura", "Equipment"),
    "substance_class": ("Sostanza", "Substance"),
    "ateco_prefix": ("Codice ATECO", "ATECO code"),
    "group_trait": ("Gruppo di lavoratori", "Group of workers"),
}
SUBSTANCE_CLASSES = {
    "any_hazardous": ("Pericolosa per la salute", "Hazardous to health"),
    "toxic": ("Tossica", "Toxic"),
    "corrosive": ("Corrosiva", "Corrosive"),
    "irritant": ("Irritante", "Irritant"),
    "sensitiser": ("Sensibilizzante", "Sensitiser"),
    "cmr": ("Cancerogena, mutagena o reprotossica", "Carcinogen, mutagen or reprotoxic"),
    "flammable": ("Infiammabile", "Flammable"),
    "oxidiser": ("Comburente", "Oxidiser"),
    "explosive_dust": ("Polvere combustibile", "Combustible dust"),
    "gas_under_pressure": ("Gas sotto pressione", "Gas under pressure"),
    "cryogenic": ("Criogenica", "Cryogenic"),
    "wood_silica_dust": ("Polvere di legno o silice", "Wood or silica dust"),
    "fumes": ("Fumi di saldatura o gas di scarico", "Welding fumes or exhaust gas"),
    "biological": ("Agente biologico", "Biological agent"),
    "asbestos": ("Amianto", "Asbestos"),
}
GROUP_TRAITS = {
    "pregnant": ("Gestanti, puerpere, in allattamento", "Pregnant or breastfeeding"),
    "minor": ("Minori, apprendisti, tirocinanti", "Minors, apprentices, trainees"),
    "older": ("Lavoratori maturi", "Older workers"),
    "women": ("Lavoratrici", "Women"),
    "foreign": ("Di altri Paesi", "From other countries"),
    "agency": ("Contratti atipici", "Non-standard contracts"),
    "disabled": ("Con disabilità o limitazioni", "With disabilities or restrictions"),
    "lone": ("Da soli", "Lone"),
    "night": ("A turni o di notte", "Shift or night"),
    "remote": ("Da remoto", "Remote"),
    "travelling": ("In trasferta", "Travelling"),
    "public": ("A contatto con il pubblico", "With the public"),
    "contractor": ("Insieme ad appaltatori", "Alongside contractors"),
    "vdt": ("Al videoterminale", "At display screens"),
    "alcohol_drug": ("Mansioni a rischio per terzi", "Jobs dangerous to others"),
    "driver": ("Alla guida", "Driving"),
    "outdoor": ("All'aperto", "Outdoors"),
}
_NAMED = {name: f"{name}_id" if name.endswith("_type") else name for name in SOURCES}


def _given() -> Iterator[CheckConstraint]:
    """Say that the column a kind of source names is filled, and no other."""
    for kind, column in _NAMED.items():
        held = f"({column} IS NOT NULL) = (source = '{kind}')"
        yield CheckConstraint(held, name=f"{column}__given")


source_hazard_link = entity(
    "source_hazard_link",
    field("source", String(20), "Fonte", "Source", personal="none", required=True, once=True,
          choices=SOURCES, section=_WHEN, width=4),
    ref("workplace_type_id", "studio.workplace_type", "Tipo di luogo", "Workplace type", once=True,
        section=_WHEN, width=8, show_if=["source", "eq", "workplace_type"]),
    ref("activity_type_id", "studio.activity_type", "Tipo di attività", "Activity type", once=True,
        section=_WHEN, width=8, show_if=["source", "eq", "activity_type"]),
    ref("job_type_id", "studio.job_type", "Tipo di mansione", "Job type", once=True, section=_WHEN,
        width=8, show_if=["source", "eq", "job_type"]),
    ref("equipment_type_id", "studio.equipment_type", "Tipo di attrezzatura", "Equipment type",
        once=True, section=_WHEN, width=8, show_if=["source", "eq", "equipment_type"]),
    field("substance_class", String(20), "Classe di sostanza", "Substance class", personal="none",
          once=True, section=_WHEN, width=8, choices=SUBSTANCE_CLASSES,
          show_if=["source", "eq", "substance_class"]),
    field("ateco_prefix", String(8), "Codice ATECO che comincia con", "ATECO code beginning with",
          personal="none", once=True, section=_WHEN, width=8, rule="ateco_prefix",
          show_if=["source", "eq", "ateco_prefix"],
          help=("Due o più cifre: 25 vale per tutta la divisione, 25.62 per la categoria.",
                "Two digits or more: 25 covers the division, 25.62 the class.")),
    field("group_trait", String(20), "Caratteristica del gruppo", "Trait of the group",
          personal="none", once=True, section=_WHEN, width=8, choices=GROUP_TRAITS,
          show_if=["source", "eq", "group_trait"]),
    ref("hazard_id", "studio.hazard", "Pericolo", "Hazard", required=True, once=True,
        section=_THEN, width=8),
    field("relevance", String(10), "È presente", "It is present", personal="none", required=True,
          default="likely", section=_THEN, width=4, choices={
              "always": ("Sempre", "Always"),
              "likely": ("Di solito", "Usually"),
              "possible": ("Talvolta", "Sometimes"),
          }),
    *spoken("reason", String(300), "Perché", "Why", section=_THEN, width=6,
            help=("Che cosa si dice al consulente quando il pericolo gli è suggerito.",
                  "What the consultant is told when the hazard is suggested.")),
    *catalogued(),
    *_given(),
    UniqueConstraint("hazard_id", *_NAMED.values(), "archived_at",
                     postgresql_nulls_not_distinct=True,
                     name="uq_source_hazard_link_source_and_hazard"),
    label=("Fonte di pericolo", "Source of a hazard"), plural=("Fonti dei pericoli",
    "Sources of hazards"), source="lib.hazard_sources", icon="lightbulb", scope=Scope.STUDIO,
    names_by="source", sort=("source", "relevance"), read="consultant", write="admin",
    archivable=True,
)  # fmt: skip
