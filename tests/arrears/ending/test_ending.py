"""A promise of arrears alone neither ends early nor leaves money lying when what it pays changes on the way."""

from datetime import timedelta

from srikandi import clock, programme
from srikandi.arrears import ArrearsSource
from srikandi.pledges import PledgeStatus
from tests.arrears.alone import agreed
from tests.arrears.test_alone import scene, settle_all
from tests.arrears.test_owing import people
from tests.arrears.test_paying import standing, straight, whole
from tests.pledges.making import SYSTEM

MONTH = 35_000
__all__ = ["scene"]


def at_its_deadline(session, pledge):
    pledge.hold_until = clock.now() - timedelta(minutes=1)
    session.flush()
    programme.expire_holds(session, at=clock.now())
    programme.release_ended(session, by=SYSTEM)


def test_money_that_is_put_to_use_at_the_deadline_still_reaches_the_branch(session, scene):
    pledge = agreed(session, scene, families=3)  # They owe 12, 4 and 6 months.
    straight(session, pledge, 12 * MONTH)
    settle_all(session, scene, pledge)
    straight(session, pledge, 4 * MONTH)
    at_its_deadline(session, pledge)
    assert pledge.status is PledgeStatus.RUNNING
    assert standing(session, pledge) == (0, 4, 12)
    settle_all(session, scene, pledge, "BPJS-2")
    assert (pledge.status, standing(session, pledge)) == (PledgeStatus.COMPLETED, (0, 0, 16))
    assert whole(session) == []


def test_money_that_is_freed_pays_the_next_families(session, scene):
    pledge = agreed(session, scene, families=2)  # The next in the order owe 6 and 5.
    straight(session, pledge, 16 * MONTH)
    made = programme.arrears.build_file(session, pledge, by=scene.maker)
    (small,) = [one for one in programme.arrears.families_of(session, made) if one.months == 4]
    struck = [one.resident_id for one in small.people]
    programme.arrears.settle_families(session, made, struck, document="B", by=scene.branch)
    for who in (people(session, scene)[0], people(session, scene)[5]):  # The family of twelve pays for itself.
        programme.arrears.correct(session, who, None, reason="Bukti bayar", source=ArrearsSource.PAID, by=scene.maker)
    assert (pledge.status, standing(session, pledge)) == (PledgeStatus.RUNNING, (0, 11, 4))
    assert whole(session) == []
