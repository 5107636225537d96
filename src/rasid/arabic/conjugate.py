"""Every unvocalised form of an Arabic verb, from its past, its present and the number of its form.

Arabic newspapers leave the vowels out, so a verb needs far fewer rules than a grammar of the vocalised
language has: what changes on paper is the long vowels of weak roots, the doubled letter of doubled roots,
and the seat of the hamza. All three can be read from the two principal parts.

    >>> [f.form for f in conjugate("قال", "يقول", "I", Irregulars()) if f.aspect == "j" and f.number == "s"][:2]
    ['يقل', 'تقل']

Within this module the madda (آ) is taken apart into hamza and alif, and put together again at the end.
"""

from collections.abc import Iterator
from typing import NamedTuple

from rasid.arabic.hamza import HAMZAS, SHADDA, apart, merge, open_middle, seat, together
from rasid.arabic.irregulars import Irregulars

FORMS = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "QI", "QII", "QIV")

_WITHOUT_PASSIVE = {"VII", "IX", "QIV"}
_CAN_BE_HOLLOW = {"I", "IV", "VII", "VIII", "X"}
_ALIF_IN_FRONT = {"VII", "VIII", "IX", "X", "QIV"}
_SECOND_RADICAL = {"I": 1, "II": 1, "III": 2, "IV": 2, "V": 2, "VI": 3, "VIII": 3, "X": 4, "QI": 2, "QII": 3}


class VerbForm(NamedTuple):
    """One surface form. `aspect`: p perfect, i imperfect, j only jussive or subjunctive, m imperative;
    `voice`: a, p, or b where the letters are the same for both; `bound`: only before an object pronoun."""

    form: str
    aspect: str
    person: str
    number: str
    gender: str
    voice: str
    bound: bool = False


class Cell(NamedTuple):
    person: str
    number: str
    gender: str


# cell, suffix: those that begin with a vowel leave the stem long, those with a consonant shorten it
_PAST_LONG = (
    (Cell("3", "s", "m"), ""),
    (Cell("3", "s", "f"), "ت"),
    (Cell("3", "d", "m"), "ا"),
    (Cell("3", "d", "f"), "تا"),
    (Cell("3", "p", "m"), "وا"),
)
_PAST_SHORT = (
    (Cell("3", "p", "f"), "ن"),
    (Cell("2", "s", "m"), "ت"),
    (Cell("2", "s", "f"), "ت"),
    (Cell("2", "d", "c"), "تما"),
    (Cell("2", "p", "m"), "تم"),
    (Cell("2", "p", "f"), "تن"),
    (Cell("1", "s", "c"), "ت"),
    (Cell("1", "p", "c"), "نا"),
)

_PRESENT = (
    (Cell("3", "s", "m"), "ي", ""),
    (Cell("3", "s", "f"), "ت", ""),
    (Cell("3", "d", "m"), "ي", "ان"),
    (Cell("3", "d", "f"), "ت", "ان"),
    (Cell("3", "p", "m"), "ي", "ون"),
    (Cell("3", "p", "f"), "ي", "ن"),
    (Cell("2", "s", "m"), "ت", ""),
    (Cell("2", "s", "f"), "ت", "ين"),
    (Cell("2", "d", "c"), "ت", "ان"),
    (Cell("2", "p", "m"), "ت", "ون"),
    (Cell("2", "p", "f"), "ت", "ن"),
    (Cell("1", "s", "c"), "أ", ""),
    (Cell("1", "p", "c"), "ن", ""),
)
_IMPERATIVE = (
    (Cell("2", "s", "m"), ""),
    (Cell("2", "s", "f"), "ين"),
    (Cell("2", "d", "c"), "ان"),
    (Cell("2", "p", "m"), "ون"),
    (Cell("2", "p", "f"), "ن"),
)
_JUSSIVE_ENDING = {"ان": "ا", "ون": "وا", "ين": "ي"}


