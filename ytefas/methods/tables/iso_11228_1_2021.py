"""What the ISO norm and Italian practice add to the NIOSH equation: masses, factors, bands."""

from collections.abc import Mapping
from typing import Final

from ytefas.methods.kit.bands import Band, Scale
from ytefas.methods.kit.inputs import Option
from ytefas.methods.kit.method import Source
from ytefas.methods.kit.numbers import at_most
from ytefas.methods.kit.words import Words, words

ONE_HAND: Final = 0.6
TWO_PERSONS: Final = 0.85
HOURS: Final = 8.0  # a day; more has a factor
HOURS_MOST: Final = 12.0
EXTENDED: Final = ((8.0, 1.0), (9.0, 0.97), (10.0, 0.93), (11.0, 0.89), (12.0, 0.85))


def extended(hours: float | None) -> float:
    """Give the factor of a shift longer than 8 hours; up to 12 there is one."""
    if hours is None:
        return 1.0
    return next((factor for most, factor in EXTENDED if at_most(hours, most)), EXTENDED[-1][1])


REFERENCES: Final[tuple[tuple[str, float | None, Words], ...]] = (
    ("niosh", None, words("Costante NIOSH", "NIOSH load constant")),
    ("men_18_45", 25.0, words("Uomini, 18-45 anni", "Men, 18-45 years")),
    ("women_18_45", 20.0, words("Donne, 18-45 anni", "Women, 18-45 years")),
    ("men_other", 20.0, words("Uomini sotto 18 o oltre 45 anni", "Men below 18 or above 45 years")),
    ("women_other", 15.0,
     words("Donne sotto 18 o oltre 45 anni", "Women below 18 or above 45 years")),
    ("adults_18_45", 25.0, words("Scelta semplificata: adulti, 18-45 anni",
                                 "Simplified choice: adults, 18-45 years")),
    ("younger_older_mixed", 20.0, words("Scelta semplificata: più giovani, più anziani o misti",
                                        "Simplified choice: younger, older or mixed")),
)  # fmt: skip
MASSES: Final[Mapping[str, float | None]] = {code: mass for code, mass, _ in REFERENCES}
REFERENCE_NAMES: Final[Mapping[str, Words]] = {code: name for code, _, name in REFERENCES}
GROUPS: Final = ("men_18_45", "women_18_45", "men_other", "women_other")
REFERENCE_OPTIONS: Final = tuple(
    Option(code, name if mass is None else words(f"{name.it}: {mass:g} kg",
                                                 f"{name.en}: {mass:g} kg"))
    for code, mass, name in REFERENCES
)  # fmt: skip

_NOTHING = words(
    "L'indice non chiede misure. Informazione, formazione e addestramento restano dovuti a chi "
    "movimenta carichi (art. 169 D.Lgs. 81/2008).",
    "The index asks for no measures. Those who handle loads are still to be informed, instructed "
    "and trained (art. 169 D.Lgs. 81/2008).")  # fmt: skip
_LAW = words(
    "Evitare, meccanizzare, ridurre, in quest'ordine (art. 168 c. 1-2 D.Lgs. 81/2008); "
    "sorveglianza sanitaria secondo la valutazione e i fattori individuali (art. 168 c. 2 lett. "
    "d, all. XXXIII); formazione e addestramento (art. 169).",
    "Avoid, mechanise, reduce, in this order (art. 168 par. 1-2 D.Lgs. 81/2008); health "
    "surveillance by the assessment and individual factors (art. 168 par. 2 d, annex XXXIII); "
    "instruction and training (art. 169).")  # fmt: skip


def _then(it: str, en: str) -> Words:
    return words(f"{it} {_LAW.it}", f"{en} {_LAW.en}")


_GREEN, _YELLOW, _RED = (words("Verde", "Green"), words("Giallo", "Yellow"), words("Rosso", "Red"))


