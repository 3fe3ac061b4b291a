"""Pages of the collection accounts: files that come in, and what two people say about the money no rule is sure of."""

from srikandi.web.treasury.bank import files, lines, proposals, suspense, writeoffs

PARTS = (*files.PARTS, lines, suspense, proposals, writeoffs)
