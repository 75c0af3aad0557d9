"""A person a customer's documents speak of: who works there, and who is appointed from outside.

What somebody does, where and since when stands in rows of its own (`employment`, `assignment`,
`appointment`). Nothing about health is kept here.
"""

from sqlalchemy import Date, Index, String

from schema.base import Law, Scope, entity, field, unique
from schema.made import made
from schema.sited import NamedBy

_WHO = ("La persona", "The person")
_BORN = ("Dati anagrafici", "Personal details")
_REACH = ("Recapiti e qualifica", "Contacts and qualification")
_PRINTED = ("4 Organizzazione della sicurezza; 9 Lavoratori esposti",
            "4 Safety organisation; 9 Exposed workers")  # fmt: skip

person = entity(
    "person",
    field("surname", String(120), "Cognome", "Surname", personal="identity", required=True,
          words=True, prefix=True, section=_WHO, width=4, prints_in=_PRINTED),
    field("name", String(120), "Nome", "Name", personal="identity", required=True, words=True,
          prefix=True, section=_WHO, width=3, prints_in=_PRINTED),
    made("full_name", String(241), "Cognome e nome", "Surname and name",
         of="surname || ' ' || name", personal="identity", prefix=True),
    field("kind", String(10), "Tipo", "Kind", personal="identity", required=True,
          default="worker", section=_WHO, width=3, choices={
              "worker": ("Lavoratore", "Worker"), "external": ("Esterno", "External"),
          },
          help=(("Lavoratore: chi lavora per l'azienda, con qualunque contratto, soci e "
                "tirocinanti compresi. Esterno: RSPP o medico incaricati, RLST, consulenti."),
                ("Worker: whoever works for the firm, under any contract, partners and trainees "
                "included. External: appointed RSPP or physician, RLST, consultants.")),
          law=Law("Art. 2, comma 1, lett. a), D.Lgs. 81/2008",
                  "Lavoratore è chi svolge un'attività nell'organizzazione di un datore di "
                  "lavoro, con o senza retribuzione, anche solo per apprendere un mestiere.",
                  "A worker is whoever works within an employer's organisation, paid or not, even "
                  "only to learn a trade.")),
    field("code", String(40), "Matricola", "Staff number", personal="identity", words=True,
          prefix=True, section=_WHO, width=2,
          help=(("Il numero con cui l'azienda lo conosce: unico per questo cliente. Con questo, o "
                "con il codice fiscale, un foglio importato ritrova la persona."),
                ("The number the firm knows them by, unique for this customer. By it, or by the "
                "tax code, an imported sheet finds the person again."))),
    field("tax_code", String(16), "Codice fiscale", "Tax code", personal="identity", words=True,
          prefix=True, rule="tax_code", section=_BORN, width=4,
          help=(("16 caratteri; l'ultimo è di controllo e viene verificato. Chi ha un codice "
                "provvisorio ne ha 11."),
                ("16 characters; the last one is a check letter and is verified. A provisional "
                "code has 11."))),
    field("birth_date", Date, "Data di nascita", "Date of birth", personal="identity",
          rule="birth", derived=("born_on", "tax_code"), section=_BORN, width=3,
          help=(("Se resta vuota si ricava dal codice fiscale. Serve per minori, fasce d'età e "
                "attestati. Se contraddice il codice, l'elenco lo segnala."),
                ("Left empty, it follows from the tax code. Needed for minors, age bands and "
                "certificates. The list says when it contradicts the code.")),
          law=Law("Art. 28, comma 1, D.Lgs. 81/2008; L. 977/1967",
                  "La valutazione tiene conto delle differenze di età; per i minori valgono "
                  "divieti e limiti propri.",
                  "The assessment takes differences of age into account; minors have bans and "
                  "limits of their own.")),
    field("sex", String(1), "Sesso", "Sex", personal="identity", derived=("sex_told", "tax_code"),
          section=_BORN, width=2, choices={
              "F": ("Femmina", "Female"), "M": ("Maschio", "Male"), "X": ("Altro", "Other"),
          },
          help=(("Serve alla valutazione che tiene conto delle differenze di genere e della "
                "maternità."),
                ("Needed by the assessment that takes gender differences and maternity into "
                "account.")),
          law=Law("Art. 28, comma 1, D.Lgs. 81/2008",
                  "La valutazione riguarda anche i rischi legati alle differenze di genere e alle "
                  "lavoratrici in gravidanza.",
                  "The assessment also covers risks linked to gender differences and to pregnant "
                  "workers.")),
    field("citizenship", String(60), "Cittadinanza", "Citizenship", personal="identity",
          prefix=True, section=_BORN, width=3),
    field("language_ok", String(10), "Comprende l'italiano", "Understands Italian",
          personal="identity", section=_BORN, width=4, choices={
              "yes": ("Sì", "Yes"), "no": ("No", "No"), "to_check": ("Da verificare", "To check"),
          },
          help=(("Se qualcuno non capisce la lingua dei corsi, la formazione comincia dalla "
                "verifica della comprensione."),
                ("If somebody does not understand the language of the courses, training begins "
                "with a check of comprehension.")),
          law=Law("Art. 36, comma 4 e art. 37, comma 13, D.Lgs. 81/2008",
                  "Informazione e formazione dei lavoratori immigrati: prima si verifica che "
                  "comprendano la lingua in cui si svolgono.",
                  "Information and training of immigrant workers: first one checks that they "
                  "understand the language in which it is given."), prints_in=_PRINTED),
    field("email", String(254), "E-mail", "E-mail", personal="contact", rule="email", words=True,
          section=_REACH, width=5),
    field("phone", String(40), "Telefono", "Phone", personal="contact", words=True,
          section=_REACH, width=3),
    field("company", String(200), "Ditta di appartenenza", "Company", personal="identity",
          words=True, section=_REACH, width=6, show_if=["kind", "eq", "external"],
          help=("Lo studio o la società da cui viene: si legge accanto al nome nell'organigramma.",
                "The practice or company they come from: shown beside the name in the chart.")),
    field("qualification", String(200), "Qualifica", "Qualification", personal="identity",
          words=True, section=_REACH, width=4,
          help=(("Titolo o inquadramento: perito industriale, capo officina, impiegato di V "
                "livello."),
                "Title or grade: industrial technician, workshop foreman, clerk.")),
    unique("code"),
    unique("tax_code"),
    Index(None, "updated_at", "id"),  # what was changed lately, on the first screen of everybody
    label=("Persona", "Person"), plural=("Persone", "People"), source="org.persons",
    icon="user-round", scope=Scope.CUSTOMER, names_by="full_name", sort=("full_name",),
    read="read", write="edit", archivable=True,
    site=NamedBy("assignment.person_id", "appointment.person_id", maker=True),
)  # fmt: skip
