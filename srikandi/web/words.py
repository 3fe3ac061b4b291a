"""The word each status and role wears on a page: one table, Indonesian, translated when shown."""

from __future__ import annotations

from enum import StrEnum

from flask_babel import gettext

from srikandi.i18n import N_
from srikandi.organisations.models import GateStatus, Standing
from srikandi.users import Role

WORDS: dict[StrEnum, str] = {
    Role.VILLAGE: N_("Petugas desa"),
    Role.MAKER: N_("Petugas kabupaten"),
    Role.CHECKER: N_("Penyetuju kabupaten"),
    Role.COMPANY: N_("Perusahaan"),
    Role.TREASURER: N_("Bendahara"),
    Role.BRANCH: N_("Petugas cabang BPJS"),
    Role.FORUM: N_("Penelaah forum"),
    Role.AUDITOR: N_("Pemeriksa"),
    Role.ADMIN: N_("Administrator"),
    Standing.APPLIED: N_("Menunggu keputusan"),
    Standing.ADMITTED: N_("Diterima"),
    Standing.REFUSED: N_("Ditolak"),
    Standing.SUSPENDED: N_("Ditangguhkan"),
    GateStatus.DECLARED: N_("Menunggu pemeriksaan"),
    GateStatus.CONFIRMED: N_("Terkonfirmasi"),
    GateStatus.REFUSED: N_("Ditolak"),
}
"""Packages with statuses of their own add them here; keys are enum members, equal words in two enums stay apart by class."""

_BY_CLASS = {(type(key), key.value): words for key, words in WORDS.items()}


def word(status: StrEnum) -> str:
    """Give a status in the reader's language."""
    return str(gettext(_BY_CLASS.get((type(status), status.value), status.value)))
