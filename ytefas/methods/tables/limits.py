"""What the look-ups of limit values share: a measured value beside the limit."""

from ytefas.methods.kit.bands import Band, Scale
from ytefas.methods.kit.inputs import Number
from ytefas.methods.kit.words import Words, words


def against(within: Words, beyond: Words) -> Scale:
    """Band the measured value as a part of the limit."""
    return Scale(
        measure="ratio", label=words("Misurato / limite", "Measured / limit"), high=2, shown=2,
        bands=(
            Band("within_limit", 1, words("Entro il limite", "Within the limit"), 1, within),
            Band("limit_exceeded", 4, words("Limite superato", "Limit exceeded"),
                 consequence=beyond),
        ),
    )  # fmt: skip


MEASURED = Number(
    key="measured", label=words("Valore misurato o calcolato", "Measured or computed value"),
    low=0, high=1e15, required=False,
    help=words("Nella stessa grandezza e unità del limite; facoltativo.",
               "In the quantity and unit of the limit; optional."),
)  # fmt: skip
