"""As a program: decides the file it is given on standard input, and says so on standard output.

It takes the reading and deciding of the house without the rest of it: no database, no web, no keys. So it starts in a
quarter of a second and stays small.
"""

from __future__ import annotations

import pickle
import resource
import sys
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from types import ModuleType

MOST_MEMORY = 2 * 2**30
"""Address space, of which a list that is let in uses a small part."""
MOST_SECONDS = 300
"""Of the processor; a whole district takes some fifteen."""
HOUSE = Path(__file__).parents[3]


def without_the_rest() -> None:
    """Have these two packages be folders and nothing more: what their fronts would bring in is not needed here."""
    for name, folder in (("srikandi", HOUSE), ("srikandi.residents", HOUSE / "residents")):
        package = ModuleType(name)
        package.__path__ = [str(folder)]
        sys.modules[name] = package


def main() -> None:
    """Read what is asked, then the file, and write what is said of it."""
    events = import_module("srikandi.residents.importing.telling.events").events
    asked = pickle.load(sys.stdin.buffer)  # noqa: S301 - from the process that started this one
    for event in events(replace(asked, content=sys.stdin.buffer.read())):
        pickle.dump(event, sys.stdout.buffer, protocol=5)
        sys.stdout.buffer.flush()


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS))
    without_the_rest()
    main()
