"""Where a request really comes from: the address, scheme and host that may be believed.

Headers that a proxy adds are read only when the peer is a declared proxy; anybody else may write
them, so for anybody else they do not exist. The host is the one the browser asked for: proxies pass
it on unchanged.
"""

import ipaddress
import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from aiohttp import web

from ytefas.web.settings import DEFAULT_PORTS, WebSettings

LOOPBACK_NAMES = frozenset({"localhost", "127.0.0.1", "::1"})

HOST = re.compile(r"[a-z0-9_.:-]{1,253}")  # a name, or an address without its brackets

Network = ipaddress.IPv4Network | ipaddress.IPv6Network


@dataclass(frozen=True, slots=True)
class Arrival:
    """One request's believed facts; `ip` is None on a Unix socket without a proxy's word."""

    ip: str | None
    scheme: str
    host: str  # host[:port], lower case, as the browser asked
    peer_is_loopback: bool

    @property
    def origin(self) -> str:
        return f"{self.scheme}://{self.host}"

    @property
    def secure(self) -> bool:
        return self.scheme == "https"

    @property
    def on_loopback(self) -> bool:
        """Nothing between browser and us but this machine: both ends say so.

        The name matters too: an undeclared proxy on this machine is a loopback peer, but it brings
        the public name.
        """
        return self.peer_is_loopback and host_name(self.host) in LOOPBACK_NAMES


ARRIVAL = web.RequestKey("arrival", Arrival)


class Gatekeeper:
    """Reads arrivals under the settings, and knows which hosts and origins are ours."""

    def __init__(self, settings: WebSettings) -> None:
        self._trusts_unix = "unix" in settings.proxies
        self._proxies: list[Network] = [
            ipaddress.ip_network(proxy, strict=False)
            for proxy in settings.proxies
            if proxy != "unix"
        ]
        self._origins = frozenset(normal_origin(origin) for origin in settings.origins)
        self._hosts = frozenset(origin.partition("://")[2] for origin in self._origins)
        self._insecure = settings.insecure_http

    def read(self, request: web.BaseRequest) -> Arrival:
        peer = _peer_address(request)
        scheme = "https" if _has_tls(request) else "http"
        ip = peer
        if self._is_proxy(peer):
            ip = self._client_behind(request) or peer
            forwarded = request.headers.getall("X-Forwarded-Proto", [])
            if forwarded:
                last = forwarded[-1].rpartition(",")[2].strip().lower()
                scheme = last if last in DEFAULT_PORTS else scheme
        host = normal_host(request.headers.get("Host", ""), scheme=scheme)
        return Arrival(ip, scheme, host, _is_loopback(ip))

    def is_our_host(self, arrival: Arrival) -> bool:
        """Tell: a page under another name must not reach us by re-pointing that name."""
        name = host_name(arrival.host)
        if arrival.host in self._hosts or name in LOOPBACK_NAMES:
            return True
        # A name can be re-pointed; a literal address cannot.
        return self._insecure and _address(name) is not None

    def is_our_origin(self, arrival: Arrival, origin: str) -> bool:
        found = normal_origin(origin)
        return found == arrival.origin or found in self._origins

    def _is_proxy(self, peer: str | None) -> bool:
        if peer is None:
            return self._trusts_unix
        address = ipaddress.ip_address(peer)
        return any(address in network for network in self._proxies)

    def _client_behind(self, request: web.BaseRequest) -> str | None:
        """Find the nearest address that is not our proxy: what lies beyond it is hearsay."""
        chain = ",".join(request.headers.getall("X-Forwarded-For", []))
        nearest = None
        for hop in reversed(chain.split(",")):
            address = _address(hop.strip())
            if address is None:
                break
            nearest = address
            if not self._is_proxy(address):
                break
        return nearest


def normal_host(raw: str, *, scheme: str) -> str:
    """host[:port] in lower case, without the scheme's own port; '' when it is no host."""
    try:
        parts = urlsplit(f"//{raw}")
        port = parts.port
    except ValueError:
        return ""
    if not parts.hostname or parts.netloc != raw or not HOST.fullmatch(parts.hostname):
        return ""
    if parts.username is not None:
        return ""
    name = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    return name if port in {None, DEFAULT_PORTS[scheme]} else f"{name}:{port}"


def normal_origin(raw: str) -> str:
    """scheme://host[:port]; an opaque origin ("null") becomes one that equals nothing."""
    scheme, _, rest = raw.lower().partition("://")
    if scheme not in DEFAULT_PORTS:
        return ""
    host = normal_host(rest, scheme=scheme)
    return f"{scheme}://{host}" if host else ""


def host_name(host: str) -> str:
    """Take the name out of host[:port], without the brackets of an IPv6 address."""
    return urlsplit(f"//{host}").hostname or ""


def _peer_address(request: web.BaseRequest) -> str | None:
    transport = request.transport
    peer = transport.get_extra_info("peername") if transport is not None else None
    return _address(str(peer[0])) if isinstance(peer, tuple) and peer else None


def _has_tls(request: web.BaseRequest) -> bool:
    transport = request.transport
    return transport is not None and transport.get_extra_info("sslcontext") is not None


def _address(raw: str) -> str | None:
    try:
        address = ipaddress.ip_address(raw)
    except ValueError:
        return None
    mapped = address.ipv4_mapped if isinstance(address, ipaddress.IPv6Address) else None
    return str(mapped or address)


def _is_loopback(ip: str | None) -> bool:
    return ip is not None and ipaddress.ip_address(ip).is_loopback
