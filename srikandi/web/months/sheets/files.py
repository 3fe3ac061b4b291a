"""The comparison of a month as a workbook, and each of its tables as CSV."""

from __future__ import annotations

from flask import Blueprint
from flask.wrappers import Response
from flask_babel import gettext

from srikandi import i18n
from srikandi.clock import now
from srikandi.errors import NotFound
from srikandi.i18n import N_
from srikandi.money import Money, total
from srikandi.programme import closing
from srikandi.programme.closing import MonthView, SegmentFigures
from srikandi.reports import Cell, Table
from srikandi.users import Permission
from srikandi.web.frame.saying.words import word
from srikandi.web.guard import current_actor, requires
from srikandi.web.months.overview import about, view_of
from srikandi.web.treasury.book import sent

routes = Blueprint("sheets", __name__)
BOOKS, DIFFERENCES = "tiga-buku", "selisih"
BOOK_COLUMNS = (
    N_("Bulan"),
    N_("Segmen"),
    N_("Tagihan BPJS, jiwa"),
    N_("Tagihan BPJS"),
    N_("Di antaranya bulan lain, jiwa"),
    N_("Di antaranya bulan lain"),
    N_("Aktif, jiwa"),
    N_("Iuran terutang"),
    N_("Selisih, jiwa"),
    N_("Selisih"),
    N_("Didanai, jiwa"),
    N_("Didanai"),
    N_("Setoran disiapkan"),
    N_("Disetor ke BPJS"),
    N_("Belum disetor"),
)
DIFFERENCE_COLUMNS = (
    N_("Bulan"),
    N_("Selisih"),
    N_("Mengenai"),
    N_("Segmen"),
    N_("Jiwa"),
    N_("Rupiah"),
    N_("Keadaan"),
    N_("Sebab"),
    N_("Tindak lanjut"),
    N_("Penanggung jawab"),
    N_("Lembaga"),
    N_("Hasil"),
)


@routes.get("/<int:district_id>/<month>/<name>.<ending>")
@requires(Permission.MONTHS_VIEW)
def file(district_id: int, month: str, name: str, ending: str) -> Response:
    """Give the three books and the differences as one workbook, or one of them as CSV."""
    view = view_of(district_id, month)
    tables = {BOOKS: books_table(view), DIFFERENCES: differences_table(view)}
    if name not in tables:
        raise NotFound
    first = tables.pop(name)
    return sent([first, *tables.values()], ending, name=f"{name}-{view.district.code}-{view.month}")


def books_table(view: MonthView) -> Table:
    """Give a month's figures, a row a segment."""
    rows = [_figures(view, one) for one in view.figures]
    sums = [_sum(cells) for cells in list(zip(*rows, strict=True))[2:]]
    return Table(
        title=gettext("Tiga buku"),
        columns=tuple(gettext(one) for one in BOOK_COLUMNS),
        rows=rows,
        about=_about(view),
        zone=view.district.zone,
        foot=(gettext("Jumlah"), None, *sums) if rows else (),
    )


def differences_table(view: MonthView) -> Table:
    """Give a month's differences with everything that was said about them; people by their pseudonym, if at all."""
    return Table(
        title=gettext("Selisih dan sebabnya"),
        columns=tuple(gettext(one) for one in DIFFERENCE_COLUMNS),
        rows=[
            (
                str(view.month),
                word(row.kind),
                about(row, view),
                gettext(closing.SEGMENTS[row.segment]) if row.segment else None,
                row.lives,
                row.amount,
                word(row.status),
                word(row.cause) if row.cause else gettext("Dugaan: %(cause)s", cause=word(row.proposed)),
                row.follow_up,
                row.owner_name,
                view.owners.get(row.owner_id or 0),
                row.outcome,
            )
            for row in view.rows
        ],
        about=_about(view),
        zone=view.district.zone,
    )


def _figures(view: MonthView, one: SegmentFigures) -> tuple[Cell, ...]:
    lives, other = view.of_other_months(one.segment)
    return (
        str(view.month),
        gettext(closing.SEGMENTS[one.segment]),
        one.billed_lives,
        one.billed,
        lives,
        other,
        one.active_lives,
        one.premium,
        one.billed_lives - one.active_lives,
        one.excess,
        one.funded_lives,
        one.funded,
        one.prepared,
        one.remitted,
        one.premium - one.remitted,
    )


def _sum(cells: tuple[Cell, ...]) -> Cell:
    if isinstance(cells[0], Money):
        return total([one for one in cells if isinstance(one, Money)])
    return sum(one for one in cells if isinstance(one, int))


def _about(view: MonthView) -> tuple[tuple[str, str], ...]:
    state = gettext("ditutup") if view.is_closed else gettext("belum ditutup")
    taken = f"{i18n.moment(now(), zone=view.district.zone)}, {current_actor().name}"
    return (
        (gettext("Kabupaten"), view.district.name),
        (gettext("Bulan"), f"{i18n.long_month(view.month)}, {state}"),
        (gettext("Diambil"), taken),
    )
