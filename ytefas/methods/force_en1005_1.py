"""Force on machinery by the multipliers of EN 1005-3; the basic force is the user's."""

from collections.abc import Iterator
from typing import Final

from ytefas.methods.kit.bands import Band, Scale
from ytefas.methods.kit.inputs import Given, Number, Text
from ytefas.methods.kit.method import Example, Found, Method, Shown, Source
from ytefas.methods.kit.pictures import Bar, Bars, Picture
from ytefas.methods.kit.steps import Line, Rule, Speech, Step
from ytefas.methods.kit.words import words

SCALE: Final = Scale(
    measure="m_r", label=words("Moltiplicatore di rischio", "Risk multiplier"),
    bands=(
        Band("recommended", 0, words("Raccomandato", "Recommended"), 0.5, words(
            "Rischio trascurabile: nessun intervento.", "Negligible risk: no action.")),
        Band("not_recommended", 2, words("Non raccomandato", "Not recommended"), 0.7, words(
            "Analizzare altri fattori (postura, precisione, vibrazioni) e ridurre la forza.",
            "Analyse other factors (posture, precision, vibration) and lower the force.")),
        Band("avoid", 4, words("Da evitare", "To be avoided"), consequence=words(
            "Ridurre la forza: riprogettare il comando o il compito (art. 168 D.Lgs. 81/2008; "
            "all. I direttiva macchine, 1.1.6).",
            "Lower the force: redesign the control or the task (art. 168 D.Lgs. 81/2008; annex I "
            "of the machinery directive, 1.1.6).")),
    ),
)  # fmt: skip


def calculate(given: Given) -> Found:
    """Reduce the basic force and compare."""
    allowed = given.F_B * given.mv * given.mf * given.md
    ratio = given.F / allowed
    band = SCALE.band(ratio)
    return Found({"F_Br": allowed, "m_r": ratio, "band": band.code}, band)


def explain(given: Given, found: Found, say: Speech) -> Iterator[Step]:
    """Write the reduced force and the ratio."""
    allowed = found.values["F_Br"]
    yield Line("F_B", words("Forza base", "Basic force"), given.limit_source or "", given.F_B, 1,
               "N")  # fmt: skip
    yield Line("F_Br", words("Forza base ridotta", "Reduced basic force"),
               f"{say(given.F_B)} · {say(given.mv)} · {say(given.mf)} · {say(given.md)}", allowed,
               3, "N")  # fmt: skip
    yield Line("m_r", words("Moltiplicatore di rischio", "Risk multiplier"),
               f"{say(given.F)} / {say(allowed, 3)}", found.values["m_r"], 2,
               total=True)  # fmt: skip
    if found.band is not None and found.band.consequence is not None:
        yield Rule(found.band.consequence, "UNI EN 1005-3")


def picture(given: Given, _found: Found) -> list[Picture]:
    """Draw the multipliers, the worst one marked."""
    found = {"mv": given.mv, "mf": given.mf, "md": given.md}
    worst = min(found, key=found.__getitem__)
    names = {"mv": words("Velocità", "Velocity"), "mf": words("Frequenza", "Frequency"),
             "md": words("Durata", "Duration")}  # fmt: skip
    return [Bars(
        title=words("Che cosa pesa", "What weighs"), full=1.0, mark=1.0, digits=2,
        bars=tuple(Bar(key, names[key], value, worst=key == worst and value < 1)
                   for key, value in found.items()),
    )]  # fmt: skip


def multiplier(key: str, it: str, en: str, help_it: str, help_en: str) -> Number:
    """Ask for a multiplier of the norm."""
    return Number(key=key, label=words(it, en), symbol=key, low=0.01, high=1, digits=2,
                  help=words(help_it, help_en))  # fmt: skip


METHOD = Method(
    id="force_en1005", version=1, family="pushing",
    name=words("EN 1005-3, forza su macchine", "EN 1005-3, force on machinery"),
    about=words(
        "Confronta la forza da esercitare con la forza base della norma, ridotta per velocità, "
        "frequenza e durata. Le tabelle non sono riprodotte: inserisci i valori dall'edizione che "
        "possiedi.",
        "Compares the force to be exerted with the basic force of the norm, reduced for velocity, "
        "frequency and duration. The tables are not reproduced: enter values of the edition you "
        "own."),
    edition="UNI EN 1005-3:2009",
    sources=(Source("EN 1005-3", "verified",
                    words("Formula e soglie 0,5 e 0,7, come nel software pubblicato",
                          "Formula and thresholds 0.5 and 0.7, as in published software")),),
    inputs=(
        Number(key="F", label=words("Forza esercitata", "Force exerted"), symbol="F", low=0,
               high=10000, unit="N", digits=1,
               help=words("Misurata con il dinamometro, il valore più alto dell'azione.",
                          "Measured with a force gauge, the highest of the action.")),
        Number(key="F_B", yardstick=True,
               label=words("Forza base", "Basic force"), symbol="F_B", low=1,
               high=10000, unit="N", digits=1,
               help=words("Dalla norma, per l'azione e la popolazione prevista.",
                          "From the norm, for the action and the population intended.")),
        multiplier("mv", "Moltiplicatore di velocità", "Velocity multiplier",
                   "1 senza movimento, meno con un movimento evidente; dalla norma.",
                   "1 without movement, less with evident movement; from the norm."),
        multiplier("mf", "Moltiplicatore di frequenza", "Frequency multiplier",
                   "Secondo durata e frequenza dell'azione; dalla norma.",
                   "By duration and frequency of the action; from the norm."),
        multiplier("md", "Moltiplicatore di durata", "Duration multiplier",
                   "Secondo le ore di azioni simili; dalla norma.",
                   "By the hours of similar actions; from the norm."),
        Text(key="limit_source", label=words("Da dove viene la forza base",
                                             "Where the basic force comes from"), required=False),
        Text(key="name", label=words("Azione", "Action"), required=False),
        Text(key="note", label=words("Nota", "Note"), required=False, most=2000),
    ),
    results=(Shown("m_r", words("Moltiplicatore di rischio", "Risk multiplier"), "", 2, main=True),
             Shown("F_Br", words("Forza base ridotta", "Reduced basic force"), "N", 1)),
    calculate=calculate, explain=explain, picture=picture, scales=(SCALE,),
    doubts=(words("Forza base e moltiplicatori vengono dall'edizione che possiedi: non sono nel "
                  "programma.",
                  "Basic force and multipliers come from the edition you own: they are not in the "
                  "program."),),
    examples=(
        Example({"F": 100, "F_B": 200, "mv": 1, "mf": 1, "md": 1},
                {"m_r": 0.5, "band": "recommended"}, "EN 1005-3"),
        Example({"F": 60, "F_B": 250, "mv": 0.8, "mf": 0.5, "md": 0.8},
                {"F_Br": 80.0, "m_r": 0.75, "band": "avoid"}, "EN 1005-3"),
    ),
)  # fmt: skip
