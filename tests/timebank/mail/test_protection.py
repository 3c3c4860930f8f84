"""Letters travel protected where that is asked for, and only to the server they are meant for."""

import shutil
import ssl
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from world import World

from timebank.mail.send import Report, send_due
from timebank.settings import MailSettings

Serve = Callable[[str], int]


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate for the name localhost, with its key, in one file."""
    if shutil.which("openssl") is None:
        pytest.skip("openssl is not installed here, so there is no certificate to try with")
    folder = tmp_path_factory.mktemp("certificate")
    words = "req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=localhost -addext subjectAltName=DNS:localhost"
    files = ["-keyout", str(folder / "key.pem"), "-out", str(folder / "certificate.pem")]
    subprocess.run(["openssl", *words.split(), *files], check=True, capture_output=True)
    return folder


@pytest.fixture
def serve(post_office, any_port, certificate: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Serve]:
    """Starts a mail server that speaks "tls" or "starttls", which this machine trusts; answers its port."""
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate / "certificate.pem"))
    controllers = []

    def start(security: str) -> int:
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        context.load_cert_chain(certificate / "certificate.pem", certificate / "key.pem")
        given = {"ssl_context": context} if security == "tls" else {"tls_context": context, "require_starttls": True}
        controllers.append(any_port(post_office, hostname="localhost", port=0, **given))
        controllers[-1].start()
        return int(controllers[-1].port)

    yield start
    for controller in controllers:
        controller.stop()


def use(world: World, host: str, port: int, security: str) -> None:
    mail = MailSettings(host=host, port=port, security=security, sender="bank@example.org", timeout_seconds=10)
    world.app.settings = replace(world.app.settings, mail=mail)


@pytest.mark.parametrize("security", ["tls", "starttls"])
def test_letters_arrive_by_a_protected_connection(security, world: World, letters_to, post_office, serve) -> None:
    use(world, "localhost", serve(security), security)
    letters_to("Ann", "Ben")
    assert send_due(world.app) == Report(sent=2)
    assert len(post_office.taken) == 2


@pytest.mark.parametrize("security", ["tls", "starttls"])
def test_a_server_that_cannot_prove_its_name_gets_no_letter(
    security, world: World, letters_to, post_office, serve
) -> None:
    use(world, "127.0.0.1", serve(security), security)
    letters_to("Ann")
    assert "cannot be used" in send_due(world.app).trouble
    assert post_office.taken == []
    assert letters_to.state("Ann")[::2] == ("due", 0)
