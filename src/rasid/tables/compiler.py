"""From the tables of words to the form index; beside it stand `compile_frames`, `compile_names` and `compile_lists`.

Runs when the package is built, never on a user's machine. The result is a plain object that loads in a blink.
"""

import hashlib
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, Final

from rasid.arabic.conjugate import conjugate
from rasid.arabic.inflect import NounForm, adjective_forms, noun_forms
from rasid.arabic.irregulars import COLUMNS as IRREGULAR_COLUMNS
from rasid.arabic.irregulars import Irregulars
from rasid.arabic.irregulars import read as read_irregulars
from rasid.arabic.normalise import normalise
from rasid.arabic.participles import participles
from rasid.records import TYPES
from rasid.tables.lexicon import Lemma
from rasid.tables.loader import SHADDA, Row, TableError, lemma_key, read_table
from rasid.tables.word_classes import COLUMNS as CLASS_COLUMNS
from rasid.tables.word_classes import NAME as CLASSES
from rasid.tables.word_classes import WordClasses
from rasid.tables.word_classes import read as read_classes

FOLDER: Final = Path(__file__).parent
VERB_COLUMNS: Final = ("lemma", "imperfect", "form", "masdar", "trans", "gen", "gloss")
NOUN_COLUMNS: Final = ("lemma", "plural", "gender", "class", "gloss")
NO_FEATURES: Final = ("", "", "s", "m", "", "a", "x")
Features = tuple[str, str, str, str, str, str, str]


