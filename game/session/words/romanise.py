"""Chinese names in Latin letters: what was written by Wade and Giles in 1945 read as pinyin.

Huang Po-t'ao and Huang Baitao, Kao Shu-hsun and Gao Shuxun are the same men.
"""

import re
import unicodedata
from functools import cache
from itertools import islice, product

from game.resources import asset
from game.scenario.text.marks import read_file

_MOST = 48
"""Readings of one text that are tried; old spellings without apostrophes have several."""
_INITIALS = {
    "ch": ("zh", "j", "ch", "q"),
    "ts": ("z", "c"),
    "tz": ("z", "c"),
    "ss": ("s",),
    "sz": ("s",),
    "hs": ("x",),
    "sh": ("sh",),
    "p": ("b", "p"),
    "t": ("d", "t"),
    "k": ("g", "k"),
    "j": ("r",),
}
"""Of Wade and Giles: the readings in pinyin, those of a plain letter before those of a breathed one."""
_BREATHED = {"ch": ("ch", "q"), "ts": ("c",), "tz": ("c",), "p": ("p",), "t": ("t",), "k": ("k",)}
_PLAIN = ("m", "f", "n", "l", "h", "s")
"""Initials that both spellings share."""
_ENDS = (
    *("a", "o", "e", "eh", "ai", "ei", "ao", "ou", "an", "en", "ang", "eng", "ung"),
    *("i", "ih", "ia", "ieh", "iao", "iu", "ien", "in", "iang", "ing", "iung"),
    *("u", "ua", "uo", "uai", "uei", "ui", "uan", "un", "uang", "ueh", "u:", "u:eh", "u:an", "u:n"),
)
"""Finals of Wade and Giles."""
_FRONT = ("i", "u:")
_FINALS = {
    "ien": "ian",
    "ieh": "ie",
    "iung": "iong",
    "ung": "ong",
    "uei": "ui",
    "ueh": "ue",
    "u:an": "uan",
    "u:eh": "ue",
    "u:n": "un",
    "u:": "u",
    "eh": "e",
    "erh": "er",
    "ih": "i",
    "iu": "iu",
    "yu": "you",
}
_WHOLE = {
    "yu": ("you", "yu"),
    "yu:": ("yu",),
    "yen": ("yan",),
    "yeh": ("ye",),
    "yung": ("yong",),
    "i": ("yi",),
    "jih": ("ri",),
    "erh": ("er",),
    "tzu": ("zi", "ci"),
    "ssu": ("si",),
    "szu": ("si",),
    "ho": ("he", "huo"),
    "o": ("e", "wo"),
    "lo": ("luo", "le"),
    "no": ("nuo",),
    "so": ("suo",),
    "jo": ("ruo", "re"),
    "ko": ("ge", "guo", "ke"),
    "to": ("duo", "tuo", "de"),
    "tso": ("zuo", "cuo"),
    "cho": ("zhuo", "chuo"),
    "te": ("de", "te"),
    "peking": ("beijing", "beiping"),
    "peiping": ("beiping",),
    "tientsin": ("tianjin",),
}


def bare(text: str) -> str:
    """Letters, figures and simplified Chinese characters alone, without accents, gaps and case."""
    return simplified(re.sub(r"[^a-z0-9\u3400-\u9fff]", "", _latin(text)))


def readings(text: str) -> tuple[str, ...]:
    """What a text may be meant for, bare: itself, and as pinyin if it was written by Wade and Giles."""
    syllables = [part for part in re.split(r"[\s\-–]+", _latin(text)) if part]
    options = [_syllable(syllable) for syllable in syllables]
    meant = ["".join(chosen) for chosen in islice(product(*options), _MOST)]
    return tuple(dict.fromkeys(filter(None, [bare(text), *(bare(each) for each in meant)])))


def beginnings(text: str) -> tuple[str, ...]:
    """The same if the last syllable is not written to its end: ``Ti`` and ``Tie`` may become Tien, which is Dian."""
    syllables = [part for part in re.split(r"[\s\-–]+", _latin(text)) if part]
    if not syllables:
        return ()
    *before, last = syllables
    ends = {end for whole in _syllables() if whole.startswith(last) for end in _syllable(whole)[:-1]}
    short = [end for end in sorted(ends) if not any(end != other and end.startswith(other) for other in ends)]
    options = [*map(_syllable, before), tuple(short)]
    return tuple(dict.fromkeys(bare("".join(chosen)) for chosen in islice(product(*options), _MOST)))


@cache
def _syllables() -> tuple[str, ...]:
    """Every syllable that Wade and Giles write, and some that Chinese has not."""
    made = (initial + breath + final for initial in (*_INITIALS, *_PLAIN) for breath in ("", "'") for final in _ENDS)
    return (*_WHOLE, *made)


def simplified(text: str) -> str:
    """With traditional characters as the names of the scenarios write them."""
    return text.translate(_forms())


@cache
def _forms() -> dict[int, str]:
    """Simplified characters by their traditional forms."""
    table: dict[str, str] = read_file(asset("traditional.yaml")).data["other"]
    return {ord(form): simple for simple, forms in table.items() for form in forms}


def _latin(text: str) -> str:
    """Small letters without accents but that of ü, which is written ``u:`` here; every apostrophe alike."""
    text = text.casefold().replace("ü", "u:").replace("’", "'").replace("‘", "'").replace("`", "'")
    return "".join(sign for sign in unicodedata.normalize("NFD", text) if not unicodedata.combining(sign))


def _syllable(written: str) -> tuple[str, ...]:
    """A syllable by Wade and Giles in pinyin, in every reading; with itself, since it may be pinyin already."""
    plain = written.replace("'", "")
    if plain in _WHOLE:
        return (*_WHOLE[plain], plain)
    for initial in sorted(_INITIALS, key=len, reverse=True):
        if written.startswith(initial):
            rest = written[len(initial) :]
            breathed = rest.startswith("'")
            found = _BREATHED.get(initial, ()) if breathed else _INITIALS[initial]
            rest = rest.lstrip("'")
            read = [_joined(each, rest) for each in found if _fits(each, rest)]
            return tuple(dict.fromkeys([*read, plain]))
    return tuple(dict.fromkeys([_final(plain), plain]))


def _fits(initial: str, rest: str) -> bool:
    """Whether an initial goes with a final: j, q and x before i and ü only, zh and ch never."""
    front = (rest.startswith(_FRONT) and rest != "ih") or rest == "ueh"
    if initial in ("j", "q", "x"):
        return front or (initial == "x" and rest.startswith("u"))
    return initial not in ("zh", "ch") or not front


def _joined(initial: str, rest: str) -> str:
    if rest == "u" and initial in ("z", "c", "s"):
        return initial + "u"
    if rest == "o" and initial in ("d", "t", "n", "l", "z", "c", "s", "zh", "ch", "r"):
        return initial + "uo"
    if rest == "o" and initial in ("g", "k", "h"):
        return initial + "e"
    return initial + _final(rest)


def _final(rest: str) -> str:
    for old in sorted(_FINALS, key=len, reverse=True):
        if rest.endswith(old) and (old != "yu" or rest == "yu"):
            return rest[: -len(old)] + _FINALS[old]
    return rest
