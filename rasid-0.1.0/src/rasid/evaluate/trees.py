"""Dependency trees (CoNLL-U) read for measuring the syntax layer: words with their places in the text."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(slots=True)
class Word:
    """A word of a tree: Universal Dependencies cuts clitics off, so it may be a part of what stands between spaces."""

    number: int
    form: str
    tag: str
    feats: str
    head: int
    relation: str
    start: int
    end: int

    @property
    def finite(self) -> bool:
        """A verb with a person, to judge by its features: a few dozen are tagged as nouns or adjectives."""
        return "Person=" in self.feats and ("Aspect=" in self.feats or self.tag in ("VERB", "AUX"))


@dataclass(slots=True)
class Tree:
    """A sentence; ``words[0]`` has number 1."""

    id: str
    text: str
    words: list[Word] = field(default_factory=list)

    def head(self, word: Word) -> Word | None:
        return self.words[word.head - 1] if word.head else None

    def children(self, word: Word, *relations: str) -> list[Word]:
        return [other for other in self.words if other.head == word.number and other.relation in relations]


def read_trees(path: Path) -> Iterator[Tree]:
    """The trees of a file. A word that can't be found in its text is a fault of the file."""
    tree = Tree("", "")
    place = 0
    for line in [*path.read_text(encoding="utf-8").split("\n"), ""]:
        if line.startswith("#"):
            name, _, value = line[1:].partition(" = ")
            if name.strip() == "sent_id":
                tree.id = value
            elif name.strip() == "text":
                tree.text = value
        elif line:
            cells = line.split("\t")
            if not cells[0].isdigit():
                continue
            if len(cells) < 8:
                raise ValueError(f"{path}: {tree.id}: a word's line has ten cells, not {len(cells)}")
            start = tree.text.find(cells[1], place)
            if start < 0 or tree.text[place:start].strip():
                raise ValueError(f"{path}: {tree.id}: {cells[1]} does not stand in the text at {place}")
            place = start + len(cells[1])
            tree.words.append(
                Word(len(tree.words) + 1, cells[1], cells[3], cells[5], int(cells[6]), cells[7], start, place)
            )
        elif tree.words:
            yield tree
            tree, place = Tree("", ""), 0
