"""MoVaRisCh: risk for health of a hazardous chemical agent, inhaled and by the skin."""

from collections.abc import Iterator
from math import sqrt
from typing import Any, Final

from ytefas.methods.kit.faults import Refused
from ytefas.methods.kit.inputs import Choice, Flag, Given, Number, Text
from ytefas.methods.kit.method import Duty, Example, Found, Method, Shown
from ytefas.methods.kit.numbers import over
from ytefas.methods.kit.pictures import Axis, Bar, Bars, Cell, Matrix, Picture, Tick, Ticks
from ytefas.methods.kit.steps import Line, Rule, Speech, Step, Table
from ytefas.methods.kit.words import Words, words
from ytefas.methods.tables import movarisch_2026 as table, movarisch_hazard_2026 as hazards

STATES: Final = table.places(table.STATE)
QUANTITIES: Final = table.places(table.QUANTITY)
USES: Final = table.places(table.USE)
CONTROLS: Final = table.places(table.CONTROL)
TIMES: Final = table.places(table.TIME)
DISTANCES: Final = table.places(table.DISTANCE)
CONTACTS: Final = table.places(table.CONTACT)


def calculate(given: Given) -> Found:
    """Walk through the matrices, multiply by the hazard, add the two routes."""
    p, notices, governing = _hazard(given)
    use = USES[given.use]
    big_d = table.AVAILABILITY[STATES[given.state]][QUANTITIES[given.quantity]]
    big_u = table.USAGE[big_d - 1][use]
    big_c = table.COMPENSATION[big_u - 1][CONTROLS[given.control]]
    big_i = table.INTENSITY[big_c - 1][TIMES[given.time]]
    d = table.DISTANCES[DISTANCES[given.distance]]
    e_inal = big_i * d
    r_inal = p * e_inal
    e_skin = r_skin = None
    total = r_inal
    if given.contact is not None:
        e_skin = table.SKIN[use][CONTACTS[given.contact]]
        r_skin = p * e_skin
        total = sqrt(r_inal * r_inal + r_skin * r_skin)
    band = table.SCALE.band(total)
    safe, above = given.low_for_safety, band.level > UNCERTAIN
    return Found(
        {
            "P": p, "governing_code": governing, "D": big_d, "U": big_u, "C": big_c, "I": big_i,
            "d": d, "E_inal": e_inal, "R_inal": r_inal, "E_cute": e_skin, "R_cute": r_skin,
            "R_cum": total, "class": band.code,
        },
        band, table.SCALE,
        {"specific_measures_apply": above or safe is False,
         "general_measures_suffice": band.level < UNCERTAIN and safe is True},
        notices,
    )  # fmt: skip


UNCERTAIN: Final = 2
Notices = list[tuple[str, dict[str, Any]]]


def _hazard(given: Given) -> tuple[float, Notices, str | None]:
    """Give P: as typed, or from the statements; both are compared."""
    codes = given.h_codes
    notices: Notices = []
    if codes is None:
        if given.P is None:
            raise Refused("P", words(
                "Serve l'indice di pericolosità P, oppure l'elenco delle indicazioni di pericolo "
                "(anche vuoto, se il prodotto non ne ha).",
                "The hazard index P is needed, or the list of hazard statements (an empty one if "
                "the product has none)."))  # fmt: skip
        return given.P, notices, None
    found = hazards.hazard(codes, given.edition)
    if found.unscored:
        notices.append(("euh_not_scored", {"codes": list(found.unscored)}))
    if given.P is not None:
        if found.vague:
            notices.append(("category_missing", {"codes": [codes[at] for at in found.vague]}))
        elif codes and abs(found.p - given.P) > TYPED_AS_PRINTED:
            notices.append(("p_differs", {"p": given.P, "found": found.p}))
        return given.P, notices, None
    if found.vague:
        raise hazards.vague(codes, found.vague[0])
    if not codes:
        notices.append(("no_statements", {}))
    return found.p, notices, found.governing


TYPED_AS_PRINTED: Final = 0.005


