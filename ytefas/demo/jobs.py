"""What people do in firms of a sector, written as outlines: jobs, activities, groups.

A job: its name, `@` the departments where it is done, then what marks it: `~30` hours at a screen,
`&` nights, `*` on the lists for alcohol and drugs, `!` the recognised skill it takes. An activity:
a letter for how often, its name, `@` where, `:` whose; what stands further in is a step of it. A
group: what it is made for, its name, `:` the jobs in it. What is not in the outline of a firm's
departments is left out there.
"""

# ruff: noqa: E501 - tables

from typing import Final, NamedTuple

from ytefas.demo.service_jobs import SERVICES


class Work(NamedTuple):
    """The outlines of a sector."""

    jobs: str
    activities: str
    groups: str


OFFICE_WORK: Final = Work(
    """
Impiegato amministrativo @ Amministrazione, Uffici, Ufficio, Uffici tecnici, Uffici operativi, Uffici comunali, Segreteria e presidenza, Spazio aperto ~30
""",
    """
c Lavoro d'ufficio @ Amministrazione, Uffici, Ufficio, Uffici tecnici, Uffici operativi, Uffici comunali, Segreteria e presidenza, Spazio aperto : Impiegato amministrativo
  d Corrispondenza e contabilità : Impiegato amministrativo
  w Archiviazione : Impiegato amministrativo
""",
    "stress Personale d'ufficio : Impiegato amministrativo",
)
_DRIVING: Final = "Abilitazione alla guida del carrello elevatore (Accordo Stato-Regioni 2012)"
_HEIGHT: Final = "Formazione e addestramento per lavori in quota e DPI anticaduta"
_ELECTRIC: Final = "Qualifica PES/PAV (CEI 11-27)"

