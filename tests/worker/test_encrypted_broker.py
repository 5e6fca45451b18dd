"""A Redis that speaks TLS and wants a password: the whole way through it, and no way past its certificate."""

import shutil
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from backend.broker.ping import ping_broker
from backend.errors import BrokerUnavailable
from backend.jobs import Analyses, JobState

PASSWORD = "open sesame"  # noqa: S105  # of a server that lives as long as this module
RESUME = b"Maja Rimac\nmaja@example.org\n\nExperience\nNurse, Example Clinic\n01/2019 - 12/2020\n"


@dataclass(frozen=True, slots=True)
class EncryptedBroker:
    """A Redis with a certificate that no authority of the system has signed."""

    port: int
    certificate: Path

    def url(self, query: str, password: str = PASSWORD) -> str:
        return f"rediss://:{password.replace(' ', '%20')}@localhost:{self.port}/0{query}"


@pytest.fixture(scope="module")
def broker(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EncryptedBroker]:
    server, openssl = shutil.which("redis-server"), shutil.which("openssl")
    if server is None or openssl is None:
        pytest.skip("an encrypted broker needs redis-server and openssl")
    folder = tmp_path_factory.mktemp("tls")
    certificate, key = folder / "certificate.pem", folder / "key.pem"
    make = [openssl, "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost"]
    names = ["-addext", "subjectAltName=DNS:localhost", "-keyout", str(key), "-out", str(certificate)]
    subprocess.run([*make, *names], check=True, capture_output=True)
    with socket.socket() as reserved:
        reserved.bind(("127.0.0.1", 0))
        port = reserved.getsockname()[1]
    options = {"--port": "0", "--tls-port": str(port), "--bind": "127.0.0.1", "--save": "", "--requirepass": PASSWORD}
    options |= {"--tls-cert-file": str(certificate), "--tls-key-file": str(key), "--tls-ca-cert-file": str(certificate)}
    options |= {"--tls-auth-clients": "no", "--dir": str(folder)}
    process = subprocess.Popen([server, *(part for pair in options.items() for part in pair)], stdout=subprocess.PIPE)
    encrypted = EncryptedBroker(port, certificate)
    _wait_until_it_answers(encrypted, process)
    yield encrypted
    process.kill()
    process.communicate()


def _wait_until_it_answers(broker: EncryptedBroker, process: "subprocess.Popen[bytes]") -> None:
    deadline = time.monotonic() + 20
    while True:
        try:
            ping_broker(broker.url(f"?ssl_ca_certs={broker.certificate}"))
            return
        except BrokerUnavailable:
            if process.poll() is not None:
                pytest.skip("this redis-server was built without TLS")
            assert time.monotonic() < deadline, "the encrypted broker did not start"
            time.sleep(0.05)


@pytest.fixture
def environment(broker: EncryptedBroker, worker_environment: dict[str, str], tmp_path: Path) -> dict[str, str]:
    url = broker.url(f"?ssl_ca_certs={broker.certificate}")
    return worker_environment | {"REDIS_URL": url, "DATA_DIR": str(tmp_path / "data")}


def test_a_job_goes_through_an_encrypted_broker_with_a_password(
    environment: dict[str, str], analyses: Analyses, launch: Callable[..., Any], wait_until: Callable[..., None]
) -> None:
    live = launch(environment)
    job_id = analyses.submit(RESUME, filename="maja.txt").id

    wait_until(lambda: analyses.status(job_id).job.is_finished, 60, "the end of the job")

    assert analyses.status(job_id).job.state is JobState.SUCCEEDED
    assert "insecure" not in live.output
    assert PASSWORD not in live.output
    assert PASSWORD.replace(" ", "%20") not in live.output


@pytest.mark.parametrize("query", ["", "?ssl_cert_reqs=required"])
def test_a_certificate_that_nobody_vouches_for_is_refused(broker: EncryptedBroker, query: str) -> None:
    with pytest.raises(BrokerUnavailable, match="does not answer"):
        ping_broker(broker.url(query))


def test_a_wrong_password_is_refused_without_being_shown(broker: EncryptedBroker) -> None:
    with pytest.raises(BrokerUnavailable) as refusal:
        ping_broker(broker.url(f"?ssl_ca_certs={broker.certificate}", password="wrong"))  # noqa: S106  # as it says

    assert "wrong" not in refusal.value.detail
