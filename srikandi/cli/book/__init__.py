"""Commands about money: the book, bank statements, the card provider, certificates, budgets."""

from srikandi.cli.book import bank, certificates, ledger, plan, reconcile, seals

groups = (bank.group, certificates.group, ledger.group, plan.group, reconcile.group)
__all__ = ["groups", "seals"]
