"""The systemd units are started: a real systemd, as the first process of namespaces of its own."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest

import pacgen

ROOT = Path(__file__).parents[1]
UNITS = ROOT / "examples" / "systemd"
CGROUPS = Path("/sys/fs/cgroup")
SYSTEMD = shutil.which("systemd", path="/usr/lib/systemd:/lib/systemd") or ""

pytestmark = [
    pytest.mark.checkout,
    pytest.mark.skipif(
        not (SYSTEMD and shutil.which("unshare") and hasattr(os, "geteuid") and os.geteuid() == 0),
        reason="NOT CHECKED: to start units takes systemd, unshare(1) and root",
    ),
]

CONFIG = """\
proxy: PROXY proxy.example.com:8080; DIRECT
outputs: [{name: main, file: /srv/pac/wpad.dat}]
update: {gates: {prove: off}}
notify: {metrics: /srv/pac/metrics/pacgen.prom}
"""
BOOT = r"""
set -e
mount --make-rprivate /
fresh() { mount -t tmpfs -o mode=755 tmpfs "$1"; }
fresh /run; fresh /opt; fresh /srv; fresh /var/lib
mkdir /run/lock /run/systemd
if [ -e "$CGROUPS/cgroup.controllers" ]; then
  mount -t cgroup2 cgroup2 "$CGROUPS"
else
  fresh "$CGROUPS"
  mkdir "$CGROUPS/systemd" "$CGROUPS/unified"
  mount -t cgroup -o none,name=systemd cgroup "$CGROUPS/systemd"
  mount -t cgroup2 cgroup2 "$CGROUPS/unified"
fi
# A Python that accounts can read which have no home: the service may not see that of root.
mkdir /opt/python /opt/site /opt/source
mount --bind "$PYTHON" /opt/python
mount --bind "$SITE" /opt/site
mount --bind "$SOURCE" /opt/source
mkdir -p /opt/pacgen/bin "/opt/pacgen/lib/$VERSION/site-packages"
echo "home = /opt/python/bin" > /opt/pacgen/pyvenv.cfg
ln -s "/opt/python/bin/$VERSION" /opt/pacgen/bin/python
printf '/opt/site\n/opt/source\n' > "/opt/pacgen/lib/$VERSION/site-packages/pacgen.pth"
printf '#!/opt/pacgen/bin/python\nimport sys\nfrom pacgen.cli import main\nsys.exit(main())\n' \
  > /opt/pacgen/bin/pacgen
