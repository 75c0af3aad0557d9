"""What the law asks for at a daily vibration exposure, with the operators of the law's text."""

from collections.abc import Iterator
from typing import Any

from ytefas.methods.kit.faults import Refused
from ytefas.methods.kit.inputs import Choice, Given, Number, Option
from ytefas.methods.kit.method import Example, Found, Method, Shown, Source
from ytefas.methods.kit.numbers import over
from ytefas.methods.kit.pictures import Picture, Tick, Ticks
from ytefas.methods.kit.steps import Line, Rule, Speech, Step
from ytefas.methods.kit.words import words
from ytefas.methods.tables import vibration_dlgs81 as law

ACTIONS = {law.HAV_KEY: law.HAV_ACTION, law.WBV_KEY: law.WBV_ACTION}
SHORTS = {law.HAV_KEY: law.HAV_SHORT, law.WBV_KEY: law.WBV_SHORT}
LIMITS = {law.HAV_KEY: (law.HAV_LIMIT,), law.WBV_KEY: (law.WBV_LIMIT, law.WBV_LIMIT_EU)}


def _scale(kind: str, limit: float) -> Any:
    return law.HAV if kind == law.HAV_KEY else law.WBV_SCALES[limit]


def _calculate(given: Given) -> Found:
    allowed = LIMITS[given.kind]
    limit = allowed[0] if given.limit is None else given.limit
    if limit not in allowed:
        raise Refused("limit", words(
            "Il limite {limit} m/s² non vale per questo tipo di vibrazione. Ammessi: {all}.",
            "The limit {limit} m/s² does not apply to this kind of vibration. Allowed: {all}."
        ).filled(limit=limit, all=list(allowed)))  # fmt: skip
    action, short_limit = ACTIONS[given.kind], SHORTS[given.kind]
    short = given.a_short is not None and over(given.a_short, short_limit)
    notices: list[tuple[str, dict[str, Any]]] = []
    if given.a_short is None:
        notices.append(("short_period_unknown", {"limit": short_limit}))
    scale = _scale(given.kind, limit)
    band = scale.band(given.a8)
    return Found(
        {"A8": given.a8, "action_value": action, "limit_value": limit,
         "short_limit_value": short_limit, "band": band.code},
        band, scale, flags=law.duties(given.a8, action, limit, short=short), notices=notices,
    )  # fmt: skip


def _explain(given: Given, found: Found, say: Speech) -> Iterator[Step]:
    values = found.values
    yield Line("A(8)", words("Esposizione giornaliera", "Daily exposure"), say(given.a8),
               values["A8"], 2, "m/s²", total=True)  # fmt: skip
    met, unmet = words("sì", "yes"), words("no", "no")
    action, limit = values["action_value"], values["limit_value"]
    for duty, edge in ((law.PROGRAMME, action), (law.SURVEILLANCE, action), (law.LIMIT, limit)):
        answer = met if found.flags[duty.key] else unmet
        yield Line(">", duty.label, f"{say(given.a8)} > {say(edge)}", say.of(answer))
        yield Rule(duty.label, duty.law)
    if given.a_short is not None:
        answer = met if found.flags[law.SHORT.key] else unmet
        yield Line(">", law.SHORT.label,
                   f"{say(given.a_short)} > {say(values['short_limit_value'])}",
                   say.of(answer))  # fmt: skip
    if found.band and found.band.consequence:
        yield Rule(found.band.consequence)


def _picture(given: Given, found: Found) -> list[Picture]:
    unknown = {law.SHORT.key} if given.a_short is None else set()
    return [Ticks(
        title=words("Che cosa scatta per legge", "What the law asks for"),
        ticks=tuple(Tick(duty.label, None if duty.key in unknown else found.flags[duty.key],
                         duty.law) for duty in law.DUTIES))]  # fmt: skip


