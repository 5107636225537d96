"""The syntax layer measured by itself, on Universal Dependencies trees: it is judged by what events need of it.

For every finite verb three links are asked for: verb and head of its subject, verb and head of its object, verb and
the verb of its complement clause. What is counted, and what is not:

- *Verbs* are words with a verb's features and a person (some are tagged NOUN). A copula (``cop``) has the subject of
  the predicate that it stands with; an auxiliary (``aux``) stands for its main verb: a link found at the auxiliary
  counts as the main verb's. Our clause has one subject for all verbs of a chain (``بدأت القوات تنسحب``), the trees hang
  it on one of them.
- *Subjects* are ``nsubj`` and ``nsubj:pass``, wherever they stand; a topic before its verb is one in these trees.
  A relative pronoun stands for the noun that its clause describes: that noun must be found. A pronoun written onto the
  subordinator (``أنه``) is found if our clause takes its subject from there. Where the trees give a verb no subject
  (it is dropped, or shared with the verb before it) nothing is asked, and a subject that we inferred from outside the
  clause is no fault; one that we took from inside the clause is.
- *Objects* are ``obj``, an object pronoun written onto the verb among them. A second object (``iobj``), and a nominal
  complement (``xcomp``, ``ccomp``: the predicate of ``أصبح``), count neither for nor against.
- *Complement clauses* are ``ccomp`` and ``xcomp`` with a finite verb (their head, or the copula of a nominal head),
  below a finite verb. Links to what hangs on a participle of the verb's clause (``قائلا``), to what the
  trees call ``csubj`` (``يمكن أن``) or ``parataxis`` (some quotations), and to later verbs coordinated with a
  complement's, which the trees hang on the first, count neither for nor against; nor do clauses after ``بعد أن``,
  ``لأن`` and the like, which the trees sometimes call complements, and clauses after ``أن`` that they call ``acl`` or
  ``advcl``. A copula's complement is its predicate's. Auxiliary and verb (``لا تزال تعاني``) are one predicate
  for us: their link counts where the tree has one, and is no fault where it has none.
- A head is *right* when the words overlap: our units may be longer (a name is one unit) or hold a clitic more. As our
  head stands behind its quantity or number, where the trees often put the head (``عدد من المتظاهرين``), these count
  as the head as well.
- A subject, object or complement that we give a word that is no finite verb in the tree is a fault.
"""

import argparse
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from rasid.arabic.dates import find_dates
from rasid.arabic.words import sentences
from rasid.evaluate.syntax_links import CLAUSAL, NEUTRAL_CLAUSE, NEUTRAL_OBJECT, GoldLinks, OurLinks, Range, overlap
from rasid.evaluate.trees import Tree, Word, read_trees
from rasid.syntax.parse import parse
from rasid.syntax.tree import Sentence
from rasid.tables import Tables, load

LINKS: Final = ("subject", "object", "complement")

_Link = tuple[list[Range], list[Range]]  # a verb (with its auxiliaries) and what stands at the other end


@dataclass(frozen=True, slots=True)
class Fault:
    """A link missed or wrongly made: ``gold`` and ``ours`` are the words at its other end, empty for none."""

    link: str
    id: str
    verb: str
    gold: str
    ours: str
    text: str

    @property
    def kind(self) -> str:
        return "wrong" if self.gold and self.ours else "missed" if self.gold else "too many"


class Figures:
    """Counts of links (right, ours, gold) and the faults behind them."""

    def __init__(self) -> None:
        self.counts: Counter[tuple[str, str]] = Counter()
        self.faults: list[Fault] = []
        self.sentences = 0

    def scores(self, link: str) -> tuple[float, float, float]:
        """Precision, recall and F1 of a link."""
        right, ours, gold = (self.counts[link, what] for what in ("right", "ours", "gold"))
        precision = right / ours if ours else 0.0
        recall = right / gold if gold else 0.0
        return precision, recall, 2 * right / (ours + gold) if ours + gold else 0.0


def measure(trees: Iterable[Tree], tables: Tables) -> Figures:
    """Parse the text of every tree and compare."""
    figures = Figures()
    for tree in trees:
        _compare(tree, tables, figures)
        figures.sentences += 1
    return figures


def render(figures: Figures) -> str:
    """The figures as a small table."""
    lines = [f"{figures.sentences} sentences", f"{'':11}{'gold':>6}{'ours':>6}{'right':>6}{'P':>7}{'R':>7}{'F1':>7}"]
    for link in LINKS:
        counts = [figures.counts[link, what] for what in ("gold", "ours", "right")]
        shares = figures.scores(link)
        lines.append(f"{link:11}" + "".join(f"{n:6d}" for n in counts) + "".join(f"{x:7.3f}" for x in shares))
    return "\n".join(lines)


