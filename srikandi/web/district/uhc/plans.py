"""Plans: what closing the gap costs over two years, and who would pay; as a page, a paper and a workbook."""

from __future__ import annotations

from collections.abc import Sequence

from flask import Blueprint, Response, render_template
from flask_babel import gettext

from srikandi import clock, documents, i18n, places, reports
from srikandi.database import current_session
from srikandi.errors import NotFound
from srikandi.reports import Scenario, Standing, Table, xlsx_of
from srikandi.users import Permission
from srikandi.web.district.uhc.asking import SOURCES, PlanForm
from srikandi.web.frame.saying.formats import month_words
from srikandi.web.guard import current_actor, requires

routes = Blueprint("plans", __name__, url_prefix="/rencana")
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _standing() -> Standing:
    session = current_session()
    return reports.standing(session, places.district_of(session, current_actor().district_id))


@routes.get("")
@requires(Permission.GAPS_VIEW)
def show() -> str | tuple[str, int]:
    """Work out what was asked in the address."""
    said = _standing()
    form = PlanForm.asked(said)
    plan = form.scenario()
    return _page(form, said, plan) if plan else (_page(form, said, None), 422)


@routes.get("/rencana.<ending>")
@requires(Permission.GAPS_VIEW)
def download(ending: str) -> Response | tuple[str, int]:
    """Give a plan as a paper or a workbook."""
    said = _standing()
    form = PlanForm.asked(said)
    plan = form.scenario()
    if plan is None:
        return _page(form, said, None), 422
    leaving = _paper(form, said, plan) if ending == "pdf" else _workbook(form, said, plan, ending)
    return Response(leaving.content, headers=leaving.headers)


def _page(form: PlanForm, said: Standing, plan: Scenario | None) -> str:
    awards = reports.awards_along(said, plan) if plan else []
    return render_template(
        "district/plans/show.html", form=form, said=said, plan=plan, awards=awards, sources=dict(SOURCES)
    )


def _assumed(form: PlanForm, said: Standing) -> list[tuple[str, str]]:
    typed = form.address()
    rows = [
        (gettext("Kabupaten"), said.district.name),
        (gettext("Jiwa yang sudah ditanggung"), typed["jiwa"]),
        (gettext("Jiwa baru tiap bulan"), typed["masuk"]),
        (gettext("Keluar dalam setahun (%)"), typed["keluar"]),
        (gettext("Iuran per jiwa per bulan"), str(form.tarif.data or gettext("menurut tarif yang berlaku"))),
        (gettext("Porsi"), ", ".join(f"{gettext(words)} {typed[name]}%" for name, words in SOURCES)),
    ]
    if form.sejak.data:
        rows.insert(
            5,
            (gettext("Iuran berubah menjadi"), f"{form.tarif_baru.data}, {dict(form.sejak.choices)[form.sejak.data]}"),
        )
    return rows


def _paper(form: PlanForm, said: Standing, plan: Scenario) -> documents.Download:
    session, district = current_session(), said.district
    html = documents.write(
        "plan",
        plan=plan,
        assumed=_assumed(form, said),
        sources=[words for _, words in SOURCES],
        letterhead=documents.letterhead_of(session, district),
        district=district,
        drawn_on=clock.today(district.zone),
        is_demo=district.is_demo,
    )
    return documents.attachment(documents.draw(html), filename="rencana-iuran.pdf", media_type="application/pdf")


def _workbook(form: PlanForm, said: Standing, plan: Scenario, ending: str) -> documents.Download:
    if ending != "xlsx":
        raise NotFound
    columns = (gettext("Bulan"), gettext("Masuk"), gettext("Keluar"), gettext("Jiwa"), gettext("Iuran per jiwa"))
    table = Table(
        title=gettext("Rencana"),
        columns=(*columns, gettext("Jumlah"), *(gettext(words) for _, words in SOURCES)),
        rows=list(_rows(plan)),
        about=(*_assumed(form, said), (gettext("Diambil"), _taken(said))),
        zone=said.district.zone,
        foot=(gettext("Jumlah"), None, plan.left, plan.life_months, None, plan.total, *plan.parts),
    )
    return documents.attachment(xlsx_of(table), filename="rencana-iuran.xlsx", media_type=XLSX)


def _rows(plan: Scenario) -> Sequence[Sequence[reports.Cell]]:
    return [
        (month_words(one.month), one.came, one.left, one.lives, one.tariff, one.amount, *one.parts)
        for one in plan.months
    ]


def _taken(said: Standing) -> str:
    return f"{i18n.moment(clock.now(), zone=said.district.zone)}, {current_actor().name}"
