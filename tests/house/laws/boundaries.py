"""Laws of who may do what: one place commits, one asks the time, one reads the environment, doors are used."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache

from tests.house.laws.law import ROOT, Page, for_each_page, law, within

ROOMS_OF_THE_WEB = {"web", "cli", "database"}
WEB_PACKAGES = {"flask", "flask_bootstrap", "flask_login", "flask_sqlalchemy", "flask_wtf", "werkzeug", "wtforms"}
WEB_WORDS = {"request", "form", "status_code", "http_status"}
CLOCKS = {
    *("datetime.now", "datetime.utcnow", "datetime.today", "date.today", "time.time", "time.time_ns"),
    *("func.now", "func.current_timestamp", "func.current_date", "time.localtime", "time.gmtime"),
}
OLD_QUESTIONS = {"get_or_404", "first_or_404", "one_or_404"}
ENVIRONMENT = {"environ", "environb", "getenv", "putenv"}

ROOMS_OF_MONEY = within(
    "srikandi/money.py", "srikandi/ledger", "srikandi/tariffs", "srikandi/pledges", "srikandi/programme"
)

house = within("srikandi")


def dotted(node: ast.AST) -> str:
    """Give the last two words of a name: `datetime.now` for dt.datetime.now, an empty word for anything else."""
    if not isinstance(node, ast.Attribute):
        return ""
    before = node.value
    owner = before.attr if isinstance(before, ast.Attribute) else before.id if isinstance(before, ast.Name) else ""
    return f"{owner}.{node.attr}"


def imported(page: Page) -> Iterator[tuple[int, str]]:
    """Give each module a file imports, with its line; `from a import b` counts as a and as a.b."""
    for node in ast.walk(page.tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.lineno, node.module
            yield from ((node.lineno, f"{node.module}.{alias.name}") for alias in node.names)


def _commits(page: Page) -> list[int]:
    called = (node.func for node in ast.walk(page.tree) if isinstance(node, ast.Call))
    verbs = (func for func in called if isinstance(func, ast.Attribute) and func.attr in {"commit", "begin"})
    return [verb.lineno for verb in verbs if dotted(verb) != "provider.begin"]  # a payment, not a transaction


@law(
    # The schema is no work on rows: `flask db upgrade` begins its own transaction.
    applies_to=lambda path: (house(path) and path != "srikandi/cli/db/__init__.py") or path in {"config.py", "wsgi.py"},
    broken_by={
        "srikandi/pools/actions.py": "def open_it(session):\n    session.commit()\n",
        "srikandi/web/public/pools.py": "with db.session.begin():\n    pass\n",
    },
    broken_together_by={
        "srikandi/database/unit_of_work.py": "session.commit()\n",
        "srikandi/database/models.py": "session.commit()\n",
    },
    kept_by={
        "srikandi/database/unit_of_work.py": "session.begin()\nsession.commit()\n",
        "srikandi/web/company/payments.py": "link = provider.begin(order)\n",
    },
)
def one_line_commits(pages: list[Page]) -> list[str]:
    """Find commits outside the unit of work, and a second one inside database."""
    outside = [page.at(line, "commits") for page in pages if page.package != "database" for line in _commits(page)]
    inside = [
        page.at(node.lineno, "a second commit")
        for page in pages
        if page.package == "database"
        for node in ast.walk(page.tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "commit"
    ]
    return outside + (inside if len(inside) > 1 else [])


@law(
    applies_to=lambda path: house(path) and path != "srikandi/clock.py",
    broken_by={
        "srikandi/pools/actions.py": "at = datetime.now(UTC)\n",
        "srikandi/pools/queries.py": "at = dt.datetime.utcnow()\n",
        "srikandi/pools/models.py": "created_at = column(default=func.now())\n",
        "srikandi/coverage/actions.py": "day = date.today()\n",
        "srikandi/users/actions.py": "import time\nstart = time.time()\n",
        "srikandi/users/queries.py": "from time import time\n",
    },
    kept_by={
        "srikandi/pools/actions.py": "at = clock.now()\nday = clock.today()\n",
        "srikandi/web/boundary.py": "import time\nstart = time.perf_counter()\n",
    },
)
@for_each_page
def only_the_clock_asks_the_time(page: Page) -> Iterator[str]:
    """Find anybody else who looks at a watch."""
    for node in ast.walk(page.tree):
        if isinstance(node, ast.Attribute) and dotted(node) in CLOCKS:
            yield page.at(node.lineno, dotted(node))
    for line, name in imported(page):
        if name in {"time.time", "time.time_ns"}:
            yield page.at(line, name)


@law(
    applies_to=within("srikandi", "migrations", "wsgi.py"),
    broken_by={
        "srikandi/settings.py": "import os\nkey = os.environ['KEY']\n",
        "srikandi/cli/keys.py": "import os\nkey = os.getenv('KEY')\n",
        "wsgi.py": "from os import environ\n",
    },
    kept_by={"srikandi/settings.py": "import os\nfolder = os.path.join('a', 'b')\nenviron = {}\n"},
)
@for_each_page
def only_config_reads_the_environment(page: Page) -> Iterator[str]:
    """Find settings that come in through a back door."""
    for node in ast.walk(page.tree):
        owner, _, name = dotted(node).partition(".")
        if isinstance(node, ast.Attribute) and owner == "os" and name in ENVIRONMENT:
            yield page.at(node.lineno, dotted(node))
    for line, name in imported(page):
        if name in {f"os.{word}" for word in ENVIRONMENT}:
            yield page.at(line, name)


@law(
    applies_to=lambda path: house(path) and path != "srikandi/__init__.py",
    broken_by={
        "srikandi/pools/actions.py": "from flask import g\n",
        "srikandi/pools/queries.py": "import werkzeug.exceptions\n",
        "srikandi/pledges/actions.py": "def offer(session, form): ...\n",
        "srikandi/errors.py": "class NotFound(Exception):\n    status_code = 404\n",
    },
    kept_by={
        "srikandi/web/boundary.py": "from flask import request\n",
        "srikandi/pools/actions.py": "def offer(session, pool): ...\n",
        "srikandi/i18n/words.py": "from flask_babel import gettext\n",
    },
)
@for_each_page
def the_domain_never_says_request_form_or_status_code(page: Page) -> Iterator[str]:
    """Find rooms that know they are spoken to over the web."""
    if page.package in ROOMS_OF_THE_WEB:
        return
    for line, name in imported(page):
        if name.split(".")[0] in WEB_PACKAGES:
            yield page.at(line, name)
    for node in ast.walk(page.tree):
        if isinstance(node, ast.arg) and node.arg in WEB_WORDS:
            yield page.at(node.lineno, f"takes a {node.arg}")
        if isinstance(node, ast.Name | ast.Attribute) and isinstance(node.ctx, ast.Store):
            name = node.id if isinstance(node, ast.Name) else node.attr
            if name in WEB_WORDS - {"form"}:
                yield page.at(node.lineno, f"sets a {name}")


@law(
    applies_to=lambda path: house(path) or path in {"config.py", "wsgi.py"},
    broken_by={
        "srikandi/pools/actions.py": "def open_it():\n    from srikandi import pledges\n",
        "srikandi/documents/queries.py": "def find():\n    import csv\n",
        "srikandi/web/boundary.py": "class Door:\n    def close(self):\n        import os\n",
    },
    kept_by={
        "srikandi/documents/drawing.py": "def draw():\n    from weasyprint import HTML\n",
        "srikandi/pools/actions.py": "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import csv\n",
    },
)
@for_each_page
def no_import_hides_in_a_function(page: Page) -> Iterator[str]:
    """Find imports that dodge a cycle. WeasyPrint takes a second to load, so documents may wait for it."""
    functions = (node for node in ast.walk(page.tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))
    for node in (inner for function in functions for inner in ast.walk(function)):
        if not isinstance(node, ast.Import | ast.ImportFrom):
            continue
        module = node.module if isinstance(node, ast.ImportFrom) else node.names[0].name
        if page.package == "documents" and (module or "").split(".")[0] == "weasyprint":
            continue
        yield page.at(node.lineno, f"imports {module} inside a function")


@cache
def at_the_door(room: str) -> frozenset[str]:
    """Give the names a package's `__init__` itself offers."""
    tree = ast.parse((ROOT / "srikandi" / room / "__init__.py").read_text(encoding="utf-8"))
    offered: set[str] = set()
    for node in tree.body:
        if isinstance(node, ast.ImportFrom | ast.Import):
            offered |= {alias.asname or alias.name for alias in node.names}
        elif isinstance(node, ast.FunctionDef | ast.ClassDef):
            offered.add(node.name)
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            offered |= {target.id for target in targets if isinstance(target, ast.Name)}
    return frozenset(offered)


