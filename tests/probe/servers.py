"""Real servers on loopback for the probe: coturn, dnsmasq, Squid, a TLS server, a bad UDP path."""

from __future__ import annotations

import contextlib
import heapq
import os
import select
import shutil
import socket
import ssl
import subprocess
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

LOOPBACK = "127.0.0.1"
PATIENCE = 20


def needs(program: str) -> str:
    """Return the path of *program*, or skip and say so; with ``PACGEN_SERVERS=1`` fail."""
    found = shutil.which(program) or shutil.which(program, path="/usr/sbin:/sbin")
    if found is None:
        if os.environ.get("PACGEN_SERVERS") == "1":
            pytest.fail(f"{program} is not installed, and PACGEN_SERVERS=1 demands it")
        pytest.skip(f"NOT TESTED: there is no {program}; apt-get install it")
    return found


def free_port(kind: socket.SocketKind = socket.SOCK_STREAM) -> int:
    """Return a port that nobody has, for a moment."""
    with socket.socket(socket.AF_INET, kind) as one:
        one.bind((LOOPBACK, 0))
        return int(one.getsockname()[1])


@contextlib.contextmanager
def running(command: list[str], is_up: Callable[[], bool], log: Path) -> Iterator[None]:
    """Run *command* until the block ends; it must be up before the block begins."""
    with log.open("wb") as stream:
        process = subprocess.Popen(command, stdout=stream, stderr=stream, cwd=log.parent)
    try:
        deadline = time.monotonic() + PATIENCE
        while not is_up():
            assert process.poll() is None, log.read_text()
            assert time.monotonic() < deadline, log.read_text()
            time.sleep(0.05)
        yield
    finally:
        process.terminate()
        try:
            process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def accepts(port: int) -> Callable[[], bool]:
    """Return what says whether TCP *port* is open."""

    def is_up() -> bool:
        with contextlib.suppress(OSError), socket.create_connection((LOOPBACK, port), 1):
            return True
        return False

    return is_up


@contextlib.contextmanager
def coturn(directory: Path, ports: Sequence[int] = ()) -> Iterator[int]:
    """Run coturn as a STUN server on UDP and TCP of *ports*, or a free one; give the first."""
    first, *others = ports or [free_port()]
    command = [
        needs("turnserver"), "-n", "--stun-only", "-L", LOOPBACK, "-p", str(first), "--no-tls", "--no-dtls",
        "--no-cli", "--log-file", "stdout", "--pidfile", str(directory / "turn.pid"),
        *(f"--aux-server={LOOPBACK}:{port}" for port in others),
    ]  # fmt: skip
    is_up = [accepts(port) for port in (first, *others)]
    with running(command, lambda: all(up() for up in is_up), directory / "turn.log"):
        yield first


@contextlib.contextmanager
def dnsmasq(directory: Path, addresses: dict[str, str], *more: str, port: int = 0) -> Iterator[int]:
    """Run dnsmasq, which knows *addresses* and what the options *more* say, and nobody else."""
    port = port or free_port()
    command = [
        needs("dnsmasq"), "--keep-in-foreground", "--no-resolv", "--no-hosts", "--conf-file=/dev/null",
        "--bind-interfaces", f"--listen-address={LOOPBACK}", f"--port={port}", "--log-facility=-", "--user=",
        f"--pid-file={directory}/dns{port}.pid",
        *(f"--address=/{name}/{address}" for name, address in addresses.items()), *more,
    ]  # fmt: skip
    with running(command, accepts(port), directory / f"dns{port}.log"):
        yield port


@contextlib.contextmanager
def squid() -> Iterator[tuple[int, int]]:
    """Run Squid on two ports: the first lets everybody through, the second those with a password."""
    program = needs("squid")
    helper = next(Path("/usr/lib/squid").glob("basic_ncsa_auth"), None)
    if helper is None:
        pytest.skip("NOT TESTED: Squid has no helper for passwords")
    free, guarded = free_port(), free_port()
    # Squid does not run as root, and tests may: its directory must be open to the user it becomes.
    with tempfile.TemporaryDirectory() as name:
        directory = Path(name)
        directory.chmod(0o777)
        (directory / "users").write_text("someone:x\n")
        (directory / "squid.conf").write_text(
            "visible_hostname test\npid_filename none\n"
            f"http_port {LOOPBACK}:{free} name=free\nhttp_port {LOOPBACK}:{guarded} name=guarded\n"
            f"cache_log {directory}/cache.log\naccess_log none\ncoredump_dir {directory}\n"
            "cache_effective_user nobody\nshutdown_lifetime 0 seconds\nnetdb_filename none\n"
            f"pinger_enable off\nauth_param basic program {helper} {directory}/users\n"
            "acl free myportname free\nacl known proxy_auth REQUIRED\n"
            "http_access allow free\nhttp_access allow known\nhttp_access deny all\n"
        )
        # Its own name, so that several can share the shared memory of this machine.
        command = [program, "-N", "-n", f"pacgen{free}", "-f", str(directory / "squid.conf")]
        with running(command, accepts(guarded), directory / "squid.log"):
            yield free, guarded


