"""
Every exception that pacgen raises on purpose, and the exit code of each.

    PacgenError
    ├── UsageError                     2  flags or values that make no sense
    │   ├── HostPatternError           2
    │   ├── RouteError                 2
    │   ├── TemplateError              2
    │   └── ConfigError                2
    ├── ServiceError                   3  Microsoft's web service
    │   ├── ServiceUnreachableError    3
    │   ├── RateLimitedError           3
    │   └── ServiceResponseError       3
    │       └── EmptyDocumentError     3
    ├── InputError                     4  something to be read cannot be read
    │   ├── BusyError                  4
    │   └── EndpointDocumentError      4
    └── RefusedError                   5  a guard said no; nothing was replaced
        ├── ShrunkenDocumentError      5
        └── PacCheckError              5

Exit code 1 belongs to results (findings, differences), which are no errors: 0 nothing to
report, 1 something to report.
130 is what a shell expects after Ctrl-C.
"""

from __future__ import annotations

from typing import ClassVar

__all__ = [
    "BusyError",
    "ConfigError",
    "EmptyDocumentError",
    "EndpointDocumentError",
    "HostPatternError",
    "InputError",
    "PacCheckError",
    "PacgenError",
    "RateLimitedError",
    "RefusedError",
    "RouteError",
    "ServiceError",
    "ServiceResponseError",
    "ServiceUnreachableError",
    "ShrunkenDocumentError",
    "TemplateError",
    "UsageError",
]


class PacgenError(Exception):
    """
    Something went wrong that the user can understand and mend.

    Args:
        what: What happened, with the place (file:line:column, key path, URL); one sentence
        without a full stop.
        usually: What this usually means, if that is known.
        tip: What to do next.
    """

    exit_code: ClassVar[int] = 2

    def __init__(self, what: str, *, usually: str = "", tip: str = "") -> None:
        super().__init__(what)
        self.what = what
        self.usually = usually
        self.tip = tip


class UsageError(PacgenError):
    """The flags, or a value among them, cannot be meant."""


class HostPatternError(UsageError, ValueError):
    """A text is no host pattern."""


class RouteError(UsageError, ValueError):
    """A text is no PAC result such as ``PROXY proxy.example.com:8080; DIRECT``."""


class TemplateError(UsageError):
    """A PAC template is missing, broken, or lets an unescaped value through."""


class ConfigError(UsageError):
    """A YAML file that the user wrote is wrong: ``pacgen.yaml``, or one with environments."""


class ServiceError(PacgenError):
    """The endpoint web service could not give an answer to use."""

    exit_code = 3


class ServiceUnreachableError(ServiceError):
    """No answer: name resolution, connection, TLS, proxy, or the deadline."""


class RateLimitedError(ServiceError):
    """
    The service answered 429.

    Args:
        retry_after: Seconds to wait, as the service says or as Microsoft documents (one hour).
    """

    def __init__(self, what: str, *, retry_after: int, usually: str = "", tip: str = "") -> None:
        super().__init__(what, usually=usually, tip=tip)
        self.retry_after = retry_after


class ServiceResponseError(ServiceError):
    """The service, or something between us and it, answered nonsense."""


class EmptyDocumentError(ServiceResponseError):
    """The service answered with a list of no endpoint sets."""


class InputError(PacgenError):
    """A file, a URL or standard input could not be read or understood."""

    exit_code = 4


class BusyError(InputError):
    """Another run is at work on the same files; this one has done nothing."""


class EndpointDocumentError(InputError):
    """A document is no list of endpoint sets; says which set and which key."""


class RefusedError(PacgenError):
    """A guard refused to replace something good by something worse."""

    exit_code = 5


class ShrunkenDocumentError(RefusedError):
    """A fetched document is empty or much smaller than the stored one."""


class PacCheckError(RefusedError):
    """A generated PAC does not do what its policy says; it was not written."""
