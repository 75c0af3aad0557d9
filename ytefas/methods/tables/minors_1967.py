"""What minors may not do: Annex I of L. 977/1967, as D.Lgs. 345/1999, 262/2000, 39/2016 left it."""

from collections.abc import Mapping
from typing import Final

from ytefas.methods.kit.words import words
from ytefas.methods.tables.protected import Item

LAW: Final = "L. 977/1967 art. 6, all. I"


def entry(point: str, it: str, en: str) -> Item:
    """Name an entry by its point of the annex."""
    return Item(words(it, en), f"{LAW} {point}")


AGENTS: Final[Mapping[str, Item]] = {
    "pressure": entry("I.1 a", "Pressione superiore a quella naturale, immersione",
                      "Pressure above the natural one, diving"),
    "noise": entry("I.1 b", "Rumore oltre il valore dell'allegato (LEX 87 dB(A))",
                   "Noise above the value of the annex (LEX 87 dB(A))"),
    "biological": entry("I.2", "Agenti biologici dei gruppi 3 e 4",
                        "Biological agents of groups 3 and 4"),
    "acute_toxic": entry("I.3 a", "Tossicità acuta, categorie 1–3",
                         "Acute toxicity, categories 1–3"),
    "corrosive": entry("I.3 a", "Corrosivi per la pelle", "Skin corrosives"),
    "flammable": entry("I.3 a", "Gas, aerosol e liquidi infiammabili di categoria 1 e 2",
                       "Flammable gases, aerosols and liquids of categories 1 and 2"),
    "explosive": entry("I.3 a", "Esplosivi, autoreattivi, perossidi organici",
                       "Explosives, self-reactive substances, organic peroxides"),
    "organ_toxic": entry("I.3 a", "Tossici per organi bersaglio (STOT), categorie 1 e 2",
                         "Specific target organ toxicity (STOT), categories 1 and 2"),
    "sensitising": entry("I.3 a", "Sensibilizzanti delle vie respiratorie o della pelle",
                         "Respiratory or skin sensitisers"),
    "cmr": entry("I.3 a", "Cancerogeni, mutageni, tossici per la riproduzione",
                 "Carcinogens, mutagens, reproductive toxicants"),
    "annex_xlii": entry("I.3, II.1", "Agenti e processi dell'all. XLII del D.Lgs. 81/2008",
                        "Agents and processes of Annex XLII of D.Lgs. 81/2008"),
    "lead": entry("I.3", "Piombo e composti", "Lead and its compounds"),
    "asbestos": entry("I.3", "Amianto", "Asbestos"),
}  # fmt: skip

