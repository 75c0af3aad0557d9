"""The checklists for visits, and one with its questions."""

from ytefas.contexts.library_offers import MARKS, named
from ytefas.contexts.library_screens import Hanging, Kind, list_of, record_of
from ytefas.framework.work.view import words

QUESTIONS = Hanging(
    cursor="question",
    source="lib.checklist_items",
    label=words(it="Domande", en="Questions"),
    columns=("sort", named("question"), "answer_meaning", "hazard_id"),
    widths={
        "sort": 64,
        "question": 560,
        "question_said": 560,
        "answer_meaning": 128,
        "hazard_id": 280,
    },
    kept=(
        "sort",
        "question",
        "question_en",
        "answer_meaning",
        "hazard_id",
        "guidance",
        *MARKS,
    ),
    kept_widths={
        "sort": 64,
        "question": 400,
        "question_en": 400,
        "answer_meaning": 128,
        "hazard_id": 240,
        "guidance": 240,
    },
    editing=("sort", "question", "question_en", "answer_meaning", "hazard_id"),
    new=words(it="Nuova domanda", en="New question"),
    open=words(it="Apri domanda", en="Open question"),
    off=words(it="Togli domanda", en="Take question off"),
)

KIND = Kind(
    table="checklist",
    source="lib.checklists",
    label=words(it="Lista di controllo", en="Checklist"),
    plural=words(it="Liste di controllo", en="Checklists"),
    new=words(it="Nuova lista", en="New checklist"),
    icon="list-checks",
    order=260,
    hint=words(
        it="Domande per il sopralluogo, legate ai pericoli",
        en="Questions for a visit, tied to hazards",
    ),
    columns=("questions",),
    code=112,
    name=420,
    widths={"questions": 96},
    facts=("questions",),
    hanging=(QUESTIONS,),
)

ChecklistList = list_of(KIND, __name__)
ChecklistRecord = record_of(KIND, __name__)
