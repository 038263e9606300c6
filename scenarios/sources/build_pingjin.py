"""Make the map and the places of ``pingjin.yaml`` from ``gazetteer-pingjin.csv``.

    python scenarios/sources/build_pingjin.py            print the two blocks
    python scenarios/sources/build_pingjin.py --write    put them into pingjin.yaml
    python scenarios/sources/build_pingjin.py --check    fail if pingjin.yaml holds anything else

The gazetteer says where things were in 1948, before the reservoirs of Guanting,
Miyun and Panjiakou; the tables below say which roads join them, where bridges
stand, and where the generated terrain was corrected by hand. So correct the map
here, not in the YAML file: between its two marks, --write replaces every line.
The order of battle and all else outside the marks is written by hand and never
touched.
"""

import sys

from charting import Band, Lines, Point, Sketch, distance_km, is_within, main, to_km

from game.core.hexgrid import HexGrid

# From Xinghe to the sea beyond Shanhaiguan, from the edge of the Mongolian plateau to the marshes south of Baoding.
GRID = HexGrid(columns=63, rows=32, hex_km10=100, origin=(41.22, 113.7))

# All widths are estimates.
BANDS = (
    Band("bashang", ".", 13.0),
    Band("chicheng-valley", "h", 6.0),
    Band("gubeikou-gap", "h", 6.0),
    Band("luan-valley", "h", 6.0),
    Band("dajingmen-gorge", "h", 5.0),
    Band("nankou-gorge", "h", 5.5),
    Band("sanggan-valley", "r", 7.0),
    Band("yuxian-basin", "r", 9.0),
    Band("huaian-basin", "r", 7.0),
    Band("laiyuan-basin", "r", 6.0),
    Band("zunhua-basin", "r", 8.0),
    Band("zhuolu-basin", "r", 7.0),
    Band("yang-gorge", "r", 6.0),
    Band("yang-basin", ".", 8.0),
    Band("huailai-basin", ".", 7.0),
    Band("salt-pans", "~", 5.5),
    Band("marsh-qili", "~", 6.0),
    Band("marsh-tuanbo", "~", 6.0),
    Band("marsh-dongdian", "~", 5.5),
    Band("marsh-baiyang", "~", 7.0),
    Band("marsh-wenan", "~", 9.0),
    Band("canals-tianjin", "c", 6.0),
)
# Between the plain and the hills lies broken ground; mountains stand as far as this to either side of a ridge, in km.
# Estimates.
BROKEN_GROUND_KM = 6.0
RIDGES = {
    "jundu-ridge": 9.0,
    "haituo-ridge": 9.0,
    "west-hills-ridge": 10.0,
    "xiaowutai-ridge": 13.0,
    "hengshan-ridge": 8.0,
    "xiong-ridge": 6.0,
    "wuling-ridge": 10.0,
    "yan-ridge": 8.0,
    "jehol-ridge": 12.0,
    "jehol-south": 8.0,
    "bashang-edge": 6.0,
}
# What closes the foothill line and the coast into areas.
PLAIN_CORNERS = ((38.0, 114.2), (38.0, 121.5), (40.1, 121.5))
SEA_CORNERS = ((40.3, 121.5), (38.0, 121.5), (38.0, 117.6))

# Corrections by hand: hex, terrain, reason.
CORRECTIONS: tuple[tuple[str, str, str], ...] = ()

# id: English, Chinese, kind, source, confidence
NATURAL_EARTH = "Natural Earth 10 m rivers"
RIVERS = {
    "sanggan": ("Sanggan River", "桑干河", "river", NATURAL_EARTH, "published"),
    "yongding": ("Yongding River", "永定河", "river", NATURAL_EARTH, "published"),
    "hai": ("Hai River", "海河", "river", NATURAL_EARTH, "published"),
    "luan": ("Luan River", "滦河", "river", NATURAL_EARTH, "published"),
    "chaobai": ("Chaobai River", "潮白河", "river", "general knowledge; lower course estimated", "general"),
    "yang": ("Yang River", "洋河", "river", "general knowledge", "general"),
    "daqing": ("Daqing River", "大清河", "river", "general knowledge", "general"),
    "ziya": ("Ziya River", "子牙河", "river", "general knowledge", "general"),
    "jiyun": ("Jiyun River", "蓟运河", "river", "general knowledge", "general"),
    "canal-north": ("North Canal", "北运河", "stream", "general knowledge", "general"),
    "canal-south": ("South Canal", "南运河", "stream", "general knowledge", "general"),
    "juma": ("Juma River", "拒马河", "stream", "general knowledge", "general"),
    "gui": ("Gui River", "妫水河", "stream", "general knowledge", "general"),
    "qingshui": ("Qingshui River", "清水河", "stream", "general knowledge", "general"),
}