def _parsed(text: str, tables: Tables) -> Iterator[Sentence]:
    for tokens in sentences(text):
        dates = find_dates(tokens, None, tables.times)
        yield parse(tokens, tables, [(date.first, date.last) for date in dates])


def _compare(tree: Tree, tables: Tables, figures: Figures) -> None:
    gold = GoldLinks(tree)
    ours: dict[str, list[_Link]] = {link: [] for link in LINKS}
    for sentence in _parsed(tree.text, tables):
        mine = OurLinks(sentence)
        for clause in mine.clauses:
            place = mine.verb(clause)
            if subject := mine.subject(clause):
                ours["subject"].append(([place, *mine.auxiliaries(clause)], subject))
            if obj := mine.object(clause):
                ours["object"].append(([place], obj))
            ours["complement"] += [([place], [comp]) for comp in mine.complements(clause)]
            ours["complement"] += [([a], [b]) for a, b in mine.chain(clause) if gold.has_complement(a, b)]
    for link in LINKS:
        _count(link, gold, ours[link], figures)


def _count(link: str, gold: GoldLinks, ours: list[_Link], figures: Figures) -> None:
    wanted: dict[int, list[Word]] = {n: list(words) for n, words in getattr(gold, link).items()}
    missing = {(n, word.number) for n, words in wanted.items() for word in words}
    extra: list[tuple[Word | None, Range, list[Range]]] = []
    counts = figures.counts
    counts[link, "gold"] += len(missing)
    for places, ends in ours:
        place = next((p for p in places if (v := gold.verb_at(p)) is not None and wanted.get(v.number)), places[0])
        verb = gold.verb_at(place)
        if verb is None:
            counts[link, "ours"] += 1
            extra.append((None, place, ends))
            continue
        hit = next(
            (w for w in wanted.get(verb.number, ()) if any(overlap((w.start, w.end), end) for end in ends)), None
        )
        if hit is not None:
            if (verb.number, hit.number) in missing:
                counts[link, "ours"] += 1
                counts[link, "right"] += 1
                missing.discard((verb.number, hit.number))
        elif not _uncounted(link, gold, verb, ends):
            counts[link, "ours"] += 1
            extra.append((verb, place, ends))
    _faults(link, gold, missing, extra, figures)


def _uncounted(link: str, gold: GoldLinks, verb: Word, ends: list[Range]) -> bool:
    if link == "object":
        return verb.relation == "cop" or gold.neutral(verb, ends, NEUTRAL_OBJECT)
    if link == "complement":
        other = gold.verb_at(ends[0])
        if other is None:
            return gold.neutral(verb, ends, (*CLAUSAL, *NEUTRAL_CLAUSE))
        return (
            other is verb
            or gold.through_participle(verb, other)
            or gold.marked(verb, other)
            or gold.neutral(verb, ends, NEUTRAL_CLAUSE)
            or gold.coordinated(verb, other)
        )
    return False


def _faults(
    link: str,
    gold: GoldLinks,
    missing: set[tuple[int, int]],
    extra: list[tuple[Word | None, Range, list[Range]]],
    figures: Figures,
) -> None:
    tree = gold.tree
    text = tree.text
    for number, other in sorted(missing):
        verb = tree.words[number - 1]
        wrong = next((e for e in extra if e[0] is verb), None)
        if wrong is not None:
            extra.remove(wrong)
        said = text[wrong[2][0][0] : wrong[2][0][1]] if wrong is not None else ""
        figures.faults.append(Fault(link, tree.id, verb.form, tree.words[other - 1].form, said, text))
    for verb_, place, ends in extra:
        name = text[place[0] : place[1]] + ("" if verb_ is not None else " (no verb)")
        figures.faults.append(Fault(link, tree.id, name, "", text[ends[0][0] : ends[0][1]], text))


def main() -> None:
    """``python -m rasid.evaluate.syntax TREES.conllu``: print the figures, and with --faults what is behind them."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("trees", type=Path)
    parser.add_argument("--faults", choices=LINKS, help="list the faults of one link")
    given = parser.parse_args()
    figures = measure(read_trees(given.trees), load())
    for fault in figures.faults:
        if fault.link == given.faults:
            print(f"{fault.kind}\t{fault.verb}\t{fault.gold}\t{fault.ours}\t{fault.id}\t{fault.text}")
    print(render(figures))


if __name__ == "__main__":
    main()
