"""A customer: the firm whose workers' safety the studio looks after."""

import secrets

from sqlalchemy import ARRAY, Date, Index, String, Text
from sqlalchemy.dialects.postgresql import JSONB

from schema.base import Law, Scope, entity, field, ref, unique

# Without 0, O, 1, I and L: codes are read aloud and typed again.
_LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"

_NAME = ("Anagrafica", "Registration")
_WORK = ("Attività e contratto", "Activity and contract")
_PLACE = ("Sede legale e recapiti", "Registered office and contacts")
_CARE = ("Seguito dallo studio", "Looked after by the studio")
_PRINTED = ("0 Frontespizio; 3 Anagrafica aziendale", "0 Title page; 3 Company data")
_DATA = ("3 Anagrafica aziendale", "3 Company data")


def new_code() -> str:
    """Make a customer's code: random, so that it tells nothing about how many there are."""
    return "C" + "".join(secrets.choice(_LETTERS) for _ in range(6))


customer = entity(
    "customer",
    field("code", String(20), "Codice", "Code", personal="none", required=True, readonly=True,
          default=new_code, prefix=True, words=True, section=_NAME, width=3,
          lock=("Lo assegna il programma e non cambia più: compare sui documenti emessi.",
                "The program gives it, for good: it stands on issued documents.")),
    field("legal_name", String(200), "Ragione sociale", "Legal name", personal="none",
          required=True, prefix=True, words=True, section=_NAME, width=6, prints_in=_PRINTED,
          help=("Come nella visura camerale, forma giuridica compresa.",
                "As in the company register, legal form included.")),
    field("trade_name", String(200), "Nome breve", "Short name", personal="none", words=True,
          section=_NAME, width=3,
          help=("Insegna o nome d'uso: si vede sulle schede quando lo spazio è poco.",
                "Trading name: shown on tabs, where there is little room.")),
    field("vat", String(20), "Partita IVA", "VAT number", personal="none", words=True, rule="vat",
          section=_NAME, width=4, prints_in=_DATA,
          help=("11 cifre; l'ultima è di controllo e viene verificata.",
                "11 digits; the last one is a check digit and is verified.")),
    field("tax_code", String(20), "Codice fiscale", "Tax code", personal="identity", words=True,
          rule="tax_code", section=_NAME, width=4, prints_in=_DATA,
          help=(("Per le società 11 cifre, di solito uguale alla Partita IVA; per le ditte "
                "individuali i 16 caratteri del titolare."),
                ("11 digits for companies, usually the VAT number; for sole traders the 16 "
                "characters of the owner."))),
    field("rea", String(40), "Numero REA", "REA number", personal="none", words=True,
          section=_NAME, width=4,
          prints_in=_DATA,
          help=("Sigla della provincia e numero, come nella visura: VC-198344.",
                "Province and number, as in the company register: VC-198344.")),
    ref("logo_id", "customer.attachment", "Logo", "Logo", widget="file", section=_NAME, width=12,
        within={"customer_id": "id"}, prints_in=("0 Frontespizio", "0 Title page"),
        help=("Si stampa sul frontespizio del documento, accanto a quello dello studio.",
              "Printed on the title page of the document, beside the studio's.")),
    field("ateco_codes", ARRAY(Text), "Codici ATECO", "ATECO codes", personal="none",
          required=True, default=list, filters=False, sorts=False, rule="ateco", section=_WORK,
          width=8, prints_in=_DATA,
          help=(("Il primo è quello dell'attività prevalente. Si scrivono come nella visura: "
                "25.62.00."),
                "The first one is the main activity. Written as in the register: 25.62.00.")),
    field("ateco_risk_class", String(8), "Classe di rischio", "Risk class", personal="none",
          readonly=True, derived=("ateco_class", "ateco_codes"), section=_WORK, width=4, choices={
              "low": ("Basso", "Low"), "medium": ("Medio", "Medium"), "high": ("Alto", "High"),
          },
          help=("Decide le ore di formazione dei lavoratori.",
                "Decides the hours of the workers' training."),
          lock=(("Si ricava dai codici ATECO: vale la classe più alta. Resta vuota se i codici "
                "non bastano a deciderla."),
                ("It follows from the ATECO codes: the highest class counts. It stays empty when "
                "they do not decide it.")),
          law=Law("Accordo Stato-Regioni 21/12/2011, all. 2",
                  "Assegna a ogni settore ATECO una classe di rischio, da cui dipende la durata "
                  "della formazione dei lavoratori.",
                  "Gives every ATECO sector a risk class, on which the length of the workers' "
                  "training depends."), prints_in=_DATA),
    field("activity_start_on", Date, "Inizio attività", "Start of activity", personal="none",
          section=_WORK, width=3, prints_in=_DATA,
          help=("Per una nuova impresa, da questa data partono i 90 giorni per completare il DVR.",
                "For a new business, the 90 days to complete the DVR start on this day."),
          law=Law("Art. 28, comma 3-bis, D.Lgs. 81/2008",
                  "Nuova impresa: valutazione immediata, documento entro novanta giorni "
                  "dall'inizio dell'attività.",
                  "New business: assessment at once, the document within ninety days from the "
                  "start of its activity.")),
    field("ccnl", String(200), "Contratto collettivo", "Collective agreement", personal="none",
          section=_WORK, width=6, prints_in=_DATA),
    field("inail_pat", String(40), "Posizione INAIL (PAT)", "INAIL position", personal="none",
          words=True,
          section=_WORK, width=3, prints_in=_DATA,
          help=("La posizione assicurativa territoriale, dal certificato di assicurazione INAIL.",
                "The local insurance position, from the INAIL certificate.")),
    field("legal_address", JSONB, "Sede legale", "Registered address", personal="contact",
          required=True, default=dict, widget="address", filters=False, sorts=False,
          rule="address", section=_PLACE, width=12, prints_in=_PRINTED),
    field("pec", String(254), "PEC", "Certified e-mail", personal="contact", rule="email",
          words=True,
          section=_PLACE, width=5, prints_in=_DATA,
          help=(("La posta certificata: inviare a sé stessi il DVR firmato è un modo per dargli "
                "data certa."),
                ("Certified mail: sending oneself the signed DVR is one way to give it a certain "
                "date."))),
    field("email", String(254), "E-mail", "E-mail", personal="contact", rule="email",
          words=True,
          section=_PLACE, width=4),
    field("phone", String(40), "Telefono", "Phone", personal="contact", words=True,
          section=_PLACE, width=3),
    ref("lead_consultant_id", "studio.app_user", "Consulente di riferimento", "Lead consultant",
        read="consultant",  # a customer is told of no users
        section=_CARE, width=6),
    field("status", String(10), "Stato", "Status", personal="none", required=True,
          default="active", section=_CARE, width=3, choices={
              "prospect": ("Potenziale", "Prospect"), "active": ("Attivo", "Active"),
              "suspended": ("Sospeso", "Suspended"),
          },
          help=(("A che punto è il rapporto con lo studio. Chi non è più cliente si archivia: "
                "esce dagli elenchi e resta leggibile."),
                ("Where the customer stands with the studio. Who is no longer one is archived: "
                "gone from the lists, still there to be read."))),
    field("notes", Text, "Note", "Notes", personal="none", sorts=False, section=_CARE, width=12,
          read="consultant",
          help=("Solo per lo studio: il cliente non le vede, e non si stampano.",
                "For the studio only: the customer does not see them, and they are not printed.")),
    unique("code", scope=Scope.SELF),
    Index(None, "updated_at", "id"),  # what was changed lately, on the first screen of everybody
    label=("Cliente", "Customer"), plural=("Clienti", "Customers"), source="org.customers",
    icon="building-2", scope=Scope.SELF, names_by="legal_name", sort=("legal_name",),
    read="read", write="edit", create="consultant", delete="manage", archivable=True,
)  # fmt: skip
