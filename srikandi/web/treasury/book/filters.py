"""What somebody wants to see of the book, read from the address: a period, a district, a company, a kind."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from flask import request
from flask_babel import gettext

from srikandi import organisations, places
from srikandi.clock import Month, today
from srikandi.database import current_session
from srikandi.i18n import N_
from srikandi.ledger import TITLES, AccountKind, Scope
from srikandi.organisations import Kind, Organisation
from srikandi.places import District
from srikandi.reports import Span
from srikandi.web.guard import current_actor

PERIODS = {
    "bulan-ini": N_("Bulan ini"),
    "bulan-lalu": N_("Bulan lalu"),
    "triwulan-ini": N_("Triwulan ini"),
    "tahun-ini": N_("Tahun ini"),
    "tahun-lalu": N_("Tahun lalu"),
    "semua": N_("Sejak awal"),
    "bebas": N_("Pilih tanggal"),
}
FIRST_DAY = date(2000, 1, 1)
LAST_DAY = date(9000, 12, 31)
PAYING = (Kind.COMPANY, Kind.GOVERNMENT)


@dataclass(frozen=True)
class Chosen:
    """What was chosen, ready for the book, for the form that shows it and for links that keep it."""

    scope: Scope
    district: District
    period: str
    from_on: date | None
    to_on: date
    words: str = ""
    companies: dict[int, str] = field(default_factory=dict)
    districts: dict[int, str] = field(default_factory=dict)

    @property
    def args(self) -> dict[str, object]:
        """Give the choice as parts of an address."""
        days = {"dari": self.from_on, "sampai": self.to_on} if self.period == "bebas" else {}
        kind = self.scope.kind
        said = {
            "masa": self.period,
            **days,
            "kabupaten": self.district.id if len(self.districts) > 1 else None,
            "perusahaan": self.scope.party_id,
            "jenis": kind.value if kind else None,
            "cari": self.words or None,
        }
        return {name: value for name, value in said.items() if value is not None}

    @property
    def span(self) -> Span:
        """Give the days of it; from the very first when no beginning was chosen."""
        return Span(self.from_on or FIRST_DAY, self.to_on, self.district.zone)

    @property
    def company(self) -> str | None:
        """Give the name of the chosen company."""
        return self.companies.get(self.scope.party_id or 0)

    @property
    def kinds(self) -> list[tuple[str, str]]:
        """Give the kinds to choose from."""
        return [(kind.value, gettext(TITLES[kind])) for kind in AccountKind]

    @property
    def periods(self) -> list[tuple[str, str]]:
        """Give the periods to choose from."""
        return [(name, gettext(words)) for name, words in PERIODS.items()]

    def but(self, name: str) -> dict[str, object]:
        """Give the choice as parts of an address, without one of them."""
        return {key: value for key, value in self.args.items() if key != name}


def chosen(*, default: str = "tahun-ini", kind: AccountKind | None = None, company_id: int | None = None) -> Chosen:
    """Read what was asked for; what is no choice of ours is left out."""
    actor, session = current_actor(), current_session()
    districts = {one.id: one for one in places.districts(session) if one.id in actor.district_ids}
    wanted = request.args.get("kabupaten", type=int)
    district = districts.get(wanted or 0) or districts[actor.district_id]
    period = request.args.get("masa", default)
    period = period if period in PERIODS else default
    from_on, to_on = _days(period, today(district.zone))
    span = Span(from_on or FIRST_DAY, to_on, district.zone)
    companies = _companies(district.id)
    company = company_id or request.args.get("perusahaan", type=int)
    kind = kind or next((one for one in AccountKind if one.value == request.args.get("jenis")), None)
    scope = Scope.of(actor, district_id=district.id).within(
        since=span.starts_at if from_on else None,
        until=span.ends_at if period != "semua" else None,
        party_id=company if company in companies else None,
        kind=kind,
    )
    names = {one.id: one.name for one in districts.values()}
    words = request.args.get("cari", "").strip()[:100]
    return Chosen(scope, district, period, from_on, to_on, words, companies, names)


def day_asked(name: str, *, otherwise: date) -> date:
    """Give a day of the address, if it is one of this world."""
    try:
        found = date.fromisoformat(request.args.get(name, ""))
    except ValueError:
        return otherwise
    return found if FIRST_DAY <= found <= LAST_DAY else otherwise


def _days(period: str, now: date) -> tuple[date | None, date]:
    month = Month.of(now)
    if period == "bulan-lalu":
        return (month + -1).first_day, (month + -1).last_day
    if period == "tahun-lalu":
        return date(now.year - 1, 1, 1), date(now.year - 1, 12, 31)
    if period == "bebas":
        to_on = day_asked("sampai", otherwise=now)
        return min(day_asked("dari", otherwise=to_on.replace(day=1)), to_on), to_on
    begins: dict[str, date | None] = {
        "bulan-ini": month.first_day,
        "triwulan-ini": (month + -((now.month - 1) % 3)).first_day,
        "tahun-ini": date(now.year, 1, 1),
        "semua": None,
    }
    return begins[period], now


def _companies(district_id: int) -> dict[int, str]:
    asked = organisations.visible_to(current_actor()).where(
        Organisation.kind.in_(PAYING), Organisation.district_id == district_id
    )
    rows = current_session().scalars(asked.order_by(Organisation.name))
    return {one.id: one.name for one in rows}
