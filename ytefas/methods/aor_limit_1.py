"""Incoherent artificial optical radiation: the exposure limit values a to o."""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from ytefas.methods.kit.faults import Refused
from ytefas.methods.kit.inputs import Choice, Given, Number, Option, Text
from ytefas.methods.kit.method import Duty, Example, Found, Method, Shown, Source
from ytefas.methods.kit.numbers import over
from ytefas.methods.kit.pictures import Curve, Picture, Ruler
from ytefas.methods.kit.steps import Line, Rule, Speech, Step, Table
from ytefas.methods.kit.words import Words, formula, words
from ytefas.methods.tables.limits import MEASURED, against

DAY, LONG, KILO, TEN, SHORT = 28800.0, 1e4, 1e3, 10.0, 1e-5
LEAST, MOST = 1e-12, 1e6
RADIANCE, IRRADIANCE, EXPOSURE = "W/(m²·sr)", "W/m²", "J/m²"


class Limit(NamedTuple):
    """One row of the table: where it holds, and the value there."""

    quantity: str
    unit: str
    nm: str
    label: Words
    when: str  # the range of t, as printed
    holds: Callable[[float], bool]
    value: Callable[[float, float], float]  # of t and Cα
    formula: Callable[[str, str, Speech], str]
    clamp: float | None = None  # the lowest Cα, where the row has one
    angle: bool | None = None  # needs α ≥ 11 mrad (True) or below (False)
    times: bool = True  # asks for t


UV = words("Occhio e pelle, ultravioletti", "Eye and skin, ultraviolet")
UVA = words("Cristallino, UVA", "Lens, UVA")
BLUE = words("Retina, luce blu, sorgente di almeno 11 mrad",
             "Retina, blue light, source of at least 11 mrad")  # fmt: skip
BLUE_SMALL = words("Retina, luce blu, sorgente sotto 11 mrad",
                   "Retina, blue light, source below 11 mrad")  # fmt: skip
RETINA = words("Retina, danno termico, visibile e IRA", "Retina, thermal, visible and IRA")
RETINA_IR = words("Retina, danno termico, IRA", "Retina, thermal, IRA")
CORNEA = words("Cornea e cristallino, infrarossi", "Cornea and lens, infrared")
SKIN = words("Pelle, danno termico", "Skin, thermal")


def constant(value: float) -> Callable[[float, float], float]:
    """Give a value that depends on nothing."""
    return lambda _t, _c: value


def plain(said: Callable[[Speech], str]) -> Callable[[str, str, Speech], str]:
    """Write a value that depends on nothing."""
    return lambda _t, _c, say: said(say)


def thermal(nm: str, label: Words, clamp: float, long: float, said: str) -> tuple[Limit, ...]:
    """Give three rows of a retinal thermal limit: long, middle and short exposures."""
    common = ("L_R", RADIANCE, nm, label)
    return (
        Limit(*common, "t > 10 s", lambda t: over(t, TEN), lambda _t, c: long / c,
              lambda _t, c, say: f"{_many(said, say)} / {c}", clamp),
        Limit(*common, "10 µs ≤ t ≤ 10 s", lambda t: SHORT - 1e-15 <= t <= TEN + 1e-9,
              lambda t, c: 5e7 / (c * t**0.25),
              lambda t, c, say: f"5 · 10⁷ / ({c} · {t}^{say(0.25)})", clamp),
        Limit(*common, "t < 10 µs", lambda t: t < SHORT - 1e-15, lambda _t, c: 8.89e8 / c,
              lambda _t, c, say: f"{say(8.89)} · 10⁸ / {c}", clamp),
    )  # fmt: skip


def _many(said: str, say: Speech) -> str:
    factor, power = said.split(" · ")
    return f"{say(float(factor))} · {power}"


G, H, I = thermal("380–1400", RETINA, 1.7, 2.8e7, "2.8 · 10⁷")  # noqa: E741 - its letter
J, K, L = thermal("780–1400", RETINA_IR, 11.0, 6e6, "6 · 10⁶")

