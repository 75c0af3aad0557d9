"""P × D on four steps each: the matrix of most Italian documents."""

from ytefas.methods.kit.bands import Band, Scale
from ytefas.methods.kit.matrix import MatrixModel, matrix_method
from ytefas.methods.kit.method import Example, Source
from ytefas.methods.kit.pictures import Axis
from ytefas.methods.kit.words import words

MODEL = MatrixModel(
    axes=(
        Axis("p", words("Probabilità", "Probability"), (1, 2, 3, 4), (
            words("Improbabile", "Improbable"),
            words("Poco probabile", "Unlikely"),
            words("Probabile", "Probable"),
            words("Altamente probabile", "Highly probable"),
        )),
        Axis("d", words("Danno", "Harm"), (1, 2, 3, 4), (
            words("Lieve: guarisce presto", "Slight: heals quickly"),
            words("Medio: reversibile", "Medium: reversible"),
            words("Grave: in parte permanente", "Serious: partly permanent"),
            words("Gravissimo: letale o del tutto invalidante",
                  "Very serious: lethal or totally disabling"),
        )),
    ),
    combine="product",
    scale=Scale(
        measure="score", label=words("Rischio R = P × D", "Risk R = P × D"), high=16, shown=0,
        bands=(
            Band("negligible", 1, words("Trascurabile", "Negligible"), 1,
                 words("Misure da considerare in fase di programmazione, senza urgenza.",
                       "Measures to be weighed when planning, without urgency.")),
            Band("low", 2, words("Basso", "Low"), 3,
                 words("Misure correttive o migliorative nel breve e medio periodo.",
                       "Corrective or improving measures in the short to medium term.")),
            Band("medium", 3, words("Medio", "Medium"), 8,
                 words("Misure necessarie, da programmare con urgenza.",
                       "Measures are necessary, to be planned urgently.")),
            Band("high", 4, words("Alto", "High"),
                 consequence=words("Misure non rinviabili: agire subito.",
                                   "Measures cannot be deferred: act at once.")),
        ),
    ),
)  # fmt: skip

METHOD = matrix_method(
    id="pxd_4x4", version=1, model=MODEL,
    name=words("Matrice P × D, 4 × 4", "P × D matrix, 4 × 4"),
    about=words(
        "Classifica i rischi per i quali non c'è un metodo specifico. Non sostituisce una "
        "misurazione né un metodo indicato dalla legge. Il rischio residuo si valuta di nuovo con "
        "P e D dopo le misure.",
        "Ranks risks for which there is no specific method. It replaces neither a measurement nor "
        "a method that the law names. Residual risk is rated again, with P and D after measures.",
    ),
    edition=words("Prassi italiana; D.Lgs. 81/2008 artt. 17, 28",
                  "Italian practice; D.Lgs. 81/2008 artt. 17, 28"),
    sources=(
        Source(words("Linee guida italiane alla valutazione dei rischi, matrice 4 × 4",
                     "Italian guidance on risk assessment, 4 × 4 matrix"), "practice",
               words("Nessuna legge fissa le fasce.", "No law fixes the bands.")),
    ),
    examples=(
        Example({"p": 3, "d": 4}, {"score": 12, "class": "high"}, "R = P × D", name=words(
            "Probabile e gravissimo", "Probable and very serious")),
        Example({"p": 2, "d": 2}, {"score": 4, "class": "medium"}, "R = P × D"),
        Example({"p": 1, "d": 1}, {"score": 1, "class": "negligible"}, "R = P × D"),
    ),
)  # fmt: skip
