"""Fine–Kinney: likelihood, exposure and consequence, on the scale points of 1976."""

from ytefas.methods.kit.bands import Band, Scale
from ytefas.methods.kit.matrix import MatrixModel, Variants, matrix_method
from ytefas.methods.kit.method import Example, Source
from ytefas.methods.kit.pictures import Axis
from ytefas.methods.kit.words import words

LABEL = words("Rischio R = P × E × C", "Risk R = P × E × C")
BANDS = (
    Band("acceptable", 0, words("Accettabile", "Acceptable"), 20,
         words("Il rischio si può accettare così com'è.", "The risk may be accepted as it is.")),
    Band("possible", 1, words("Possibile", "Possible"), 70,
         words("Attenzione: va tenuto d'occhio.", "Attention: it is to be watched.")),
    Band("substantial", 2, words("Sostanziale", "Substantial"), 200,
         words("Occorre correggere.", "Correction is needed.")),
    Band("high", 3, words("Alto", "High"), 400,
         words("Occorre correggere subito.", "Immediate correction is needed.")),
    Band("very_high", 4, words("Molto alto", "Very high"),
         consequence=words("Valuta di sospendere l'attività finché il rischio non è ridotto.",
                           "Consider discontinuing the operation until the risk is reduced.")),
)  # fmt: skip
SCALES = {
    "next": Scale(measure="score", label=LABEL, bands=BANDS, high=1000, closed="lower"),
    "lower": Scale(measure="score", label=LABEL, bands=BANDS, high=1000, closed="upper"),
}

MODEL = MatrixModel(
    axes=(
        Axis("probability", words("Probabilità", "Likelihood"), (0.1, 0.2, 0.5, 1, 3, 6, 10), (
            words("Praticamente escluso", "Virtually impossible"),
            words("Praticamente impossibile", "Practically impossible"),
            words("Concepibile, ma molto improbabile", "Conceivable, but very unlikely"),
            words("Possibile solo in via remota", "Only remotely possible"),
            words("Insolito, ma possibile", "Unusual, but possible"),
            words("Del tutto possibile", "Quite possible"),
            words("Da aspettarsi", "Might well be expected"),
        )),
        Axis("exposure", words("Esposizione", "Exposure"), (0.5, 1, 2, 3, 6, 10), (
            words("Molto rara (circa una volta l'anno)", "Very rare (about yearly)"),
            words("Poche volte l'anno", "A few times a year"),
            words("Mensile", "Monthly"),
            words("Settimanale", "Weekly"),
            words("Giornaliera", "Daily"),
            words("Continua", "Continuous"),
        )),
        Axis("consequence", words("Conseguenza", "Consequence"), (1, 3, 7, 15, 40, 100), (
            words("Primo soccorso", "First aid"),
            words("Infortunio con assenza", "Lost-time injury"),
            words("Grave: invalidità permanente", "Serious: permanent disability"),
            words("Un morto", "One fatality"),
            words("Disastro: alcuni morti", "Disaster: few fatalities"),
            words("Catastrofe: molti morti", "Catastrophe: many fatalities"),
        )),
    ),
    combine="product",
    scale=SCALES["next"],
)  # fmt: skip

METHOD = matrix_method(
    id="fine_kinney", version=1, model=MODEL,
    name=words("Fine–Kinney", "Fine–Kinney"),
    about=words(
        "Classifica un rischio di infortunio con probabilità, esposizione e conseguenza. Ammette "
        "solo i gradi delle scale: i valori intermedi sono rifiutati, perché due valutatori non "
        "li sceglierebbero uguali.",
        "Ranks a risk of injury by likelihood, exposure and consequence. It takes only the points "
        "of the scales: values between them are refused, because two assessors would not choose "
        "them alike.",
    ),
    edition="Kinney & Wiruth 1976, NWC TP 5865",
    symbols={"probability": "P", "exposure": "E", "consequence": "C"},
    sources=(
        Source("Kinney & Wiruth, Practical Risk Analysis for Safety Management, 1976", "recomputed",
               words("Scale e fasce, da trascrizioni pubbliche concordi.",
                     "Scales and bands, from public transcriptions that agree.")),
        Source(words("Tre programmi pubblici indipendenti",
                     "Three independent public programs"), "practice",
               words("A quale fascia appartengono 20, 70, 200 e 400.",
                     "To which band 20, 70, 200 and 400 belong.")),
    ),
    variants=Variants(
        key="edges", label=words("Sui confini (20, 70, 200, 400)", "On edges (20, 70, 200, 400)"),
        help=words("L'originale non dice a quale fascia appartiene il confine; di solito a quella "
                   "più severa.",
                   "The original does not say to which band an edge belongs; usually to the more "
                   "severe one."),
        default="next",
        names={
            "next": words("vale la fascia più severa", "the more severe band holds"),
            "lower": words("vale la fascia meno severa", "the less severe band holds"),
        },
        scales=SCALES,
    ),
    examples=(
        Example({"probability": 6, "exposure": 6, "consequence": 15},
                {"score": 540, "class": "very_high"}, "R = P × E × C"),
        Example({"probability": 0.2, "exposure": 6, "consequence": 7},
                {"score": 8.4, "class": "acceptable"}, "R = P × E × C"),
        Example({"probability": 10, "exposure": 1, "consequence": 40},
                {"score": 400, "class": "very_high"}, "R = P × E × C",
                name=words("Sul confine", "On an edge")),
        Example({"probability": 10, "exposure": 1, "consequence": 40, "edges": "lower"},
                {"score": 400, "class": "high"}, "R = P × E × C"),
    ),
    doubts=(
        words("La pubblicazione del 1976 stampa «>400, 200–400, 70–200, 20–70, <20»: sui confini è "
              "ambigua.",
              "The publication of 1976 prints “>400, 200–400, 70–200, 20–70, <20”: it is ambiguous "
              "on the edges."),
    ),
)  # fmt: skip
