"""Contribution reports: drafted from the book, told by the company, reviewed by the forum."""

from srikandi.reports.contributions.figures import ReportFigures, figures, figures_of
from srikandi.reports.contributions.queries import (
    PublicReport,
    Ready,
    ReportRow,
    Silent,
    events_of,
    public_reports,
    ready,
    report_of,
    reports_of,
    silent,
    status_of,
)
from srikandi.reports.contributions.reviewing import OUTCOMES, review
from srikandi.reports.contributions.writing import Told, content_hash, draft, sign, tell

__all__ = [
    "OUTCOMES",
    "PublicReport",
    "Ready",
    "ReportFigures",
    "ReportRow",
    "Silent",
    "Told",
    "content_hash",
    "draft",
    "events_of",
    "figures",
    "figures_of",
    "public_reports",
    "ready",
    "report_of",
    "reports_of",
    "review",
    "sign",
    "silent",
    "status_of",
    "tell",
]
