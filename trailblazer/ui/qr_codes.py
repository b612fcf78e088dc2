"""A link as a code that a phone's camera reads, drawn here and kept nowhere."""

import segno
from markupsafe import Markup

DOT, EDGE = 5, 4  # how large a dot is, and how many dots the quiet edge is wide


def code_of(link: str) -> Markup:
    """The code as a picture in the page itself: black on white with its quiet edge, four times as large as its dots."""
    made = segno.make(link, error="m", micro=False)
    wide, high = made.symbol_size(scale=DOT, border=EDGE)
    drawn = made.svg_inline(
        scale=DOT, border=EDGE, dark="#000", light="#fff", omitsize=False, svgclass="tb-code", lineclass=None
    )
    # With its own measures as its view it is drawn larger or smaller as a whole: without, it would be cut off.
    drawn = drawn.replace("<svg ", f'<svg viewBox="0 0 {wide} {high}" ', 1)
    return Markup(drawn)  # noqa: S704 - of dots only: nothing that anybody typed is in it
