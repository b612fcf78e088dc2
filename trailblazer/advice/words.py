"""The words of the codes of advice, also of a code that its list no longer holds."""

from collections.abc import Iterable

from trailblazer.domain import codes


def in_words(code_list: str, code: str) -> str:
    return codes.load(code_list).words_or_code(code)


def several(code_list: str, kept: Iterable[str]) -> str:
    """By telephone, by video or in school"""
    words = [in_words(code_list, code) for code in kept]
    said = [words[0], *(f"{word[:1].lower()}{word[1:]}" for word in words[1:])] if words else []
    return " or ".join([", ".join(said[:-1]), said[-1]]) if len(said) > 1 else "".join(said)


def topic(code: str) -> str:
    return in_words("advice_topics", code)


def outcome(code: str) -> str:
    return in_words("advice_outcomes", code)


def outcome_for_school(code: str) -> str:
    known = codes.load("advice_outcomes")
    return known.plain(code) if code in known else code


def reason_of(topic_code: str) -> str:
    """The reason of a request that a topic becomes; nothing where it is none."""
    known = codes.load("advice_topics")
    return known[topic_code].note if topic_code in known else ""
