"""What a file says and what is decided of it, as plain values that travel between processes.

A long file is read and decided in a process of its own: its memory is gone with the process, a file made to break a
reader breaks nothing else, and rows are sealed and kept while the next are decided.
"""

from srikandi.residents.importing.telling.apart import ProgramBroke, told
from srikandi.residents.importing.telling.lines import (
    FACTS,
    About,
    Asked,
    Told,
    decided,
    facts_of,
    told_here,
    without_numbers,
)

__all__ = [
    "FACTS",
    "About",
    "Asked",
    "ProgramBroke",
    "Told",
    "decided",
    "facts_of",
    "told",
    "told_here",
    "without_numbers",
]
