"""The health checks, and one with the measures that call for it; they hold no results."""

from ytefas.contexts.library_screens import USED_BY, Kind, list_of, record_of
from ytefas.framework.work.view import words

KIND = Kind(
    table="exam",
    source="lib.exams",
    label=words(it="Accertamento sanitario", en="Health check"),
    plural=words(it="Accertamenti sanitari", en="Health checks"),
    new=words(it="Nuovo accertamento", en="New health check"),
    icon="stethoscope",
    order=250,
    hint=words(
        it="Per il protocollo del medico competente, senza risultati",
        en="For the occupational physician's protocol, without results",
    ),
    columns=("default_months", "measures"),
    name=400,
    widths={"default_months": 128, "measures": 80},
    facts=("default_months",),
    hanging=(USED_BY,),
)

ExamList = list_of(KIND, __name__)
ExamRecord = record_of(KIND, __name__)
