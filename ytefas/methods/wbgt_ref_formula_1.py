"""WBGT reference value on the continuous curves, from the metabolic rate in watts."""

from collections.abc import Iterator

from ytefas.methods.kit.inputs import Given, Number
from ytefas.methods.kit.method import Example, Found, Method, Shown
from ytefas.methods.kit.pictures import Curve, Picture, Ruler
from ytefas.methods.kit.steps import Line, Rule, Speech, Step
from ytefas.methods.kit.words import formula, words
from ytefas.methods.tables import wbgt_iso7243 as iso


def _calculate(given: Given) -> Found:
    return Found({
        "wbgt_ref": iso.by_formula(given.metabolic_w, acclimatized=given.acclimatized),
        "metabolic_w_m2": given.metabolic_w / 1.8,
        "metabolic_class": iso.class_of(given.metabolic_w),
    })  # fmt: skip


def _explain(given: Given, found: Found, say: Speech) -> Iterator[Step]:
    yield Line("M", words("Metabolismo dell'intera persona", "Metabolic rate of the whole person"),
               say(given.metabolic_w), given.metabolic_w, 0, "W")  # fmt: skip
    a, b = (56.7, 11.5) if given.acclimatized else (59.9, 14.1)
    yield Line("WBGT_ref", words("Valore di riferimento", "Reference value"),
               f"{say(a)} − {say(b)} · lg {say(given.metabolic_w)}", found.values["wbgt_ref"], 2,
               "°C", total=True)  # fmt: skip
    yield Rule(words("La curva non ricostruisce tutta la tabella per classi: usa l'una o l'altra.",
                     "The curve does not reproduce the whole table of classes: use one or the "
                     "other."), "ISO 7243:2017 all. A")  # fmt: skip


def _picture(given: Given, found: Found) -> list[Picture]:
    steps = [100 + 20 * at for at in range(41)]
    curves = [tuple((float(m), iso.by_formula(m, acclimatized=known)) for m in steps)
              for known in (True, False)]  # fmt: skip
    return [Curve(
        title=words("Valore di riferimento secondo il metabolismo",
                    "Reference value by metabolic rate"),
        x=Ruler(words("Metabolismo", "Metabolic rate"), 100, 900, "W"),
        y=Ruler(words("WBGT", "WBGT"), 15, 35, "°C"), line=curves[0], second=curves[1],
        names=(words("Acclimatati", "Acclimatized"), words("Non acclimatati", "Not acclimatized")),
        at=(given.metabolic_w, found.values["wbgt_ref"]))]  # fmt: skip


METHOD = Method(
    id="wbgt_ref_formula", version=1, family="thermal", part=True,
    name=words("WBGT di riferimento, curva", "WBGT reference, curve"),
    about=words(
        "Il valore di riferimento sulla curva continua, per un metabolismo in watt. Alternativa "
        "alla tabella per classi: non mescolarle.",
        "The reference value on the continuous curve, for a metabolic rate in watts. Alternative "
        "to the table of classes: do not mix them."),
    edition=words("ISO 7243:2017 all. A; NIOSH 2016-106",
                  "ISO 7243:2017 Annex A; NIOSH 2016-106"),
    sources=(iso.CURVE_SOURCE,),
    inputs=(
        Number(key="metabolic_w", label=iso.METABOLIC_W.label, symbol="M", unit="W", low=100,
               high=900, digits=0, help=iso.METABOLIC_W.help),
        iso.ACCLIMATIZED_FLAG, iso.NAME, iso.NOTE,
    ),
    results=(
        Shown("wbgt_ref", words("Valore di riferimento", "Reference value"), "°C", 1, main=True),
        Shown("metabolic_w_m2", words("Metabolismo per superficie", "Metabolic rate by area"),
              "W/m²", 0),
        Shown("metabolic_class", words("Classe nella tabella", "Class in the table")),
    ),
    calculate=_calculate, explain=_explain, picture=_picture,
    examples=(
        Example({"metabolic_w": 300, "acclimatized": True}, {"wbgt_ref": 28.2131},
                formula("56,7 − 11,5 · lg 300"), 1e-3),
        Example({"metabolic_w": 115, "acclimatized": True}, {"wbgt_ref": 33.002},
                formula("56,7 − 11,5 · lg 115"), 1e-3),
        Example({"metabolic_w": 300, "acclimatized": False}, {"wbgt_ref": 24.9733},
                formula("59,9 − 14,1 · lg 300"), 1e-3),
    ),
)  # fmt: skip
