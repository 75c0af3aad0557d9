"""Which courses a safety role asks for, and on what condition."""

from sqlalchemy import Boolean, String, UniqueConstraint

from schema.base import Scope, entity, field, ref
from schema.catalogued import catalogued

ROLES = {
    "worker": ("Ogni lavoratore", "Every worker"),
    "employer": ("Datore di lavoro", "Employer"),
    "employer_rspp": ("Datore di lavoro che fa da RSPP", "Employer acting as RSPP"),
    "employer_delegate": ("Delegato del datore di lavoro", "Employer's delegate"),
    "manager": ("Dirigente", "Manager"),
    "supervisor": ("Preposto", "Supervisor"),
    "rspp": ("RSPP", "RSPP"),
    "aspp": ("ASPP", "ASPP"),
    "rls": ("RLS", "RLS"),
    "rlst": ("RLST", "RLST"),
    "fire_warden": ("Addetto antincendio", "Fire warden"),
    "first_aider": ("Addetto al primo soccorso", "First aider"),
    "evacuation": ("Addetto all'evacuazione", "Evacuation warden"),
    "laser_officer": ("Addetto sicurezza laser", "Laser safety officer"),
    "pes": ("PES", "PES (skilled person)"),
    "pav": ("PAV", "PAV (instructed person)"),
    "pei": ("PEI", "PEI (live work)"),
}
CONDITIONS = {
    "risk_low": ("Classe di rischio bassa", "Low risk class"),
    "risk_medium": ("Classe di rischio media", "Medium risk class"),
    "risk_high": ("Classe di rischio alta", "High risk class"),
    "first_aid_a": ("Gruppo A di primo soccorso", "First-aid group A"),
    "first_aid_bc": ("Gruppi B e C di primo soccorso", "First-aid groups B and C"),
    "fire_1": ("Livello antincendio 1", "Fire level 1"),
    "fire_2": ("Livello antincendio 2", "Fire level 2"),
    "fire_3": ("Livello antincendio 3", "Fire level 3"),
}

_WHAT = ("Il ruolo e il corso", "Role and course")

role_course = entity(
    "role_course",
    field("role", String(24), "Ruolo", "Role", personal="none", required=True, once=True,
          choices=ROLES, section=_WHAT, width=4),
    ref("course_id", "studio.course", "Corso", "Course", required=True, once=True,
        section=_WHAT, width=8),
    field("only_if", String(16), "Solo se", "Only if", personal="none", choices=CONDITIONS,
          once=True, section=_WHAT, width=4, help=("Vuoto: in ogni caso.", "Empty: in any case.")),
    field("required", Boolean, "Obbligatorio", "Mandatory", personal="none", required=True,
          default=True, section=_WHAT, width=3),
    *catalogued(),
    UniqueConstraint("role", "course_id", "only_if", "archived_at",
                     postgresql_nulls_not_distinct=True),
    label=("Corso di un ruolo", "Course of a role"), plural=("Corsi dei ruoli",
    "Courses of roles"), source="lib.role_courses", icon="user-check", scope=Scope.STUDIO,
    names_by="role", sort=("role",), read="consultant", write="admin", archivable=True,
)  # fmt: skip
