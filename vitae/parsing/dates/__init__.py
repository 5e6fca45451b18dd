"""Dates and periods of a text, in nine languages at once, by a grammar of our own.

Generic date parsers fill what is missing from today's date ("2017" becomes 2017-11), which
is a guess; this one keeps the precision that was written. Three steps, each linear in the
length of the text: `atoms` finds single dates, `ranges` joins two of them or one and a word
such as ``present``, and what then stands where no date would stand is left out.
"""

from vitae.parsing.dates.ranges import find_dates

__all__ = ["find_dates"]
