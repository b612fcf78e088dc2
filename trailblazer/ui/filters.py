"""What a list is narrowed by, and that each list remembers it while its reader is signed in."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponseRedirect, QueryDict

IN_SESSION = "filters"
CLEAR = "clear"
LONGEST_REMEMBERED = 2_000  # characters; a longer question is answered and not kept


class Filters(forms.Form):
    """The questions at the left of a list. An answer that makes no sense is left out; it is never a fault."""

    def __init__(self, query: QueryDict, **options: Any) -> None:
        super().__init__(query, use_required_attribute=False, **options)
        for field in self.fields.values():
            field.required = False

    @property
    def chosen(self) -> dict[str, Any]:
        """The answers given, by the name of their field. A box that is not ticked is no answer."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if _is_given(value)}


def _is_given(value: Any) -> bool:
    return value is not False and value not in (None, "", [])


def remembered(
    request: HttpRequest, list_name: str, *, never: tuple[str, ...] = ()
) -> HttpResponseRedirect | None:
    """Where to send the reader instead, if the list was asked for without its filters or to clear them.

    A question asked (`?state=waiting&page=2`) is kept in the session, but for the fields named in `never`. The bare
    address then goes back to it, so that a back link returns to the same place; `?clear=1` forgets it.
    """
    kept = request.session.setdefault(IN_SESSION, {})
    key = f"{list_name} {getattr(getattr(request, 'member', None), 'ref', '')}"
    if CLEAR in request.GET:
        kept.pop(key, None)
        request.session.modified = True
        return HttpResponseRedirect(request.path)
    if not request.GET:
        return HttpResponseRedirect(f"{request.path}?{kept[key]}") if kept.get(key) else None
    _keep(request, kept, key, never)
    return None


def _keep(request: HttpRequest, kept: dict[str, str], key: str, never: tuple[str, ...]) -> None:
    asked = request.GET.copy()
    for name in list(asked):
        answers = [answer for answer in asked.getlist(name) if answer]
        if name in never or not answers:
            del asked[name]
        else:
            asked.setlist(name, answers)
    question = asked.urlencode()
    kept[key] = question if len(question) <= LONGEST_REMEMBERED else ""
    request.session.modified = True
