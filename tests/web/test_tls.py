"""The door itself speaking TLS, without any proxy in front."""

import ssl
from datetime import UTC, datetime, timedelta
from pathlib import Path

import aiohttp
import pytest
from aiohttp import web
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from tests.web.conftest import Doors
from ytefas.web.application import build_application, open_door
from ytefas.web.settings import WebSettings


@pytest.fixture
def certificate(tmp_path: Path) -> Path:
    """Make a certificate for localhost that lives as long as the test."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .sign(key, hashes.SHA256())
    )
    file = tmp_path / "door.pem"
    file.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        + made.public_bytes(serialization.Encoding.PEM)
    )
    return file


async def test_our_own_tls_is_https_too(doors: Doors, certificate: Path) -> None:
    """ASVS 3.3.1, 3.4.1: HSTS and a `__Host-` cookie follow the line, not a header."""
    settings = WebSettings()
    application = build_application(identity=None, checks={}, settings=settings)  # type: ignore[arg-type]
    runner = open_door(application, settings=settings)
    await runner.setup()
    doors.runners.append(runner)
    serving = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    serving.load_cert_chain(certificate)
    await web.TCPSite(runner, "127.0.0.1", 0, ssl_context=serving).start()
    trusting = ssl.create_default_context(cafile=str(certificate))
    url = f"https://localhost:{runner.addresses[0][1]}/auth/logout"
    connector = aiohttp.TCPConnector(ssl=trusting)
    async with (
        aiohttp.ClientSession(connector=connector) as session,
        session.post(url, headers={"Origin": url.removesuffix("/auth/logout")}) as answer,
    ):
        assert answer.status == 204
        assert "Strict-Transport-Security" in answer.headers
        assert answer.headers["Set-Cookie"].startswith("__Host-ytefas=")
        assert "Secure" in answer.headers["Set-Cookie"]