LIMITS = {
    "a": Limit("H_eff", EXPOSURE, "180–400", UV, "8 h", lambda _t: True, constant(30.0),
               plain(lambda _say: "30"), times=False),
    "b": Limit("H_UVA", EXPOSURE, "315–400", UVA, "8 h", lambda _t: True, constant(1e4),
               plain(lambda _say: "10⁴"), times=False),
    "c": Limit("L_B", RADIANCE, "300–700", BLUE, "t ≤ 10 000 s", lambda t: not over(t, LONG),
               lambda t, _c: 1e6 / t, lambda t, _c, _say: f"10⁶ / {t}", angle=True),
    "d": Limit("L_B", RADIANCE, "300–700", BLUE, "t > 10 000 s", lambda t: over(t, LONG),
               constant(100.0), plain(lambda _say: "100"), angle=True),
    "e": Limit("E_B", IRRADIANCE, "300–700", BLUE_SMALL, "t ≤ 10 000 s",
               lambda t: not over(t, LONG), lambda t, _c: 100 / t,
               lambda t, _c, _say: f"100 / {t}", angle=False),
    "f": Limit("E_B", IRRADIANCE, "300–700", BLUE_SMALL, "t > 10 000 s", lambda t: over(t, LONG),
               constant(0.01), plain(lambda say: say(0.01)), angle=False),
    "g": G, "h": H, "i": I, "j": J, "k": K, "l": L,
    "m": Limit("E_IR", IRRADIANCE, "780–3000", CORNEA, "t ≤ 1000 s", lambda t: not over(t, KILO),
               lambda t, _c: 18000 * t**-0.75, lambda t, _c, say: f"18 000 · {t}^−{say(0.75)}"),
    "n": Limit("E_IR", IRRADIANCE, "780–3000", CORNEA, "t > 1000 s", lambda t: over(t, KILO),
               constant(100.0), plain(lambda _say: "100")),
    "o": Limit("H_skin", EXPOSURE, "380–3000", SKIN, "t < 10 s", lambda t: t < TEN - 1e-9,
               lambda t, _c: 20000 * t**0.25, lambda t, _c, say: f"20 000 · {t}^{say(0.25)}"),
}  # fmt: skip
WIDE, EDGE = 100.0, 11.0

SCALE = against(
    words("Il limite è rispettato. Informa i lavoratori e riesamina se cambia la sorgente.",
          "The limit is kept. Inform workers and look again if the source changes."),
    words("Limite superato: misure immediate per riportare l'esposizione sotto il limite; "
          "individua le cause e adegua la protezione (art. 217 c. 3).",
          "Limit exceeded: immediate measures to bring exposure below the limit, identify the "
          "causes and adapt the protection (art. 217(3))."),
)  # fmt: skip
EXCEEDED = Duty("immediate_measures", words("Misure immediate", "Immediate measures"),
                "D.Lgs. 81/2008 art. 217 c. 3")  # fmt: skip
DOCTOR = Duty("health_surveillance", words("Visita medica per chi ha superato il limite",
                                           "Medical examination of who exceeded the limit"),
              "D.Lgs. 81/2008 art. 218")  # fmt: skip


def time_of(given: Given, row: Limit) -> float:
    """Give t, or refuse it where the row does not hold."""
    if given.t_s is None:
        if row.times:
            raise Refused("t_s", words(
                "Tempo di esposizione: manca. La riga {row} vale per {when}.",
                "Exposure time: missing. Row {row} holds for {when}.",
            ).filled(row=given.limit, when=row.when))  # fmt: skip
        return DAY
    if not row.holds(given.t_s):
        raise Refused("t_s", words(
            "Tempo di esposizione: {t} s non è della riga {row}, che vale per {when}.",
            "Exposure time: {t} s is not of row {row}, which holds for {when}.",
        ).filled(t=given.t_s, row=given.limit, when=row.when))  # fmt: skip
    return float(given.t_s)


def angle_of(given: Given, row: Limit) -> float | None:
    """Give Cα where the row needs it; refuse an angle that belongs to another row."""
    alpha = given.alpha_mrad
    if row.angle is not None and alpha is not None and (alpha >= EDGE - 1e-9) is not row.angle:
        raise Refused("alpha_mrad", words(
            "Angolo α: {alpha} mrad non è della riga {row}, che vale per α {sign} 11 mrad.",
            "Angle α: {alpha} mrad is not of row {row}, which holds for α {sign} 11 mrad.",
        ).filled(alpha=alpha, row=given.limit, sign="≥" if row.angle else "<"))  # fmt: skip
    if row.clamp is None:
        return None
    if given.c_alpha is not None:
        low, high = row.clamp, WIDE
        if not low - 1e-9 <= given.c_alpha <= high + 1e-9:
            raise Refused("c_alpha", words(
                "Cα: {c} non è ammesso. Ammesso nella riga {row}: da {low} a {high}.",
                "Cα: {c} is not allowed. Allowed in row {row}: from {low} to {high}.",
            ).filled(c=given.c_alpha, row=given.limit, low=low, high=high))  # fmt: skip
        derived = None if alpha is None else min(max(alpha, low), high)
        if derived is not None and abs(derived - given.c_alpha) > 1e-9:  # noqa: PLR2004 - equal
            raise Refused("c_alpha", words(
                "Cα: {c} non è quello di α = {alpha} mrad, che è {derived}. Indica uno dei due.",
                "Cα: {c} is not that of α = {alpha} mrad, which is {derived}. Give one of them.",
            ).filled(c=given.c_alpha, alpha=alpha, derived=derived))  # fmt: skip
        return float(given.c_alpha)
    if alpha is None:
        raise Refused("alpha_mrad", words(
            "Angolo α: manca. La riga {row} dipende da Cα: indica α in mrad, oltre 0 e fino a "
            "3142, oppure Cα.",
            "Angle α: missing. Row {row} depends on Cα: give α in mrad, above 0 and up to 3142, "
            "or Cα.",
        ).filled(row=given.limit))  # fmt: skip
    return float(min(max(alpha, row.clamp), WIDE))


