"""Content packs in an invented language that is written from right to left: each Latin letter is another one."""

import json

from trailblazer.domain.instruments.catalogue import instrument

LANGUAGE = "ar-XA"
LETTERS = dict(zip("abcdefghijklmnopqrstuvwxyz", "ابثدهفجحيذكلمنوپقرستؤڤشخغز", strict=True))


def turned(text):
    return "".join(LETTERS.get(letter, letter) for letter in text.lower())


def pack(instrument_id, **more):
    """Every question by its topic, every answer by its number. A number in the words shows what keeps its order."""
    one = instrument(instrument_id)
    facts = {
        "instrument": one.id,
        "language": LANGUAGE,
        "licence": "Invented",
        "stem": turned("in the last 2 weeks:"),
    }
    if one.risk_item:
        facts["seen_at_once"] = turned("we see this one answer at once. nobody watches all the time.")
    tables = {
        "items": {item.code: turned(f"how much {item.topic}?") for item in one.items},
        "options": {
            str(option.value): turned(option.label or f"answer, {option.value}") for option in one.options
        },
        "words": {words.code: turned(words.text) for words in one.words},
    }
    for item in one.items:
        if item.options:
            tables[f"options_of.{item.code}"] = {
                str(option.value): turned(option.label or f"answer {option.value}") for option in item.options
            }
    if one.line is not None:
        tables["ends"] = {item.code: [turned("very bad"), turned("very good")] for item in one.items}
    lines = [f"{name} = {json.dumps(value)}" for name, value in (facts | more).items()]
    for table, rows in tables.items():
        lines += (
            [f"[{table}]", *(f"{code} = {json.dumps(text)}" for code, text in rows.items())] if rows else []
        )
    return "\n".join(lines).encode()


def write_packs(folder, *instrument_ids):
    for instrument_id in instrument_ids:
        (folder / f"{instrument_id}.toml").write_bytes(pack(instrument_id))
    return folder