METHOD = Method(
    id="vibration_legal_flags", version=1, family="vibration", part=True,
    name=words("Vibrazioni: doveri di legge", "Vibration: legal duties"),
    about=words(
        "Quali doveri del D.Lgs. 81/2008 scattano per un A(8) già calcolato. I doveri scattano se "
        "il valore è superato; la fascia, più prudente, cambia già quando è raggiunto.",
        "Which duties of D.Lgs. 81/2008 follow from an A(8) already computed. Duties arise when "
        "the value is exceeded; the band, more prudent, changes when it is reached."),
    edition=words("D.Lgs. 81/2008 artt. 201, 203, 204; direttiva 2002/44/CE",
                  "D.Lgs. 81/2008 artt. 201, 203, 204; Directive 2002/44/EC"),
    sources=(law.LAW_SOURCE, Source("D.Lgs. 81/2008 artt. 203 c. 1–2, 204", "verified", words(
        "«Superati»: confronto con maggiore, non con maggiore o uguale.",
        "“Exceeded”: compared by greater, not by greater or equal."))),
    inputs=(
        Choice(key="kind", label=words("Tipo di vibrazione", "Kind of vibration"),
               yardstick=True, options=(
            Option(law.HAV_KEY, words("Mano-braccio", "Hand-arm")),
            Option(law.WBV_KEY, words("Corpo intero", "Whole body")))),
        Number(key="a8", label=words("Esposizione giornaliera", "Daily exposure"), symbol="A(8)",
               unit="m/s²", low=0, high=200, digits=2),
        Choice(key="limit", label=words("Valore limite", "Limit value"), required=False,
               yardstick=True,
               help=words("Se manca vale quello italiano: 5 mano-braccio, 1,0 corpo intero.",
                          "If absent the Italian one: 5 hand-arm, 1.0 whole body."),
               options=(
                   Option(law.HAV_LIMIT, words("5 m/s²: mano-braccio", "5 m/s²: hand-arm")),
                   Option(law.WBV_LIMIT, words("1,0 m/s²: corpo intero, Italia",
                                               "1.0 m/s²: whole body, Italy")),
                   Option(law.WBV_LIMIT_EU, words("1,15 m/s²: corpo intero, direttiva",
                                                  "1.15 m/s²: whole body, Directive")))),
        Number(key="a_short", required=False, low=0, high=200, unit="m/s²", digits=2,
               label=words("Valore più alto su un periodo breve",
                           "Highest value over a short period"),
               help=words("Da confrontare con 20 m/s² (mano-braccio) o 1,5 m/s² (corpo intero).",
                          "To be compared with 20 m/s² (hand-arm) or 1.5 m/s² (whole body).")),
        law.NAME, law.NOTE,
    ),
    results=(
        Shown("A8", words("Esposizione giornaliera A(8)", "Daily exposure A(8)"), "m/s²", 2,
              main=True),
        Shown("action_value", words("Valore d'azione", "Action value"), "m/s²", 2),
        Shown("limit_value", words("Valore limite", "Limit value"), "m/s²", 2),
    ),
    calculate=_calculate, explain=_explain, picture=_picture,
    scales=(law.HAV, law.WBV, law.WBV_EU), duties=law.DUTIES, doubts=(law.SHORT_DOUBT,),
    notices={"short_period_unknown": words(
        "Limite su periodi brevi ({limit} m/s²) non verificato: manca il valore.",
        "Limit for short periods ({limit} m/s²) not checked: the value is missing.")},
    examples=(
        Example({"kind": "hav", "a8": 2.5, "limit": 5.0},
                {"programme": False, "surveillance": False, "limit_exceeded": False,
                 "class": "action"}, words("D.Lgs. 81/2008 artt. 203, 204: «superati»",
                                           "D.Lgs. 81/2008 artt. 203, 204: “exceeded”")),
        Example({"kind": "wbv", "a8": 1.0, "limit": 1.0},
                {"programme": True, "surveillance": True, "limit_exceeded": False},
                "D.Lgs. 81/2008 art. 203 c. 2"),
    ),
)  # fmt: skip
