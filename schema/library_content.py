"""The whole text of a release, kept until everything it proposes is decided."""

from sqlalchemy.dialects.postgresql import JSONB

from schema.base import Scope, entity, field, ref, unique

library_content = entity(
    "library_content",
    ref("release_id", "studio.library_release", "Edizione", "Release", required=True),
    field("body", JSONB, "Contenuto", "Content", personal="none", required=True, filters=False,
          sorts=False),
    unique("release_id", scope=Scope.STUDIO),
    label=("Contenuto di un'edizione", "Content of a release"), plural=("Contenuti delle edizioni",
    "Contents of releases"), scope=Scope.STUDIO, names_by="release_id", sort=("release_id",),
    read="admin", write="admin", feed=False, audit=False,
)  # fmt: skip
