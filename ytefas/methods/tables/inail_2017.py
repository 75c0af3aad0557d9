"""The dimensions of the INAIL checklist (manual of 2017): how many points, where they are cut."""

from collections.abc import Mapping
from typing import Final, NamedTuple

from ytefas.methods.kit.bands import Band, Scale
from ytefas.methods.kit.words import Words, words


class Dimension(NamedTuple):
    """A dimension: its most points, the last of the low and of the medium band."""

    most: int
    low: int
    medium: int
    label: Words


CONTENT: Final[Mapping[str, Dimension]] = {
    "environment": Dimension(13, 5, 9, words(
        "Ambiente di lavoro e attrezzature", "Work environment and equipment")),
    "task_planning": Dimension(6, 2, 4, words("Pianificazione dei compiti", "Task planning")),
    "workload_pace": Dimension(9, 4, 7, words(
        "Carico e ritmo di lavoro", "Workload and work pace")),
    "working_hours": Dimension(8, 2, 5, words("Orario di lavoro", "Working hours")),
}  # fmt: skip
CONTEXT: Final[Mapping[str, Dimension]] = {
    "function_culture": Dimension(11, 4, 7, words(
        "Funzione e cultura organizzativa", "Organisational function and culture")),
    "role": Dimension(4, 1, 3, words(
        "Ruolo nell'ambito dell'organizzazione", "Role in the organisation")),
    "career": Dimension(3, 1, 2, words("Evoluzione della carriera", "Career development")),
    "autonomy": Dimension(5, 1, 3, words(
        "Autonomia decisionale, controllo del lavoro", "Decision latitude, control over work")),
    "relations": Dimension(3, 1, 2, words(
        "Rapporti interpersonali sul lavoro", "Interpersonal relationships at work")),
}  # fmt: skip
DIMENSIONS: Final[Mapping[str, Dimension]] = {**CONTENT, **CONTEXT}

CONTENT_TOTAL: Final = Dimension(36, 13, 25, words("Contenuto del lavoro", "Content of work"))
CONTEXT_TOTAL: Final = Dimension(26, 8, 17, words("Contesto del lavoro", "Context of work"))
AREA_A: Final = Dimension(40, 10, 20, words("Eventi sentinella", "Sentinel events"))
TOTAL: Final = Dimension(67, 17, 34, words("Punteggio della lista", "Score of the checklist"))
CONVERTED: Final[Mapping[str, int]] = {"low": 0, "medium": 2, "high": 5}

LOW: Final = words(
    "Rischio non rilevante: annota il risultato nel documento, controlla nel tempo e ripeti la "
    "valutazione entro 2 anni.",
    "Risk not relevant: record the result in the document, monitor, and repeat the assessment "
    "within 2 years.",
)
MEDIUM: Final = words(
    "Attua misure correttive e verificane l'efficacia; se non bastano, passa alla valutazione "
    "approfondita.",
    "Carry out corrective measures and check that they work; if they do not, go on to the "
    "in-depth assessment.",
)
HIGH: Final = words(
    "Attua subito misure correttive e verificane l'efficacia; la valutazione approfondita è da "
    "prevedere.",
    "Carry out corrective measures at once and check that they work; expect the in-depth "
    "assessment.",
)


def scale(measure: str, of: Dimension, low: int = 0) -> Scale:
    """Lay out the three bands of a dimension or a total."""
    return Scale(
        measure=measure, label=of.label, low=low, high=of.most, shown=0,
        bands=(
            Band("low", 1, words("Non rilevante", "Not relevant"), of.low, LOW),
            Band("medium", 2, words("Medio", "Medium"), of.medium, MEDIUM),
            Band("high", 4, words("Alto", "High"), consequence=HIGH),
        ),
    )  # fmt: skip
