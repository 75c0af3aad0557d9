"""What can be wrong with what is given to a method, and how it is said.

Three kinds that are never mixed up: a fault in the data (`out_of_range`, whatever the fault is; the
fault says which field and what is allowed), a case the method is not made for (`not_applicable_…`,
with what to use instead), and a value outside the method's limits, for which the method has a rule
of its own (a worse class, a prescribed clamp) and which comes back as a notice beside the result.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from ytefas.methods.kit.words import Words, words

OUT_OF_RANGE: Final = "out_of_range"


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong: where, what, and what is allowed there."""

    path: str  # "tasks[2].duration_h"
    code: str
    label: Words
    allowed: Mapping[str, Any] = field(default_factory=dict)

    def sentence(self) -> Words:
        return _SENTENCES[self.code].filled(label=self.label, **self.allowed)


class Refused(Exception):
    """A method does not answer, for what is wrong between several inputs."""

    def __init__(self, path: str, said: Words) -> None:
        super().__init__(path)
        self.path, self.said = path, said


class NotApplicable(Exception):
    """A case the method is not made for; `instead` names what is."""

    def __init__(self, code: str, said: Words, instead: str | None = None) -> None:
        super().__init__(code)
        self.code, self.said, self.instead = f"not_applicable_{code}", said, instead


_SENTENCES: Final[Mapping[str, Words]] = {
    "missing": words("{label}: manca. {hint}", "{label}: missing. {hint}"),
    "unknown": words("«{key}» non è un dato di questo metodo. Sono ammessi: {known}.",
                     "“{key}” is no input of this method. Allowed: {known}."),
    "not_a_number": words("{label}: serve un numero. {hint}",
                          "{label}: a number is needed. {hint}"),
    "not_an_integer": words("{label}: serve un numero intero. {hint}",
                            "{label}: a whole number is needed. {hint}"),
    "outside": words("{label}: {value} non è ammesso. {hint}",
                     "{label}: {value} is not allowed. {hint}"),
    "not_listed": words("{label}: «{value}» non è tra i valori ammessi. {hint}",
                        "{label}: “{value}” is not among the allowed values. {hint}"),
    "not_a_flag": words("{label}: serve sì o no (true, false).",
                        "{label}: yes or no is needed (true, false)."),
    "not_a_text": words("{label}: serve un testo. {hint}", "{label}: a text is needed. {hint}"),
    "too_long": words("{label}: al massimo {most} caratteri.",
                      "{label}: {most} characters at most."),
    "not_a_list": words("{label}: serve un elenco. {hint}", "{label}: a list is needed. {hint}"),
    "count": words("{label}: voci date {count}. {hint}", "{label}: {count} given. {hint}"),
    "not_an_object": words("{label}: servono dati con il loro nome, come oggetto. {hint}",
                           "{label}: data with their names are needed, as an object. {hint}"),
    "between": words("{said}", "{said}"),
}  # fmt: skip
