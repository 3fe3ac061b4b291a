"""No page about slips, facilities or complaints asks more for more people, and none asks much."""

from __future__ import annotations

from srikandi.complaints import Complaint
from srikandi.users import Post, Role
from tests.browsing import Browser
from tests.people import make_user
from tests.programme.exits.leaving import at_place
from tests.telling.scene import a_code, a_complaint, a_facility, covered_people
from tests.web.questions.counting import MOST, counted


def asked(session, browser, path):
    session.commit()
    browser.get(path)
    with counted(session) as found:
        assert browser.get(path).status_code == 200, path
    return len(found)


def test_pages_about_covered_people_ask_the_same_for_few_and_many(app, session, time_machine):
    covered = covered_people(session, time_machine, lives=12)
    maker = Browser(app)
    maker.sign_in(make_user(session, Role.MAKER, post=Post(Role.MAKER, covered.scene.district_id)).id)
    village, street = covered.village_browser(app, session), Browser(app)
    a_facility(session, covered)
    a_complaint(session, covered)
    case, person = session.query(Complaint).one().id, at_place(session, 1).id
    pages = (
        (maker, "/kabupaten/faskes"),
        (maker, "/kabupaten/aduan"),
        (maker, f"/kabupaten/aduan/{case}"),
        (village, "/desa/slip?tampil=semua"),
        (village, f"/desa/slip/{person}"),
        (village, "/desa/aduan"),
        (street, f"/kartu/{a_code(session, covered)}"),
        (street, "/transparansi"),
    )
    few = [asked(session, *one) for one in pages]
    for place in range(2, 13):
        a_facility(session, covered, f"002803{place:02d}", name=f"Klinik {place}", place=place)
        a_complaint(session, covered, place)
        a_code(session, covered, place)
    many = [asked(session, *one) for one in pages]
    assert few == many
    assert max(many) <= MOST