WORK: Final = {
    "MEC": Work(f"""
Tornitore @ Torni paralleli, Tornitura e fresatura
Operatore CNC @ Centri di lavoro CNC, Rettifica
Saldatore @ Cabina TIG, Isola robotizzata, Saldatura ! Patentino di saldatura (UNI EN ISO 9606)
Addetto alla sbavatura @ Sbavatura manuale
Verniciatore @ Verniciatura
Magazziniere carrellista @ Scaffalature, Carico camion, Magazzino e spedizioni, Area di carico e scarico * ! {_DRIVING}
Manutentore elettromeccanico @ Locale compressori, Produzione ! {_ELECTRIC}
Progettista @ Progettazione ~35
Addetto al controllo qualità @ Sala misure ~12
""", """
d Ricevimento e stoccaggio @ Magazzino e spedizioni : Magazziniere carrellista
  d Scarico degli automezzi @ Carico camion : Magazziniere carrellista
  d Movimentazione con carrello @ Scaffalature : Magazziniere carrellista
c Lavorazioni per asportazione @ Tornitura e fresatura : Tornitore, Operatore CNC
  d Attrezzaggio macchina @ Centri di lavoro CNC : Operatore CNC
  c Tornitura @ Torni paralleli : Tornitore
  d Rettifica @ Rettifica : Operatore CNC
c Saldatura e sbavatura @ Saldatura : Saldatore, Addetto alla sbavatura
  d Saldatura TIG @ Cabina TIG : Saldatore
  d Sbavatura con mola @ Sbavatura manuale : Addetto alla sbavatura
w Verniciatura a spruzzo @ Verniciatura : Verniciatore
w Manutenzione di macchine e impianti @ Produzione : Manutentore elettromeccanico
d Controllo dimensionale @ Sala misure : Addetto al controllo qualità
""", """
noise Addetti alle macchine utensili : Tornitore, Operatore CNC, Addetto alla sbavatura
chemical Esposti a fumi e vernici : Saldatore, Verniciatore
stress Produzione e magazzino : Tornitore, Operatore CNC, Saldatore, Magazziniere carrellista
"""),
    "CAR": Work(f"""
Carpentiere in ferro @ Assemblaggio e saldatura, Taglio e piegatura
Saldatore @ Saldatura MIG, Assemblaggio e saldatura ! Patentino di saldatura (UNI EN ISO 9606)
Addetto al taglio laser @ Taglio laser
Piegatore @ Pressa piegatrice
Molatore @ Molatura e finitura
Gruista @ Piazzale materiali, Assemblaggio e saldatura * ! Addestramento all'uso del carroponte
Montatore esterno @ Piazzale materiali * ! {_HEIGHT}
""", """
c Taglio e piegatura lamiere @ Taglio e piegatura : Addetto al taglio laser, Piegatore
  d Taglio laser @ Taglio laser : Addetto al taglio laser
  d Piegatura alla pressa @ Pressa piegatrice : Piegatore
c Assemblaggio e saldatura @ Assemblaggio e saldatura : Carpentiere in ferro, Saldatore
  d Saldatura MIG/MAG @ Saldatura MIG : Saldatore
  d Movimentazione con carroponte : Gruista
d Molatura e finitura @ Molatura e finitura : Molatore
w Montaggio presso il cliente : Montatore esterno
""", """
noise Officina : Carpentiere in ferro, Saldatore, Molatore, Piegatore
vibration Uso di smerigliatrici : Molatore, Carpentiere in ferro
"""),
    "COS": Work(f"""
Muratore @ Ponteggi, Area di lavoro * ! {_HEIGHT}
Carpentiere edile @ Area di lavoro, Ponteggi, Postazione della sega circolare * ! {_HEIGHT}
Ponteggiatore @ Ponteggi * ! Corso per montaggio, smontaggio e trasformazione di ponteggi (all. XXI)
Escavatorista @ Scavi, Area di lavoro * ! Abilitazione macchine movimento terra (Accordo 2012)
Gruista @ Area di lavoro, Stoccaggio materiali * ! Abilitazione alla gru a torre (Accordo 2012)
Capocantiere @ Ufficio di cantiere, Area di lavoro
Manovale @ Area di lavoro, Stoccaggio materiali, Deposito materiali
Meccanico mezzi d'opera @ Officina e ricovero mezzi
""", """
c Allestimento del cantiere @ Baraccamenti : Capocantiere, Manovale
  o Montaggio del ponteggio @ Ponteggi : Ponteggiatore
  o Installazione della gru : Gruista
s Scavi e fondazioni @ Scavi : Escavatorista, Carpentiere edile
c Opere in muratura @ Area di lavoro : Muratore, Manovale
  d Taglio di legname @ Postazione della sega circolare : Carpentiere edile
  d Getto del calcestruzzo : Carpentiere edile, Manovale
d Movimentazione dei carichi @ Stoccaggio materiali : Gruista, Manovale
w Manutenzione dei mezzi @ Officina e ricovero mezzi : Meccanico mezzi d'opera
""", """
noise Operatori di cantiere : Muratore, Carpentiere edile, Escavatorista, Manovale
vibration Macchine movimento terra e martelli : Escavatorista, Muratore
"""),
    "LEG": Work("""
Falegname alle macchine @ Squadratrice, Sega a nastro, Sezionatura e squadratura ! Addestramento sulle macchine per il legno
Levigatore @ Levigatura
Verniciatore @ Verniciatura
Montatore @ Montaggio
Addetto alle vendite @ Area vendita, Casse
""", """
c Sezionatura e squadratura @ Sezionatura e squadratura : Falegname alle macchine
  d Taglio alla squadratrice @ Squadratrice : Falegname alle macchine
  d Taglio alla sega a nastro @ Sega a nastro : Falegname alle macchine
d Levigatura @ Levigatura : Levigatore
d Verniciatura @ Verniciatura : Verniciatore
w Montaggio e posa presso il cliente @ Montaggio : Montatore
""", """
chemical Esposti a polveri di legno duro : Falegname alle macchine, Levigatore
noise Addetti alle macchine : Falegname alle macchine, Levigatore
"""),
    "ALI": Work("""
Panettiere @ Impasti, Forni, Cella di lievitazione &
Pasticcere @ Impasti, Celle frigorifere
Addetto al confezionamento @ Confezionamento
Addetto alle vendite @ Area vendita, Casse
Autista consegne @ Deposito farine *
""", """
d Preparazione degli impasti @ Impasti : Panettiere, Pasticcere
  d Travaso e dosaggio delle farine @ Deposito farine : Panettiere
d Cottura @ Forni : Panettiere
d Confezionamento @ Confezionamento : Addetto al confezionamento
d Vendita al banco @ Area vendita : Addetto alle vendite
d Consegne : Autista consegne
""", """
chemical Esposti a polvere di farina : Panettiere, Pasticcere
stress Lavoro notturno al forno : Panettiere
"""),
    "RIS": Work("""
Cuoco @ Linea calda, Preparazioni fredde, Cucina
Aiuto cuoco @ Preparazioni fredde, Cucina
Lavapiatti @ Lavaggio
Cameriere di sala @ Sala, Dehors
Barista @ Banco bar
""", """
d Preparazione e cottura @ Cucina : Cuoco, Aiuto cuoco
  d Taglio e affettatura @ Preparazioni fredde : Aiuto cuoco, Cuoco
  d Frittura @ Linea calda : Cuoco
d Lavaggio stoviglie @ Lavaggio : Lavapiatti
d Servizio ai tavoli @ Sala : Cameriere di sala
d Servizio bar @ Banco bar : Barista
""", "stress Cucina e sala : Cuoco, Aiuto cuoco, Cameriere di sala"),
    "HOT": Work("""
Addetto al ricevimento @ Reception ~20 &
Cameriera ai piani @ Primo piano, Secondo piano, Camere
Cuoco @ Linea calda, Cucina
Cameriere di sala @ Sala colazioni e ristorante
Lavandaio @ Lavanderia
Manutentore @ Centrale termica
""", """
c Ricevimento ospiti @ Reception : Addetto al ricevimento
d Riassetto delle camere @ Camere : Cameriera ai piani
d Preparazione dei pasti @ Cucina : Cuoco
d Lavaggio e stiratura @ Lavanderia : Lavandaio
w Manutenzione degli impianti @ Centrale termica : Manutentore
""", "stress Turni e contatto col pubblico : Addetto al ricevimento, Cameriere di sala"),
    **{sector: Work(*outlines) for sector, outlines in SERVICES.items()},
}  # fmt: skip
