"""A substance or mixture that a customer uses, as its safety data sheet describes it.

What the hazard statements tell (pictograms, CMR class) is worked out from them and may be decided
otherwise by who has read the sheet. References to the law are to be checked against the text in
force before they are printed.
"""

from sqlalchemy import ARRAY, Date, Index, Numeric, String, Text
from sqlalchemy.dialects.postgresql import JSONB

from schema.base import Law, Scope, entity, field, ref
from schema.sited import Whole

_WHAT = ("La sostanza", "The substance")
_CLP = ("Classificazione ed etichetta", "Classification and label")
_LIMITS = ("Valori limite di esposizione", "Exposure limits")
_SHEET = ("Scheda di sicurezza", "Safety data sheet")
_PRINTED = ("7 Attrezzature, impianti, sostanze", "7 Equipment, plants, substances")
_CMR = {
    "none": ("Non CMR", "Not CMR"),
    "C1A": ("Cancerogeno 1A", "Carcinogen 1A"),
    "C1B": ("Cancerogeno 1B", "Carcinogen 1B"),
    "C2": ("Cancerogeno 2", "Carcinogen 2"),
    "M1A": ("Mutageno 1A", "Mutagen 1A"),
    "M1B": ("Mutageno 1B", "Mutagen 1B"),
    "M2": ("Mutageno 2", "Mutagen 2"),
    "R1A": ("Tossico per la riproduzione 1A", "Toxic to reproduction 1A"),
    "R1B": ("Tossico per la riproduzione 1B", "Toxic to reproduction 1B"),
    "R2": ("Tossico per la riproduzione 2", "Toxic to reproduction 2"),
}

