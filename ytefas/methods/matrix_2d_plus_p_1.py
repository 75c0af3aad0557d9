"""I = 2 · D + P: harm weighs twice, so that what kills is never small."""

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
    combine="sum",
    weights=(1, 2),
    scale=Scale(
        measure="score", label=words("Indice I = P + 2 · D", "Index I = P + 2 · D"),
        low=3, high=12, shown=0,
        bands=(
            Band("acceptable", 1, words("Accettabile", "Acceptable"), 4,
                 words("Misure da considerare in fase di programmazione, senza urgenza.",
                       "Measures to be weighed when planning, without urgency.")),
            Band("modest", 2, words("Modesto", "Modest"), 6,
                 words("Misure correttive o migliorative nel breve e medio periodo.",
                       "Corrective or improving measures in the short to medium term.")),
            Band("serious", 3, words("Grave", "Serious"), 8,
                 words("Misure necessarie, da programmare con urgenza.",
                       "Measures are necessary, to be planned urgently.")),
            Band("very_serious", 4, words("Gravissimo", "Very serious"),
                 consequence=words("Misure non rinviabili: agire subito.",
                                   "Measures cannot be deferred: act at once.")),
        ),
    ),
)  # fmt: skip

METHOD = matrix_method(
    id="matrix_2d_plus_p", version=1, model=MODEL,
    name=words("Matrice 2 · D + P", "2 · D + P matrix"),
    about=words(
        "Variante a somma della matrice 4 × 4, in cui il danno pesa il doppio: un danno letale "
        "resta gravissimo anche quando è improbabile. Non sostituisce una misurazione né un "
        "metodo indicato dalla legge.",
        "A sum variant of the 4 × 4 matrix in which harm weighs twice: a lethal harm stays very "
        "serious even where it is improbable. It replaces neither a measurement nor a method "
        "that the law names.",
    ),
    edition=words("Prassi italiana; D.Lgs. 81/2008 artt. 17, 28",
                  "Italian practice; D.Lgs. 81/2008 artt. 17, 28"),
    sources=(
        Source(words("Documentazione di uno strumento italiano, I = 2 · D + P",
                     "Documents of an Italian tool, I = 2 · D + P"), "practice",
               words("Nessuna legge fissa le fasce.", "No law fixes the bands.")),
    ),
    symbols={"p": "P", "d": "D"},
    examples=(
        Example({"p": 1, "d": 1}, {"score": 3, "class": "acceptable"}, "I = 2 · D + P"),
        Example({"p": 3, "d": 2}, {"score": 7, "class": "serious"}, "I = 2 · D + P"),
        Example({"p": 1, "d": 4}, {"score": 9, "class": "very_serious"}, "I = 2 · D + P",
                name=words("Letale, benché improbabile", "Lethal, though improbable")),
    ),
)  # fmt: skip