def calculate(given: Given) -> Found:
    """Look up the row; compare with what was measured, if it was."""
    row = LIMITS[given.limit]
    t, c = time_of(given, row), angle_of(given, row)
    value = row.value(t, c or 1.0)
    ratio = None if given.measured is None else given.measured / value
    band = None if ratio is None else SCALE.band(ratio)
    exceeded = band is not None and band.code == "limit_exceeded"
    values = {"value": value, "unit": row.unit, "quantity": row.quantity, "wavelength_nm": row.nm,
              "t_range": row.when, "c_alpha": c}  # fmt: skip
    if ratio is not None:
        values["ratio"] = ratio
    return Found(
        values, band, SCALE,
        flags={EXCEEDED.key: exceeded, DOCTOR.key: exceeded},
        notices=[("daily", {"t": t})] if not row.times and over(t, DAY) else (),
    )  # fmt: skip


def explain(given: Given, found: Found, say: Speech) -> Iterator[Step]:
    """Show the row, and the numbers in its formula."""
    row = LIMITS[given.limit]
    value = found.values
    yield Table(
        words("Riga {row} della tabella 1.1", "Row {row} of table 1.1").filled(row=given.limit),
        (words("Lunghezza d'onda", "Wavelength"), words("Tempo", "Time"),
         words("Grandezza", "Quantity"), words("Bersaglio", "Target")),
        [(f"{row.nm} nm", row.when, row.quantity, row.label)],
    )  # fmt: skip
    c = value["c_alpha"]
    if c is not None:
        how = "Cα" if given.alpha_mrad is None else words(
            "α = {alpha} mrad, fra {low} e 100", "α = {alpha} mrad, between {low} and 100",
        ).filled(alpha=given.alpha_mrad, low=row.clamp)  # fmt: skip
        yield Line("Cα", words("Fattore dell'angolo", "Factor of the angle"), how, c)
    shown_t = say(given.t_s) if given.t_s is not None else ""
    how = row.formula(shown_t, say(c), say)
    yield Line(row.quantity, words("Valore limite", "Limit value"), how, value["value"],
               unit=row.unit, total=True)  # fmt: skip
    if found.band is not None:
        yield Line("", SCALE.label, f"{say(given.measured)} / {say(value['value'])}",
                   value["ratio"], digits=3, total=True)  # fmt: skip
        if found.band.consequence is not None:
            yield Rule(found.band.consequence, "D.Lgs. 81/2008 art. 215–218")


def picture(given: Given, found: Found) -> list[Picture]:
    """Draw how the limit changes with time around this one."""
    row = LIMITS[given.limit]
    at_t = given.t_s if given.t_s is not None and row.times else DAY
    c = found.values["c_alpha"] or 1.0
    line = tuple(
        (t, row.value(t, c))
        for t in (at_t * (0.2 + 0.05 * at) for at in range(57)) if row.holds(t)
    )  # fmt: skip
    most = max(y for _, y in line)
    return [Curve(
        title=words("Il limite intorno a questo tempo", "The limit around this time"),
        x=Ruler(words("Tempo", "Time"), 0.0, line[-1][0], "s"),
        y=Ruler(words("Limite", "Limit"), 0.0, most, row.unit),
        line=line, at=(at_t, found.values["value"]),
    )]  # fmt: skip


ROWS = tuple(
    Option(key, words(f"{key}) {row.label.it}; {row.quantity}, {row.nm} nm, {row.when}",
                      f"{key}) {row.label.en}; {row.quantity}, {row.nm} nm, {row.when}"))
    for key, row in LIMITS.items()
)  # fmt: skip

