"""What the pages of complaints share: what is typed, and one case as its handlers see it."""

from srikandi.web.complaining.cases import case_facts
from srikandi.web.complaining.forms import LONGEST, ComplaintForm, SolveForm, WordsForm
from srikandi.web.complaining.lists import list_taken, page_shown

__all__ = ["LONGEST", "ComplaintForm", "SolveForm", "WordsForm", "case_facts", "list_taken", "page_shown"]
