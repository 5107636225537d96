"""Dates: what day, month or year a phrase means, resolved against the day of the report.

The words are in the tables ``months``, ``weekdays`` and ``time_words``; here is how they combine. One pass over the
words; a word that is in no table costs one look-up, and every look to the left or right is bounded.

Arabic leaves much to the reader: في سبتمبر is last September or, in a sentence about what is to come, the next one. A
mention then carries both: ``value`` for a told past, ``future`` for the other reading. What is counted from another
event (بعد ثلاثة أشهر، غداة) carries the count and ``reference``, and no value.

>>> from datetime import date
>>> from pathlib import Path
>>> from rasid.arabic import numbers
>>> from rasid.arabic.words import words
>>> folder = Path(__file__).parents[2] / "tables"
>>> tables = load(folder, numbers.load(folder))
>>> [d.value for d in find_dates(words("زار الوزير الدوحة مساء أمس"), date(2024, 6, 20), tables)]
['2024-06-19']
"""

from rasid.arabic.dates.calendar import resolve, shift
from rasid.arabic.dates.find import find_dateline, find_dates
from rasid.arabic.dates.mention import DateMention, TimeTables
from rasid.arabic.dates.tables import load

__all__ = ["DateMention", "TimeTables", "find_dateline", "find_dates", "load", "resolve", "shift"]