@dataclass
class Compiler:
    """Collects lemmas and forms; ``faults`` holds what was wrong, each with file and line."""

    folder: Path
    lemmas: list[Lemma] = field(default_factory=list)
    feats: dict[Features, int] = field(default_factory=dict)
    index: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    verbs: dict[str, int] = field(default_factory=dict)
    conjugated: dict[tuple[str, str], int] = field(default_factory=dict)
    spelled: dict[str, int] = field(default_factory=dict)
    nouns: dict[str, int] = field(default_factory=dict)
    adjectives: dict[str, int] = field(default_factory=dict)
    faults: list[TableError] = field(default_factory=list)
    rows: dict[str, int] = field(default_factory=dict)
    types: tuple[str, ...] = TYPES

    def lemma(self, pos: str, key: str, **fields: Any) -> Lemma:
        made = Lemma(len(self.lemmas), pos, key, normalise(key), **fields)
        self.lemmas.append(made)
        return made

    def form(self, form: str, lemma: Lemma, feat: Features = NO_FEATURES) -> None:
        number = lemma.id * 256 + self.feats.setdefault(feat, len(self.feats))
        norm = normalise(form)
        if norm and number not in self.index[norm]:
            self.index[norm].append(number)

    def read(self, name: str, columns: tuple[str, ...], optional: tuple[str, ...] = ()) -> Iterator[Row]:
        path = self.folder / name
        if not path.exists():
            return
        try:
            for row in read_table(path, columns, optional):
                self.rows[name] = self.rows.get(name, 0) + 1
                yield row
        except TableError as fault:
            self.faults.append(fault)

    def read_all(self, pattern_: str, columns: tuple[str, ...]) -> Iterator[Row]:
        for path in sorted(self.folder.glob(pattern_)):
            yield from self.read(str(path.relative_to(self.folder)), columns)

    def rule(self, row: Row) -> str:
        """What a frame is called in a coding: its table and line."""
        return f"{row.path.stem}:{row.line}"

    def own_scores(self) -> dict[str, float]:
        """Scores of types that are not PLOVER's."""
        return {}

    @cached_property
    def irregulars(self) -> Irregulars:
        """Words that inflect in a way of their own."""
        try:
            return read_irregulars(self.read("irregulars.tsv", IRREGULAR_COLUMNS))
        except TableError as fault:
            self.faults.append(fault)
            return Irregulars()

    # -- words ---------------------------------------------------------------------------------------------------

    def add_verbs(self) -> None:
        for row in self.read_all("verbs/*.tsv", VERB_COLUMNS):
            key = lemma_key(row["lemma"])
            imperfect = normalise(row["imperfect"])
            if (key, imperfect) in self.conjugated:
                self._masdars(self.lemmas[self.conjugated[key, imperfect]], row)
                continue
            try:
                verb_forms = list(conjugate(row["lemma"], row["imperfect"], row["form"], self.irregulars))
                parts = participles(row["lemma"], row["imperfect"], row["form"], self.irregulars)
            except Exception as fault:
                self.faults.append(row.fault(f"cannot conjugate {row['lemma']}: {fault}"))
                continue
            verb = self.lemma("V", key, gen=row["gen"], trans=row["trans"])
            self.verbs.setdefault(key, verb.id)  # بدا "seem" and بدأ "begin" have one key, but forms of their own
            self.conjugated[key, imperfect] = verb.id
            self.spelled.setdefault(row["lemma"], verb.id)
            for made in verb_forms:
                state = "b" if made.bound else "a"
                self.form(made.form, verb, (made.aspect, made.person, made.number, made.gender, made.voice, state, "x"))
            self._masdars(verb, row)
            for voice, forms in zip("ap", parts, strict=True):
                for stem in forms:
                    self._adjective(stem, [], participle_of=verb.id, voice=voice)

        for row in self.read("aux_verbs.tsv", ("lemma", "kind", "gloss")):
            key = lemma_key(row["lemma"])
            if key in self.verbs:
                self.lemmas[self.spelled.get(row["lemma"], self.verbs[key])].role_word = row["kind"]
            else:
                self.faults.append(row.fault(f"no verbs table knows {row['lemma']}"))

    def _masdars(self, verb: Lemma, row: Row) -> None:
        masdars = row.items("masdar")
        if row["form"] in ("V", "VI") and row["lemma"].endswith("ى"):
            masdars.append(row["lemma"].replace(SHADDA, "")[:-1] + "ي")  # تنحّى: التنحي, which stands as تنحٍّ alone
        for masdar in masdars:
            noun = self._noun(
                masdar, [], "f" if masdar.endswith(("ة", "ى", "اء")) and masdar.endswith("ة") else "m", []
            )
            if verb.id not in noun.masdar_of:
                noun.masdar_of += (verb.id,)
                noun.gen = noun.gen or verb.gen

    def add_nouns(self) -> None:
        for row in self.read_all("nouns/*.tsv", NOUN_COLUMNS):
            self._noun(row["lemma"], row.items("plural"), row["gender"] or "m", row.items("class"))
        for row in self.read("roles.tsv", ("lemma", "plural", "role", "note")):
            head, _, second = row["lemma"].partition(" ")
            gender = "f" if head.endswith("ة") else "m"
            if second:
                self._noun(head, [], gender, []).role_with[bare(normalise(second))] = row["role"]
                continue
            noun = self._noun(head, row.items("plural"), gender, ["person"])
            noun.role = row["role"]

        for row in self.read("titles.tsv", ("title", "gender", "gloss")):
            self._noun(row["title"], [], row["gender"], ["person", "title"])

    def _noun(self, lemma: str, plurals: list[str], gender: str, classes: list[str]) -> Lemma:
        key = normalise(lemma)
        if key in self.nouns:
            noun = self.lemmas[self.nouns[key]]
            noun.classes |= frozenset(classes)
        else:
            noun = self.lemma("N", key, gender=gender, classes=frozenset(classes))
            self.nouns[key] = noun.id
        if " " not in lemma:
            for made in noun_forms(lemma, plurals, gender, self.irregulars):
                case = (
                    "t"
                    if made.case == "o" and made.number == "s" and made.form.endswith("ا") and made.form[:-1] == lemma
                    else made.case
                )
                self.form(made.form, noun, ("", "", made.number, made.gender, "", made.state, case))
        return noun

    def add_adjectives(self) -> None:
        for row in self.read("adjectives.tsv", ("lemma", "plural", "gloss")):
            self._adjective(row["lemma"], row.items("plural"))
        for name in ("states.tsv", "orgs.tsv", "groups.tsv"):
            for row in self.read_actors(name):
                for nisba in row.items("adjectives"):
                    adjective = self._adjective(nisba, [])
                    if row["code"] not in adjective.codes:
                        adjective.codes += (row["code"],)
        for key, number in self.adjectives.items():
            if key in self.nouns:
                self.lemmas[number].role = self.lemmas[self.nouns[key]].role
        for row in self.read("demonyms.tsv", ("form", "code", "note")):
            people = self.lemma("A", normalise(row["form"]), codes=(row["code"],), classes=frozenset(("person",)))
            self.form(row["form"], people, ("", "", "p", "m", "", "a", "x"))

    def read_actors(self, name: str) -> Iterator[Row]:
        columns = {
            "states.tsv": ("code", "names", "adjectives", "gender", "capital", "seats", "other", "source"),
            "orgs.tsv": ("code", "names", "adjectives", "kind", "source"),
            "groups.tsv": ("code", "names", "adjectives", "country", "role", "source"),
        }
        return self.read(name, columns[name])

    def _adjective(self, lemma: str, plurals: list[str], participle_of: int = -1, voice: str = "") -> Lemma:
        key = normalise(lemma)
        if key in self.adjectives:
            adjective = self.lemmas[self.adjectives[key]]
            if participle_of >= 0 and adjective.participle_of < 0:
                adjective.participle_of, adjective.voice = participle_of, voice
            elif participle_of >= 0 and adjective.participle_of != participle_of:
                adjective = self.lemma("A", f"{key}/{len(self.lemmas)}", participle_of=participle_of, voice=voice)
                adjective.plain = key
        else:
            adjective = self.lemma("A", key, participle_of=participle_of, voice=voice)
            self.adjectives[key] = adjective.id
        odd = self.irregulars
        for made in _pair_forms(lemma, odd) if " " in lemma else adjective_forms(lemma, plurals, odd):
            case = "t" if made.case == "o" and made.number == "s" and made.form.endswith("ا") else made.case
            self.form(made.form, adjective, ("", "", made.number, made.gender, "", made.state, case))
        return adjective

    def add_values(self) -> None:
        """Words that judge: the classes ``good``, ``bad``, ``true`` and ``false`` of their nouns and adjectives."""
        for row in self.read("evaluations.tsv", ("lemma", "value", "gloss")):
            key, _, prep = normalise(row["lemma"]).partition(" ")
            value = f"{row['value']} {prep}".strip()  # "مسؤول عن": only with its preposition
            found = [table[key] for table in (self.nouns, self.adjectives) if key in table]
            if row["value"] not in ("good", "bad", "true", "false") or not found:
                self.faults.append(
                    row.fault(f"no noun or adjective {row['lemma']}, or a value other than good, bad, true and false")
                )
            for number in found:
                self.lemmas[number].classes |= frozenset((value,))

    def add_particles(self) -> None:
        for row in self.read("particles.tsv", ("form", "pos", "role", "gloss")):
            particle = self.lemma(row["pos"], row["form"], role_word=row["role"])
            if " " not in row["form"]:
                self.form(row["form"], particle)
        for row in self.read("adverbs.tsv", ("form", "gloss")):
            adverb = self.lemma("F", normalise(row["form"]))
            if " " not in row["form"]:
                self.form(row["form"], adverb)
        for row in self.read("number_words.tsv", ("words", "kind", "value")):
            if row["kind"] not in ("fraction", "fractions"):
                for word in row.items("words"):
                    self.form(word, self.lemma("U", normalise(word)))
        for prep in ("ب", "ل", "ك"):
            self.form(prep, self.lemma("P", prep))
        for row in self.read("given_names.tsv", ("name", "gender"), ("ambiguous",)):
            self.form(row["name"], self.lemma("R", normalise(row["name"]), role_word=row.cells.get("ambiguous", "")))

    @cached_property
    def classes(self) -> WordClasses:
        """Words that rules ask for by the name of their class."""
        classes, faults = read_classes(self.read(CLASSES, CLASS_COLUMNS), self.folder / CLASSES)
        self.faults += faults
        return classes

    def states(self) -> frozenset[str]:
        """The codes of all states."""
        return frozenset(row["code"] for row in self.read_actors("states.tsv"))


