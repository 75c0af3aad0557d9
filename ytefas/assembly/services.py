"""What every desk offers beside its contexts, each handed what it needs; one line per service."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field

from ytefas.assembly.files import Filing
from ytefas.assembly.jobs import working
from ytefas.framework.tree.node import Node
from ytefas.framework.work.draft import DraftBook
from ytefas.framework.work.many import Many
from ytefas.imports.limits import ImportLimits
from ytefas.jobs.job import JobLimits
from ytefas.services.circle import Circle
from ytefas.services.imports import Imports
from ytefas.services.library import Library
from ytefas.services.making import Makings
from ytefas.services.methods import Methods, learn, tell
from ytefas.services.oversight import Oversight
from ytefas.services.prefs import Prefs
from ytefas.services.presence import Far, Presence, PresenceNode
from ytefas.services.privacy import Privacy
from ytefas.services.search import Search
from ytefas.services.views import Views
from ytefas.store.engine import Store
from ytefas.store.imports.live import LiveImports
from ytefas.store.jobs.parts import JobFiles
from ytefas.store.library.desk import LibraryDesk
from ytefas.store.live.hub import Hub
from ytefas.store.making.live import LiveMaking
from ytefas.store.oversight.desk import OversightDesk
from ytefas.store.own_methods import OwnMethods
from ytefas.store.personal.drafts import KeptDrafts
from ytefas.store.personal.finder import LiveFinder
from ytefas.store.personal.news import News, ShownViews
from ytefas.store.personal.prefs import Preferences
from ytefas.store.personal.sights import LiveSights
from ytefas.store.personal.views import SavedViews
from ytefas.store.privacy.archives import Archives
from ytefas.store.privacy.bringing import Bringing
from ytefas.store.privacy.desk import PrivacyDesk

Work = Callable[[], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Offered:
    """The services by name, each made once for a session, and what they need to go on."""

    nodes: Mapping[str, Callable[[], Node]]
    tasks: Mapping[str, Work] = field(default_factory=dict)  # run as long as the node
    purges: tuple[Work, ...] = ()  # every hour
    files: JobFiles | None = None
    drafts: DraftBook | None = None
    imports: LiveImports | None = None
    archives: Archives | None = None
    many: Many | None = None


def services(
    store: Store,
    hub: Hub,
    *,
    far: Far | None = None,
    papers: Filing,
    jobs: JobLimits = JobLimits(),  # noqa: B008 - frozen
    sheets: ImportLimits = ImportLimits(),  # noqa: B008 - frozen
) -> Offered:
    """Make what the services stand on; `far` is the way to the other nodes, if there are any."""
    prefs, views, shown = Circle[Prefs](), Circle[Views](), ShownViews()
    kept, saved, finder = Preferences(store), SavedViews(store, shown), LiveFinder(hub)
    drafts, catalogue = KeptDrafts(store), LibraryDesk(store)
    presence = Presence(LiveSights(hub), far=far)
    oversight = OversightDesk(store, hub.sources)
    imports = LiveImports(store, hub.sources, sheets)
    making = LiveMaking(store, hub.sources, papers.depot)
    archives = Archives(store, papers.depot, most=jobs.archive_bytes)
    privacy = PrivacyDesk(
        store, papers.depot, archives,
        Bringing(store, papers.depot, papers.intake, jobs.archive_bytes),
    )  # fmt: skip
    methods, told = OwnMethods(store), Circle[Methods]()
    long_work = working(store, hub.sources, jobs, imports, privacy)
    return Offered(
        nodes={
            "prefs": lambda: Prefs(kept, prefs),
            "views": lambda: Views(saved, views, hub.sources),
            "search": lambda: Search(finder),
            "presence": lambda: PresenceNode(presence),
            "jobs": long_work.node,
            "papers": papers.node,
            "library": lambda: Library(catalogue),
            "oversight": lambda: Oversight(oversight),
            "making": lambda: Makings(making),
            "methods": lambda: Methods(methods, told),
            "imports": lambda: Imports(imports, long_work.queue),
            "privacy": lambda: Privacy(privacy, long_work.queue),
        },
        tasks={
            "news of preferences and views": News(store, prefs, views, shown).run,
            "presence": presence.run,
            "evaluation methods": learn,
            "news of the studio's own methods": lambda: tell(methods, told),
            "jobs": long_work.work,
            "job trays": long_work.tell,
            "news of what hangs on records": papers.news.run,
        },
        purges=(
            kept.purge,
            drafts.purge,
            long_work.queue.purge,
            long_work.many.purge,
            papers.uploads.purge,
            imports.purge,
            archives.purge,
        ),
        files=long_work.files,
        drafts=DraftBook(drafts),
        imports=imports,
        archives=archives,
        many=long_work.many,
    )
