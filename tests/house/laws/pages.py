"""Laws of tables and templates, and of what must not stand in the repository."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from tests.house.laws.law import Page, for_each_page, law, within

COMMENT = re.compile(r"\{#.*?#\}|<!--.*?-->", re.DOTALL)
INLINE = {
    "an inline style": re.compile(r"<style\b|\sstyle\s*=", re.IGNORECASE),
    "an inline script": re.compile(
        r"<script\b(?![^>]*\bsrc\s*=)(?![^>]*\btype\s*=\s*[\"']application/(?:ld\+)?json[\"'])", re.IGNORECASE
    ),
    "an event attribute": re.compile(r"<[^>]*\son[a-z]{3,}\s*=\s*[\"']", re.IGNORECASE),
    "a script as an address": re.compile(r"=\s*[\"']\s*javascript:", re.IGNORECASE),
}
MACHINE_PATH = re.compile(
    r"(?<![\w.\-/}])/(?:wo" + "rk|ro" + "ot|ho" + "me/[a-z]+|Us" + r"ers/\w+|opt/py\w+)(?:/|\b)(?!-)"
)
# A bound of a period says from or until instead.
ENDINGS = {"datetime": ("_at", "_from", "_until"), "date": ("_on", "_from", "_until")}


def _called(node: ast.Call) -> str:
    return node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")


@law(
    applies_to=within("srikandi"),
    broken_by={
        "srikandi/pools/models.py": "places = relationship(back_populates='pool')\n",
        "srikandi/pledges/models.py": "places = orm.relationship(lazy='select')\n",
        "srikandi/users/models.py": "places = relationship(lazy='raise', backref='pool')\n",
    },
    kept_by={"srikandi/pools/models.py": "places = relationship(back_populates='pool', lazy='raise')\n"},
)
@for_each_page
def relationships_never_load_by_themselves(page: Page) -> Iterator[str]:
    """Find relationships that would ask the database once for every row."""
    for node in ast.walk(page.tree):
        if not isinstance(node, ast.Call) or _called(node) != "relationship":
            continue
        words = {word.arg: word.value for word in node.keywords}
        lazy = words.get("lazy")
        if not (isinstance(lazy, ast.Constant) and lazy.value == "raise"):
            yield page.at(node.lineno, 'a relationship without lazy="raise"')
        if "backref" in words:
            yield page.at(node.lineno, "a backref loads by itself")


@law(
    applies_to=within("srikandi"),
    broken_by={
        "srikandi/pools/models.py": "class Pool(Model):\n    opened: Mapped[datetime]\n",
        "srikandi/users/models.py": "class User(Model):\n    born_at: Mapped[date | None] = mapped_column()\n",
    },
    kept_by={
        "srikandi/pools/models.py": "class Pool(Model):\n    opened_at: Mapped[datetime]\n    due_on: Mapped[date]\n"
    },
)
@for_each_page
def instants_end_in_at_and_days_in_on(page: Page) -> Iterator[str]:
    """Find columns whose name hides whether they are an instant or a day."""
    for node in ast.walk(page.tree):
        if not isinstance(node, ast.AnnAssign) or not isinstance(node.target, ast.Name):
            continue
        found = re.match(r"Mapped\[(?:\w+\.)?(datetime|date)\b", ast.unparse(node.annotation))
        if found and not f"_{node.target.id}".endswith(ENDINGS[found[1]]):
            yield page.at(node.lineno, f"{node.target.id} is a {found[1]}, so its name ends in {ENDINGS[found[1]][0]}")


@law(
    applies_to=within("templates", suffix=".html"),
    broken_by={
        "templates/a.html": "<style>p { color: red }</style>",
        "templates/b.html": '<p style="color: red">',
        "templates/c.html": "<script>alert(1)</script>",
        "templates/d.html": '<button type="button" onclick="go()">',
        "templates/e.html": '<a href="javascript:go()">',
        "templates/f.html": '<script nonce="{{ nonce }}">go()</script>',
    },
    kept_by={
        "templates/a.html": '<script src="{{ url }}" defer></script><link rel="stylesheet" href="{{ url }}">',
        "templates/b.html": '<script type="application/json">{}</script>',
        "templates/c.html": '{# <style> is forbidden #}<a class="btn" data-style="x" href="/">Permohonan on="x"</a>',
    },
)
@for_each_page
def templates_hold_no_script_and_no_style(page: Page) -> Iterator[str]:
    """Find what the content security policy would have to be opened for."""
    text = COMMENT.sub(lambda found: "\n" * found[0].count("\n"), page.text)
    for name, pattern in INLINE.items():
        for found in pattern.finditer(text):
            yield page.at(text.count("\n", 0, found.start()) + 1, f"{name}: {found[0].strip()}")


@law(
    applies_to=lambda path: not path.startswith("tests/data/"),
    broken_by={
        "docs/operations.md": "cd /wo" + "rk/main\n",
        "script/setup": "cp font /ro" + "ot/.fonts\n",
        "deploy/web.service": "WorkingDirectory=/ho" + "me/budi/srikandi\n",
        "README.md": "Open /Us" + "ers/budi/srikandi\n",
    },
    kept_by={"deploy/web.service": "WorkingDirectory=/srv/srikandi\n", "README.md": "GET /pledges/work/1 and /home\n"},
)
@for_each_page
def nothing_names_somebodys_machine(page: Page) -> Iterator[str]:
    """Find paths that exist on one machine only."""
    for number, line in enumerate(page.lines, 1):
        if found := MACHINE_PATH.search(line):
            yield page.at(number, found[0])


@law(
    applies_to=lambda path: path in {"requirements.in", "requirements-dev.in", "docs/dependencies.md"},
    broken_by={"requirements.in": "flask==3.1.3\n"},
    broken_together_by={"requirements.in": "flask\nhuey\n", "docs/dependencies.md": "| flask | pages |\n"},
    kept_by={
        "requirements.in": "# what we run on\nflask==3.1.3\nwtforms\n",
        "requirements-dev.in": "-c requirements.txt\npytest\n",
        "docs/dependencies.md": "| flask, wtforms | pages |\n| pytest | tests |\n",
    },
)
def every_dependency_has_a_reason(pages: list[Page]) -> list[str]:
    """Find direct dependencies that docs/dependencies.md does not explain."""
    tables = [page.text for page in pages if page.path.endswith(".md")]
    explained = {
        name
        for text in tables
        for row in re.findall(r"^\|([^|]+)\|", text, re.MULTILINE)
        for name in re.findall(r"[a-z][a-z0-9-]+", row)
    }
    wanted = [
        (page, name)
        for page in pages
        if page.path.endswith(".in")
        for name in re.findall(r"^[a-z][a-z0-9-]+", page.text, re.MULTILINE)
    ]
    return [
        f"{page.path}: {name} has no line in docs/dependencies.md" for page, name in wanted if name not in explained
    ]
