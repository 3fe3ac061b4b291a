"""Refunds as a file for accountants."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from flask import Response
from flask_babel import gettext

from srikandi import documents, places
from srikandi.database import current_session
from srikandi.i18n import N_
from srikandi.payments.refunding import Refund
from srikandi.reports import Table, csv_of
from srikandi.web.frame.saying.formats import FILTERS
from srikandi.web.guard import current_actor

WRITERS: dict[str, Any] = dict(FILTERS)
COLUMNS = (
    N_("Nomor"),
    N_("Diajukan"),
    N_("Penanggung"),
    N_("Jumlah"),
    N_("Keadaan"),
    N_("Alasan"),
    N_("Diputuskan"),
    N_("Selesai"),
    N_("Bukti keluar"),
    N_("Jurnal persetujuan"),
    N_("Jurnal keluar"),
    N_("Kerugian"),
)


def sent_refunds(found: Sequence[Refund], names: Mapping[int, str]) -> Response:
    """Give these refunds as CSV, without account numbers: those stay on their pages."""
    district_id = next(iter(current_actor().district_ids), None)
    zone = places.district_of(current_session(), district_id).zone if district_id else "Asia/Jakarta"
    rows = [
        (
            one.id,
            one.requested_at,
            names[one.organisation_id],
            one.amount,
            str(WRITERS["word"](one.status)),
            one.reason,
            one.decided_at,
            one.ended_at,
            one.external_reference,
            one.journal_id,
            one.left_journal_id,
            one.loss,
        )
        for one in found
    ]
    table = Table(gettext("Pengembalian dana"), tuple(gettext(word) for word in COLUMNS), rows, zone=zone)
    file = documents.attachment(csv_of(table), filename="pengembalian.csv", media_type="text/csv; charset=utf-8")
    return Response(file.content, headers=file.headers)
