"""Types of personal protective equipment, and one with the measures that call for it."""

from ytefas.contexts.library_screens import USED_BY, Kind, list_of, record_of
from ytefas.framework.work.view import words

KIND = Kind(
    table="ppe_type",
    source="lib.ppe_types",
    label=words(it="Tipo di DPI", en="PPE type"),
    plural=words(it="Tipi di DPI", en="PPE types"),
    new=words(it="Nuovo tipo di DPI", en="New PPE type"),
    icon="hard-hat",
    order=230,
    hint=words(
        it="Dispositivi di protezione con norma e categoria",
        en="Protective equipment with standard and category",
    ),
    columns=("body_part", "category", "standard", "practice_required", "measures"),
    name=300,
    widths={
        "body_part": 160,
        "category": 176,
        "standard": 240,
        "practice_required": 112,
        "measures": 80,
    },
    facts=("body_part", "category", "standard"),
    hanging=(USED_BY,),
)

PpeTypeList = list_of(KIND, __name__)
PpeTypeRecord = record_of(KIND, __name__)
