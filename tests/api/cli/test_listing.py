from mcda.methods import METHODS
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
