"""What the reader of clauses remembers as it goes, and the steps that all its parts share."""

from rasid.syntax.phrases import PhraseParser
from rasid.syntax.tree import Clause, Phrase, Sentence, Unit
from rasid.tables.lexicon import Lemma
from rasid.tables.names import Entity
from rasid.tables.parcels import Rows
from rasid.tables.word_classes import WordClasses


class ClauseState:
    """The open clause, the last phrase, comma and negation of the sentence being read."""

    def __init__(self, sentence: Sentence, entities: Rows[Entity], lemmas: Rows[Lemma], classes: WordClasses) -> None:
        self.s = sentence
        self.units = sentence.units
        self.lemmas = lemmas
        self.classes = classes
        self.parser = PhraseParser(sentence.units, entities, classes)
        self.cur = self._open("root", 0, None)
        self.neg = ""
        self.neg_at = -9
        self.modal = ""
        self.comma = -9  # the unit of the last comma
        self.commas = 0  # how many there were since the last verb
        self.last_phrase: Phrase | None = None
        self.prep_before: Unit | None = None  # a preposition that waits for an أن clause
        self.closed = -9  # the comma that closed a bracket-like clause
        self.linked = False  # a conjunction word (ثم, بل) stood before

    def _open(self, kind: str, first: int, parent: Clause | None) -> Clause:
        clause = Clause(len(self.s.clauses), kind, first, parent)
        self.s.clauses.append(clause)
        if parent is not None:
            parent.inner.append(clause)
        return clause

    def _prepositional(self, i: int) -> int:
        """Read the complement that the preposition at ``i`` opens; where it ends."""
        raise NotImplementedError

    def _root(self) -> Clause:
        """The main clause of what is being said: the root, or inside a quotation the clause of the quotation."""
        clause = self.cur
        while clause.parent is not None and clause.kind not in ("root", "coord"):
            if clause.marker >= 0 and self.units[clause.marker].norm == ":":
                break
            clause = clause.parent
        return clause

    def _fresh(self, i: int) -> Clause:
        outer: Clause | None = self.cur
        while outer is not None and outer.kind not in ("root", "coord", "comp"):
            outer = outer.parent
        base = outer or self.cur
        clause = self._open(base.kind if base.kind == "comp" else "coord", i, base.parent or base)
        if base.kind == "comp" and base.parent is not None:
            clause.marker = base.marker
            base.parent.comps.append(clause)
        return clause

    def _aspect(self, i: int) -> str:
        read = self.units[i].read
        if read is None:
            return "p"
        return "p" if read.aspect == "p" or (i and self.units[i - 1].role_word == "lam") else "i"

    def _definite(self, phrase: Phrase) -> bool:
        return self.parser._definite(phrase)

    def _keep(self, phrase: Phrase) -> None:
        self.s.phrases.append(phrase)
        for part in phrase.parts():
            for link in part.chain():
                self.s.phrase_of[link.head] = link
                for other in link.conj:
                    self.s.phrase_of[other.head] = other
                if link.app is not None:
                    self.s.phrase_of[link.app.head] = link.app
        self.last_phrase = phrase

    def _an_act(self, phrase: Phrase) -> bool:
        """A masdar doesn't rename the person before it: after a parenthesis it is the verb's object."""
        lemma = self.units[phrase.head].lemma
        return lemma is not None and bool(lemma.masdar_of) and not lemma.classes & {"person", "body", "title"}

    @staticmethod
    def _apposed(host: Phrase, phrase: Phrase) -> None:
        host.app = phrase
        phrase.host = host

    def _takes_clause(self, clause: Clause) -> bool:
        """Is the verb of a clause one that a clause can complete ("قال", "يمكن")?"""
        if clause.verb < 0:
            return False
        verb = self.units[clause.verb]
        return any(r.pos == "V" and r.lemma.role_word in ("clause", "impersonal", "modal") for r in verb.cands)
