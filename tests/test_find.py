"""People and places are found by any of their names: English, Chinese, pinyin, and the spelling of 1945."""

import pytest

from game.core.world import World
from game.scenario.load import load
from game.session.explain import Kind, Subject
from game.session.find import search
from game.session.romanise import bare, readings


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
