"""The commands a stranger types first say in one line what is wrong."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess

import pytest

from tests.house.laws.law import ROOT

SCRIPTS = ["script/setup", "script/server", "script/test", "script/bench", ".ci/run"]


def _server(**variables: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, **variables}
    command = ["bash", str(ROOT / "script" / "server")]
    return subprocess.run(command, env=environment, capture_output=True, text=True, timeout=30, check=False)


@pytest.mark.parametrize("script", SCRIPTS)
def test_a_script_can_be_started_and_read_by_bash(script: str):
    path = ROOT / script
    assert os.access(path, os.X_OK)
    read = subprocess.run(["bash", "-n", str(path)], capture_output=True, text=True, check=False)
    assert (read.returncode, read.stderr) == (0, "")


def test_a_taken_port_is_said_in_one_line():
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        ended = _server(HOST="127.0.0.1", PORT=str(port))
    assert ended.returncode == 1
    assert ended.stdout == ""
    assert ended.stderr.splitlines() == [
        f"server: port {port} is taken; stop what listens there, or take another: PORT={port + 1} script/server"
    ]


def test_a_port_that_is_no_number_is_said_in_one_line():
    ended = _server(PORT="http")
    assert (ended.returncode, ended.stderr) == (1, "server: PORT must be a number, not http\n")


def _unlisted(config: str, example: str) -> set[str]:
    """Name the variables config reads and the example of an environment does not explain."""
    read = set(re.findall(r"\benv(?:\.get\(|\[|, )\"([A-Z][A-Z_]+)\"", config))
    assert {"DATABASE_URL", "SECRET_KEY", "STRIPE_SECRET_KEY"} <= read
    explained = re.findall(r"^# .+\n(?:# )?([A-Z][A-Z_]+)=", example, re.MULTILINE)
    return read - set(explained)


def test_the_example_of_an_environment_explains_every_variable():
    config, example = (ROOT / name for name in ("config.py", "deploy/.env.example"))
    assert _unlisted(config.read_text(encoding="utf-8"), example.read_text(encoding="utf-8")) == set()


def test_a_variable_that_is_not_explained_is_caught():
    config, example = (ROOT / name for name in ("config.py", "deploy/.env.example"))
    bare = example.read_text(encoding="utf-8").replace("# Signs session cookies", "Signs session cookies")
    assert _unlisted(config.read_text(encoding="utf-8"), bare) == {"SECRET_KEY"}


def test_a_second_set_up_needs_nothing_and_says_nothing():
    environment = ROOT / ".venv"
    is_own = (environment / ".packages").exists() and not environment.is_symlink()
    if not is_own or shutil.which("ldconfig", path="/sbin:/usr/sbin") is None:
        pytest.skip("this environment was not made by script/setup")
    again = subprocess.run([str(ROOT / "script" / "setup")], capture_output=True, text=True, timeout=30, check=False)
    assert again.returncode == 0
    assert "installing packages" not in again.stderr
