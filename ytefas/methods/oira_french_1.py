"""The French criteria of the European tool for small enterprises."""

from ytefas.methods.kit.bands import Band, Scale
from ytefas.methods.kit.matrix import MatrixModel, matrix_method
from ytefas.methods.kit.method import Example, Source
from ytefas.methods.kit.pictures import Axis
from ytefas.methods.kit.words import words

MODEL = MatrixModel(
    axes=(
        Axis("severity", words("Gravità", "Severity"), (1, 5, 7, 10), (
            words("Lieve", "Weak"),
            words("Poco grave", "Not very severe"),
            words("Grave", "Severe"),
            words("Molto grave", "Very severe"),
        )),
        Axis("frequency", words("Frequenza di esposizione", "Frequency of exposure"),
             (1, 3, 7, 9), (
            words("Rara", "Rare"),
            words("Poco frequente", "Not very frequent"),
            words("Frequente", "Frequent"),
            words("Molto frequente o regolare", "Very frequent or regular"),
        )),
    ),
    combine="product",
    scale=Scale(
        measure="score", label=words("Priorità = G × F", "Priority = S × F"),
        low=1, high=90, shown=0,
        bands=(
            Band("low", 1, words("Bassa", "Low"), 9,  # printed “below 10”; no product is between
                 words("Misure da considerare in fase di programmazione.",
                       "Measures to be weighed when planning.")),
            Band("medium", 2, words("Media", "Medium"), 45,
                 words("Misure da programmare.", "Measures are to be planned.")),
            Band("high", 3, words("Alta", "High"),
                 consequence=words("Misure da attuare per prime.",
                                   "Measures to be carried out first.")),
        ),
    ),
)  # fmt: skip

METHOD = matrix_method(
    id="oira_french", version=1, model=MODEL, band_key="priority",
    name=words("OiRA, criteri francesi", "OiRA, French criteria"),
    about=words(
        "La priorità come la calcola lo strumento OiRA dell'Agenzia europea EU-OSHA con i criteri "
        "francesi: gravità e frequenza su quattro gradi. Ordina le misure di una piccola impresa; "
        "non sostituisce un metodo specifico.",
        "Priority as the OiRA tool of the European agency EU-OSHA computes it by the French "
        "criteria: severity and frequency on four degrees. It ranks the measures of a small "
        "enterprise; it does not replace a specific method.",
    ),
    edition="OiRA / Euphorie (EU-OSHA)",
    symbols={"severity": "G", "frequency": "F"},
    sources=(
        Source("Euphorie, euphorie/client/browser/risk.py", "verified",
               words("Gradi e fasce.", "Degrees and bands.")),
    ),
    examples=(
        Example({"severity": 1, "frequency": 9}, {"score": 9, "priority": "low"}, "G × F"),
        Example({"severity": 10, "frequency": 1}, {"score": 10, "priority": "medium"}, "G × F"),
        Example({"severity": 5, "frequency": 9}, {"score": 45, "priority": "medium"}, "G × F"),
        Example({"severity": 7, "frequency": 7}, {"score": 49, "priority": "high"}, "G × F"),
    ),
)  # fmt: skip
