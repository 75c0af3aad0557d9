"""A piece of equipment of a customer: a machine, a plant, a vehicle, a ladder.

Its checks are rows of their own (`equipment_check`); when the next one is due is worked out from
them by the source, never typed. The database holds the department to the same site (a key of three
columns). References to the law are to be checked against the text in force before they are printed.
"""

from sqlalchemy import Boolean, Date, ForeignKeyConstraint, Index, Integer, String, Text

from schema.base import Law, Scope, entity, field, ref

_WHAT = ("L'attrezzatura", "The equipment")
_PLATE = ("Targa e conformità", "Plate and conformity")
_CHECKS = ("Obblighi di verifica e note", "Duties of inspection and notes")
_PRINTED = ("7 Attrezzature, impianti, sostanze", "7 Equipment, plants, substances")

equipment = entity(
    "equipment",
    field("name", String(200), "Nome", "Name", personal="none", required=True, prefix=True,
          words=True, section=_WHAT, width=6, prints_in=_PRINTED,
          help=("Come la chiamano in reparto: chi legge il documento deve riconoscerla.",
                "What it is called on the shop floor: a reader must recognise it.")),
    ref("type_id", "studio.equipment_type", "Tipo", "Type", required=True, section=_WHAT, width=6,
        prints_in=_PRINTED,
        help=(("Dal catalogo: suggerisce i pericoli da valutare e ogni quanto si verifica."),
              ("From the catalogue: suggests the hazards to assess and how often it is checked."))),
    ref("site_id", "customer.site", "Sede", "Site", required=True, section=_WHAT, width=4,
        within={"customer_id": "customer_id"}, prints_in=_PRINTED),
    ref("department_id", "customer.department", "Reparto", "Department", section=_WHAT, width=4,
        within={"site_id": "site_id"}, prints_in=_PRINTED,
        help=("Vuoto: sta nella sede senza un reparto suo, come un carrello o una scala.",
              "Empty: it is in the site without a department of its own, as a truck or a ladder.")),
    field("internal_code", String(40), "Codice interno", "Internal code", personal="none",
          prefix=True, words=True, section=_WHAT, width=2, prints_in=_PRINTED,
          help=("Il numero di inventario o la targhetta del cliente.",
                "The inventory number, or the customer's own tag.")),
    field("status", String(16), "Stato", "Status", personal="none", required=True,
          default="in_use", section=_WHAT, width=2, choices={
              "in_use": ("In uso", "In use"),
              "out_of_service": ("Fuori servizio", "Out of service"),
              "disposed": ("Dismessa", "Disposed of"),
          },
          help=("Le scadenze contano solo per ciò che è in uso.",
                "Due dates count for what is in use only.")),
    field("maker", String(120), "Costruttore", "Maker", personal="none", words=True,
          section=_PLATE, width=4, prints_in=_PRINTED),
    field("model", String(120), "Modello", "Model", personal="none", words=True, section=_PLATE,
          width=4, prints_in=_PRINTED),
    field("serial", String(80), "Matricola", "Serial number", personal="none", words=True,
          section=_PLATE, width=4, prints_in=_PRINTED,
          help=("Quella del costruttore, sulla targa.", "The maker's, on the plate.")),
    field("year", Integer, "Anno", "Year", personal="none", rule="year", section=_PLATE, width=2,
          prints_in=_PRINTED, help=("L'anno di costruzione.", "The year it was built.")),
    field("in_service_on", Date, "In servizio dal", "In service since", personal="none",
          section=_PLATE, width=3,
          help=("La messa in servizio: da qui decorre la prima verifica periodica.",
                "Put into service: the first periodic inspection is counted from here.")),
    field("ce_mark", String(8), "Marcatura CE", "CE mark", personal="none", section=_PLATE,
          width=3, choices={
              "yes": ("Presente", "Present"),
              "no": ("Assente", "Missing"),
              "pre_ce": ("Costruita prima della CE", "Built before the CE mark"),
              "n_a": ("Non prevista", "Not required"),
          }, prints_in=_PRINTED,
          law=Law("Art. 70, D.Lgs. 81/2008",
                  "Le attrezzature devono essere conformi alle norme di prodotto; quelle costruite "
                  "prima o fuori da tali norme, ai requisiti dell'Allegato V.",
                  "Work equipment conforms to the product directives; what was built before or "
                  "outside of them, to the requirements of Annex V.")),
    field("manual", Boolean, "Manuale d'uso presente", "Manual at hand", personal="none",
          section=_PLATE, width=4, prints_in=_PRINTED,
          law=Law("Art. 71, comma 4, D.Lgs. 81/2008",
                  "Le attrezzature sono usate secondo le istruzioni d'uso, e corredate di esse.",
                  "Equipment is used according to its instructions, and comes with them.")),
    ref("declaration_id", "customer.attachment", "Dichiarazione di conformità",
        "Declaration of conformity", widget="file", section=_PLATE, width=12,
        within={"customer_id": "customer_id"}),
    field("annex7_check", Boolean, "Soggetta a verifica periodica (All. VII)",
          "Subject to statutory inspection (Annex VII)", personal="none", required=True,
          default=False, section=_CHECKS, width=6, prints_in=_PRINTED,
          help=(("Il tipo lo suggerisce; decide la singola attrezzatura: portata, volume, "
                "pressione."),
                ("The type suggests it; the single piece decides: capacity, volume, pressure.")),
          law=Law("Art. 71, comma 11, e All. VII, D.Lgs. 81/2008",
                  "Le attrezzature dell'Allegato VII sono sottoposte a verifiche periodiche: la "
                  "prima dall'INAIL, le successive da ASL o soggetti abilitati.",
                  "Equipment of Annex VII undergoes periodic inspections: the first by INAIL, the "
                  "later ones by the health authority or an accredited body.")),
    field("inail_number", String(40), "Matricola INAIL", "INAIL number", personal="none",
          words=True, section=_CHECKS, width=6, show_if=["annex7_check", "eq", True],
          prints_in=_PRINTED,
          help=("Assegnata quando se ne comunica la messa in servizio.",
                "Given when its putting into service is notified.")),
    field("notes", Text, "Note", "Notes", personal="none", sorts=False, section=_CHECKS, width=12,
          words=True,
          help=("Protezioni mancanti, limiti d'uso, chi è autorizzato.",
                "Missing guards, limits of use, who may use it.")),
    ForeignKeyConstraint(
        ["customer_id", "site_id", "department_id"],
        ["department.customer_id", "department.site_id", "department.id"],
        name="fk_equipment_department_of_the_site",
    ),
    Index(None, "customer_id", "site_id", "department_id"),
    label=("Attrezzatura", "Equipment"), plural=("Attrezzature", "Equipment"),
    source="org.equipment", icon="wrench", scope=Scope.CUSTOMER, names_by="name", sort=("name",),
    read="read", write="edit", archivable=True,
    site="site_id",
)  # fmt: skip
