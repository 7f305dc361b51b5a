"""Routes that depend on where a client is are compared from there."""

from __future__ import annotations

import ipaddress

from pacgen.publish.comparison import compare_routes
from pacgen.publish.intended import clients_of

OLD = 'function FindProxyForURL(url, host) { return "DIRECT"; }'
NEW = """\
function FindProxyForURL(url, host) {
  var here = isInNet(myIpAddress(), "10.9.0.0", "255.255.0.0");
  if (here && isInNet(host, "52.112.0.0", "255.252.0.0")) { return "PROXY p:8080"; }
  return "DIRECT";
}
"""


def test_an_address_that_is_lost_in_one_location() -> None:
    """Only clients of the location see the change, and they are asked."""
    teams = ipaddress.ip_network("52.112.0.0/14")
    clients = clients_of({"location:a": "10.9.0.0/16, 2001:db8::/32", "location:b": "10.7.7.7/32"})
    assert ("10.7.7.7", "10.9.0.1", "2001:db8::1") == clients
    assert not compare_routes(OLD.encode(), NEW, (), (teams,), seconds=0).by_network
    found = compare_routes(OLD.encode(), NEW, (), (teams,), seconds=0, clients=clients).by_network
    (change,) = found[teams]
    assert ("new-proxy", "client 10.9.0.1") == (change.kind, change.condition)
