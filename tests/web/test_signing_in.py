from datetime import UTC, datetime

import pyotp
import pytest
import time_machine

from srikandi import users
from srikandi.users import ForbiddenPair, Membership, Post, Role, User, grant, hash_password
from tests.browsing import Browser
from tests.people import SYSTEM, make_user

PASSWORD = "kuda laut terbang pelan"
EXACT = datetime(2026, 11, 2, 3, 0, tzinfo=UTC)


@pytest.fixture
def admin(session):
    user = make_user(session, Role.ADMIN, password_hash=hash_password(PASSWORD))
    session.commit()
    return user.email


def sign_in(browser, email, password=PASSWORD):
    return browser.submit("/masuk", {"email": email, "password": password})


def test_a_person_signs_in_and_out(browser, admin):
    assert sign_in(browser, admin).headers["Location"] == "/beranda"
    assert browser.get("/beranda").status_code == 200
    browser.submit("/beranda", action="/keluar")
    assert browser.get("/beranda").headers["Location"].startswith("/masuk")


def test_a_wrong_password_and_an_unknown_address_get_the_same_answer_and_keep_the_address(browser, admin):
    wrong = sign_in(browser, admin, "salah sekali kata ini")
    unknown = sign_in(browser, "tidak@ada.example", "salah sekali kata ini")
    assert wrong.status_code == unknown.status_code == 422
    assert "tidak cocok" in wrong.text
    assert wrong.text.replace(admin, "X").count("tidak cocok") == unknown.text.count("tidak cocok")
    assert f'value="{admin}"' in wrong.text


def test_the_eleventh_try_in_five_minutes_is_refused_and_later_ones_are_not(browser, admin):
    with time_machine.travel(EXACT, tick=False) as clock:
        for _ in range(10):
            assert sign_in(browser, admin, "salah sekali kata ini").status_code == 422
        assert sign_in(browser, admin).status_code == 403
        clock.shift(301)
        assert sign_in(browser, admin).status_code == 303


def test_without_counting_the_eleventh_try_would_get_in(browser, admin, monkeypatch):
    monkeypatch.setattr("srikandi.web.public.sign_in.check_tries", lambda *_args, **_more: None)
    for _ in range(10):
        sign_in(browser, admin, "salah sekali kata ini")
    assert sign_in(browser, admin).status_code == 303


def test_nobody_is_led_to_a_foreign_site(browser, admin):
    for target in ("https://jahat.example/", "//jahat.example", "/\\jahat.example", "/tidak-ada"):
        answer = browser.submit("/masuk", {"email": admin, "password": PASSWORD, "lanjut": target})
        assert answer.headers["Location"] == "/beranda"
        browser.submit("/beranda", action="/keluar")


def test_staff_set_up_a_second_factor_before_anything_else(browser, session, app):
    user = make_user(session, Role.ADMIN, password_hash=hash_password(PASSWORD))
    user.skips_second_factor = False
    session.commit()
    sign_in(browser, user.email)
    assert browser.get("/beranda").headers["Location"] == "/akun/kode"
    seed = browser.forms("/akun/kode")[-1].fields["seed"][0]
    assert browser.submit("/akun/kode", {"code": "000 000", "seed": seed}).status_code == 422
    assert browser.submit("/akun/kode", {"code": pyotp.TOTP(seed).now(), "seed": seed}).status_code == 303
    assert browser.get("/beranda").status_code == 200


def test_right_codes_do_not_use_up_the_tries_of_an_office(app, session):
    """Eleven people sign in behind one address within five minutes; nobody has mistyped anything."""
    with time_machine.travel(EXACT, tick=False):
        for _ in range(11):
            user = make_user(session, Role.ADMIN, password_hash=hash_password(PASSWORD))
            user.skips_second_factor = False
            session.commit()
            someone = Browser(app)
            assert sign_in(someone, user.email).status_code == 303
            seed = someone.forms("/akun/kode")[-1].fields["seed"][0]
            assert someone.submit("/akun/kode", {"code": pyotp.TOTP(seed).at(EXACT), "seed": seed}).status_code == 303


def test_the_eleventh_wrong_code_in_five_minutes_is_refused_unread(browser, session):
    user = make_user(session, Role.ADMIN, password_hash=hash_password(PASSWORD))
    user.skips_second_factor = False
    session.commit()
    with time_machine.travel(EXACT, tick=False):
        sign_in(browser, user.email)
        seed = browser.forms("/akun/kode")[-1].fields["seed"][0]
        for _ in range(10):
            assert browser.submit("/akun/kode", {"code": "000000", "seed": seed}).status_code == 422
        right = {"code": pyotp.TOTP(seed).at(EXACT), "seed": seed}
        assert browser.submit("/akun/kode", right).status_code == 403


def test_a_code_works_once(browser, session):
    user = make_user(session, Role.ADMIN, password_hash=hash_password(PASSWORD))
    user.skips_second_factor = False
    session.commit()
    with time_machine.travel(EXACT, tick=False):
        sign_in(browser, user.email)
        seed = browser.forms("/akun/kode")[-1].fields["seed"][0]
        code = pyotp.TOTP(seed).at(EXACT)
        browser.submit("/akun/kode", {"code": code, "seed": seed})
        browser.submit("/beranda", action="/keluar")
        sign_in(browser, user.email)
        assert browser.submit("/akun/kode", {"code": code}).status_code == 422


def test_an_invitation_makes_an_account_once(browser, session):
    _, token = users.invite(session, "baru@contoh.example", name="Baru Sekali", post=Post(Role.ADMIN), by=SYSTEM)
    session.commit()
    weak = browser.submit(f"/undangan/{token}", {"password": "srikandi1234", "again": "srikandi1234"})
    assert weak.status_code == 422
    assert "mudah ditebak" in weak.text
    assert browser.submit(f"/undangan/{token}", {"password": PASSWORD, "again": PASSWORD}).status_code == 303
    assert session.query(User).filter_by(email="baru@contoh.example").count() == 1
    assert browser.get(f"/undangan/{token}").status_code == 404


def test_a_role_that_ends_signs_out_at_once(browser, session, admin):
    sign_in(browser, admin)
    user = users.find_user(session, admin)
    users.end_membership(session, users.memberships_of(session, user.id)[0], by=SYSTEM)
    session.commit()
    assert browser.get("/beranda").headers["Location"].startswith("/masuk")


def test_other_sessions_are_listed_and_ended(browser, app, session, admin):
    other = Browser(app)
    sign_in(browser, admin)
    sign_in(other, admin)
    page = browser.get("/akun").text
    assert page.count("/akhiri") == 1
    browser.submit("/akun", action="/akhiri")
    assert other.get("/beranda").headers["Location"].startswith("/masuk")


def test_the_language_stays_chosen(browser):
    browser.submit("/masuk", {"language": "en"}, action="/bahasa")
    assert '<html lang="en">' in browser.get("/masuk").text


def test_one_person_never_holds_a_forbidden_pair(session):
    user = make_user(session, Role.MAKER)
    with pytest.raises(ForbiddenPair):
        grant(session, user, post=Post(Role.CHECKER, district_id=1), by=SYSTEM)
    assert session.query(Membership).filter_by(user_id=user.id).count() == 1
