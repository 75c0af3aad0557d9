"""The simplified Kinney criteria of the European tool for small enterprises."""

from ytefas.methods.kit.bands import Band, Scale
from ytefas.methods.kit.matrix import MatrixModel, matrix_method
from ytefas.methods.kit.method import Example, Source
from ytefas.methods.kit.pictures import Axis
from ytefas.methods.kit.words import words

MODEL = MatrixModel(
    axes=(
        Axis("probability", words("Probabilità", "Probability"), (1, 3, 5), (
            words("Piccola", "Small"), words("Media", "Medium"), words("Grande", "Large"),
        )),
        Axis("frequency", words("Frequenza di esposizione", "Frequency of exposure"), (1, 4, 7), (
            words("Quasi mai", "Almost never"),
            words("Regolarmente", "Regularly"),
            words("Di continuo", "Constantly"),
        )),
        Axis("effect", words("Effetto", "Effect"), (1, 5, 10), (
            words("Danno lieve", "Weak severity"),
            words("Danno significativo", "Significant severity"),
            words("Danno elevato o molto elevato", "High or very high severity"),
        )),
    ),
    combine="product",
    scale=Scale(
        measure="score", label=words("Priorità = P × F × E", "Priority = P × F × E"),
        low=1, high=350, shown=0,
        bands=(
            Band("low", 1, words("Bassa", "Low"), 15,
                 words("Misure da considerare in fase di programmazione.",
                       "Measures to be weighed when planning.")),
            Band("medium", 2, words("Media", "Medium"), 50,
                 words("Misure da programmare.", "Measures are to be planned.")),
            Band("high", 3, words("Alta", "High"),
                 consequence=words("Misure da attuare per prime.",
                                   "Measures to be carried out first.")),
        ),
    ),
)  # fmt: skip

METHOD = matrix_method(
    id="oira_kinney", version=1, model=MODEL, band_key="priority",
    name=words("OiRA, criteri Kinney semplificati", "OiRA, simplified Kinney criteria"),
    about=words(
        "La priorità come la calcola lo strumento OiRA dell'Agenzia europea EU-OSHA: probabilità, "
        "frequenza ed effetto su tre gradi ciascuno. Ordina le misure di una piccola impresa; non "
        "sostituisce un metodo specifico.",
        "Priority as the OiRA tool of the European agency EU-OSHA computes it: probability, "
        "frequency and effect on three degrees each. It ranks the measures of a small enterprise; "
        "it does not replace a specific method.",
    ),
    edition="OiRA / Euphorie (EU-OSHA)",
    symbols={"probability": "P", "frequency": "F", "effect": "E"},
    sources=(
        Source("Euphorie, euphorie/client/browser/risk.py", "verified",
               words("Gradi e fasce.", "Degrees and bands.")),
    ),
    examples=(
        Example({"probability": 3, "frequency": 1, "effect": 5},
                {"score": 15, "priority": "low"}, "P × F × E"),
        Example({"probability": 5, "frequency": 1, "effect": 10},
                {"score": 50, "priority": "medium"}, "P × F × E"),
        Example({"probability": 5, "frequency": 7, "effect": 10},
                {"score": 350, "priority": "high"}, "P × F × E"),
    ),
)  # fmt: skip
