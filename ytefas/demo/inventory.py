"""What stands in the departments of the demonstration, and what is used there: outlines.

Makers, models and products are invented. Codes of types are those of the catalogue; hazard
statements, register numbers and limits are those that sheets of such products carry.
"""

from typing import Final

# department: type of the catalogue | name | maker and model, one piece in each line
EQUIPMENT: Final = {
    "Torni paralleli": """
ET-TORN | Tornio parallelo 1 | Meccanica Alba TP 180
ET-TORN | Tornio parallelo 2 | Meccanica Alba TP 200
ET-MOLA | Mola da banco torni | Ferrini MB 2""",
    "Centri di lavoro CNC": """
ET-FRES | Centro di lavoro a 5 assi | Norvex V5-800
ET-FRES | Centro di lavoro verticale | Norvex V3-600""",
    "Rettifica": "ET-FRES | Rettificatrice tangenziale | Alba RT 60",
    "Cabina TIG": "ET-SALD | Saldatrice TIG 300 A | Lampo TIG 300",
    "Isola robotizzata": "ET-ROBOT | Isola robotizzata di saldatura | Norvex Arc 6",
    "Saldatura MIG": """
ET-SALD | Saldatrice MIG 1 | Lampo MIG 400
ET-SALD | Saldatrice MIG 2 | Lampo MIG 400
ET-OSSI | Cannello ossiacetilenico | Fiamma F2""",
    "Verniciatura": """
ET-CABV | Cabina di verniciatura | Airpaint CV 4
ET-ASPI | Aspirazione della cabina | Airpaint AS 12""",
    "Taglio laser": "ET-FRES | Taglio laser a fibra | Norvex L3015",
    "Pressa piegatrice": "ET-PRES | Pressa piegatrice 135 t | Officine Berti PB 135",
    "Assemblaggio e saldatura": """
ET-CARP | Carroponte 5 t | Sollevatori Adige CP 5
ET-FUNI | Catene a quattro bracci |""",
    "Saldatura": "ET-CARP | Carroponte 3,2 t | Sollevatori Adige CP 3",
    "Sbavatura manuale": "ET-UTPN | Smerigliatrici pneumatiche | Ferrini SP",
    "Locale compressori": "ET-COMP | Compressore a vite 500 l | Ariaforte CV 22",
    "Scaffalature": """
ET-SCAF | Scaffalatura portapallet A | Ripiani Nord SP 3
ET-CARR | Carrello elevatore 1 | Levanto E 16
ET-TRANE | Transpallet elettrico | Levanto T 12""",
    "Scaffalature portapallet": """
ET-SCAF | Scaffalatura corsie 1-6 | Ripiani Nord SP 4
ET-SCAF | Scaffalatura corsie 7-12 | Ripiani Nord SP 4
ET-CARR | Carrello retrattile 1 | Levanto R 16
ET-CARR | Carrello retrattile 2 | Levanto R 16
ET-CARR | Carrello frontale | Levanto E 20""",
    "Ribalte": """
ET-PEDA | Rampa di carico 1 | Portali Garda RC
ET-PEDA | Rampa di carico 2 | Portali Garda RC
ET-CANC | Portone sezionale | Portali Garda PS""",
    "Ricarica dei carrelli": "ET-CBAT | Stazione di ricarica batterie | Levanto CB 80",
    "Picking": "ET-TRANM | Transpallet manuale | Levanto M 25",
    "Ufficio tecnico": "ET-STAM | Plotter e multifunzione | Stampa3 M 60",
    "Amministrazione": """
ET-VDT | Postazioni di lavoro al videoterminale |
ET-STAM | Multifunzione | Stampa3 M 40""",
    "Uffici": "ET-STAM | Multifunzione degli uffici | Stampa3 M 40",
    "Squadratrice": "ET-CIRC | Squadratrice | Legnomac SQ 32",
    "Sega a nastro": "ET-NAST | Sega a nastro 800 | Legnomac SN 80",
    "Levigatura": """
ET-LEVI | Levigatrice a nastro largo | Legnomac LN 110
ET-ASPI | Impianto di aspirazione trucioli | Aspirapiù 30""",
    "Montaggio": "ET-UTEL | Utensili elettrici portatili |",
    "Officina e ricovero mezzi": """
ET-ESCA | Miniescavatore 1,8 t | Scavi M 18
ET-GRUA | Autocarro con gru | Sollevatori Adige GA 9
ET-BETO | Betoniera 350 l | Cantieri B 350""",
    "Ponteggi": """
ET-PONT | Ponteggio a telai prefabbricati | Ponteggi Lario T 105
ET-TRAB | Trabattello 8 m | Ponteggi Lario TR 8""",
    "Area di lavoro": """
ET-GRUT | Gru a torre 30 m | Sollevatori Adige GT 30
ET-QUAD | Quadro elettrico di cantiere | Cantieri Q 63
ET-MART | Martello demolitore | Ferrini D 15
ET-FUNI | Fasce e catene di sollevamento |""",
    "Postazione della sega circolare": "ET-CIRC | Sega circolare da cantiere | Cantieri SC 315",
    "Impasti": "ET-TRIT | Impastatrice a spirale | Fornari IS 80",
    "Forni": "ET-FORN | Forno a piani | Fornari FP 4",
    "Celle frigorifere": "ET-CELL | Cella frigorifera positiva | Gelida C 20",
    "Linea calda": """
ET-FORN | Piano di cottura e forno | Cucine Valli P 6
ET-FRIG | Friggitrice doppia vasca | Cucine Valli F 2
ET-CAPP | Cappa aspirante | Cucine Valli CA""",
    "Preparazioni fredde": "ET-AFFE | Affettatrice | Cucine Valli A 300",
    "Lavaggio": "ET-LAVS | Lavastoviglie a capote | Cucine Valli L 50",
    "Banco bar": "ET-CAFF | Macchina da caffè a tre gruppi | Moka Bella 3",
    "Dispensa e celle": "ET-CELL | Cella frigorifera | Gelida C 12",
    "Lavanderia": """
ET-IDRO | Lavacentrifuga 25 kg | Candor L 25
ET-STIR | Mangano | Candor M 2""",
    "Centrale termica": """
ET-CALD | Generatore di calore 250 kW | Termica Po G 250
ET-ESTI | Estintori e idranti |""",
    "Laboratorio di scienze": "ET-LABO | Strumenti del laboratorio |",
    "Aule": "ET-LIM | Lavagne interattive |",
    "Palestra": "ET-SCALA | Scala a sfilo del custode | Gradini S 6",
    "Camere degenza": """
ET-SOLP | Sollevapersone 1 | Solleva Bene 180
ET-SOLP | Sollevapersone 2 | Solleva Bene 180
ET-LETT | Letti elettrici | Riposo L 3""",
    "Bagno assistito": "ET-SOLP | Vasca con seggiola | Solleva Bene V",
    "Sterilizzazione": "ET-AUTC | Autoclave 23 l | Sterile B 23",
    "Stalla": "ET-CANC | Cancello automatico |",
    "Sala di mungitura": "ET-MUNG | Impianto di mungitura | Latteria 12",
    "Ricovero mezzi": """
ET-TRAT | Trattrice 90 CV | Campagna T 90
ET-ATTA | Rimorchio con presa di forza | Campagna R 50
ET-TELE | Sollevatore telescopico | Levanto T 30""",
    "Vigneti": """
ET-IRRO | Irroratrice trainata | Campagna I 10
ET-TRAT | Trattrice da vigneto | Campagna V 75""",
    "Imbottigliamento": "ET-FILM | Linea di imbottigliamento | Enotec L 20",
    "Vinificazione": "ET-CARR | Carrello elevatore | Levanto E 18",
    "Caseificazione": "ET-CALD | Generatore di vapore | Termica Po V 60",
    "Centrale frigorifera": "ET-COMP | Gruppo frigorifero ad ammoniaca | Gelida A 90",
    "Postazioni di taglio": """
ET-FORB | Forbici e rasoi |
ET-PHON | Asciugacapelli e piastre |""",
    "Area vendita": """
ET-SCALA | Scala a palchetto | Gradini P 4
ET-ESTI | Estintori |""",
    "Ponti sollevatori": """
ET-PSOL | Ponte a due colonne 1 | Sollevauto 32
ET-PSOL | Ponte a due colonne 2 | Sollevauto 32
ET-GASC | Stazione di ricarica clima | Clima Auto 2""",
    "Gommista": "ET-SMGO | Smontagomme | Sollevauto G 22",
    "Tessitura": "ET-ROBOT | Telai a pinza 1-12 | Tramatura T 190",
    "Presse a iniezione": """
ET-PRES | Pressa a iniezione 200 t | Plastimac I 200
ET-PRES | Pressa a iniezione 350 t | Plastimac I 350
ET-CARP | Paranco per stampi 1 t | Sollevatori Adige PA 1""",
    "Offset": "ET-ROBOT | Macchina offset a quattro colori | Stampa3 O 4",
    "Legatoria": "ET-PRES | Tagliacarte | Stampa3 TC 115",
    "Linea di cernita": "ET-ROBOT | Nastri della cernita | Recupero N 12",
    "Pressa": "ET-PRES | Pressa imballatrice | Recupero P 60",
    "Piazzale": "ET-MINI | Pala caricatrice | Scavi P 9",
    "Locale server": "ET-IELE | Gruppo di continuità | Elettra 10",
    "Sala attrezzi": "ET-IELE | Impianto elettrico e di terra |",
    "Deposito prodotti e macchine": """
ET-LAVP | Lavapavimenti uomo a bordo | Pulinet L 80
ET-SCALA | Scala telescopica | Gradini T 5""",
}

