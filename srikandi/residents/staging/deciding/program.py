"""As a program: opens and seals the rows it is told on standard input, and says so on standard output.

It is given the keys first. It takes `resealing` of the house and what that stands on: no database, no web. What breaks
it is named by its kind alone: its words may be somebody's.
"""

from __future__ import annotations

import pickle
import resource
import sys
from importlib import import_module
from pathlib import Path
from types import ModuleType

MOST_MEMORY = 2 * 2**30
MOST_SECONDS = 300
"""Of the processor; a whole district takes some five."""
HOUSE = Path(__file__).parents[3]
FOLDERS = "database", "residents", "residents.words", "residents.staging", "residents.staging.deciding"
FRONTS = {"database": "sealed", "residents.words": "keys"}
"""What the fronts of these packages give here: one module of each."""


def without_the_rest() -> None:
    """Have these packages be folders and little more: what their fronts would bring in is not needed here."""
    _folder("srikandi", HOUSE)
    for name in FOLDERS:
        _folder(f"srikandi.{name}", HOUSE.joinpath(*name.split(".")))
    for name, module in FRONTS.items():
        front = sys.modules[f"srikandi.{name}"]
        front.__dict__.update(vars(import_module(f"srikandi.{name}.{module}")), __path__=front.__path__)


def _folder(name: str, place: Path) -> None:
    package = ModuleType(name)
    package.__path__ = [str(place)]
    sys.modules[name] = package


def main() -> None:
    """Answer part after part, until this process is ended."""
    resealed = import_module("srikandi.residents.staging.deciding.resealing").resealed
    asked, said = sys.stdin.buffer, sys.stdout.buffer
    keys, place = pickle.load(asked)  # noqa: S301 - from the process that started this one
    import_module("srikandi.database").use_keys(keys)
    while True:
        rows = pickle.load(asked)  # noqa: S301 - the same
        try:
            answer: object = list(resealed(rows, place=place))
        except Exception as broken:  # noqa: BLE001 - whatever it is, the worker is told
            answer = type(broken).__name__
        pickle.dump(answer, said, protocol=5)
        said.flush()


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    without_the_rest()
    main()
