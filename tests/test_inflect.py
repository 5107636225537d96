"""Nouns and adjectives, against forms written by hand."""

from pathlib import Path

import pytest

from rasid.arabic.inflect import NounForm, adjective_forms, noun_forms
from rasid.arabic.irregulars import load
from rasid.tables import FOLDER, TableError

IRREGULARS = load(FOLDER)

NOUNS = {
    # lemma, plurals, gender | number state case and form
    ("متظاهر", "متظاهرون", "m"): "sax متظاهر, sfo متظاهرا, dfn متظاهران, dfo متظاهرين, pfn متظاهرون, pfo متظاهرين,"
    " pcn متظاهرو, pco متظاهري, dcn متظاهرا, dco متظاهري",
    ("زيارة", "زيارات", "f"): "sax زيارة, sbx زيارت, dfn زيارتان, dfo زيارتين, dcn زيارتا, dco زيارتي, pax زيارات",
    ("اتفاق", "اتفاقات", "m"): "sfo اتفاقا, dfn اتفاقان, pax اتفاقات",
    ("جندي", "جنود", "m"): "sfo جنديا, dfo جنديين, dcn جنديا, dco جنديي, pax جنود, pfo جنودا",
    ("سفير", "سفراء", "m"): "pax سفراء, pbn سفراؤ, pbo سفرائ",
    ("لقاء", "لقاءات", "m"): "sax لقاء, sbn لقاؤ, sbo لقائ, dfn لقاءان, dfo لقاءين, pax لقاءات",
    ("جزء", "أجزاء", "m"): "sbn جزؤ, sbo جزئ, sfo جزءا, dfn جزءان, dfo جزأين, pbn أجزاؤ",
    ("شيء", "أشياء", "m"): "sbx شيئ, sfo شيئا, dfo شيئين",
    ("مبدأ", "مبادئ", "m"): "sbn مبدؤ, sbo مبدئ, dfn مبدآن, dfo مبدأين, pax مبادئ",
    ("مستشفى", "مستشفيات", "m"): "sbx مستشفا, dfn مستشفيان, dfo مستشفيين",
    ("قوة", "قوات|قوى", "f"): "pax قوات, pax قوى, pbx قوا",
    ("قاضي", "قضاة", "m"): "sax قاضي, sfx قاض, dfn قاضيان, pax قضاة, pbx قضات",
    ("محامٍ", "محامون", "m"): "sax محامي, sfx محام, pfn محامون, pcn محامو, dfo محاميين",
    ("محامي", "محامون", "m"): "sfx محام, pfn محامون",
    ("صحافي", "صحافيون", "m"): "pfn صحافيون, pco صحافيي",
    ("أرض", "أراضي", "f"): "pax أراضي, pfx أراض",
    ("لاجئ", "لاجئون", "m"): "pfn لاجئون, pfo لاجئين, pcn لاجئو, sfo لاجئا",
    ("أخ", "إخوة", "m"): "scn أخو, sco أخي, dfn أخوان",
    ("صوت", "أصوات", "m"): "pfo أصواتا",
    ("صحراء", "صحارى", "f"): "dfn صحراوان",
    ("تواطؤ", "", "m"): "sax تواطؤ, sbo تواطئ, sfo تواطؤا",
}
ABSENT = {
    ("زيارة", "زيارات", "f"): ["زيارةا", "زياراتا"],
    ("سفير", "سفراء", "m"): ["سفراءا"],
    ("صحافي", "صحافيون", "m"): ["صحاف"],
    ("سجن", "سجون", "m"): ["سجين"],
    ("صاروخ", "صواريخ", "m"): ["صواريخا"],
    ("لقاء", "لقاءات", "m"): ["لقاءاتا"],
}
ADJECTIVES = {
    # lemma, plurals | number gender form
    ("أمريكي", ""): "sm أمريكي, sm أمريكيا, sf أمريكية, dm أمريكيان, dm أمريكيين, df أمريكيتان, pm أمريكيون,"
    " pm أمريكيين, pm أمريكيو, pf أمريكيات",
    ("سوفييتي", ""): "sf سوفييتية, pm سوفييتيون",
    ("عربي", "عرب"): "pc عرب, sf عربية",
    ("كبير", "كبار"): "sf كبيرة, pc كبار, pf كبيرات",
    ("آخر", ""): "sf أخرى, pm آخرون, pm آخرين, dm آخران, pf أخريات",
    ("أول", "أوائل"): "sf أولى, pc أوائل",
    ("أحمر", "حمر"): "sf حمراء, df حمراوين, pc حمر",
    ("بطيء", ""): "sf بطيئة, sm بطيئا, pm بطيئون",
    ("طارئ", ""): "sf طارئة, pf طارئات",
    ("تالي", ""): "sm تالي, sm تال, sm تاليا, sf تالية, pm تالون",
    ("داعٍ", ""): "sm داعي, sm داع, sf داعية, dm داعيان, pm داعون, pm داعين, pf داعيات",
    ("راءٍ", ""): "sm رائي, sf رائية",
    ("مستثنى", ""): "sf مستثناة, dm مستثنيان, pm مستثنون, pf مستثنيات",
    ("مهيأ", ""): "sf مهيأة, pf مهيآت",
    ("كبرى", ""): "sf كبرى, pf كبريات",
    ("أكبر", ""): "sc أكبر",
    ("أعلى", ""): "sc أعلى",
    ("أقل", ""): "sc أقل",
    ("أخير", ""): "sf أخيرة, sm أخيرا",
}


