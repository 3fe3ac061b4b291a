"""The file of a backup, piece by piece, and the programs that make what is in it."""

from __future__ import annotations

import io
import shutil
import subprocess
import sys

import pytest

from srikandi import database
from srikandi.cli.backups import copying, dumping, envelope
from srikandi.cli.backups.refusals import DamagedBackup, NotABackup, ToolFailed, ToolMissing, ToolTooOld

KEY = b"c" * 32
PIECE = envelope.PIECE_BYTES + envelope.TAG_BYTES
START = len(envelope.MAGIC) + envelope.SALT_BYTES


def enclosed(plain: bytes, key: bytes = KEY) -> bytes:
    out = io.BytesIO()
    envelope.enclose(iter([plain[:10], plain[10:]]), out, chain_key=key)
    return out.getvalue()


def opened(content: bytes, key: bytes = KEY) -> bytes:
    return b"".join(envelope.disclose(io.BytesIO(content), chain_key=key))


@pytest.mark.parametrize("size", [0, 1, 10, envelope.PIECE_BYTES, envelope.PIECE_BYTES + 1, 3 * envelope.PIECE_BYTES])
def test_what_goes_in_comes_out(size):
    plain = bytes(range(256)) * (size // 256) + b"x" * (size % 256)
    assert opened(enclosed(plain)) == plain


THREE = bytes(2 * envelope.PIECE_BYTES) + b"the end"


def _pieces(content: bytes) -> list[bytes]:
    body = content[START:]
    return [body[start : start + PIECE] for start in range(0, len(body), PIECE)]


@pytest.mark.parametrize("order", [(1, 0, 2), (0, 2), (0, 1), (0,), (0, 1, 1, 2), (0, 1, 2, 2), (1, 2), (0, 2, 1)])
def test_pieces_in_another_order_are_refused(order):
    content = enclosed(THREE)
    pieces = _pieces(content)
    with pytest.raises(DamagedBackup):
        opened(content[:START] + b"".join(pieces[one] for one in order))


def test_pieces_of_another_backup_under_the_same_key_are_refused():
    one, other = enclosed(THREE), enclosed(THREE)
    with pytest.raises(DamagedBackup):
        opened(one[:START] + b"".join([_pieces(one)[0], _pieces(other)[1], _pieces(one)[2]]))


def test_every_flipped_byte_of_a_small_backup_is_refused():
    content = enclosed(b"thirty lives")
    for place in range(len(content)):
        with pytest.raises((DamagedBackup, NotABackup)):
            opened(content[:place] + bytes([content[place] ^ 128]) + content[place + 1 :])


def test_without_the_piece_number_a_swap_would_pass(monkeypatch):
    monkeypatch.setattr(envelope, "_nonce", lambda _number, *, is_last: bytes(11) + bytes([is_last]))
    content = enclosed(THREE)
    pieces = _pieces(content)
    swapped = content[:START] + b"".join([pieces[1], pieces[0], pieces[2]])
    assert opened(swapped) == THREE


def test_without_the_last_mark_a_cut_would_pass(monkeypatch):
    monkeypatch.setattr(envelope, "_nonce", lambda number, **_more: number.to_bytes(12, "big"))
    content = enclosed(THREE)
    assert opened(content[:START] + b"".join(_pieces(content)[:2])) == THREE[: 2 * envelope.PIECE_BYTES]


# --- PostgreSQL's own programs ----------------------------------------------------------------------------------------


def _program(folder, version: int, name: str = "pg_dump"):
    tool = folder / str(version) / "bin" / name
    tool.parent.mkdir(parents=True)
    tool.write_text(f"#!/bin/sh\necho '{name} (PostgreSQL) {version}.4'\n")
    tool.chmod(0o755)
    return str(tool)


def test_the_program_of_the_servers_own_version_is_taken(tmp_path):
    found = {version: _program(tmp_path, version) for version in (14, 15, 17)}
    for server, wanted in ((14, 14), (15, 15), (16, 17)):
        assert dumping.find_tool("pg_dump", server=server, debian=str(tmp_path), path="") == found[wanted]


def test_a_program_older_than_the_server_is_refused(tmp_path):
    _program(tmp_path, 14)
    with pytest.raises(ToolTooOld, match="postgresql-client-15"):
        dumping.find_tool("pg_dump", server=15, debian=str(tmp_path), path="")


def test_a_missing_program_is_said_with_how_to_get_it(tmp_path):
    with pytest.raises(ToolMissing, match=r"^pg_dump .*postgresql-client-15$"):
        dumping.find_tool("pg_dump", server=15, debian=str(tmp_path), path="")


def test_a_program_that_fails_is_refused_with_its_first_line(postgresql_database, tmp_path):
    postgresql_database.reset()
    with postgresql_database.app.app_context(), pytest.raises(ToolFailed, match="pg_restore"):
        dumping.restore_postgresql(database.db.engine, tmp_path / "nowhere")


def test_a_damaged_sqlite_file_is_caught_before_it_counts(sqlite_database, tmp_path):
    copy = tmp_path / "copy.sqlite3"
    shutil.copy(sqlite_database.empty, copy)
    copying.check_sqlite(copy)
    content = bytearray(copy.read_bytes())
    content[4096 * 3 : 4096 * 5] = b"\xff" * 8192
    copy.write_bytes(content)
    with pytest.raises(DamagedBackup):
        copying.check_sqlite(copy)


def test_memory_does_not_grow_with_the_backup(tmp_path):
    large = tmp_path / "large"
    with large.open("wb") as file:
        file.truncate(300 * 1024 * 1024)
    program = (
        "import resource, sys; from pathlib import Path; from srikandi.cli.backups import envelope, manifest as m\n"
        "limit = 220 * 1024 * 1024\n"
        "resource.setrlimit(resource.RLIMIT_DATA, (limit, limit))\n"
        "large, sealed, back = (Path(word) for word in sys.argv[1:])\n"
        "made = m.Manifest('sqlite', '3', '', None, None, {}, large.stat().st_size, m.digest(large))\n"
        "with sealed.open('wb') as out: envelope.enclose(m.packed(made, large), out, chain_key=b'k' * 32)\n"
        "with sealed.open('rb') as file: again = m.unpacked(envelope.disclose(file, chain_key=b'k' * 32), back)\n"
        "assert again == made\n"
    )
    command = [sys.executable, "-c", program, str(large), str(tmp_path / "sealed"), str(tmp_path / "back")]
    ended = subprocess.run(command, capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stderr
