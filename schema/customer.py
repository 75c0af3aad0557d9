"""A customer: the firm whose workers' safety the studio looks after."""

import secrets

from sqlalchemy import ARRAY, Date, String, Text
from sqlalchemy.dialects.postgresql import JSONB

from schema.base import Scope, entity, field, ref, unique

# Without 0, O, 1, I and L: codes are read aloud and typed again.
_LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"


def new_code() -> str:
    """Make a customer's code: random, so that it tells nothing about how many there are."""
    return "C" + "".join(secrets.choice(_LETTERS) for _ in range(6))


customer = entity(
    "customer",
    field("code", String(20), "Codice", "Code", personal="none", required=True, readonly=True,
          default=new_code, prefix=True, words=True,
          hint=("Assegnato dal programma", "Given by the program")),
    field("legal_name", String(200), "Ragione sociale", "Legal name", personal="none",
          required=True, prefix=True, words=True),
    field("trade_name", String(200), "Insegna", "Trade name", personal="none", words=True),
    field("vat", String(20), "Partita IVA", "VAT number", personal="none", words=True),
    field("tax_code", String(20), "Codice fiscale", "Tax code", personal="identity", words=True),
    field("ateco_codes", ARRAY(Text), "Codici ATECO", "ATECO codes", personal="none",
          required=True, default=list, filters=False, sorts=False,
          hint=("Classificazione ATECO 2025", "ATECO 2025 classification")),
    field("ateco_risk_class", String(8), "Classe di rischio ATECO", "ATECO risk class",
          personal="none", choices={
              "low": ("Basso", "Low"), "medium": ("Medio", "Medium"), "high": ("Alto", "High"),
          }, hint=("Decide le ore di formazione", "Decides the hours of training")),
    field("ccnl", String(200), "CCNL applicato", "Collective agreement", personal="none"),
    field("inail_pat", String(40), "PAT INAIL", "INAIL position", personal="none"),
    field("rea", String(40), "Numero REA", "REA number", personal="none"),
    field("legal_address", JSONB, "Sede legale", "Registered address", personal="contact",
          required=True, default=dict, widget="address", filters=False, sorts=False),
    field("pec", String(254), "PEC", "Certified e-mail", personal="contact"),
    field("email", String(254), "E-mail", "E-mail", personal="contact"),
    field("phone", String(40), "Telefono", "Phone", personal="contact"),
    field("activity_start_on", Date, "Inizio attività", "Start of activity", personal="none",
          hint=("Da qui i 90 giorni per il DVR", "The 90 days for the DVR start here")),
    ref("lead_consultant_id", "studio.app_user", "Consulente di riferimento", "Lead consultant"),
    field("status", String(10), "Stato", "Status", personal="none", required=True,
          default="active", choices={
              "prospect": ("Potenziale", "Prospect"), "active": ("Attivo", "Active"),
              "suspended": ("Sospeso", "Suspended"), "archived": ("Archiviato", "Archived"),
          }),
    field("notes", Text, "Note", "Notes", personal="none", sorts=False),
    unique("code", scope=Scope.SELF),
    label=("Cliente", "Customer"), plural=("Clienti", "Customers"), source="org.customers",
    scope=Scope.SELF, names_by="legal_name", sort=("legal_name",),
    read="read", write="edit", create="consultant", delete="manage",
)  # fmt: skip
