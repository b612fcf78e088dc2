"""The Jinja environment of every page: NHS components, our macros, and names that may not be misspelt."""

from datetime import date, datetime, time
from typing import Any

from django.conf import settings
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.utils.html import json_script
from jinja2 import (
    ChainableUndefined,
    ChoiceLoader,
    Environment,
    FileSystemLoader,
    PackageLoader,
)
from jinja2.utils import missing

from trailblazer.domain.terms import school_year_of
from trailblazer.ui import words
from trailblazer.ui.address import with_query
from trailblazer.ui.invented import invented


class LoudUndefined(ChainableUndefined):
    """Options of a component may be left out; a bare misspelt name is an error, not a blank."""

    def __str__(self) -> str:
        if self._undefined_obj is missing:
            self._fail_with_undefined_error()
        return ""

    def __iter__(self) -> Any:
        if self._undefined_obj is missing:
            self._fail_with_undefined_error()
        return iter(())

    def __html__(self) -> str:
        return str(self)


def day(value: date | datetime | None) -> str:
    """24 November 2026"""
    value = _as_day(value)
    return f"{value.day} {value:%B %Y}" if value else ""


def short_day(value: date | datetime | None, today: date | None = None) -> str:
    """24 Nov; with the year where it is not of today's school year, if today is given."""
    value = _as_day(value)
    if not value:
        return ""
    is_far = today is not None and school_year_of(value) != school_year_of(today)
    return f"{value.day} {value:%b %Y}" if is_far else f"{value.day} {value:%b}"


def day_and_month(value: date | datetime | None) -> str:
    """24 November"""
    value = _as_day(value)
    return f"{value.day} {value:%B}" if value else ""


def long_day(value: date | datetime | None) -> str:
    """Tuesday 24 November"""
    value = _as_day(value)
    return f"{value:%A} {value.day} {value:%B}" if value else ""


def clock_time(value: datetime) -> str:
    """9am, 12:30pm"""
    return clock_face(timezone.localtime(value).time())


def clock_face(local: time) -> str:
    """The same of a time of day"""
    hour, half = local.hour % 12 or 12, "am" if local.hour < 12 else "pm"
    return f"{hour}:{local:%M}{half}" if local.minute else f"{hour}{half}"


def moment(value: datetime | None) -> str:
    """24 November 2026 at 9:05am"""
    return f"{day(value)} at {clock_time(value)}" if value else ""


def _as_day(value: date | datetime | None) -> date | None:
    return timezone.localtime(value).date() if isinstance(value, datetime) else value


def number(value: int | None) -> str:
    """8,000; not known where there is none."""
    return words.NOT_KNOWN if value is None else f"{value:,}"


def sentence(words: str) -> str:
    """With its first letter large, and nothing else changed."""
    return words[:1].upper() + words[1:]


def score(value: float | None) -> str:
    """14, 64.7: at most one decimal; a dash where there is none."""
    return "–" if value is None else f"{round(value, 1):g}"


def url(name: str, *args: Any, **kwargs: Any) -> str:
    return reverse(name, args=args or None, kwargs=kwargs or None)


def _field_options(field: Any) -> dict[str, Any]:
    from trailblazer.ui.fields import field_options  # forms need this environment first

    return field_options(field)


def _errors_of(form: Any) -> list[dict[str, str]]:
    from trailblazer.ui.forms import errors_of

    return errors_of(form)


def environment(**options: Any) -> Environment:
    options.pop("loader", None)
    options.pop("undefined", None)
    pages = [FileSystemLoader(str(folder)) for folder in sorted(settings.PACKAGE.glob("*/pages"))]
    loader = ChoiceLoader(
        [*pages, PackageLoader("nhsuk_frontend_jinja"), PackageLoader("django.forms", "jinja2")]
    )
    made = Environment(
        loader=loader, undefined=LoudUndefined, extensions=["jinja2.ext.i18n", "jinja2.ext.do"], **options
    )
    made.install_gettext_callables(words.gettext, words.ngettext, newstyle=True)  # type: ignore[attr-defined]
    made.globals.update(static=static, url=url, with_query=with_query, field_options=_field_options)
    made.globals.update(errors_of=_errors_of, invented=invented)
    made.globals.update(NOT_KNOWN=words.NOT_KNOWN)
    made.filters.update(
        day=day, short_day=short_day, long_day=long_day, clock_time=clock_time, moment=moment, number=number
    )
    made.filters.update(day_and_month=day_and_month, score=score, sentence=sentence)
    made.filters.update(json_script=json_script, browser=words.browser)
    made.policies["ext.i18n.trimmed"] = True
    return made