def _pair_forms(lemma: str, irregulars: Irregulars) -> Iterator[NounForm]:
    """A nisba of two words: "كوري جنوبي" inflects both ("الكورية الجنوبية"), "جنوب أفريقي" only the last."""
    first, second = lemma.rsplit(" ", 1)
    forms = adjective_forms(first, [], irregulars) if first.endswith("ي") else ()
    firsts = {(f.number, f.gender, f.state, f.case): f.form for f in forms}
    for made in adjective_forms(second, [], irregulars):
        yield made._replace(form=f"{first} {made.form}")
        inflected = firsts.get((made.number, made.gender, made.state, made.case))
        if inflected is not None:
            yield made._replace(form=f"{inflected} {made.form}")
            yield made._replace(form=f"{inflected} ال{made.form}")


def bare(word: str) -> str:
    """A word without its article."""
    return word.removeprefix("ال") if len(word) > 4 else word


def digest(folder: Path) -> str:
    """A hash of all tables: on every row that the coder writes, so that a result can be traced to its tables."""
    sum_ = hashlib.blake2b(digest_size=8)
    for path in sorted(folder.rglob("*.tsv")):
        sum_.update(str(path.relative_to(folder)).encode())
        sum_.update(path.read_bytes())
    return sum_.hexdigest()
