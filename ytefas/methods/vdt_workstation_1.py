"""A display screen workstation against the minimum requirements of Annex XXXIV."""

from ytefas.methods.kit.bands import Band
from ytefas.methods.kit.inputs import Text
from ytefas.methods.kit.method import Example, Method, Shown, Source
from ytefas.methods.kit.words import Words, words
from ytefas.methods.tables.checklists import (
    OPEN,
    Criterion,
    asked_for,
    checked,
    drawn_by,
    scale_of,
    told_by,
)


def criterion(key: str, point: str, it: str, en: str, section: Words | None = None) -> Criterion:
    """Name a requirement by its point of the annex."""
    return Criterion(key, words(it, en), f"All. XXXIV p. {point}", section)


CRITERIA = (
    criterion("screen_sharp", "1 b", "Caratteri nitidi, grandi a sufficienza e ben spaziati",
              "Characters sharp, large enough and well spaced", words("Schermo", "Screen")),
    criterion("screen_stable", "1 b", "Immagine stabile, senza sfarfallio",
              "Stable image, without flicker"),
    criterion("screen_adjustable", "1 b", "Luminosità e contrasto regolabili facilmente",
              "Brightness and contrast easily adjusted"),
    criterion("screen_tilt", "1 b", "Schermo orientabile e inclinabile facilmente",
              "Screen easily swivelled and tilted"),
    criterion("screen_glare", "1 b", "Nessun riflesso o riverbero sullo schermo",
              "No reflections or glare on the screen"),
    criterion("screen_height", "1 b",
              "Spigolo superiore poco sotto gli occhi, a circa 50–70 cm",
              "Upper edge slightly below the eyes, at about 50–70 cm"),
    criterion("keyboard_separate", "1 c", "Tastiera separata, inclinabile, con superficie opaca",
              "Keyboard separate, tiltable, with a matt surface",
              words("Tastiera e puntamento", "Keyboard and pointing device")),
    criterion("keyboard_space", "1 c", "Spazio davanti alla tastiera per appoggiare gli avambracci",
              "Space in front of the keyboard to rest the forearms"),
    criterion("keyboard_legible", "1 c", "Tasti facili da usare, simboli leggibili",
              "Keys easy to use, symbols legible"),
    criterion("pointer_reach", "1 c",
              "Mouse sullo stesso piano, raggiungibile, con spazio per usarlo",
              "Mouse on the same surface, within reach, with room to use it"),
    criterion("desk_size", "1 d", "Piano poco riflettente e abbastanza grande per disporre tutto",
              "Desk of low reflectance, large enough to arrange everything",
              words("Piano di lavoro", "Desk")),
    criterion("desk_height", "1 d", "Altezza del piano fra circa 70 e 80 cm, fissa o regolabile",
              "Height of the desk about 70 to 80 cm, fixed or adjustable"),
    criterion("desk_legs", "1 d", "Spazio per le gambe e per entrare con il sedile e i braccioli",
              "Room for the legs and to enter with seat and armrests"),
    criterion("desk_depth", "1 d", "Profondità che assicura la distanza visiva giusta",
              "Depth that gives the right viewing distance"),
    criterion("document_holder", "1 d", "Portadocumenti stabile e regolabile, dove serve",
              "Stable, adjustable document holder, where needed"),
    criterion("seat_stable", "1 e", "Sedile stabile, libero nei movimenti, girevole",
              "Seat stable, free to move, swivelling", words("Sedile", "Seat")),
    criterion("seat_height", "1 e",
              "Altezza del sedile regolabile", "Height of the seat adjustable"),
    criterion("seat_back", "1 e",
              "Schienale con sostegno lombare, regolabile in altezza e inclinazione",
              "Backrest with lumbar support, adjustable in height and tilt"),
    criterion("seat_material", "1 e", "Bordi smussati, materiali traspiranti e pulibili",
              "Rounded edges, breathable and washable materials"),
    criterion("footrest", "1 e",
              "Poggiapiedi per chi lo desidera", "Footrest for whoever wants one"),
    criterion("laptop", "1 f",
              "Portatile usato a lungo: tastiera, mouse e supporto dello schermo esterni",
              "Laptop used for long: external keyboard, mouse and screen support",
              words("Portatili", "Laptops")),
    criterion("space", "2 a", "Spazio per cambiare posizione e per i movimenti operativi",
              "Room to change position and to move", words("Ambiente", "Environment")),
    criterion("lighting", "2 b", "Illuminazione sufficiente e contrasto adatto",
              "Sufficient lighting and suitable contrast"),
    criterion("windows", "2 b", "Finestre con copertura regolabile, posto senza abbagliamento",
              "Windows with adjustable covering, no dazzle at the workstation"),
    criterion("noise", "2 c", "Il rumore non disturba l'attenzione e la comunicazione",
              "Noise does not disturb attention and speech"),
    criterion("radiation", "2 d", "Radiazioni, tranne la luce visibile, a livelli trascurabili",
              "Radiation, other than visible light, at negligible levels"),
    criterion("climate", "2 e", "Microclima senza disagio, né calore in eccesso dalle attrezzature",
              "Thermal environment without discomfort, no excess heat from equipment"),
    criterion("software", "3",
              "Programmi adatti al compito, facili da usare, adeguati all'esperienza",
              "Software suited to the task, easy to use, fit for the user's experience",
              words("Interfaccia elaboratore–uomo", "Operator–computer interface")),
    criterion("no_hidden_control", "3", "Nessun controllo a distanza all'insaputa dei lavoratori",
              "No checking facility used without the knowledge of the workers"),
    criterion("feedback", "3", "Il sistema informa sul proprio funzionamento, a ritmo adatto",
              "Systems give feedback on their performance, at a suitable pace"),
)  # fmt: skip

