"""What other programs and people call our columns, in both languages; compared without accents.

By `table.field`, or `table.field.member` for a part of an address. A word that two columns would
like goes to the one whose target names it first.
"""

from collections.abc import Mapping
from typing import Final

SYNONYMS: Final[Mapping[str, str]] = {
    "site.code": "codice sede|cod sede|sigla|codice unita|site code|id sede",
    "site.name": "nome sede|denominazione|sede|unita produttiva|unita locale|descrizione sede"
                 "|site|site name|location",
    "site.kind": "tipo sede|tipologia|site type",
    "site.address.street": "indirizzo|via|via e numero|sede indirizzo|street|address",
    "site.address.postcode": "cap|c a p|codice postale|postal code|zip|postcode",
    "site.address.city": "comune|citta|localita|town|city",
    "site.address.province": "provincia|prov|pr|province|county",
    "site.address.country": "nazione|stato estero|paese|country",
    "site.surface_m2": "mq|metri quadri|superficie mq|m2|area mq|floor area",
    "site.floors": "piani|n piani|numero piani|storeys",
    "site.max_occupants": "affollamento|affollamento massimo|persone massime|max persone|capienza",
    "department.site_id": "sede|unita produttiva|unita locale|stabilimento|plant|location",
    "department.parent_id": "fa parte di|reparto superiore|padre|contenuto in|parent|sotto",
    "department.name": "reparto|nome reparto|area|locale|descrizione reparto|ufficio|department",
    "department.code": "codice reparto|cod reparto|department code",
    "department.kind": "tipo reparto|tipologia",
    "department.surface_m2": "mq|metri quadri|superficie mq|m2",
    "job.code": "codice mansione|cod mansione|job code|id mansione",
    "job.name": "mansione|nome mansione|denominazione mansione|descrizione mansione|ruolo|job"
                "|job title|role",
    "job.description": "descrizione attivita|compiti|descrizione|attivita svolta|tasks",
    "job.vdt_hours_week": "ore vdt|ore videoterminale|vdt|ore settimanali vdt|screen hours",
    "job.night_work": "notturno|turno notturno|night shift|night",
    "job.alcohol_drug_listed": "alcol|alcol droghe|sostanze psicotrope|alcohol|drugs",
    "person.surname": "cognome lavoratore|last name|family name|surname",
    "person.name": "nome lavoratore|first name|given name|nome di battesimo",
    "person.whole_name": "cognome e nome|nominativo|nome e cognome|dipendente|lavoratore"
                         "|cognome nome|nome cognome|full name|employee|worker|name and surname",
    "person.code": "matricola|matr|n matricola|numero matricola|codice dipendente|cod dipendente"
                   "|id dipendente|badge|employee id|employee number|staff number|payroll number",
    "person.tax_code": "codice fiscale|cod fiscale|cod fisc|c f|cf|tax code|fiscal code",
    "person.birth_date": "data nascita|data di nascita|nato il|nata il|nato a il|nascita|dob"
                         "|date of birth|birthday|birth date|born",
    "person.sex": "sesso|genere|m f|gender|sex",
    "person.citizenship": "cittadinanza|nazionalita|nationality|citizenship",
    "person.email": "e mail|mail|posta elettronica|email address|indirizzo email",
    "person.phone": "telefono|tel|cellulare|cell|mobile|phone number|recapito",
    "person.company": "ditta|azienda di appartenenza|societa|company|employer",
    "person.qualification": "qualifica|inquadramento|livello|titolo|grade|position",
    "person.kind": "tipo persona",
    "employment.contract": "contratto|tipo contratto|tipologia contratto|tipo di contratto"
                           "|rapporto di lavoro|contract type|tipologia contrattuale",
    "employment.hired_on": "data assunzione|assunto il|assunta il|assunzione|data di assunzione"
                           "|inizio rapporto|data inizio|hire date|hired|start date|dal",
    "employment.ended_on": "data cessazione|cessato il|cessazione|fine rapporto|data fine"
                           "|scadenza contratto|termination date|end date|left on|al",
    "employment.part_time_pct": "part time|percentuale part time|pt|orario|part time percentage",
    "employment.remote_work": "smart working|lavoro agile|telelavoro|remote|home working",
    "assignment.job_id": "mansione|ruolo|codice mansione|job|job title|role|profilo",
    "assignment.site_id": "sede|sede di lavoro|unita produttiva|unita locale|stabilimento"
                          "|luogo di lavoro|site|location|workplace|plant",
    "assignment.department_id": "reparto|ufficio|area|centro di costo|department|unit|team",
    "assignment.from_on": "mansione dal|data inizio mansione|in mansione dal|assegnato dal"
                          "|in the job since|assigned on",
    "assignment.to_on": "mansione fino al|mansione al|fine mansione|in the job until",
    "equipment.name": "attrezzatura|macchina|descrizione|denominazione|nome macchina|bene|machine"
                      "|equipment|description|impianto",
    "equipment.type_id": "tipo|tipologia|tipo attrezzatura|categoria|famiglia|type|category",
    "equipment.site_id": "sede|stabilimento|ubicazione|unita produttiva|site|location|plant",
    "equipment.department_id": "reparto|posizione|area|department",
    "equipment.internal_code": "codice|codice interno|n inventario|inventario|cespite|id macchina"
                               "|matricola interna|asset number|asset|inventory number",
    "equipment.serial": "matricola|numero di serie|n serie|seriale|numero di fabbrica"
                        "|matricola costruttore|serial number|serial|s n",
    "equipment.maker": "marca|costruttore|fabbricante|produttore|ditta costruttrice|manufacturer"
                       "|brand|make",
    "equipment.model": "modello|tipo modello|model",
    "equipment.year": "anno|anno di costruzione|anno costruzione|anno fabbricazione|year built",
    "equipment.ce_mark": "ce|marcata ce|marchio ce|marcatura|ce marking",
    "equipment.manual": "manuale|libretto|manuale uso e manutenzione|istruzioni|manual",
    "equipment.annex7_check": "verifica periodica|allegato vii|all vii|soggetta a verifica",
    "equipment.inail_number": "matricola inail|matricola ispesl|n inail",
    "equipment_check.kind": "tipo verifica|tipo di verifica|tipo controllo|kind of check",
    "equipment_check.done_on": "ultima verifica|data ultima verifica|ultimo controllo"
                               "|data verifica|last check|last inspection|verificata il",
    "equipment_check.next_due_on": "prossima verifica|prossima verifica entro|scadenza verifica"
                                   "|scadenza|prossimo controllo|next check|next due|due date",
    "equipment_check.outcome": "esito|esito verifica|esito ultima verifica|result|outcome",
    "equipment_check.done_by": "verificatore|eseguita da|ente|organismo|ditta verificatrice"
                               "|inspector|done by",
    "substance.name": "sostanza|prodotto|nome prodotto|nome commerciale|denominazione|agente"
                      "|agente chimico|product|substance|trade name|product name",
    "substance.supplier": "fornitore|produttore|ditta|marca|supplier|manufacturer",
    "substance.cas": "cas|n cas|numero cas|cas no|cas number",
    "substance.ec": "ce|n ce|numero ce|einecs|ec number|ec no",
    "substance.state": "stato|stato fisico|physical state|forma",
    "substance.use": "uso|utilizzo|impiego|destinazione d uso|lavorazione|purpose",
    "substance.qty_year": "quantita|quantita annua|consumo|consumo annuo|qta anno|yearly quantity",
    "substance.qty_unit": "unita|unita di misura|um|u m",
    "substance.h_codes": "frasi h|indicazioni di pericolo|h|frasi di rischio|codici h|frasi r h"
                         "|hazard statements|h phrases|h codes",
    "substance.euh_codes": "frasi euh|euh|informazioni supplementari",
    "substance.pictograms": "pittogrammi|ghs|simboli|pictograms",
    "substance.cmr": "cmr|cancerogeno|cancerogenicita",
    "substance.sds_revision_on": "data sds|revisione sds|data scheda|data revisione|rev sds"
                                 "|revisione scheda di sicurezza|sds date|sds revision",
}  # fmt: skip

