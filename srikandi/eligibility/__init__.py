"""Who may be listed and who comes first, as rules people read: typed conditions, and points for them.

A rule is data: it is checked, kept by version, written in words and asked of the database; no piece of it is SQL that
somebody typed. Its canonical bytes are published, and the hash of a frozen list covers them.
"""

from srikandi.eligibility.asking import Scope, may_be_listed, meets, occupations_of, points_of, total_of
from srikandi.eligibility.fields import SHAPES, Between, Field, OneOf, Shape, YesNo
from srikandi.eligibility.refusals import RuleUnfit
from srikandi.eligibility.rules import (
    LONGEST_WORD,
    MOST_CONDITIONS,
    MOST_GROUPS,
    MOST_PARTS,
    MOST_POINTS,
    MOST_WAITING_MONTHS,
    MOST_WAITING_POINTS,
    Audience,
    Condition,
    Group,
    Join,
    Part,
    Rule,
    Scoring,
    canonical,
    everybody_who,
    fingerprint,
    usual_scoring,
)

__all__ = [
    "LONGEST_WORD",
    "MOST_CONDITIONS",
    "MOST_GROUPS",
    "MOST_PARTS",
    "MOST_POINTS",
    "MOST_WAITING_MONTHS",
    "MOST_WAITING_POINTS",
    "SHAPES",
    "Audience",
    "Between",
    "Condition",
    "Field",
    "Group",
    "Join",
    "OneOf",
    "Part",
    "Rule",
    "RuleUnfit",
    "Scope",
    "Scoring",
    "Shape",
    "YesNo",
    "canonical",
    "everybody_who",
    "fingerprint",
    "may_be_listed",
    "meets",
    "occupations_of",
    "points_of",
    "total_of",
    "usual_scoring",
]