# id: English, Chinese, wrecked, source, confidence
RAILS = {
    "pingsui": ("Pingsui Railway", "平绥铁路", False,
                "in use Beiping–Zhangjiakou until the first days of December", "general"),
    "beining": ("Beining Railway", "北宁铁路", False,
                "in use Beiping–Tangshan until mid-December", "general"),
    "jinpu": ("Jinpu Railway", "津浦铁路", False,
                "cut south of Jinghai, where the Nationalists held no more: estimate", "estimate"),
    "pinghan": ("Pinghan Railway", "平汉铁路", False,
                "in use Beiping–Gaobeidian until mid-December: estimate", "estimate"),
    "pinggu": ("Pinggu Railway", "平古铁路", False,
                "in use Beiping–Gubeikou until early December: estimate", "estimate"),
}  # fmt: skip

# id: English, Chinese, line. The net of 1948 is an estimate from the towns it had to join.
ROADS: dict[str, tuple[str, str, tuple[str | Point, ...]]] = {
    "zhangjiakou-road": ("Beiping–Zhangjiakou highway", "平张公路", (
        "beiping", "shahe", "nankou", "badaling", "kangzhuang", "huailai", "shacheng", "xinbaoan", "xiahuayuan",
        "xuanhua", "shalingzi", "zhangjiakou")),
    "zhangbei-road": ("Zhangjiakou–Zhangbei road", "张北公路",
                      ("zhangjiakou", "dajingmen", "langwogou", "zhangbei", (41.4, 114.70))),
    "chongli-road": ("Zhangjiakou–Chongli road", "张家口—崇礼路", ("zhangjiakou", (40.88, 115.1), "chongli")),
    "suiyuan-road": ("Road to Suiyuan", "绥远大道", (
        "zhangjiakou", "kongjiazhuang", "guoleizhuang", "chaigoubao", "xinghe", (40.90, 113.5))),
    "datong-road": ("Road to Datong", "大同路", ("chaigoubao", "huaian", "tianzhen", (40.36, 113.6))),
    "longguan-road": ("Xuanhua–Chicheng road", "宣化—赤城路", ("xuanhua", "longguan", "chicheng", (41.35, 115.82))),
    "yanqing-road": ("Yanqing–Chicheng road", "延庆—赤城路", ("kangzhuang", "yanqing", "yongning", "chicheng")),
    "sihai-road": ("Miyun–Yongning track", "密云—四海—永宁道",
                   ("miyun", (40.52, 116.65), (40.53, 116.42), "yongning")),
    "zhuolu-road": ("Zhuolu–Yuxian road", "涿鹿—蔚县路",
                    ("xinbaoan", "zhuolu", (40.10, 114.85), "yuxian", (39.6, 114.66), "laiyuan")),
    "sanggan-road": ("Sanggan valley road", "桑干河谷路", ("zhuolu", (40.26, 114.7), "yangyuan", (40.0, 113.6))),
    "zijing-road": ("Zijingguan road", "紫荆关路", ("laiyuan", "zijingguan", "yixian", "laishui", "zhuoxian")),
    "fan-road": ("Road over the mountains to Zhuolu", "紫荆关—涿鹿路", ("zijingguan", (39.75, 115.1), "zhuolu")),
    "yixian-road": ("Yixian–Dingxing road", "易县—定兴路", ("yixian", "dingxing")),
    "pinghan-road": ("Beiping–Baoding road", "平保公路", (
        "beiping", "wanping", "liangxiang", "zhuoxian", "gaobeidian", "dingxing", "xushui", "baoding",
        (38.3, 114.95))),
    "mancheng-road": ("Baoding–Yixian road", "保定—易县路", ("baoding", "mancheng", "yixian")),
    "tangxian-road": ("Baoding–Tangxian road", "保定—唐县路", ("baoding", "tangxian", (38.5, 114.4))),
    "western-hills-road": ("Western Hills road", "西山路",
                           ("beiping", "shijingshan", "mentougou", (40.0, 115.8), (40.15, 115.72), "huailai")),
    "hengling-road": ("Hengling path", "横岭路", ("nankou", "hengling", "huailai")),
    "guan-road": ("Beiping–Gu'an road", "平大公路",
                  ("beiping", "nanyuan", "huangcun", "guan", "baxian", (38.7, 116.1), (38.3, 116.1))),
    "langfang-road": ("Langfang–Yongqing road", "廊坊—永清路", ("langfang", "yongqing", "baxian")),
    "tianjin-road": ("Beiping–Tianjin road", "平津公路", (
        "beiping", "tongxian", (39.75, 116.9), "wuqing", "yangcun", "beicang", "tianjin")),
    "fengtai-road": ("Fengtai–Langfang road", "丰台—廊坊路", ("fengtai", "huangcun", "langfang", "yangcun")),
    "tanggu-road": ("Tianjin–Tanggu road", "津塘公路", ("tianjin", "junliangcheng", "tanggu")),
    "xianshuigu-road": ("South bank road", "海河南岸路", ("tianjin", "baitangkou", "xianshuigu")),
    "cangxian-road": ("Tianjin–Cangxian road", "津沧路",
                      ("tianjin", "yangliuqing", "jinghai", "tangguantun", "qingxian", (38.2, 116.85))),
    "tianjin-baoding": ("Tianjin–Baoding road", "津保公路",
                        ("yangliuqing", "baxian", (39.0, 116.05), "xushui")),
    "baodi-road": ("Tianjin–Baodi road", "津宝路", ("yangcun", "baodi", "xinan", "yutian")),
    "xianghe-road": ("Tongxian–Baodi road", "通县—宝坻路", ("tongxian", "xianghe", "baodi")),
    "imperial-road": ("Imperial road to the east", "京东大道", (
        "tongxian", "sanhe", "jixian", "yutian", "fengrun", (39.87, 118.45), "qianan", "lulong", "funing",
        "shanhaiguan", (40.1, 120.2))),
    "tangshan-road": ("Tanggu–Tangshan road", "塘唐路", ("tanggu", "hangu", "lutai", "tangshan", "fengrun")),
    "coast-road": ("Tangshan–Qinhuangdao road", "唐秦路",
                   ("tangshan", "guye", "luanxian", "changli", "qinhuangdao", "shanhaiguan")),
    "zunhua-road": ("Jixian–Zunhua road", "蓟县—遵化路", ("jixian", "malanyu", "zunhua", "fengrun")),
    "xifeng-road": ("Xifengkou road", "喜峰口大道",
                    ("zunhua", "xifengkou", (40.60, 118.48), "pingquan", (41.05, 118.9))),
    "lengkou-road": ("Lengkou road", "冷口大道", ("qianan", "lengkou", "qinglong", (40.7, 119.3), (41.0, 119.9))),
    "jieling-road": ("Jielingkou road", "界岭口大道", ("funing", "jielingkou", "qinglong")),
    "gubei-road": ("Beiping–Chengde road", "平热公路", (
        "beiping", (40.03, 116.5), "shunyi", "miyun", "shixia", "gubeikou", "luanping", "chengde", "pingquan")),
    "huairou-road": ("Changping–Miyun road", "昌平—密云路", ("nankou", "changping", "huairou", "miyun")),
    "tong-shunyi": ("Tongxian–Shunyi road", "通县—顺义路", ("tongxian", "shunyi", "huairou")),
    "pinggu-road": ("Sanhe–Pinggu road", "三河—平谷路", ("sanhe", "pinggu", "miyun")),
    "xinglong-road": ("Jixian–Chengde road", "蓟县—承德路", ("jixian", "huangyaguan", "xinglong", "chengde")),
}  # fmt: skip

