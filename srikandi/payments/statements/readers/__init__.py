"""A reader for each layout: from a file's text to a checked statement. None asks which bank somebody picked."""

from __future__ import annotations

from srikandi.payments.statements.readers import bni_direct, bpd_cms, bri_cms
from srikandi.payments.statements.readers.bca import bisnis, personal
from srikandi.payments.statements.readers.mandiri import kopra, mcm
from srikandi.payments.statements.readers.standards import camt053, mt940_messages
from srikandi.payments.statements.readers.tables import Layout

LAYOUTS: tuple[Layout, ...] = (
    bisnis.LAYOUT,
    personal.LAYOUT,
    kopra.LAYOUT,
    mcm.LAYOUT,
    bri_cms.LAYOUT,
    bni_direct.LAYOUT,
    bpd_cms.LAYOUT,
)

__all__ = ["LAYOUTS", "Layout", "camt053", "mt940_messages"]
