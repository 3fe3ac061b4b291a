"""Pages of the collection accounts: files that come in, and what two people say about the money no rule is sure of."""

from srikandi.web.treasury.bank import lines, proposals, statements, suspense, uploads

PARTS = (statements, uploads, lines, suspense, proposals)
