"""
Evaluations per second of pacgen's engine beside other PAC testers, in one run.

    python tests/benchmarks/bench_engine.py [--pypac PYTHON] [--node-modules DIRECTORY] [--rounds N]

Peers that are not installed are named and left out: ``pactester`` (Debian's libpacparser1),
pypac (give the interpreter
that has it), Node.js with its bare V8, and pac-resolver (give the ``node_modules`` that holds it).
All take turns, round by round, each in a process of its own; loading is not counted. The table
holds medians.
"""

from __future__ import annotations

import argparse
import json
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

Peer = Callable[[Path, Path], float]
"""PAC file and URL list in, evaluations per second out."""

_SUFFIX_TESTS = "||".join(f"shExpMatch(host, '*.h{n}.example')" for n in range(100))
PACS = {
    "5 rules": """function FindProxyForURL(url, host) {
  if (isPlainHostName(host)) return "DIRECT";
  if (dnsDomainIs(host, ".corp.example")) return "DIRECT";
  if (shExpMatch(host, "*.teams.microsoft.com")) return "DIRECT";
  if (host == "localhost") return "DIRECT";
  if (shExpMatch(url, "ftp:*")) return "DIRECT";
  return "PROXY p.example:8080"; }""",
    "100 shExpMatch": (
        f"function FindProxyForURL(url, host) {{ if ({_SUFFIX_TESTS}) return 'DIRECT';"
        " return 'PROXY p.example:8080'; }"
    ),
    "5,000-entry table": (
        "var T = {" + ",".join(f"'h{n}.example':1" for n in range(5000)) + "};"
        "function FindProxyForURL(url, host) {"
        " if (T[host]) return 'DIRECT'; return 'PROXY p.example:8080'; }"
    ),
}
URLS = {"5 rules": 20000, "100 shExpMatch": 2000, "5,000-entry table": 50000}

_IN_PROCESS = """
import sys, time
pac, urls = open(sys.argv[1]).read(), open(sys.argv[2]).read().split()
hosts = [u.split("/")[2] for u in urls]
"""
_PACGEN = (
    _IN_PROCESS
    + """
from pacgen.engine import Evaluator, Request
requests = [Request(u, h) for u, h in zip(urls, hosts)]
with Evaluator(pac) as evaluator:
    evaluator.decide(requests[:1])
    began = time.perf_counter()
    evaluator.decide(requests[:1])
    loading = time.perf_counter() - began
    began = time.perf_counter()
    evaluator.decide(requests)
    print(len(urls) / (time.perf_counter() - began - loading))
"""
)
_RAW = (
    _IN_PROCESS
    + """
import pacparser
pacparser.init(); pacparser.parse_pac_string(pac)
began = time.perf_counter()
for u, h in zip(urls, hosts): pacparser.find_proxy(u, h)
print(len(urls) / (time.perf_counter() - began))
"""
)
_PYPAC = (
    _IN_PROCESS
    + """
from pypac.parser import PACFile
file = PACFile(pac)
began = time.perf_counter()
for u, h in zip(urls, hosts): file.find_proxy_for_url(u, h)
print(len(urls) / (time.perf_counter() - began))
"""
)
_V8 = r"""
const fs = require("fs"), vm = require("vm");
const pac = fs.readFileSync(process.argv[2], "utf8");
const urls = fs.readFileSync(process.argv[3], "utf8").trim().split("\n");
const context = vm.createContext({});
vm.runInContext(`
function shExpMatch(text, glob) {
  var source = glob.split(".").join("\\.").split("*").join(".*").split("?").join(".");
  return new RegExp("^" + source + "$").test(text);
}
function dnsDomainIs(host, domain) {
  return host.length >= domain.length && host.substring(host.length - domain.length) == domain;
}
function isPlainHostName(host) { return host.indexOf(".") < 0; }
` + pac, context);
const ask = context.FindProxyForURL, hosts = urls.map(u => u.split("/")[2]);
const began = process.hrtime.bigint();
for (let i = 0; i < urls.length; i++) ask(urls[i], hosts[i]);
console.log(urls.length / (Number(process.hrtime.bigint() - began) / 1e9));
"""
_PAC_RESOLVER = r"""
const fs = require("fs");
const { createPacResolver } = require("pac-resolver");
const { QuickJS } = require("quickjs-wasi");
const pac = fs.readFileSync(process.argv[2], "utf8");
const urls = fs.readFileSync(process.argv[3], "utf8").trim().split("\n").slice(0, 5000);
(async () => {
  const find = createPacResolver(await QuickJS.create(), pac);
  await find(urls[0]);
  const began = process.hrtime.bigint();
  for (const url of urls) await find(url);
  console.log(urls.length / (Number(process.hrtime.bigint() - began) / 1e9));
})();
"""


def _output(*command: str, cwd: str | None = None) -> float:
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=cwd)
    return float(done.stdout.split()[-1])


