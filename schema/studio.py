"""The studio itself: the one row that says whose program this is, and how its paper looks.

Documents take their header and footer from here: the logo and the data of the studio, or the strip
that replaces both, and the lines at the foot of every page.
"""

from sqlalchemy import Boolean, CheckConstraint, Integer, String, Text, true
from sqlalchemy.dialects.postgresql import JSONB

from schema.base import Scope, entity, field, ref, technical, unique

_NAME = ("Dati dello studio", "The studio")
_PLACE = ("Indirizzo e recapiti", "Address and contacts")
_PAPER = ("Carta intestata", "Letterhead")
_HOUSE = ("Regole della casa", "House rules")
_PRINTED = ("Intestazione e piè di pagina di ogni documento", "Header and footer of every document")

studio = entity(
    "studio",
    technical("sole", Boolean, server_default=true()),  # one row, whoever writes
    field("legal_name", String(200), "Ragione sociale", "Legal name", personal="none",
          required=True, words=True, section=_NAME, width=6, prints_in=_PRINTED,
          help=("Come deve comparire sui documenti, con forma giuridica o titolo professionale.",
                "As it has to stand on documents, with legal form or professional title.")),
    field("vat", String(20), "Partita IVA", "VAT number", personal="none", rule="vat",
          section=_NAME, width=3, prints_in=_PRINTED),
    field("tax_code", String(20), "Codice fiscale", "Tax code", personal="identity",
          rule="tax_code", section=_NAME, width=3, prints_in=_PRINTED),
    field("address", JSONB, "Indirizzo", "Address", personal="contact", required=True,
          default=dict, widget="address", filters=False, sorts=False, rule="address",
          section=_PLACE, width=12, prints_in=_PRINTED),
    field("phone", String(40), "Telefono", "Phone", personal="contact", section=_PLACE, width=3,
          prints_in=_PRINTED),
    field("email", String(254), "E-mail", "E-mail", personal="contact", rule="email",
          section=_PLACE, width=5, prints_in=_PRINTED),
    field("pec", String(254), "PEC", "Certified e-mail", personal="contact", rule="email",
          section=_PLACE, width=4),
    field("website", String(200), "Sito", "Website", personal="none", section=_PLACE, width=4,
          prints_in=_PRINTED),
    ref("logo_id", "studio.studio_file", "Logo", "Logo", widget="file", filters=False, sorts=False,
        section=_PAPER, width=6, prints_in=_PRINTED,
        help=(("PNG o JPG, meglio con sfondo bianco o trasparente e largo almeno 800 punti: in "
               "stampa misura al massimo 60 × 20 mm."),
              ("PNG or JPG, best on white or transparent ground and at least 800 dots wide: in "
               "print it is at most 60 × 20 mm."))),
    ref("letterhead_id", "studio.studio_file", "Fascia di intestazione", "Header strip",
        widget="file", filters=False, sorts=False, section=_PAPER, width=6, prints_in=_PRINTED,
        help=(("Un'immagine larga quanto il foglio (210 × 30 mm) che prende il posto di logo e "
               "dati in testa a ogni pagina. Vuota: l'intestazione si compone da sola."),
              ("An image as wide as the sheet (210 × 30 mm) that takes the place of logo and "
               "data at the head of every page. Empty: the header is composed from the data."))),
    field("footer", Text, "Piè di pagina", "Footer", personal="none", filters=False, sorts=False,
          section=_PAPER, width=6, prints_in=_PRINTED, rule="footer",
          help=(("Fino a tre righe. Vuoto: ragione sociale, indirizzo, recapiti e Partita IVA. Il "
                "numero di pagina c'è sempre."),
                ("Up to three lines. Empty: legal name, address, contacts and VAT number. The page "
                "number is always there."))),
    field("theme_colour", String(7), "Colore dei documenti", "Colour of documents",
          personal="none", required=True, default="#1f5c57", rule="colour", widget="colour",
          filters=False, sorts=False, section=_PAPER, width=3, prints_in=_PRINTED,
          help=("Per titoli e filetti. Si scrive come #1f5c57.",
                "For headings and rules. Written as #1f5c57.")),
    field("theme_font", String(8), "Carattere dei documenti", "Typeface of documents",
          personal="none", required=True, default="sans", section=_PAPER, width=3, choices={
              "sans": ("Lineare", "Sans serif"), "serif": ("Con grazie", "Serif"),
          }, filters=False, sorts=False, prints_in=_PRINTED),
    field("default_locale", String(5), "Lingua predefinita", "Default language", personal="none",
          required=True, default="it", section=_HOUSE, width=4, choices={
              "it": ("Italiano", "Italian"), "en": ("Inglese", "English"),
          },
          help=("Dei nuovi utenti e dei nuovi documenti; ognuno può cambiare la propria.",
                "Of new users and new documents; everybody can change their own.")),
    field("retention_years", Integer, "Anni di conservazione", "Years of retention",
          personal="none", required=True, default=10, rule="retention",
          section=_HOUSE, width=4,
          help=(("Per quanto tempo i dati di chi non è più cliente restano consultabili, prima che "
                "se ne proponga la cancellazione."),
                ("How long the data of former customers stay at hand before their erasure is "
                "proposed."))),
    unique("sole", scope=Scope.STUDIO),
    CheckConstraint("sole", name="sole"),
    label=("Profilo dello studio", "Studio profile"),
    plural=("Profilo dello studio", "Studio profile"), source="studio.profile", icon="building-2",
    scope=Scope.STUDIO, names_by="legal_name", sort=("legal_name",), read="anyone", write="admin",
    delete="system",
)  # fmt: skip
