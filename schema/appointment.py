"""An appointment (nomina): who holds which safety role, for which part of the firm, since when.

What is empty narrows nothing: without a site the role is held for the whole firm.
"""

from sqlalchemy import Boolean, Date, ForeignKeyConstraint, String, Text

from schema.base import Law, Scope, entity, field, ref
from schema.checked import checked
from schema.dates import in_order, keep_apart
from schema.sited import At

_ROLE = ("Il ruolo", "The role")
_WHERE = ("Per quale parte dell'azienda", "For which part of the firm")
_ACT = ("Atto e durata", "Act and duration")
_PRINTED = ("4 Organizzazione della sicurezza", "4 Safety organisation")

appointment = entity(
    "appointment",
    field("role", String(24), "Ruolo", "Role", personal="identity", required=True, section=_ROLE,
          width=6, prints_in=_PRINTED, choices={
              "employer": ("Datore di lavoro", "Employer"),
              "employer_delegate": ("Delegato del datore di lavoro", "Employer's delegate"),
              "manager": ("Dirigente", "Manager"),
              "supervisor": ("Preposto", "Supervisor"),
              "rspp": ("RSPP", "RSPP (head of prevention)"),
              "aspp": ("ASPP", "ASPP (prevention officer)"),
              "occupational_physician": ("Medico competente", "Occupational physician"),
              "coordinating_physician": ("Medico competente coordinatore",
                                         "Coordinating physician"),
              "rls": ("RLS", "RLS (workers' safety representative)"),
              "rlst": ("RLST (territoriale)", "RLST (territorial representative)"),
              "fire_warden": ("Addetto antincendio", "Fire warden"),
              "first_aider": ("Addetto al primo soccorso", "First-aider"),
              "evacuation": ("Addetto all'evacuazione", "Evacuation warden"),
              "radiation_expert": ("Esperto di radioprotezione", "Radiation protection expert"),
              "laser_officer": ("Addetto sicurezza laser", "Laser safety officer"),
              "pes": ("PES (persona esperta)", "PES (skilled person, electrical)"),
              "pav": ("PAV (persona avvertita)", "PAV (instructed person, electrical)"),
              "pei": ("PEI (idonea ai lavori sotto tensione)", "PEI (fit for live work)"),
          },
          law=Law("Artt. 2, 16-20, 31-34, 37, 38, 43, 47-50, D.Lgs. 81/2008",
                  "Definiscono le figure della sicurezza, chi le designa e i loro compiti; per "
                  "PES, PAV e PEI la norma CEI 11-27.",
                  "They define the roles of safety, who appoints them and their duties; for PES, "
                  "PAV and PEI the CEI 11-27 standard.")),
    ref("person_id", "customer.person", "Persona", "Person", required=True, personal="identity",
        section=_ROLE, width=6, prints_in=_PRINTED),
    field("employer_is_rspp", Boolean, "Svolge anche i compiti di RSPP", "Also acts as RSPP",
          personal="identity", required=True, default=False, section=_ROLE, width=12,
          show_if=["role", "eq", "employer"],
          help=(("Solo nei casi ammessi, per tipo e dimensione dell'azienda, e dopo il corso "
                "previsto: da verificare caso per caso."),
                ("Only where allowed, by kind and size of the firm, and after the course: to be "
                "checked case by case.")),
          law=Law("Art. 34 e all. II, D.Lgs. 81/2008",
                  "Il datore di lavoro può svolgere direttamente i compiti del servizio di "
                  "prevenzione e protezione nei casi dell'allegato II, con formazione apposita.",
                  "The employer may perform the tasks of the prevention service in the cases of "
                  "annex II, after specific training.")),
    ref("site_id", "customer.site", "Sede", "Site", personal="identity", section=_WHERE, width=6,
        help=("Vuoto: tutta l'azienda.", "Empty: the whole firm."), prints_in=_PRINTED),
    ref("department_id", "customer.department", "Reparto", "Department", personal="identity",
        section=_WHERE, width=6, within={"site_id": "site_id"},
        help=("Un reparto della sede scelta. Vuoto: tutta la sede.",
              "A department of the chosen site. Empty: the whole site."), prints_in=_PRINTED),
    field("from_on", Date, "Dal", "From", personal="identity", required=True, section=_ACT,
          width=3, prints_in=_PRINTED),
    field("to_on", Date, "Al", "To", personal="identity", section=_ACT, width=3,
          help=("L'ultimo giorno dell'incarico. Vuoto: finché non cessa.",
                "The last day of the role. Empty: until it ends.")),
    field("accepted_on", Date, "Accettata il", "Accepted on", personal="identity", section=_ACT,
          width=3,
          help=(("Quando la persona ha accettato. Addetti alle emergenze e RLS: data della "
                "designazione o del verbale di elezione."),
                ("When the person accepted. Emergency wardens and RLS: the day of designation or "
                "of the election."))),
    ref("act_id", "customer.attachment", "Atto di nomina", "Act of appointment", widget="file",
        personal="identity", section=_ACT, width=6,
        help=("La lettera d'incarico, la delega o il verbale, firmati.",
              "The signed letter, delegation or minutes.")),
    field("note", Text, "Note", "Note", personal="identity", sorts=False, words=True, section=_ACT,
          width=12),
    in_order("from_on", "to_on"),
    checked("site_of_department", "department_id IS NULL OR site_id IS NOT NULL", "required",
            "site_id"),
    ForeignKeyConstraint(
        ["customer_id", "site_id", "department_id"],
        ["department.customer_id", "department.site_id", "department.id"],
        name="fk_appointment_department_of_the_site",
    ),
    label=("Nomina", "Appointment"), plural=("Nomine", "Appointments"), source="org.appointments",
    icon="badge-check", scope=Scope.CUSTOMER, names_by="role", sort=("role", "person_id"),
    read="read", write="edit", archivable=True, site=At("site_id", wide=True),
)  # fmt: skip

keep_apart(appointment, "from_on", "to_on", same=("person_id", "role", "site_id", "department_id"))
