"""Small numbers: what is hidden and rounded before any figure of a team or a school is seen.

The rule (`Rule.OURS`): 0 is shown, 1 to 7 are hidden, all others are rounded to the nearest 5, totals by themselves.
Percentages come from protected counts only, averages only beside a protected base; both need a base of 8, at a school
of 10. `Rule.MHSDS` hides everything below 5, nought too, as the national statistics do.

The criterion, for everything published in one table (cells, totals, words, and which percentages are given):

- each cell that the rule hides could be anything from 1 to 7 (`mhsds`: 0 to 4);
- each total that the rule hides could be anything from the number of its cells that are not nought up to 7, and has
  at least two values that it could be;
- each larger figure that is hidden to protect those has at least two.

What rounding leaves narrower is made wide again by hiding further figures, chosen from what would be shown and not
from the counts behind it. Whoever also runs this program in their head may narrow 1 to 7 further. In a line with its
total never to one number (the tests try every line of three small groups); for a table with margins it is not
promised.

Groups that overlap are protected together where they are given as linked parts (`protect_linked`). Not covered: two
tables over groups that overlap, or the same table a month apart, each protected by itself; and averages, which are
rounded but not audited against one another. Rows are given whole and in an order that does not come from their counts
(names, years): an order, or a row that is missing, tells what is hidden.

Sources: NHS Digital, disclosure control methodology for Hospital Episode Statistics, from September 2018 (1 to 7
hidden, the rest to the nearest 5); NHS England, published code of the Mental Health Services Monthly Statistics (below
5). Neither hides a second figure, which lets some sums through: 10, 10 and a hidden figure with a total of 15 leave
only 1. On auditing tables as networks: Gusfield, SIAM Journal on Computing 17 (1988) 552-571. On choices that tell
nothing themselves: Kenthapadi, Mishra and Nissim, PODS 2005.
"""

from trailblazer.domain.disclosure.figures import (
    HIDDEN,
    Figure,
    Hidden,
    Kind,
    Level,
    Refused,
    Rule,
    mean_of,
    median_of,
    percentage,
    protect_count,
)
from trailblazer.domain.disclosure.kept import as_kept, from_kept
from trailblazer.domain.disclosure.linked import Division, Linked, Part, protect_linked
from trailblazer.domain.disclosure.protecting import (
    least_answers,
    protect_answers,
    protect_line,
    protect_nested,
    protect_table,
)
from trailblazer.domain.disclosure.tables import Place, Row, Table, gathered, must_be_table, side_by_side

__all__ = [
    "HIDDEN",
    "Division",
    "Figure",
    "Hidden",
    "Kind",
    "Level",
    "Linked",
    "Part",
    "Place",
    "Refused",
    "Row",
    "Rule",
    "Table",
    "as_kept",
    "from_kept",
    "gathered",
    "least_answers",
    "mean_of",
    "median_of",
    "must_be_table",
    "percentage",
    "protect_answers",
    "protect_count",
    "protect_line",
    "protect_linked",
    "protect_nested",
    "protect_table",
    "side_by_side",
]
