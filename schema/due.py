"""What can be due, and how one is reminded of it: the words that rules and refusals share."""

from typing import Final

EVENTS: Final = {
    "training": ("Formazione da rinnovare", "Training to renew"),
    "visit": ("Visita medica", "Medical visit"),
    "equipment_check": ("Verifica di attrezzatura", "Equipment check"),
    "appointment": ("Nomina in scadenza", "Appointment that ends"),
    "measure": ("Misura da attuare", "Measure to carry out"),
    "review": ("Riesame della valutazione", "Review of the assessment"),
    "sds": ("Scheda di sicurezza da aggiornare", "Safety data sheet to update"),
    "document": ("Documento o permesso in scadenza", "Document or permit that expires"),
    "fire_permit": ("Rinnovo antincendio", "Fire renewal"),
    "delivery": ("DPI da sostituire", "PPE to replace"),
}
CHANNELS: Final = {"mail": ("E-mail", "E-mail"), "inapp": ("Nel programma", "In the program")}