chmod 755 /opt/pacgen/bin/pacgen
mkdir /run/etc /run/etc/pacgen
for name in passwd nsswitch.conf ld.so.cache; do [ ! -e /etc/$name ] || cp /etc/$name /run/etc; done
{ cat /etc/group; echo pac:x:64999:; } > /run/etc/group
cp "$HERE/pacgen.yaml" /run/etc/pacgen
mount --bind /run/etc /etc
# As the comments of the unit say.
install --directory --mode 2775 --group pac /srv/pac /srv/pac/metrics
exec "$SYSTEMD" --system --unit=check.service --log-target=console --show-status=false
"""
CHECK = r"""
cd "$HERE"
systemctl start pacgen.timer
systemctl show pacgen.timer --property ActiveState --property NextElapseUSecRealtime > timer
systemctl start pacgen.service
systemctl show pacgen.service --property Result --property ExecMainStatus > once
systemctl start resident.service
systemctl show resident.service --property ActiveState --property StatusText > resident
systemctl stop resident.service
systemctl show resident.service --property Result --property ExecMainStatus > stopped
stat --format '%G %a' /srv/pac/wpad.dat > rights
cp -r /srv/pac /run/said .
kill -s RTMIN+14 1
"""
LOGGED = """
[Service]
StandardOutput=append:/run/said
StandardError=append:/run/said
Environment=LD_LIBRARY_PATH=/opt/python/lib
"""


def _units(here: Path) -> None:
    """Write the units, a resident one of another name beside them, and what systemd starts."""
    units = here / "units"
    units.mkdir()
    for name in ("pacgen.service", "pacgen.timer"):
        shutil.copy(UNITS / name, units)
    shutil.copy(UNITS / "pacgen.service", units / "resident.service")
    for service in ("pacgen", "resident"):
        places = units / f"{service}.service.d"
        places.mkdir()
        (places / "logged.conf").write_text(LOGGED)
    shutil.copy(UNITS / "pacgen-resident.service.d.conf", units / "resident.service.d" / "a.conf")
    for target in ("sysinit", "basic", "shutdown", "network-online", "timers"):
        (units / f"{target}.target").write_text("[Unit]\nDefaultDependencies=no\n")
    (units / "check.service").write_text(
        "[Unit]\nDefaultDependencies=no\n[Service]\nType=oneshot\n"
        f"Environment=HERE={here}\nExecStart=/bin/sh {here}/check.sh\n"
    )


def _boot(here: Path) -> str:
    """Start systemd, wait for its end, and return what it said."""
    groups = [place for place in (CGROUPS, *CGROUPS.glob("*")) if _is_for_systemd(place)]
    own = [place / f"pacgen-test-{os.getpid()}" for place in groups]
    enter = "".join(f'echo $$ > "{place}/cgroup.procs"; ' for place in own)
    flags = "--fork --pid --mount --mount-proc --cgroup --uts --ipc --net"
    environment = {
        "CGROUPS": str(CGROUPS),
        "HERE": str(here),
        "PATH": "/usr/sbin:/usr/bin:/sbin:/bin",
        "PYTHON": sys.base_prefix,
        "SITE": sysconfig.get_path("purelib"),
        "SOURCE": str(Path(pacgen.__file__).parents[1]),
        "SYSTEMD": SYSTEMD,
        "SYSTEMD_UNIT_PATH": str(here / "units"),
        "VERSION": f"python{sys.version_info.major}.{sys.version_info.minor}",
        "container": "pacgen-test",
    }
    for place in own:
        place.mkdir()
    try:
        # Nothing outside of these namespaces hears of it, and there is no network in them.
        done = subprocess.run(
            ["/bin/sh", "-ec", f"{enter}exec unshare --kill-child {flags} sh {here}/boot.sh"],
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
            timeout=300,
        )
    finally:
        for place in own:
            for path in (*sorted(place.rglob("*/"), reverse=True), place):
                with contextlib.suppress(OSError):
                    path.rmdir()
    return done.stdout


def _is_for_systemd(place: Path) -> bool:
    return place.name in {"cgroup", "systemd", "unified"} and (place / "cgroup.procs").exists()


def test_the_units_are_started(tmp_path: Path) -> None:
    """
    The service publishes under all its restrictions, the next account may replace the file, the
    resident one is ready and stops, and the timer waits.
    """
    _units(tmp_path)
    (tmp_path / "pacgen.yaml").write_text(CONFIG)
    (tmp_path / "boot.sh").write_text(BOOT)
    (tmp_path / "check.sh").write_text(CHECK)
    said = _boot(tmp_path)
    if not (tmp_path / "rights").exists():
        pytest.skip(f"NOT CHECKED: systemd cannot be started here: {said[-300:]}")

    def told(name: str) -> dict[str, str]:
        lines = (tmp_path / name).read_text().splitlines()
        return dict(line.split("=", 1) for line in lines)

    log = (tmp_path / "said").read_text()
    # There is no network: what is at hand is published, and the code says so.
    assert {"Result": "exit-code", "ExecMainStatus": "3"} == told("once"), log
    assert " event=end verdict=published exit_code=3 " in log
    assert "pac 664\n" == (tmp_path / "rights").read_text()
    assert "active" == told("resident")["ActiveState"], log
    assert told("resident")["StatusText"]
    assert {"Result": "success", "ExecMainStatus": "0"} == told("stopped"), log
    assert " event=end verdict=unchanged exit_code=3 " in log
    assert "active" == told("timer")["ActiveState"]
    assert " 06:" in told("timer")["NextElapseUSecRealtime"]
    assert "FindProxyForURL" in (tmp_path / "pac" / "wpad.dat").read_text()
    assert "pacgen_last_run_exit_code 3" in (tmp_path / "pac/metrics/pacgen.prom").read_text()
