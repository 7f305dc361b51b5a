"""Not one packet: hostile scripts are run in a network of their own, where a resolver listens for questions."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

LISTEN = """
import fcntl, json, socket, struct, sys, threading
from pacgen.engine import Evaluator, Request, Target

# The loopback of a new network namespace is down.
interface = struct.pack("16sh", b"lo", 1)
fcntl.ioctl(socket.socket(socket.AF_INET, socket.SOCK_DGRAM), 0x8914, interface)

resolver = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
resolver.bind(("127.0.0.1", 53))
heard = []

def listen():
    while True:
        heard.append(resolver.recv(4096).hex())

threading.Thread(target=listen, daemon=True).start()

source = '''
function ask(name) {
  var helpers = [dnsResolve, dnsResolveEx, isResolvable, isResolvableEx, myIpAddress, myIpAddressEx];
  for (var i = 0; i < helpers.length; i++) { try { helpers[i](name); } catch (error) {} }
  try { isInNet(name, "10.0.0.0", "255.0.0.0"); } catch (error) {}
}
ask("at-load.leak.test");
function FindProxyForURL(url, host) { ask("in-call.leak.test"); ask(host); return "DIRECT"; }
'''
# Where a target lacks a helper the name is undeclared, or undefined.
source = source.replace("dnsResolveEx, ", "typeof dnsResolveEx == 'undefined' ? 0 : dnsResolveEx, ")
source = source.replace("isResolvableEx, ", "typeof isResolvableEx == 'undefined' ? 0 : isResolvableEx, ")
source = source.replace("myIpAddressEx]", "typeof myIpAddressEx == 'undefined' ? 0 : myIpAddressEx]")
asked = []
for target in Target:
    with Evaluator(source, target=target) as evaluator:
        decision = evaluator.decide([Request.for_host("host.leak.test")])[0]
    asked.append(sorted(set(decision.dns)))
silent = not heard

# The trap works: an ordinary look-up is heard.
socket.setdefaulttimeout(5)
try:
    socket.getaddrinfo("control.test", 443)
except OSError:
    pass
print(json.dumps({"silent": silent, "control": bool(heard), "asked": asked}))
"""


@pytest.mark.skipif(
    sys.platform != "linux" or shutil.which("unshare") is None,
    reason="needs network namespaces, which only Linux has",
)
def test_no_script_sends_a_packet(tmp_path: Path) -> None:
    """Every helper of every target asks for names, at load time and in calls, and the resolver hears nothing."""
    resolv = tmp_path / "resolv.conf"
    resolv.write_text("nameserver 127.0.0.1\noptions timeout:1 attempts:1\n", encoding="ascii")
    script = tmp_path / "listen.py"
    script.write_text(LISTEN, encoding="utf-8")
    command = 'mount --bind "$1" /etc/resolv.conf && exec "$2" "$3"'

    done = subprocess.run(
        ["unshare", "-rnm", "sh", "-c", command, "sh", str(resolv), sys.executable, str(script)],  # noqa: S607 - util-linux, wherever it is
        capture_output=True,
        text=True,
        check=False,
    )

    assert "" == done.stderr
    result = json.loads(done.stdout)
    assert (True, True) == (result["silent"], result["control"])
    names = ["at-load.leak.test", "host.leak.test", "in-call.leak.test"]
    assert [names] * 5 == result["asked"]
