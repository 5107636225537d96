"""The conjugator, root type by root type, against forms written by hand."""

import pytest

from rasid.arabic.conjugate import FORMS, VerbForm, conjugate
from rasid.arabic.hamza import seat
from rasid.arabic.irregulars import load
from rasid.arabic.participles import participles
from rasid.tables import FOLDER

IRREGULARS = load(FOLDER)

# past, present, form | forms that must be there: aspect person number gender (voice) and the form
EXPECTED = {
    (
        "قتل",
        "يقتل",
        "I",
    ): "p3sm قتل, p3sf قتلت, p3pm قتلوا, p3pm- قتلو, p1p قتلنا, i3pm يقتلون, j3pm يقتلوا, i3pf يقتلن,"
    " j3dm يقتلا, i2sf تقتلين, m2sm اقتل, m2pm اقتلوا, p2pm- قتلتمو",
    ("كتب", "يكتب", "I"): "p3df كتبتا, i1s أكتب, i1p نكتب, m2sf اكتبي",
    ("ردّ", "يردّ", "I"): "p3sm رد, p1s رددت, p3pf رددن, i3sm يرد, i3pf يرددن, i3pm يردون, m2sm رد",
    (
        "قال",
        "يقول",
        "I",
    ): "p3sm قال, p1s قلت, p3pf قلن, i3sm يقول, j3sm يقل, i3pf يقلن, j3pm يقولوا, p3smp قيل, p3sfp قيلت,"
    " i3smp يقال, m2sm قل, m2pm قولوا",
    ("باع", "يبيع", "I"): "p1s بعت, j3sm يبع, p3smp بيع, i3smp يباع",
    ("خاف", "يخاف", "I"): "p1s خفت, j3sm يخف, i3pf يخفن, m2sm خف",
    ("كان", "يكون", "I"): "p1p كنا, p3pf كن, j3sm يكن, j3sm يك, i3pm يكونون",
    ("وصل", "يصل", "I"): "p3sf وصلت, i3sm يصل, i3smp يوصل, m2sm صل, j3pm يصلوا",
    ("وقف", "يقف", "I"): "i3pm يقفون, m2pm قفوا",
    (
        "دعا",
        "يدعو",
        "I",
    ): "p3sm دعا, p3sf دعت, p3df دعتا, p3pm دعوا, p3dm دعوا, p1s دعوت, i3pm يدعون, i3pf يدعون, j3sm يدع,"
    " j3pm يدعوا, i3dm يدعوان, i2sf تدعين, p3smp دعي, i3smp يدعى, m2sm ادع",
    (
        "رمى",
        "يرمي",
        "I",
    ): "p3sm رمى, p3sm- رما, p3sf رمت, p3pm رموا, p3dm رميا, p1s رميت, i3sm يرمي, i3pm يرمون, j3sm يرم,"
    " p3smp رمي, i3smp يرمى",
    ("لقي", "يلقى", "I"): "p3sf لقيت, p3pm لقوا, i3sm يلقى, i3sm- يلقا, i3pm يلقون, i3pf يلقين, j3sm يلق",
    ("وقى", "يقي", "I"): "p3pm وقوا, i3sm يقي, j3sm يق, i3pm يقون, i3smp يوقى",
    ("نوى", "ينوي", "I"): "p3sf نوت, i3pm ينوون, j3sm ينو, p1p نوينا",
    ("أخذ", "يأخذ", "I"): "i1s آخذ, i3smp يؤخذ, m2sm خذ, p3smb أخذ",
    ("سأل", "يسأل", "I"): "p3smp سئل, i3smb يسأل, m2sm اسأل",
    (
        "قرأ",
        "يقرأ",
        "I",
    ): "p3pm قرؤوا, p3pm قرأوا, p3dm قرآ, p3sf قرأت, i3pm يقرؤون, i3pm يقرأون, j3pm يقرأوا, i3sm- يقرؤ,"
    " p3smp قرئ, i2sf تقرئين",
    ("بدأ", "يبدأ", "I"): "p3pm بدؤوا, p3pm بدأوا, p3sf بدأت, p3dm بدآ, i3pm يبدأون, i3pm يبدؤون, i3dm يبدآن",
    ("جاء", "يجيء", "I"): "p3sf جاءت, p3pm جاؤوا, p3pm جاءوا, p1s جئت, j3sm يجئ, i3pm يجيئون, p3smp جيء",
    ("ساء", "يسوء", "I"): "p1s سؤت, j3sm يسؤ, i3sm يسوء",
    ("شاء", "يشاء", "I"): "p1s شئت, j3sm يشأ, i3pm يشاؤون",
    ("أتى", "يأتي", "I"): "p3sf أتت, i1s آتي, i3pm يأتون, j3sm يأت, i3smp يؤتى, m2sm ائت",
    ("رأى", "يرى", "I"): "p3sf رأت, p3pm رأوا, p3sm- رآ, p1p رأينا, i3pm يرون, j3sm ير, i1s أرى, p3smp رئي",
    ("جرؤ", "يجرؤ", "I"): "p3sf جرؤت, p3pm جرؤوا, i3pm يجرؤون",
    ("قدّم", "يقدّم", "II"): "p3smb قدم, i3smb يقدم, i3pm يقدمون, m2sm قدم",
    ("هدّأ", "يهدّئ", "II"): "p3pm هدؤوا, i3pm يهدئون, p3smp هدئ, i3smp يهدأ",
    ("أدّى", "يؤدّي", "II"): "p3sf أدت, i3pm يؤدون, i1s أؤدي, j3sm يؤد, p3smp أدي",
    ("أيّد", "يؤيّد", "II"): "p3smb أيد, i1s أؤيد, i3smb يؤيد",
    ("طالب", "يطالب", "III"): "p3smp طولب, p3sfp طولبت, i3smb يطالب",
    ("نادى", "ينادي", "III"): "p3smp نودي, p3sf نادت, i3smp ينادى",
    ("فاجأ", "يفاجئ", "III"): "p3smp فوجئ, i3smp يفاجأ, i3pm يفاجئون",
    ("آزر", "يؤازر", "III"): "p3smp أوزر, i1s أؤازر",
    ("أعلن", "يعلن", "IV"): "p3smb أعلن, i3smb يعلن, p1p أعلنا, m2sm أعلن",
    ("أثبت", "يثبت", "IV"): "p1s أثبت, p3sf أثبتت",
    (
        "أعطى",
        "يعطي",
        "IV",
    ): "p3sf أعطت, p3sm- أعطا, p1s أعطيت, i3pm يعطون, j3sm يعط, p3smp أعطي, i3smp يعطى, p3sfp أعطيت",
    ("أجرى", "يجري", "IV"): "p3pm أجروا, p3dm أجريا, i3dm يجريان, j3sm يجر, p3sfp أجريت",
    ("أعاد", "يعيد", "IV"): "p1s أعدت, j3sm يعد, p3smp أعيد, i3smp يعاد, m2sm أعد, m2pm أعيدوا",
    ("أساء", "يسيء", "IV"): "p1s أسأت, j3sm يسئ, i3pm يسيئون, p3smp أسيء, p3pm أساؤوا",
    ("أعدّ", "يعدّ", "IV"): "p1s أعددت, i3pf يعددن",
    ("آمن", "يؤمن", "IV"): "p3smp أومن, m2sm آمن, i1s أومن, p3sf آمنت",
    ("آوى", "يؤوي", "IV"): "p3sf آوت, i3pm يؤوون, j3sm يؤو",
    ("أوقف", "يوقف", "IV"): "p3smb أوقف, i3smb يوقف",
    ("أيقظ", "يوقظ", "IV"): "p3smp أوقظ, m2sm أيقظ",
    ("أرى", "يري", "IV"): "p3sf أرت, i3pm يرون, i3smp يرى",
    ("تحدّى", "يتحدّى", "V"): "p3sf تحدت, i3pm يتحدون, j3sm يتحد, p3sm- تحدا, p3smp تحدي",
    ("توقّع", "يتوقّع", "V"): "p3smb توقع, i3smb يتوقع",
    ("تفاءل", "يتفاءل", "VI"): "p3pm تفاءلوا, i3pm يتفاءلون",
    ("تظاهر", "يتظاهر", "VI"): "p3pm تظاهروا, i3pm يتظاهرون, p3smp تظوهر",
    ("انسحب", "ينسحب", "VII"): "p3pm انسحبوا, j3pm ينسحبوا",
    ("انهار", "ينهار", "VII"): "p3sf انهارت, j3sm ينهر, p1s انهرت",
    ("انضمّ", "ينضمّ", "VII"): "p3sf انضمت, p1p انضممنا",
    ("اتّهم", "يتّهم", "VIII"): "p3smb اتهم, i3smb يتهم, i3sfb تتهم",
    ("التقى", "يلتقي", "VIII"): "p3sf التقت, p3pm التقوا, p3dm التقيا, i3dm يلتقيان, j3sm يلتق, i3smp يلتقى, m2sm التق",
    ("اختار", "يختار", "VIII"): "p1s اخترت, j3sm يختر, p3smp اختير, i3smb يختار",
    ("اعتقل", "يعتقل", "VIII"): "p3smb اعتقل, p3pmb اعتقلوا",
    ("احتلّ", "يحتلّ", "VIII"): "p1p احتللنا, i3pm يحتلون",
    ("ائتلف", "يأتلف", "VIII"): "i1s آتلف, p3smp اؤتلف, i3smp يؤتلف",
    ("احمرّ", "يحمرّ", "IX"): "p1s احمررت, i3sm يحمر",
    ("استدعى", "يستدعي", "X"): "p3sf استدعت, p3smp استدعي, i3smp يستدعى, j3sm يستدع",
    ("استعاد", "يستعيد", "X"): "p1s استعدت, p3smp استعيد, i3smp يستعاد, j3sm يستعد",
    ("استأنف", "يستأنف", "X"): "p3smp استؤنف, p3sfp استؤنفت",
    ("استمرّ", "يستمرّ", "X"): "p1s استمررت, i3pm يستمرون",
    ("سيطر", "يسيطر", "QI"): "p3pm سيطروا, i3sfb تسيطر",
    ("زعزع", "يزعزع", "QI"): "p3sfb زعزعت, i3sm يزعزع",
    ("تدهور", "يتدهور", "QII"): "p3sf تدهورت, i3sm يتدهور",
    ("اطمأنّ", "يطمئنّ", "QIV"): "p1s اطمأننت, i3pm يطمئنون",
}


