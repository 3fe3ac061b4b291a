"""How the book is written: accounts are opened when first needed, journals and transfers go in as few statements."""

from srikandi.ledger.writing import keeping  # noqa: F401 - the database learns how it keeps balances
from srikandi.ledger.writing.accounts import lock, lock_book, open_accounts
from srikandi.ledger.writing.many import write_rows
from srikandi.ledger.writing.one import write

__all__ = ["lock", "lock_book", "open_accounts", "write", "write_rows"]
