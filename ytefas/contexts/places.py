"""Where screens stand in the navigation: its groups, in words; orders rise from the top."""

from typing import Final

from ytefas.framework.work.view import words

WORK: Final = words(it="Lavoro", en="Work")
LIBRARY: Final = words(it="Catalogo", en="Catalogue")
STUDIO: Final = words(it="Studio", en="Studio")
