"""People who are covered today, their village officer, and facilities of the district."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime

from srikandi import cards, facilities, places
from srikandi.audit import Actor
from srikandi.complaints import Channel, ComplaintKind, Told, receive
from srikandi.facilities import FacilityKind, NewFacility
from srikandi.pledges import Pledge
from srikandi.users import Post, Role
from tests.browsing import Browser
from tests.people import make_user
from tests.pledges.making import Scene, a_scene, an_actor
from tests.programme.exits.leaving import a_covered_pledge, at_place

STREET = Actor(None, "Masyarakat", "public")
STORY = "Di loket katanya kartu belum aktif, lalu disuruh pulang."
TOLD = Told(ComplaintKind.REFUSED, STORY, "Puskesmas Contoh", "0812 3456 7890")
COVERED = 3
"""People at the places 1 to 3 of the pool are covered."""


@dataclass(frozen=True)
class Covered:
    """A scene in the first month of a promise."""

    scene: Scene
    pledge: Pledge

    def village(self, session, place=1):
        """Give the officer of the village somebody lives in."""
        district = places.district_of(session, self.scene.district_id)
        return replace(an_actor(session, "village", district), village_code=at_place(session, place).village_code)

    def village_browser(self, app, session, place=1):
        """Give the browser of such an officer."""
        post = Post(Role.VILLAGE, self.scene.district_id, village_code=at_place(session, place).village_code)
        browser = Browser(app)
        browser.sign_in(make_user(session, Role.VILLAGE, post=post).id)
        return browser


def covered_people(session, time_machine, *, lives=COVERED, months=3):
    """Give a promise whose first month is confirmed and runs today."""
    scene = a_scene(session, lives=12)
    pledge = a_covered_pledge(session, scene, lives=lives, months=months)
    begins_in_its_month(pledge, time_machine)
    return Covered(scene, pledge)


def begins_in_its_month(pledge, time_machine, *, later=0):
    """Let it be the middle of a promise's first month, a Tuesday at ten in the morning or near it."""
    month = pledge.start_month + later
    time_machine.move_to(datetime(month.year, month.month, 12, 3, tzinfo=UTC), tick=False)


def a_facility(session, covered, code="00280201", *, name="Puskesmas Contoh", kind=FacilityKind.PUSKESMAS, place=1):
    """Add a facility in the kecamatan of somebody's village."""
    village = at_place(session, place).village_code
    new = NewFacility(code, name, kind, village[:8], village_code=village, phone="0717 92000")
    return facilities.add_facility(session, new, district_id=covered.scene.district_id, by=covered.scene.maker)


def a_code(session, covered, place=1):
    """Give the code of somebody's card."""
    person = at_place(session, place)
    return cards.code_of(cards.cards_for(session, [person], by=covered.scene.maker)[person.id])


def a_complaint(session, covered, place=1, told=TOLD):
    """Let somebody complain from the street."""
    return receive(session, at_place(session, place), told, channel=Channel.CARD, by=STREET)
