"""A protected table with the words around it."""

from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from trailblazer.domain.disclosure import Place, Row, Table, must_be_table
from trailblazer.statistics.charts import bars, in_words
from trailblazer.statistics.trends import lines, trend_in_words
from trailblazer.ui.invented import invented

WIDTHS = {"wide": 720, "phone": 280}


@dataclass(frozen=True)
class Publication:
    """One table as it is given out, in every form with the same figures, names and notes.

    `counted_from` says of what and of which days the figures are. `rows_are` and `groups_are` head the names of rows
    and of groups ("School", "Team"). `chart_of` names the column that is drawn too. Raises Refused for a table that is
    not protected, KeyError for a chart of a column that is not there. Where the columns are times, `is_trend` draws a
    line for each row instead. `most` is the end of the scale of what is drawn; 0: as far as the figures reach.
    """

    title: str
    table: Table
    counted_from: str
    rows_are: str
    groups_are: str = ""
    chart_of: str = ""
    is_trend: bool = False
    most: int = 0

    def __post_init__(self) -> None:
        must_be_table(self.table)
        if self.chart_of and self.chart_of not in self.table.columns:
            raise KeyError(self.chart_of)
        if self.has_groups and not self.groups_are:
            raise ValueError("A table with groups says what they are")

    @property
    def has_groups(self) -> bool:
        return any(row.place is Place.GROUP for row in self.table.rows)

    @property
    def headings(self) -> tuple[str, ...]:
        names = (self.groups_are, self.rows_are) if self.has_groups else (self.rows_are,)
        return (*names, *self.table.columns)

    def names_of(self, row: Row) -> tuple[str, ...]:
        """What stands before the figures of a row: "Team A" and "Oak School", "Team A" and "All", or "Year 7"."""
        if not self.has_groups:
            return (row.name,)
        return (row.group or row.name, row.name if row.place is Place.ROW else "All")

    @property
    def rule(self) -> str:
        return self.table.in_words

    @property
    def notes(self) -> tuple[str, ...]:
        """What is said with the figures wherever they go: that a demonstration invented them, of what they are, the
        rule in words, and its source."""
        marked = f"{self.table.rule.marker} stands for a figure that is hidden, or not given because it rests on one."
        return (
            *invented(),
            self.counted_from,
            self.rule,
            marked,
            f"Source of the rule: {self.table.rule.source}.",
        )

    @property
    def has_chart(self) -> bool:
        return bool(self.chart_of) or self.is_trend

    def chart(self, width: int, *, with_notes: bool = False) -> Markup:
        """The chart as an SVG picture of so many points across; by itself it carries its title and notes."""
        draw = lines if self.is_trend else bars
        return draw(self, width, with_notes=with_notes)

    @property
    def charts(self) -> list[tuple[str, Markup]]:
        """The chart for a wide screen and for a phone; none where none was asked for."""
        return [(kind, self.chart(width)) for kind, width in WIDTHS.items()] if self.has_chart else []

    @property
    def finding(self) -> str:
        """What the chart shows, in words."""
        if not self.has_chart:
            return ""
        return trend_in_words(self) if self.is_trend else in_words(self)

    @property
    def has_gaps(self) -> bool:
        """Whether a figure of what is drawn as lines is hidden."""
        return self.is_trend and any(one.is_hidden for row in self.drawn_rows() for one in row.figures)

    def drawn_rows(self) -> Iterator[Row]:
        """What a chart compares: the groups where there are groups, or else the rows. Totals would dwarf them."""
        wanted = Place.GROUP if self.has_groups else Place.ROW
        return (row for row in self.table.rows if row.place is wanted)