# river, the road or railway it carries, kind, state, reason. Where none is listed, people wade or wait for a ferry.
BRIDGES = (
    ("yongding", "pinghan", "rail", "standing", "the railway bridge beside Lugouqiao"),
    ("yongding", "pinghan-road", "road", "standing", "Lugouqiao"),
)

# First and last day on which the ice bears: in the mountains from the end of November, on the plain from mid-December.
# The Hai was kept open by ice-breakers up to Tianjin. Estimates.
_WINTER, _COLD = ("1948-12-14", "1949-02-15"), ("1948-11-28", "1949-02-28")
FROZEN = {
    **dict.fromkeys(("yang", "gui", "qingshui", "sanggan", "juma"), _COLD),
    **dict.fromkeys(("yongding", "luan", "chaobai", "daqing", "ziya", "jiyun", "canal-north", "canal-south"), _WINTER),
}


# From the sea to Badaling, and on by the inner wall. Only roads and railways lead through it: a division with its
# guns and carts does not climb a ridge with a wall on it (estimate). The outer wall beyond Zhangjiakou is left out: the
# gazetteer knows one point of it.
WALLS: dict[str, tuple[str, str, tuple[str | Point, ...], str, str]] = {
    "great-wall": ("Great Wall", "长城", (
        (39.98, 119.82), "shanhaiguan", "jielingkou", "lengkou", "xifengkou", "malanyu", "huangyaguan", "gubeikou",
        (40.45, 116.57), "badaling", "hengling", (40.07, 115.71), "zijingguan", (39.07, 114.63)),
        "the gates of the gazetteer; between Hengling and Zijingguan by Yanhecheng", "general"),
}  # fmt: skip

