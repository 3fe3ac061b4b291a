"""The menu: one table of entries, each with the right it needs; people see what they may open."""

from __future__ import annotations

from dataclasses import dataclass

from flask import current_app, request, url_for
from flask_babel import gettext

from srikandi.audit import Actor
from srikandi.i18n import N_
from srikandi.users import Permission as P  # noqa: N817 - a table of rights reads best with one letter
from srikandi.users import Role


@dataclass(frozen=True)
class Entry:
    """One line of the menu."""

    label: str
    endpoint: str
    permission: P
    roles: tuple[Role, ...] = ()
    """Only for these roles; none named: for everybody with the right."""


ENTRIES: tuple[Entry, ...] = (
    Entry(N_("Beranda"), "account.home.show", P.ACCOUNT_USE),
    Entry(N_("Warga desa"), "village.residents.index", P.RESIDENTS_VERIFY),
    Entry(N_("Usulan warga"), "village.nominations.index", P.NOMINATIONS_DECIDE),
    Entry(N_("Kegiatan lapangan"), "village.sessions.index", P.FIELD_RECORD),
    Entry(N_("Slip peserta"), "village.slips.index", P.CARDS_HAND_OUT),
    Entry(N_("Aduan"), "village.complaints.index", P.CARDS_HAND_OUT),
    Entry(N_("Warga"), "district.residents.index", P.RESIDENTS_VIEW),
    Entry(N_("Unggahan"), "district.imports.index", P.RESIDENTS_VIEW),
    Entry(N_("Hak warga"), "district.rights.index", P.RIGHTS_VIEW),
    Entry(N_("Kelompok sasaran"), "district.pools.index", P.POOLS_VIEW),
    Entry(N_("Komitmen"), "company.pledges.index", P.PLEDGES_MAKE),
    Entry(N_("Komitmen bersama"), "company.consortia.index", P.PLEDGES_MAKE),
    Entry(N_("Pembayaran"), "company.payments.index", P.PAYMENTS_MAKE, (Role.COMPANY, Role.MAKER)),
    Entry(N_("Tagihan"), "company.dues.index", P.PAYMENTS_MAKE, (Role.COMPANY,)),
    Entry(N_("Komitmen"), "district.pledges.index", P.PLEDGES_VIEW, (Role.MAKER, Role.CHECKER, Role.AUDITOR)),
    Entry(N_("Jatuh tempo"), "district.dues.index", P.PLEDGES_VIEW, (Role.MAKER, Role.CHECKER, Role.AUDITOR)),
    Entry(N_("UHC"), "district.gaps.show", P.GAPS_VIEW),
    Entry(N_("Tarif"), "district.tariffs.index", P.TARIFFS_VIEW, (Role.MAKER, Role.CHECKER, Role.AUDITOR)),
    Entry(N_("Komitmen bersama"), "district.consortia.index", P.PLEDGES_VIEW, (Role.MAKER, Role.CHECKER, Role.AUDITOR)),
    Entry(N_("Berkas BPJS"), "district.batches.index", P.BATCHES_VIEW, (Role.MAKER, Role.CHECKER, Role.AUDITOR)),
    Entry(N_("Berkas pendaftaran"), "branch.batches.index", P.BATCHES_ANSWER),
    Entry(N_("Aduan"), "branch.complaints.index", P.COMPLAINTS_ANSWER),
    Entry(N_("Susunan kolom"), "sheets.columns.index", P.BATCHES_VIEW, (Role.BRANCH,)),
    Entry(N_("Pembayaran langsung"), "branch.payments.index", P.PAYMENTS_CONFIRM),
    Entry(N_("Pernyataan perusahaan"), "branch.gates.index", P.GATES_CONFIRM),
    Entry(N_("Rekening koran"), "treasury.statements.index", P.STATEMENTS_IMPORT),
    Entry(N_("Uang belum dikenali"), "treasury.suspense.index", P.STATEMENTS_MATCH),
    Entry(N_("Pembayaran"), "treasury.payments.index", P.PAYMENTS_VIEW),
    Entry(N_("Uang kartu"), "treasury.cards.overview.index", P.PAYMENTS_VIEW),
    Entry(N_("Pengembalian dana"), "treasury.refunds.index", P.REFUNDS_VIEW),
    Entry(N_("Buku"), "treasury.ledger.index", P.LEDGER_VIEW),
    Entry(N_("Tutup bulan"), "months.overview.index", P.MONTHS_VIEW),
    Entry(N_("Rekening tujuan"), "destinations.changes.index", P.DESTINATIONS_VIEW),
    Entry(N_("Perusahaan"), "forum.companies.index", P.COMPANIES_ADMIT),
    Entry(N_("Undian urutan"), "forum.draws.index", P.POOLS_DRAW, (Role.FORUM,)),
    Entry(N_("Laporan"), "forum.reports.index", P.REPORTS_REVIEW),
    Entry(N_("Laporan"), "company.reports.index", P.REPORTS_WRITE),
    Entry(N_("Rekening perusahaan"), "company.statement.show", P.REPORTS_WRITE, (Role.COMPANY,)),
    Entry(N_("Dokumen"), "company.documents.index", P.DOCUMENTS_VIEW, (Role.COMPANY,)),
    Entry(N_("Profil"), "company.profile.show", P.COMPANIES_EDIT),
    Entry(N_("Sampel"), "auditor.samples.index", P.SAMPLES_DRAW),
    Entry(N_("Kegiatan lapangan"), "district.sessions.index", P.FIELD_VIEW, (Role.AUDITOR,)),
    Entry(N_("Jejak"), "auditor.trail.index", P.AUDIT_VIEW),
    Entry(N_("Orang dan peran"), "admin.users.index", P.USERS_MANAGE),
    Entry(N_("Kabupaten"), "admin.districts.index", P.DISTRICTS_MANAGE),
    Entry(N_("Ambang UHC"), "admin.thresholds.index", P.DISTRICTS_MANAGE),
    Entry(N_("Surat keluar"), "admin.mail.index", P.MAIL_VIEW),
)

