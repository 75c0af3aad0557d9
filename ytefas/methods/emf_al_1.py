"""Electromagnetic fields: the action level, or the public level, at a frequency."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from ytefas.methods.kit.bands import Band
from ytefas.methods.kit.faults import Refused
from ytefas.methods.kit.inputs import Choice, Given, Number, Option, Text
from ytefas.methods.kit.method import Duty, Example, Found, Method, Shown, Source
from ytefas.methods.kit.pictures import Curve, Picture, Ruler
from ytefas.methods.kit.steps import Line, Rule, Speech, Step, Table
from ytefas.methods.kit.words import words
from ytefas.methods.tables.emf_2013 import QUANTITIES, Quantity, Row
from ytefas.methods.tables.limits import MEASURED, against

HIGHEST, SLACK = 3e11, 1e-12

SCALE = against(
    words("Il livello è rispettato. Valuta comunque i lavoratori sensibili: dispositivi "
          "impiantati, gravidanza (art. 210-bis, 211).",
          "The level is kept. Assess sensitive workers all the same: implanted devices, pregnancy "
          "(art. 210-bis, 211)."),
    words("Livello superato: dimostra che i valori limite sono rispettati o attua un programma di "
          "misure (art. 210).",
          "Level exceeded: prove that the limit values are kept or carry out a programme of "
          "measures (art. 210)."),
)  # fmt: skip
NOTHING = Band(
    "within_limit", 1, SCALE.bands[0].word, 1,
    words("Livello della popolazione rispettato: di solito non serve altro, tranne per i "
          "lavoratori con dispositivi impiantati.",
          "Public level kept: generally nothing else is needed, except for workers with implanted "
          "devices."))  # fmt: skip
BEYOND_PUBLIC = Band(
    "limit_exceeded", 2, words("Livello superato", "Level exceeded"), consequence=words(
        "Livello della popolazione superato: confronta con i livelli di azione dei lavoratori; "
        "limita l'accesso di pubblico e lavoratori sensibili.",
        "Public level exceeded: compare with the action levels of workers; restrict access of the "
        "public and of sensitive workers."))  # fmt: skip
PUBLIC_SCALE = replace(SCALE, bands=(NOTHING, BEYOND_PUBLIC))

ACTION = Duty("action_required", words("Dimostrare il rispetto dei limiti o attuare le misure",
                                       "Prove that limits are kept or carry out measures"),
              "D.Lgs. 81/2008 art. 209, 210")  # fmt: skip


def row_of(quantity: Quantity, f: float) -> Row:
    """Find the row of a frequency; an edge begins the next one."""
    found = quantity.rows[0]
    for row in quantity.rows:
        if f >= row.start * (1 - SLACK):
            found = row
    return found


def frequency(given: Given, quantity: Quantity) -> float:
    """Give f, or refuse it outside the rows of the quantity."""
    static = quantity.kind == "static"
    if given.f_hz is None:
        if static:
            return 0.0
        raise Refused("f_hz", words(
            "Frequenza: manca. Per questa grandezza va da {low} a {high} Hz.",
            "Frequency: missing. For this quantity it goes from {low} to {high} Hz.",
        ).filled(low=quantity.rows[0].start, high=quantity.end))  # fmt: skip
    f = float(given.f_hz)
    low = quantity.rows[0].start
    if f < low * (1 - SLACK) or f > quantity.end * (1 + SLACK) or (static and f >= quantity.end):
        raise Refused("f_hz", words(
            "Frequenza: {f} Hz è fuori dalle righe di questa grandezza. Ammesso: da {low} "
            + ("a meno di" if static else "a") + " {high} Hz.",
            "Frequency: {f} Hz is outside the rows of this quantity. Allowed: from {low} "
            + ("to below" if static else "to") + " {high} Hz.",
        ).filled(f=f, low=low, high=quantity.end))  # fmt: skip
    return f


def calculate(given: Given) -> Found:
    """Look up the level; compare with what was measured, if it was."""
    quantity = QUANTITIES[given.quantity]
    f = frequency(given, quantity)
    value = row_of(quantity, f).value(f)
    values: dict[str, Any] = {"value": value, "unit": quantity.unit}
    scale = PUBLIC_SCALE if quantity.kind == "public" else SCALE
    band = None
    if given.measured is not None:
        values["ratio"] = given.measured / value
        band = scale.band(values["ratio"])
    exceeded = band is not None and band.code == "limit_exceeded"
    public = quantity.kind == "public"
    return Found(values, band, scale, {ACTION.key: exceeded and not public},
                 [("public_exceeded", {})] if exceeded and public else ())  # fmt: skip


def written(row: Row, say: Speech) -> str:
    """Write the formula with the reader's decimal mark."""
    return row.formula if say.language == "it" else row.formula.replace(",", ".")


