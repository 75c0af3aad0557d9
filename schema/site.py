"""A site (unità produttiva): where a customer's people work."""

from sqlalchemy import Date, Index, Integer, Numeric, String
from sqlalchemy.dialects.postgresql import JSONB

from schema.base import Law, Scope, entity, field, unique

_WHAT = ("La sede", "The site")
_SIZE = ("Dimensioni", "Size")
_SAFE = ("Emergenze", "Emergencies")
_TIME = ("Apertura e chiusura", "Opening and closing")
_PRINTED = ("3 Anagrafica aziendale; 5 Descrizione di luoghi e attività",
            "3 Company data; 5 Places and activities")  # fmt: skip
_EMERGENCIES = ("14 Emergenze", "14 Emergencies")

site = entity(
    "site",
    field("code", String(20), "Codice", "Code", personal="none", required=True, prefix=True,
          words=True, section=_WHAT, width=3,
          help=("Unico per questo cliente: S1, S2, …", "Unique for this customer: S1, S2, …")),
    field("name", String(200), "Nome", "Name", personal="none", required=True, prefix=True,
          words=True, section=_WHAT, width=5, prints_in=_PRINTED),
    field("kind", String(20), "Tipo", "Kind", personal="none", required=True,
          default="production_unit", section=_WHAT, width=4, choices={
              "registered_office": ("Sede legale", "Registered office"),
              "production_unit": ("Unità produttiva", "Production unit"),
              "office": ("Ufficio", "Office"),
              "warehouse": ("Magazzino", "Warehouse"),
              "shop": ("Negozio", "Shop"),
              "construction_site": ("Cantiere", "Construction site"),
              "third_party": ("Presso terzi", "Third party's premises"),
              "home": ("Domicilio", "Home"),
          },
          law=Law("Art. 2, comma 1, lett. t), D.Lgs. 81/2008",
                  "Unità produttiva: stabilimento o struttura che produce beni o servizi, con "
                  "autonomia finanziaria e tecnico-funzionale.",
                  "Production unit: a plant or structure that makes goods or services, with "
                  "financial and technical autonomy.")),
    field("address", JSONB, "Indirizzo", "Address", personal="contact", required=True,
          default=dict, widget="address", filters=False, sorts=False, rule="address",
          section=_WHAT, width=12, prints_in=_PRINTED),
    field("istat_code", String(10), "Codice ISTAT", "ISTAT code", personal="none",
          rule="istat", section=_WHAT, width=3,
          help=("Le 6 cifre del comune.", "The 6 digits of the municipality.")),
    field("latitude", Numeric(9, 6), "Latitudine", "Latitude", personal="none", unit="°",
          rule="latitude", section=_WHAT, width=3),
    field("longitude", Numeric(9, 6), "Longitudine", "Longitude", personal="none", unit="°",
          rule="longitude", section=_WHAT, width=3),
    field("surface_m2", Numeric(10, 2), "Superficie", "Surface", personal="none", unit="m²",
          rule="positive", section=_SIZE, width=3, prints_in=_PRINTED),
    field("floors", Integer, "Piani", "Floors", personal="none", rule="positive", section=_SIZE,
          width=3),
    field("max_occupants", Integer, "Affollamento massimo", "Maximum occupants", personal="none",
          rule="positive", section=_SIZE, width=3, prints_in=_EMERGENCIES,
          help=("Quante persone possono esserci insieme, pubblico compreso.",
                "How many people may be there at once, the public included.")),
    field("first_aid_group", String(1), "Gruppo di primo soccorso", "First-aid group",
          personal="none", choices={"A": ("A", "A"), "B": ("B", "B"), "C": ("C", "C")},
          section=_SAFE, width=3, prints_in=_EMERGENCIES,
          help=(("Decide la formazione degli addetti e la dotazione: cassetta per A e B, "
                "pacchetto di medicazione per C."),
                ("Decides the training of first-aiders and the equipment: a box for A and B, a "
                "kit for C.")),
          law=Law("Art. 1, D.M. 388/2003",
                  "Le aziende si dividono in tre gruppi secondo l'attività, il numero di "
                  "lavoratori e i fattori di rischio.",
                  "Firms fall into three groups by activity, number of workers and risk "
                  "factors.")),
    field("fire_level", String(1), "Livello antincendio", "Fire level", personal="none",
          choices={"1": ("1", "1"), "2": ("2", "2"), "3": ("3", "3")},
          section=_SAFE, width=3, prints_in=_EMERGENCIES,
          help=("Il livello dell'attività, da 1 a 3: decide il corso degli addetti antincendio.",
                "The level of the activity, 1 to 3: decides the course of the fire wardens."),
          law=Law("D.M. 2 settembre 2021, all. III",
                  "Contenuti minimi della formazione degli addetti antincendio, per attività di "
                  "livello 1, 2 e 3.",
                  "Least content of the training of fire wardens, for activities of level 1, 2 "
                  "and 3.")),
    field("fire_permit", String(8), "Prevenzione incendi", "Fire-prevention regime",
          personal="none", choices={
              "none": ("Non soggetta", "Not subject"),
              "scia": ("Soggetta (SCIA)", "Subject (notice)"),
          }, section=_SAFE, width=3, prints_in=_EMERGENCIES,
          help=("Se l'attività è tra quelle soggette ai controlli dei Vigili del fuoco.",
                "Whether the activity is among those the fire brigade controls."),
          law=Law("D.P.R. 151/2011, all. I",
                  "Elenca le attività soggette ai controlli di prevenzione incendi.",
                  "Lists the activities subject to fire-prevention controls.")),
    field("fire_permit_expires_on", Date, "Rinnovo antincendio entro", "Fire renewal due on",
          personal="none", section=_SAFE, width=3, prints_in=_EMERGENCIES,
          show_if=["fire_permit", "eq", "scia"],
          help=(("Si vede solo per le attività soggette: entro questa data va presentata "
                "l'attestazione di rinnovo."),
                "Shown for subject activities only: the renewal is due by this day."),
          law=Law("Art. 5, D.P.R. 151/2011",
                  "Attestazione di rinnovo periodico della conformità antincendio, di regola ogni "
                  "cinque anni.",
                  "Periodic renewal of fire conformity, as a rule every five years.")),
    field("opened_on", Date, "Aperta il", "Opened on", personal="none", section=_TIME, width=3),
    field("closed_on", Date, "Chiusa il", "Closed on", personal="none", section=_TIME, width=3,
          show_if=["opened_on", "notnull"]),
    unique("code"),
    Index(None, "updated_at", "id"),  # what was changed lately, on the first screen of everybody
    label=("Sede", "Site"), plural=("Sedi", "Sites"), source="org.sites", icon="map-pin",
    scope=Scope.CUSTOMER, names_by="name", sort=("name",), read="read", write="edit",
    archivable=True, site="id",
)  # fmt: skip
