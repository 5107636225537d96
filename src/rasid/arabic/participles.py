"""The participles of an Arabic verb, from its past, its present and the number of its form."""

from rasid.arabic.conjugate import Verb
from rasid.arabic.hamza import HAMZAS, KASRATAN, close_middle, together
from rasid.arabic.irregulars import Irregulars


def participles(lemma: str, imperfect: str, form: str, irregulars: Irregulars) -> tuple[list[str], list[str]]:
    """Active and passive participle, masculine singular.

    One that drops its ya when indefinite has its dictionary form, داعٍ, the only vowel mark that we write: `inflect`
    makes داع, داعي, داعية, داعون of it, and not the ساعة that *ساع would give.
    """
    verb = Verb(lemma, imperfect, form, irregulars)
    active, passive = _of_form_one(verb) if form == "I" else _derived(verb)
    return _surfaces(active), _surfaces(passive)


def _surfaces(forms: list[str]) -> list[str]:
    return list(dict.fromkeys(together(form) for form in forms))


def _of_form_one(verb: Verb) -> tuple[list[str], list[str]]:
    past, stem = verb.past, verb.stem
    first = past[0]
    if verb.hollow:
        last = past[-1]
        weak = "ي" if stem[-2] == "ي" or past in verb.irregulars.hollow_ya else "و"
        active = [first + "اء" + KASRATAN] if last == "ء" else [first + "ائ" + last]
        passive = "م" + first + weak + last
        return active, [passive]
    if verb.doubled:
        return [first + "ا" + past[1]], ["م" + first + past[1] + "و" + past[1]]
    middle = past[1]
    ha = middle in HAMZAS
    if verb.defective:
        weak = "و" if stem[-1] == "و" else "ي"
        passive = "م" + first + ("ئ" if ha else middle) + weak
        return [first + "ا" + ("ء" if ha else middle) + KASRATAN], [passive]
    last = past[-1]
    active_last = "ئ" if last in HAMZAS else last
    passive_last = "ء" if last in HAMZAS else last
    active = [first + "ا" + ("ئ" if ha else middle) + active_last]
    if ha:
        return active, ["م" + first + seated + "و" + passive_last for seated in ("ؤ", "ئ")]
    return active, ["م" + first + middle + "و" + passive_last]


def _derived(verb: Verb) -> tuple[list[str], list[str]]:
    stem, form = verb.stem, verb.form
    passive_stem = verb.passive_stem()
    active = stem
    with_a = form in {"V", "VI", "QII"}  # the active participle has an i where the present has an a
    if verb.defective:
        return ["م" + stem[:-1] + KASRATAN], ["م" + passive_stem[:-1] + "ى"]
    if with_a:
        active = close_middle(stem[:-1] + "ئ" if stem[-1] == "أ" else stem)
    return ["م" + active], ["م" + (stem if with_a else passive_stem)]
