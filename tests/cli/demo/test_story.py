"""The story of the demonstration, as it stands once told: true, even, and in every state."""

import re
from collections import Counter, defaultdict
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, select

from srikandi import cards, clock, database, ledger, organisations, pledges, pools, programme, reports, residents
from srikandi.audit import Actor, AuditEntry
from srikandi.cards import MemberCard
from srikandi.cli.demo.cast import BUSINESSES, LOGINS, PASSWORD
from srikandi.cli.demo.story import ASKED_BACK, ENOUGH, SURPLUS
from srikandi.messages import Message
from srikandi.organisations import Kind, Organisation
from srikandi.payments import Payment, StatementLine
from srikandi.payments.cards import Dispute
from srikandi.payments.refunding import Refund
from srikandi.places import District
from srikandi.pledges import Consortium, Hold, Pledge, Reminder
from srikandi.pools import Pool
from srikandi.programme import surplus
from srikandi.residents import Resident, ResidentImport
from srikandi.users import User
from tests.browsing import Browser

pytestmark = pytest.mark.xdist_group("demo_story")
COMPANIES = Organisation.kind == Kind.COMPANY


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def stage(request):
    """The application after the whole story, with just enough people for it; told once, only looked at."""
    made = request.getfixturevalue(f"{request.param}_database")
    made.reset()
    database.use_keys(made.app.extensions["srikandi"].keys)
    answered = made.app.test_cli_runner().invoke(args=["demo", "load", "--residents", str(ENOUGH)])
    assert answered.exit_code == 0, answered.output
    yield made.app
    with made.app.app_context():
        database.db.engine.dispose()


@pytest.fixture
def shown(stage):
    with stage.app_context():
        yield database.current_session()
        database.current_session().rollback()


def test_the_story_leaves_promises_companies_and_imports_in_every_state(shown):
    promised = Counter(status.value for status in shown.scalars(select(Pledge.status)))
    assert promised == {"completed": 2, "running": 4, "agreed": 5, "approved": 2, "offered": 3}
    companies = select(Organisation.standing, func.count()).where(COMPANIES)
    standings = {standing.value: count for standing, count in shown.execute(companies.group_by(Organisation.standing))}
    assert standings == {"applied": 1, "admitted": 13, "refused": 1, "suspended": 1}
    assert {pool.status.value for pool in shown.scalars(select(Pool))} == {"open", "proposed", "draft"}
    waiting = select(ResidentImport).where(ResidentImport.status == "staged")
    assert [sorted(one.counts["decisions"]) for one in shown.scalars(waiting)] == [
        ["accept", "duplicate", "reject", "warn"]
    ]
    payments = Counter((one.route.value, one.status.value) for one in shown.scalars(select(Payment)))
    assert (payments["direct_to_bpjs", "claimed"], payments["direct_to_bpjs", "settled"]) == (1, 2)
    in_suspense = shown.scalars(select(StatementLine).where(StatementLine.action == "review")).all()
    assert sorted(line.proposal_id is not None for line in in_suspense) == [False, True]


def test_only_the_list_with_mistakes_has_any_and_nobody_is_listed_before_birth(shown):
    told = shown.scalars(select(ResidentImport).where(ResidentImport.status == "approved")).all()
    assert {name for one in told for name in one.counts["decisions"]} == {"accept"}
    first = shown.scalar(select(func.min(ResidentImport.uploaded_at)))
    oldest, youngest = shown.execute(select(func.min(Resident.birth_on), func.max(Resident.birth_on))).one()
    assert youngest <= first.date()
    assert (clock.today() - oldest).days < 95 * 365


def test_a_masked_number_tells_the_people_of_a_village_apart(shown):
    villages = defaultdict(list)
    for resident in shown.scalars(select(Resident)):
        villages[resident.village_code].append(residents.masked(resident.nik.open(resident.uid)))
    assert all(len(set(seen)) == len(seen) for seen in villages.values())


def test_the_village_that_logs_in_has_slips_to_print_and_a_card_anybody_looks_up(stage, shown):
    village = Browser(stage)
    village.submit("/masuk", {"email": "village@demo.example", "password": PASSWORD})
    listed = village.get("/desa/slip").text
    numbers = re.findall(r"/desa/slip/(\d+)\"", listed)
    assert len(numbers) >= 3
    (card,) = shown.scalars(select(MemberCard).where(MemberCard.resident_id == int(numbers[0])))
    page = Browser(stage).get(f"/kartu/{cards.code_of(card)}")
    assert page.status_code == 200
    assert "Aktif" in page.text


