"""What the fields of a substance must be, and what follows from its hazard statements. Pure."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from typing import Any, Final

from ytefas.rules.phrases import EUH_PHRASES, H_PHRASES, PICTOGRAMS, PICTOGRAMS_OF, Said
from ytefas.rules.rule import Fault, Rule

# -- numbers of the registers


def cas_digit(digits: str) -> str:
    """Give the check digit of a CAS number: digits weighed by their place from the right."""
    return str(sum(place * int(one) for place, one in enumerate(reversed(digits), 1)) % 10)


def ec_digit(digits: str) -> str:
    """Give the check digit of an EC number: digits weighed by their place from the left.

    A remainder of ten has no digit: such a number was never given.
    """
    rest = sum(place * int(one) for place, one in enumerate(digits, 1)) % 11
    return str(rest) if rest < 10 else ""  # noqa: PLR2004 - one digit


def _numbered(form: str, digit: Callable[[str], str], name: str) -> Callable[[str], Fault | None]:
    def fault(value: str) -> Fault | None:
        if not re.fullmatch(form, value):
            return Fault(f"{name}_form")
        bare = value.replace("-", "")
        wanted = digit(bare[:-1])
        return None if bare[-1] == wanted else Fault(f"{name}_check", {"digit": wanted or "—"})

    return fault


def _dashed(cuts: tuple[int, int]) -> Callable[[str], str]:
    """Write bare digits with the dashes of their register; other dashes and spaces go."""

    def tidy(value: str) -> str:
        text = re.sub(r"\s", "", re.sub(r"[‐-―−]", "-", value)).upper()
        text = re.sub(r"^(?:CAS|EC|CE|EINECS|ELINCS)?(?:N[.°R]*)?:?", "", text)
        if not re.fullmatch(r"[0-9]{5,10}", text):
            return text
        first, second = cuts
        return f"{text[:first]}-{text[first:second]}-{text[second:]}"

    return tidy


# -- hazard statements and pictograms

_JOINED: Final = re.compile(r"\s*\+\s*")
_SPACED: Final = re.compile(r"\b(EUH|GHS|H|R|P)\s+(?=[0-9])", re.IGNORECASE)
# Statements of the UN's GHS which the Union did not take over.
_GHS_ONLY: Final = frozenset(
    ["H227", "H303", "H305", "H313", "H316", "H320", "H333", "H401", "H402"]
)


def _typed(value: Sequence[Any]) -> Iterable[str]:
    """Take typed codes apart: separated by anything, joined by plus."""
    for one in value:
        text = _SPACED.sub(r"\1", _JOINED.sub("+", str(one)))
        yield from (part for part in re.split(r"[\s,;/]+", text) if part)


def _known(typed: str, start: str, digits: int, said: Said) -> str:
    """Find the code that is meant: a bare number, small letters, zeros left out."""
    found = re.fullmatch(
        rf"(?:{start})?([0-9]{{1,{digits}}})([A-Za-z]{{0,2}})", typed, re.IGNORECASE
    )
    if found is None:
        return typed
    number, ending = found.groups()
    code = f"{start}{number.zfill(digits)}{ending}"
    if code in said:
        return code
    alike = [one for one in said if one.casefold() == code.casefold()]
    return alike[0] if len(alike) == 1 else code


def _h_code(typed: str) -> list[str]:
    """Read one statement or several joined; those that do not go together come apart."""
    parts = [_known(one, "H", 3, H_PHRASES) for one in typed.split("+") if one]
    joined = "+".join(sorted(dict.fromkeys(parts)))
    if joined in H_PHRASES:
        return [joined]
    return parts if all(one in H_PHRASES for one in parts) else [joined]


def _order(code: str) -> tuple[str, int, str]:
    """Put codes by number, what is joined after what it begins with."""
    return re.sub(r"[^0-9+]", "", code)[:3], code.count("+"), code


def _sorted(codes: Iterable[str]) -> list[str]:
    return sorted(dict.fromkeys(codes), key=_order)


def _tidy_h(value: Sequence[Any]) -> list[str]:
    return _sorted(code for typed in _typed(value) for code in _h_code(typed))


def _tidy_euh(value: Sequence[Any]) -> list[str]:
    return _sorted(_known(one, "EUH", 3, EUH_PHRASES) for one in _typed(value))


def _tidy_pictograms(value: Sequence[Any]) -> list[str]:
    return _sorted(_known(one, "GHS", 2, PICTOGRAMS) for one in _typed(value))


def _h_reason(code: str) -> str:
    """Say what is wrong with a code that is none of ours."""
    folded = code.upper()
    if folded.startswith("EUH"):
        return "h_is_euh"
    if re.fullmatch(r"P[0-9]{3}.*", folded):
        return "h_is_precaution"
    if re.fullmatch(r"R[0-9]{1,2}.*", folded):
        return "h_is_old"
    if folded in _GHS_ONLY:
        return "h_not_clp"
    return "h_letters" if folded in {"H360FD", "H360DF"} else "h_unknown"


def _h_codes(codes: Sequence[str]) -> Fault | None:
    return _told(codes, H_PHRASES, _h_reason)


def _euh_codes(codes: Sequence[str]) -> Fault | None:
    return _told(codes, EUH_PHRASES, lambda code: "euh_is_h" if code[:1] in "Hh" else "euh_unknown")


def _pictograms(codes: Sequence[str]) -> Fault | None:
    return _told(codes, PICTOGRAMS, lambda _: "pictogram_unknown")


def _told(codes: Sequence[str], said: Said, reason: Callable[[str], str]) -> Fault | None:
    """Name every code that is wrong for the same reason as the first one."""
    wrong = [(code, reason(code)) for code in codes if code not in said]
    if not wrong:
        return None
    first = wrong[0][1]
    named = [code[:20] for code, why in wrong if why == first]
    return Fault(first, {"codes": ", ".join(named[:8])})


def pictograms_of(codes: Sequence[str] | None) -> list[str]:
    """Find the pictograms that statements ask for, less those that a graver one takes the place of.

    (CLP, article 26: the skull and the corrosive sign, and the health hazard of what sensitises the
    airways, leave no room for the exclamation mark of the same kind of harm.)
    """
    single = {part for code in codes or () for part in code.split("+")}
    shown = {sign for code in single for sign in PICTOGRAMS_OF.get(code, ())}
    covered: set[str] = set()
    if "GHS05" in shown and single & {"H314", "H318"}:
        covered |= {"H315", "H319"}
    if "H334" in single:
        covered |= {"H315", "H317", "H319"}
    still = {code for code in single - covered if "GHS07" in PICTOGRAMS_OF.get(code, ())}
    if "GHS06" in shown or not still:
        shown -= {"GHS07"}
    return sorted(shown)


_GRAVEST_FIRST: Final = (
    ("C1B", "H350"), ("M1B", "H340"), ("R1B", "H360"),
    ("C2", "H351"), ("M2", "H341"), ("R2", "H361"),
)  # fmt: skip


def cmr_of(codes: Sequence[str] | None) -> str:
    """Find the gravest CMR class that statements tell; they do not tell 1A from 1B."""
    for name, start in _GRAVEST_FIRST:
        if any(code.startswith(start) for code in codes or ()):
            return name
    return "none"


# -- exposure limits

OEL_UNITS: Final[Mapping[str, tuple[str, str]]] = {
    "mg/m3": ("mg/m³", "mg/m³"),
    "ppm": ("ppm", "ppm"),
    "ug/m3": ("µg/m³", "µg/m³"),
    "f/cm3": ("fibre/cm³", "fibres/cm³"),
}
_OEL: Final = ("agent", "eight_hours", "short_term", "unit", "source")
_MOST_LIMITS: Final = 50
_LONGEST: Final = 200


def _number(value: object) -> Decimal | None:
    """Read a limit: more than nothing, with at most six decimals."""
    try:
        found = Decimal(str(value))
    except InvalidOperation:
        return None
    if not found.is_finite() or not 0 < found < 10**9:
        return None
    exponent = found.as_tuple().exponent
    return found if isinstance(exponent, int) and exponent >= -6 else None  # noqa: PLR2004


def _oel(rows: Any) -> Fault | None:
    if not isinstance(rows, list) or len(rows) > _MOST_LIMITS:
        return Fault("oel_form")
    for at, row in enumerate(rows, 1):
        reason = _oel_reason(row)
        if reason is not None:
            return Fault(reason, {"row": str(at)})
    return None


def _oel_reason(row: Any) -> str | None:
    if not isinstance(row, Mapping) or not row.keys() <= set(_OEL):
        return "oel_form"
    if not all(isinstance(one, str) and len(one) <= _LONGEST for one in row.values()):
        return "oel_form"
    if "agent" not in row:
        return "oel_agent"
    if row.get("unit") not in OEL_UNITS:
        return "oel_unit"
    given = [row[name] for name in ("eight_hours", "short_term") if name in row]
    if not given:
        return "oel_value"
    read = [_number(one) for one in given]
    if None in read:
        return "oel_number"
    if len(read) == 2 and read[1] < read[0]:  # type: ignore[operator]  # noqa: PLR2004
        return "oel_short"
    return None


def _tidy_oel(rows: Any) -> Any:
    """Trim what was typed: empty cells and rows go, numbers have a point and no more zeros."""
    if not isinstance(rows, (list, tuple)):
        return rows
    tidied = []
    for row in rows:
        if not isinstance(row, Mapping):
            return rows
        kept = {
            name: str(value).strip() if isinstance(value, (str, int, float)) else value
            for name, value in row.items()
        }
        kept = {name: value for name, value in kept.items() if value not in ("", None)}
        for name in ("eight_hours", "short_term"):
            if isinstance(kept.get(name), str):
                kept[name] = _plain(kept[name])
        if kept.keys() - {"unit"}:
            tidied.append(kept)
    return tidied


def _plain(text: str) -> str:
    pointed = text.replace(",", ".") if text.count(",") == 1 and "." not in text else text
    found = _number(pointed)
    return text if found is None else f"{found.normalize():f}"


def _minutes(value: int) -> Fault | None:
    return None if 0 < value <= 24 * 60 else Fault("minutes_day")


RULES: Final[Mapping[str, Rule]] = {
    "cas": Rule(_numbered(r"[0-9]{2,7}-[0-9]{2}-[0-9]", cas_digit, "cas"), _dashed((-3, -1))),
    "ec": Rule(_numbered(r"[0-9]{3}-[0-9]{3}-[0-9]", ec_digit, "ec"), _dashed((-4, -1))),
    "h_codes": Rule(_h_codes, _tidy_h),
    "euh_codes": Rule(_euh_codes, _tidy_euh),
    "pictograms": Rule(_pictograms, _tidy_pictograms),
    "oel": Rule(_oel, _tidy_oel),
    "minutes_day": Rule(_minutes),
}
DERIVATIONS: Final[Mapping[str, Callable[[Any], Any]]] = {
    "cmr": cmr_of,
    "pictograms": pictograms_of,
}
CODES: Final[Mapping[str, Said]] = {  # what a field of codes may hold, by its rule
    "h_codes": H_PHRASES,
    "euh_codes": EUH_PHRASES,
    "pictograms": PICTOGRAMS,
}
