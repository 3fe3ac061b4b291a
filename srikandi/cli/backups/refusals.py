"""Why a backup is not made, or not put back."""

from __future__ import annotations

from srikandi.errors import Conflict, Invalid


class NotABackup(Invalid):
    """The file did not come from `flask backup`, or of another version of its format."""

    message = "Berkas ini bukan cadangan Srikandi."


class DamagedBackup(Invalid):
    """The file was changed or cut, or this instance's chain key is another than the one it was made with."""

    message = "Cadangan tidak bisa dibuka: berkasnya rusak atau terpotong, atau kunci chain di SRIKANDI_KEYS berbeda."


class OtherDatabase(Conflict):
    """A backup of one kind of database goes back into that kind only."""

    message = "Cadangan ini dari %(theirs)s, sedangkan DATABASE_URL menunjuk %(ours)s."


class NotEmpty(Conflict):
    """There are tables already: nothing is ever restored over something."""

    message = "Basis data tujuan sudah berisi %(tables)s tabel. Pulihkan hanya ke basis data kosong."


class ToolMissing(Conflict):
    """PostgreSQL's own programs are not on this machine."""

    message = "%(tool)s tidak ditemukan. Pasang dengan: sudo apt-get install postgresql-client-%(version)s"


class ToolTooOld(Conflict):
    """An older pg_dump than the server writes dumps that lack things."""

    message = "%(tool)s versi %(ours)s lebih tua dari servernya (%(theirs)s). Pasang postgresql-client-%(theirs)s."


class ToolFailed(Conflict):
    """PostgreSQL's program ended with an error; its first line says why."""

    message = "%(tool)s gagal: %(reason)s"


class NoFolder(Invalid):
    """The folder to write to is not there or cannot be written."""

    message = "Folder %(folder)s tidak ada atau tidak bisa ditulisi."


class NoSuchFile(Invalid):
    """There is no such file."""

    message = "Berkas %(path)s tidak ada."