# What a product is called, then who sells it, its state, its two numbers, its statements and the
# supplemental ones, what it is for, how much of it a year, in which unit.
PRODUCTS: Final = {
    "acetone": "Acetone tecnico | Chimica Lario | liquid | 67-64-1 | 200-662-2 | H225 H319 H336 |"
    " EUH066 | Sgrassaggio a mano | 60 | l",
    "emulsione": "Lubrorefrigerante emulsionabile | Lubrital | liquid | | | H315 H319 H412 |"
    " EUH208 | Raffreddamento degli utensili | 400 | l",
    "diluente": "Diluente nitro antinebbia | Vernici Adda | liquid | | |"
    " H225 H304 H315 H336 H361d H373 | | Diluizione e pulizia | 250 | l",
    "catalizzatore": "Catalizzatore poliuretanico | Vernici Adda | liquid | | |"
    " H226 H317 H332 H335 | EUH066 EUH204 | Indurente della vernice | 90 | l",
    "argon": "Argon compresso | Gas Tecnici Padani | gas | 7440-37-1 | 231-147-0 | H280 | |"
    " Protezione della saldatura | 900 | m3",
    "acetilene": "Acetilene disciolto | Gas Tecnici Padani | gas | 74-86-2 | 200-816-9 |"
    " H220 H230 H280 | | Taglio e saldatura | 80 | kg",
    "ossigeno": "Ossigeno compresso | Gas Tecnici Padani | gas | 7782-44-7 | 231-956-9 |"
    " H270 H280 | | Taglio e saldatura | 300 | m3",
    "candeggina": "Ipoclorito di sodio 14% | Detersivi Brenta | liquid | 7681-52-9 | 231-668-3 |"
    " H290 H314 H400 H411 | EUH031 | Disinfezione | 180 | l",
    "sgrassatore": "Sgrassatore alcalino per forni | Detersivi Brenta | liquid | | | H290 H314 | |"
    " Pulizia di forni e piastre | 70 | l",
    "disincrostante": "Disincrostante acido | Detersivi Brenta | liquid | | | H290 H314 H335 | |"
    " Rimozione del calcare | 60 | l",
    "brillantante": "Brillantante per lavastoviglie | Detersivi Brenta | liquid | | | H319 | |"
    " Lavastoviglie | 40 | l",
    "pavimenti": "Detergente per pavimenti | Detersivi Brenta | liquid | | | | EUH208 EUH210 |"
    " Pulizia ordinaria | 120 | l",
    "gasolio": "Gasolio | Petroli Ticino | liquid | 68334-30-5 | 269-822-7 |"
    " H226 H304 H315 H332 H351 H373 H411 | | Rifornimento dei mezzi | 6000 | l",
    "benzina": "Benzina senza piombo | Petroli Ticino | liquid | 86290-81-5 | 289-220-8 |"
    " H224 H304 H315 H336 H340 H350 H361 H411 | | Attrezzature a motore | 200 | l",
    "tintura": "Tintura ossidante | Colore Vivo | liquid | | | H302 H317 H319 H412 | |"
    " Colorazione dei capelli | 25 | l",
    "decolorante": "Decolorante in polvere | Colore Vivo | dust | | |"
    " H272 H302 H315 H317 H319 H334 H335 | | Schiaritura dei capelli | 8 | kg",
    "alcol": "Alcol etilico denaturato | Chimica Lario | liquid | 64-17-5 | 200-578-6 | H225 H319"
    " | | Disinfezione e pulizia | 50 | l",
    "formalina": "Formalina tamponata 4% | Diagnostica Nord | liquid | 50-00-0 | 200-001-8 |"
    " H317 H341 H350 | | Conservazione dei campioni | 5 | l",
    "peracetico": "Acido peracetico 5% | Diagnostica Nord | liquid | 79-21-0 | 201-186-8 |"
    " H272 H290 H302+H312+H332 H314 H335 H410 | | Disinfezione di alto livello | 30 | l",
    "colla": "Colla vinilica | Adesivi Sile | liquid | | | | EUH208 EUH210 | Incollaggio |"
    " 300 | kg",
    "impregnante": "Impregnante a solvente | Vernici Adda | liquid | | | H226 H304 H336 | EUH066 |"
    " Finitura del legno | 200 | l",
    "legno": "Polvere di legno duro | | dust | | | | | Si forma nelle lavorazioni | |",
    "cemento": "Cemento Portland | Leganti Alpini | dust | 65997-15-1 | 266-043-4 |"
    " H315 H317 H318 H335 | | Getti e malte | 30000 | kg",
    "schiuma": "Schiuma poliuretanica | Adesivi Sile | aerosol | | |"
    " H222 H229 H315 H317 H319 H332 H334 H335 H351 H373 | EUH204 | Posa di serramenti | 90 | pcs",
    "rameico": "Fungicida rameico | Agricola Sesia | dust | | | H302 H318 H410 | EUH401 |"
    " Difesa della vite | 60 | kg",
    "diserbante": "Diserbante sistemico | Agricola Sesia | liquid | | | H411 | EUH401 |"
    " Diserbo | 40 | l",
    "metabisolfito": "Metabisolfito di sodio | Enotec | solid | 7681-57-4 | 231-673-0 | H302 H318 |"
    " EUH031 | Vinificazione | 45 | kg",
    "ammoniaca": "Ammoniaca anidra | Gas Tecnici Padani | gas | 7664-41-7 | 231-635-3 |"
    " H221 H280 H314 H331 H400 | EUH071 | Fluido frigorifero | 350 | kg",
    "glicole": "Liquido di raffreddamento | Lubrital | liquid | 107-21-1 | 203-473-3 | H302 H373 |"
    " | Circuiti dei veicoli | 150 | l",
    "esausto": "Olio motore esausto | | liquid | | | H350 | | Si raccoglie nei cambi d'olio |"
    " 900 | l",
    "elettrolito": "Elettrolito per batterie | Lubrital | liquid | 7664-93-9 | 231-639-5 |"
    " H290 H314 | | Rabbocco delle batterie | 40 | l",
    "isopropanolo": "Alcol isopropilico | Chimica Lario | liquid | 67-63-0 | 200-661-7 |"
    " H225 H319 H336 | | Lavaggio dei rulli | 220 | l",
    "inchiostro": "Inchiostro UV | Stampa3 | liquid | | | H315 H317 H319 H411 | | Stampa |"
    " 180 | kg",
    "distaccante": "Distaccante siliconico | Plastimac | aerosol | | | H222 H229 H336 H412 |"
    " EUH066 | Distacco dai pezzi | 240 | pcs",
    "toner": "Toner nero | Stampa3 | dust | | | | EUH210 | Ricarica delle stampanti | 12 | pcs",
}
AGENTS: Final = {  # what a sheet does not classify, the consultant decides
    "legno": "C1A",
}
LIMITS: Final = {
    "acetone": ("Acetone", "1210", None, "mg/m3", "All. XXXVIII"),
    "ammoniaca": ("Ammoniaca", "14", "36", "mg/m3", "All. XXXVIII"),
    "glicole": ("Glicole etilenico", "52", "104", "mg/m3", "All. XXXVIII"),
    "legno": ("Polveri di legno duro", "2", None, "mg/m3", "All. XLIII"),
    "formalina": ("Formaldeide", "0.37", "0.74", "mg/m3", "All. XLIII"),
    "elettrolito": ("Acido solforico, nebbie", "0.05", None, "mg/m3", "All. XXXVIII"),
}