def explain(given: Given, found: Found, say: Speech) -> Iterator[Step]:
    """Show every matrix with the cell that was read, then the products."""
    value = found.values
    p, r_inal = value["P"], value["R_inal"]
    yield from _explained_hazard(given, found)
    yield _matrix("D", words("Disponibilità D: stato e quantità", "Availability D: state, amount"),
                  table.STATE, table.QUANTITY, cells=table.AVAILABILITY,
                  at=(STATES[given.state], QUANTITIES[given.quantity]))  # fmt: skip
    yield Line(
        "D",
        words("Disponibilità", "Availability"),
        _crossing(table.STATE, given.state, table.QUANTITY, given.quantity),
        value["D"],
    )
    yield _steps("D", words("Uso U: D e tipologia d'uso", "Use U: D and type of use"), table.USE,
                 table.USAGE, (value["D"] - 1, USES[given.use]))  # fmt: skip
    yield Line(
        "U", words("Uso", "Use"), _reading("D", value["D"], table.USE, given.use), value["U"]
    )
    yield _steps("U", words("Compensazione C: U e controllo", "Compensation C: U and control"),
                 table.CONTROL, table.COMPENSATION,
                 (value["U"] - 1, CONTROLS[given.control]))  # fmt: skip
    yield Line(
        "C",
        words("Compensazione", "Compensation"),
        _reading("U", value["U"], table.CONTROL, given.control),
        value["C"],
    )
    yield _steps("C", words("Intensità I: C e tempo", "Intensity I: C and time"), table.TIME,
                 table.INTENSITY, (value["C"] - 1, TIMES[given.time]))  # fmt: skip
    yield Line(
        "I",
        words("Intensità dell'esposizione", "Intensity of exposure"),
        _reading("C", value["C"], table.TIME, given.time),
        value["I"],
    )
    yield table.distances(given.distance)
    yield Line(
        "d",
        words("Fattore di distanza", "Distance factor"),
        table.DISTANCE.options[DISTANCES[given.distance]].label,
        value["d"],
        2,
    )
    yield Line(
        "E_inal",
        words("Esposizione per inalazione", "Exposure by inhalation"),
        f"I · d = {say(value['I'])} · {say(value['d'])}",
        value["E_inal"],
        2,
    )
    yield Line(
        "R_inal",
        words("Rischio per inalazione", "Risk by inhalation"),
        f"P · E_inal = {say(p)} · {say(value['E_inal'])}",
        r_inal,
        2,
    )
    if given.contact is None:
        yield Rule(
            words(
                "La via cutanea non si applica: R = R_inal.",
                "The skin route does not apply: R = R_inal.",
            )
        )
        yield Line("R_cum", table.SCALE.label, f"R_inal = {say(r_inal)}", value["R_cum"], 2,
                   total=True)  # fmt: skip
    else:
        yield _matrix("E_cute", words("Esposizione cutanea: uso e contatto",
                                      "Skin exposure: use and contact"),
                      table.USE, table.CONTACT, cells=table.SKIN,
                      at=(USES[given.use], CONTACTS[given.contact]))  # fmt: skip
        yield Line(
            "E_cute",
            words("Esposizione cutanea", "Skin exposure"),
            _crossing(table.USE, given.use, table.CONTACT, given.contact),
            value["E_cute"],
        )
        yield Line(
            "R_cute",
            words("Rischio per contatto cutaneo", "Risk by skin contact"),
            f"P · E_cute = {say(p)} · {say(value['E_cute'])}",
            value["R_cute"],
            2,
        )
        yield Line("R_cum", table.SCALE.label,
                   f"√(R_inal² + R_cute²) = √({say(r_inal)}² + {say(value['R_cute'])}²)",
                   value["R_cum"], 2, total=True)  # fmt: skip
    if found.band is not None and found.band.consequence is not None:
        yield Rule(found.band.consequence, "D.Lgs. 81/2008, art. 224 c. 2")
    if given.low_for_safety is False:
        yield Rule(words("Il rischio per la sicurezza non è basso: le misure specifiche valgono "
                         "qualunque sia R.",
                         "The risk for safety is not low: specific measures apply whatever R is."),
                   "D.Lgs. 81/2008, art. 224 c. 2, art. 225")  # fmt: skip


