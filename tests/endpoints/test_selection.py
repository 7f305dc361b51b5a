from __future__ import annotations

import pytest

from pacgen.endpoints.selection import EVERYTHING, Selection
from pacgen.errors import UsageError


def test_no_filter_is_everything() -> None:
    """Without filters the full document is meant, and nothing is added to the question."""
    assert EVERYTHING == Selection.parse()
    assert ({}, True, "everything") == (
        EVERYTHING.parameters(),
        EVERYTHING.is_everything,
        str(EVERYTHING),
    )


def test_service_areas_have_one_spelling() -> None:
    """Order, case and repetition do not matter, Common is always there, and Teams is Skype."""
    one = Selection.parse(service_areas=["skype", " Exchange", "SKYPE"])
    assert one == Selection.parse(service_areas=["Exchange", "common", "Teams"])
    assert {"ServiceAreas": "Common,Exchange,Skype"} == one.parameters()


def test_all_filters_become_parameters() -> None:
    """The parameters have the names that Microsoft documents."""
    selection = Selection.parse(service_areas=["MEM"], tenant="Contoso", ipv6=False)
    assert {"ServiceAreas": "Common,MEM", "TenantName": "contoso", "NoIPv6": "true"} == (
        selection.parameters()
    )
    assert "Common+MEM, tenant contoso, no IPv6" == str(selection)
    assert not selection.is_everything


def test_unknown_service_area_is_refused() -> None:
    """A service area that is none is refused with the choices."""
    with pytest.raises(UsageError, match="'Office' is no service area") as caught:
        Selection.parse(service_areas=["Office"])
    assert "Skype" in caught.value.tip


@pytest.mark.parametrize(
    ("text", "tip"),
    [
        ("contoso.onmicrosoft.com", "write --tenant contoso"),
        ("a b", "write --tenant contoso"),
        ("-a", "write --tenant contoso"),
        ("a&b=c", "write --tenant contoso"),
    ],
)
def test_tenant_is_one_label(text: str, tip: str) -> None:
    """A tenant is the first label of its onmicrosoft.com domain; the right form is offered."""
    with pytest.raises(UsageError, match="is no tenant's name") as caught:
        Selection.parse(tenant=text)
    assert tip == caught.value.tip
