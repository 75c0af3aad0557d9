"""The families that methods belong to, in the order in which people look for them."""

from collections.abc import Mapping
from typing import Final

from ytefas.methods.kit.words import Words, words

FAMILIES: Final[Mapping[str, Words]] = {
    "matrix": words("Matrici di rischio", "Risk matrices"),
    "lifting": words("Sollevamento", "Lifting"),
    "pushing": words("Spinta, traino, trasporto", "Pushing, pulling, carrying"),
    "repetitive": words("Movimenti ripetitivi", "Repetitive movements"),
    "posture": words("Posture", "Postures"),
    "patients": words("Movimentazione dei pazienti", "Handling of patients"),
    "noise": words("Rumore", "Noise"),
    "vibration": words("Vibrazioni", "Vibration"),
    "thermal": words("Microclima", "Thermal environment"),
    "chemical": words("Agenti chimici", "Chemical agents"),
    "radiation": words("Radiazioni ottiche e campi", "Optical radiation and fields"),
    "stress": words("Stress lavoro-correlato", "Work-related stress"),
    "vdt": words("Videoterminali", "Display screen equipment"),
    "fire": words("Incendio ed emergenze", "Fire and emergencies"),
    "protected": words("Gravidanza e minori", "Pregnancy and minors"),
}