UNDER = {
    **dict.fromkeys(("treasury.lines", "treasury.uploads", "treasury.voids"), "treasury.statements"),
    **dict.fromkeys(("treasury.proposals", "treasury.write_offs"), "treasury.suspense"),
    **dict.fromkeys(
        ("treasury.cards.payouts", "treasury.cards.disputes", "treasury.cards.notices"), "treasury.cards.overview"
    ),
    "branch.given_back": "branch.batches",
    "branch.receipts": "branch.payments",
    "branch.settlements": "branch.batches",
    "treasury.settlements": "months.overview",
    **dict.fromkeys(
        ("months.bills", "months.closing", "months.differences", "months.remittances", "months.sheets"),
        "months.overview",
    ),
    **dict.fromkeys(("company.qris", "company.refunds", "company.surplus", "company.top_ups"), "company.payments"),
    "company.proofs": "company.pledges",
    "district.import_columns": "district.imports",
    "district.rules": "district.pools",
    "district.places": "district.residents",
    "district.simulation": "district.pools",
    **dict.fromkeys(("treasury.trial", "treasury.ageing", "treasury.companies", "auditor.checks"), "treasury.ledger"),
    **dict.fromkeys(("company.renewals", "company.arrears"), "company.pledges"),
    "public.complaints": "public.cards",
    **dict.fromkeys(("public.uhc", "public.samples"), "public.transparency"),
    **dict.fromkeys(("district.figures", "district.plans"), "district.gaps"),
    **dict.fromkeys(("district.urgent", "district.rosters"), "district.batches"),
    "company.successions": "company.pledges",
    **dict.fromkeys(
        ("district.exits", "district.exit_files", "district.duplicates", "district.visits", "district.facilities"),
        "district.residents",
    ),
    **dict.fromkeys(("district.arrears", "district.arrears_lists", "district.settlements"), "district.residents"),
    **dict.fromkeys(("district.visits", "district.sessions", "district.facilities"), "district.residents"),
    **dict.fromkeys(("district.nominations", "district.nomination_listing", "district.posters"), "district.residents"),
    **dict.fromkeys(
        ("district.breaches", "district.named", "district.retention", "district.complaints"), "district.rights"
    ),
    "village.posters": "village.nominations",
    "village.phone": "village.residents",
}
"""Pages that stand under the entry of another one."""

PUBLIC_ENTRIES: tuple[tuple[str, str], ...] = (
    (N_("Kelompok sasaran"), "public.pools.index"),
    (N_("Cek kartu"), "public.cards.new"),
    (N_("Transparansi"), "public.transparency.show"),
    (N_("Usulkan warga"), "public.nominations.start"),
    (N_("Periksa sertifikat"), "public.verification.new"),
    (N_("Segel"), "public.seals.show"),
    (N_("Daftarkan perusahaan"), "public.applications.new"),
)
"""What strangers find in the menu."""


def navigation_for(actor: Actor | None) -> list[dict[str, object]]:
    """Give the menu of this person, the open page marked."""
    area = (request.endpoint or "").rpartition(".")[0]
    here = frozenset({area, UNDER.get(area, area)})
    if actor is None:
        return [_line(label, endpoint, here) for label, endpoint in PUBLIC_ENTRIES]
    return [
        _line(entry.label, entry.endpoint, here)
        for entry in ENTRIES
        if actor.may(entry.permission)
        and (not entry.roles or actor.role in entry.roles)
        and entry.endpoint in current_app.view_functions
    ]


def _line(label: str, endpoint: str, here: frozenset[str]) -> dict[str, object]:
    return {"label": gettext(label), "url": url_for(endpoint), "active": endpoint.rpartition(".")[0] in here}
