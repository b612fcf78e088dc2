"""Takes the pictures of the user guide from a running demonstration, as docs/guide/pictures.toml lists them.

TODAY=2026-11-24 make demo RESET=1        in one terminal
make pictures                             in another
"""

import argparse
import os
import sys
import tomllib
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image
from playwright.sync_api import Browser, Error, Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
GUIDE = ROOT / "docs" / "guide"
WIDTHS = {"": (1280, 900), "-phone": (375, 812)}
LONGEST = {"": 3600, "-phone": 2436}  # pixels: three screens of a phone; what lies below is left out
COLOURS, MOST_SEEN = 256, 192  # of a picture


def take(browser: Browser, address: str, sign_in: str, wanted: dict[str, Any]) -> list[Path]:
    """The picture at both widths."""
    taken = []
    for suffix, (width, height) in WIDTHS.items():
        context = browser.new_context(
            base_url=address,
            viewport={"width": width, "height": height},
            locale="en-GB",
            reduced_motion="reduce",
        )
        page = context.new_page()
        go_to(page, sign_in, wanted)
        path = GUIDE / f"{wanted['name']}{suffix}.png"
        page.screenshot(path=path, full_page=wanted.get("whole", True))
        make_small(path, LONGEST[suffix])
        taken.append(path)
        context.close()
    return taken


def go_to(page: Page, sign_in: str, wanted: dict[str, Any]) -> None:
    """Signs in by the button that bears the words, opens the page, follows the links."""
    if "as" in wanted:
        page.goto(sign_in)
        page.get_by_role("button", name=wanted["as"]).first.click()
        page.get_by_text("who is invented").wait_for()  # said once, so it is in no picture
    answer = page.goto(wanted["at"])
    if answer is None or not answer.ok:
        raise LookupError(f"{wanted['name']}: {wanted['at']} could not be opened")
    in_table = page.locator("main tbody")
    for words in wanted.get("follow", []):
        page.get_by_role("link", name=words).first.click()
    if wanted.get("follow_first"):  # the record that heads a list
        in_table.locator("th a").first.click()
    for words in wanted.get("follow_in_table", []):
        in_table.get_by_role("link", name=words).first.click()
    for words in wanted.get("follow_last_in_table", []):
        in_table.get_by_role("link", name=words).last.click()
    for words in wanted.get("follow_then", []):
        page.get_by_role("link", name=words).first.click()


def make_small(path: Path, longest: int) -> None:
    """Cuts a long page, and keeps the colours that a page needs: a third of the size, and looks the same."""
    with Image.open(path) as taken:
        shown = np.asarray(taken.convert("RGB"))[:longest]
    parts = shown.astype(np.int64) @ (1 << 16, 1 << 8, 1)
    shades, place, often = np.unique(parts, return_inverse=True, return_counts=True)
    colours = np.stack([shades >> 16, shades >> 8 & 255, shades & 255], axis=1)
    kept = list(np.argsort(-often)[:MOST_SEEN])
    away = np.min([((colours - colours[one]) ** 2).sum(axis=1) for one in kept], axis=0)
    while len(kept) < min(COLOURS, len(shades)):  # then those that none of these is near to
        kept.append(int(np.argmax(away)))
        away = np.minimum(away, ((colours - colours[kept[-1]]) ** 2).sum(axis=1))
    nearest = ((colours[:, None] - colours[kept]) ** 2).sum(axis=2).argmin(axis=1).astype(np.uint8)
    fewer = Image.fromarray(nearest[place].reshape(parts.shape), "P")
    fewer.putpalette(colours[kept].astype(np.uint8).tobytes())
    fewer.save(path, optimize=True)


def main() -> int:
    asked = argparse.ArgumentParser(description="Take the pictures of the user guide.")
    asked.add_argument("--port", type=int, default=8000)
    asked.add_argument("names", nargs="*", help="only these")
    chosen = asked.parse_args()
    listed = tomllib.loads((GUIDE / "pictures.toml").read_text("utf-8"))
    wanted = [each for each in listed["picture"] if not chosen.names or each["name"] in chosen.names]
    options = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=os.environ["CHROMIUM"], args=options)
        try:
            for each in wanted:
                for path in take(browser, f"http://localhost:{chosen.port}", listed["sign_in"], each):
                    print(path.relative_to(ROOT))
        except (Error, LookupError) as fault:
            print(f"{fault}\nIs the demonstration running? Start it with make demo.", file=sys.stderr)
            return 1
        finally:
            browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
