"""IREQ, ISO 11079:2007: heat balance in the cold, solved for clothing or for heat debt."""

from collections.abc import Callable
from dataclasses import dataclass
from math import exp, log
from typing import Final

from ytefas.methods.kit.bands import Band, Scale
from ytefas.methods.kit.numbers import SLACK
from ytefas.methods.kit.words import words

CLO: Final = 0.155  # m²K/W
EMISSION: Final = 5.67e-8 * 0.95 * 0.77  # Stefan–Boltzmann · emissivity · radiating share
DEBT: Final = 40.0  # Wh/m², Q_lim
STILL_AIR: Final = 0.085  # m²K/W, insulation of the air about a person standing in still air
NO_MORE = 1e-11  # how near the solution is enough, m²K/W or K
TRIES = 200


LAW = "D.Lgs. 81/2008 artt. 180–182"

SCALE: Final = Scale(
    measure="clothing_deficit", low=-1, high=2.5,
    label=words("Abiti: 0 = isolamento neutro, 1 = isolamento minimo",
                "Clothing: 0 = neutral insulation, 1 = minimal insulation"),
    bands=(
        Band("adequate", 0, words("Abiti adeguati", "Clothing adequate"), 0,
             words("Nessun raffreddamento del corpo. Evita di sudare: togli strati se il lavoro "
                   "cresce.", "No cooling of the body. Avoid sweating: take off layers when work "
                              "grows.")),
        Band("limited", 2, words("Abiti accettabili, con raffreddamento leggero",
                                 "Clothing acceptable, with slight cooling"), 1,
             words(f"Pause al caldo e abiti di riserva ({LAW}).",
                   f"Warm breaks and spare clothing ({LAW}).")),
        Band("insufficient", 3, words("Abiti insufficienti: durata limitata",
                                      "Clothing insufficient: limited duration"),
             consequence=words(
                 f"Fornisci abiti più isolanti o non superare la durata limite DLE, poi recupero "
                 f"al caldo ({LAW}; art. 77 per gli indumenti di protezione).",
                 f"Provide warmer clothing or do not exceed the duration limit DLE, then recovery "
                 f"in the warm ({LAW}; art. 77 for protective clothing).")),
    ),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Strain:
    """Skin temperature and wetness that are accepted: little or none of cooling."""

    key: str
    t_skin: float
    wetness: float


def strains(m: float) -> tuple[Strain, Strain]:
    """Minimal and neutral, by metabolic rate."""
    return (Strain("min", 33.34 - 0.0354 * m, 0.06),
            Strain("neutral", 35.7 - 0.0285 * m, 0.001 * m))  # fmt: skip


def vapour(t: float) -> float:
    """Saturated vapour pressure in kPa."""
    return 0.1333 * exp(18.6686 - 4030.183 / (t + 235))


@dataclass(frozen=True, slots=True)
class Cold:
    """The place and the work; what does not depend on clothing or on strain."""

    m: float
    w: float
    ta: float
    tr: float
    walk: float
    v: float
    rh: float
    t_ex: float
    p_ex: float
    p_a: float
    i_a: float  # insulation of the air, with wind and walking
    breath: float  # E_res + C_res

    @staticmethod
    def of(*, m: float, w: float, ta: float, tr: float, walk: float, v: float, rh: float) -> "Cold":
        t_ex = 29 + 0.2 * ta
        p_ex, p_a = vapour(t_ex), rh / 100 * vapour(ta)
        breath = 1.73e-2 * m * (p_ex - p_a) + 1.4e-3 * m * (t_ex - ta)
        i_a = 0.092 * exp(-0.15 * v - 0.22 * walk) - 0.0045
        return Cold(m, w, ta, tr, walk, v, rh, t_ex, p_ex, p_a, i_a, breath)

    def evaporation(self, strain: Strain, clothing: float) -> float:
        resistance = 0.06 / 0.38 * (self.i_a + clothing)
        return strain.wetness * (vapour(strain.t_skin) - self.p_a) / resistance

    def radiative(self, t_cl: float) -> float:
        """Give h_r, (T_cl⁴ − T_r⁴) / (T_cl − T_r) without dividing by what may be zero."""
        surface, around = t_cl + 273, self.tr + 273
        return EMISSION * (surface * surface + around * around) * (surface + around)

    def dry(self, t_cl: float, clothing: float) -> tuple[float, float]:
        """Give R and C from the clothing surface; the air's insulation covers both together."""
        f_cl = 1 + 1.197 * clothing
        radiative = self.radiative(t_cl)
        return (f_cl * radiative * (t_cl - self.tr),
                f_cl * (1 / self.i_a - radiative) * (t_cl - self.ta))  # fmt: skip


@dataclass(frozen=True, slots=True)
class Required:
    """The clothing that closes the balance, and the balance."""

    clothing: float  # IREQ, m²K/W
    t_cl: float
    f_cl: float
    evaporation: float
    radiation: float
    convection: float
    none_needed: bool


def root(f: Callable[[float], float], low: float, high: float) -> float:
    """Find where a function changes sign: false position that never stalls (Illinois)."""
    at_low, at_high = f(low), f(high)
    side = 0
    x = low
    for _ in range(TRIES):
        if abs(high - low) < NO_MORE or at_high == at_low:
            break
        x = (low * at_high - high * at_low) / (at_high - at_low)
        if not low < x < high:
            x = (low + high) / 2
        value = f(x)
        if value == 0:
            return x
        if (value > 0) == (at_high > 0):
            moved, high, at_high = high - x, x, value
            at_low, side = (at_low / 2, 1) if side == 1 else (at_low, 1)
        else:
            moved, low, at_low = x - low, x, value
            at_high, side = (at_high / 2, -1) if side == -1 else (at_high, -1)
        if moved < NO_MORE:
            break
    return x


def required(cold: Cold, strain: Strain) -> Required | None:
    """Find IREQ; None where no clothing closes the balance."""
    produced = cold.m - cold.w - cold.breath

    def excess(clothing: float) -> float:
        sensible = produced - cold.evaporation(strain, clothing)
        return sensible - sum(cold.dry(strain.t_skin - clothing * sensible, clothing))

    if excess(0.0) >= 0:
        clothing = 0.0
    else:
        high = 0.1
        while excess(high) <= 0:
            high *= 2
            if high > 100:  # noqa: PLR2004 - m²K/W, beyond any clothing
                return None
        clothing = root(excess, 0.0, high)
    evaporation = cold.evaporation(strain, clothing)
    t_cl = strain.t_skin - clothing * (produced - evaporation)
    radiation, convection = cold.dry(t_cl, clothing)
    return Required(clothing, t_cl, 1 + 1.197 * clothing, evaporation, radiation, convection,
                    none_needed=clothing == 0)  # fmt: skip


def permeability_factor(permeability: float, v: float, walk: float) -> float:
    """Give what wind and walking leave of the total insulation, by air permeability in l/(m²s)."""
    moved = 0.54 * exp(0.075 * log(permeability) - 0.15 * v - 0.22 * walk)
    return moved - 0.06 * log(permeability) + 0.5


def resultant(cold: Cold, clothing: float, permeability: float) -> float:
    """Reduce the insulation on a standing manikin to that in wind and walking."""
    factor = permeability_factor(permeability, cold.v, cold.walk)
    found = clothing
    for _ in range(TRIES):
        f_cl = 1 + 1.197 * found
        better = max(0.0, (clothing + STILL_AIR / f_cl) * factor - cold.i_a / f_cl)
        if abs(better - found) < NO_MORE:
            return better
        found = better
    return found


def basic(cold: Cold, needed: float, permeability: float) -> float:
    """Turn IREQ into the insulation to be bought, as measured on a standing manikin."""
    f_cl = 1 + 1.197 * needed
    factor = permeability_factor(permeability, cold.v, cold.walk)
    return max(0.0, (needed + cold.i_a / f_cl) / factor - STILL_AIR / f_cl)


@dataclass(frozen=True, slots=True)
class Debt:
    """How fast heat is lost in the clothing one has, and how long that may last."""

    t_cl: float
    evaporation: float
    radiation: float
    convection: float
    storage: float  # S, W/m²; negative: cooling
    hours: float | None  # DLE; none: no limit


def exposure(cold: Cold, strain: Strain, clothing: float) -> Debt:
    """Find the clothing surface, the storage S and the duration limited exposure."""

    def flow(t_cl: float) -> float:
        return strain.t_skin - t_cl - clothing * sum(cold.dry(t_cl, clothing))

    t_cl = root(flow, -150.0, 150.0)
    evaporation = cold.evaporation(strain, clothing)
    radiation, convection = cold.dry(t_cl, clothing)
    storage = cold.m - cold.w - cold.breath - evaporation - radiation - convection
    return Debt(t_cl, evaporation, radiation, convection, storage,
                DEBT / -storage if storage < -SLACK else None)  # fmt: skip
