"""Of the guide: each picture is there, says how it is taken, and stands in a page; each page is in the list by role."""

import re
import tomllib
from pathlib import Path

GUIDE = Path(__file__).resolve().parents[2] / "docs" / "guide"
PAGES = {path.name: path.read_text("utf-8") for path in GUIDE.glob("*.md")}
FILES = {path.name for path in GUIDE.glob("*.png")}


def test_each_picture_is_there_and_stands_in_a_page():
    named = {name for text in PAGES.values() for name in re.findall(r"\]\(([\w-]+\.png)\)", text)}
    assert named == FILES


def test_each_picture_says_how_it_is_taken():
    listed = tomllib.loads((GUIDE / "pictures.toml").read_text("utf-8"))["picture"]
    assert {f"{one['name']}{width}.png" for one in listed for width in ("", "-phone")} == FILES


def test_each_picture_says_in_words_what_it_shows():
    shown = [words for text in PAGES.values() for words in re.findall(r"!\[(.*?)\]", text)]
    assert [words for words in shown if len(words.split()) < 4] == []


def test_the_first_page_leads_to_every_other():
    linked = set(re.findall(r"\]\(([\w-]+\.md)", PAGES["README.md"]))
    assert linked == PAGES.keys() - {"README.md"}
