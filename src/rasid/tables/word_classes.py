"""Words that rules ask for by the name of their class: a preposition of aim, a word for a war, a street.

>>> from rasid.tables import load
>>> "شارع" in load().classes.streets
True
"""

from collections.abc import Iterable
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Final

from rasid.arabic.normalise import normalise
from rasid.tables.loader import Row, TableError

NAME: Final = "word_classes.tsv"
COLUMNS: Final = ("class", "word", "gloss")


@dataclass(frozen=True, slots=True)
class WordClasses:
    """The words of each class, normalised; the head of ``word_classes.tsv`` says what each is asked by."""

    after_preps: frozenset[str]
    after_which: frozenset[str]
    agency_cues: frozenset[str]
    agent_preps: frozenset[str]
    aim_preps: frozenset[str]
    also: frozenset[str]
    and_first: frozenset[str]
    answered_preps: frozenset[str]
    answers: frozenset[str]
    around_preps: frozenset[str]
    as_for: frozenset[str]
    as_said: frozenset[str]
    before_places: frozenset[str]
    before_that: frozenset[str]
    both_genders: frozenset[str]
    by_that: frozenset[str]
    by_what: frozenset[str]
    cause_preps: frozenset[str]
    charge_preps: frozenset[str]
    coming: frozenset[str]
    council_papers: frozenset[str]
    counted_from: frozenset[str]
    counting: frozenset[str]
    country_preps: frozenset[str]
    court: frozenset[str]
    dashes: frozenset[str]
    denials: frozenset[str]
    despite_preps: frozenset[str]
    directions: frozenset[str]
    during_preps: frozenset[str]
    feminine_duals: frozenset[str]
    feminine_heads: frozenset[str]
    former: frozenset[str]
    from_what: frozenset[str]
    goes_on: frozenset[str]
    group_cues: frozenset[str]
    halts: frozenset[str]
    hands: frozenset[str]
    having_preps: frozenset[str]
    headed: frozenset[str]
    holds: frozenset[str]
    hostile: frozenset[str]
    hostile_preps: frozenset[str]
    hundred: frozenset[str]
    lack: frozenset[str]
    likely: frozenset[str]
    limited: frozenset[str]
    linked_accusatives: frozenset[str]
    linking: frozenset[str]
    lost_hamza: frozenset[str]
    masculine_heads: frozenset[str]
    massacres: frozenset[str]
    means_preps: frozenset[str]
    meanwhile: frozenset[str]
    member_heads: frozenset[str]
    memberships: frozenset[str]
    much: frozenset[str]
    name_parts: frozenset[str]
    names_too: frozenset[str]
    national: frozenset[str]
    near_places: frozenset[str]
    noun_too: frozenset[str]
    object_pronouns: frozenset[str]
    of_them: frozenset[str]
    of_what: frozenset[str]
    one_of: frozenset[str]
    ones: frozenset[str]
    or_words: frozenset[str]
    other_side_preps: frozenset[str]
    others: frozenset[str]
    partners: frozenset[str]
    past_preps: frozenset[str]
    place_preps: frozenset[str]
    planned: frozenset[str]
    rates: frozenset[str]
    records: frozenset[str]
    reflexives: frozenset[str]
    replies: frozenset[str]
    resuming: frozenset[str]
    rights: frozenset[str]
    root_markers: frozenset[str]
    round_numbers: frozenset[str]
    same_time_preps: frozenset[str]
    scenes: frozenset[str]
    selves: frozenset[str]
    sided: frozenset[str]
    since: frozenset[str]
    site_preps: frozenset[str]
    slogans: frozenset[str]
    source_preps: frozenset[str]
    speech_preps: frozenset[str]
    standing_preps: frozenset[str]
    state_nouns: frozenset[str]
    streets: frozenset[str]
    subjunctive: frozenset[str]
    there: frozenset[str]
    there_is: frozenset[str]
    thousands: frozenset[str]
    toward_preps: frozenset[str]
    voiced: frozenset[str]
    votes: frozenset[str]
    war_course: frozenset[str]
    war_places: frozenset[str]
    wars: frozenset[str]
    what: frozenset[str]
    when_markers: frozenset[str]
    where_markers: frozenset[str]
    which_pronouns: frozenset[str]
    within_preps: frozenset[str]
    without: frozenset[str]
    without_preps: frozenset[str]


NAMES: Final = tuple(field.name for field in fields(WordClasses))


def read(rows: Iterable[Row], path: Path) -> tuple[WordClasses, list[TableError]]:
    """The classes, and what is wrong with the table at ``path``: each fault with its line."""
    found: dict[str, set[str]] = {name: set() for name in NAMES}
    seen: dict[tuple[Path, str, str], int] = {}
    faults: list[TableError] = []
    for row in rows:
        name, word = row["class"], normalise(row["word"])
        before = seen.setdefault((row.path, name, word), row.line)
        if name not in found:
            faults.append(row.fault(f"no rule asks for the class '{name}'; there are {', '.join(NAMES)}"))
        elif not word:
            faults.append(row.fault("the word is empty"))
        elif before != row.line:
            faults.append(row.fault(f"{row['word']} stands in line {before} already"))
        else:
            found[name].add(word)
    faults += [TableError(path, 1, f"no word of the class '{name}'") for name, words in found.items() if not words]
    return WordClasses(**{name: frozenset(words) for name, words in found.items()}), faults
