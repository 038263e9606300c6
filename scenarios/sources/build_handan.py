"""Make the map and the places of ``handan.yaml`` from ``gazetteer-handan.csv``.

    python scenarios/sources/build_handan.py            print the two blocks
    python scenarios/sources/build_handan.py --write    put them into handan.yaml
    python scenarios/sources/build_handan.py --check    fail if handan.yaml holds anything else

The gazetteer says where things are; the tables below say which roads join them,
where bridges stand, and where the generated terrain was corrected by hand.
Sources (S, H1 to H37) are listed at the top of handan.yaml.
So correct the map here, not in the YAML file: between its two marks, --write
replaces every line. The order of battle and all else outside the marks is
written by hand and never touched.
"""

import sys

from charting import Band, Lines, Point, Sketch, distance_km, is_west_of, main

from game.core.hexgrid import HexGrid

# 99 rows is what a four-digit number allows; at 3.3 km they reach from Zhengding to the plain south of Xinxiang.
GRID = HexGrid(columns=57, rows=99, hex_km10=33, origin=(38.155, 113.62))

# All widths are estimates.
BANDS = (
    Band("linxian-basin", "r", 4.5),
    Band("wuan-basin", "r", 6.0),
    Band("shexian-valley", "h", 2.6),
    Band("fukou-valley", "h", 2.6),
    Band("zhang-gorge", "h", 2.2),
    Band("jingxing-pass", "h", 4.0),
    Band("zishan-hills", "h", 2.5),
    Band("sand-neihuang", ",", 6.0),
    Band("sand-wei", ",", 3.0),
    Band("sand-yellow", ",", 4.5),
    Band("sand-fuyang", ",", 5.0),
    Band("marsh-dalu", "~", 4.0),
    Band("marsh-yongnian", "~", 2.2),
)
# West of the line where the plain ends: broken ground, then hills, then the crest of the Taihang. Estimates, in km.
BROKEN_GROUND_KM = 5.0
CREST_HALF_WIDTH_KM = 11.0

# Corrections by hand: hex, terrain, reason.
CORRECTIONS = (
    ("2303", "r", "Huolu stands where the corridor opens on the plain"),
    ("0419", "r", "Xiyang lies in a basin"),
)

# id: English, Chinese, kind, source, confidence
RIVERS = {
    "zhang": ("Zhang River", "漳河", "river", "Natural Earth 10 m rivers; lower course general knowledge", "published"),
    "fuyang": ("Fuyang River", "滏阳河", "river", "general knowledge", "general"),
    "wei": ("Wei River", "卫河", "river", "general knowledge", "general"),
    "hutuo": ("Hutuo River", "滹沱河", "river", "general knowledge", "general"),
    "huan": ("Huan (Anyang) River", "洹河", "stream", "general knowledge", "general"),
    "ming": ("Ming River", "洺河", "stream", "general knowledge; upper and lower course estimated", "estimate"),
    "qi": ("Qi River", "淇河", "stream", "general knowledge", "general"),
    "qingzhang": ("Qingzhang River", "清漳河", "stream", "general knowledge; course estimated", "estimate"),
    "sha": ("Sha River", "沙河", "stream", "general knowledge; course estimated", "estimate"),
    "zhi": ("Zhi River", "泜河", "stream", "general knowledge; course estimated", "estimate"),
}

# id: English, Chinese, wrecked, source, confidence
RAILS = {
    "pinghan-south": ("Pinghan Railway, Yellow River–Anyang", "平汉铁路 黄河—安阳", True,
                      "S: wrecked to delay the advance", "document"),
    "pinghan-middle": ("Pinghan Railway, Anyang–Gaoyi", "平汉铁路 安阳—高邑", True,
                       "H2: in Communist hands; that no train could pass is an estimate", "estimate"),
    "pinghan-north": ("Pinghan Railway, Gaoyi–Zhengding", "平汉铁路 高邑—正定", False,
                      "held by garrisons and partly usable: estimate", "estimate"),
    "zhengtai": ("Zhengtai Railway", "正太铁路", False, "held by garrisons and partly usable: estimate", "estimate"),
    "daoqing": ("Daoqing Railway", "道清铁路", True, "out of use where the war passed: estimate", "estimate"),
}  # fmt: skip

