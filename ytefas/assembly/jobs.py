"""Work that takes long, put together: the queue, its worker on this node, the trays, the files."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from ytefas.jobs.bulk import KIND as BULK, Bulk
from ytefas.jobs.export import KIND, Export
from ytefas.jobs.importing import KIND as IMPORT, Applier, Import
from ytefas.jobs.job import JobLimits
from ytefas.jobs.privacy import KIND as CUSTOMER_IMPORT, CustomerImport
from ytefas.jobs.queue import Work
from ytefas.jobs.runner import Runner
from ytefas.jobs.sheet import KIND as METHOD_SHEET, MethodSheet
from ytefas.jobs.tray import Trays
from ytefas.services.jobs import Jobs
from ytefas.store.engine import Store
from ytefas.store.feed import Change
from ytefas.store.jobs.parts import JobFiles
from ytefas.store.jobs.queue import JobQueue
from ytefas.store.jobs.sheets import Sheets
from ytefas.store.jobs.spool import Spooling
from ytefas.store.many.desk import ManyRecords
from ytefas.store.privacy.desk import PrivacyDesk
from ytefas.store.privacy.handing import KIND as CUSTOMER_EXPORT, Handing
from ytefas.store.privacy.person import KIND as PERSON_EXPORT, PersonExport
from ytefas.store.source.source import Source

DRAWS: Final = "reports"  # the program of a worker process: `python -m reports`


@dataclass(frozen=True, slots=True)
class Working:
    """What a node needs to offer jobs, and to do them."""

    queue: JobQueue
    runner: Runner
    trays: Trays
    files: JobFiles
    many: ManyRecords
    listen: Callable[[], Callable[[], None]]

    def node(self) -> Jobs:
        """Make the service of one desk."""
        return Jobs(self.queue, self.trays)

    async def work(self) -> None:
        """Do jobs until cancelled, and hear what the others do."""
        deafen = self.listen()
        try:
            await self.runner.run()
        finally:
            deafen()

    async def tell(self) -> None:
        """Tell the trays until cancelled."""
        await self.trays.run()


def working(
    store: Store,
    sources: Mapping[str, Source],
    limits: JobLimits,
    imports: Applier,
    privacy: PrivacyDesk,
) -> Working:
    """Make the parts and let them hear of each other."""
    queue = JobQueue(store, limits)
    trays = Trays(queue)
    many = ManyRecords(store, sources, queue)
    export = Export(Spooling(store, sources, limits), DRAWS, limits)
    kinds: dict[str, Work] = {
        KIND: export,
        METHOD_SHEET: MethodSheet(Sheets(store, sources, privacy.depot), DRAWS, limits),
        IMPORT: Import(imports),
        BULK: Bulk(many),
        CUSTOMER_EXPORT: Handing(store, privacy.depot, limits),
        PERSON_EXPORT: PersonExport(store, privacy.depot, limits),
        CUSTOMER_IMPORT: CustomerImport(privacy),
    }
    runner = Runner(queue, kinds, limits=limits, tell=trays.tell)

    def heard(changes: Sequence[Change]) -> None:
        jobs = {row.key for change in changes for row in change.rows if row.table == "queued_job"}
        missed = any(change.reset for change in changes)
        if jobs or missed:
            runner.heard(runner.running if missed else jobs)
            trays.heard(jobs, missed=missed)

    return Working(queue, runner, trays, JobFiles(store), many, lambda: store.feed.listen(heard))
