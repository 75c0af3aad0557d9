"""Action levels of Directive 2013/35/EU and reference levels of Recommendation 1999/519/EC.

Each quantity has rows by frequency in Hz; a row begins with its lower edge and ends before the next
one; the last edge of all belongs to the last row.
"""

from collections.abc import Callable, Mapping
from math import sqrt
from typing import Final, Literal, NamedTuple

from ytefas.methods.kit.words import Words, words

FIELD, FLUX, POWER, CURRENT = "V/m", "µT", "W/m²", "mA"
K, M, G = 1e3, 1e6, 1e9


class Row(NamedTuple):
    """One row: from this frequency on, this formula."""

    start: float
    value: Callable[[float], float]
    formula: str  # f in Hz, or as `unit` of the formula says


class Quantity(NamedTuple):
    """A quantity with a limit: its rows, its unit, what it is."""

    label: Words
    unit: str
    rows: tuple[Row, ...]
    end: float
    law: str
    kind: Literal["worker", "public", "static"] = "worker"


def level(value: float) -> Callable[[float], float]:
    """Give the same at every frequency."""
    return lambda _f: value


II_1 = "Dir. 2013/35/UE all. II tab. B1; D.Lgs. 81/2008 all. XXXVI"
II_2 = "Dir. 2013/35/UE all. II tab. B2; D.Lgs. 81/2008 all. XXXVI"
B3 = "Dir. 2013/35/UE all. II e III tab. B3; D.Lgs. 81/2008 all. XXXVI"
III = "Dir. 2013/35/UE all. III tab. B1; D.Lgs. 81/2008 all. XXXVI"
STATIC = "Dir. 2013/35/UE all. II tab. A1; D.Lgs. 81/2008 all. XXXVI"
STATIC_AL = "Dir. 2013/35/UE all. II tab. B4; D.Lgs. 81/2008 all. XXXVI"
PUBLIC = "Racc. 1999/519/CE all. III tab. 2"


def still(value: float, unit: str, label: Words, law: str) -> Quantity:
    """Give the limit of a static field."""
    return Quantity(label, unit, (Row(0.0, level(value), f"{value:g}"),), 1.0, law, "static")