def has(forms: list[VerbForm], want: str) -> bool:
    tag, surface = want.split()
    bound = tag.endswith("-")
    aspect, person, number, rest = tag[0], tag[1], tag[2], tag[3:].rstrip("-")
    gender = rest[0] if rest and person != "1" else ""
    voice = rest[-1] if rest and rest[-1] in "pb" else ""
    return any(
        f.form == surface
        and (f.aspect, f.person, f.number, f.bound) == (aspect, person, number, bound)
        and (not gender or f.gender == gender)
        and (f.voice == voice if voice else f.voice in "ab")
        for f in forms
    )


@pytest.mark.parametrize("verb", EXPECTED, ids=lambda verb: verb[0])
def test_hand_written_forms(verb: tuple[str, str, str]) -> None:
    forms = list(conjugate(*verb, IRREGULARS))
    missing = [want for want in EXPECTED[verb].split(", ") if not has(forms, want.strip(","))]
    assert not missing


def test_all_verb_forms_are_covered() -> None:
    assert {form for _, _, form in EXPECTED} == set(FORMS)


@pytest.mark.parametrize(
    ("verb", "active", "passive"),
    [
        (("قتل", "يقتل", "I"), ["قاتل"], ["مقتول"]),
        (("قال", "يقول", "I"), ["قائل"], ["مقول"]),
        (("باع", "يبيع", "I"), ["بائع"], ["مبيع"]),
        (("دعا", "يدعو", "I"), ["داعٍ"], ["مدعو"]),
        (("بنى", "يبني", "I"), ["بانٍ"], ["مبني"]),
        (("رأى", "يرى", "I"), ["راءٍ"], ["مرئي"]),
        (("سأل", "يسأل", "I"), ["سائل"], ["مسؤول", "مسئول"]),
        (("قرأ", "يقرأ", "I"), ["قارئ"], ["مقروء"]),
        (("أخذ", "يأخذ", "I"), ["آخذ"], ["مأخوذ"]),
        (("ردّ", "يردّ", "I"), ["راد"], ["مردود"]),
        (("وصل", "يصل", "I"), ["واصل"], ["موصول"]),
        (("هدّد", "يهدّد", "II"), ["مهدد"], ["مهدد"]),
        (("طالب", "يطالب", "III"), ["مطالب"], ["مطالب"]),
        (("أعاد", "يعيد", "IV"), ["معيد"], ["معاد"]),
        (("أنهى", "ينهي", "IV"), ["منهٍ"], ["منهى"]),
        (("أنشأ", "ينشئ", "IV"), ["منشئ"], ["منشأ"]),
        (("تحدّى", "يتحدّى", "V"), ["متحدٍ"], ["متحدى"]),
        (("تفاءل", "يتفاءل", "VI"), ["متفائل"], ["متفاءل"]),
        (("اتّهم", "يتّهم", "VIII"), ["متهم"], ["متهم"]),
        (("استأنف", "يستأنف", "X"), ["مستأنف"], ["مستأنف"]),
        (("سيطر", "يسيطر", "QI"), ["مسيطر"], ["مسيطر"]),
    ],
)
def test_participles(verb: tuple[str, str, str], active: list[str], passive: list[str]) -> None:
    assert participles(*verb, IRREGULARS) == (active, passive)