@pytest.mark.parametrize("noun", NOUNS, ids=lambda noun: noun[0])
def test_nouns(noun: tuple[str, str, str]) -> None:
    lemma, plurals, gender = noun
    forms = noun_forms(lemma, [plural for plural in plurals.split("|") if plural], gender, IRREGULARS)
    made = {(f.number + f.state + f.case, f.form) for f in forms}
    wanted = {(tag, form) for tag, form in (item.split() for item in NOUNS[noun].split(", "))}
    assert not wanted - made


@pytest.mark.parametrize("noun", ABSENT, ids=lambda noun: noun[0])
def test_forms_that_do_not_exist(noun: tuple[str, str, str]) -> None:
    made = {f.form for f in noun_forms(noun[0], [noun[1]], noun[2], IRREGULARS)}
    assert not made & set(ABSENT[noun])


@pytest.mark.parametrize("adjective", ADJECTIVES, ids=lambda adjective: adjective[0])
def test_adjectives(adjective: tuple[str, str]) -> None:
    lemma, plurals = adjective
    made = {
        (f.number + f.gender, f.form) for f in adjective_forms(lemma, plurals.split("|") if plurals else [], IRREGULARS)
    }
    wanted = {(tag, form) for tag, form in (item.split() for item in ADJECTIVES[adjective].split(", "))}
    assert not wanted - made


def test_elatives_stay_as_they_are() -> None:
    assert list(adjective_forms("أكبر", [], IRREGULARS)) == [NounForm("أكبر", "s", "c", "a", "x")]


def test_a_defective_participle_gives_no_hours() -> None:
    assert "ساعة" not in {f.form for f in adjective_forms("ساعٍ", [], IRREGULARS)}
    assert {"ساع", "ساعي", "ساعية", "ساعون"} <= {f.form for f in adjective_forms("ساعٍ", [], IRREGULARS)}


def test_nothing_is_told_twice() -> None:
    for lemma, plurals, gender in NOUNS:
        forms = list(noun_forms(lemma, [p for p in plurals.split("|") if p], gender, IRREGULARS))
        assert len(forms) == len(set(forms))


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("أحمر\tcolor\t\tred", "irregulars.tsv:2: no such kind: 'color', wanted one of colour, drops_ya"),
        ("آخر\tfeminine\t\tother", "irregulars.tsv:2: feminine has a form beside it"),
        ("أحمر\tcolour\tحمراء\tred", "irregulars.tsv:2: colour has no form beside it"),
    ],
)
def test_faults_of_the_irregulars_name_file_and_line(tmp_path: Path, line: str, fault: str) -> None:
    (tmp_path / "irregulars.tsv").write_text(f"lemma\tkind\tform\tgloss\n{line}\n", encoding="utf-8")
    with pytest.raises(TableError) as told:
        load(tmp_path)
    assert str(told.value).startswith(fault)
