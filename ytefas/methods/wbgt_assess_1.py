"""Heat stress: effective WBGT against its reference value, ISO 7243:2017."""

from collections.abc import Iterator

from ytefas.methods.kit.inputs import Given, Number
from ytefas.methods.kit.method import Example, Found, Method, Shown
from ytefas.methods.kit.pictures import Picture
from ytefas.methods.kit.steps import Line, Rule, Speech, Step
from ytefas.methods.kit.words import words
from ytefas.methods.tables import wbgt_iso7243 as iso


def _calculate(given: Given) -> Found:
    metabolic_class, metabolic_w, representative = iso.effort(given)
    values = iso.judged(
        given.wbgt, iso.clothing_adjustment(given), metabolic_class, metabolic_w,
        acclimatized=given.acclimatized, reference=given.reference)  # fmt: skip
    band = iso.SCALE.band(values["excess"])
    notices = []
    if given.reference == iso.FORMULA and representative:
        notices.append(("representative_watts", {"w": metabolic_w}))
    return Found(values | {"band": band.code}, band, notices=notices)


def _explain(given: Given, found: Found, say: Speech) -> Iterator[Step]:
    values = found.values
    yield Line("WBGT", words("Indice WBGT", "WBGT index"), say(given.wbgt), values["wbgt"], 2, "°C")
    how = (
        words("indicato in watt", "given in watts")
        if given.metabolic_w is not None
        else words("rappresentativo della classe", "representative of the class")
    )
    yield Line("M", words("Metabolismo", "Metabolic rate"), how, values["metabolic_w"], 0, "W")
    yield from iso.steps(values, acclimatized=given.acclimatized, reference=given.reference,
                         say=say)  # fmt: skip
    if found.band and found.band.consequence:
        yield Rule(found.band.consequence, "ISO 7243:2017; D.Lgs. 81/2008 artt. 180–182")


def _picture(given: Given, found: Found) -> list[Picture]:
    return [iso.curve(found.values, acclimatized=given.acclimatized, reference=given.reference)]


METHOD = Method(
    id="wbgt_assess", version=1, family="thermal",
    name=words("Stress da calore, WBGT", "Heat stress, WBGT"),
    about=words(
        "Confronta il WBGT, corretto per gli abiti, con il riferimento per il lavoro svolto. È un "
        "esame preliminare: se è superato serve l'analisi PHS. Non sostituisce le ordinanze "
        "regionali sul caldo.",
        "Compares WBGT, adjusted for clothing, with the reference for the work done. It is a "
        "screening: above it, PHS analysis is needed. It does not replace regional heat orders."),
    edition="ISO 7243:2017",
    sources=(iso.INDEX_SOURCE, iso.CURVE_SOURCE, iso.CLOTHES_SOURCE),
    usual=("metabolic_class", "clothing"),
    inputs=(
        Number(key="wbgt", label=words("Indice WBGT", "WBGT index"), symbol="WBGT", unit="°C",
               low=-5, high=60, digits=1,
               help=words("Media pesata sull'ora più calda, dalle tre altezze se l'ambiente non è "
                          "uniforme.",
                          "Time-weighted mean of the worst hour, of three heights if the "
                          "environment is not uniform.")),
        iso.CLASS, iso.METABOLIC_W, iso.ACCLIMATIZED_FLAG, *iso.CLOTHES, iso.REFERENCE, iso.NAME,
        iso.NOTE,
    ),
    results=(
        Shown("excess", words("WBGT efficace meno riferimento", "Effective WBGT less reference"),
              "°C", 1, main=True),
        Shown("wbgt_eff", words("WBGT efficace", "Effective WBGT"), "°C", 1),
        Shown("wbgt_ref", words("Valore di riferimento", "Reference value"), "°C", 1),
        Shown("exceeds", words("Riferimento superato", "Reference exceeded")),
    ),
    calculate=_calculate, explain=_explain, picture=_picture, scales=(iso.SCALE,),
    notices={"representative_watts": words(
        "Curva continua con il metabolismo rappresentativo della classe ({w} W): meglio i watt del "
        "lavoro reale.",
        "Continuous curve with the metabolic rate representative of the class ({w} W): better the "
        "watts of the actual work.")},
    doubts=(iso.CLOTHES_DOUBT,),
    examples=(
        Example({"wbgt": 27.0, "cav": 0, "metabolic_class": 2, "acclimatized": True},
                {"wbgt_eff": 27.0, "wbgt_ref": 28, "exceeds": False},
                words("ISO 7243:2017 tabella A.1", "ISO 7243:2017 table A.1"), 1e-9),
        Example({"wbgt": 18.0, "cav": 11, "metabolic_class": 1, "acclimatized": False},
                {"wbgt_eff": 29.0, "wbgt_ref": 29, "exceeds": False},
                words("ISO 7243:2017 tabella A.1: sul riferimento non è superato",
                      "ISO 7243:2017 table A.1: on the reference it is not exceeded"), 1e-9),
        Example({"wbgt": 25, "clothing": "niosh_vapour", "metabolic_w": 300,
                 "acclimatized": False}, {"wbgt_eff": 36, "wbgt_ref": 26, "exceeds": True},
                words("ISO 7243:2017 tabella A.1, NIOSH", "ISO 7243:2017 table A.1, NIOSH"), 1e-9),
    ),
)  # fmt: skip
