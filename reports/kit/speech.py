"""The words of a document and its numbers, as each language writes them."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

WORDS: Final[Mapping[str, tuple[str, str]]] = {
    "sheet": ("Scheda di metodo", "Method sheet"),
    "page": ("Pagina {page} di {pages}", "Page {page} of {pages}"),
    "version": ("versione {version} del metodo", "version {version} of the method"),
    "evaluated": ("Valutazione del {day}", "Evaluated on {day}"),
    "before": ("Prima", "Before"),
    "after": ("Dopo", "After"),
    "before_small": ("prima", "before"),
    "after_small": ("dopo", "after"),
    "both": ("Prima e dopo", "Before and after"),
    "current": ("Attuale", "Current"),
    "value": ("Valore", "Value"),
    "share": ("Quota", "Share"),
    "result": ("Risultato", "Result"),
    "after_measures": ("Dopo le misure", "After the measures"),
    "change": ("Variazione", "Change"),
    "consequence": ("Che cosa comporta", "What follows"),
    "inputs": ("Dati del caso", "Data of the case"),
    "input": ("Dato", "Data"),
    "values": ("Valori calcolati", "Computed values"),
    "steps": ("Calcolo, passo per passo", "The computation, step by step"),
    "steps_after": ("Calcolo dopo le misure", "The computation after the measures"),
    "step": ("Grandezza", "Quantity"),
    "how": ("Come si ottiene", "How it comes about"),
    "marked": (
        "Cella letta prima: bordo continuo; dopo le misure: bordo tratteggiato.",
        "Cell read before: solid frame; after the measures: dashed frame.",
    ),
    "duties": ("Obblighi", "Duties"),
    "duty": ("Obbligo", "Duty"),
    "law": ("Articolo", "Article"),
    "due": ("scatta", "applies"),
    "not_due": ("non scatta", "does not apply"),
    "notices": ("Avvertenze", "Notices"),
    "doubts": ("Da verificare sull’edizione che possiedi", "To check in the edition you own"),
    "sources": ("Fonti", "Sources"),
    "verified": ("confrontata con il testo", "checked against the text"),
    "recomputed": ("confermata da un ricalcolo indipendente", "confirmed by recomputing"),
    "memory": ("da verificare sull’edizione che possiedi", "to check in the edition you own"),
    "practice": ("prassi, nessuna norma la fissa", "practice, no norm fixes it"),
    "scope": ("A che cosa serve", "What it is for"),
    "note": ("Note", "Notes"),
    "rounding": (
        "I valori mostrati sono arrotondati, il calcolo no.",
        "Values are rounded where they are shown, not where they are computed.",
    ),
    "unfinished": ("Da completare", "Unfinished"),
    "missing": ("Che cosa manca", "What is missing"),
    "unrated": ("Da valutare", "Not rated"),
    "first": ("da correggere per primo", "to be mended first"),
    "met": ("sì", "yes"),
    "unmet": ("no", "no"),
    "unknown": ("non noto", "not known"),
    "continued": ("segue", "continued"),
}  # fmt: skip


class Speech:
    """Says things in one language."""

    def __init__(self, language: str) -> None:
        self.language = language if language == "it" else "en"

    def __call__(self, name: str, **fields: Any) -> str:
        return WORDS[name][self.language != "it"].format(**fields)

    def number(self, value: Any, digits: int | None = None) -> str:
        """Write a number; without digits the shortest that says it."""
        text = f"{value:.10g}" if digits is None else f"{value:.{digits}f}"
        if text.startswith("-") and float(text) == 0:
            text = text[1:]
        text = text.replace("-", "−")
        if "e" in text:
            return text.replace(".", ",") if self.language == "it" else text
        whole, point, rest = text.partition(".")
        # thousands apart, as on the screen: Italian leaves four digits together
        few = 4 if self.language == "it" else 3
        if len(whole.removeprefix("−")) > few:
            sign = "−" if whole.startswith("−") else ""
            whole = f"{sign}{int(whole.removeprefix('−')):,}"
        if self.language == "it":
            whole, point = whole.replace(",", "."), point.replace(".", ",")
        return f"{whole}{point}{rest}"

    def anything(self, value: Any, digits: int | None = None) -> str:
        """Write any value: numbers, yes and no, lists, nothing as a dash."""
        if value is None:
            return "–"
        if isinstance(value, bool):
            return self("met" if value else "unmet")
        if isinstance(value, int | float):
            return self.number(value, digits)
        if isinstance(value, list | tuple):
            return ", ".join(self.anything(one, digits) for one in value)
        if isinstance(value, Mapping):
            return ", ".join(f"{key}: {self.anything(one, digits)}" for key, one in value.items())
        return str(value)

    def with_unit(self, text: str, unit: str | None) -> str:
        return f"{text}\u00a0{unit}" if unit and text != "–" else text

    def percent(self, share: float) -> str:
        digits = 1 if 0 < share < 0.0995 else 0  # noqa: PLR2004 - one digit more where it counts
        return f"{self.number(share * 100, digits)}\u00a0%"

    def day(self, iso: str | None) -> str:
        """Write a day (`2026-11-20`) as the language does."""
        if not iso:
            return "–"
        on = date.fromisoformat(iso[:10])
        if self.language == "it":
            return f"{on:%d/%m/%Y}"
        return f"{on.day} {_MONTHS[on.month - 1]} {on.year}"


_MONTHS: Final = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
