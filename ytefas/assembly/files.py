"""What people hand in and hang on records, put together: the depot, the intake, the service."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from ytefas.assembly.stored import data_dir_of
from ytefas.files.depot import Depot
from ytefas.files.intake import Intake
from ytefas.files.limits import FileLimits
from ytefas.services.circle import Circle
from ytefas.services.papers import Papers
from ytefas.settings import Settings
from ytefas.store.engine import Store
from ytefas.store.papers.news import PapersNews, ShownPapers
from ytefas.store.papers.papers import KeptPapers
from ytefas.store.papers.records import Records
from ytefas.store.papers.uploads import Uploads
from ytefas.store.source.source import Source


@dataclass(frozen=True, slots=True)
class Filing:
    """What a node needs to take files in, and to say what hangs where."""

    uploads: Uploads
    kept: KeptPapers
    circle: Circle[Papers]
    news: PapersNews
    depot: Depot
    intake: Intake

    def node(self) -> Papers:
        """Make the service of one desk."""
        return Papers(self.kept, self.circle)


def files_dir_of(settings: Settings) -> Path:
    """Say where handed-in files are: where the settings say, or beside the data."""
    return settings.files_dir or data_dir_of(settings, dict(os.environ)) / "files"  # noqa: TID251 - where XDG says data live


def filing(
    store: Store, sources: Mapping[str, Source], settings: Settings, limits: FileLimits
) -> Filing:
    """Make the parts; nothing is written to disk before the first file comes."""
    depot = Depot(files_dir_of(settings))
    intake = Intake(depot, limits, scanner=settings.scan_command)
    circle, shown = Circle[Papers](), ShownPapers()
    return Filing(
        Uploads(store, sources, intake, depot, limits),
        KeptPapers(store, Records(sources), shown),
        circle,
        PapersNews(store, circle, shown),
        depot,
        intake,
    )
