"""The book checks itself: everything is added up and hashed again from the stored rows."""

from srikandi.ledger.checks.closed import check_closed
from srikandi.ledger.checks.content import check_content, check_reversals
from srikandi.ledger.checks.findings import Check, Finding, register_check, verify
from srikandi.ledger.checks.sealing import JOURNAL, check_seals
from srikandi.ledger.checks.standing import check_accounts, check_balances, check_guards, check_strays

register_check("content", check_content)
register_check("reversals", check_reversals)
register_check("balances", check_balances)
register_check("accounts", check_accounts)
register_check("strays", check_strays)
register_check("guards", check_guards)
register_check("closed", check_closed)
register_check("seals", check_seals)

__all__ = ["JOURNAL", "Check", "Finding", "register_check", "verify"]
