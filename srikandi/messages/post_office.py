"""Handing letters to a mail server."""

from __future__ import annotations

import smtplib
import ssl
from email.message import EmailMessage
from urllib.parse import unquote, urlsplit

from sqlalchemy.orm import Session

from srikandi.database import unit_of_work
from srikandi.messages.models import Message
from srikandi.messages.outbox import claim, note_failure, note_sent

SECONDS = 10
SENDER = "srikandi@localhost"


def deliver_all(session: Session, mail_url: str) -> int:
    """Hand every due letter over; gives how many left. One letter's failure holds up no other.

    Each step is a unit of its own, and none is open while the mail server thinks: a slow one keeps no writer waiting.
    """
    with unit_of_work(session):
        letters = claim(session)
    return sum(_hand_over(session, letter, mail_url=mail_url) for letter in letters)


def _hand_over(session: Session, letter: Message, *, mail_url: str) -> bool:
    reason = None
    try:
        deliver(letter, mail_url=mail_url)
    except (OSError, smtplib.SMTPException) as failure:
        reason = f"{type(failure).__name__}: {failure}"
    with unit_of_work(session):
        message = session.get_one(Message, letter.id)
        if reason is None:
            note_sent(message)
        else:
            note_failure(message, reason=reason)
    return reason is None


def deliver(message: Message, *, mail_url: str) -> None:
    """Hand a letter to `smtp://` or `smtps://user:password@host:port?from=address`. Raises: OSError, SMTPException."""
    target = urlsplit(mail_url)
    sender = dict(part.split("=", 1) for part in target.query.split("&") if "=" in part).get("from", SENDER)
    letter = EmailMessage()
    letter["From"], letter["To"], letter["Subject"] = unquote(sender), message.to_address, message.subject
    letter["Message-ID"] = f"<srikandi-{message.id}@{unquote(sender).rpartition('@')[2]}>"
    letter.set_content(message.body)
    host, port = target.hostname or "localhost", target.port or (465 if target.scheme == "smtps" else 25)
    if target.scheme == "smtps":
        connection: smtplib.SMTP = smtplib.SMTP_SSL(host, port, timeout=SECONDS, context=ssl.create_default_context())
    else:
        connection = smtplib.SMTP(host, port, timeout=SECONDS)
    with connection:
        if target.username:
            connection.login(unquote(target.username), unquote(target.password or ""))
        connection.send_message(letter)
