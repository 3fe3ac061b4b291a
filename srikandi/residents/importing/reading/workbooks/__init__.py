"""Workbooks, read through calamine: a small one here, a large one in a process of its own.

A workbook of a whole district takes the reader ten times its size. In a process of its own that memory is gone with
the process, a file made to break the reader breaks nothing else, and rows are taken over while the next are read.
"""

from srikandi.residents.importing.reading.workbooks.opening import APART_FROM, Workbook, heard, open_workbook
from srikandi.residents.importing.reading.workbooks.reader import kept_small

__all__ = ["APART_FROM", "Workbook", "heard", "kept_small", "open_workbook"]
