"""Which acts a sentence tells, and which it only seems to: one plain sentence each."""

import datetime as dt

import pytest

from rasid.coder import code
from rasid.records import Article
from rasid.tables import Tables


@pytest.mark.parametrize(
    ("text", "types"),
    [
        # a participle that only says when
        ("انسحبت موسكو من معاهدة الصواريخ الموقعة عام 1972.", {"SANCTION", "SUPPORT"}),
        # the second object may stand behind something else
        ("حملت كمبالا نيروبي بصفتها وسيطا مسؤولية الأزمة.", {"ACCUSE"}),
        # a named crossing is a crossing
        ("أمر الرئيس المصري بفتح معبر رفح.", {"CONCEDE"}),
        # a quake strikes nobody, and a letter is no talk
        ("ضرب زلزال عنيف الساحل الكيني.", set()),
        ("بعث الرئيس الكيني برسالة إلى نظيره الأوغندي.", set()),
        # sport, and the ball that is in somebody's court
        ("سجل المنتخب التونسي هدفا وهاجم لاعبوه المرمى.", set()),
        ("قال الوزير الكيني إن الكرة في ملعب كمبالا، واتهم أوغندا بقصف القرى.", {"ACCUSE", "ASSAULT"}),
    ],
)
def test_acts_told(tables: Tables, text: str, types: set[str]) -> None:
    article = Article("a", text, dt.date(2024, 6, 20))
    assert {event.type for event in code(article, tables).events} == types