def _python(code: str, interpreter: str = sys.executable) -> Peer:
    return lambda pac, urls: _output(interpreter, "-c", code, str(pac), str(urls))


def _node(code: str, directory: str | None = None) -> Peer:
    def run(pac: Path, urls: Path) -> float:
        script = Path(tempfile.mkdtemp(dir=directory)) / "bench.cjs"
        script.write_text(code, encoding="utf-8")
        try:
            return _output("node", str(script), str(pac), str(urls))
        finally:
            shutil.rmtree(script.parent)

    return run


def _pactester(pac: Path, urls: Path) -> float:
    """The whole process, less one that answers a single URL."""
    one = urls.with_suffix(".one")
    one.write_text(urls.read_text(encoding="ascii").partition("\n")[0] + "\n", encoding="ascii")
    seconds = []
    for file in (urls, one):
        began = time.perf_counter()
        subprocess.run(
            ["pactester", "-p", str(pac), "-f", str(file)], stdout=subprocess.DEVNULL, check=True
        )
        seconds.append(time.perf_counter() - began)
    return len(urls.read_text(encoding="ascii").split()) / max(seconds[0] - seconds[1], 1e-9)


def _peers(arguments: argparse.Namespace) -> dict[str, Peer]:
    peers: dict[str, Peer] = {"pacgen": _python(_PACGEN), "pacparser, per URL": _python(_RAW)}
    if shutil.which("pactester"):
        peers["pactester (Debian)"] = _pactester
    if arguments.pypac:
        peers["pypac"] = _python(_PYPAC, arguments.pypac)
    if shutil.which("node"):
        peers["Node, bare V8"] = _node(_V8)
        if arguments.node_modules:
            peers["Node, pac-resolver"] = _node(_PAC_RESOLVER, arguments.node_modules)
    return peers


def _matrix() -> str:
    """Time a thousand hosts in twenty environments, three hundred rules, two workers."""
    code = """
import time
from pacgen.engine import Environment, Evaluator, Request
rules = "||".join("shExpMatch(host, '*.h%d.example')" % n for n in range(300))
pac = "function FindProxyForURL(url, host) { if (" + rules + ") return 'DIRECT'; return 'PROXY p:1'; }"
requests = [Request.for_host("www%d.site.test" % n) for n in range(1000)]
with Evaluator(pac, workers=2) as evaluator:
    began = time.perf_counter()
    for n in range(20):
        evaluator.decide(requests, Environment(client_addresses=("10.0.0.%d" % n,)))
    print(time.perf_counter() - began)
"""
    return f"{_output(sys.executable, '-c', code):.1f} s"


def _start_up() -> str:
    """
    Time one evaluation in a process of its own, above an empty interpreter; the median of eleven.
    """
    evaluate = (
        "from pacgen.engine import Evaluator, Request\n"
        "with Evaluator('function FindProxyForURL() { return \"DIRECT\" }') as e:\n"
        "    e.decide([Request.for_host('a.example')])"
    )
    above = []
    for _ in range(11):
        seconds = []
        for code in (evaluate, "pass"):
            began = time.perf_counter()
            subprocess.run([sys.executable, "-c", code], check=True)
            seconds.append(time.perf_counter() - began)
        above.append(seconds[0] - seconds[1])
    return f"{statistics.median(above) * 1000:.0f} ms"


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[1] if __doc__ else "")
    parser.add_argument("--pypac", help="a Python interpreter that has pypac")
    parser.add_argument("--node-modules", help="a directory whose node_modules has pac-resolver")
    parser.add_argument("--rounds", type=int, default=5)
    arguments = parser.parse_args()
    peers = _peers(arguments)
    rates: dict[tuple[str, str], list[float]] = {}
    with tempfile.TemporaryDirectory() as directory:
        for _ in range(arguments.rounds):
            for pac_name, source in PACS.items():
                pac = Path(directory, "test.pac")
                pac.write_text(source, encoding="ascii")
                urls = Path(directory, "urls.txt")
                lines = [f"https://www{n}.site.test/" for n in range(URLS[pac_name])]
                urls.write_text("\n".join(lines) + "\n", encoding="ascii")
                for name, peer in peers.items():
                    rates.setdefault((name, pac_name), []).append(peer(pac, urls))
    print(f"{'evaluations per second':22}", *(f"{name:>24}" for name in PACS))
    for name in peers:
        cells = []
        for pac_name in PACS:
            rate = statistics.median(rates[name, pac_name])
            raw = statistics.median(rates["pacparser, per URL", pac_name])
            cells.append(f"{rate:>14,.0f} ({rate / raw:5.1f}x)")
        print(f"{name:22}", *(f"{cell:>24}" for cell in cells))
    print(f"1,000 hosts x 20 environments, 300 rules, two workers: {_matrix()}")
    print(f"start-up, above the interpreter's own: {_start_up()}")
    print(json.dumps({"rounds": arguments.rounds, "python": sys.version.split()[0]}))


if __name__ == "__main__":
    main()
