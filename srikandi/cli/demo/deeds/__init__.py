"""What people do in the demonstration: each deed is an action of the programme, done by its person at its moment."""

from srikandi.cli.demo.deeds.covering import answer, answer_to, confirm, die_unnoticed, send
from srikandi.cli.demo.deeds.drawing import change_rule, draft, open_pool, propose
from srikandi.cli.demo.deeds.joining import admit, apply, declare, enter, invite, refuse, suspend
from srikandi.cli.demo.deeds.promising import Promise, agree, approve, gather, offer, promise_and_sign
from srikandi.cli.demo.deeds.reporting import report
from srikandi.cli.demo.deeds.stage import Calendar, Stage

__all__ = [
    "Calendar",
    "Promise",
    "Stage",
    "admit",
    "agree",
    "answer",
    "answer_to",
    "apply",
    "approve",
    "change_rule",
    "confirm",
    "declare",
    "die_unnoticed",
    "draft",
    "enter",
    "gather",
    "invite",
    "offer",
    "open_pool",
    "promise_and_sign",
    "propose",
    "refuse",
    "report",
    "send",
    "suspend",
]
