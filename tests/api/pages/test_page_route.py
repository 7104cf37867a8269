def test_what_is_not_there_is_a_page(reader):
    for path in ("/assess/nothing/company", "/assess/" + "0" * 24, "/assess/x/results/1"):
        text = reader.get(path, 404)
        assert "<main" in text
        assert "/problems/" in text
    path = reader.begin()
    assert "<main" in reader.get(f"{path}/nowhere", 404)
    assert "<main" in reader.get(f"{path}/results/7", 404)
    assert "<main" in reader.get(f"{path}/results/x", 422)


def test_it_speaks_the_reader_s_language(reader):
    text = reader.get("/assess/nothing/company", 404, headers={"Accept-Language": "zh"})
    assert "如何处理" in text or "返回首页" in text
