"""The areas of the site, one blueprint each: add yours here."""

from __future__ import annotations

from flask import Blueprint

from srikandi.web.account import area as account
from srikandi.web.admin import area as admin
from srikandi.web.auditor import area as auditor
from srikandi.web.branch import area as branch
from srikandi.web.company import area as company
from srikandi.web.destinations import area as destinations
from srikandi.web.district import area as district
from srikandi.web.forum import area as forum
from srikandi.web.months import area as months
from srikandi.web.public import area as public
from srikandi.web.sheets import area as sheets
from srikandi.web.treasury import area as treasury
from srikandi.web.village import area as village
from srikandi.web.webhooks import area as webhooks

AREAS: tuple[Blueprint, ...] = (
    public,
    account,
    admin,
    auditor,
    treasury,
    branch,
    sheets,
    months,
    company,
    destinations,
    district,
    forum,
    village,
    webhooks,
)