class Verb:
    """The principal parts, and what kind of root stands behind them."""

    def __init__(self, lemma: str, imperfect: str, form: str, irregulars: Irregulars) -> None:
        if form not in FORMS:
            raise ValueError(f"no such verb form: {form}")
        if len(lemma) < 2 or len(imperfect) < 2 or imperfect[0] != "ي":
            raise ValueError(f"not a past and a present: {lemma}, {imperfect}")
        self.form = form
        self.irregulars = irregulars
        self.doubled = lemma[-1] == SHADDA
        self.past = apart(lemma.replace(SHADDA, ""))
        self.stem = apart(imperfect.replace(SHADDA, ""))[1:]
        past = self.past
        self.hollow = form in _CAN_BE_HOLLOW and not self.doubled and len(past) > 2 and past[-2] == "ا"
        self.defective = past[-1] in "ىا" or (past[-1] == "ي" and self.stem[-1] in "ىايو")
        self.assimilated = form == "I" and past[0] == "و" and self.stem[0] != "و"

    # passive principal parts

    def passive_past(self) -> str:
        past, form = self.past, self.form
        if form in {"III", "VI"}:
            at = past.index("ا")
            past = past[:at] + "و" + past[at + 1 :]
            if form == "VI" and past[at - 1] == "أ":
                past = past[: at - 1] + "ؤ" + past[at:]
        elif form == "IV" and past[1] in "اي":
            past = "أو" + past[2:] if not (past[1] == "ا" and self.hollow) else past
        elif form == "VIII" and past[1] == "ئ":
            past = "اؤ" + past[2:]
        elif form == "X" and past[3] == "أ":
            past = past[:3] + "ؤ" + past[4:]
        elif form == "V" and past[1] == "أ":
            past = "تؤ" + past[2:]
        if self.hollow:
            return past[:-2] + "ي" + past[-1]
        at = _SECOND_RADICAL.get(form, 0)
        if 0 < at < len(past) and past[at] in HAMZAS:
            past = past[:at] + "ئ" + past[at + 1 :]
        if self.defective:
            return past[:-1] + "ي"
        if past[-1] in "أء":
            return past[:-1] + "ئ"
        return past

    def passive_stem(self) -> str:
        stem = "و" + self.stem if self.assimilated else self.stem
        if self.form in {"I", "VIII"} and stem[0] in "أئ" and self.past[0] in "أا":
            stem = "ؤ" + stem[1:]
        if self.form == "I" and self.past[0] == "ي" and stem[0] == "ي":
            stem = "و" + stem[1:]
        if self.hollow:
            return stem[:-2] + "ا" + stem[-1]
        if self.defective:
            stem = stem[:-1] + ("ا" if stem[-2:-1] == "ي" else "ى")
        elif stem[-1] == "ئ":
            stem = stem[:-1] + "أ"
        return open_middle(stem)

    # the two conjugations

    def past_forms(self, past: str, passive: bool) -> Iterator[tuple[Cell, str, bool]]:
        short = past
        if self.defective and past[-1] != "ي":
            stem = past[:-1]
            waw = past[-1] == "ا" and self.form == "I" and self.stem[-1] == "و"
            short = stem + ("و" if waw else "ي")
            for cell, suffix in _PAST_LONG:
                if not suffix:
                    yield cell, past, False
                    if past[-1] == "ى":
                        yield cell, stem + "ا", True
                elif suffix == "ا":
                    yield cell, short + "ا", False
                else:
                    yield cell, stem + suffix, False
                if suffix == "وا":
                    yield cell, stem + "و", True
        else:
            if self.hollow:
                short = self.short_past()
            elif self.doubled:
                short = past + past[-1]
            for cell, suffix in _PAST_LONG:
                stem = past[:-1] if self.defective and suffix == "وا" else past
                for form in seat(stem, suffix):
                    yield cell, form, False
                    if suffix == "وا" and not passive:
                        yield cell, form[:-1], True
        for cell, suffix in _PAST_SHORT:
            form = merge(short, suffix)
            yield cell, form, False
            if suffix == "تم" and not passive:
                yield cell, form + "و", True

    def short_past(self) -> str:
        """The stem of a hollow verb before a consonant: قل-, أعد-, جئ-."""
        past = self.past
        if past[-1] == "ء":
            hamza = "أ" if self.form != "I" else "ؤ" if self.stem[-2] == "و" else "ئ"
            return past[:-2] + hamza
        return past[:-2] + past[-1]

    def endings(self, stem: str, suffix: str) -> tuple[list[str], list[str], list[str]]:
        """A present stem with one of its suffixes: indicative, jussive and subjunctive, bound to a pronoun."""
        last = stem[-1]
        if self.defective:
            body = stem[:-1]
            if not suffix:
                return [stem], [body], [body + "ا"] if last == "ى" else []
            if suffix == "ن":
                return [body + ("و" if last == "و" else "ي") + "ن"], [], []
            if suffix == "ان":
                body += "و" if last == "و" else "ي"
            end = _JUSSIVE_ENDING[suffix]
            return [body + suffix], [body + end], [body + "و"] if suffix == "ون" else []
        if not suffix:
            jussive = [self.short_stem(stem)] if self.hollow else []
            if last == "أ":
                return [stem], jussive, [stem[:-1] + "ؤ"]
            if last == "ء":
                return [stem], jussive, [stem[:-1] + ("ئ" if stem[-2] == "ي" else "ؤ")]
            return [stem], jussive, []
        if suffix == "ن":
            if self.hollow:
                stem = self.short_stem(stem)
            elif self.doubled:
                stem += last
            return [merge(stem, suffix)], [], []
        jussive = seat(stem, _JUSSIVE_ENDING[suffix])
        return seat(stem, suffix), jussive, [form[:-1] for form in jussive] if suffix == "ون" else []

    @staticmethod
    def short_stem(stem: str) -> str:
        """The present stem of a hollow verb, closed: قول -> قل, جيء -> جئ."""
        last = {"ي": "ئ", "و": "ؤ", "ا": "أ"}[stem[-2]] if stem[-1] == "ء" else stem[-1]
        return stem[:-2] + last

    def present_forms(self, stem: str, passive: bool) -> Iterator[tuple[Cell, str, str, bool]]:
        for cell, prefix, suffix in _PRESENT:
            indicative, jussive, bound = self.endings(stem, suffix)
            if self.past in self.irregulars.jussive and not suffix and not passive:
                jussive.append(self.irregulars.jussive[self.past][1:])  # without its prefix
            found = [(end, "i", False) for end in indicative]
            found += [(end, "j", False) for end in jussive if end not in indicative]
            if not passive:
                found += [(end, "j" if suffix else "i", True) for end in bound]
            for end, aspect, is_bound in found:
                for form in self.first_person(end, passive) if prefix == "أ" else [prefix + end]:
                    yield cell, aspect, form, is_bound

    def first_person(self, stem: str, passive: bool) -> list[str]:
        if stem[0] == "أ":
            return ["أا" + stem[1:]]
        if stem[0] == "ؤ" and (self.form == "IV" or (self.form in {"I", "VIII"} and passive)):
            return ["أ" + stem, "أو" + stem[1:]]
        return ["أ" + stem]

    def imperative_forms(self) -> Iterator[tuple[Cell, str, bool]]:
        if self.past in self.irregulars.no_imperative:
            return
        stem, in_front = self.stem, ""
        if self.form in _ALIF_IN_FRONT:
            in_front = "ا"
        elif self.form == "IV":
            in_front = "أ"
            if stem[0] == "ؤ":
                stem = "ا" + stem[1:]
            elif self.past[1] == "ي":
                stem = "ي" + stem[1:]
        elif self.form == "I" and not (self.hollow or self.doubled or self.assimilated):
            in_front = "ا"
            if self.past in self.irregulars.imperative:
                in_front, stem = "", self.irregulars.imperative[self.past]
            elif stem[0] == "أ":
                stem = "ئ" + stem[1:]
            elif stem[0] == "و":
                stem = "ي" + stem[1:]
        if self.form == "VIII" and stem[0] == "أ":
            stem = "ئ" + stem[1:]
        for cell, suffix in _IMPERATIVE:
            indicative, jussive, bound = self.endings(stem, suffix)
            front = "ا" if self.form == "I" and self.doubled and suffix == "ن" else in_front
            for form in jussive or indicative:
                yield cell, front + form, False
            if suffix == "ون":
                for form in bound:
                    yield cell, in_front + form, True


