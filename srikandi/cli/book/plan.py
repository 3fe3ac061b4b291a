"""`flask plan`: what a district's intention costs."""

from __future__ import annotations

import click
from flask.cli import AppGroup

from srikandi.cli.answers import answer, keeping
from srikandi.i18n import grouped, rupiah
from srikandi.money import Money
from srikandi.reports import BudgetPlan, plan_budget

group = AppGroup("plan", help="Plans and what they cost.")


@group.command()
@click.option("--lives", type=int, required=True, help="Lives covered before the first month.")
@click.option("--growth", type=int, default=0, show_default=True, help="Lives added every month, from the first on.")
@click.option("--months", type=int, default=12, show_default=True)
@click.option("--tariff", type=int, default=37_800, show_default=True, help="Rupiah of one life-month.")
@click.option("--json", "as_json", is_flag=True, help="Answer as JSON.")
def budget(lives: int, growth: int, months: int, tariff: int, as_json: bool) -> None:
    """Print what lives that grow every month cost, month by month and in all."""
    with keeping(write=False):
        plan = plan_budget(lives=lives, growth=growth, months=months, tariff=Money(tariff))
    rows = [{"month": one.number, "lives": one.lives, "amount": one.amount.rupiah} for one in plan.months]
    facts = {"ok": True, "total": plan.total.rupiah, "life_months": plan.life_months, "months": rows}
    answer(facts, words=_words(plan), as_json=as_json)


def _words(plan: BudgetPlan) -> str:
    lines = [f"{'Bulan':>5} {'Jiwa':>14} {'Iuran':>22}"]
    lines += [f"{one.number:>5} {grouped(one.lives):>14} {rupiah(one.amount):>22}" for one in plan.months]
    lines += [f"{'':>5} {grouped(plan.life_months):>14} {rupiah(plan.total):>22}  (jiwa-bulan, jumlah)"]
    return "\n".join([*lines, plan.total.in_words()])
