"""P × D on five steps each, where the studio rates finer than on four."""

from ytefas.methods.kit.bands import Band, Scale
from ytefas.methods.kit.matrix import MatrixModel, Variants, matrix_method
from ytefas.methods.kit.method import Example, Source
from ytefas.methods.kit.pictures import Axis
from ytefas.methods.kit.words import words

LABEL = words("Rischio R = P × D", "Risk R = P × D")


def cut(low: float, medium: float, high: float) -> Scale:
    """Cut the scores into four bands at these upper edges."""
    return Scale(
        measure="score", label=LABEL, low=1, high=25, shown=0,
        bands=(
            Band("low", 1, words("Basso", "Low"), low,
                 words("Misure da considerare in fase di programmazione, senza urgenza.",
                       "Measures to be weighed when planning, without urgency.")),
            Band("medium", 2, words("Medio", "Medium"), medium,
                 words("Misure correttive o migliorative nel breve e medio periodo.",
                       "Corrective or improving measures in the short to medium term.")),
            Band("high", 3, words("Alto", "High"), high,
                 words("Misure necessarie, da programmare con urgenza.",
                       "Measures are necessary, to be planned urgently.")),
            Band("critical", 4, words("Critico", "Critical"),
                 consequence=words("Misure non rinviabili: agire subito.",
                                   "Measures cannot be deferred: act at once.")),
        ),
    )  # fmt: skip


SCALES = {"3_8_15": cut(3, 8, 15), "4_9_15": cut(4, 9, 15)}

MODEL = MatrixModel(
    axes=(
        Axis("p", words("Probabilità", "Probability"), (1, 2, 3, 4, 5), (
            words("Rara", "Rare"),
            words("Improbabile", "Unlikely"),
            words("Possibile", "Possible"),
            words("Probabile", "Likely"),
            words("Quasi certa", "Almost certain"),
        )),
        Axis("d", words("Danno", "Harm"), (1, 2, 3, 4, 5), (
            words("Trascurabile: solo primo soccorso", "Negligible: first aid only"),
            words("Lieve: guarisce in pochi giorni", "Slight: heals within days"),
            words("Medio: assenza prolungata, reversibile", "Medium: long absence, reversible"),
            words("Grave: in parte permanente", "Serious: partly permanent"),
            words("Gravissimo: letale o del tutto invalidante",
                  "Very serious: lethal or totally disabling"),
        )),
    ),
    combine="product",
    scale=SCALES["3_8_15"],
)  # fmt: skip

METHOD = matrix_method(
    id="pxd_5x5", version=1, model=MODEL,
    name=words("Matrice P × D, 5 × 5", "P × D matrix, 5 × 5"),
    about=words(
        "Classifica i rischi per i quali non c'è un metodo specifico, con cinque gradi di "
        "probabilità e di danno. Non sostituisce una misurazione né un metodo indicato dalla "
        "legge. Il rischio residuo si valuta di nuovo con P e D dopo le misure.",
        "Ranks risks for which there is no specific method, on five degrees of probability and of "
        "harm. It replaces neither a measurement nor a method that the law names. Residual risk "
        "is rated again, with P and D after measures.",
    ),
    edition=words("Prassi italiana; D.Lgs. 81/2008 artt. 17, 28",
                  "Italian practice; D.Lgs. 81/2008 artt. 17, 28"),
    sources=(
        Source(words("Matrici 5 × 5 in uso, fasce 1–3, 4–8, 9–15, 16–25",
                     "5 × 5 matrices in use, bands 1–3, 4–8, 9–15, 16–25"), "practice",
               words("Nessuna legge fissa le fasce.", "No law fixes the bands.")),
    ),
    variants=Variants(
        key="bands", label=words("Fasce", "Bands"), default="3_8_15",
        help=words("Le fonti tagliano in punti diversi: scegli una volta per tutto il documento.",
                   "Sources cut in different places: choose once for the whole document."),
        names={
            "3_8_15": words("1–3, 4–8, 9–15, 16–25", "1–3, 4–8, 9–15, 16–25"),
            "4_9_15": words("1–4, 5–9, 10–15, 16–25", "1–4, 5–9, 10–15, 16–25"),
        },
        scales=SCALES,
    ),
    examples=(
        Example({"p": 3, "d": 4}, {"score": 12, "class": "high"}, "R = P × D"),
        Example({"p": 2, "d": 4}, {"score": 8, "class": "medium"}, "R = P × D"),
        Example({"p": 2, "d": 2, "bands": "4_9_15"}, {"score": 4, "class": "low"}, "R = P × D"),
        Example({"p": 5, "d": 5}, {"score": 25, "class": "critical"}, "R = P × D"),
    ),
    doubts=(
        words("Le parole dei gradi sono nostre: adattale ai criteri scritti nel documento "
              "(art. 28 c. 2 lett. a).",
              "The words of the degrees are ours: fit them to the criteria written in the "
              "document (art. 28(2)(a))."),
    ),
)  # fmt: skip
