"""What a user may do on one customer; administrators need no grant."""

from sqlalchemy import ARRAY, Date, String, Uuid

from schema.base import Scope, entity, field, ref, unique
from schema.sited import Whole

customer_grant = entity(
    "customer_grant",
    ref("user_id", "studio.app_user", "Utente", "User", required=True, personal="identity"),
    field("level", String(16), "Livello", "Level", personal="none", required=True, help=(
        ("Lettura: guarda ed esporta. Solo misure assegnate: come la lettura, e segnerà le misure "
         "affidate a lui. Modifica: inserisce e cambia i dati. Gestione: tutto questo, decide chi "
         "altro vede il cliente e ne legge il registro."),
        ("Read: looks and exports. Assigned measures only: as reading, and will mark the measures "
         "given to them. Edit: adds and changes data. Manage: all of this, decides who else sees "
         "the customer, and reads its audit."),
    ), choices={
        "read": ("Lettura", "Read"),
        "actions_only": ("Solo misure assegnate", "Assigned measures only"),
        "edit": ("Modifica", "Edit"),
        "manage": ("Gestione", "Manage"),
    }),
    field("site_ids", ARRAY(Uuid), "Sedi", "Sites", personal="none", filters=False, sorts=False,
          target="site", widget="links", width=8,
          hint=("Vuoto: tutte le sedi, anche quelle che verranno",
                "Empty: all sites, those to come too"),
          help=(
              ("Chi vede solo alcune sedi lavora su ciò che si trova lì. Ciò che è di tutta "
               "l'azienda, come mansioni e sostanze, lo legge e non lo cambia."),
              ("Whoever sees some sites only works on what is there. What belongs to the whole "
               "company, such as jobs and substances, is read and not changed."),
          )),
    field("valid_to", Date, "Valido fino al", "Valid to", personal="none",
          hint=("Compreso; vuoto: senza scadenza", "Included; empty: no end")),
    unique("user_id"),
    label=("Permesso", "Grant"), plural=("Permessi", "Grants"), source="auth.grants",
    scope=Scope.CUSTOMER, names_by="level", sort=("level",), read="manage", write="manage",
    site=Whole("who may do what with a customer is for those who manage all of it"),
    fresh=True,
)  # fmt: skip
