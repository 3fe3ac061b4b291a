"""A company's statement as a page, a PDF and a workbook: for who keeps the book, and for the company itself."""

from __future__ import annotations

from flask.wrappers import Response
from flask_babel import gettext

from srikandi import documents, places, reports
from srikandi.database import current_session
from srikandi.documents import DocumentKind, Numbered, StatementFacts
from srikandi.errors import NotFound
from srikandi.i18n import N_
from srikandi.organisations import Organisation
from srikandi.reports import Table
from srikandi.web.treasury.book.exports import about, sent
from srikandi.web.treasury.book.filters import Chosen

RECEIPTS = (N_("Tanggal"), N_("Komitmen"), N_("Melalui"), N_("Rujukan di buku"), N_("Jumlah"))
PLEDGES = (
    N_("Komitmen"), N_("Jiwa"), N_("Bulan"), N_("Porsi"), N_("Dijanjikan"), N_("Saldo awal"), N_("Diterima bersih"),
    N_("Dialokasikan"), N_("Jiwa-bulan didanai"), N_("Jiwa-bulan aktif"), N_("Saldo akhir"),
    N_("Disisihkan ke cadangan"), N_("Cadangan pada akhir masa"),
)  # fmt: skip


def statement_of(company: Organisation, wanted: Chosen) -> StatementFacts:
    """Give the facts of a company's statement for the chosen days."""
    return reports.statement_facts(current_session(), company, span=wanted.span)


def statement_file(company: Organisation, wanted: Chosen, ending: str) -> Response:
    """Give a company's statement as PDF, CSV (the pledges) or XLSX. Raises: NotFound."""
    facts = statement_of(company, wanted)
    if ending == "pdf":
        return _pdf(company, facts)
    if ending not in {"csv", "xlsx"}:
        raise NotFound
    return sent(_tables(facts, wanted), ending, name=f"rekening-perusahaan-{company.id}")


def _pdf(company: Organisation, facts: StatementFacts) -> Response:
    """Draw a copy without a number: it is not kept, so it carries no code to check."""
    session = current_session()
    district = places.district_of(session, company.district_id or 0)
    content = documents.render(
        DocumentKind.STATEMENT,
        facts,
        letterhead=documents.letterhead_of(session, district),
        numbered=Numbered("tanpa nomor (salinan dari buku)", ""),
        is_demo=district.is_demo,
    )
    leaving = documents.attachment(content, filename=f"rekening-perusahaan-{company.id}.pdf")
    return Response(leaving.content, headers=leaving.headers)


def _tables(facts: StatementFacts, wanted: Chosen) -> list[Table]:
    head, zone = (*about(wanted)[:2], (gettext("Perusahaan"), facts.company)), wanted.district.zone
    pledges = [
        (one.number, one.lives, one.months, one.share, one.promised, one.forward, one.received, one.allocated,
         one.life_months, one.active, one.credit, one.reserved, one.in_reserve) for one in facts.pledges
    ]  # fmt: skip
    receipts = [(one.on, one.pledge_number, one.route, one.said, one.amount) for one in facts.receipts]
    summary = [
        (gettext("Saldo awal"), facts.forward),
        (gettext("Jatuh tempo dalam masa ini"), facts.due),
        (gettext("Pembayaran diterima"), facts.received + facts.refunded),
        (gettext("Dikembalikan"), -facts.refunded),
        (gettext("Dialokasikan untuk jiwa-bulan"), -facts.allocated),
        (gettext("Disisihkan ke cadangan"), -facts.reserved),
        (gettext("Saldo akhir"), facts.credit),
        (gettext("Cadangan pada akhir masa"), facts.in_reserve),
        (gettext("Tunggakan warga yang lunas"), facts.settled),
        (gettext("Belum dibayar"), facts.unpaid),
    ]
    sums = (gettext("Ringkasan"), (gettext("Pos"), gettext("Jumlah")), summary)
    return [
        Table(gettext("Komitmen"), tuple(gettext(word) for word in PLEDGES), pledges, head, zone),
        Table(*sums, head, zone),
        Table(gettext("Pembayaran"), tuple(gettext(word) for word in RECEIPTS), receipts, head, zone),
    ]
