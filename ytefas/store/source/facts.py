"""What the default screens are drawn from: a source as nobody in particular sees it.

The fields are all that anybody may see; each reader is told which of them exist for him.
"""

from ytefas.framework.work.view import FieldFacts, SourceFacts
from ytefas.store.source.source import Source


def facts(source: Source) -> SourceFacts:
    """Give the facts of a source, words in both languages."""
    entity = source.entity
    fields = sorted(source.fields.values(), key=lambda field: field.facts.order)
    return SourceFacts(
        name=source.name,
        label=entity.label._asdict(),
        plural=entity.plural._asdict(),
        title=entity.name,
        said=(
            {entity.name: {language: source.named(language) for language in ("it", "en")}}
            if source.is_spoken
            else {}
        ),
        fields=tuple(
            FieldFacts(
                name=field.name,
                label=field.facts.label._asdict(),
                widget=field.facts.widget,
                hidden=field.name in source.hidden,
            )
            for field in fields
        ),
        writable=entity.write != "system",
        archivable=entity.archivable,
        icon=entity.icon,
    )
