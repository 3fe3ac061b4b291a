"""Files of the banks: brought in, on their way into the book, and out of it again when they are not true."""

from srikandi.web.treasury.bank.files import statements, uploads, voids

PARTS = (statements, uploads, voids)