# What the sources say, in Chinese.
SOURCES = {
    NATURAL_EARTH: "Natural Earth河流数据（1:1000万）",
    "the gates of the gazetteer; between Hengling and Zijingguan by Yanhecheng": "关口据地名表；横岭、紫荆关间经沿河城",
    "in use Beiping–Zhangjiakou until the first days of December": "北平至张家口段使用至12月初",
    "in use Beiping–Tangshan until mid-December": "北平至唐山段使用至12月中旬",
    "cut south of Jinghai, where the Nationalists held no more: estimate": "静海以南已断，国民党军再无据点：估计",
    "in use Beiping–Gaobeidian until mid-December: estimate": "北平至高碑店段使用至12月中旬：估计",
    "in use Beiping–Gubeikou until early December: estimate": "北平至古北口段使用至12月初：估计",
    "general knowledge; works as a strip from late December": "一般史识；12月下旬起用作跑道",
    "P6d, P41: salt pans that did not bear, for whose sake the attack planned in December was dropped; that they are"
    " worth a level of works is an estimate": "P6d、P41：盐滩不能通行，12月所拟进攻因而放弃；折作一级工事系估计",
}


def relief(where: Point, lines: Lines) -> str:
    """The terrain of a point in km: sea, plain, broken ground, hills or mountains."""
    if is_within(where, [*reversed(lines["coast"]), *corners(SEA_CORNERS[::-1])]):
        return "w"
    if is_within(where, [*lines["foothills"], *corners(PLAIN_CORNERS)]):
        return "."
    if distance_km(where, lines["foothills"]) <= BROKEN_GROUND_KM:
        return "r"
    return "^" if any(distance_km(where, lines[ridge]) <= width for ridge, width in RIDGES.items()) else "h"


def corners(points: tuple[Point, ...]) -> list[Point]:
    """Points by latitude and longitude in km."""
    return [to_km(GRID, *point) for point in points]


SKETCH = Sketch("pingjin", GRID, BANDS, relief, CORRECTIONS, RIVERS, RAILS, ROADS, BRIDGES, FROZEN, WALLS, SOURCES)

if __name__ == "__main__":
    sys.exit(main(SKETCH))
