"""Numbers and amounts: `أكثر من 18 ألف جندي` is more than 18,000 persons, soldiers.

The words are in the tables ``number_words``, ``units`` and ``qualifiers``; here is how they combine. One pass over the
words, one look-up a word; nothing is done for a word with which no amount begins.

>>> from pathlib import Path
>>> from rasid.arabic.words import words
>>> tables = load(Path(__file__).parents[2] / "tables")
>>> [(a.value, a.unit, a.qualifier, a.of) for a in find_amounts(words("مقتل نحو ثلاثة وعشرين مدنيا"), tables)]
[(23.0, 'persons', '~', 'civilians')]
"""

from rasid.arabic.numbers.amount import Amount, NumberTables
from rasid.arabic.numbers.cardinal import figure, is_digits, read_number, read_unit
from rasid.arabic.numbers.find import find_amounts
from rasid.arabic.numbers.tables import has_article, load, with_proclitics

__all__ = [
    "Amount", "NumberTables", "figure", "find_amounts", "has_article", "is_digits", "load", "read_number",
    "read_unit", "with_proclitics",
]  # fmt: skip
