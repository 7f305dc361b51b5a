"""A configuration as text: the commented beginning, the effective one, and the JSON schema."""

from __future__ import annotations

import json
from typing import Any

import yaml

from pacgen.policy.config import Config
from pacgen.policy.config_file import LoadedConfig
from pacgen.policy.yaml_text import Value

__all__ = ["STARTER", "effective", "schema"]

STARTER = """\
# What pacgen puts into the PAC files of this site. Only "proxy" is required.
#   pacgen config check    looks for mistakes in this file
#   pacgen policy show     says what it means
#   pacgen generate        writes the PAC file

# Where everything goes that nothing else is said about.
proxy: PROXY proxy.example.com:8080; DIRECT

# The cloud: Worldwide, China, USGovDoD, USGovGCCHigh.
instance: Worldwide

# What goes DIRECT: teams, teams-signin, teams-full, m365-optimize,
# m365-optimize-allow. Each contains Teams.
preset: teams

# Hosts without a dot.
plain_names: direct

# The site's own rules. Of all rules about a host the most specific decides,
# not the first.
rules:
  - domains: [corp.example.com]
    route: direct
    comment: our own network
  - networks: [private]
    route: direct
    comment: RFC 1918

# Nothing is written if one of these goes elsewhere.
expect:
  teams.microsoft.com: direct
  www.example.com: proxy

# More, each explained in docs/config.md:
#
# routes:                       # further routes by name
#   uninspected: PROXY clean.example.com:8080
# split:                        # the selected endpoint sets by category
#   optimize: direct
#   allow: uninspected
#   default: proxy
# locations:                    # by the client's own address
#   paris:
#     networks: [10.1.0.0/16, 2001:db8:1::/48]
#     proxy: PROXY paris.example.com:8080
# tenant: contoso               # only this tenant's SharePoint hosts
# tenant_restrictions: true     # sign-in stays on the proxy
# town_hall: true               # hosts that stream town halls
# sets: {include: [56], exclude: [19]}
# outputs:
#   - {name: main, file: wpad.dat}
# update:                       # what "pacgen update" does, and what stops it
#   gates: {new_direct: 20, size: 256 KB}
#   publish: {command: [rsync, "{file}", "web1.example.com:/srv/wpad/"]}
# environment: [WEBHOOK]        # variables that are referred to as ${WEBHOOK}
# notify:                       # who learns what became of "pacgen update"
#   metrics: pacgen.prom
#   webhooks: [{url: "${WEBHOOK}", format: teams}]
"""
"""What ``pacgen config init`` writes."""


def schema() -> str:
    """Return the JSON schema of ``pacgen.yaml``."""
    described = Config.model_json_schema()
    described = {"$schema": "https://json-schema.org/draft/2020-12/schema", **described}
    _allow_single(described)
    return json.dumps(described, indent=2, sort_keys=True) + "\n"


def effective(loaded: LoadedConfig) -> str:
    """
    Return the configuration with every default filled in, as YAML.

    References to environment variables stay references: their values may be secret.
    """
    data = loaded.config.model_dump(mode="json")
    text: str = yaml.safe_dump(
        _with_references(data, loaded.raw), sort_keys=False, allow_unicode=True, width=100
    )
    return text


def _with_references(data: Any, raw: Value) -> Any:  # noqa: ANN401 - what YAML and JSON hold
    if isinstance(raw, str) and "${" in raw:
        return [raw] if isinstance(data, list) else raw
    if isinstance(data, dict) and isinstance(raw, dict):
        return {key: _with_references(value, raw.get(key)) for key, value in data.items()}
    if isinstance(data, list) and isinstance(raw, list):
        return [_with_references(a, b) for a, b in zip(data, raw, strict=True)]
    return data


def _allow_single(described: dict[str, Any]) -> None:
    """A list of scalars may also be written as its only item."""
    for model in (described, *described.get("$defs", {}).values()):
        for name, value in model.get("properties", {}).items():
            if value.get("type") == "array" and "$ref" not in value.get("items", {}):
                text = {key: value.pop(key) for key in ("description", "default") if key in value}
                model["properties"][name] = {"anyOf": [value, value["items"]], **text}
