"""What the choice of a verb's subject and object looks at, and what each piece of evidence is worth.

The weights are small numbers set by hand, each for a reason that its name tells; ``rasid.syntax.roles`` adds them up.
"""

from dataclasses import dataclass
from typing import Final

from rasid.syntax.tree import Clause, Phrase, Unit

WEIGHTS: Final[dict[str, float]] = {
    # the subject
    "before": 4.0,  # a topic that agrees is the subject
    "before, at odds": -3.0,
    "before, behind that": 2.0,  # "إن الجيش يتصرف": a noun must follow إن, and it is what is spoken of
    "after": 2.5,  # the verb, in the singular, agrees in gender with what follows
    "after, at odds": -4.0,
    "after a plural verb": -8.0,
    "first": 1.0,
    "third": -1.5,
    "adjacent": 0.0,
    "animate": 0.2,
    "only subject fits": 1.5,  # an intransitive or passive verb has no object to take the place
    "anchor": 3.5,
    "anchor, at odds": -4.0,
    "anchor is the object": -6.0,  # "الاتفاق الذي وقعه"
    "anchor, resumed": -2.5,  # "الاتفاق الذي وقعه الوزيران": a pronoun holds the noun's place
    "marker": 4.5,
    "marker, at odds": -2.0,
    "shared": 1.5,  # the subject of the clause before, if it agrees
    "shared, no actor": -1.5,  # "دخلت الهدنة حيز التنفيذ وشكرت الوزيرة": a truce thanks nobody
    "shared, other thing": 1.0,  # ... and if the phrase after the verb is no actor
    "controlled": 1.0,  # "قرر الوفد أن يؤجل السفر": an embedded verb shares the subject of the verb above it
    "duty": 2.5,  # "على أوغندا أن تسحب جنودها": she who must
    "none": -1.0,
    "object missing": -0.7,  # a verb that must have an object, left with a subject alone
    "plural alone": 2.0,
    "predicate": -1.5,  # "وكانت ابنة تاجر": an indefinite noun behind كان says what the subject is
    "subject at hand": -0.7,  # "وصل الوفد وزار الجرحى": and the clause before offers its subject
    "embedded": -3.0,  # "أن يعزز الطلب": behind أن a verb that wants an object rather has it
    "this": -1.0,  # "ووصف ذلك بأنه خطأ": he who spoke before
    # cases
    "wrong case": -4.0,
    "right case": 1.5,
    "adjective": -4.5,
    # the object
    "object": 1.0,
    "no object wanted": -3.0,
    "pronoun there": -3.0,  # the verb has its object written onto it
    "own pronoun": 1.0,  # "استبدلت بطارياتها": what belongs to the subject is not the subject
    "left over": -1.5,  # right behind a complement: rather a part of it
    "an act's own": -3.0,  # "خلال لقائه نظيره": whom he met
    "comma": -2.75,
    "comma of a bracket": -0.5,  # "أبلغ قائد الشرطة المسؤولة عن الحرم، قادة المتظاهرين": it ends the long subject
    "where": -1.3,  # "شمال العراق": rather a place beside the arguments, unless the verb lacks an object
    "measure": -2.5,  # "28 عاما"
    "pronoun": -6.0,  # هو is never an object
    "far": -1.8,
    "object first": -1.5,
    "act before its judge": 4.5,  # "دان الهجوم كل من مصر والأردن": what was done stands before those who judge it
    "subject left over": -2.0,
    "subject after comma": -1.0,
    "joined": -2.0,
}


@dataclass(slots=True)
class Scene:
    """What is known of a verb before its arguments are weighed."""

    clause: Clause
    verb: Unit
    gender: str
    number: str
    before: Phrase | None
    after: list[Phrase]
    source: Phrase | None  # the subject of the clause that this one continues
    above: Phrase | None  # the subject of the clause that this one hangs on
    above_pron: str  # number and gender of the subject above, if it is but a pronoun
    transitive: bool
    strict: bool  # every verb that the form may be takes an object
    passive: bool
    copula: bool
    marked: str  # the pronoun on the clause's marker, as number and gender