def _explained_hazard(given: Given, found: Found) -> Iterator[Step]:
    p = found.values["P"]
    if given.h_codes:
        scores = hazards.hazard(given.h_codes, given.edition).scores
        marked = next((at for at, score in enumerate(scores) if score == p), None)
        yield Table(words("Punteggi delle indicazioni di pericolo", "Scores of the statements"),
                    (words("Indicazione", "Statement"), "P"),
                    tuple(zip(given.h_codes, scores, strict=True)), (None, 2),
                    None if marked is None else (marked, 1))  # fmt: skip
    label = words("Indice di pericolosità", "Hazard index")
    if given.P is not None:
        yield Line("P", label, words("dato da te", "as you gave it"), p, 2)
    elif found.values["governing_code"] is None:
        yield Line("P", label, words("nessuna indicazione per la salute: il minimo",
                                     "no health statement: the lowest value"), p, 2)  # fmt: skip
    else:
        yield Line("P", label, words("il punteggio più alto: {code}", "the highest score: {code}")
                   .filled(code=found.values["governing_code"]), p, 2)  # fmt: skip


def _crossing(row: Choice, at: str, column: Choice, there: str) -> Words:
    return words("riga «{row}», colonna «{column}»", "row “{row}”, column “{column}”").filled(
        row=_name(row, at), column=_name(column, there))  # fmt: skip


def _reading(symbol: str, step: int, column: Choice, there: str) -> Words:
    return words("riga {symbol} = {step}, colonna «{column}»",
                 "row {symbol} = {step}, column “{column}”").filled(
        symbol=symbol, step=step, column=_name(column, there))  # fmt: skip


def _name(choice: Choice, value: str) -> Words:
    return table.named(choice)[table.places(choice)[value]]


def _matrix(
    symbol: str, title: Words, row: Choice, column: Choice, *,
    cells: tuple[tuple[int, ...], ...], at: tuple[int, int],
) -> Table:  # fmt: skip
    return Table(title, (symbol, *table.named(column)),
                 tuple((name, *line) for name, line in zip(table.named(row), cells, strict=True)),
                 marked=(at[0], at[1] + 1))  # fmt: skip


def _steps(
    symbol: str, title: Words, column: Choice, cells: tuple[tuple[int, ...], ...],
    at: tuple[int, int],
) -> Table:  # fmt: skip
    return Table(title, (symbol, *table.named(column)),
                 tuple((f"{symbol} = {step}", *line) for step, line in enumerate(cells, 1)),
                 marked=(at[0], at[1] + 1))  # fmt: skip


def picture(given: Given, found: Found) -> Iterator[Picture]:
    """Draw what another control, time, use or contact would make of it."""
    value = found.values
    yield _what_if(given, words("R se cambiano il controllo e il tempo",
                                "R if control and time change"),
                   table.TIME, table.CONTROL, value["P"])  # fmt: skip
    if given.contact is not None:
        yield _what_if(given, words("R se cambiano l'uso e il contatto con la pelle",
                                    "R if use and skin contact change"),
                       table.CONTACT, table.USE, value["P"])  # fmt: skip
        yield Bars(
            title=words("Da quale via viene il rischio", "Which way the risk comes"),
            full=value["R_cum"], digits=2,
            bars=(
                _route("R_inal", words("Inalazione", "Inhalation"), value, "R_cute"),
                _route("R_cute", words("Contatto cutaneo", "Skin contact"), value, "R_inal"),
            ),
            hint=words("Si sommano come i cateti: R² = R_inal² + R_cute².",
                       "They add like the legs of a triangle: R² = R_inal² + R_cute²."),
        )  # fmt: skip
    yield Ticks(title=words("Irrilevante e basso: servono entrambi (art. 224 c. 2)",
                            "Irrelevant and low: both are needed (art. 224 c. 2)"), ticks=(
        Tick(words("Irrilevante per la salute", "Irrelevant for health"),
             None if value["class"] == "uncertainty" else value["class"] == "irrelevant"),
        Tick(words("Basso per la sicurezza", "Low for safety"), given.low_for_safety),
    ))  # fmt: skip