WORKS: Final[Mapping[str, Item]] = {
    "explosives_making": entry("II.2", "Fabbricazione e manipolazione di dispositivi esplosivi",
                               "Making and handling of explosive devices"),
    "animals": entry("II.3", "Animali feroci o velenosi; condotta di tori e stalloni",
                     "Fierce or poisonous animals; leading of bulls and stallions"),
    "slaughter": entry("II.4", "Mattatoio", "Slaughterhouse"),
    "gases": entry("II.5", "Apparecchiature con gas compressi, liquidi o in soluzione",
                   "Equipment with compressed, liquid or dissolved gases"),
    "tanks": entry("II.6", "Tini, bacini, serbatoi, damigiane o bombole con agenti chimici",
                   "Vats, basins, tanks, demijohns or cylinders with chemicals"),
    "demolition": entry("II.7", "Demolizioni; allestimento e smontaggio di armature",
                        "Demolition; setting up and dismantling of falsework"),
    "high_voltage": entry("II.8", "Rischi elettrici da alta tensione",
                          "Electrical risk from high voltage"),
    "piecework": entry("II.9", "Ritmo determinato dalla macchina e pagamento a cottimo",
                       "Pace set by the machine and pay by the piece"),
    "furnaces": entry("II.10", "Forni a temperatura superiore a 500 °C",
                      "Furnaces above 500 °C"),
    "foundry": entry("II.11", "Fonderie", "Foundries"),
    "electrolysis": entry("II.12", "Processi elettrolitici", "Electrolytic processes"),
    "rubber": entry("II.13", "Produzione di gomma sintetica", "Production of synthetic rubber"),
    "metals": entry("II.14", "Produzione di metalli ferrosi e non ferrosi e loro leghe",
                    "Production of ferrous and non-ferrous metals and alloys"),
    "sulphur": entry("II.15", "Produzione e lavorazione dello zolfo",
                     "Production and processing of sulphur"),
    "excavation": entry("II.16", "Escavazione, con armature e mezzi meccanici; taglio dei massi",
                        "Excavation, with supports and machines; cutting of boulders"),
    "mines": entry("II.17", "Gallerie, cave, miniere, torbiere", "Tunnels, quarries, mines, bogs"),
    "rocks": entry("II.18", "Lavorazione meccanica a secco di minerali e rocce",
                   "Dry mechanical processing of minerals and rocks"),
    "tobacco": entry("II.19", "Lavorazione dei tabacchi", "Processing of tobacco"),
    "ships": entry("II.20", "Costruzione, riparazione e demolizione di navi",
                   "Building, repair and breaking of ships"),
    "lime": entry("II.21", "Produzione di calce ventilata", "Production of ventilated lime"),
    "silica": entry("II.22", "Rischio silicotigeno", "Risk of silicosis"),
    "lifting_machines": entry("II.23", "Manovra di apparecchi di sollevamento a motore",
                              "Operation of powered lifting machines"),
    "pits": entry("II.24", "Pozzi, cisterne e ambienti simili", "Pits, cisterns and the like"),
    "cold_store": entry("II.25", "Magazzini frigoriferi", "Cold stores"),
    "drugs": entry("II.26", "Esposizione a prodotti farmaceutici",
                   "Exposure to pharmaceutical products"),
    "driving": entry("II.27", "Condotta di veicoli e macchine semoventi; pulizia di motori in moto",
                     "Driving of vehicles and mobile machines; cleaning of running engines"),
    "metal_spraying": entry("II.28", "Metallizzazione a spruzzo", "Metal spraying"),
    "tree_felling": entry("II.29", "Legaggio e abbattimento degli alberi",
                          "Tying and felling of trees"),
    "chimneys": entry("II.30", "Pulizia di camini e focolai", "Cleaning of chimneys and hearths"),
    "fibres_opening": entry("II.31", "Apertura, battitura e cardatura di fibre, crine, piume, peli",
                            "Opening, beating and carding of fibres, hair, feathers"),
    "mineral_fibres": entry("II.32", "Produzione e lavorazione di fibre minerali e artificiali",
                            "Production and processing of mineral and man-made fibres"),
    "rags": entry("II.33", "Cernita e trituramento di stracci e carta usata senza DPI",
                  "Sorting and shredding of rags and waste paper without PPE"),
    "vibrating_tools": entry("II.34", "Martelli pneumatici, mole flessibili e altri utensili "
                                      "vibranti; pistole fissachiodi",
                             "Pneumatic hammers, flexible grinders and other vibrating tools; "
                             "nail guns"),
    "metal_powders": entry("II.35", "Produzione di polveri metalliche",
                           "Production of metal powders"),
    "welding": entry("II.36", "Saldatura e taglio ad arco o con fiamma ossidrica o ossiacetilenica",
                     "Welding and cutting by arc or by oxy-hydrogen or oxy-acetylene flame"),
    "butchery": entry("II.37", "Macellerie: utensili taglienti, seghe, macchine per tritare",
                      "Butcher's shops: cutting tools, saws, mincing machines"),
}  # fmt: skip

HOURS: Final = {"adolescent": (8.0, 40.0), "child": (7.0, 35.0)}
OTHERS: Final[Mapping[str, Item]] = {
    "child_work": Item(words("Lavoro di un bambino", "Work of a child"), "L. 977/1967 art. 4"),
    "artistic_work": Item(words("Attività culturale, artistica, sportiva o pubblicitaria",
                                "Cultural, artistic, sports or advertising activity"),
                          "L. 977/1967 art. 4 c. 2"),
    "night": Item(words("Lavoro notturno (22–6 o 23–7)", "Night work (22–6 or 23–7)"),
                  "L. 977/1967 art. 15"),
    "day_hours": Item(words("Troppe ore al giorno", "Too many hours a day"),
                      "L. 977/1967 art. 18"),
    "week_hours": Item(words("Troppe ore alla settimana", "Too many hours a week"),
                       "L. 977/1967 art. 18"),
}  # fmt: skip
ITEMS: Final[Mapping[str, Item]] = {**WORKS, **AGENTS, **OTHERS}
