"""As a program: runs the `main` of one module of the house, within limits, with the packages it is told and no more.

`python -I runner.py srikandi.residents.staging.deciding.resealing database=sealed residents ...`
"""

from __future__ import annotations

import resource
import sys
from importlib import import_module
from pathlib import Path
from types import ModuleType

HOUSE = Path(__file__).parents[1]
MOST_MEMORY = 2 * 2**30
"""Address space, of which a list that is let in uses a small part."""
MOST_SECONDS = 300
"""Of the processor; a whole district takes some fifteen."""


def limit() -> None:
    """Take no more than is ever needed, and leave no picture of the memory behind: there may be keys in it."""
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def furnish(*packages: str) -> None:
    """Have these packages be folders, with the names of one of their modules where one is named."""
    fronts = dict(package.partition("=")[::2] for package in packages)
    for name in ("", *fronts):
        folder = ModuleType(_full(name))
        folder.__path__ = [str(HOUSE.joinpath(*name.split(".")))]
        sys.modules[folder.__name__] = folder
    for name, module in fronts.items():
        if module:
            front = sys.modules[_full(name)]
            front.__dict__.update(vars(import_module(f"{_full(name)}.{module}")), __path__=front.__path__)


def _full(name: str) -> str:
    return f"srikandi.{name}".rstrip(".")


if __name__ == "__main__":
    limit()
    furnish(*sys.argv[2:])
    import_module(sys.argv[1]).main()
