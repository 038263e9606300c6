"""People and places are found by any of their names: English, Chinese, pinyin, and the spelling of 1945."""

from collections.abc import Iterator

import pytest

from game.core.world import World
from game.resources import asset
from game.scenario.load import load
from game.scenario.text.marks import read_file
from game.session.explain import Kind, Subject
from game.session.explain.find import _index, search  # noqa: PLC2701
from game.session.words.romanise import bare, beginnings, readings


@pytest.mark.parametrize(
    ("old", "pinyin"),
    [
        ("Huang Po-t'ao", "Huang Botao"),
        ("Kao Shu-hsun", "Gao Shuxun"),
        ("KAO SHU-HSÜN", "Gao Shuxun"),
        ("Liu Po-ch’eng", "Liu Bocheng"),
        ("Teng Hsiao-p'ing", "Deng Xiaoping"),
        ("Fu Tso-i", "Fu Zuoyi"),
        ("Fu Tso-yi", "Fu Zuoyi"),
        ("Nieh Jung-chen", "Nie Rongzhen"),
        ("Ch'in Chi-wei", "Qin Jiwei"),
        ("Chin Chi-wei", "Qin Jiwei"),
        ("Lin Piao", "Lin Biao"),
        ("Shih-chia-chuang", "Shijiazhuang"),
        ("Chang-chia-k'ou", "Zhangjiakou"),
        ("Tz'u-hsien", "Cixian"),
        ("Peiping", "Beiping"),
    ],
)
def test_old_spellings_are_read_as_pinyin(old: str, pinyin: str) -> None:
    assert bare(pinyin) in readings(old)


@pytest.mark.parametrize(
    ("old", "pinyin"),
    [
        ("Ch'en", "Chen"),
        ("Chien", "Jian"),
        ("Ch'ien", "Qian"),
        ("Chung", "Zhong"),
        ("Hsieh", "Xie"),
        ("Hsü", "Xu"),
        ("Kuei", "Gui"),
        ("Liu Po-ch'eng", "Liu Bocheng"),
        ("Lung", "Long"),
        ("Shih", "Shi"),
        ("T'ien", "Tian"),
        ("Tsou", "Zou"),
        ("Yen Hsi-shan", "Yan Xishan"),
        ("Yung", "Yong"),
    ],
)
def test_half_a_syllable_of_an_old_spelling_finds_what_it_may_become(old: str, pinyin: str) -> None:
    """Whoever types is shown the name after every letter but a lone first one."""
    begin = max(old.rfind(sign) for sign in " -") + 1
    for end in range(begin + 2, len(old) + 1):
        found = (*readings(old[:end]), *beginnings(old[:end]))
        assert any(each and bare(pinyin).startswith(each) for each in found), old[:end]


def test_what_only_an_unfinished_end_leads_to_comes_last(world: World) -> None:
    """``Yu`` is You and Yu; Yung, which it may become, is Yong."""
    found = search(world, "Yu")
    plainly = {subject for name, subject in _index(world) if any(each in name for each in readings("Yu"))}
    is_plain = [subject in plainly for subject in found]
    assert {True, False} == set(is_plain) and is_plain == sorted(is_plain, reverse=True)


def names() -> Iterator[str]:
    """Every Chinese name of the scenarios that come with the game."""
    for scenario in ("handan", "pingjin", str(asset("tutorial/scenario.yaml"))):
        world = load(scenario).world
        for troops in (*world.formations, *world.units):
            yield from (troops.label.zh, *troops.aliases, *troops.commander)
        for place in world.places:
            yield from (place.label.zh, *place.aliases)


def test_every_character_of_a_name_is_known_in_both_scripts() -> None:
    table = read_file(asset("traditional.yaml")).data
    alike, other = set(table["alike"].replace(" ", "")), set(table["other"])
    used = {sign for name in names() for sign in name if "\u3400" <= sign <= "\u9fff"}
    assert used - alike - other == set(), "to be given a traditional form, or said to be alike"
    assert (alike | other) - used == set() and alike & other == set()


def in_codec(sign: str, codec: str) -> bool:
    try:
        sign.encode(codec)
    except UnicodeEncodeError:
        return False
    return True


def test_forms_are_of_the_script_that_they_are_said_to_be_of() -> None:
    """Big5 holds traditional characters and GB 2312 simplified ones; the exceptions are rare characters."""
    table = read_file(asset("traditional.yaml")).data
    assert [sign for sign in table["alike"].replace(" ", "") if not in_codec(sign, "big5")] == ["藁"]
    forms = [form for each in table["other"].values() for form in each]
    assert len(set(forms)) == len(forms)
    for form in forms:
        assert in_codec(form, "big5hkscs"), form
        assert not in_codec(form, "gb2312") or form in "後甯", form
    assert [sign for sign in table["other"] if not in_codec(sign, "gb2312")] == ["沄"]


@pytest.mark.parametrize(
    ("traditional", "simple"),
    [("高樹勳", "高树勋"), ("劉伯承", "刘伯承"), ("馬頭", "马头"), ("新鄉", "新乡"), ("第40軍", "第40军")],
)
def test_traditional_characters_find_what_simplified_ones_find(world: World, traditional: str, simple: str) -> None:
    assert search(world, simple) and search(world, traditional) == search(world, simple)


def test_pinyin_and_characters_stay_what_they_are() -> None:
    assert readings("Gao Shuxun")[0] == "gaoshuxun"
    assert readings("高树勋") == ("高树勋",)


@pytest.fixture(scope="module")
def world() -> World:
    return load("handan").world


@pytest.mark.parametrize("wanted", ["Gao Shuxun", "gao shu xun", "Kao Shu-hsun", "高树勋"])
def test_a_commander_is_found_in_every_spelling(world: World, wanted: str) -> None:
    found = search(world, wanted)
    assert Subject(Kind.FORMATION, world.formation_index["nat-n8a"]) in found[:2]


def test_a_place_a_unit_and_a_hex_are_found(world: World) -> None:
    handan = Subject(Kind.HEX, world.places[world.place_index["handan"]].hex)
    for wanted in ("Handan", "Han-tan", "邯郸", "handan"):
        assert search(world, wanted)[0] == handan
    unit = Subject(Kind.UNIT, world.unit_index["nat-106d"])
    assert search(world, "106th Division")[0] == search(world, "第106师")[0] == unit
    assert search(world, "0101") == [Subject(Kind.HEX, 0)]
    assert search(world, "Xyzzy") == []


def test_whole_names_come_before_beginnings_and_these_before_parts(world: World) -> None:
    found = search(world, "Handan")
    names = [world.places_by_hex[each.number] for each in found if each.kind is Kind.HEX]
    assert world.place_index["handan"] in names[0]
