import pytest

from mcda.sheets import read_problem, write_problem


@pytest.mark.parametrize("name", ["none.csv", "none.xlsx", "none.json", "none"])
@pytest.mark.parametrize("command", ["rank", "recommend"])
def test_missing_file(fails, call, tmp_path, command, name):
    fails(call(command, tmp_path / name), "There is no file", name)


def test_unknown_kind_of_file(fails, call, write):
    fails(call("rank", write("a.ods", "x")), "a.ods", ".json, .csv, .xlsx")


@pytest.mark.parametrize("command", ["rank", "recommend"])
def test_bad_json(fails, call, write, command):
    path = write("bad.json", '{"problem": 1,\n "weights" 3}')
    fails(call(command, path), f"“{path}”, line 2, column 12: not valid JSON")
    fails(call(command, path, "--lang", "zh"), "第 2 行第 12 列")
    for content in (b"\xff\xfe\xfa", "[" * 100_000, "1" * 5000):
        fails(call(command, write("bad.json", content)), "cannot be read as JSON")
    fails(call(command, write("list.json", [1])), "must hold a JSON object")


@pytest.mark.parametrize(
    ("text", "english", "chinese"),
    [
        ('{"a" 1}', "line 1, column 6: not valid JSON (a colon is needed here)", "此处需要冒号"),
        ('{"a": }', "a value is needed here", "此处需要一个值"),
        ("{a: 1}", "a name in double quotes is needed here", "双引号"),
        ('{"a": 1 "b": 2}', "a comma or a closing bracket is needed here", "此处需要逗号"),
        ('{"a": "x', "a text begins here and never ends", "没有结束"),
        ("{} {}", "something follows the closing bracket", "右括号之后还有内容"),
        ('{"a": "\t"}', "a tab or line break stands inside a text", "文本中有制表符"),
        (b"{\xff\xff\x80", "neither in UTF-8, UTF-16 nor GB 18030", "文本编码不是"),
        ("1" * 5000, "a number is too long", "数字过长"),
    ],
)
def test_what_is_wrong_with_json(fails, call, write, text, english, chinese):
    path = write("bad.json", text)
    fails(call("recommend", path), english)
    fails(call("recommend", path, "--lang", "zh"), chinese)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
def test_json_as_editors_save_it(call, write, encoding):
    text = '{"home": {"province": "浙江", "city": "杭州"}, "size": "sme"}'
    path = write("e.json", text.encode(encoding))
    found = call("recommend", path, "--no-sensitivity", "--json")
    assert '"city":"杭州"' in found.stdout, found.stderr


def test_cells_of_a_piped_sheet_have_addresses(fails, call):
    result = call("rank", "-", sent='alternative,a\ndirection,cost\nweight,1\nx,"1,5"\ny,2\n')
    fails(result)
    assert result.stderr.startswith("B4: ")


def test_unreadable_file(fails, call, request_file, monkeypatch):
    def refuse(path):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("pathlib.Path.read_bytes", refuse)
    fails(call("rank", request_file), "cannot be read: Permission denied.")


def test_broken_xlsx(fails, call, write, sheet, tmp_path):
    fails(call("rank", write("junk.xlsx", b"junk")), "junk.xlsx", "cannot be read")
    read = read_problem(sheet)
    write_problem(read.problem, tmp_path / "whole.xlsx", read.weights)
    half = (tmp_path / "whole.xlsx").read_bytes()[:1500]
    fails(call("rank", write("half.xlsx", half), "--lang", "zh"), "half.xlsx", "无法读取")


def test_wrong_cells_are_named(fails, call, write, sheet_text):
    wrong = sheet_text.replace("160", "16 0").replace("cost,benefit", "costs,benefit")
    result = call("rank", write("wrong.csv", wrong))
    fails(result)
    lines = result.stderr.splitlines()
    assert lines[0].startswith("B2: ")
    assert "“costs”" in lines[0]
    assert lines[1].startswith("B7: ")
    assert "“16 0”" in lines[1]


def test_a_value_past_its_scale_counts_as_the_end_and_is_told(call, write, sheet_text):
    ranged = sheet_text.replace("low,50,0,", "low,50,0,0").replace("high,250,8,", "high,250,8,90")
    result = call(
        "rank", write("far.csv", ranged.replace("160", "16000")), "--full", "--method", "spotis"
    )
    assert result.exit_code == 0, result.stdout
    assert "16,000" in result.stdout + result.stderr


def test_places_in_an_enterprise_alone(fails, call, write):
    path = write("e.json", {"markets": {"US": "x"}, "sizes": 3})
    fails(call("recommend", path), "/markets/US: ", "\n/sizes: ")
    path = write("e.json", {"enterprise": {"sizes": 3}})
    fails(call("recommend", path), "/enterprise/sizes: ")
    path = write("e.json", {"enterprise": {}, "parks": ["nowhere"]})
    fails(call("recommend", path), "/parks/0: ", "nowhere")


@pytest.mark.parametrize("encoding", ["gbk", "utf-8-sig", "utf-16"])
def test_a_sheet_as_excel_saves_it_in_chinese(call, write, encoding):
    text = "备选方案;价格;配套\n方向;成本;效益\n权重;2;1\n北;160;5\n南;85..140;3\n"
    result = call("rank", write("园区.csv", text.encode(encoding)), "--lang", "zh")
    assert result.exit_code == 0, result.stderr
    assert "北" in result.stdout


def test_standard_input_is_read_like_a_file(call, fails, sheet, enterprise):
    plain = ("--no-sensitivity", "--json")
    table = sheet.read_bytes()
    assert call("rank", "-", *plain, sent=table).stdout == call("rank", sheet, *plain).stdout
    facts = enterprise.read_bytes()
    from_file = call("recommend", enterprise, *plain).stdout
    assert call("recommend", "-", *plain, sent=facts).stdout == from_file
    fails(call("recommend", "-", sent=b"{"), "“-”, line 1, column 2: not valid JSON")


def test_weights_may_be_the_name_of_a_profile(call, fails, enterprise):
    asked = ("--no-sensitivity", "--json")
    named = call("recommend", enterprise, "--weights", "tariff-hit-exporter", *asked).stdout
    stated = '{"kind": "profile", "id": "tariff-hit-exporter"}'
    assert named == call("recommend", enterprise, "--weights", stated, *asked).stdout
    fails(call("recommend", enterprise, "--weights", "tariff-hit"), "tariff-hit-exporter")
