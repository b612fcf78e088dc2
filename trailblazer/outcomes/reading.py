"""Every form of one young person with every score worked out from its answers, and what became of each scale."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from trailblazer.access.doors import visible
from trailblazer.access.models import Membership
from trailblazer.care.models import Score
from trailblazer.domain import identity
from trailblazer.domain.entered_scores import whole
from trailblazer.domain.instruments import scoring
from trailblazer.domain.instruments.catalogue import UnknownInstrument, instrument
from trailblazer.domain.instruments.change import Changed, Mode, Verdict, judged
from trailblazer.domain.instruments.facts import Band, Instrument, Rater, Scale
from trailblazer.domain.instruments.norms import About, By
from trailblazer.young_people.models import YoungPerson

SEX_OF_GENDER = {"1": "M", "2": "F"}
WHO = {Rater.PARENT: "parent or carer", Rater.TEACHER: "school", Rater.CLINICIAN: "practitioner"}


@dataclass(frozen=True)
class ScaleScore:
    """One scale of one form: the raw score, and the T score where there is a norm (`no_t` says why there is none)."""

    raw: float | None
    t: float | None = None
    no_t: str = ""
    band: Band | None = None


@dataclass(frozen=True)
class Form:
    """One form that was filled in, with its scores by scale."""

    score: Score
    scores: dict[str, ScaleScore]

    @property
    def on(self) -> date:
        return self.score.scored_on


@dataclass(frozen=True)
class Point:
    """A score of a scale on a day, as it is drawn and compared: T where the threshold is on T, else raw."""

    on: date
    value: float
    form: Form


@dataclass(frozen=True)
class ScaleLine:
    """One scale of one questionnaire by one rater, over time."""

    scale: Scale
    points: tuple[Point, ...]
    last: ScaleScore

    @property
    def is_on_t(self) -> bool:
        return self.scale.has_t and all(
            point.form.scores[self.scale.id].t is not None for point in self.points
        )

    @property
    def changed(self) -> Changed:
        """From the first to the latest, clinically: the direction is that of the instrument's authors."""
        if len(self.points) < 2:
            return Changed(Verdict.NOT_ASSESSABLE, reason="one score so far")
        if self.scale.change is None:
            return Changed(Verdict.NOT_ASSESSABLE, reason="no reliable change is published")
        if self.scale.change.on == "t" and not self.is_on_t:
            whys = (point.form.scores[self.scale.id].no_t for point in reversed(self.points))
            return Changed(Verdict.NOT_ASSESSABLE, reason=next(filter(None, whys), ""))
        first, last = self.ends
        return judged(last - first, self.scale, Mode.CLINICAL)

    @property
    def ends(self) -> tuple[float, float]:
        """The first and the latest, as they are compared."""
        return self._exact(self.points[0]), self._exact(self.points[-1])

    def _exact(self, point: Point) -> float:
        """Rounded as it is shown, 22.950 would be 22.9 and no longer the published change of 22.95."""
        score = point.form.scores[self.scale.id]
        found = score.t if self.is_on_t else score.raw
        assert found is not None, "only forms with this score are on the line"
        return found


@dataclass
class Sheet:
    """One questionnaire by one rater: its forms in the order of their days, with a line for each scale."""

    instrument: Instrument
    rater: Rater
    forms: list[Form] = field(default_factory=list)

    @property
    def key(self) -> str:
        return f"{self.instrument.id}.{self.rater.value}"

    @property
    def label(self) -> str:
        who = WHO.get(self.rater)
        return (
            f"{self.instrument.short}, {who}"
            if who and len(self.instrument.raters) > 1
            else self.instrument.short
        )

    @property
    def lines(self) -> list[ScaleLine]:
        return [line for scale in self.instrument.scales if (line := self.line(scale)) is not None]

    @property
    def why_no_t(self) -> list[str]:
        """Why scales have no T score, each reason once."""
        return list(dict.fromkeys(line.last.no_t for line in self.lines if line.last.no_t))

    def line(self, scale: Scale) -> ScaleLine | None:
        """The line of a scale; None without a score."""
        known = [form for form in self.forms if form.scores.get(scale.id, NO_SCORE).raw is not None]
        if not known:
            return None
        has_t = scale.has_t and all(form.scores[scale.id].t is not None for form in known)
        points = tuple(Point(form.on, _value(form.scores[scale.id], has_t), form) for form in known)
        return ScaleLine(scale, points, known[-1].scores[scale.id])


NO_SCORE = ScaleScore(None)


def _value(score: ScaleScore, on_t: bool) -> float:
    found = score.t if on_t else score.raw
    assert found is not None, "only forms with this score are on the line"
    return round(found, 1) if on_t else whole(found)


def sheets_of(person: YoungPerson, member: Membership, *, with_t: bool = True) -> list[Sheet]:
    """Every questionnaire of this young person by rater, in one query however many forms there are."""
    kept = visible(Score, member).filter(young_person=person, superseded_by=None).select_related("by__user")
    return as_sheets(kept.order_by("scored_on", "pk"), person, with_t=with_t)


def as_sheets(scores: Iterable[Score], person: YoungPerson, *, with_t: bool) -> list[Sheet]:
    """The forms of one young person, those of one questionnaire and rater together."""
    found: dict[tuple[str, str], Sheet] = {}
    for score in scores:
        try:
            one = instrument(score.measure)
        except UnknownInstrument:
            continue  # a questionnaire that is no longer known is listed on the timeline alone
        key = (score.measure, score.rater)
        sheet = found.setdefault(key, Sheet(one, Rater(score.rater)))
        sheet.forms.append(form_of(score, one, person, with_t=with_t))
    return list(found.values())


def form_of(score: Score, one: Instrument, person: YoungPerson, *, with_t: bool) -> Form:
    """The scores of one form: from its answers, else as they were entered."""
    about = about_on(person, score.scored_on)
    if score.answers and one.is_scored:
        scored = scoring.score(one, score.answers, about, with_t=with_t)
        return Form(
            score,
            {key: ScaleScore(one_.raw, one_.t, one_.no_t, one_.band) for key, one_ in scored.scores.items()},
        )
    entered = _with_sums(one, dict(score.scales)) or (
        {one.main: score.total} if score.total is not None else {}
    )
    return Form(
        score,
        {
            key: _entered(one, one.scale(key), raw, about, with_t)
            for key, raw in entered.items()
            if raw is not None
        },
    )


def _with_sums(one: Instrument, entered: dict[str, float]) -> dict[str, float]:
    """The scales that were entered, and those that are sums of them where every part is there."""
    for scale in one.scales:
        if scale.of and scale.id not in entered and all(part in entered for part in scale.of):
            total = sum(entered[part] for part in scale.of)
            entered[scale.id] = scale.table[round(total)] if scale.table else total
    return entered


def _entered(one: Instrument, scale: Scale, raw: float, about: About, with_t: bool) -> ScaleScore:
    t, why = scoring.t_of(one, scale, raw, about, By.NATIONAL) if scale.has_t and with_t else (None, "")
    return ScaleScore(raw, t, why, scale.band_of(t if scale.bands_on == "t" else raw))


def about_on(person: YoungPerson, day: date) -> About:
    """What a norm row is found by, on the day of the form."""
    return About(
        age=person.age_on(day),
        sex=SEX_OF_GENDER.get(person.gender, ""),
        school_year=school_year_of(person, day),
    )


def school_year_of(person: YoungPerson, day: date) -> int | None:
    """The usual school year of their age as a number; None outside school age."""
    words = identity.school_year_group(person.born_on, day).removeprefix("Year ")
    return int(words) if words.isdigit() else 0 if words == "Reception" else None
