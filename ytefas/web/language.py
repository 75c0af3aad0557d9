"""Which language a reader gets: the user's own once known, else the browser's wish."""

from aiohttp import web

USER_LOCALE = web.RequestKey("user_locale", str)

WISHES = 16  # a header may list more; nobody reads sixteen languages


def locale_of(request: web.Request, locales: tuple[str, ...]) -> str:
    """Prefer what the user chose to what the browser was set to."""
    return request.get(USER_LOCALE) or negotiate(request.headers.get("Accept-Language"), locales)


def negotiate(header: str | None, locales: tuple[str, ...]) -> str:
    """Pick ours that the reader wants most (RFC 9110 §12.5.4); the first when none is."""
    wishes: list[tuple[float, str]] = []
    for part in (header or "").split(",")[:WISHES]:
        tag, _, quality = part.strip().partition(";q=")
        try:
            weight = float(quality) if quality else 1.0
        except ValueError:
            continue
        if 0 < weight <= 1:
            wishes.append((weight, tag.partition("-")[0].strip().lower()))
    wishes.sort(key=lambda wish: -wish[0])  # stable: equal weights keep the reader's order
    return next((tag for _, tag in wishes if tag in locales), locales[0])