def test_the_book_of_the_story_is_even_and_its_residents_are_counted(shown):
    assert ledger.verify(shown) == []
    assert shown.scalar(select(func.count(Resident.id))) == ENOUGH
    assert all(
        name.endswith("Contoh")
        for name in shown.scalars(select(Organisation.name).where(Organisation.kind == Kind.COMPANY))
    )
    assert shown.scalars(select(District.is_demo)).all() == [True]


def test_every_page_of_the_money_has_something_true_to_show(shown):
    """Dues that are late, a promise to renew, credit nobody uses, money asked back, a card payment in dispute."""
    district = shown.scalars(select(District)).one()
    company = shown.scalars(select(Organisation).where(Organisation.name == BUSINESSES[0].name)).one()
    viewer = Actor.system("test", district_ids=(district.id,))
    rows = pledges.open_instalments(shown, district_id=district.id, at=clock.today())
    assert min(row.due_on for row in rows) < clock.today()
    assert shown.scalar(select(func.count(Reminder.id))) > 0
    assert [row.is_open for row in programme.renewals_for(shown, company.id)] == [True]
    assert [row.free for row in surplus.surpluses(shown, viewer=viewer, organisation_id=company.id)] == [SURPLUS]
    assert shown.scalars(select(Refund.amount)).all() == [ASKED_BACK]
    assert shown.scalars(select(Dispute.status)).all() == ["open"]
    assert shown.scalars(select(Consortium.status)).all() == ["gathering"]


def test_the_company_that_logs_in_runs_and_can_promise_thirty_more(shown):
    company = shown.scalars(select(Organisation).where(Organisation.name == BUSINESSES[0].name)).one()
    organisations.check_may_pledge(shown, company.id, on=clock.today())
    own = select(Pledge.status).where(Pledge.company_id == company.id).order_by(Pledge.id)
    assert shown.scalars(own).all() == ["running", "completed", "running"]
    assert max(pools.available(shown, pool.id) for pool in pools.open_pools(shown)) > 200


def test_families_whose_arrears_were_struck_off_are_counted_for_everybody(shown):
    (alone,) = shown.scalars(select(Pledge).where(Pledge.months == 0)).all()
    said = reports.public_figures(shown, shown.scalars(select(District)).one())
    assert alone.is_of_arrears
    assert said.settled is not None
    assert said.settled[0] == 5
    assert said.flows.for_arrears == pledges.payers_of(shown, alone.id)[0].total


def test_one_hold_is_about_to_expire_and_none_is_overdue(shown):
    held = select(Pledge.hold_until).join(Hold, Hold.pledge_id == Pledge.id).where(Hold.status == "held")
    deadlines = set(shown.scalars(held))
    assert min(deadlines) > clock.now()
    assert min(deadlines) < clock.now() + timedelta(hours=48)


def test_every_deed_has_its_actor_and_happened_before_now(shown):
    deeds = shown.scalars(select(AuditEntry)).all()
    assert {deed.actor_role for deed in deeds} >= {
        "village",
        "maker",
        "checker",
        "company",
        "treasurer",
        "branch",
        "forum",
        "admin",
    }
    assert max(deed.at for deed in deeds) <= datetime.now(UTC)
    assert min(deed.at for deed in deeds) < datetime.now(UTC) - timedelta(days=300)


def test_everybody_printed_signs_in_and_finds_a_home(stage, shown):
    for login in LOGINS:
        browser = Browser(stage)
        assert browser.submit("/masuk", {"email": login.address, "password": PASSWORD}).status_code == 303, login.box
        assert browser.get("/beranda").status_code == 200, login.box
    skipping = shown.scalars(select(User.skips_second_factor)).all()
    assert all(skipping)


def test_a_letter_in_the_outbox_lets_an_admitted_company_in(stage, shown):
    admin = Browser(stage)
    admin.submit("/masuk", {"email": "admin@demo.example", "password": PASSWORD})
    letters = [admin.get(f"/admin/surat/{number}").text for number in shown.scalars(select(Message.id))]
    paths = [found[0] for text in letters if (found := re.search(r"/undangan/[\w-]+", text))]
    assert len(paths) == 1
    assert Browser(stage).get(paths[0]).status_code == 200
