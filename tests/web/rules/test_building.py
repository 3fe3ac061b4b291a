"""An officer builds a rule with buttons alone, sees what it lists, and cannot change it once the list is frozen."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import delete, select, update
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from srikandi import pools, tariffs
from srikandi.database import install
from srikandi.eligibility import Condition, Field, Group, Join, Rule, everybody_who
from srikandi.places import District
from srikandi.pools import Pool, PoolRule
from srikandi.users import Post, Role
from tests.browsing import Browser, PageForm, _Forms
from tests.people import make_user
from tests.pools.listing import SYSTEM, a_district, a_draft, a_proposed_pool, an_actor, some_residents
from tests.web.questions.counting import MOST, counted


class Builder:
    """The page of a rule, with its boxes as they stand; `press` sends it by one of its buttons."""

    def __init__(self, browser: Browser, pool_id: int) -> None:
        self.browser, self.path = browser, f"/kabupaten/kelompok/{pool_id}/aturan"
        self.text, self.status = "", 200
        self._read(browser.get(self.path))

    def _read(self, answer) -> None:
        self.text, self.status = answer.text, answer.status_code
        parser = _Forms()
        parser.feed(answer.text)
        self.form: PageForm = next((one for one in parser.forms if one.action == self.path), PageForm("", "post"))

    def press(self, button: str, **typed: object) -> Builder:
        values = {name.replace("__", "."): value for name, value in typed.items()}
        assert values.keys() <= self.form.fields.keys(), values.keys() - self.form.fields.keys()
        self._read(self.browser.post(self.path, {**self.form.fields, **values, "do": button}))
        return self


@pytest.fixture
def scene(app: Flask, session: Session):
    district = a_district(session)
    some_residents(session, district, 60)
    pool = a_draft(session, district, an_actor(session, "maker", district))
    maker = make_user(session, Role.MAKER, post=Post(Role.MAKER, district.id)).id
    session.commit()
    browser = Browser(app)
    browser.sign_in(maker)
    return browser, pool.id


def rule_in_force(session: Session) -> Rule:
    session.rollback()
    return pools.rule_of(session, session.scalars(select(Pool)).one())


def test_a_rule_is_built_row_by_row_without_a_script(session: Session, scene) -> None:
    page = Builder(*scene).press("add-group")
    page.press("add-condition:0", g0__new="sex").press("add-condition:0", g0__c0__value="P", g0__new="age")
    page.press("add-condition:0", g0__c1__low="18", g0__c1__high="59", g0__new="former_pbi")
    page.press("add-condition:0", g0__new="decile")
    page.press("remove-condition:0:2", g0__c3__low="1", g0__c3__high="3")
    page.press("add-condition:0", g0__new="subdistrict")
    assert "warga cocok" not in page.text, "a kecamatan is still to be chosen"
    page.press("add-group", g0__c3__value="19.01.01")
    page.press("remove-group:1")
    assert "Perempuan, 18 sampai 59 tahun, desil 1 sampai 3, di Kecamatan " in page.text
    assert rule_in_force(session) == Rule(), "nothing is kept before it is saved"
    assert page.press("save").status == 303
    assert rule_in_force(session).audience == everybody_who(
        Condition(Field.SEX, values=("P",)),
        Condition(Field.AGE, 18, 59),
        Condition(Field.DECILE, 1, 3),
        Condition(Field.SUBDISTRICT, values=("19.01.01",)),
    )


def test_groups_and_points_are_joined_as_they_were_chosen(session: Session, scene) -> None:
    page = Builder(*scene).press("add-group").press("add-condition:0", g0__new="former_pbi").press("add-group")
    page.press("add-condition:1", g1__new="occupation", g1__join="any", join="any")
    page.press("add-part", g1__c0__more="juru parkir, Ojek", p__new="family_covered")
    assert page.press("save", p15__points="0").status == 422
    assert "Tulis poin 1 sampai 1000." in page.text
    assert page.press("save", p15__points="7", families="1").status == 303
    rule = rule_in_force(session)
    assert rule.audience.groups == (
        Group((Condition(Field.FORMER_PBI),)),
        Group((Condition(Field.OCCUPATION, values=("JURU PARKIR", "OJEK")),), Join.ANY),
    )
    assert (rule.audience.join, rule.audience.whole_families) == (Join.ANY, True)
    assert (rule.scoring.parts[15].condition, rule.scoring.parts[15].points) == (Condition(Field.FAMILY_COVERED), 7)


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"g0__c0__low": "90", "g0__c0__high": "20"}, "dari yang kecil"),
        ({"g0__c0__low": "sepuluh"}, "Tulis angka bulat 0 sampai 120"),
        ({"g0__c0__low": "9" * 5000}, "Tulis angka bulat 0 sampai 120"),
        ({"g0__c0__low": "٣"}, "Tulis angka bulat 0 sampai 120"),
        ({"g0__c0__low": "\x00"}, "Tulis angka bulat 0 sampai 120"),
    ],
)
def test_what_is_no_rule_stays_on_the_page_with_its_reason(session: Session, scene, typed, words: str) -> None:
    page = Builder(*scene).press("add-group").press("add-condition:0", g0__new="age").press("save", **typed)
    assert (page.status, words in page.text) == (422, True)
    assert rule_in_force(session) == Rule()


def test_somebody_elses_newer_version_is_not_overwritten(session: Session, scene) -> None:
    page = Builder(*scene)
    pools.change_rule(
        session, session.scalars(select(Pool)).one(), Rule(everybody_who(Condition(Field.FORMER_PBI))),
        seen_version=1, by=SYSTEM,
    )  # fmt: skip
    session.commit()
    assert page.press("save").status == 422
    assert len(session.scalars(select(PoolRule)).all()) == 2


def test_a_simulation_compares_two_versions_and_asks_no_more_for_more_people(session: Session, scene) -> None:
    browser, pool_id = scene
    Builder(*scene).press("add-group").press("add-condition:0", g0__new="former_pbi").press("save")
    here = f"/kabupaten/kelompok/{pool_id}/simulasi"
    assert "Belum ada tarif" in browser.get(here).text
    tariffs.plant(session)
    session.commit()
    text = browser.get(here).text
    assert ("+0 / −45" in text, "Rp525.000" in text) == (True, True), "15 of 60 stay, at 35,000 a month"
    assert "Semua warga terverifikasi." in text
    with counted(session) as few:
        assert browser.get(f"{here}?versi=1&hal=2").status_code == 200
    district = session.get_one(District, session.get_one(Pool, pool_id).district_id)
    some_residents(session, district, 60)
    with counted(session) as many:
        assert browser.get(f"{here}?versi=1&hal=2").status_code == 200
    assert len(few) == len(many) <= MOST
    for strange in ("?versi=9", "?bulan=0", "?hal=x", "?versi=" + "9" * 40):
        assert browser.get(here + strange).status_code == 404


def test_the_rule_of_a_frozen_list_cannot_change(session: Session) -> None:
    district = a_district(session)
    some_residents(session, district, 8)
    pool, _ = a_proposed_pool(session, district)
    other = Rule(everybody_who(Condition(Field.FORMER_PBI)))
    with pytest.raises(pools.PoolMoved):
        pools.change_rule(session, pool, other, seen_version=1, by=SYSTEM)
    said = other.stored()
    for change in (
        update(PoolRule).values(content=said),
        delete(PoolRule),
        update(Pool).values(rule_version=2),
    ):
        with pytest.raises(DBAPIError), session.begin_nested():
            session.execute(change)


def test_without_the_guards_the_hash_still_tells(session: Session) -> None:
    """The negative control of the test above: the same change goes through, and the frozen list no longer fits."""
    district = a_district(session)
    some_residents(session, district, 8)
    pool, checker = a_proposed_pool(session, district)
    assert pools.has_its_order(session, pool)
    connection = session.connection()
    _switch_off(connection, "pool_rule_append_only", "pool_rule")
    session.execute(update(PoolRule).values(content=Rule(everybody_who(Condition(Field.FORMER_PBI))).stored()))
    session.expire_all()
    assert not pools.has_its_order(session, pool)
    with pytest.raises(pools.SomethingElseSeen):
        pools.approve(session, pool, seen_hash=pools.content_hash(session, pool), by=checker)
    install(connection)


def _switch_off(connection, name: str, table: str) -> None:
    names = [f"srk_{name}_update", f"srk_{name}_delete"] if connection.dialect.name == "sqlite" else [f"srk_{name}"]
    for one in names:
        on = "" if connection.dialect.name == "sqlite" else f' ON "{table}"'
        connection.exec_driver_sql(f'DROP TRIGGER "{one}"{on}')
