"""Commands about money: the book, bank statements, the card provider, certificates, budgets."""

from srikandi.cli.book import bank, certificates, ledger, plan, reconcile

groups = (bank.group, certificates.group, ledger.group, plan.group, reconcile.group)
