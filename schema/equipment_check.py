"""A check of a piece of equipment: one that was done, or one that is only planned.

A check that was done says how it went and when the next one of its kind is due. A later one of the
same kind answers it: which due date counts is worked out by the source (`ytefas/store/source`).
References to the law are to be checked against the text in force before they are printed.
"""

from sqlalchemy import Date, Index, String, Text

from schema.base import Law, Scope, entity, field, ref
from schema.checked import checked, one_of

_WHAT = ("La verifica", "The check")
_NEXT = ("La prossima", "The next one")
_PRINTED = ("7 Attrezzature, impianti, sostanze", "7 Equipment, plants, substances")

equipment_check = entity(
    "equipment_check",
    ref("equipment_id", "customer.equipment", "Attrezzatura", "Equipment", required=True,
        once=True, section=_WHAT, width=6, within={"customer_id": "customer_id"}),
    field("kind", String(12), "Tipo di verifica", "Kind of check", personal="none", required=True,
          default="internal", section=_WHAT, width=6, prints_in=_PRINTED, choices={
              "statutory": ("Verifica periodica di legge", "Statutory inspection"),
              "internal": ("Controllo interno", "Internal check"),
              "maintenance": ("Manutenzione", "Maintenance"),
              "rope_chain": ("Funi e catene", "Ropes and chains"),
              "electrical": ("Impianto elettrico di terra", "Earthing system"),
          },
          law=Law("Art. 71, commi 8 e 11, e All. VI e VII, D.Lgs. 81/2008; D.P.R. 462/2001",
                  "Controlli iniziali, periodici e straordinari da persona competente; verifiche "
                  "periodiche dell'Allegato VII; funi e catene ogni tre mesi se il costruttore non "
                  "dice altro; impianti di terra ogni due o cinque anni.",
                  "First, periodic and special checks by a competent person; inspections of Annex "
                  "VII; ropes and chains every three months unless the maker says otherwise; "
                  "earthing systems every two or five years.")),
    field("done_on", Date, "Eseguita il", "Done on", personal="none", section=_WHAT, width=3,
          prints_in=_PRINTED,
          help=("Vuota: la verifica è solo in programma.", "Empty: the check is only planned.")),
    field("outcome", String(16), "Esito", "Outcome", personal="none", section=_WHAT, width=3,
          prints_in=_PRINTED, show_if=["done_on", "notnull"], choices={
              "ok": ("Positivo", "Passed"),
              "ok_with_limits": ("Positivo con prescrizioni", "Passed with conditions"),
              "fail": ("Negativo", "Failed"),
          }),
    field("done_by", String(200), "Eseguita da", "Done by", personal="identity", words=True,
          section=_WHAT, width=6, show_if=["done_on", "notnull"],
          help=("Il tecnico, la ditta o l'ente: come firma il verbale.",
                "The technician, the firm or the body: as the report is signed.")),
    field("notes", Text, "Rilievi e prescrizioni", "Findings and conditions", personal="none",
          words=True, sorts=False, section=_WHAT, width=12),
    ref("report_id", "customer.attachment", "Verbale", "Report", widget="file", section=_WHAT,
        width=12, within={"customer_id": "customer_id"},
        law=Law("Art. 71, comma 9, D.Lgs. 81/2008",
                "I risultati dei controlli sono scritti e si conservano almeno quelli degli ultimi "
                "tre anni.",
                "Results of checks are written down, and kept for three years at least.")),
    field("next_due_on", Date, "Prossima entro il", "Next due on", personal="none", section=_NEXT,
          width=4, prints_in=_PRINTED,
          help=("Si propone dal periodo del tipo di attrezzatura; decide chi verifica.",
                "Proposed from the period of the equipment's type; who checks decides.")),
    one_of("done_on", "next_due_on"),
    checked("done_has_outcome", "(done_on IS NULL) = (outcome IS NULL)", "done_needs_outcome",
            "outcome"),
    checked("next_after_done", "next_due_on > done_on", "next_before_done", "next_due_on"),
    Index(None, "customer_id", "equipment_id", "kind", "done_on"),
    Index(None, "next_due_on", "id"),
    Index(None, "customer_id", "next_due_on", "id"),
    label=("Verifica", "Check"), plural=("Verifiche", "Checks"), source="org.equipment_checks",
    icon="clipboard-check", scope=Scope.CUSTOMER, names_by="kind", sort=("-done_on",),
    read="read", write="edit", archivable=True,
    site="equipment_id",
)  # fmt: skip