substance = entity(
    "substance",
    field("name", String(200), "Nome", "Name", personal="none", required=True, prefix=True,
          words=True, section=_WHAT, width=6, prints_in=_PRINTED,
          help=("Il nome commerciale, come sull'etichetta.", "The trade name, as on the label.")),
    field("supplier", String(200), "Fornitore", "Supplier", personal="none", words=True,
          section=_WHAT, width=6, prints_in=_PRINTED),
    field("cas", String(12), "Numero CAS", "CAS number", personal="none", rule="cas", words=True,
          section=_WHAT, width=3, prints_in=_PRINTED,
          help=("Solo per le sostanze pure: 67-64-1. L'ultima cifra viene verificata.",
                "For pure substances only: 67-64-1. The last digit is verified.")),
    field("ec", String(9), "Numero CE", "EC number", personal="none", rule="ec", words=True,
          section=_WHAT, width=3, prints_in=_PRINTED,
          help=("EINECS, ELINCS o NLP: 200-662-2. L'ultima cifra viene verificata.",
                "EINECS, ELINCS or NLP: 200-662-2. The last digit is verified.")),
    field("state", String(8), "Stato fisico", "Physical state", personal="none", section=_WHAT,
          width=3, prints_in=_PRINTED, choices={
              "solid": ("Solido", "Solid"),
              "dust": ("Polvere", "Dust"),
              "liquid": ("Liquido", "Liquid"),
              "vapour": ("Vapore", "Vapour"),
              "gas": ("Gas", "Gas"),
              "aerosol": ("Aerosol", "Aerosol"),
          },
          help=("Come la si usa: decide come può essere inalata.",
                "As it is used: decides how it can be inhaled.")),
    field("biological_group", String(1), "Gruppo biologico", "Biological group", personal="none",
          section=_WHAT, width=3, prints_in=_PRINTED,
          choices={"1": ("1", "1"), "2": ("2", "2"), "3": ("3", "3"), "4": ("4", "4")},
          help=("Solo per gli agenti biologici.", "For biological agents only."),
          law=Law("Art. 268 e All. XLVI, D.Lgs. 81/2008",
                  "Gli agenti biologici si ripartiscono in quattro gruppi secondo il rischio di "
                  "infezione.",
                  "Biological agents fall into four groups by the risk of infection.")),
    field("use", String(300), "Uso", "Use", personal="none", words=True, section=_WHAT, width=6,
          prints_in=_PRINTED, help=("A che cosa serve qui.", "What it is for here.")),
    field("qty_year", Numeric(12, 2), "Consumo annuo", "Yearly consumption", personal="none",
          rule="positive", section=_WHAT, width=3, prints_in=_PRINTED),
    field("qty_unit", String(4), "Unità di misura", "Unit", personal="none", section=_WHAT,
          width=3, default="kg", choices={
              "kg": ("kg", "kg"), "l": ("litri", "litres"), "g": ("g", "g"), "ml": ("ml", "ml"),
              "m3": ("m³", "m³"), "t": ("t", "t"), "pcs": ("pezzi", "pieces"),
          }),
    field("h_codes", ARRAY(Text), "Indicazioni di pericolo (H)", "Hazard statements (H)",
          personal="none", default=list, widget="codes", rule="h_codes",
          sorts=False, section=_CLP, width=12, prints_in=_PRINTED,
          help=("Sezione 2.2 della scheda. Basta il numero: 225 diventa H225.",
                "Section 2.2 of the sheet. The number will do: 225 becomes H225."),
          law=Law("Reg. (CE) 1272/2008 (CLP), All. III",
                  "Indicazioni di pericolo, con i loro codici.",
                  "Hazard statements, with their codes.")),
    field("euh_codes", ARRAY(Text), "Informazioni supplementari (EUH)",
          "Supplemental information (EUH)", personal="none", default=list, widget="codes",
          rule="euh_codes", sorts=False, section=_CLP, width=12,
          prints_in=_PRINTED,
          help=("Anche qui basta il numero: 66 diventa EUH066.",
                "The number will do here too: 66 becomes EUH066.")),
    field("pictograms", ARRAY(Text), "Pittogrammi", "Pictograms", personal="none",
          default=list, widget="codes", rule="pictograms", derived=("pictograms", "h_codes"),
          sorts=False, section=_CLP, width=12, prints_in=_PRINTED,
          help=("Si propongono dalle indicazioni di pericolo; vale l'etichetta.",
                "Proposed from the hazard statements; the label counts."),
          law=Law("Reg. (CE) 1272/2008 (CLP), artt. 19 e 26 e All. V",
                  "Pittogrammi di pericolo e ordine di precedenza.",
                  "Hazard pictograms and their order of precedence.")),
    field("cmr_by_codes", String(4), "CMR secondo le indicazioni H", "CMR by the H statements",
          personal="none", readonly=True, derived=("cmr", "h_codes"), choices=_CMR, section=_CLP,
          width=6,
          lock=(("Si ricava da H340, H341, H350, H351, H360 e H361: vale la più grave. Le "
                "indicazioni non distinguono 1A da 1B: si propone 1B."),
                ("It follows from H340, H341, H350, H351, H360 and H361: the gravest counts. The "
                "statements do not tell 1A from 1B: 1B is proposed."))),
    field("cmr", String(4), "CMR stabilito", "CMR decided", personal="none", choices=_CMR,
          section=_CLP, width=6,
          help=(("Vuoto: vale quello delle indicazioni H. Si compila quando la scheda dice altro: "
                "1A, o un componente sopra la soglia."),
                ("Empty: the one by the H statements counts. Fill it in when the sheet says "
                "otherwise: 1A, or a component above its limit.")),
          law=Law("Titolo IX, capo II (artt. 233-245), D.Lgs. 81/2008",
                  "Protezione da agenti cancerogeni, mutageni e tossici per la riproduzione: "
                  "sostituzione, sistema chiuso, registro degli esposti.",
                  "Protection from carcinogens, mutagens and agents toxic to reproduction: "
                  "substitution, closed system, register of the exposed.")),
    field("oel", JSONB, "Valori limite", "Limits", personal="none", default=list,
          widget="oel", rule="oel", filters=False, sorts=False, section=_LIMITS, width=12,
          prints_in=_PRINTED,
          help=("Sezione 8.1 della scheda, un agente per riga.",
                "Section 8.1 of the sheet, an agent in each row."),
          law=Law("All. XXXVIII e XLIII, D.Lgs. 81/2008",
                  "Valori limite di esposizione professionale, su otto ore e di breve durata.",
                  "Occupational exposure limits, over eight hours and for short times.")),
    ref("sds_id", "customer.attachment", "Scheda di sicurezza", "Safety data sheet",
        widget="file", section=_SHEET, width=8, within={"customer_id": "customer_id"},
        law=Law("Reg. (CE) 1907/2006 (REACH), artt. 31 e 35 e All. II",
                "Il fornitore consegna la scheda di dati di sicurezza e la aggiorna; i lavoratori "
                "vi hanno accesso.",
                "The supplier hands over the safety data sheet and keeps it up to date; workers "
                "have access to it.")),
    field("sds_revision_on", Date, "Revisione scheda", "Sheet revision",
          personal="none", section=_SHEET, width=4, prints_in=_PRINTED,
          help=("La data di revisione scritta sulla scheda, non quella in cui è arrivata.",
                "The date of revision on the sheet, not the day it arrived.")),
    field("notes", Text, "Note", "Notes", personal="none", sorts=False, section=_SHEET, width=12,
          words=True),
    Index(None, "sds_revision_on", "id"),
    Index(None, "h_codes", postgresql_using="gin"),
    label=("Sostanza", "Substance"), plural=("Sostanze", "Substances"), source="org.substances",
    icon="flask-conical", scope=Scope.CUSTOMER, names_by="name", sort=("name",), read="read",
    write="edit", archivable=True,
    site=Whole("a product is bought for the whole firm; its uses say where it is used"),
)  # fmt: skip
