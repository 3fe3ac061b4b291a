"""Seals: what was written can be proved not to have changed, to anybody, without a name.

Rooms register streams of rows; `seal_in_steps` hashes the new rows of each into a Merkle tree (RFC 6962), ties the
block to the one before with a keyed hash and signs its head. The head is published; `check` reads everything again
and names what is wrong, and a proof shows single rows to somebody who has only the public key.
"""

from srikandi.audit import AuditEntry
from srikandi.database import select, shares_lock
from srikandi.seals.checks import Anchor, AnchorUnreadable, Flaw, against, check, read_anchor, sealed_rows
from srikandi.seals.heads import public_keys, short, text_of
from srikandi.seals.models import SealBlock, SealPack, SealRange, refuse_below_seal
from srikandi.seals.proving import CHECKER, NotProved, NotSealedYet, Proved, prove
from srikandi.seals.proving import check as check_proof
from srikandi.seals.proving import read as read_proof
from srikandi.seals.sealing import (
    AUDIT,
    BelowSeal,
    ask,
    head_text,
    is_due,
    newest_block,
    newest_blocks,
    seal,
    seal_in_steps,
    sealed_up_to,
    stay_above_seal,
)
from srikandi.seals.streams import Leaf, Stream, register_stream, rows_of, some_after, stored, write

AUDIT_LOCK = 7106

register_stream(
    Stream(
        name=AUDIT,
        lock=AUDIT_LOCK,
        newest=select(AuditEntry.id).order_by(AuditEntry.id.desc()).limit(1),
        read=rows_of(
            AuditEntry,
            shown=("at", "action", "subject_kind", "subject_id", "district_id"),
            hidden=("actor_id", "actor_name", "actor_role", "reason", "details", "request_id"),
        ),
        classes=("waktu, tindakan, atau pokoknya", "pelaku, alasan, atau rinciannya"),
    )
)
shares_lock("audit_entry", AUDIT_LOCK)
refuse_below_seal("audit_entry", AUDIT)

__all__ = [
    "CHECKER",
    "Anchor",
    "AnchorUnreadable",
    "BelowSeal",
    "Flaw",
    "Leaf",
    "NotProved",
    "NotSealedYet",
    "Proved",
    "SealBlock",
    "SealPack",
    "SealRange",
    "Stream",
    "against",
    "ask",
    "check",
    "check_proof",
    "head_text",
    "is_due",
    "newest_block",
    "newest_blocks",
    "prove",
    "public_keys",
    "read_anchor",
    "read_proof",
    "refuse_below_seal",
    "register_stream",
    "rows_of",
    "seal",
    "seal_in_steps",
    "sealed_rows",
    "sealed_up_to",
    "short",
    "some_after",
    "stay_above_seal",
    "stored",
    "text_of",
    "write",
]
