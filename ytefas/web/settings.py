"""What an installation may choose about its HTTP door; the defaults are the safe ones.

`origins` are the addresses browsers use (`https://ytefas.example.it`). Without any, only loopback
names are served, which is what a program started on one's own machine needs.
"""

import ipaddress
from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import urlsplit

DEFAULT_PORTS = {"http": 80, "https": 443}


@dataclass(frozen=True, slots=True)
class WebSettings:
    """`proxies` are addresses or networks whose X-Forwarded-* are believed, or "unix"."""

    origins: tuple[str, ...] = ()
    proxies: tuple[str, ...] = ()
    insecure_http: bool = False  # plain http beyond loopback: a choice, never a default
    locales: tuple[str, ...] = ("it", "en")
    max_body: int = 64 * 1024
    body_timeout: timedelta = timedelta(seconds=10)
    upload_idle: timedelta = timedelta(seconds=20)  # without a byte of a file
    upload_timeout: timedelta = timedelta(minutes=15)
    keep_alive: timedelta = timedelta(seconds=75)  # also ends a connection that never asks
    check_timeout: timedelta = timedelta(seconds=2)
    check_kept: timedelta = timedelta(seconds=1)
    hsts: timedelta = timedelta(days=730)
    device_cookie: timedelta = timedelta(days=90)

    def __post_init__(self) -> None:
        for origin in self.origins:
            parts = urlsplit(origin)
            if parts.scheme not in DEFAULT_PORTS or not parts.hostname or parts.path:
                message = f"an origin looks like https://host[:port], not like {origin!r}"
                raise ValueError(message)
        for proxy in self.proxies:
            if proxy != "unix":
                ipaddress.ip_network(proxy, strict=False)

    @property
    def locale(self) -> str:
        return self.locales[0]
