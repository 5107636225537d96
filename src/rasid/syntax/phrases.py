"""Noun phrases: a head with its genitives (iḍāfa), adjectives, numbers, names and coordinated phrases.

One pass, no backtracking: whether the next word still belongs to the phrase follows from definiteness, agreement and
the class of the two words. "وزير الخارجية الروسي سيرغي لافروف" is one phrase; "الرئيس الأمريكي الصين" is two, since a
state's name can't describe a president.
"""

from typing import Final

from rasid.syntax.phrase_tests import PhraseTests
from rasid.syntax.tree import NOMINAL, Phrase

_DEEPEST: Final = 60  # genitives of genitives; said here, for the interpreter's own limit is not that of compiled code


class PhraseParser(PhraseTests):
    """Reads phrases out of the units of one sentence."""

    def phrase(self, i: int, conj: bool = True) -> Phrase:
        """The phrase that begins at unit ``i`` (which must be nominal); its ``last`` says where it ends."""
        self.depth += 1
        if self.depth > _DEEPEST:
            raise RecursionError("a phrase within a phrase, and so on without end")
        out = self._phrase(i, conj)
        self.depth -= 1
        return out

    def _phrase(self, i: int, conj: bool) -> Phrase:
        out = Phrase(i, i)
        j = self._before_head(out, i)
        if j >= self.n or not self._nominal(j, j > i):
            out.head = max(i, j - 1)
            out.last = max(j, i + 1)
            return self._more(out) if conj else out
        out.head = j
        head = self.units[j]
        out.pron = head.pron
        out.time = head.time
        out.last = self._after_head(out, j + 1)
        return self._more(out) if conj else out

    def _before_head(self, out: Phrase, i: int) -> int:
        """Demonstratives, quantities, numbers and nominal negations that stand before the head."""
        j = i
        while j < self.n:
            unit = self.units[j]
            if j > i and (unit.conj or unit.prep) and not (unit.pos == "U" and unit.conj and out.nums):
                break
            if unit.pos == "D":
                if j + 2 < self.n and self._much(j + 1) and self.units[j + 2].norm == "من":
                    break  # "يلقى هذا المزيد من الاهتمام"
                if (
                    j + 1 < self.n
                    and self.units[j + 1].det
                    and not self.units[j + 1].conj
                    and not self.units[j + 1].prep
                ):
                    j += 1
                    continue
                break
            if unit.pos == "U" or (unit.pos == "K" and unit.norm == "%" and out.nums):
                out.nums.append(j)
                j = self._percent(j + 1)
                if (
                    j + 1 < self.n
                    and self.units[j].pos == "P"
                    and self.units[j].norm == "من"
                    and not self.units[j].pron
                ):
                    after = self.units[j + 1]
                    if self._nominal(j + 1, True) and not after.time and after.pos != "U":
                        j += 1  # "750 من حرس الحدود": the people counted are the head
                continue
            if unit.role_word == "nominal" and unit.pos in "GN":
                out.neg = True
                j += 1
                continue
            if not unit.pron and (unit.role_word == "quant" or self._counts_described(j)):
                step = self._quantity(out, j)
                if step:
                    j = step
                    continue
            break
        return j

    def _percent(self, j: int) -> int:
        """Skip "in a hundred" before what it is a share of: "سبعين في المئة من قواتها"."""
        end = j + 1 if j < self.n and self.units[j].prep == "ب" else j + 2
        if (
            end >= self.n
            or self.units[end].norm != "من"
            or self.units[end - 1].norm.lstrip("ب") not in self.classes.hundred
        ):
            return j
        return end if end == j + 1 or self.units[j].norm == "في" else j

    def _quantity(self, out: Phrase, j: int) -> int:
        """Skip a quantity noun ("عدد من", "جميع") when a noun follows it; 0 if it is itself the head."""
        k = j + 1
        if self._described(k):
            k += 1  # "مجموعة كبيرة من العقوبات"
        if k < self.n and self.units[k].pos == "P" and self.units[k].norm == "من" and not self.units[k].pron:
            k += 1
        if k < self.n and self._nominal(k, True):
            out.quants.append(j)
            return k
        return 0

    def _after_head(self, out: Phrase, j: int) -> int:
        head = self.units[out.head]
        while j < self.n:
            unit = self.units[j]
            if unit.pos == "K":
                if unit.norm == "(":
                    closed = self._aside(j)
                    if closed:
                        self._whose(out, j + 1, closed - 1)
                        j = closed
                        continue
                if self._two_states(out, j):
                    out.adjs.append(j + 1)  # "محادثات مصرية - سودانية"
                    j += 2
                    continue
                break
            if unit.conj or unit.prep or unit.pos not in NOMINAL or unit.pos == "I":
                break
            if unit.det and (head.det or head.pos == "R") and unit.norm[2:] in self.classes.round_numbers:
                break  # "نشرت السلطات العشرات من الجنود"
            if unit.role_word in ("like", "nominal", "having") or unit.norm in self.classes.denials:
                after = self._qualified(out, j)
                if after:
                    j = after
                    continue
                break
            if unit.pos == "U" and unit.det and unit.kind == "w" and (head.det or out.names or out.gen is not None):
                out.adjs.append(j)  # an ordinal: "القرن السادس عشر"
                j += 1
                while j < self.n and self.units[j].pos == "U" and self.units[j].kind == "w" and not self.units[j].conj:
                    j += 1
                continue
            if head.role_word == "quant" and head.pron and unit.det and not out.adjs:
                out.adjs.append(j)  # "بعضهم الآخر"
                j += 1
                continue
            if unit.norm in self.classes.ones and unit.pos in "UA" and head.pos == "N" and not unit.det:
                out.adjs.append(j)  # "مسألة واحدة"
                j += 1
                continue
            if (
                unit.pos == "U"
                and (not unit.det or self._round(j))
                and self._takes_genitive(out)
                and (self._counted(j) or self._so_many(head, j))
            ):
                out.gen = self.phrase(j, conj=False)
                out.gen.parent = out
                j = out.gen.last
                continue
            if unit.pos == "U":
                if (
                    unit.kind == "n"
                    and not self._counted(j)
                    and (head.det or head.time or out.gen is None)
                    and head.pos == "N"
                    and not out.nums
                ):
                    out.nums.append(j)
                    j += 1
                    continue
                break
            if unit.time and not head.time:
                break
            if (
                (unit.pos == "N" and unit.pron and unit.lemma is not None and unit.lemma.plain in self.classes.selves)
                and not head.pron
                and self._definite(out)
            ):
                out.adjs.append(j)  # "الوزير نفسه"
                j += 1
                continue
            if j == out.head + 1:
                self._two_of(out, j)
            if self._takes_genitive(out):
                if unit.pos == "A" and not unit.det and self._agree(head, unit) and head.pos == "N":
                    out.adjs.append(j)
                    j += 1
                    continue
                if (
                    head.pos == "A"
                    and head.read is not None
                    and unit.pos in "AN"
                    and not unit.det
                    and head.read.state != "c"
                ) and not (out.quants and head.read.number == "p"):  # "إحدى مشتركات نظام": a participle used as a noun
                    break
                if (
                    unit.pron
                    and unit.lemma is not None
                    and unit.lemma.plain in self.classes.selves
                    and self._person(head)
                ):
                    break  # "فجر انتحاري نفسه"
                if "\u064b" in unit.text[-2:] or self._state(unit) or self._crying_out(head, unit):
                    break  # "كل قصيدة جزءاً", "في حالة حرب متوعدا": an accusative is no genitive
                if unit.pos == "N" and unit.read is not None and unit.read.case == "t" and unit.text.endswith("ا"):
                    break  # "استهدف انتحاري اجتماعا"
                out.gen = self.phrase(j, conj=False)
                out.gen.parent = out
                j = out.gen.last
                continue
            if unit.pos == "N" and unit.det and unit.role_word == "quant" and (head.det or out.adjs or head.pos == "R"):
                if j + 1 < self.n and self.units[j + 1].norm == "من" and self._much(j):
                    break  # "يظهر المكتب العديد من": a phrase of its own
                out.adjs.append(j)
                j += 1
                continue
            if unit.pos == "A" and self._describes(out, unit):
                out.adjs.append(j)
                j += 1
                if self._limits(j):
                    j += 1  # "المنطقة المنزوعة السلاح"
                continue
            if (
                unit.pos == "N"
                and unit.det
                and head.pos == "N"
                and head.det
                and not out.adjs
                and self._bare(unit)
                and self._agree(head, unit)
            ):
                out.adjs.append(j)  # a definite word after a definite noun describes it
                j += 1
                continue
            if unit.pos == "R" and out.app is None and (self._again(out, unit) or self._partner(out, unit)):
                out.app = self.phrase(j, conj=False)
                j = out.app.last
                continue
            if unit.pos == "R" and self._name_follows(out, unit):
                out.names.append(j)
                j += 1
                continue
            if unit.pos in "NA" and self._surname(out, j):
                out.names.append(j)
                j += 1
                continue
            if unit.pos == "N" and unit.norm in self.classes.name_parts and (out.names or head.pos == "R"):
                out.names.append(j)
                j += 1
                continue
            behind = self._title_behind(out, j)
            if behind:
                j = behind
                continue
            break
        return j

    def _two_states(self, out: Phrase, j: int) -> bool:
        """Does a dash join two adjectives of states that describe a noun?"""
        if self.units[j].norm not in self.classes.dashes or not out.adjs or out.adjs[-1] != j - 1 or j + 1 >= self.n:
            return False
        one, two = self.units[j - 1], self.units[j + 1]
        states = all(unit.pos == "A" and unit.lemma is not None and unit.lemma.codes for unit in (one, two))
        return states and one.det == two.det and not two.conj

    def _qualified(self, out: Phrase, j: int) -> int:
        """Past "غير مسبوق", "ذات نفوذ" after a noun that they describe; 0 if they don't."""
        head = self.units[out.head]
        k = j + 1
        if head.pos == "R" or k >= self.n or not self._nominal(k, True):
            return 0
        if self.units[j].role_word == "having" and head.read is not None:
            feminine = head.read.gender == "f" or head.read.number == "p"
            if feminine != (self.units[j].norm == "ذات"):
                return 0  # "استخدم الفريق ذات المكان"
        if self.units[j].role_word == "nominal" or self.units[j].norm in self.classes.denials:
            if self.units[k].pos != "A" or (self._definite(out) and not self.units[k].det):
                return 0  # "القرار غير مقبول": what is said of it
            out.adjs.append(k)
            return k + 1
        return self.phrase(k, conj=False).last

    def _more(self, out: Phrase) -> Phrase:
        """Phrases coordinated with ``out``: "الولايات المتحدة وبريطانيا والاتحاد الأوروبي"."""
        while out.last < self.n:
            j = out.last
            unit = self.units[j]
            if unit.pos == "C" and unit.norm in self.classes.or_words and j + 1 < self.n and self._nominal(j + 1, True):
                j += 1
                unit = self.units[j]
            elif not (unit.conj == "و" and unit.pos in NOMINAL and unit.pos != "I" and not unit.prep):
                break
            if unit.time:
                break
            other = self.phrase(j, conj=False)
            if self._new_clause(out, other):
                break
            inner = out
            while inner.gen is not None:
                inner = inner.gen
            if inner is not out and self._same_level(inner, other):
                inner.conj.append(other)
            else:
                out.conj.append(other)
            other.parent = out
            out.last = other.last
        return out