def explain(given: Given, found: Found, say: Speech) -> Iterator[Step]:
    """Show the rows of the quantity, the one that holds, and the numbers in it."""
    quantity = QUANTITIES[given.quantity]
    f = frequency(given, quantity)
    row = row_of(quantity, f)
    ends = [one.start for one in quantity.rows[1:]] + [quantity.end]
    yield Table(
        quantity.label,
        (words("Da (Hz)", "From (Hz)"), words("A (Hz)", "To (Hz)"),
         words("Livello ({unit})", "Level ({unit})").filled(unit=quantity.unit)),
        [(one.start, end, written(one, say)) for one, end in zip(quantity.rows, ends, strict=True)],
        marked=(quantity.rows.index(row), 2),
    )  # fmt: skip
    yield Line(given.quantity, words("Livello", "Level"),
               f"{written(row, say)}, f = {say(f)} Hz" if "f" in row.formula
               else written(row, say),
               found.values["value"], unit=quantity.unit, total=True)  # fmt: skip
    if found.band is not None:
        yield Line("", SCALE.label, f"{say(given.measured)} / {say(found.values['value'])}",
                   found.values["ratio"], digits=3, total=True)  # fmt: skip
        if found.band.consequence is not None:
            yield Rule(found.band.consequence, quantity.law)
    yield Rule(words("I livelli sono valori efficaci (RMS) di campi sinusoidali.",
                     "The levels are RMS values of sinusoidal fields."), quantity.law)  # fmt: skip


def picture(given: Given, found: Found) -> list[Picture]:
    """Draw the level around this frequency, from a third of it to three times."""
    quantity = QUANTITIES[given.quantity]
    f = frequency(given, quantity) or 0.5
    low, high = quantity.rows[0].start, quantity.end
    line = tuple(
        (x, row_of(quantity, x).value(x))
        for x in (f * 3 ** (at / 30 - 1) for at in range(61)) if low <= x <= high
    ) or ((f, found.values["value"]),)  # fmt: skip
    return [Curve(
        title=words("Il livello intorno a questa frequenza", "The level around this frequency"),
        x=Ruler(words("Frequenza", "Frequency"), line[0][0], line[-1][0], "Hz"),
        y=Ruler(words("Livello", "Level"), 0.0, max(y for _, y in line), quantity.unit),
        line=line, at=(f, found.values["value"]),
    )]  # fmt: skip


