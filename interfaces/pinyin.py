"""The order of names in an office, by their sound: each character by its syllable, its tone, and itself.

Where the office said how a name is read, so it is. Else a surname is read as surnames are: 单 is Shàn, 尉迟 is Yùchí.
What no dictionary of sounds has comes after what has one.
"""

import os
from functools import cache, lru_cache
from importlib import import_module
from unicodedata import normalize

from domain.rules.reading import is_character

_OF_ONE = (
    "单=shàn 仇=qiú 解=xiè 曾=zēng 区=ōu 查=zhā 任=rén 盖=gě 朴=piáo 华=huà 员=yùn 乐=yuè 缪=miào 覃=qín 洗=xiǎn 乜=niè "
    "那=nā 哈=hǎ 燕=yān 祭=zhài 种=chóng 折=shé 翟=zhái 秘=bì 过=guō 葛=gě 召=shào 卜=bǔ 於=yū 都=dū 干=gān 相=xiàng "
    "粘=nián 句=gōu 阚=kàn 佴=nài 薄=bó 炅=guì 么=yāo 撒=sǎ 占=zhān 要=yāo 令=líng 能=nài 俱=jū 肖=xiāo 黑=hè 郇=xún 蔚=yù"
)
_SURNAMES = dict(pair.split("=") for pair in _OF_ONE.split()) | {
    "尉迟": "yù chí",
    "万俟": "mò qí",
    "澹台": "tán tái",
    "单于": "chán yú",
    "令狐": "líng hú",
    "夹谷": "jiá gǔ",
    "诸葛": "zhū gě",
    "子车": "zǐ jū",
}
"""Surnames that are not read as their characters mostly are."""
_TONES = "\u0304\u0301\u030c\u0300"
_DIAERESIS = "\u0308"
Sound = tuple[str, bool, int, str]
"""Letters, whether its u is ü, tone, and the character."""
_LAST: Sound = ("\U0010ffff", False, 0, "")


def order(name: str, reading: str | None = None) -> tuple[Sound, ...]:
    """What names are sorted by; the name of somebody erased, which is empty, comes last.

    ``reading`` is how the office said that the name is read: a syllable for each Chinese character of it.
    """
    return tuple(_sound(*pair) for pair in zip(name, _read(name, reading), strict=True)) or (_LAST,)


def reads(name: str) -> bool:
    """Whether there is anything in the name that is read by its sound."""
    return any(map(is_character, name))


def read(name: str, reading: str | None = None) -> str:
    """How a name is read, with a space after each syllable."""
    return " ".join(" ".join(_read(name, reading)).split())


def is_called(name: str, asked: str, reading: str | None = None) -> bool:
    """Whether a name has these characters, or is meant by these letters."""
    return asked.lower() in name.lower() or sounds_like(name, asked, reading)


def sounds_like(name: str, typed: str, reading: str | None = None) -> bool:
    """Whether a name is meant by letters: the first of each of its syllables (``syx``) or whole ones (``shanyu``)."""
    wanted = "".join(typed.lower().split())
    syllables = [letters for letters, *_ in order(name, reading)]
    initials = "".join(each[:1] for each in syllables)
    return wanted in initials or any("".join(syllables[n:]).startswith(wanted) for n in range(len(syllables)))


@lru_cache(maxsize=4096)
def _sound(character: str, reading: str) -> Sound:
    marks = normalize("NFD", reading)
    letters = "".join(each for each in marks if each.isalpha()) or reading
    tone = next((n for n, mark in enumerate(_TONES, start=1) if mark in marks), 0)
    return letters, _DIAERESIS in marks, tone, character


def _read(name: str, reading: str | None) -> list[str]:
    """A reading for each character: as it is said to be, or that of the surname first; one without stands for itself."""
    if reading is not None:
        said = iter(reading.split())
        return [next(said, each) if is_character(each) else each.lower() for each in name]
    surname = next((name[:length] for length in (2, 1) if name[:length] in _SURNAMES), "")
    return _SURNAMES.get(surname, "").split() + [
        _dictionary().get(ord(each), each.lower()) for each in name[len(surname) :]
    ]


@cache
def _dictionary() -> dict[int, str]:
    """The first reading of every character. The library's phrases, which are many times as big, are not needed for it."""
    os.environ.setdefault("PYPINYIN_NO_PHRASES", "true")
    readings: dict[int, str] = import_module("pypinyin.pinyin_dict").pinyin_dict
    return {point: several.partition(",")[0] for point, several in readings.items()}