# id: English, Chinese, line. The net of 1945 is an estimate from the towns it had to join.
ROADS: dict[str, tuple[str, str, tuple[str | Point, ...]]] = {
    "post-road": ("Post road", "官道", (
        (35.21, 113.80), "xinxiang", "jixian", "qixian", "tangyin", "anyang", "fengle", "jiangwucheng", "cixian",
        "2657", "matou", "handan", "linmingguan", "shahe", "xingtai", "neiqiu", "baixiang", "zhaoxian", "luancheng",
        "shijiazhuang", "zhengding", (38.25, 114.66))),
    "gaoyi-road": ("Station road", "站道", ("neiqiu", "lincheng", "gaoyi", "yuanshi", "shijiazhuang")),
    "battle-road": ("Village road of the right column", "右路乡道",
                    ("fengle", "xinzhuang", "gaoyu", "south-zuoliang", "cuiqu", "gaozhuang", "handan")),
    "cixian-daming": ("Cixian–Daming road", "磁县—大名路", ("cixian", "linzhang", "weixian", "daming")),
    "handan-daming": ("Handan–Daming road", "邯大路", ("handan", "chengan", "weixian", "daming")),
    "handan-guantao": ("Handan–Guantao road", "邯馆路", ("handan", "feixiang", "guangping", "guantao")),
    "matou-chengan": ("Matou–Cheng'an road", "马头—成安路", ("matou", "shangcheng", "chengan", "guangping")),
    "handan-shexian": ("Handan–Shexian road", "邯涉路", ("handan", "wuan", "shexian", (36.56, 113.55))),
    "fukou-road": ("Fukou road", "滏口路", ("cixian", "pengcheng", "fukou-pass", (36.48, 113.90), "shexian")),
    "fengfeng-road": ("Fengfeng road", "峰峰路", ("matou", "fengfeng", "boyan", "wuan")),
    "anyang-shexian": ("Anyang–Shexian road", "安涉路", ("anyang", "linxian", "rencun", (36.36, 113.87), "shexian")),
    "anyang-feixiang": ("Anyang–Feixiang road", "安阳—肥乡路",
                        ("anyang", "linzhang", "chengan", "feixiang", "yongnian")),
    "anyang-puyang": ("Anyang–Puyang road", "安阳—濮阳路", ("anyang", "neihuang", "qingfeng", "puyang")),
    "tangyin-puyang": ("Tangyin–Puyang road", "汤阴—濮阳路", ("tangyin", "junxian", "huaxian", "puyang")),
    "huixian-huaxian": ("Huixian–Huaxian road", "辉县—滑县路", ("huixian", "xinxiang", (35.42, 114.25), "huaxian")),
    "puyang-guantao": ("Puyang–Guantao road", "濮阳—馆陶路",
                       ("puyang", "qingfeng", "nanle", "daming", "guantao", "qiuxian", "wei-county", "nangong")),
    "linming-qiuxian": ("Linmingguan–Qiuxian road", "临洺关—邱县路", ("linmingguan", "yongnian", "quzhou", "qiuxian")),
    "xingtai-wei": ("Xingtai–Weixian road", "邢台—威县路",
                    ("xingtai", "nanhe", "pingxiang", "guangzong", "wei-county")),
    "xingtai-nangong": ("Xingtai–Nangong road", "邢台—南宫路", ("xingtai", "renxian", "julu", "nangong")),
    "quzhou-julu": ("Quzhou–Julu road", "曲周—巨鹿路", ("quzhou", "jize", "pingxiang", "julu", "xinhe")),
    "zhaoxian-nangong": ("Zhaoxian–Nangong road", "赵县—南宫路", ("zhaoxian", "ningjin", "xinhe", "nangong")),
    "zanhuang-longping": ("Zanhuang–Longping road", "赞皇—隆平路", ("zanhuang", "gaoyi", "baixiang", "longping")),
    "shijiazhuang-gaocheng": ("Gaocheng road", "石家庄—藁城路", ("shijiazhuang", "gaocheng", (38.03, 115.50))),
    "shijiazhuang-taiyuan": ("Road to Taiyuan", "石太路",
                             ("shijiazhuang", "huolu", "jingxing", "niangziguan", (37.86, 113.58))),
}  # fmt: skip