QUANTITIES: Final[Mapping[str, Quantity]] = {
    "E_low": Quantity(
        words("Campo elettrico, livello inferiore", "Electric field, low action level"), FIELD, (
            Row(1.0, level(2e4), "2 · 10⁴"),
            Row(25.0, lambda f: 5e5 / f, "5 · 10⁵ / f"),
            Row(3 * K, level(170.0), "170"),
        ), 10 * M, II_1),
    "E_high": Quantity(
        words("Campo elettrico, livello superiore", "Electric field, high action level"), FIELD, (
            Row(1.0, level(2e4), "2 · 10⁴"),
            Row(50.0, lambda f: 1e6 / f, "10⁶ / f"),
            Row(1640.0, level(610.0), "610"),
        ), 10 * M, II_1),
    "B_low": Quantity(
        words("Induzione magnetica, livello inferiore", "Magnetic flux density, low action level"),
        FLUX, (
            Row(1.0, lambda f: 2e5 / f**2, "2 · 10⁵ / f²"),
            Row(8.0, lambda f: 2.5e4 / f, "2,5 · 10⁴ / f"),
            Row(25.0, level(1000.0), "1000"),
            Row(300.0, lambda f: 3e5 / f, "3 · 10⁵ / f"),
            Row(3 * K, level(100.0), "100"),
        ), 10 * M, II_2),
    "B_high": Quantity(
        words("Induzione magnetica, livello superiore", "Magnetic flux density, high action level"),
        FLUX, (
            Row(1.0, lambda f: 3e5 / f, "3 · 10⁵ / f"),
            Row(3 * K, level(100.0), "100"),
        ), 10 * M, II_2),
    "B_limb": Quantity(
        words("Induzione magnetica, arti", "Magnetic flux density, limbs"), FLUX, (
            Row(1.0, lambda f: 9e5 / f, "9 · 10⁵ / f"),
            Row(3 * K, level(300.0), "300"),
        ), 10 * M, II_2),
    "I_contact": Quantity(
        words("Corrente di contatto", "Contact current"), CURRENT, (
            Row(1.0, level(1.0), "1"),
            Row(2.5 * K, lambda f: 0.4 * f / K, "0,4 · f (kHz)"),
            Row(100 * K, level(40.0), "40"),
        ), 110 * M, B3),
    "E_thermal": Quantity(
        words("Campo elettrico, effetti termici", "Electric field, thermal effects"), FIELD, (
            Row(100 * K, level(610.0), "610"),
            Row(1 * M, lambda f: 6.1e8 / f, "6,1 · 10⁸ / f"),
            Row(10 * M, level(61.0), "61"),
            Row(400 * M, lambda f: 3e-3 * sqrt(f), "3 · 10⁻³ · √f"),
            Row(2 * G, level(140.0), "140"),
        ), 300 * G, III),
    "B_thermal": Quantity(
        words("Induzione magnetica, effetti termici", "Magnetic flux density, thermal effects"),
        FLUX, (
            Row(100 * K, lambda f: 2e6 / f, "2 · 10⁶ / f"),
            Row(10 * M, level(0.2), "0,2"),
            Row(400 * M, lambda f: 1e-5 * sqrt(f), "10⁻⁵ · √f"),
            Row(2 * G, level(0.45), "0,45"),
        ), 300 * G, III),
    "S_thermal": Quantity(
        words("Densità di potenza, effetti termici", "Power density, thermal effects"), POWER, (
            Row(6 * G, level(50.0), "50"),
        ), 300 * G, III),
    "E_public": Quantity(
        words("Campo elettrico, popolazione", "Electric field, general public"), FIELD, (
            Row(1.0, level(1e4), "10⁴"),
            Row(25.0, lambda f: 2.5e5 / f, "2,5 · 10⁵ / f"),
            Row(3 * K, level(87.0), "87"),
            Row(1 * M, lambda f: 87 / sqrt(f / M), "87 / √f (MHz)"),
            Row(10 * M, level(28.0), "28"),
            Row(400 * M, lambda f: 1.375 * sqrt(f / M), "1,375 · √f (MHz)"),
            Row(2 * G, level(61.0), "61"),
        ), 300 * G, PUBLIC, "public"),
    "B_public": Quantity(
        words("Induzione magnetica, popolazione", "Magnetic flux density, general public"), FLUX, (
            Row(1.0, lambda f: 4e4 / f**2, "4 · 10⁴ / f²"),
            Row(8.0, lambda f: 5e3 / f, "5 · 10³ / f"),
            Row(800.0, level(6.25), "6,25"),
            Row(150 * K, lambda f: 0.92 / (f / M), "0,92 / f (MHz)"),
            Row(10 * M, level(0.092), "0,092"),
            Row(400 * M, lambda f: 0.0046 * sqrt(f / M), "0,0046 · √f (MHz)"),
            Row(2 * G, level(0.2), "0,20"),
        ), 300 * G, PUBLIC, "public"),
    "B_static": still(2.0, "T", words("Campo statico, condizioni normali",
                                      "Static field, normal working conditions"), STATIC),
    "B_static_limb": still(8.0, "T", words("Campo statico, arti", "Static field, limbs"), STATIC),
    "B_static_controlled": still(8.0, "T", words("Campo statico, condizioni controllate",
                                                 "Static field, controlled conditions"), STATIC),
    "B_static_implants": still(0.5, "mT", words("Campo statico, dispositivi impiantati",
                                                "Static field, implanted devices"), STATIC_AL),
    "B_static_attraction": still(3.0, "mT", words(
        "Campo statico, attrazione di oggetti (sorgente oltre 100 mT)",
        "Static field, attraction of objects (source over 100 mT)"), STATIC_AL),
}  # fmt: skip
