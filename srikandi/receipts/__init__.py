"""What a phone has sent and we have done: a deed sent again, because its answer was lost, is not done again.

    if receipts.claim(session, Sent(key, what), by=officer): ...  # do it; otherwise answer as the first time

The receipt is written in the transaction of the deed: both are kept, or neither. It holds no word of what was sent,
only its hash.
"""

from srikandi.receipts.claiming import KEPT, OLDEST, Sent, claim, forget_receipts, moment_of
from srikandi.receipts.models import Receipt
from srikandi.receipts.refusals import KeyReused

__all__ = ["KEPT", "OLDEST", "KeyReused", "Receipt", "Sent", "claim", "forget_receipts", "moment_of"]
