"""The coder in several processes, and on texts that never end."""

import datetime as dt

import pytest

from rasid.arabic.words import sentences
from rasid.coder import code
from rasid.records import Article
from rasid.scale.parallel import code_all
from rasid.tables import load

SENTENCES = (
    "اتهمت واشنطن بيونغ يانغ بتزويد موسكو بالسلاح.",
    "استقبل الرئيس المصري نظيره السوداني في القاهرة.",
    "فرض الاتحاد الأوروبي عقوبات على إيران.",
    "قتل ثلاثة مدنيين في قصف إسرائيلي على غزة.",
)


def articles(count: int) -> list[Article]:
    return [
        Article(f"a{k}", SENTENCES[k % 4] + "\n" + SENTENCES[(k + 1) % 4], dt.date(2024, 1 + k % 3, 1 + k % 28))
        for k in range(count)
    ]


def test_two_processes_give_what_one_gives_in_the_same_order() -> None:
    given = articles(40)
    alone = [code(article, load()) for article in given]
    assert [coding for _, coding in code_all(given, 2)] == alone


@pytest.mark.parametrize("word", ["وزير خارجية ", "رئيس وزراء ", "قال إن ", "(", "2 مايو "])
def test_no_chain_of_words_is_too_long(word: str) -> None:
    code(Article("deep", word * 400), load())


def test_a_sentence_without_end_is_cut() -> None:
    cut = list(sentences("كلمة " * 2000, 600))
    assert [len(tokens) for tokens in cut] == [600, 600, 600, 200]
    assert [len(tokens) for tokens in sentences("كلمة كلمة كلمة، كلمة كلمة", 5)] == [4, 2]


def test_a_plural_verb_without_gender_points_to_nobody_in_particular() -> None:
    text = "نفى فوزي برهوم المتحدث باسم حماس أن يكون قد ادلى بتصريحات اتهم فيها جهاز الأمن الوقائي بالوقوف خلف عملية الاختطاف."
    code(Article("plural", text), load())


@pytest.mark.parametrize("phrase", ["30 فبراير المقبل", "31 أبريل القادم", "30 فبراير الماضي"])
def test_a_day_that_no_year_has_is_no_fault(phrase: str) -> None:
    code(Article("never", phrase, dt.date(2000, 1, 1)), load())
