"""What is shown has a look everywhere: a kind nobody has drawn would leave a button or a status bare words."""

import re
from pathlib import Path

import pytest
from jinja2 import Environment, nodes

TEMPLATES = Path(__file__).parents[2] / "templates"
BUTTON, NOTICE, STATUS = ("button", "LOOKS"), ("notice", "SIGNS"), ("status", "SIGNS")
KINDS = {
    "submit": (BUTTON, 1, "kind"),
    "link_button": (BUTTON, 2, "kind"),
    "action_button": (BUTTON, 2, "kind"),
    "download_button": (BUTTON, 2, "kind"),
    "notice": (NOTICE, 0, "kind"),
    "status": (STATUS, 1, "tone"),
}
"""Where a macro takes the kind of thing it draws, and where the kinds are drawn."""
ENV = Environment(extensions=["jinja2.ext.i18n", "jinja2.ext.do", "jinja2.ext.loopcontrols"], autoescape=True)


def drawn(component, name):
    """Give the kinds a component draws."""
    source = (TEMPLATES / "components" / f"{component}.html").read_text()
    found = re.search(rf"set {name} = \{{(.*?)\}}", source)
    assert found, f"{component}.html no longer has {name}"
    return set(re.findall(r'"([a-z]+)":', found[1]))


def words_of(part):
    """Give the words an argument can be, where it is words or a choice between words."""
    if isinstance(part, nodes.CondExpr):
        return [*words_of(part.expr1), *words_of(part.expr2)]
    return [part.value] if isinstance(part, nodes.Const) and isinstance(part.value, str) else []


def bare_in(source):
    """Give what a template asks for that nobody has drawn, each with its line."""
    for call in ENV.parse(source).find_all(nodes.Call):
        if isinstance(call.node, nodes.Name) and call.node.name in KINDS:
            where, place, name = KINDS[call.node.name]
            asked = [one.value for one in call.kwargs if one.key == name] or call.args[place : place + 1]
            words = [word for part in asked for word in words_of(part)]
            yield from ((call.lineno, word) for word in words if word not in drawn(*where))


def test_everything_that_is_asked_for_is_drawn():
    pages = {str(page.relative_to(TEMPLATES)): page.read_text() for page in TEMPLATES.rglob("*.html")}
    assert [(name, *one) for name, source in pages.items() for one in bare_in(source)] == []


@pytest.mark.parametrize(
    "words",
    [
        'submit("Cari", "loud")',
        'link_button("a", "/", kind="loud")',
        'notice("loud")',
        'status("a", "bad" if b else "loud")',
    ],
)
def test_what_nobody_has_drawn_is_found(words):
    assert [word for _, word in bare_in("{{ " + words + " }}")] == ["loud"]
