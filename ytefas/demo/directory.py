"""The firms of the demonstration: sixty invented names in real towns."""

# ruff: noqa: E501 - a table

from typing import Final

# sector and number, legal name, short name, town, street, year of start, sites
FIRMS: Final = """
MEC-014|Officine Meccaniche Valsesia S.r.l.|Officine Valsesia|Borgosesia|Via Sesia 41|2009|3
COS-011|Edil Marconi Costruzioni S.r.l.|Edil Marconi|Treviso|Via Marconi 18|1998|6
RSA-004|Residenza San Rocco Onlus|Residenza San Rocco|Feltre|Via San Rocco 7|1987|2
LOG-007|Interporto Scaligero S.p.A.|Interporto Scaligero|Verona|Via Sommacampagna 61|2001|3
CAS-003|Caseificio Brenta Soc. Coop.|Caseificio Brenta|Cittadella|Via Bassanese 120|1976|2
VIT-002|Cantine Colle Umberto Soc. Agr.|Cantine Colle Umberto|Conegliano|Via dei Colli 9|1964|2
CAR-022|Carpenterie Alto Garda S.r.l.|Carpenterie Alto Garda|Riva del Garda|Via Baltera 22|2004|2
ALI-010|Panificio Industriale Berton S.p.A.|Panificio Berton|Bassano del Grappa|Via Capitelvecchio 31|1991|3
TES-005|Tessitura Lago Maggiore S.p.A.|Tessitura Lago Maggiore|Verbania|Corso Nazioni Unite 15|1958|2
LEG-006|Falegnameria Artigiana Dal Pozzo S.n.c.|Dal Pozzo|Cantù|Via Milano 84|1983|1
MEC-019|Torneria Fratelli Gobbi S.n.c.|Torneria Gobbi|Lumezzane|Via Industriale 5|1979|1
SCU-006|Istituto Comprensivo “G. Parini”|I.C. Parini|Camposampiero|Via Filipetto 10|2000|3
PUB-001|Comune di Borgo Valpiana|Comune Borgo Valpiana|Castelfranco Veneto|Piazza Vittoria 1|1970|3
RIS-008|Trattoria Al Cacciatore di Zanetti & C. S.n.c.|Al Cacciatore|Asolo|Via Foresto 12|2012|1
SAN-003|Poliambulatorio Città Giardino S.r.l.|Città Giardino|Vicenza|Viale Trento 140|2008|2
FAR-002|Farmacia Dott.ssa Pavan S.a.s.|Farmacia Pavan|Venezia|Via Piave 66|1995|1
MEC-023|Lavorazioni Meccaniche Orobiche S.r.l.|LM Orobiche|Dalmine|Via Provinciale 112|1996|2
MEC-027|Ingranaggi Brescia S.p.A.|Ingranaggi Brescia|Brescia|Via Orzinuovi 95|1971|3
MEC-031|Minuterie Cusio S.r.l.|Minuterie Cusio|Omegna|Via IV Novembre 210|1988|1
CAR-009|Strutture Metalliche Isonzo S.r.l.|Strutture Isonzo|Udine|Viale Palmanova 320|1993|2
CAR-015|Serramenti Dolomiti S.r.l.|Serramenti Dolomiti|Belluno|Via Tiziano Vecellio 27|2006|2
COS-018|Impresa Edile Bertolini & Figli S.n.c.|Bertolini & Figli|Trento|Via di Spini 14|1981|3
COS-024|Costruzioni Generali Lario S.p.A.|Generali Lario|Lecco|Corso Carlo Alberto 60|1969|5
COS-029|Restauri Monumentali Palladio S.r.l.|Restauri Palladio|Vicenza|Contrà Porti 21|2003|2
LEG-012|Mobilificio Brianza Design S.r.l.|Brianza Design|Monza|Via Borgazzi 33|1999|2
LEG-017|Serramenti in legno Val di Fiemme S.r.l.|Legno Fiemme|Pergine Valsugana|Via dei Canopi 8|2007|1
ALI-014|Forno Antico di Rossi Paolo|Forno Antico|Modena|Via Emilia Est 402|2015|2
ALI-021|Pasticceria Marchetti S.a.s.|Pasticceria Marchetti|Parma|Strada Garibaldi 55|2002|2
RIS-013|Ristorante Al Porto S.r.l.|Al Porto|Desenzano del Garda|Lungolago Battisti 71|2011|2
RIS-020|Pizzeria Bella Napoli di Esposito Ciro|Bella Napoli|Novara|Corso Cavallotti 19|2018|1
RIS-025|Osteria del Teatro S.n.c.|Osteria del Teatro|Faenza|Corso Mazzini 44|2016|1
HOT-003|Albergo Terme Adige S.r.l.|Terme Adige|Merano|Via delle Corse 102|1992|1
HOT-007|Hotel Miramonti di Conti Sara|Hotel Miramonti|Arco|Viale delle Palme 16|2005|1
SCU-002|Istituto Paritario Santa Chiara|Santa Chiara|Vercelli|Via Dante 83|1961|2
SCU-009|Liceo Scientifico “E. Majorana”|Liceo Majorana|Schio|Via dei Tigli 10|1974|1
RSA-001|Casa di Riposo Villa Serena|Villa Serena|Imola|Via Venturini 16|1978|2
RSA-008|Cooperativa Sociale Il Ponte Onlus|Il Ponte|Rovereto|Via Abetone 20|1994|2
SAN-007|Centro Medico San Luca S.r.l.|San Luca|Torino|Via Cigna 77|2010|1
SAN-011|Studio Dentistico Associato Caruso e Fontana|Caruso e Fontana|Bologna|Via Mazzini 150|2013|1
AGR-004|Azienda Agricola Cascina Nuova di Ferrari Luca|Cascina Nuova|Vercelli|Strada Cascina Nuova 3|1986|1
AGR-009|Società Agricola Prati Verdi S.s.|Prati Verdi|Reggio nell'Emilia|Via Cavriago 11|1997|1
VIT-006|Tenuta Montello Soc. Agr. S.r.l.|Tenuta Montello|Montebelluna|Via Presa VIII 4|2000|2
PAR-005|Acconciature Elisa di Moretti Elisa|Acconciature Elisa|Mirano|Via Cavin di Sala 52|2014|1
PAR-008|Estetica e Benessere Aurora S.n.c.|Aurora|Prato|Via Pistoiese 210|2019|2
COM-010|Ferramenta Galli S.r.l.|Ferramenta Galli|Bergamo|Via Borgo Palazzo 180|1985|2
COM-016|Supermercati Pedemontana S.p.A.|Pedemontana|Thiene|Via Gombe 2|1990|4
FAR-006|Farmacia Comunale San Giorgio|San Giorgio|Ivrea|Corso Vercelli 12|2001|1
LOG-002|Autotrasporti Zanella S.r.l.|Zanella|San Donà di Piave|Via Calvecchia 9|1989|2
LOG-012|Logistica Brennero S.r.l.|Logistica Brennero|Bolzano|Via Galvani 40|2008|2
AUT-003|Autofficina Tonelli S.n.c.|Autofficina Tonelli|Carpi|Via dell’Industria 25|1999|1
AUT-007|Carrozzeria Europa di Visentin Marco|Carrozzeria Europa|Pordenone|Viale Treviso 37|2009|1
TES-008|Lanificio Fratelli Ramella S.p.A.|Lanificio Ramella|Biella|Via Carso 15|1949|2
PLA-002|Stampaggio Plastica Emiliana S.r.l.|Plastica Emiliana|Sassuolo|Via Radici in Piano 88|1994|2
GRA-004|Grafiche Valpolicella S.r.l.|Grafiche Valpolicella|Villafranca di Verona|Via dell’Artigianato 19|1987|1
AMB-002|Ecologia Nord Est S.r.l.|Ecologia Nord Est|Treviso|Via Castellana 130|2002|2
STU-005|Studio Tecnico Associato Pellegrini|Studio Pellegrini|Trento|Via Grazioli 88|2011|1
INF-003|Sistemi Informativi Lario S.r.l.|SI Lario|Como|Via Pasquale Paoli 47|2017|1
SPO-002|Palestra Energia S.s.d. a r.l.|Palestra Energia|Varallo|Via D’Adda 30|2020|1
NID-003|Asilo Nido Girotondo Soc. Coop. Sociale|Girotondo|Quarona|Via Rolandi 6|2015|1
PUL-006|Servizi Integrati Ruggeri S.r.l.|Ruggeri|Bologna|Via Ferrarese 156|2006|3
"""
