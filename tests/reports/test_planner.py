"""What plans cost comes out to the rupiah."""

from __future__ import annotations

import json

import pytest

from srikandi.money import Money
from srikandi.reports import PlanUnfit, plan_budget

TARIFF = Money(37_800)


def test_the_published_budget_of_kutai_kartanegara_comes_out():
    plan = plan_budget(lives=143_925, growth=1_500, months=12, tariff=TARIFF)
    assert plan.total == Money(69_706_980_000)
    assert (plan.months[0].lives, plan.months[-1].lives) == (145_425, 161_925)


def test_batu_bara_and_the_worked_example_come_out():
    assert plan_budget(lives=46_947, growth=0, months=12, tariff=TARIFF).total == Money(21_295_159_200)
    assert plan_budget(lives=30, growth=0, months=1, tariff=TARIFF).total == Money(1_134_000)
    assert plan_budget(lives=30, growth=0, months=12, tariff=TARIFF).total == Money(13_608_000)


@pytest.mark.parametrize(
    ("lives", "growth", "months"), [(-1, 0, 12), (10, -1, 12), (10, 0, 0), (10, 0, 121), (10**9, 0, 1), (1, 10**9, 12)]
)
def test_a_plan_out_of_measure_is_refused(lives, growth, months):
    with pytest.raises(PlanUnfit):
        plan_budget(lives=lives, growth=growth, months=months, tariff=TARIFF)


def test_a_plan_may_shrink_down_to_nobody():
    assert [one.lives for one in plan_budget(lives=3, growth=-1, months=3, tariff=TARIFF).months] == [2, 1, 0]


def test_the_command_prints_what_other_programs_read(app):
    asked = ["plan", "budget", "--lives", "143925", "--growth", "1500", "--months", "12", "--tariff", "37800"]
    answer = app.test_cli_runner().invoke(args=[*asked, "--json"])
    said = json.loads(answer.output)
    assert (answer.exit_code, said["total"], len(said["months"])) == (0, 69_706_980_000, 12)
    assert said["months"][0] == {"month": 1, "lives": 145_425, "amount": 145_425 * 37_800}
    words = app.test_cli_runner().invoke(args=asked).output
    assert "Rp69.706.980.000" in words
    assert "enam puluh sembilan miliar" in words


def test_the_command_refuses_with_one_and_answers_a_wrong_call_with_two(app):
    run = app.test_cli_runner()
    assert run.invoke(args=["plan", "budget", "--lives", "-5"]).exit_code == 1
    assert run.invoke(args=["plan", "budget"]).exit_code == 2
