"""The form index at run time: a word in, its possible readings out.

Analysis by generation: the compiler has written out every inflected form of every lemma; here a word is peeled of the
clitics that Arabic writes onto it (و ف ب ل ك س ال before, pronouns behind) and what remains is looked up. Readings are
remembered per spelling, so that a running text costs little more than a dictionary look-up a word.
"""

from typing import Final

from rasid.tables.notation import Frame
from rasid.tables.parcels import Index, Rows

# Pronouns written onto a word, normalised, longest first, with person, number and gender.
ENCLITICS: Final = (
    ("هما", "3dc"), ("كما", "2dc"), ("هم", "3pm"), ("هن", "3pf"), ("ها", "3sf"), ("كم", "2pm"), ("نا", "1pc"),
    ("ني", "1sc"), ("ه", "3sm"), ("ك", "2sm"), ("ي", "1sc"),
)  # fmt: skip
# What may stand before a stem, as (written, conjunction, preposition, article, future), longest first.
PROCLITICS: Final = tuple(
    sorted(
        (
            (conj + inner, conj, prep, det, fut)
            for conj in ("", "و", "ف")
            for inner, prep, det, fut in (
                ("", "", False, False), ("ال", "", True, False), ("بال", "ب", True, False), ("كال", "ك", True, False),
                ("لل", "ل", True, False), ("ب", "ب", False, False), ("ل", "ل", False, False), ("ك", "ك", False, False),
                ("س", "", False, True),
            )
        ),
        key=lambda item: -len(item[0]),
    )
)  # fmt: skip
_LONE_PREPS: Final = ("ب", "ل", "ك")
_LIMIT: Final = 200_000


class Lemma:
    """A dictionary word. ``pos``: V verb, N noun, A adjective, R name part, else a function word's class."""

    __slots__ = (
        "classes", "codes", "frames", "gen", "gender", "id", "key", "masdar_of", "participle_of", "plain", "pos",
        "role", "role_with", "role_word", "trans", "voice",
    )  # fmt: skip

    def __init__(
        self,
        number: int,
        pos: str,
        key: str,
        plain: str,
        gender: str = "m",
        classes: frozenset[str] = frozenset(),
        codes: tuple[str, ...] = (),
        role: str | None = None,
        gen: str = "",
        trans: str = "",
        masdar_of: tuple[int, ...] = (),
        participle_of: int = -1,
        voice: str = "",
        role_word: str = "",
    ) -> None:
        self.id = number
        self.pos = pos
        self.key = key
        self.plain = plain
        self.gender = gender
        self.classes = classes
        self.codes = codes
        self.role = role
        self.gen = gen
        self.trans = trans
        self.masdar_of = masdar_of
        self.participle_of = participle_of
        self.voice = voice
        self.role_word = role_word
        self.role_with: dict[str, str] = {}  # its role beside a word: "رجل دين" is clergy
        self.frames: list[Frame] = []

    def __repr__(self) -> str:
        return f"{self.pos}:{self.key}"


class Reading:
    """One way to read a word: a lemma, its inflection, and the clitics around it."""

    __slots__ = (
        "aspect", "case", "conj", "det", "fut", "gender", "lemma", "number", "person", "pos", "prep", "pron", "state",
        "voice",
    )  # fmt: skip

    def __init__(
        self, lemma: Lemma, feat: tuple[str, str, str, str, str, str, str],
        conj: str = "", prep: str = "", det: bool = False, fut: bool = False, pron: str = "",
    ) -> None:  # fmt: skip
        self.lemma = lemma
        self.pos = lemma.pos
        self.aspect, self.person, self.number, self.gender, self.voice, self.state, self.case = feat
        self.conj = conj
        self.prep = prep
        self.det = det
        self.fut = fut
        self.pron = pron

    def __repr__(self) -> str:
        marks = "".join((self.conj and self.conj + "+", self.prep and self.prep + "+", "ال+" if self.det else ""))
        form = self.aspect + self.person + self.number + self.gender + self.state + self.case
        return f"{marks}{self.lemma}[{form}]{self.pron}"


