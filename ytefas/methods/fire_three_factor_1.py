"""Fire: a quick sum of three factors, to see where to look first."""

from ytefas.methods.kit.bands import Band, Scale
from ytefas.methods.kit.inputs import Given, Text
from ytefas.methods.kit.matrix import (
    MatrixModel,
    matrix_calculation,
    matrix_explanation,
    matrix_inputs,
)
from ytefas.methods.kit.method import Example, Found, Method, Shown, Source
from ytefas.methods.kit.pictures import Axis, Bar, Bars, Picture
from ytefas.methods.kit.words import words

STEPS = (1, 2, 3)
SYMBOLS = {"flammability": "INF", "ignition": "SI", "propagation": "PI"}

MODEL = MatrixModel(
    axes=(
        Axis("flammability", words("Infiammabilità dei materiali", "Flammability of materials"),
             STEPS, (
            words("Bassa: poco combustibile", "Low: little that burns"),
            words("Media: materiali combustibili", "Medium: combustible materials"),
            words("Alta: sostanze infiammabili", "High: flammable substances"),
        )),
        Axis("ignition", words("Sorgenti d'innesco", "Sources of ignition"), STEPS, (
            words("Poche o sotto controllo", "Few or under control"),
            words("Presenti", "Present"),
            words("Molte, o fiamme libere", "Many, or open flames"),
        )),
        Axis("propagation", words("Propagazione dell'incendio", "Spread of fire"), STEPS, (
            words("Limitata", "Limited"), words("Possibile", "Possible"), words("Facile", "Easy"),
        )),
    ),
    combine="sum",
    scale=Scale(
        measure="score", label=words("Somma INF + SI + PI", "Sum INF + SI + PI"), low=3, high=9,
        shown=0, bands=(
            Band("low", 1, words("Bassa attenzione", "Low attention"), 4,
                 words("Tieni in ordine e controlla nel tempo.", "Keep in order and monitor.")),
            Band("medium", 2, words("Media attenzione", "Medium attention"), 7,
                 words("Riduci il fattore più alto.", "Reduce the highest factor.")),
            Band("high", 3, words("Alta attenzione", "High attention"),
                 consequence=words("Intervieni presto sui fattori al massimo.",
                                   "Act soon on the factors that are highest.")),
        ),
    ),
)  # fmt: skip


def picture(given: Given, _found: Found) -> list[Picture]:
    """Show the three factors side by side."""
    values = [getattr(given, axis.key) for axis in MODEL.axes]
    return [Bars(title=MODEL.scale.label, full=3, digits=0, bars=tuple(
        Bar(SYMBOLS[axis.key], axis.label, value, worst=value == max(values) > 1)
        for axis, value in zip(MODEL.axes, values, strict=True)))]  # fmt: skip


METHOD = Method(
    id="fire_three_factor", version=1, family="fire",
    name=words("Incendio, esame a tre fattori", "Fire, three-factor screening"),
    about=words(
        "Un primo esame per decidere da dove cominciare. È prassi, non legge: non stabilisce il "
        "livello di rischio d'incendio né la formazione degli addetti (per questi ci sono i DM "
        "2/9/2021 e 3/9/2021).",
        "A first look to decide where to begin. It is practice, not law: it determines neither the "
        "level of fire risk nor the training of the emergency team (DM 2/9/2021 and 3/9/2021 do).",
    ),
    edition=words("Prassi",
                  "Practice"),
    sources=(Source(words("Somma INF + SI + PI in uso fra i consulenti",
                          "Sum INF + SI + PI as used among consultants"), "practice",
                    words("Gradi e fasce; nessuna norma li fissa.",
                          "Degrees and bands; no norm fixes them.")),),
    inputs=(*matrix_inputs(MODEL, symbols=SYMBOLS),
            Text(key="name", label=words("Luogo", "Place"), required=False)),
    results=(Shown("score", MODEL.scale.label, main=True),),
    calculate=matrix_calculation(MODEL, "level"),
    explain=matrix_explanation(MODEL, symbols=SYMBOLS), picture=picture, scales=(MODEL.scale,),
    examples=(
        Example({"flammability": 2, "ignition": 1, "propagation": 1},
                {"score": 4, "level": "low"}, "INF + SI + PI"),
        Example({"flammability": 3, "ignition": 2, "propagation": 2},
                {"score": 7, "level": "medium"}, "INF + SI + PI"),
        Example({"flammability": 3, "ignition": 3, "propagation": 3},
                {"score": 9, "level": "high"}, "INF + SI + PI"),
    ),
    doubts=(words("Non presentarlo come classe di legge.", "Never present it as a legal class."),),
)  # fmt: skip
