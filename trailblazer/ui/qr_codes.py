"""A link as a code that a phone's camera reads, drawn here and kept nowhere."""

import segno
from markupsafe import Markup


def code_of(link: str) -> Markup:
    """The code as a picture in the page itself: black on white with its quiet edge, four times as large as its dots."""
    made = segno.make(link, error="m", micro=False)
    return Markup(  # noqa: S704 - of dots only: nothing that anybody typed is in it
        made.svg_inline(
            scale=5, border=4, dark="#000", light="#fff", omitsize=False, svgclass="tb-code", lineclass=None
        )
    )
