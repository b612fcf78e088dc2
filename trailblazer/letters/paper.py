"""A letter on paper: a tagged PDF (PDF/UA-1) that a window envelope takes. Nothing is fetched to make it."""

import re
from importlib.resources import files
from typing import Any

from django.template import engines

from trailblazer.letters.models import Letter
from trailblazer.letters.recipients import may_still_go
from trailblazer.teams.models import Team
from trailblazer.ui.environment import day


class NoPaper(Exception):
    """This letter cannot be put on paper. The sentence says why, or what the machine's keeper is to install."""


def lines_of(address: str) -> list[str]:
    """The lines of an address on an envelope."""
    return [line.strip() for line in re.split(r"[\n,]", address) if line.strip()]


def html_of(letter: Letter) -> str:
    """The page of the letter. The address stands on it only where it goes by post."""
    team = Team.objects.filter(pk=letter.team_id).select_related("organisation").first()
    is_posted = letter.channel == Letter.Channel.POST
    words = letter.words if is_posted else letter.body
    given = {
        "subject": letter.subject,
        "name": letter.recipient_name,
        "address": lines_of(letter.address) if is_posted else [],
        "sender": [part for part in (team.name, team.telephone, team.email) if part] if team else [],
        "provider": letter.provider.name,
        "written_on": day(letter.queued_at),
        "paragraphs": [part.split("\n") for part in re.split(r"\n\s*\n", words.strip())],
        "reference": letter.ref,
    }
    template: Any = engines["jinja2"].get_template("letters/paper.jinja")
    return str(template.render(given))


def pdf_of(letter: Letter) -> bytes:
    """Raises NoPaper for a letter that is held back or may not go any more, and where no library here draws text."""
    allowed = may_still_go(letter)
    if letter.state == Letter.State.HELD or not allowed:
        raise NoPaper(f"This letter is not printed. {letter.hold_reason or allowed.why}")
    try:
        from weasyprint import CSS, HTML
        from weasyprint.urls import URLFetcher
    except OSError:
        raise NoPaper(
            "Letters on paper need Pango on this machine. Its keeper installs it (Debian: libpangoft2-1.0-0)"
        ) from None

    class NothingFromOutside(URLFetcher):
        def fetch(self, url: str, headers: Any = None) -> Any:
            raise ValueError("A letter fetches nothing")

    style = (files("trailblazer.letters") / "paper.css").read_text("utf-8")
    page = HTML(string=html_of(letter), url_fetcher=NothingFromOutside())
    made: bytes = page.write_pdf(stylesheets=[CSS(string=style)], pdf_variant="pdf/ua-1")
    return made
