"""What is read across everything: contribution reports, statements, public figures, plans, and what waits for whom.

Figures come from the book and are never typed. A report is drafted from it, told and signed by the company, reviewed by
the forum, and published as aggregates; its status is the last of its append-only steps.
"""

from srikandi.reports.contributions import (
    OUTCOMES,
    PublicReport,
    Ready,
    ReportFigures,
    ReportRow,
    Silent,
    Told,
    content_hash,
    draft,
    events_of,
    figures,
    figures_of,
    public_reports,
    ready,
    report_of,
    reports_of,
    review,
    sign,
    silent,
    status_of,
    tell,
)
from srikandi.reports.flows import Flows, flows
from srikandi.reports.home import Figure, HomeFigures, Part, Task, waiting
from srikandi.reports.home import figures as home_figures
from srikandi.reports.models import REPORT_MOVES, ContributionReport, ReportEvent, ReportStep
from srikandi.reports.planner import BudgetMonth, BudgetPlan, plan_budget
from srikandi.reports.public import LiveFigures, PublicFigures, live_figures, lives_by_subdistrict, public_figures
from srikandi.reports.refusals import (
    NothingToReport,
    OwnCompany,
    PlanUnfit,
    ReasonMissing,
    ReportChanged,
    ReportMoved,
    ReportUnknown,
    SignerMissing,
    StoryMissing,
)
from srikandi.reports.statements import Span, issue_statement, statement_facts

__all__ = [
    "OUTCOMES",
    "REPORT_MOVES",
    "BudgetMonth",
    "BudgetPlan",
    "ContributionReport",
    "Figure",
    "Flows",
    "HomeFigures",
    "LiveFigures",
    "NothingToReport",
    "OwnCompany",
    "Part",
    "PlanUnfit",
    "PublicFigures",
    "PublicReport",
    "Ready",
    "ReasonMissing",
    "ReportChanged",
    "ReportEvent",
    "ReportFigures",
    "ReportMoved",
    "ReportRow",
    "ReportStep",
    "ReportUnknown",
    "SignerMissing",
    "Silent",
    "Span",
    "StoryMissing",
    "Task",
    "Told",
    "content_hash",
    "draft",
    "events_of",
    "figures",
    "figures_of",
    "flows",
    "home_figures",
    "issue_statement",
    "live_figures",
    "lives_by_subdistrict",
    "plan_budget",
    "public_figures",
    "public_reports",
    "ready",
    "report_of",
    "reports_of",
    "review",
    "sign",
    "silent",
    "statement_facts",
    "status_of",
    "tell",
    "waiting",
]