def conjugate(
    lemma: str, imperfect: str, form: str, irregulars: Irregulars, *, passive: bool = True
) -> Iterator[VerbForm]:
    """All forms of the verb; each cell's passive too, unless `passive` is off, where the letters differ or not.

    `lemma` and `imperfect` are unvocalised third persons masculine singular with their shadda (وقّع, يوقّع).
    """
    verb = Verb(lemma, imperfect, form, irregulars)
    with_passive = passive and form not in _WITHOUT_PASSIVE
    found: dict[tuple[str, Cell, bool, str], str] = {}

    def note(aspect: str, cell: Cell, surface: str, bound: bool, voice: str) -> None:
        key = (aspect, cell, bound, together(surface))
        found[key] = voice if found.get(key, voice) == voice else "b"

    for cell, surface, bound in verb.past_forms(verb.past, passive=False):
        note("p", cell, surface, bound, "a")
    for cell, aspect, surface, bound in verb.present_forms(verb.stem, passive=False):
        note(aspect, cell, surface, bound, "a")
    if with_passive:
        for cell, surface, bound in verb.past_forms(verb.passive_past(), passive=True):
            note("p", cell, surface, bound, "p")
        for cell, aspect, surface, bound in verb.present_forms(verb.passive_stem(), passive=True):
            note(aspect, cell, surface, bound, "p")
    for cell, surface, bound in verb.imperative_forms():
        note("m", cell, surface, bound, "a")
    for (aspect, cell, bound, surface), voice in found.items():
        yield VerbForm(surface, aspect, *cell, voice, bound)
