"""A site (unità produttiva): where a customer's people work."""

from sqlalchemy import Date, Integer, Numeric, String
from sqlalchemy.dialects.postgresql import JSONB

from schema.base import Scope, entity, field, unique

site = entity(
    "site",
    field("code", String(20), "Codice", "Code", personal="none", required=True, prefix=True,
          words=True),
    field("name", String(200), "Nome", "Name", personal="none", required=True, prefix=True,
          words=True),
    field("kind", String(20), "Tipo", "Kind", personal="none", required=True,
          default="production_unit", choices={
              "registered_office": ("Sede legale", "Registered office"),
              "production_unit": ("Unità produttiva", "Production unit"),
              "office": ("Ufficio", "Office"),
              "warehouse": ("Magazzino", "Warehouse"),
              "shop": ("Negozio", "Shop"),
              "construction_site": ("Cantiere", "Construction site"),
              "third_party": ("Presso terzi", "Third party's premises"),
              "home": ("Domicilio", "Home"),
          }),
    field("address", JSONB, "Indirizzo", "Address", personal="contact", required=True,
          default=dict, widget="address", filters=False, sorts=False),
    field("istat_code", String(10), "Codice ISTAT", "ISTAT code", personal="none"),
    field("latitude", Numeric(9, 6), "Latitudine", "Latitude", personal="none", unit="°"),
    field("longitude", Numeric(9, 6), "Longitudine", "Longitude", personal="none", unit="°"),
    field("surface_m2", Numeric(10, 2), "Superficie", "Surface", personal="none", unit="m²"),
    field("floors", Integer, "Piani", "Floors", personal="none"),
    field("max_occupants", Integer, "Affollamento massimo", "Maximum occupants", personal="none"),
    field("first_aid_group", String(1), "Gruppo di primo soccorso", "First-aid group",
          personal="none", choices={"A": ("A", "A"), "B": ("B", "B"), "C": ("C", "C")},
          hint=("DM 388/2003", "Ministerial decree 388/2003")),
    field("fire_level", String(1), "Livello antincendio", "Fire level", personal="none",
          choices={"1": ("1", "1"), "2": ("2", "2"), "3": ("3", "3")},
          hint=("DM 2 settembre 2021", "Ministerial decree of 2 September 2021")),
    field("fire_permit_expires_on", Date, "Scadenza antincendio", "Fire permit expires on",
          personal="none"),
    field("opened_on", Date, "Aperta il", "Opened on", personal="none"),
    field("closed_on", Date, "Chiusa il", "Closed on", personal="none"),
    unique("code"),
    label=("Sede", "Site"), plural=("Sedi", "Sites"), source="org.sites",
    scope=Scope.CUSTOMER, names_by="name", sort=("name",), read="read", write="edit",
)  # fmt: skip