def _route(key: str, label: Words, value: Any, other: str) -> Bar:
    return Bar(key, label, value[key], table.SCALE.band(value[key]).level,
               worst=over(value[key], value[other]))  # fmt: skip


def _what_if(given: Given, title: Words, x: Choice, y: Choice, p: float) -> Matrix:
    def cell(right: str, up: str) -> Cell:
        changed = Given(**{**vars(given), x.key: right, y.key: up, "P": p, "h_codes": None})
        found = calculate(changed)
        band = found.band
        return Cell(round(found.values["R_cum"], 2), band.level if band else 0)

    columns, rows = list(table.places(x)), list(table.places(y))
    return Matrix(
        title=title, x=_axis(x), y=_axis(y),
        cells=tuple(tuple(cell(right, up) for right in columns) for up in rows),
        at=(columns.index(getattr(given, x.key)), rows.index(getattr(given, y.key))),
    )  # fmt: skip


def _axis(choice: Choice) -> Axis:
    names = table.named(choice)
    return Axis(choice.key, choice.label, tuple(float(at) for at in range(len(names))), names)


METHOD = Method(
    id="movarisch", version=1, family="chemical",
    name=words("MoVaRisCh: agenti chimici pericolosi", "MoVaRisCh: hazardous chemical agents"),
    about=words(
        "Stima il rischio per la salute da un agente chimico usato, senza misurarlo: pericolosità "
        "per esposizione, inalatoria e cutanea. Un prodotto alla volta: i valori di R di più "
        "prodotti non si sommano. Non vale per cancerogeni, mutageni e reprotossici 1A e 1B (Capo "
        "II), per l'amianto (Capo III) e per il rischio per la sicurezza, che si giudica a parte.",
        "Estimates the risk for health from a chemical agent in use, without measuring it: hazard "
        "times exposure, inhaled and by the skin. One product at a time: values of R of several "
        "products are not added. Not for carcinogens, mutagens and reprotoxic agents 1A and 1B "
        "(Capo II), asbestos (Capo III), nor for the risk for safety, which is judged apart.",
    ),
    edition=words("MoVaRisCh 28/02/2026; D.Lgs. 81/2008, titolo IX capo I",
                  "MoVaRisCh 28/02/2026; D.Lgs. 81/2008, Title IX Chapter I"),
    sources=table.SOURCES,
    usual=("h_codes", "contact"),
    inputs=(
        Number(
            key="P", symbol="P", label=words("Indice di pericolosità", "Hazard index"),
            low=1, high=10, digits=2, step=0.25, required=False,
            section=words("Pericolosità", "Hazard"),
            help=words("Lascia vuoto per ricavarlo dalle indicazioni di pericolo; scrivilo se "
                       "l'hai da un'altra tabella (prodotto non classificato).",
                       "Leave empty to take it from the hazard statements; write it if you have it "
                       "from another table (product that is not classified)."),
        ),
        hazards.statements(required=False),
        hazards.EDITIONS,
        table.STATE, table.QUANTITY, table.USE, table.CONTROL, table.TIME, table.DISTANCE,
        table.CONTACT,
        Flag(
            key="low_for_safety", yardstick=True,
            required=False, section=words("Sicurezza", "Safety"),
            label=words("Rischio basso per la sicurezza", "Low risk for safety"),
            help=words("Giudizio separato sui pericoli fisici (infiammabili, comburenti, reattivi, "
                       "corrosivi): R non lo contiene, ma l'art. 224 c. 2 li chiede entrambi.",
                       "A separate judgement on physical hazards (flammable, oxidising, reactive, "
                       "corrosive): R does not contain it, but art. 224 c. 2 asks for both."),
        ),
        Text(key="name", required=False, label=words("Prodotto", "Product")),
        Text(key="note", required=False, label=words("Nota", "Note"), most=2000),
    ),
    results=(
        Shown("P", words("Indice di pericolosità P", "Hazard index P"), digits=2),
        Shown("D", words("Disponibilità D", "Availability D")),
        Shown("U", words("Uso U", "Use U")),
        Shown("C", words("Compensazione C", "Compensation C")),
        Shown("I", words("Intensità I", "Intensity I")),
        Shown("d", words("Distanza d", "Distance d"), digits=2),
        Shown("E_inal", words("Esposizione inalatoria", "Exposure by inhalation"), digits=2),
        Shown("R_inal", words("Rischio inalatorio", "Risk by inhalation"), digits=2),
        Shown("E_cute", words("Esposizione cutanea", "Skin exposure")),
        Shown("R_cute", words("Rischio cutaneo", "Risk by the skin"), digits=2),
        Shown("R_cum", table.SCALE.label, digits=2, main=True),
    ),
    calculate=calculate, explain=explain, picture=picture, scales=(table.SCALE,),
    duties=(
        Duty("specific_measures_apply", words(
            "Misure specifiche, emergenze, sorveglianza sanitaria, cartelle sanitarie",
            "Specific measures, emergencies, health surveillance, health records"),
            "D.Lgs. 81/2008, artt. 225, 226, 229, 230"),
        Duty("general_measures_suffice", words(
            "Irrilevante per la salute e basso per la sicurezza: bastano le misure generali",
            "Irrelevant for health and low for safety: general measures suffice"),
            "D.Lgs. 81/2008, art. 224 c. 2"),
    ),
    notices={
        "p_differs": words(
            "P è {p}, ma dalle indicazioni di pericolo risulta {found}: si usa quello dato da te.",
            "P is {p}, but the hazard statements give {found}: the one you gave is used."),
        "category_missing": words(
            "{codes}: senza la categoria non si può confrontare P con la tabella.",
            "{codes}: without the category, P cannot be compared with the table."),
        **hazards.NOTICES,
    },
    doubts=table.DOUBTS,
    examples=(
        Example(
            {"P": 4.5, "h_codes": ["H315", "H317 cat.1B", "H318", "H411"], "state": "solid_mist",
             "quantity": "lt_0.1kg", "use": "controlled_use", "control": "complete_containment",
             "time": "lt_15min", "distance": "lt_1m", "contact": "accidental"},
            {"E_inal": 1, "R_inal": 4.5, "E_cute": 3, "R_cute": 13.5, "R_cum": 14.2302,
             "class": "irrelevant"},
            words("Scheda reale di un adesivo epossidico",
                  "Real data sheet of an epoxy adhesive"), 1e-4,
            words("Adesivo epossidico, contatto accidentale", "Epoxy adhesive, accidental contact"),
        ),
        Example(
            {"h_codes": ["H332", "H315"], "state": "low_volatility", "quantity": "1_10kg",
             "use": "controlled_use", "control": "local_exhaust", "time": "2h_4h",
             "distance": "3_5m"},
            {"P": 4.5, "D": 3, "U": 3, "C": 2, "I": 7, "E_inal": 3.5, "R_cum": 15.75,
             "class": "uncertainty"},
            "R = P · I · d", name=words("Solo inalazione", "Inhalation only"),
        ),
        Example(
            {"P": 10, "state": "gas", "quantity": "gt_100kg", "use": "dispersive_use",
             "control": "direct_handling", "time": "gt_6h", "distance": "lt_1m",
             "contact": "extensive"},
            {"R_inal": 100, "R_cute": 100, "R_cum": 141.4213562373095, "class": "serious"},
            words("R massimo: 10 · 10 · √2", "Largest R: 10 · 10 · √2"),
            name=words("Il massimo", "The most there is"),
        ),
    ),
)  # fmt: skip
