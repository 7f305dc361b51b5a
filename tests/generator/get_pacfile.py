"""The file that Microsoft's Get-PacFile 1.0.4 writes for type 2, to compare sizes with."""

from __future__ import annotations

from pacgen.policy import Policy
from pacgen.policy.reasons import is_local

PROXY = "PROXY 10.10.10.10:8080"
"""What it takes if it is told no proxy."""


def type_2(policy: Policy) -> str:
    """
    Write the names of *policy* as Get-PacFile 1.0.4 does, byte for byte.

    It joins lines by CRLF in a frame that has LF, and leaves blank lines where a block is missing.
    """
    ours = [rule for rule in policy.host_rules if not is_local(rule.reason)]
    proxied = sorted(str(rule.pattern) for rule in ours if not rule.route.is_direct)
    direct = sorted(str(rule.pattern) for rule in ours if rule.route.is_direct)
    blocks = "\r\n\r\n".join([_block(proxied, "proxyServer"), _block(direct, "direct")])
    return (
        "// This PAC file will provide proxy config to Microsoft 365 services\n"
        "//  using data from the public web service for all endpoints\n"
        "function FindProxyForURL(url, host)\n"
        "{\n"
        '    var direct = "DIRECT";\n'
        f'    var proxyServer = "{PROXY}";\n'
        "\n\n\n"
        f"{blocks}\n"
        "\n"
        "    return proxyServer;\n"
        "}\n"
    )


def _block(names: list[str], result: str) -> str:
    tests = "\r\n        || ".join(f'shExpMatch(host, "{name}")' for name in names)
    return f"    if({tests})\n    {{\n        return {result};\n    }}" if names else ""
