"""The calculations of the demonstration: cases as a consultant would find them, by sector.

A line says the method, the case and where it stands; what comes of it the methods say themselves,
when it is written. Levels, times and masses are those of such work, and nobody's measurements.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from sqlalchemy import bindparam, select

from schema.base import tables
from ytefas.demo.matrices import OWN
from ytefas.methods.kit.registry import UnknownMethod, find
from ytefas.store.unit import Unit

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Case:
    """One calculation: what, where, for whom; `after`: what changes of it by the measures."""

    method: str
    title: str
    department: str
    job: str
    inputs: Mapping[str, Any]
    after: Mapping[str, Any] | None = None
    note: str | None = None

    @property
    def scenario(self) -> dict[str, Any] | None:
        return None if self.after is None else {**self.inputs, **self.after}


async def fill_cases(unit: Unit, customer: UUID, sector: str, departments: Sequence[Row]) -> None:
    """Write the calculations of a firm; what its departments have not is left out."""
    jobs = tables()["job"]
    found = await unit.fetch(
        select(jobs.c.name, jobs.c.id).where(jobs.c.customer_id == bindparam("customer")),
        {"customer": customer},
    )
    keys = {row[0]: row[1] for row in found}
    places: dict[str, Row] = {}
    for department in departments:
        places.setdefault(department["name"], department)
    rows = [
        {
            "customer_id": customer, "title": one.title, "method": one.method, "version": None,
            "site_id": places[one.department]["site_id"],
            "department_id": places[one.department]["id"], "job_id": keys.get(one.job),
            "inputs": dict(one.inputs), "after": one.scenario, "note": one.note,
        }
        for one in CASES.get(sector, ())
        if one.department in places and _is_there(one.method)
    ]  # fmt: skip
    await unit.insert_many(tables()["calculation"], rows)


def _is_there(method: str) -> bool:
    try:
        return method == OWN or bool(find(method))
    except UnknownMethod:
        return False


def _lift(load: float, **more: Any) -> dict[str, Any]:
    """Say a lifting task; what is not said is usual: bags from a pallet onto a belt, all day."""
    usual = {"unit_system": "metric", "reference": "men_18_45", "H": 35, "V": 40, "D": 60, "A": 0,
             "coupling": "fair", "F": 1, "duration": "moderate"}  # fmt: skip
    return {**usual, "load": load, **more}


_WAREHOUSE: Final = "Magazziniere carrellista"
_TOOLS: Final = "Smerigliatrice con impugnatura antivibrante e disco bilanciato; mola da banco"

CASES: Final[Mapping[str, tuple[Case, ...]]] = {
    "MEC": (
        Case("niosh_single", "Sacchi di granuli, dal pallet alla tramoggia", "Scaffalature",
             _WAREHOUSE, _lift(25, H=45, V=20, D=100, A=30, F=2, coupling="poor"),
             {"H": 30, "V": 75, "D": 45, "A": 0},
             "Dopo: tavola elevabile sotto il pallet e tramoggia abbassata a 120 cm."),
        Case("niosh_single", "Cassette di minuteria, dallo scaffale al carrello", "Scaffalature",
             _WAREHOUSE, _lift(12, V=150, D=70, F=3), {"V": 100, "D": 25},
             "Dopo: le cassette pesanti ai ripiani tra 75 e 110 cm."),
        Case("niosh_single", "Fusti di lubrorefrigerante da 20 l", "Carico camion", _WAREHOUSE,
             _lift(21, V=10, D=65, F=0.2, duration="short")),
        Case("niosh_single", "Scatole di spedizione sul bancale", "Carico camion", _WAREHOUSE,
             _lift(9, V=80, D=40, F=4, duration="long", coupling="good")),
        Case("niosh_single", "Barre in ingresso ai torni", "Torni paralleli", "Tornitore",
             _lift(18, H=50, V=90, D=20, F=0.5, duration="long", A=45), {"H": 35, "A": 0},
             "Dopo: rulliera di alimentazione accostata alla macchina."),
        Case("noise_task_based", "Rumore, addetto alla sbavatura", "Sbavatura manuale",
             "Addetto alla sbavatura", {
                 "tasks": [
                     {"name": "Sbavatura con smerigliatrice", "duration_h": 4.5,
                      "samples": [91.2, 92.8, 90.4]},
                     {"name": "Lavoro al banco", "duration_h": 2.5, "samples": [79.6, 80.9, 80.1]},
                     {"name": "Pause e spostamenti", "duration_h": 1.0, "samples": [68.0]},
                 ],
                 "instrument": "class_1", "include_duration_uncertainty": False,
             }, {
                 "tasks": [
                     {"name": "Sbavatura in cabina fonoassorbente", "duration_h": 3.0,
                      "samples": [84.1, 85.0, 83.7]},
                     {"name": "Lavoro al banco", "duration_h": 4.0, "samples": [76.2, 77.0, 76.4]},
                     {"name": "Pause e spostamenti", "duration_h": 1.0, "samples": [68.0]},
                 ],
             },
             "Dopo: cabina fonoassorbente, meno ore alla sbavatura per rotazione."),
        Case("noise_job_based", "Rumore, operatori CNC", "Centri di lavoro CNC", "Operatore CNC", {
            "samples": [78.4, 79.1, 77.9, 80.2, 78.8], "effective_duration_h": 7.5,
            "instrument": "exposimeter"}),
        Case("hav_a8", "Smerigliatrici pneumatiche", "Sbavatura manuale",
             "Addetto alla sbavatura", {
                 "tools": [
                     {"name": "Smerigliatrice angolare 125", "a_hv": 6.8, "minutes": 150},
                     {"name": "Mola diritta", "a_hv": 4.1, "minutes": 60},
                 ],
             }, {
                 "tools": [
                     {"name": "Smerigliatrice antivibrante", "a_hv": 3.2, "minutes": 90},
                     {"name": "Mola diritta", "a_hv": 3.4, "minutes": 45},
                 ],
             }, _TOOLS),
        Case("wbv_a8", "Carrelli elevatori frontali", "Carico camion", _WAREHOUSE, {
            "operations": [
                {"name": "Piazzale", "a_xyz": [0.42, 0.36, 0.71], "minutes": 150},
                {"name": "Interno magazzino", "a_xyz": [0.22, 0.20, 0.38], "minutes": 180},
            ], "limit": 1.0}),
        Case("movarisch", "Diluente nitro, pulizia delle pistole", "Verniciatura", "Verniciatore", {
            "h_codes": ["H225", "H304", "H315", "H336", "H361d", "H373"],
            "state": "medium_high_volatility", "quantity": "1_10kg", "use": "controlled_use",
            "control": "general_ventilation", "time": "15min_2h", "distance": "lt_1m",
            "contact": "accidental",
        }, {"quantity": "0.1_1kg", "control": "local_exhaust", "time": "lt_15min"},
             "Dopo: lavapistole chiuso sotto aspirazione."),
        Case("movarisch", "Emulsione lubrorefrigerante", "Torni paralleli", "Tornitore", {
            "h_codes": ["H315", "H319"], "state": "low_volatility", "quantity": "1_10kg",
            "use": "controlled_use", "control": "local_exhaust", "time": "gt_6h",
            "distance": "lt_1m", "contact": "discontinuous"}),
        Case("movarisch_process", "Fumi di saldatura TIG", "Cabina TIG", "Saldatore", {
            "emission": "high", "inhalation_score": 7, "amount": "lt_10kg",
            "control": "local_exhaust", "time": "2h_4h", "distance": "lt_1m"}),
        Case("pxd_4x4", "Contatto con il mandrino in rotazione", "Torni paralleli", "Tornitore",
             {"p": 3, "d": 4}, {"p": 1},
             "Dopo: schermo interbloccato e procedura di attrezzaggio."),
        Case("pxd_4x4", "Investimento da carrello in magazzino", "Scaffalature", _WAREHOUSE,
             {"p": 2, "d": 4}, {"p": 1}),
        Case("vdt", "Progettisti al CAD", "Progettazione", "Progettista", {
            "weekly_hours_net_of_breaks": 30, "age": 44, "fit_with_prescriptions": False}),
        Case("rula", "Controllo al microscopio", "Sala misure", "Addetto al controllo qualità", {
            "upper_arm": 2, "lower_arm": 2, "wrist": 2, "wrist_twist": 1, "muscle_a": 1,
            "force_a": 0, "neck": 3, "trunk": 2, "legs": 1, "muscle_b": 1, "force_b": 0}),
        Case("niosh_single", "Stampi al banco di misura", "Sala misure",
             "Addetto al controllo qualità", {"unit_system": "metric", "load": 16},
             note="Da completare con le misure del prossimo sopralluogo."),
    ),
    "CAR": (
        Case("noise_job_based", "Rumore alla pressa piegatrice", "Pressa piegatrice", "Piegatore", {
            "samples": [84.9, 86.2, 85.4, 87.1, 85.8], "effective_duration_h": 7.0,
            "instrument": "class_1"}),
        Case("hav_a8", "Molatura dei cordoni", "Molatura e finitura", "Molatore", {
            "tools": [{"name": "Smerigliatrice 230", "a_hv": 8.4, "minutes": 160}]}),
        Case("fine_kinney", "Caduta di carichi dal carroponte", "Assemblaggio e saldatura",
             "Gruista", {"probability": 3, "exposure": 6, "consequence": 15},
             {"probability": 0.5}, "Dopo: ganci con chiusura, verifica trimestrale delle catene."),
        Case(OWN, "Schiacciamento delle mani alla piegatrice", "Pressa piegatrice", "Piegatore",
             {"p": 3, "d": 4}, {"p": 1},
             "Dopo: barriera laser e comando a due mani verificati ogni sei mesi."),
    ),
    "ALI": (
        Case("wbgt_twa", "Forni, luglio", "Forni", "Panettiere", {
            "phases": [
                {"name": "Bocca del forno", "minutes": 35, "t_nw": 27.5, "t_g": 44,
                 "metabolic_class": 2},
                {"name": "Banco", "minutes": 25, "t_nw": 24.0, "t_g": 33, "metabolic_class": 2},
            ],
            "acclimatized": True, "clothing": "work_clothes"}),
        Case("niosh_single", "Sacchi di farina da 25 kg", "Deposito farine", "Panettiere",
             _lift(25, V=30, D=80, F=1, duration="short", coupling="poor"), {"V": 75, "D": 30},
             "Dopo: sacchi sollevati dal transpallet a pantografo."),
        Case("ocra_checklist", "Confezionamento del pane", "Confezionamento",
             "Addetto al confezionamento", {
                 "frequency": 7, "force": 1, "posture": 6, "additional": 2,
                 "hours_without_recovery": 4, "net_repetitive_min": 410,
             }, {"frequency": 4.5, "posture": 3, "hours_without_recovery": 2},
             "Dopo: rotazione ogni due ore e piano regolabile."),
    ),
    "LOG": (
        Case("wbv_a8", "Carrelli retrattili in corsia", "Scaffalature portapallet", "Carrellista", {
            "operations": [{"name": "Corsie", "a_xyz": [0.31, 0.28, 0.56], "minutes": 360}],
            "limit": 1.0}),
        Case("push_pull_index", "Roll container verso le ribalte", "Picking",
             "Addetto al picking", {
                 "task": "push", "force_initial": 230, "limit_initial": 210,
                 "force_sustained": 95, "limit_sustained": 110,
             }, {"force_initial": 160, "force_sustained": 70},
             "Dopo: ruote sostituite e carico massimo di 250 kg."),
        Case(OWN, "Investimento di pedoni nelle corsie", "Picking", "Addetto al picking",
             {"p": 2, "d": 4}, {"p": 1}, "Dopo: percorsi separati e luci blu sui carrelli."),
    ),
    "RSA": (
        Case("mapo", "Nucleo A, 30 ospiti", "Nucleo A", "Operatore socio-sanitario", {
            "nc": 12, "pc": 10, "operators": 9, "lifting_factor": 4, "minor_aids_factor": 1,
            "wheelchair_factor": 1.5, "environment_factor": 1.25, "training_factor": 1,
        }, {"lifting_factor": 0.5, "minor_aids_factor": 0.5, "wheelchair_factor": 1,
            "training_factor": 0.75},
             "Dopo: due sollevatori a soffitto, teli ad alto scorrimento, formazione sul campo."),
        Case("inail_stress", "Turnisti dei nuclei", "Nucleo A", "Operatore socio-sanitario", {
            "area_a_raw": 14,
            "content": {"environment": 4, "task_planning": 2, "workload_pace": 5,
                        "working_hours": 5},
            "context": {"function_culture": 4, "role": 1, "career": 2, "autonomy": 2,
                        "relations": 1},
            "home_work_score": 2}),
    ),
    "CAS": (
        Case("reba", "Rivoltamento delle forme", "Celle di stagionatura",
             "Addetto alla stagionatura", {
                 "trunk": 4, "neck": 2, "legs": 2, "load": 2, "upper_arm": 4, "lower_arm": 2,
                 "wrist": 2, "coupling": 1, "activity": 1,
             }, {"trunk": 2, "load": 0, "upper_arm": 2}, "Dopo: voltaforme meccanico."),
    ),
    "TES": (
        Case("noise_job_based", "Rumore in tessitura", "Tessitura", "Tessitore", {
            "samples": [92.4, 93.1, 91.8, 92.9, 93.5, 92.2], "effective_duration_h": 7.5,
            "instrument": "class_1", "l_cpeak": 112.0}),
    ),
    "INF": (
        Case("pmv_ppd", "Benessere termico, spazio aperto", "Spazio aperto", "Programmatore", {
            "ta": 25.5, "tr": 26.0, "v_ar": 0.1, "rh": 45, "met": 1.2, "clo": 0.6},
            {"ta": 23.5, "tr": 24.0}),
    ),
}  # fmt: skip
