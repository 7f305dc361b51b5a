from __future__ import annotations

import pytest

from pacgen.errors import UsageError
from pacgen.policy.config_file import load_config
from pacgen.publish.rollback import Rollback, roll_back
from tests.publish.site import JobSite


def back(site: JobSite) -> Rollback:
    """Go back by one."""
    return roll_back(load_config(site.config, {}), site.state, now=lambda: site.time)


def test_going_back_twice_goes_further_back(published: JobSite) -> None:
    """Whoever is not content with the file before gets the one before that, and not the bad one."""
    first = published.published()
    contents = [first]
    for number in (2, 3):
        old = "proxy.example.com" if number == 2 else "proxy2.example.com"
        published.configure(old, f"proxy{number}.example.com")
        assert published.run(approve=True).published
        contents.append(published.published())
    assert 3 == len(set(contents))
    found = back(published)
    assert ((3, 2), contents[1]) == ((found.gave_up, found.back_to), published.published())
    found = back(published)
    assert ((4, 1), first) == ((found.gave_up, found.back_to), published.published())
    with pytest.raises(UsageError, match="there is nothing before publication 5 to go back to"):
        back(published)
    assert first == published.published()