@dataclass(frozen=True, slots=True)
class Certificates:
    """A certificate for a name, and the authority that issued it."""

    authority: Path
    chain: Path
    key: Path


def certify(directory: Path, name: str) -> Certificates:
    """Make an authority of our own and a certificate for *name*, with OpenSSL."""
    openssl = needs("openssl")
    ca_key, ca, key, request, chain = (
        directory / n for n in ("ca.key", "ca.pem", "key", "csr", "pem")
    )
    (directory / "ext").write_text(f"subjectAltName=DNS:{name},IP:{LOOPBACK}\n")
    new_key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"]
    subject = "/O=Example Inspection/CN=Example Inspection CA"
    for command in (
        ["req", "-x509", *new_key, "-keyout", ca_key, "-out", ca, "-days", "2", "-subj", subject],
        ["req", *new_key, "-keyout", key, "-out", request, "-subj", f"/CN={name}"],
        ["x509", "-req", "-in", request, "-CA", ca, "-CAkey", ca_key, "-CAcreateserial", "-days", "2",
         "-extfile", directory / "ext", "-out", chain],
    ):  # fmt: skip
        subprocess.run([openssl, *map(str, command)], check=True, capture_output=True)
    return Certificates(ca, chain, key)


@contextlib.contextmanager
def tls_server(certificates: Certificates, answer: bytes) -> Iterator[int]:
    """Serve *answer* to whatever is asked over TLS."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificates.chain, certificates.key)
    listening = socket.create_server((LOOPBACK, 0))
    over = threading.Event()

    def serve() -> None:
        while not over.is_set():
            if not select.select([listening], [], [], 0.1)[0]:
                continue
            plain, _ = listening.accept()
            plain.settimeout(5)
            with (
                contextlib.suppress(OSError),
                context.wrap_socket(plain, server_side=True) as secure,
            ):
                secure.recv(10_000)
                secure.sendall(answer)
            plain.close()

    thread = threading.Thread(target=serve)
    thread.start()
    try:
        yield int(listening.getsockname()[1])
    finally:
        over.set()
        thread.join()
        listening.close()


@contextlib.contextmanager
def bad_path(port: int, treat: Callable[[int], float | None]) -> Iterator[int]:
    """
    Pass datagrams on to *port* and back.

    Args:
        port: Of the server.
        treat: Returns for the number of a datagram from the client how many seconds later it is
            passed on; ``None``: not at all.
    """
    near = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    near.bind((LOOPBACK, 0))
    far = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    far.connect((LOOPBACK, port))
    over = threading.Event()

    def serve() -> None:
        number = 0
        waiting: list[tuple[float, int, bytes]] = []
        client = None
        while not over.is_set():
            wait = max(0.0, min(waiting[0][0] - time.monotonic(), 0.05)) if waiting else 0.05
            for ready in select.select([near, far], [], [], wait)[0]:
                if ready is near:
                    data, client = near.recvfrom(5000)
                    later = treat(number)
                    if later is not None:
                        heapq.heappush(waiting, (time.monotonic() + later, number, data))
                    number += 1
                elif client is not None:
                    near.sendto(far.recv(5000), client)
            while waiting and waiting[0][0] <= time.monotonic():
                far.send(heapq.heappop(waiting)[2])

    thread = threading.Thread(target=serve)
    thread.start()
    try:
        yield int(near.getsockname()[1])
    finally:
        over.set()
        thread.join()
        near.close()
        far.close()


@contextlib.contextmanager
def silent() -> Iterator[int]:
    """Hold a UDP port that never answers."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as one:
        one.bind((LOOPBACK, 0))
        yield int(one.getsockname()[1])