# river, the road or railway it carries, kind, state, reason. Where none is listed, people wade or wait for a ferry.
BRIDGES = (
    ("wei", "pinghan-south", "rail", "standing", "inside the Nationalist concentration area: estimate"),
    ("wei", "post-road", "road", "standing", "inside the Nationalist concentration area: estimate"),
    ("wei", "huixian-huaxian", "road", "standing", "inside the Nationalist concentration area: estimate"),
    ("huan", "pinghan-middle", "rail", "standing", "under the walls of Anyang: estimate"),
    ("huan", "post-road", "road", "standing", "under the walls of Anyang: estimate"),
    ("zhang", "pinghan-middle", "rail", "wrecked", "S has the crossing bridged anew by 20 October"),
    ("fuyang", "pinghan-middle", "rail", "wrecked", "with the line: estimate"),
    ("fuyang", "post-road", "road", "standing", "old stone bridge at Cixian: estimate"),
    ("fuyang", "matou-chengan", "road", "standing", "river port of Matou: estimate"),
    ("fuyang", "battle-road", "road", "standing", "Zhangzhuangqiao means the bridge of Zhangzhuang: estimate"),
    ("fuyang", "handan-daming", "road", "standing", "east gate of Handan: estimate"),
    ("hutuo", "pinghan-north", "rail", "standing", "inside the Shijiazhuang garrison: estimate"),
    ("hutuo", "post-road", "road", "standing", "inside the Shijiazhuang garrison: estimate"),
)

# What the sources say, in Chinese.
SOURCES = {
    "Natural Earth 10 m rivers; lower course general knowledge": "Natural Earth河流数据（1:1000万）；下游据一般史识",
    "S: wrecked to delay the advance": "S：为迟滞进军而破坏",
    "H2: in Communist hands; that no train could pass is an estimate": "H2：在共产党军手中；列车完全不能通行系估计",
    "held by garrisons and partly usable: estimate": "由驻军守护、部分可用：估计",
    "out of use where the war passed: estimate": "战事经过之处不能使用：估计",
    "named in S; position estimated": "S有其番号；位置系估计",
    "named in H18† and H8†; position estimated": "H18†、H8†有其番号；位置系估计",
    "named in H8†; position estimated": "H8†有其番号；位置系估计",
    "named in H18†; position estimated": "H18†有其番号；位置系估计",
    "named in S; Zhangliji of today (H34, H37); placed by H36": "S有其名；即今章里集（H34、H37）；位置据H36",
    "named in S; between Ye and Nandongfang (H35); estimated": "S有其名；在邺镇与南东坊之间（H35）；系估计",
    "named in H18†; placed by H36": "H18†有其名；位置据H36",
    "named in H18†; placed beside West Yucao": "H18†有其名；置于西玉曹之侧",
}


def relief(where: Point, lines: Lines) -> str:
    """The terrain of a point in km, by the foothill line and the crest."""
    if not is_west_of(where, lines["foothills"]):
        return "."
    if distance_km(where, lines["foothills"]) <= BROKEN_GROUND_KM:
        return "r"
    return "^" if distance_km(where, lines["taihang-ridge"]) <= CREST_HALF_WIDTH_KM else "h"


SKETCH = Sketch("handan", GRID, BANDS, relief, CORRECTIONS, RIVERS, RAILS, ROADS, BRIDGES, sources=SOURCES)

if __name__ == "__main__":
    sys.exit(main(SKETCH))
