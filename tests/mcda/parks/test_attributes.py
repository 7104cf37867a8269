"""Names of what claims speak of."""

import tomllib

import pytest

from mcda.parks.attributes import attribute_name
from mcda.parks.data_files import read


def test_whatever_a_shipped_claim_speaks_of_has_a_name_in_both_languages(catalogue):
    for attribute in {claim.attribute for claim in catalogue.claims.values()}:
        name = attribute_name(attribute)
        assert "_" not in name["en"] + name["zh"], attribute
        assert any("一" <= letter <= "鿿" for letter in name["zh"]), attribute


def test_no_name_is_of_nothing(catalogue):
    spoken = {claim.attribute for claim in catalogue.claims.values()}
    named = tomllib.loads(read("attributes.toml"))
    criteria = {info.id for info in catalogue.all_criteria}
    assert not set(named) & criteria, "a criterion brings its own name"
    idle = [name for name in named if not any(spoke.startswith(name) for spoke in spoken)]
    assert idle == []


@pytest.mark.parametrize(
    ("attribute", "en", "zh"),
    [
        ("distance_port", "Distance to a port", "距港口"),
        ("corporate_income_tax", "Corporate income tax", "企业所得税"),
        ("land_price", "Land price", "土地价格"),
        ("ocean_freight_north_europe_2025_w52", "Sea freight to northern Europe", "至北欧的海运费"),
        ("minimum_wage_region_I", "Minimum wage, region I", "最低工资（一类地区）"),
        ("power_outages", "power outages", "power outages"),
        ("tenants_by_2030", "tenants by 2030", "tenants by 2030"),
    ],
)
def test_names(attribute, en, zh):
    assert attribute_name(attribute) == {"en": en, "zh": zh}