def windows(page: Page) -> Iterator[tuple[int, str]]:
    """Give the imports that reach past the `__init__` of another room, into one of its modules."""
    for node in ast.walk(page.tree):
        if isinstance(node, ast.Import):
            reached: list[tuple[str, str | None]] = [(alias.name, None) for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            reached = [(node.module, alias.name) for alias in node.names]
        else:
            continue
        for module, name in reached:
            words = module.split(".")
            if words[0] != "srikandi" or words[1:2] == [page.package]:
                continue
            is_past_the_door = len(words) > 2 and ROOT.joinpath(*words).with_suffix(".py").is_file()
            is_module = len(words) == 2 and name and ROOT.joinpath(*words, f"{name}.py").is_file()
            if is_past_the_door or (is_module and name not in at_the_door(words[1])):
                yield node.lineno, f"{module}.{name}" if is_module else module
                break


@law(
    # Alembic has to know every table, so one list of the commands looks into each room's models.
    applies_to=lambda path: house(path) and path != "srikandi/cli/db/tables.py",
    broken_by={
        "srikandi/web/public/pools.py": "from srikandi.database.types import MonthType\n",
        "srikandi/pools/models.py": "import srikandi.database.types\n",
        "srikandi/pools/actions.py": "from srikandi.database import types\n",
    },
    kept_by={
        "srikandi/pools/models.py": "from srikandi.database import Model, unit_of_work\n",
        "srikandi/database/models.py": "from srikandi.database.types import MonthType\n",
    },
)
@for_each_page
def rooms_are_entered_by_the_front_door(page: Page) -> Iterator[str]:
    """Find imports of another package's modules past its `__init__`."""
    for line, name in windows(page):
        yield page.at(line, f"imports {name} past the front door")


@law(
    applies_to=ROOMS_OF_MONEY,
    broken_by={
        "srikandi/ledger/posting.py": "amount = float(typed)\n",
        "srikandi/pledges/terms.py": "share = total * 0.5\n",
        "srikandi/money.py": "def half(rupiah: float): ...\n",
    },
    kept_by={"srikandi/pledges/terms.py": "share = total // 2\nratio = Decimal('0.5')\n"},
)
@for_each_page
def money_never_meets_a_float(page: Page) -> Iterator[str]:
    """Find fractions of a binary kind where rupiah are counted."""
    for node in ast.walk(page.tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, float):
            yield page.at(node.lineno, f"the float {node.value}")
        if isinstance(node, ast.Name) and node.id == "float":
            yield page.at(node.lineno, "float")


@law(
    applies_to=lambda path: house(path) and not path.startswith("srikandi/web/"),
    broken_by={
        "srikandi/pools/queries.py": "pools = Pool.query.filter_by(id=1)\n",
        "srikandi/pledges/queries.py": "pledge = db.get_or_404(Pledge, 1)\n",
        "srikandi/users/queries.py": "user = session.query(User).first()\n",
    },
    kept_by={"srikandi/pools/queries.py": "pool = session.scalars(select(Pool)).one()\nasked = urlsplit(url).query\n"},
)
@for_each_page
def questions_are_written_as_select(page: Page) -> Iterator[str]:
    """Find the old ways to ask, which hide the session or speak of pages that are not found."""
    for node in ast.walk(page.tree):
        if not isinstance(node, ast.Attribute):
            continue
        owner = dotted(node).partition(".")[0]
        if node.attr in OLD_QUESTIONS or (node.attr == "query" and (owner[:1].isupper() or owner == "session")):
            yield page.at(node.lineno, f"asks by .{node.attr}")
