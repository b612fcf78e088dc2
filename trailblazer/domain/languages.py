"""Which way a language is written, and what it is called.

A language is a code as HTML takes it (BCP 47): `pl`, `ar`, `ku-Latn`.
"""

# Languages whose usual script runs from right to left, and those scripts. Source: Unicode CLDR 45, likelySubtags and
# scriptMetadata.
LANGUAGES = frozenset(
    ("ar", "arc", "ckb", "dv", "fa", "he", "ks", "nqo", "prs", "ps", "sd", "syr", "ug", "ur", "yi")
)
SCRIPTS = frozenset(("Adlm", "Arab", "Aran", "Hebr", "Mand", "Nkoo", "Rohg", "Samr", "Syrc", "Thaa"))
# Some languages that are spoken in England; others are shown by their code.
NAMES = {
    "ar": "Arabic",
    "bn": "Bengali",
    "ckb": "Kurdish, Sorani",
    "cy": "Welsh",
    "en": "English",
    "es": "Spanish",
    "fa": "Persian",
    "fr": "French",
    "gu": "Gujarati",
    "it": "Italian",
    "ku": "Kurdish",
    "lt": "Lithuanian",
    "pa": "Panjabi",
    "pl": "Polish",
    "prs": "Dari",
    "ps": "Pashto",
    "pt": "Portuguese",
    "ro": "Romanian",
    "so": "Somali",
    "ta": "Tamil",
    "tr": "Turkish",
    "uk": "Ukrainian",
    "ur": "Urdu",
    "zh": "Chinese",
}
A_SCRIPT = 4  # letters


def direction(language: str) -> str:
    """`rtl` or `ltr`, as HTML says it. A script that is named goes before the language's usual one."""
    first, *others = language.split("-")
    script = next((part.title() for part in others if len(part) == A_SCRIPT and part.isalpha()), "")
    if script:
        return "rtl" if script in SCRIPTS else "ltr"
    return "rtl" if first.lower() in LANGUAGES else "ltr"


def name_of(language: str) -> str:
    """What it is called in English with its code, or the code alone where the name is not known here."""
    found = NAMES.get(language.split("-", maxsplit=1)[0].lower(), "")
    if language == "en":
        return found
    return f"{found} ({language})" if found else language
