"""No funding line comes under a control transfer that is sealed, and one that came all the same is named."""

import re
from pathlib import Path

import pytest
from sqlalchemy import insert, select
from sqlalchemy.exc import IntegrityError

from srikandi import coverage, ledger, seals
from srikandi.coverage import FundingLine
from srikandi.database import current_session
from srikandi.ledger import Journal, Transfer
from srikandi.money import Money
from tests.ledger.book import drop_guards
from tests.people import SYSTEM
from tests.pledges.making import a_scene, an_agreed_pledge, pay, terms_of

ROOT = Path(__file__).parents[2]


@pytest.fixture
def sealed(app, session):
    """Two seats, paid for one month and sealed; the second month waits for money."""
    scene = a_scene(session, lives=4)
    pledge = an_agreed_pledge(session, scene, terms_of(scene, lives=2, months=2))
    pay(session, pledge, 2 * 37_800)
    session.commit()
    with app.app_context():
        seals.seal_in_steps(current_session(), by=SYSTEM)
    return pledge


def the_line(session):
    return session.execute(select(FundingLine.__table__).order_by(FundingLine.seat).limit(1)).mappings().one()


def write_again(session, pledge):
    """Write what the sealed transfer already carries, one rupiah each, as another payer's would be."""
    real = the_line(session)
    journal = session.scalars(
        select(Journal).join(Transfer, Transfer.journal_id == Journal.id).where(Transfer.id == real["transfer_id"])
    ).one()
    line = coverage.Line(real["month"], real["payer_id"], Money(1), real["transfer_id"])
    return coverage.write_lines(session, pledge.id, journal=journal, lines=[line])


def slip_in(session, pledge):
    """Put a line for a month nobody paid under the sealed transfer, past the one who writes them."""
    real = the_line(session)
    session.execute(insert(FundingLine.__table__).values({**real, "month": real["month"] + 1}))
    return real["transfer_id"]


def test_who_writes_lines_stays_above_the_seal(session, sealed):
    with pytest.raises(seals.BelowSeal):
        write_again(session, sealed)


@pytest.mark.leaves_a_broken_book
def test_a_line_below_the_seal_is_refused_or_named(session, sealed):
    """PostgreSQL refuses what was slipped in; SQLite, and PostgreSQL without its guard, name it."""
    assert ledger.verify(session) == []
    if session.get_bind().dialect.name == "postgresql":
        with pytest.raises(IntegrityError, match="sealed"), session.begin_nested():
            slip_in(session, sealed)
        drop_guards(session, "funding_line")
    transfer = slip_in(session, sealed)
    found = {one.subject for one in ledger.verify(session)}
    assert {f"funding/{transfer}", f"transfer/{transfer}"} <= found


def test_lines_are_written_in_one_place():
    """What SQLite does not look at row by row is looked at where the rows are made, and they are made nowhere else."""
    making = re.compile(r"insert\(FundingLine|FundingLine\(|(?i:into\s+funding_line)")
    declared = re.compile(r"class FundingLine\(")
    sources = {path: path.read_text() for path in (ROOT / "srikandi").rglob("*.py")}
    places = [path.name for path, code in sources.items() for _ in making.findall(declared.sub("", code))]
    assert places == ["funding.py"]
