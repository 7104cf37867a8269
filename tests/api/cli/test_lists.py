import codecs
import csv
import io
import json

import pytest

from mcda.methods import METHODS
from mcda.parks import load_catalogue, scorable
from weights.profiles import load_profiles, load_subjects


def test_methods(call):
    english, chinese = call("methods").stdout, call("methods", "--lang", "zh").stdout
    for name, method in METHODS.items():
        assert name in english
        assert method.title["zh"] in chinese
    assert "normalisation=vector (minmax" in english
    assert "v=0.5" in english
    assert "最低" in chinese


def test_profiles(call):
    english, chinese = call("profiles").stdout, call("profiles", LANG="zh_CN.UTF-8").stdout
    for subject in load_subjects().values():
        count = sum(profile.about == subject.id for profile in load_profiles().values())
        assert english.count(subject.name["en"]) >= count
        assert chinese.count(subject.name["zh"]) >= count
    for name, profile in load_profiles().items():
        assert name in english
        assert profile.name["en"] in english
        assert profile.for_whom["zh"] in chinese


def test_parks_are_listed_with_what_is_known_of_them(call):
    catalogue = load_catalogue()
    found = json.loads(call("parks", "--json").stdout)
    assert [item["id"] for item in found if item["compared"]] == list(scorable(catalogue))
    assert {item["id"] for item in found} == set(catalogue.parks)
    assert {item["id"]: item["known_on"] for item in found}["tcr"] == 7
    vietnam = json.loads(call("parks", "--country", "vietnam", "--lang", "zh", "--json").stdout)
    assert {item["country"] for item in vietnam} == {"越南"}
    refused = call("parks", "--country", "nowhere")
    assert refused.exit_code != 0
    assert "vietnam" in refused.stderr


def test_criteria_are_listed_with_the_ends_of_their_scales(call):
    catalogue = load_catalogue()
    found = json.loads(call("criteria", "--lang", "zh", "--json").stdout)
    assert [item["id"] for item in found] == [info.id for info in catalogue.all_criteria]
    assert sum(item["of_the_seven"] for item in found) == 7
    assert found[0]["worst_end"] == "20 年每平方米 190 美元"


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("name", ["parks", "criteria", "profiles", "methods", "weightings"])
def test_a_list_is_the_same_in_every_form(call, name, language):
    as_json = json.loads(call(name, "--json", "--lang", language).stdout)
    content = call(name, "--csv", "--lang", language).stdout_bytes
    assert content.startswith(codecs.BOM_UTF8)
    as_csv = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))
    told = {True: {"en": "yes", "zh": "是"}, False: {"en": "no", "zh": "否"}}
    assert as_csv == [
        {
            head: told[value][language] if isinstance(value, bool) else str(value)
            for head, value in item.items()
        }
        for item in as_json
    ]
    table = call(name, "--lang", language).stdout
    assert all(next(iter(item.values())) in table for item in as_json)


@pytest.mark.parametrize("name", ["parks", "criteria", "profiles", "methods", "weightings"])
def test_a_list_has_one_form_at_a_time(call, fails, name):
    fails(call(name, "--csv", "--json"), "--csv, --json")
    fails(call(name, "--csv", "--json", "--lang", "zh"), "请只选其一")
