"""Where the hamza sits, and what else changes on paper when a stem meets a suffix."""

SHADDA = "\u0651"
KASRATAN = "\u064d"  # closes the dictionary form of a word that drops its ya when indefinite (داعٍ)
HAMZAS = "أؤئء"


def apart(text: str) -> str:
    """Take the madda apart into hamza and alif."""
    return text.replace("آ", "أا")


def together(text: str) -> str:
    """Surface spelling: no shadda, hamza and alif as madda."""
    return text.replace(SHADDA, "").replace("أا", "آ")


def seat(stem: str, suffix: str) -> list[str]:
    """Join a suffix to a stem; a final hamza takes the seat, or the two usual seats, that the suffix calls for.

    >>> seat("بدأ", "وا"), seat("جاء", "وا"), seat("يجيء", "ون")
    (['بدؤوا', 'بدأوا'], ['جاؤوا', 'جاءوا'], ['يجيئون'])
    """
    if not suffix or stem[-1] not in HAMZAS:
        return [stem + suffix]
    body, hamza, vowel = stem[:-1], stem[-1], suffix[0]
    if hamza == "ئ":
        return [stem + suffix]
    if hamza == "ؤ":
        return [body + ("ئ" if vowel == "ي" else "ؤ") + suffix]
    if hamza == "أ":
        if vowel == "و":
            return [body + "ؤ" + suffix, body + "أ" + suffix]
        if vowel == "ي":
            return [body + "ئ" + suffix, body + "أ" + suffix]
        return [stem + suffix]
    if body.endswith("ي"):
        return [body + "ئ" + suffix]
    if vowel == "و":
        return [body + "ؤ" + suffix, body + "ء" + suffix]
    if vowel == "ي":
        return [body + "ئ" + suffix]
    return [stem + suffix]


def merge(stem: str, suffix: str) -> str:
    """A final ت or ن melts into the same letter of the suffix (أثبتّ, أعلنّا)."""
    return stem[:-1] + suffix if stem[-1] in "تن" and stem[-1] == suffix[:1] else stem + suffix


def open_middle(stem: str) -> str:
    """The middle hamza of a present stem after an a: يسائل -> يساءل, يطمئن -> يطمأن."""
    at = stem.rfind("ئ")
    if at < 1 or at == len(stem) - 1:
        return stem
    return stem[:at] + ("ء" if stem[at - 1] == "ا" else "أ") + stem[at + 1 :]


def close_middle(stem: str) -> str:
    """The hamza before the last radical with an i: متفاءل -> متفائل."""
    if len(stem) > 3 and stem[-2] in "أء":
        return stem[:-2] + "ئ" + stem[-1]
    return stem