METHOD = Method(
    id="aor_limit", version=1, family="radiation",
    name=words("Radiazioni ottiche, valori limite", "Optical radiation, limit values"),
    about=words(
        "Il valore limite di esposizione per una sorgente artificiale non coerente (lampade, "
        "saldatura, forni): non per i laser. Le grandezze pesate S(λ), B(λ) e R(λ) si misurano o "
        "si calcolano prima; se indichi il valore misurato, il metodo lo confronta con il limite.",
        "The exposure limit value for an incoherent artificial source (lamps, welding, furnaces): "
        "not for lasers. Quantities weighted by S(λ), B(λ) and R(λ) are measured or computed "
        "before; with the measured value the method compares it with the limit.",
    ),
    edition=words("Direttiva 2006/25/CE, all. I tab. 1.1; D.Lgs. 81/2008 all. XXXVII parte I",
                  "Directive 2006/25/EC, Annex I table 1.1; D.Lgs. 81/2008 Annex XXXVII part I"),
    sources=(
        Source(words("Direttiva 2006/25/CE all. I tab. 1.1, righe a, b",
                     "Directive 2006/25/EC Annex I table 1.1, rows a, b"), "verified"),
        Source(words("Direttiva 2006/25/CE all. I tab. 1.1, righe c–o",
                     "Directive 2006/25/EC Annex I table 1.1, rows c–o"), "memory"),
    ),
    usual=("t_s", "alpha_mrad", "measured"),
    inputs=(
        Text(key="name", label=words("Sorgente", "Source"), required=False),
        Choice(key="limit", yardstick=True,
               label=words("Riga della tabella 1.1", "Row of table 1.1"),
               options=ROWS),
        Number(key="t_s", symbol="t", label=words("Tempo di esposizione", "Exposure time"),
               low=LEAST, high=MOST, unit="s", required=False,
               help=words("Le righe a e b valgono per 8 ore: lì non serve.",
                          "Rows a and b hold for 8 hours: not needed there.")),
        Number(key="alpha_mrad", symbol="α", label=words("Angolo sotteso dalla sorgente",
                                                         "Angle subtended by the source"),
               low=0, above=True, high=3142, unit="mrad", required=False,
               when=("limit", tuple("cdefghijkl")),
               help=words("Dimensione media della sorgente divisa per la distanza. Serve alle "
                          "righe g–l.",
                          "Mean size of the source divided by the distance. Rows g–l need it.")),
        Number(key="c_alpha", yardstick=True,
               symbol="Cα", label=words("Fattore Cα", "Factor Cα"), low=1.7,
               high=100, required=False, when=("limit", tuple("ghijkl")),
               help=words("Al posto di α, se è già noto.", "Instead of α, if already known.")),
        MEASURED,
    ),
    results=(
        Shown("value", words("Valore limite", "Limit value"), main=True),
        Shown("unit", words("Unità", "Unit")),
        Shown("quantity", words("Grandezza", "Quantity")),
        Shown("wavelength_nm", words("Lunghezza d'onda (nm)", "Wavelength (nm)")),
        Shown("c_alpha", words("Fattore Cα", "Factor Cα")),
    ),
    calculate=calculate, explain=explain, picture=picture, scales=(SCALE,),
    duties=(EXCEEDED, DOCTOR),
    notices={"daily": words(
        "Il limite è giornaliero, su 8 ore: a {t} s di esposizione la dose resta la stessa.",
        "The limit is daily, over 8 hours: with {t} s of exposure the dose stays the same.")},
    examples=(
        Example({"limit": "a"}, {"value": 30.0, "unit": EXPOSURE}, "Dir. 2006/25/CE tab. 1.1"),
        Example({"limit": "m", "t_s": 10}, {"value": 3200.903}, formula("18 000 · 10^−0,75"),
                tolerance=0.001),
        Example({"limit": "h", "t_s": 1, "alpha_mrad": 200}, {"c_alpha": 100.0, "value": 5e5},
                "5 · 10⁷ / (100 · 1)"),
        Example({"limit": "c", "t_s": 100, "alpha_mrad": 20, "measured": 12000},
                {"value": 1e4, "ratio": 1.2, "class": "limit_exceeded"}, "10⁶ / 100"),
    ),
    doubts=(
        words("Le righe da c a o sono a memoria: confrontale con l'allegato XXXVII.",
              "Rows c to o are from memory: compare them with Annex XXXVII."),
        words("Per sorgenti visibili a lungo (oltre 10 000 s) e angoli di ricezione leggi le note "
              "della tabella.",
              "For sources in view for long (over 10 000 s) and angles of reception read the notes "
              "of the table."),
    ),
)  # fmt: skip