# Headings that would say too little beside those of the other records of a row.
LABELS: Final[Mapping[str, tuple[str, str]]] = {
    "employment.hired_on": ("Assunto il", "Hired on"),
    "employment.ended_on": ("Cessato il", "Left on"),
    "assignment.from_on": ("Nella mansione dal", "In the job since"),
    "assignment.to_on": ("Nella mansione fino al", "In the job until"),
    "equipment_check.done_on": ("Ultima verifica", "Last check"),
    "equipment_check.next_due_on": ("Prossima verifica entro", "Next check due"),
    "equipment_check.outcome": ("Esito della verifica", "Outcome of the check"),
    "equipment_check.done_by": ("Verifica eseguita da", "Check done by"),
    "equipment_check.notes": ("Rilievi della verifica", "Findings of the check"),
}

SAMPLES: Final[Mapping[str, tuple[str, str]]] = {
    "site.code": ("S9", "S9"),
    "site.name": ("Stabilimento di Biella", "Biella plant"),
    "site.address.street": ("Via Torino 12", "Via Torino 12"),
    "site.address.postcode": ("13900", "13900"),
    "site.address.city": ("Biella", "Biella"),
    "site.address.province": ("BI", "BI"),
    "department.name": ("Verniciatura", "Paint shop"),
    "department.description": ("Due cabine a umido e un forno", "Two wet booths and an oven"),
    "job.code": ("M9", "M9"),
    "job.name": ("Verniciatore", "Painter"),
    "job.description": ("Prepara e vernicia i pezzi in cabina", "Prepares and paints the pieces"),
    "person.surname": ("Rossi", "Rossi"),
    "person.name": ("Anna", "Anna"),
    "person.code": ("00142", "00142"),
    "person.tax_code": ("RSSNNA85C45F205B", "RSSNNA85C45F205B"),
    "person.birth_date": ("05/03/1985", "05/03/1985"),
    "person.email": ("anna.rossi@example.it", "anna.rossi@example.it"),
    "employment.hired_on": ("01/09/2019", "01/09/2019"),
    "assignment.job_id": ("Verniciatore", "Painter"),
    "assignment.site_id": ("Stabilimento di Biella", "Biella plant"),
    "assignment.department_id": ("Verniciatura", "Paint shop"),
    "equipment.name": ("Carrello elevatore", "Forklift truck"),
    "equipment.internal_code": ("CE-07", "CE-07"),
    "equipment.maker": ("Linde", "Linde"),
    "equipment.serial": ("H2X386A01234", "H2X386A01234"),
    "equipment_check.done_on": ("14/02/2026", "14/02/2026"),
    "equipment_check.next_due_on": ("14/02/2027", "14/02/2027"),
    "substance.name": ("Diluente nitro", "Nitro thinner"),
    "substance.supplier": ("Colorificio Sesia", "Colorificio Sesia"),
    "substance.cas": ("67-64-1", "67-64-1"),
    "substance.h_codes": ("H225; H319; H336", "H225; H319; H336"),
    "substance.sds_revision_on": ("10/01/2025", "10/01/2025"),
}
