"""Which types of the catalogue the jobs, activities and departments of the demonstration are of.

By a part of their name, the first that fits; what fits none has no type, as in life.
"""

from collections.abc import Mapping
from typing import Final

_JOBS: Final = """
carrellista JT-CARR|magazzin JT-MAG|impiegato JT-IMP|progett JT-TEC|tecnico comunale JT-TEC
saldat JT-SAL|verniciat JT-VER|tornit JT-OPM|cnc JT-OPM|presse JT-OPM|manutent JT-MAN
falegname JT-FAL|levigat JT-FAL|montat JT-MONT|muratore JT-MUR|carpentiere edile JT-CARP
ponteggiat JT-CARP|escavat JT-MMT|pala e ragno JT-MMT|gruista JT-GRU|capocantiere JT-CAPO
caposquadra JT-CAPO|meccanico JT-MEC|elettrauto JT-MEC|gommista JT-GOM|carrozzier JT-CARZ
aiuto cuoco JT-AIC|lavapiatti JT-AIC|cuoco JT-CUO|cameriere JT-CAM|barista JT-CAM
educatore JT-EDU|docente JT-DOC|collaboratore scolastico JT-CS|socio-sanitario JT-OSS
infermiere JT-INF|pulizie JT-PUL|cameriera ai piani JT-PUL|lavand JT-LAV|parrucchier JT-ACC
estetista JT-EST|trattorista JT-TRAT|stalla JT-ALL|mungitore JT-ALL|operaio agricolo JT-AGR
vigneto JT-AGR|trattamenti JT-AGR|autista JT-AUT|vendite JT-ADV|cassiere JT-CAS|cassa JT-CAS
ricevimento JT-REC|accettazione JT-REC|reception JT-REC|anagrafe JT-REC|programmatore JT-IMP
sistemista JT-IMP|assistenza JT-IMP|grafico JT-IMP|bibliotecario JT-IMP|responsabile JT-DIR
"""
_ACTIVITIES: Final = """
lavoro d'ufficio AT-AMM|corrispondenza AT-AMM|sviluppo software AT-AMM|progettazione AT-PROG
carrello AT-CAR|scarico AT-CSC|ribalt AT-CSC|tornitura AT-MUT|asportazione AT-MUT|rettifica AT-MUT
saldatura AT-SALD|sbavatura AT-MOLA|molatura AT-MOLA|piegatura AT-TAGM|laser AT-TAGM
verniciatura AT-VERN|manutenzione AT-MAN|montaggio del ponteggio AT-PONT|montaggio AT-MONT
gru AT-SOLL|carroponte AT-SOLL|scavi AT-SCAV|muratura AT-MUR|squadra AT-SEZ|sega AT-SEZ
levigatura AT-LEV|cottura AT-COTT|pasti AT-COTT|stoviglie AT-STOV|servizio AT-SERV|lezione AT-DID
laboratorio AT-DID|assistenza alla persona AT-ASS|mobilizzazione AT-ASS|farmaci AT-TER
prelievi AT-TER|biancheria AT-LAVA|stiratura AT-LAVA|puli AT-PUL|taglio e piega AT-TAGC
colorazione AT-COL|vendita AT-VEND|cassa AT-CASSA|rifornimento AT-RIF|confezionamento AT-IMB
consegne AT-CONS|guida AT-CONS|campi AT-COLT|fitosanitari AT-FITO|vendemmia AT-RACC
mungitura AT-ALLE|animali AT-ALLE|riparazione AT-RIP|ponte AT-RIP|pneumatici AT-GOMM
elettrici AT-ALTAV
accettazione AT-ACC|sportello AT-ACC|ricevimento ospiti AT-ACC|sopralluog AT-VIS|prelievo AT-MMC
"""
_PLACES: Final = """
fitosanitari LT-CHIM|preparazione dei colori LT-CHIM|prodotti LT-CHIM|saldatura LT-SALD|tig LT-SALD
mig LT-SALD|verniciatura LT-VERN|scaffalatur LT-MAG|magazzino LT-MAG|deposito LT-MAG|picking LT-MAG
carico LT-BAIA|ribalt LT-BAIA|piazzale LT-PIAZ|cortile LT-PIAZ|centrale LT-CT|compressori LT-CT
spogliato LT-SPO|archivio LT-ARCH|riunioni LT-RIU|attesa LT-RIU|cucina LT-CUC|linea calda LT-CUC
sala LT-SALA|bar LT-SALA|cell LT-CELLA|dispensa LT-DISP|aul LT-AULA|laboratorio di LT-LAB
palestra LT-PAL|mensa LT-MENSA|camere LT-CAM|bagno LT-BAGA|ambulator LT-AMB|prelievi LT-AMB
lavanderia LT-LAVA|salone LT-SALO|taglio LT-SALO|area di lavoro LT-CANT|ponteggi LT-CANT
scavi LT-SCAVO|campi LT-CAMPO|vigneti LT-CAMPO|stalla LT-STAL|mungitura LT-STAL|fienile LT-FIEN
casse LT-NEG|area vendita LT-NEG|autofficina LT-AUTO|ponti sollevatori LT-AUTO|officina LT-OFF
uffic LT-UFF|amministrazione LT-UFF|spazio aperto LT-UFF|segreteria LT-UFF|progettazione LT-UFF
falegnameria LT-FAL|squadra LT-FAL|produzione LT-PROD|tornitura LT-PROD|stampa LT-PROD
presse LT-PROD
"""


def _read(lines: str) -> tuple[tuple[str, str], ...]:
    entries = (entry for line in lines.strip().splitlines() for entry in line.split("|"))
    return tuple((part, code) for part, code in (entry.strip().rsplit(" ", 1) for entry in entries))


_KINDS: Final = {
    "job_type": _read(_JOBS), "activity_type": _read(_ACTIVITIES), "workplace_type": _read(_PLACES),
}  # fmt: skip


def kind_of(table: str, name: str) -> str | None:
    """Give the code of the type that a name speaks of."""
    low = name.lower()
    return next((code for part, code in _KINDS[table] if part in low), None)


def codes() -> Mapping[str, frozenset[str]]:
    """Name the codes that are meant, by table."""
    return {table: frozenset(code for _, code in kinds) for table, kinds in _KINDS.items()}
