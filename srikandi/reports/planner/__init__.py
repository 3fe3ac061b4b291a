"""Plans: what lives that grow steadily cost, and a scenario in which people leave, tariffs change and several pay."""

from srikandi.reports.planner.budget import BudgetMonth, BudgetPlan, plan_budget
from srikandi.reports.planner.scenario import LONGEST_SCENARIO, Scenario, ScenarioMonth, Wish, cut, work_out

__all__ = [
    "LONGEST_SCENARIO",
    "BudgetMonth",
    "BudgetPlan",
    "Scenario",
    "ScenarioMonth",
    "Wish",
    "cut",
    "plan_budget",
    "work_out",
]
