"""Others who keep a double-entry book, measured beside ours: in an environment of their own, for the bench alone."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent
HOME = HERE.parents[1] / ".build" / "peers"


def peer_python() -> Path | None:
    """Give the Python that has them, made on first use from hash-locked packages; none, where that does not work."""
    python, done = HOME / "bin" / "python", HOME / "done"
    wanted = HERE / "requirements.txt"
    if done.exists() and done.read_text() == wanted.read_text():
        return python
    try:
        for words in _steps(python, wanted):
            subprocess.run(words, check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError):
        return None
    done.write_text(wanted.read_text())
    return python


def _steps(python: Path, wanted: Path) -> list[list[str]]:
    uv = shutil.which("uv")
    if uv:
        make, install = [uv, "venv", "--quiet", "--clear", str(HOME)], [uv, "pip", "install", "--python", str(python)]
    else:
        make, install = [sys.executable, "-m", "venv", "--clear", str(HOME)], [str(python), "-m", "pip", "install"]
    return [make, [*install, "--quiet", "--require-hashes", "-r", str(wanted)]]
