"""What a task is, and the tasks of the desk that answers people about their own data."""

from __future__ import annotations

from dataclasses import dataclass

from srikandi.complaints import ComplaintStatus
from srikandi.i18n import N_
from srikandi.reports.home import questions
from srikandi.reports.home.questions import Question


@dataclass(frozen=True)
class Task:
    """Something that waits: how many, in which words, and where it is done."""

    count: int
    words: str
    endpoint: str
    hint: str
    tone: str | None = None


@dataclass(frozen=True)
class Wait:
    """A kind of task and the question that counts it."""

    words: str
    endpoint: str
    hint: str
    question: Question
    tone: str | None = None


C = ComplaintStatus
COMPLAINTS: tuple[Wait, ...] = (
    Wait(
        N_("Aduan lewat batas waktunya"),
        "district.complaints.index",
        N_("Kepala dinas dan cabang menyelesaikannya hari ini."),
        questions.complaints(C.RECEIVED, C.WORKING, C.PASSED, is_late=True),
        "urgent",
    ),
    Wait(
        N_("Aduan baru belum ada yang menangani"),
        "district.complaints.index",
        N_("Yang ditolak di faskes diselesaikan dalam hitungan jam."),
        questions.complaints(C.RECEIVED, is_late=False),
        "urgent",
    ),
)
"""Complaints of covered people, for the district."""
PASSED: tuple[Wait, ...] = (
    Wait(
        N_("Aduan menunggu jawaban cabang"),
        "branch.complaints.index",
        N_("Cek satu orang ini, lalu jawab kabupaten."),
        questions.complaints(C.PASSED),
        "urgent",
    ),
)

RIGHTS: tuple[Wait, ...] = (
    Wait(
        N_("Hak warga terlambat dijawab"),
        "district.rights.index",
        N_("Sudah lewat 3 x 24 jam. Jawab hari ini juga."),
        questions.people_asking(is_late=True),
        "urgent",
    ),
    Wait(
        N_("Kebocoran data belum diberitahukan, sudah lewat 3 x 24 jam"),
        "district.breaches.index",
        N_("Beri tahu warga dan lembaga pelindungan data sekarang."),
        questions.breaches(is_late=True),
        "urgent",
    ),
    Wait(
        N_("Kebocoran data menunggu pemberitahuan"),
        "district.breaches.index",
        N_("Warga dan lembaga harus tahu dalam 3 x 24 jam."),
        questions.breaches(is_late=False),
        "urgent",
    ),
    Wait(
        N_("Warga bertanya tentang datanya"),
        "district.rights.index",
        N_("Dijawab dalam 3 x 24 jam."),
        questions.people_asking(is_late=False),
    ),
)
"""The clocks of UU 27/2022, for whoever sits at the desk."""
