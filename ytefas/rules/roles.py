"""The roles of safety: where each stands in a firm, and which a firm cannot do without. Pure.

What the law asks depends on facts that no register holds (whether health surveillance is due, how
many rest days a wage has, what was agreed with the unions): so a need is `required` only where
nothing but the role itself can meet it, and else to be looked into (`check`).
"""

from dataclasses import dataclass
from typing import Final, Literal

Group = Literal["line", "service", "health", "workers", "emergency", "special"]

GROUP_OF: Final[dict[str, Group]] = {
    "employer": "line", "employer_delegate": "line", "manager": "line", "supervisor": "line",
    "rspp": "service", "aspp": "service",
    "occupational_physician": "health", "coordinating_physician": "health",
    "rls": "workers", "rlst": "workers",
    "fire_warden": "emergency", "first_aider": "emergency", "evacuation": "emergency",
    "radiation_expert": "special", "laser_officer": "special", "pes": "special",
    "pav": "special", "pei": "special",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Need:
    """One who holds any of `roles` has to be there: in the firm, or for each of its sites."""

    roles: tuple[str, ...]  # the first is the one that is said to be missing
    per: Literal["firm", "site"]
    weight: Literal["required", "check"]
    it: str
    en: str
    or_flag: str = ""  # or an employer with this flag


NEEDS: Final = (
    Need(("employer",), "firm", "required",
         "Art. 2, comma 1, lett. b): chi ha la responsabilità dell'organizzazione.",
         "Art. 2(1)(b): who answers for the organisation."),
    Need(("rspp",), "firm", "required",
         "Artt. 17 e 31-34: lo designa il datore di lavoro, o ne svolge i compiti se ammesso.",
         "Arts. 17 and 31-34: appointed by the employer, who may act as one where allowed.",
         or_flag="employer_is_rspp"),
    Need(("occupational_physician", "coordinating_physician"), "firm", "check",
         "Artt. 18 e 41: serve se è prevista la sorveglianza sanitaria.",
         "Arts. 18 and 41: needed where health surveillance is due."),
    Need(("rls", "rlst"), "firm", "check",
         "Artt. 47-48: lo eleggono i lavoratori; se non è eletto, opera l'RLST.",
         "Arts. 47-48: elected by the workers; where there is none, the RLST acts."),
    Need(("supervisor",), "firm", "check",
         "Art. 18, comma 1, lett. b-bis): vanno individuati i preposti che vigilano.",
         "Art. 18(1)(b-bis): the supervisors have to be named."),
    Need(("fire_warden",), "site", "check",
         "Artt. 18, 43 e 46: addetti antincendio e gestione delle emergenze, per ogni sede.",
         "Arts. 18, 43 and 46: fire wardens, for every site."),
    Need(("first_aider",), "site", "check",
         "Artt. 18, 43 e 45: addetti al primo soccorso, per ogni sede.",
         "Arts. 18, 43 and 45: first-aiders, for every site."),
)  # fmt: skip