def test_no_vowels_and_no_shadda_on_paper() -> None:
    for verb in EXPECTED:
        for form in conjugate(*verb, IRREGULARS):
            assert not any("\u064b" <= letter <= "\u0652" for letter in form.form), form


def test_passive_can_be_left_out() -> None:
    assert {f.voice for f in conjugate("مات", "يموت", "I", IRREGULARS, passive=False)} == {"a"}
    assert "ميت" not in {f.form for f in conjugate("مات", "يموت", "I", IRREGULARS, passive=False)}


def test_nothing_is_told_twice() -> None:
    for verb in EXPECTED:
        forms = list(conjugate(*verb, IRREGULARS))
        assert len(forms) == len(set(forms))


@pytest.mark.parametrize("bad", [("قتل", "يقتل", "XX"), ("قتل", "قتل", "I"), ("", "", "I")])
def test_bad_input_is_refused(bad: tuple[str, str, str]) -> None:
    with pytest.raises(ValueError, match=r"."):
        list(conjugate(*bad, IRREGULARS))


def test_the_seat_of_the_hamza() -> None:
    assert seat("لاجئ", "ون") == ["لاجئون"]
    assert seat("بطيء", "ة") == ["بطيئة"]
    assert seat("سفراء", "ي") == ["سفرائي"]
