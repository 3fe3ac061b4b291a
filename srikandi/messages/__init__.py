"""Letters to people, written in the transaction of the deed they tell of and sent afterwards by the worker.

A letter that cannot be delivered is tried again, eight times over some hours, and then stays with its reason. Without a
mail server (`MAIL_URL`) letters wait in the database, where a demonstration's administrator can read them.
"""

from srikandi.messages.models import Message
from srikandi.messages.outbox import due, newest, note_failure, note_sent, write
from srikandi.messages.post_office import deliver, deliver_all

__all__ = ["Message", "deliver", "deliver_all", "due", "newest", "note_failure", "note_sent", "write"]
