"""What people do in services, schools, care and on the land: the outlines of `ytefas/demo/jobs.py`."""

# ruff: noqa: E501 - tables

from typing import Final

_DRIVING: Final = "Abilitazione alla guida del carrello elevatore (Accordo Stato-Regioni 2012)"
_HEIGHT: Final = "Formazione e addestramento per lavori in quota e DPI anticaduta"
_ELECTRIC: Final = "Qualifica PES/PAV (CEI 11-27)"

# by sector: jobs, activities, groups
SERVICES: Final = {
    "SCU": ("""
Docente @ Aule, Didattica *
Docente di laboratorio @ Laboratorio di scienze, Laboratorio di informatica *
Docente di educazione fisica @ Palestra *
Collaboratore scolastico @ Didattica, Cortile
Assistente tecnico @ Laboratorio di informatica ~20
Addetto alla mensa @ Mensa
""", """
c Lezione in aula @ Aule : Docente
w Esercitazioni di laboratorio @ Laboratorio di scienze : Docente di laboratorio
w Attività motoria @ Palestra : Docente di educazione fisica
d Pulizia degli ambienti @ Didattica : Collaboratore scolastico
d Distribuzione dei pasti @ Mensa : Addetto alla mensa
""", "stress Personale docente : Docente, Docente di laboratorio, Docente di educazione fisica"),
    "RSA": ("""
Operatore socio-sanitario @ Camere degenza, Bagno assistito, Nucleo A, Nucleo B & *
Infermiere @ Ambulatorio, Camere degenza & * ! Iscrizione all'ordine delle professioni infermieristiche
Fisioterapista @ Palestra di fisioterapia * ! Iscrizione all'albo dei fisioterapisti
Cuoco @ Cucina
Addetto alla lavanderia @ Lavanderia
Animatore @ Giardino, Nucleo A
""", """
c Assistenza alla persona @ Camere degenza : Operatore socio-sanitario, Infermiere
  d Igiene e bagno assistito @ Bagno assistito : Operatore socio-sanitario
  d Mobilizzazione con sollevatore : Operatore socio-sanitario
d Somministrazione dei farmaci @ Ambulatorio : Infermiere
d Preparazione dei pasti @ Cucina : Cuoco
d Lavaggio della biancheria @ Lavanderia : Addetto alla lavanderia
""", """
stress Turnisti dei nuclei : Operatore socio-sanitario, Infermiere
other Movimentazione dei pazienti : Operatore socio-sanitario, Infermiere, Fisioterapista
"""),
    "SAN": ("""
Medico @ Ambulatori, Ambulatorio 1, Ambulatorio 2 * ! Iscrizione all'ordine dei medici
Infermiere @ Sala prelievi, Ambulatori * ! Iscrizione all'ordine delle professioni infermieristiche
Tecnico di radiologia @ Radiologia ! Iscrizione all'albo; radioprotezione (D.Lgs. 101/2020)
Addetto alla sterilizzazione @ Sterilizzazione
Addetto all'accettazione @ Accettazione e attesa ~32
""", """
d Visite specialistiche @ Ambulatori : Medico
d Prelievi @ Sala prelievi : Infermiere
d Esami radiologici @ Radiologia : Tecnico di radiologia
d Sterilizzazione dei ferri @ Sterilizzazione : Addetto alla sterilizzazione
c Accettazione @ Accettazione e attesa : Addetto all'accettazione
""", "chemical Esposti a disinfettanti : Addetto alla sterilizzazione, Infermiere"),
    "AGR": ("""
Trattorista @ Ricovero mezzi, Campi * ! Abilitazione al trattore agricolo (Accordo 2012)
Addetto alla stalla @ Zona di riposo, Stalla
Mungitore @ Sala di mungitura
Operaio agricolo @ Campi, Fienile
Addetto ai trattamenti @ Deposito fitosanitari ! Patentino fitosanitari (D.Lgs. 150/2012)
""", """
s Lavorazione dei campi @ Campi : Trattorista, Operaio agricolo
  s Trattamenti fitosanitari @ Deposito fitosanitari : Addetto ai trattamenti
  s Fienagione @ Fienile : Trattorista, Operaio agricolo
d Governo degli animali @ Stalla : Addetto alla stalla
d Mungitura @ Sala di mungitura : Mungitore
w Manutenzione dei mezzi @ Officina : Trattorista
""", "vibration Guida di trattori : Trattorista"),
    "VIT": ("""
Cantiniere @ Vinificazione, Affinamento in legno, Cantina ! Formazione per spazi confinati (D.P.R. 177/2011)
Addetto all'imbottigliamento @ Imbottigliamento
Operaio di vigneto @ Vigneti
Trattorista @ Vigneti * ! Abilitazione al trattore agricolo (Accordo 2012)
Addetto alle vendite @ Punto vendita e degustazione, Area vendita
""", """
s Vendemmia @ Vigneti : Operaio di vigneto, Trattorista
s Vinificazione @ Vinificazione : Cantiniere
  o Pulizia interna dei serbatoi : Cantiniere
w Imbottigliamento @ Imbottigliamento : Addetto all'imbottigliamento
d Degustazione e vendita @ Punto vendita e degustazione : Addetto alle vendite
""", "noise Linea di imbottigliamento : Addetto all'imbottigliamento"),
    "CAS": (f"""
Casaro @ Caseificazione, Ricevimento latte
Addetto alla stagionatura @ Celle di stagionatura, Salamoia
Addetto al confezionamento @ Confezionamento
Tecnico di laboratorio @ Laboratorio analisi ~10
Frigorista @ Centrale frigorifera ! Patentino F-gas e formazione ammoniaca
Magazziniere carrellista @ Scaffalature, Area di carico e scarico * ! {_DRIVING}
""", """
d Ricevimento del latte @ Ricevimento latte : Casaro
d Caseificazione @ Caseificazione : Casaro
  d Salatura @ Salamoia : Addetto alla stagionatura
d Lavaggio degli impianti (CIP) @ Produzione : Casaro
d Confezionamento @ Confezionamento : Addetto al confezionamento
w Analisi @ Laboratorio analisi : Tecnico di laboratorio
""", "chemical Lavaggi con acidi e soda : Casaro, Addetto alla stagionatura"),
    "PAR": ("""
Parrucchiere @ Postazioni di taglio, Lavaggio, Preparazione dei colori
Estetista @ Cabina estetica
Addetto alla cassa @ Salone ~8
""", """
d Taglio e piega @ Postazioni di taglio : Parrucchiere
d Colorazione e decolorazione @ Preparazione dei colori : Parrucchiere
d Trattamenti estetici @ Cabina estetica : Estetista
""", "chemical Esposti a tinture e decoloranti : Parrucchiere"),
    "COM": (f"""
Addetto alle vendite @ Area vendita
Cassiere @ Casse ~6
Magazziniere carrellista @ Retrobottega, Scaffalature, Area di carico e scarico * ! {_DRIVING}
Responsabile di negozio @ Ufficio ~15
""", """
d Rifornimento scaffali @ Area vendita : Addetto alle vendite, Magazziniere carrellista
d Vendita e cassa @ Casse : Cassiere
d Ricevimento merci @ Retrobottega : Magazziniere carrellista
""", "stress Contatto col pubblico : Addetto alle vendite, Cassiere"),
    "FAR": ("""
Farmacista @ Area vendita, Retrobottega ~15 ! Iscrizione all'ordine dei farmacisti
Addetto alle vendite @ Area vendita
Magazziniere @ Retrobottega
""", """
c Dispensazione @ Area vendita : Farmacista
w Preparazioni galeniche @ Retrobottega : Farmacista
d Ricevimento e riordino @ Retrobottega : Magazziniere
""", "stress Contatto col pubblico : Farmacista, Addetto alle vendite"),
    "LOG": (f"""
Carrellista @ Scaffalature portapallet, Ribalte, Scaffalature, Area di carico e scarico * & ! {_DRIVING}
Addetto al picking @ Picking &
Autista di mezzi pesanti @ Piazzale autotreni, Piazzale * & ! Patente CE e CQC merci
Meccanico @ Officina mezzi
Impiegato operativo @ Uffici operativi ~34
""", """
c Carico e scarico @ Ribalte : Carrellista, Autista di mezzi pesanti
c Stoccaggio in scaffalatura @ Scaffalature portapallet : Carrellista
c Prelievo @ Picking : Addetto al picking
d Ricarica delle batterie @ Ricarica dei carrelli : Carrellista
c Guida su strada : Autista di mezzi pesanti
""", """
vibration Guida di carrelli e autotreni : Carrellista, Autista di mezzi pesanti
stress Turnisti di magazzino : Carrellista, Addetto al picking
"""),
    "AUT": ("""
Meccanico @ Ponti sollevatori, Officina
Elettrauto @ Elettrauto ! Formazione PES/PAV per veicoli elettrici e ibridi
Gommista @ Gommista
Carrozziere verniciatore @ Cabina di verniciatura, Carrozzeria
Accettatore @ Accettazione ~18
""", """
d Riparazione meccanica @ Officina : Meccanico
  d Lavori sul ponte @ Ponti sollevatori : Meccanico
d Sostituzione pneumatici @ Gommista : Gommista
w Verniciatura in cabina @ Cabina di verniciatura : Carrozziere verniciatore
w Interventi su veicoli elettrici @ Elettrauto : Elettrauto
""", "chemical Esposti a vernici e solventi : Carrozziere verniciatore"),
    "TES": (f"""
Tessitore @ Tessitura &
Orditore @ Orditura
Addetto al controllo pezze @ Controllo pezze
Magazziniere carrellista @ Magazzino filati, Scaffalature * ! {_DRIVING}
Manutentore @ Centrale di condizionamento ! {_ELECTRIC}
""", """
c Orditura @ Orditura : Orditore
c Tessitura @ Tessitura : Tessitore
d Controllo pezze @ Controllo pezze : Addetto al controllo pezze
w Manutenzione telai @ Reparto produttivo : Manutentore
""", "noise Sala telai : Tessitore, Orditore, Manutentore"),
    "PLA": (f"""
Operatore alle presse @ Presse a iniezione, Stampaggio &
Attrezzista stampi @ Manutenzione stampi ! Addestramento all'uso del carroponte
Addetto alla macinazione @ Granulatore
Magazziniere carrellista @ Magazzino, Scaffalature * ! {_DRIVING}
""", """
c Stampaggio a iniezione @ Presse a iniezione : Operatore alle presse
  d Cambio stampo : Attrezzista stampi
d Macinazione degli scarti @ Granulatore : Addetto alla macinazione
d Movimentazione @ Magazzino : Magazziniere carrellista
""", "noise Reparto stampaggio : Operatore alle presse, Addetto alla macinazione"),
    "GRA": ("""
Stampatore offset @ Offset
Operatore di stampa digitale @ Digitale ~10
Legatore @ Legatoria
Grafico @ Prestampa ~36
Magazziniere @ Magazzino carta
""", """
d Prestampa @ Prestampa : Grafico
d Stampa offset @ Offset : Stampatore offset
  d Lavaggio dei rulli : Stampatore offset
d Taglio e legatoria @ Legatoria : Legatore
""", "chemical Esposti a solventi e inchiostri : Stampatore offset"),
    "AMB": (f"""
Addetto alla cernita @ Linea di cernita, Ricezione
Operatore di pala e ragno @ Piazzale, Ricezione * ! Abilitazione alle macchine (Accordo 2012)
Conduttore della pressa @ Pressa
Autista raccolta @ Piazzale * & ! Patente C e CQC
Manutentore @ Impianto di selezione ! {_ELECTRIC}
""", """
c Ricezione e pesatura @ Ricezione : Operatore di pala e ragno
c Cernita manuale @ Linea di cernita : Addetto alla cernita
d Pressatura @ Pressa : Conduttore della pressa
d Raccolta su strada : Autista raccolta
o Disintasamento della linea @ Linea di cernita : Manutentore
""", "other Esposti ad agenti biologici : Addetto alla cernita, Autista raccolta"),
    "PUB": (f"""
Agente di polizia locale @ Polizia locale *
Tecnico comunale @ Ufficio tecnico ~24
Operaio manutentore @ Deposito materiali, Officina e ricovero mezzi * ! {_HEIGHT}
Bibliotecario @ Spazio aperto ~25
Addetto all'anagrafe @ Anagrafe ~32
""", """
c Sportello al pubblico @ Anagrafe : Addetto all'anagrafe
d Pattuglia e viabilità @ Polizia locale : Agente di polizia locale
w Sfalcio e manutenzione del verde : Operaio manutentore
w Sopralluoghi @ Ufficio tecnico : Tecnico comunale
""", "stress Front office : Addetto all'anagrafe, Agente di polizia locale"),
    "STU": ("""
Progettista @ Spazio aperto ~36
Tecnico di sopralluogo @ Spazio aperto ~20
""", """
c Progettazione @ Spazio aperto : Progettista
w Sopralluoghi in cantiere : Tecnico di sopralluogo
""", ""),
    "INF": ("""
Programmatore @ Spazio aperto ~38
Sistemista @ Locale server, Spazio aperto ~34
Addetto all'assistenza @ Spazio aperto ~36
""", """
c Sviluppo software @ Spazio aperto : Programmatore
w Interventi in sala macchine @ Locale server : Sistemista
c Assistenza telefonica @ Spazio aperto : Addetto all'assistenza
""", "stress Assistenza clienti : Addetto all'assistenza"),
    "SPO": ("""
Istruttore di sala @ Sala attrezzi
Istruttore di corsi @ Sala corsi
Addetto alla reception @ Reception ~24
Addetto alle pulizie @ Spogliatoi
""", """
c Assistenza in sala attrezzi @ Sala attrezzi : Istruttore di sala
d Conduzione dei corsi @ Sala corsi : Istruttore di corsi
d Pulizia e sanificazione @ Spogliatoi : Addetto alle pulizie
""", ""),
    "NID": ("""
Educatore @ Lattanti, Medi, Grandi, Sezioni *
Cuoco @ Cucina
Ausiliario @ Sezioni, Cucina
""", """
c Cura e gioco @ Sezioni : Educatore
  d Cambio e sollevamento dei bambini @ Lattanti : Educatore
d Preparazione dei pasti @ Cucina : Cuoco
d Pulizia e sanificazione @ Sezioni : Ausiliario
""", "other Sollevamento dei bambini : Educatore, Ausiliario"),
    "PUL": ("""
Addetto alle pulizie @ Spogliatoio, Deposito prodotti e macchine
Addetto alle pulizie ospedaliere @ Deposito prodotti e macchine &
Caposquadra @ Deposito prodotti e macchine
""", """
d Pulizia ordinaria : Addetto alle pulizie
  d Diluizione dei prodotti @ Deposito prodotti e macchine : Addetto alle pulizie, Caposquadra
w Lavaggio con lavasciuga : Addetto alle pulizie
d Sanificazione di reparti : Addetto alle pulizie ospedaliere
""", "chemical Uso di detergenti e disinfettanti : Addetto alle pulizie, Addetto alle pulizie ospedaliere"),
}  # fmt: skip
