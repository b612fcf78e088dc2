"""Which way a language is written, and what its readers call it.

A language is a code as HTML takes it (BCP 47): `pl`, `ar`, `ku-Latn`.
"""

# Languages whose usual script runs from right to left, and those scripts. Source: Unicode CLDR 45, likelySubtags and
# scriptMetadata.
LANGUAGES = frozenset(
    ("ar", "arc", "ckb", "dv", "fa", "he", "ks", "nqo", "prs", "ps", "sd", "syr", "ug", "ur", "yi")
)
SCRIPTS = frozenset(("Adlm", "Arab", "Aran", "Hebr", "Mand", "Nkoo", "Rohg", "Samr", "Syrc", "Thaa"))
A_SCRIPT = 4  # letters


def direction(language: str) -> str:
    """`rtl` or `ltr`, as HTML says it. A script that is named goes before the language's usual one."""
    first, *others = language.split("-")
    script = next((part.title() for part in others if len(part) == A_SCRIPT and part.isalpha()), "")
    if script:
        return "rtl" if script in SCRIPTS else "ltr"
    return "rtl" if first.lower() in LANGUAGES else "ltr"