def _italian(green: float) -> tuple[Band, ...]:
    return (
        Band("green", 0, _GREEN, green, _NOTHING),
        Band("yellow", 2, _YELLOW, 0.99, _then(
            "Vicino al limite: tenere sotto controllo, formare, migliorare dove si può.",
            "Near the limit: keep under control, train, improve where possible.")),
        Band("red", 3, _RED, consequence=_then(
            "Il rischio è presente: intervenire, tanto prima quanto più alto è l'indice.",
            "Risk is present: act, the sooner the higher the index.")),
    )  # fmt: skip


EDITIONS: Final = ("iso_2021", "italian", "italian_075", "niosh")
EDITION_OPTIONS: Final = (
    Option("iso_2021", words("ISO 11228-1:2021, cinque fasce", "ISO 11228-1:2021, five bands")),
    Option("italian", words("Prassi italiana, tre fasce: 0,85 e 1",
                            "Italian practice, three bands: 0.85 and 1")),
    Option("italian_075", words("Prassi italiana, tre fasce: 0,75 e 1",
                                "Italian practice, three bands: 0.75 and 1")),
    Option("niosh", words("NIOSH, tre fasce: 1 e 3", "NIOSH, three bands: 1 and 3")),
)  # fmt: skip
_BANDS: Final[Mapping[str, tuple[Band, ...]]] = {
    "iso_2021": (
        Band("very_low", 0, words("Molto basso", "Very low"), 1.0, _NOTHING),
        Band("low", 1, words("Basso", "Low"), 1.5, _then(
            "Attenzione ai carichi alti a bassa frequenza e alle posture estreme; "
            "riprogettando, portare l'indice a 1 o meno.",
            "Mind high loads at low frequency and extreme postures; "
            "when redesigning, bring the index to 1 or less.")),
        Band("moderate", 2, words("Moderato", "Moderate"), 2.0, _then(
            "Riprogettare compiti e posti di lavoro secondo priorità, poi verificare l'effetto.",
            "Redesign tasks and workplaces by priority, then check the effect.")),
        Band("high", 3, words("Alto", "High"), 3.0, _then(
            "Ridurre l'indice è una priorità alta.", "Lowering the index has high priority.")),
        Band("very_high", 4, words("Molto alto", "Very high"), consequence=_then(
            "Cambiare subito il compito.", "Change the task at once.")),
    ),
    "italian": _italian(0.85),
    "italian_075": _italian(0.75),
    "niosh": (
        Band("acceptable", 0, words("Accettabile per quasi tutti", "Acceptable for nearly all"),
             1.0, _NOTHING),
        Band("increased", 2, words("Rischio aumentato", "Increased risk"), 3.0, _then(
            "Rischio aumentato per una parte dei lavoratori: riprogettare il compito.",
            "Increased risk for a part of the workers: redesign the task.")),
        Band("high", 4, words("Rischio alto per molti", "High risk for many"), consequence=_then(
            "Molti lavoratori sono a rischio alto: cambiare subito il compito.",
            "Many workers are at high risk: change the task at once.")),
    ),
}  # fmt: skip


def scales(measure: str, label: Words) -> Mapping[str, Scale]:
    """Give every edition of the bands for an index."""
    return {
        edition: Scale(measure=measure, label=label, bands=_BANDS[edition],
                       digits=2 if edition.startswith("italian") else None)
        for edition in EDITIONS
    }  # fmt: skip


FIVE_BANDS: Final = Source(
    "ISO 11228-1:2021; Fox, Lu, Occhipinti, Jaeger, Applied Ergonomics 81 (2019)", "verified",
    words("Le cinque fasce e che cosa chiedono, come nel manuale di un software che le riporta; "
          "non dal testo della norma",
          "The five bands and what they ask for, as in the manual of a software that quotes them; "
          "not from the text of the norm"),
)  # fmt: skip
FIVE_BANDS_DOUBT: Final = words(
    "Le cinque fasce ISO 11228-1:2021 vengono da chi le riporta: confrontale con l'edizione che "
    "possiedi.",
    "The five bands of ISO 11228-1:2021 come from those who quote them: compare them with the "
    "edition you own.",
)