# where products are used: department: product, minutes a day, control at source, skin contact
USES: Final = {
    "Centri di lavoro CNC": "emulsione 300 contained intermittent, acetone 20 diluted intermittent",
    "Torni paralleli": "emulsione 240 diluted intermittent",
    "Rettifica": "emulsione 240 diluted intermittent",
    "Cabina TIG": "argon 240 contained none",
    "Isola robotizzata": "argon 360 segregated none",
    "Saldatura MIG": "argon 300 contained none, acetilene 30 contained none,"
    " ossigeno 30 contained none",
    "Verniciatura": "diluente 120 contained intermittent, catalizzatore 90 contained accidental,"
    " impregnante 90 contained intermittent",
    "Ricarica dei carrelli": "elettrolito 10 diluted accidental",
    "Levigatura": "legno 300 contained extensive",
    "Squadratrice": "legno 240 contained extensive",
    "Montaggio": "colla 120 diluted intermittent",
    "Officina e ricovero mezzi": "gasolio 20 diluted intermittent, benzina 10 diluted accidental",
    "Area di lavoro": "cemento 180 manual extensive, schiuma 30 diluted accidental",
    "Linea calda": "sgrassatore 20 diluted accidental",
    "Lavaggio": "brillantante 30 diluted intermittent, disincrostante 10 diluted accidental",
    "Lavaggio stoviglie": "brillantante 40 diluted intermittent",
    "Lavanderia": "candeggina 40 diluted accidental",
    "Camere": "pavimenti 120 diluted intermittent, disincrostante 30 diluted accidental",
    "Laboratorio di scienze": "alcol 30 diluted accidental",
    "Camere degenza": "alcol 30 diluted intermittent, pavimenti 60 diluted intermittent",
    "Sterilizzazione": "peracetico 30 contained accidental",
    "Sala prelievi": "formalina 15 contained accidental, alcol 60 diluted intermittent",
    "Ricovero mezzi": "gasolio 20 diluted intermittent",
    "Vigneti": "rameico 240 segregated accidental, diserbante 60 segregated accidental",
    "Vinificazione": "metabisolfito 20 diluted accidental",
    "Caseificazione": "candeggina 45 diluted accidental, disincrostante 30 diluted accidental",
    "Centrale frigorifera": "ammoniaca 15 closed none",
    "Lavaggio mezzi": "disincrostante 15 diluted accidental",
    "Preparazione dei colori": "tintura 120 diluted extensive, decolorante 40 diluted intermittent",
    "Ponti sollevatori": "esausto 60 diluted extensive, glicole 15 diluted accidental",
    "Offset": "isopropanolo 60 diluted intermittent, inchiostro 240 diluted intermittent",
    "Digitale": "toner 5 closed none",
    "Presse a iniezione": "distaccante 30 diluted accidental",
    "Deposito prodotti e macchine": "pavimenti 240 diluted intermittent,"
    " candeggina 30 diluted accidental",
    "Uffici comunali": "toner 5 closed none",
}
