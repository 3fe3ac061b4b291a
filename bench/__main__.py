"""`python -m bench [NAME ...] [--json]`: measure this machine. A name is a module of this folder; none means all."""

from __future__ import annotations

import argparse
import gc
import importlib
import json
import pkgutil
import sys
from collections.abc import Callable
from pathlib import Path

from bench.rows import BenchRow

HERE = Path(__file__).parent


def benches() -> dict[str, Callable[[], list[BenchRow]]]:
    """Give every module here, and in the rooms below, that has `rows`, by its last name."""
    places = [
        module.name for module in pkgutil.walk_packages([str(HERE)], "bench.") if not module.name.endswith("__main__")
    ]
    modules = {
        name.rpartition(".")[2]: importlib.import_module(name) for name in sorted(places) if ".peers." not in name
    }
    return {name: module.rows for name, module in sorted(modules.items()) if hasattr(module, "rows")}


def main(words: list[str]) -> int:
    """Measure what was asked for and print it; 2 when a name is not known."""
    known = benches()
    gc.freeze()  # as wsgi.py does
    gc.set_threshold(20_000, 20, 20)
    parser = argparse.ArgumentParser(prog="script/bench", description="Measure this machine.")
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"one of: {', '.join(known)}")
    parser.add_argument("--json", action="store_true", help="print a list of objects")
    asked = parser.parse_args(words)
    unknown = [name for name in asked.names if name not in known]
    if unknown:
        parser.error(f"no bench named {', '.join(unknown)}; there are: {', '.join(known)}")
    found = [row for name in asked.names or known for row in _measured(name, known[name], is_quiet=asked.json)]
    if asked.json:
        print(json.dumps([row.as_json() for row in found], indent=1))
    return 0


def _measured(name: str, rows: Callable[[], list[BenchRow]], *, is_quiet: bool) -> list[BenchRow]:
    print(f"bench: {name}", file=sys.stderr)
    found = rows()
    if not is_quiet:
        for row in found:
            against = "" if row.baseline is None else f"{row.baseline:>12,.1f} {row.ratio:>8.3f}"
            print(f"{row.bench:<44} {row.figure:>12,.1f} {row.unit:<14} {against}", flush=True)
    return found


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