SCALE = scale_of(
    len(CRITERIA),
    fine=Band("conforming", 0, words("Conforme", "Conforming"), 0,
              words("Il posto di lavoro rispetta i requisiti visti. Ricontrolla a ogni cambio.",
                    "The workstation meets the requirements looked at. Check again on any "
                    "change.")),
    wrong=Band("not_conforming", 3, words("Non conforme", "Not conforming"), consequence=words(
        "Il datore di lavoro deve adeguare il posto di lavoro ai requisiti minimi "
        "(art. 174 c. 3).",
        "The employer must bring the workstation up to the minimum requirements (art. 174(3)).")),
)  # fmt: skip

ALL_MET = {one.key: True for one in CRITERIA}

METHOD = Method(
    id="vdt_workstation", version=1, family="vdt",
    name=words("Posto di lavoro al videoterminale", "Display screen workstation"),
    about=words(
        "La lista dell'allegato XXXIV per un posto di lavoro con videoterminale. Vale per ogni "
        "posto, anche di chi lo usa meno di 20 ore la settimana. I testi sono in breve: per i casi "
        "dubbi leggi l'allegato.",
        "The list of Annex XXXIV for a workstation with a display screen. It holds for every "
        "workstation, even of those who use it for less than 20 hours a week. The texts are "
        "shortened: in doubt read the annex.",
    ),
    edition=words("D.Lgs. 81/2008, all. XXXIV",
                  "D.Lgs. 81/2008, Annex XXXIV"),
    sources=(Source("D.Lgs. 81/2008 all. XXXIV", "memory",
                    words("Requisiti in parole nostre.", "Requirements in our own words.")),),
    usual=tuple(one.key for one in CRITERIA),
    inputs=(
        Text(key="name", label=words("Posto di lavoro", "Workstation"), required=False),
        *asked_for(CRITERIA),
    ),
    results=(
        Shown("failing_count", SCALE.label, main=True),
        Shown("met_count", words("Rispettati", "Met")),
        Shown("open_count", words("Non visti o non applicabili",
                                  "Not looked at or not applicable")),
    ),
    calculate=checked(CRITERIA, SCALE), explain=told_by(CRITERIA),
    picture=drawn_by(words("Requisiti dell'allegato XXXIV", "Requirements of Annex XXXIV"),
                     CRITERIA),
    scales=(SCALE,), notices={"open": OPEN},
    examples=(
        Example(ALL_MET, {"failing_count": 0, "open_count": 0, "class": "conforming"},
                "All. XXXIV"),
        Example(ALL_MET | {"screen_glare": False, "seat_back": False},
                {"failing": ["screen_glare", "seat_back"], "class": "not_conforming"},
                "All. XXXIV"),
    ),
    doubts=(words("I requisiti sono a memoria e abbreviati: confrontali con l'allegato XXXIV.",
                  "The requirements are from memory and shortened: compare them with Annex "
                  "XXXIV."),),
)  # fmt: skip
