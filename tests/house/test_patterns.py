"""What people type is compared with patterns that end: two repeats in a row without an end take hours over a long text.

Everybody may send two megabytes to a form on a wall, and a pattern holds the whole process while it looks.
"""

from __future__ import annotations

import re
from importlib import import_module

import pytest
from wtforms.validators import Regexp

from srikandi.web.forms import Form

_constants, _parser = import_module("re._constants"), import_module("re._parser")
REPEATS = {_constants.MAX_REPEAT, _constants.MIN_REPEAT, _constants.POSSESSIVE_REPEAT}


def endless(parsed):
    """Count the repeats without an end, also inside of groups."""
    count = 0
    for kind, said in parsed:
        count += kind in REPEATS and said[1] == _constants.MAXREPEAT
        parts = said if isinstance(said, list | tuple) else [said]
        inner = [two for one in parts for two in (one if isinstance(one, list) else [one])]
        count += sum(endless(one) for one in inner if isinstance(one, _parser.SubPattern))
    return count


def forms_of(kind=Form):
    for one in kind.__subclasses__():
        yield one
        yield from forms_of(one)


def patterns_of(form):
    for name in dir(form):
        field = getattr(form, name, None)
        validators = [*getattr(field, "args", ())[1:2], getattr(field, "kwargs", {}).get("validators")]
        for rule in (one for listed in validators if isinstance(listed, list | tuple) for one in listed):
            if isinstance(rule, Regexp):
                yield name, rule.regex


def test_no_field_repeats_without_an_end(app):
    found = [(form.__name__, *pair) for form in forms_of() for pair in patterns_of(form)]
    assert len(found) > len({form for form, *_ in found}) > 0
    assert [(form, name) for form, name, pattern in found if endless(_parser.parse(pattern.pattern))] == []


@pytest.mark.parametrize("pattern", [r"\s*[0-9]{0,3}\s*\Z", r"(?:a|b+)", r"(x*)"])
def test_such_a_pattern_is_seen(pattern):
    """The negative control."""
    assert endless(_parser.parse(re.compile(pattern).pattern)) > 0
