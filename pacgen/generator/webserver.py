"""The piece of a web server's configuration that serves a PAC file as clients want it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from importlib.resources.abc import Traversable

from pacgen.data import TEMPLATES
from pacgen.errors import UsageError
from pacgen.generator.escaping import Code
from pacgen.generator.templating import fill

__all__ = ["MIME_TYPE", "PATHS", "WebServer", "snippet", "snippet_name"]

MIME_TYPE = "application/x-ns-proxy-autoconfig"
"""WinHTTP takes a PAC file with any other type only under some names."""

PATHS = ("/wpad.dat", "/proxy.pac")
"""Where the file is served: what WPAD asks for, and what people write into settings."""

_DEFAULT_AGE = 3600

_DRIVE = re.compile(r"[A-Za-z]:[/\\]")
# In quotes these mean themselves to each of the servers. "$" begins a variable in nginx and
# Apache, braces a placeholder in Caddy, and a backslash is read in three ways.
_PLAIN_PATH = re.compile(r"(?:[A-Za-z]:)?/[A-Za-z0-9 !#&'()+,./:;=@^_~-]*[A-Za-z0-9_-]")


class WebServer(StrEnum):
    """Servers that there is a snippet for."""

    NGINX = "nginx"
    APACHE = "apache"
    IIS = "iis"
    CADDY = "caddy"


_TEMPLATES = {
    WebServer.NGINX: "nginx.conf",
    WebServer.APACHE: "apache.conf",
    WebServer.IIS: "web.config",
    WebServer.CADDY: "Caddyfile",
}


@dataclass(frozen=True, slots=True)
class _File:
    """A file as IIS knows it."""

    name: Code
    extension: Code


@dataclass(frozen=True, slots=True)
class _Site:
    """What a template sees, under the name ``site``."""

    snippet: str
    file: Code
    directory: Code
    name: Code
    names: str
    files: tuple[_File, ...]
    paths: tuple[Code, ...]
    paths_in_line: Code
    path_regex: Code
    mime_type: Code
    cache_control: Code
    iis_age: Code


def snippet_name(server: WebServer, file: str) -> str:
    """
    Return what the snippet for the PAC file *file* is called: ``wpad.nginx.conf``.

    IIS finds its configuration by name, so there it is always ``web.config``.
    """
    stem = re.split(r"[/\\]", file)[-1].partition(".")[0] or "proxy"
    match server:
        case WebServer.NGINX | WebServer.APACHE:
            return f"{stem}.{server}.conf"
        case WebServer.IIS:
            return "web.config"
        case WebServer.CADDY:
            return f"{stem}.Caddyfile"


def snippet(
    server: WebServer,
    *,
    file: str,
    max_age: int = _DEFAULT_AGE,
    directory: Traversable = TEMPLATES,
) -> str:
    """
    Return the configuration with which *server* serves *file* under all of :data:`PATHS`.

    Args:
        server: Which server.
        file: Where the PAC file lies on the server, absolute. IIS looks beside its configuration.
        max_age: For how many seconds clients may keep the file.
        directory: Where the templates are.

    Raises:
        UsageError: *file* is no absolute path, or has a character that cannot be written in the
            configuration of every server.
        TemplateError: the template is missing or broken.
    """
    path = _checked(file)
    folder, _, name = path.rpartition("/")
    site = _Site(
        snippet=snippet_name(server, path),
        file=Code(f'"{path}"'),
        directory=Code(f'"{folder or "/"}"'),
        name=Code(f'"/{name}"'),
        names=" and ".join(p.removeprefix("/") for p in PATHS),
        files=tuple(_File(Code(p[1:]), Code(p[p.rindex(".") :])) for p in PATHS),
        paths=tuple(Code(p) for p in PATHS),
        paths_in_line=Code(" ".join(PATHS)),
        path_regex=Code("|".join(p.replace(".", r"\.") for p in PATHS)),
        mime_type=Code(MIME_TYPE),
        cache_control=Code(f"max-age={max_age}, must-revalidate"),
        iis_age=Code(_days(max_age)),
    )
    return fill(f"webserver/{_TEMPLATES[server]}.j2", directory, site=site)


def _checked(file: str) -> str:
    path = file.replace("\\", "/") if _DRIVE.match(file) else file
    if not path.startswith("/") and not _DRIVE.match(path):
        raise UsageError(
            f"{file!r} is no absolute path, and a web server needs one",
            tip="write for example /var/www/pac/wpad.dat",
        )
    if not _PLAIN_PATH.fullmatch(path):
        raise UsageError(
            f"{file!r} has a character that means something to some web server",
            tip="use a path of letters, digits, '-', '_' and '.'",
        )
    return path


def _days(seconds: int) -> str:
    """Write a time as IIS does: ``0.01:00:00``."""
    minutes, second = divmod(seconds, 60)
    hours, minute = divmod(minutes, 60)
    days, hour = divmod(hours, 24)
    return f"{days}.{hour:02}:{minute:02}:{second:02}"
