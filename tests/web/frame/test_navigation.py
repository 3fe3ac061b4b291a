"""The menu: wherever somebody is, it says where that is."""

from srikandi.web.frame.navigation import ENTRIES, PUBLIC_ENTRIES, UNDER

OUTSIDE = ("account.", "public.", "bootstrap", "webhooks")
"""What has no line of its own: the account stands in the header, the public side in a menu of its own."""


def area(endpoint):
    return endpoint.rpartition(".")[0]


def test_every_page_behind_the_sign_in_lies_under_a_line_of_the_menu(app):
    lines = {area(entry.endpoint) for entry in ENTRIES}
    pages = {area(rule.endpoint) for rule in app.url_map.iter_rules() if "GET" in rule.methods}
    behind = {one for one in pages if one and not one.startswith(OUTSIDE)}

    assert {one for one in behind if UNDER.get(one, one) not in lines} == set()


def test_nothing_is_put_under_a_line_that_is_not_there():
    lines = {area(endpoint) for _, endpoint in PUBLIC_ENTRIES} | {area(entry.endpoint) for entry in ENTRIES}

    assert set(UNDER.values()) <= lines