class Lexicon:
    """All lemmas, and the index from normalised form to ``lemma * 256 + features`` numbers."""

    def __init__(
        self,
        lemmas: Rows[Lemma],
        feats: list[tuple[str, str, str, str, str, str, str]],
        index: Index[tuple[int, ...]],
        firsts: frozenset[str],
    ) -> None:
        self.lemmas = lemmas
        self.feats = feats
        self.index = index
        self._known: dict[str, tuple[Reading, ...]] = {}
        self._firsts = firsts
        """The first words of forms of two words."""
        self._opens: dict[str, bool] = {}

    def pair(self, norm: str, following: str) -> tuple[Reading, ...]:
        """The readings of two words that are one ("الكوري الجنوبي"), if there are any."""
        opens = self._opens.get(norm)
        if opens is None:
            opens = any(norm.startswith(p[0]) and norm[len(p[0]) :] in self._firsts for p in PROCLITICS)
            if len(self._opens) > _LIMIT:
                self._opens.clear()
            self._opens[norm] = opens
        return self.readings(f"{norm} {following}") if opens else ()

    def readings(self, norm: str) -> tuple[Reading, ...]:
        """Every reading of a normalised word that the tables know, fewest clitics first."""
        known = self._known.get(norm)
        if known is None:
            known = tuple(self._analyse(norm))
            if not known and norm.endswith("ه") and len(norm) > 3:
                known = tuple(self._analyse(norm[:-1] + "ة"))  # final ة written without its dots
            if len(self._known) > _LIMIT:
                self._known.clear()
            self._known[norm] = known
        return known

    def _analyse(self, norm: str) -> list[Reading]:
        found: list[Reading] = []
        for written, conj, prep, det, fut in reversed(PROCLITICS):
            if written and not norm.startswith(written):
                continue
            stem = norm[len(written) :]
            if not stem:
                continue
            self._stem(found, stem, conj, prep, det, fut, "")
            if det:
                if prep == "ل" and stem[0] != "ل":  # لل + لجنة is written للجنة
                    self._stem(found, "ل" + stem, conj, prep, det, fut, "")
                continue
            for ending, pron in ENCLITICS:
                if len(stem) > len(ending) and stem.endswith(ending):
                    self._stem(found, stem[: -len(ending)], conj, prep, det, fut, pron)
        for conj in ("", "و", "ف"):
            rest = norm[len(conj) :] if norm.startswith(conj) else ""
            if rest and rest[0] in _LONE_PREPS:
                for ending, pron in ENCLITICS:
                    if rest[1:] == ending:
                        for number in self.index.get(rest[0]) or ():
                            found.append(
                                Reading(
                                    self.lemmas[number >> 8], self.feats[number & 255], conj, "", False, False, pron
                                )
                            )
        return found

    def _stem(self, found: list[Reading], stem: str, conj: str, prep: str, det: bool, fut: bool, pron: str) -> None:
        for number in self.index.get(stem) or ():
            lemma = self.lemmas[number >> 8]
            feat = self.feats[number & 255]
            if _legal(lemma.pos, feat, stem, prep, det, fut, pron):
                found.append(Reading(lemma, feat, conj, prep, det, fut, pron))


def _legal(pos: str, feat: tuple[str, ...], stem: str, prep: str, det: bool, fut: bool, pron: str) -> bool:
    state, case = feat[5], feat[6]
    bound = state == "b"
    if bound and not pron:
        return False
    if pos == "V":
        if det or (prep and (prep != "ل" or feat[0] not in "ij")):
            return False
        return not fut or feat[0] == "i"
    if fut:
        return False
    if pos in ("N", "A"):
        if pron and (state == "f" or case == "t" or (not bound and stem.endswith("ة"))):
            return False
        if det and (state == "c" or (state == "f" and case == "x")):  # with its article غازٍ is الغازي
            return False
        return not (det and case == "t")
    if pos == "R":
        return not pron and not det
    if pos in ("P", "S"):
        return not det and not prep and (not pron or len(stem) > 1)
    if pos in "IGTCWF":
        return not (det or prep or pron)
    return not pron
