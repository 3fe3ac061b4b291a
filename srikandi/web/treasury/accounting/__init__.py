"""What accountants draw from the book: trial balance, ages of what is open, and each company's statement."""

from flask import Blueprint

from srikandi.web.treasury.accounting import ageing, companies, trial

ROUTES: tuple[Blueprint, ...] = (trial.routes, ageing.routes, companies.routes)