METHOD = Method(
    id="emf_al", version=1, family="radiation",
    name=words("Campi elettromagnetici, livelli di azione",
               "Electromagnetic fields, action levels"),
    about=words(
        "Il livello di azione, o quello della popolazione, per una grandezza a una frequenza. "
        "Comincia dai livelli della popolazione: se sono rispettati di solito non serve altro. I "
        "campi non sinusoidali e quelli con più frequenze chiedono il metodo del picco ponderato, "
        "che qui non c'è.",
        "The action level, or the public level, for a quantity at a frequency. Begin with the "
        "public levels: if they are kept, generally nothing else is needed. Fields that are not "
        "sinusoidal or have several frequencies need the weighted peak method, which is not here.",
    ),
    edition=words("Direttiva 2013/35/UE; D.Lgs. 81/2008 artt. 206–212 e all. XXXVI; "
                  "Racc. 1999/519/CE",
                  "Directive 2013/35/EU; D.Lgs. 81/2008 artt. 206–212 and Annex XXXVI; "
                  "Rec. 1999/519/EC"),
    sources=(
        Source(words("Dir. 2013/35/UE all. II tab. B1, B2 e all. III tab. B1",
                     "Dir. 2013/35/EU Annex II tables B1, B2 and Annex III table B1"), "verified",
               words("E e B, anche degli arti e termici.", "E and B, of limbs and thermal, too.")),
        Source("Racc. 1999/519/CE", "verified", words("Livelli della popolazione.",
                                                      "Public levels.")),
        Source("Dir. 2013/35/UE all. II tab. A1, all. III tab. B1", "verified",
               words("Campo statico 2 T e 8 T e S = 50 W/m², da recepimenti danese e norvegese.",
                     "Static field 2 T and 8 T and S = 50 W/m², from the Danish and Norwegian "
                     "transpositions.")),
        Source(words("Dir. 2013/35/UE all. II e III tab. B3",
                     "Dir. 2013/35/EU Annexes II and III table B3"), "memory",
               words("Corrente di contatto.", "Contact current.")),
    ),
    usual=("f_hz", "measured"),
    inputs=(
        Text(key="name", label=words("Sorgente e punto", "Source and place"), required=False),
        Choice(key="quantity", yardstick=True, label=words("Grandezza", "Quantity"), options=tuple(
            Option(key, of.label) for key, of in QUANTITIES.items()), also={
                "B_limbs": "B_limb", "S": "S_thermal", "contact_current": "I_contact"}),
        Number(key="f_hz", yardstick=True,
               symbol="f", label=words("Frequenza", "Frequency"), low=0, high=HIGHEST,
               unit="Hz", required=False,
               help=words("Non serve per i campi statici.", "Not needed for static fields.")),
        MEASURED,
    ),
    results=(
        Shown("value", words("Livello", "Level"), main=True),
        Shown("unit", words("Unità", "Unit")),
    ),
    calculate=calculate, explain=explain, picture=picture, scales=(SCALE, PUBLIC_SCALE),
    duties=(ACTION,),
    notices={"public_exceeded": words(
        "È superato il livello della popolazione: non dice ancora nulla su quello dei lavoratori, "
        "confronta con i livelli di azione.",
        "The public level is exceeded: that says nothing of the workers' level yet, compare with "
        "the action levels.")},
    examples=(
        Example({"quantity": "B_low", "f_hz": 50}, {"value": 1000.0, "unit": "µT"},
                "Dir. 2013/35/UE tab. B2"),
        Example({"quantity": "E_thermal", "f_hz": 9e8}, {"value": 90.0}, "3 · 10⁻³ · √(9 · 10⁸)",
                tolerance=1e-6),
        Example({"quantity": "B_public", "f_hz": 50, "measured": 40},
                {"value": 100.0, "ratio": 0.4, "class": "within_limit"}, "5 · 10³ / 50"),
        Example({"quantity": "B_static_implants", "measured": 0.7},
                {"value": 0.5, "unit": "mT", "class": "limit_exceeded"},
                "Dir. 2013/35/UE tab. B4"),
    ),
    doubts=(
        words("La corrente di contatto è a memoria: confrontala con l'allegato XXXVI.",
              "Contact current is from memory: compare it with Annex XXXVI."),
        words("S vale qui da 6 GHz, come nella direttiva; un recepimento la applica da 2 GHz.",
              "S holds from 6 GHz here, as in the directive; one transposition applies it from "
              "2 GHz."),
    ),
)  # fmt: skip
