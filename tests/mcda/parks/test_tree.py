"""The criteria tree, sent as a hierarchy of pairwise comparisons as it is."""

from copy import deepcopy
from typing import Any

import pytest

from mcda.parks import Catalogue, Enterprise, appraise
from mcda.parks.tree import hierarchy
from weights.weightings import resolve

TWO = ("ljip", "tcr")


def _leaves(node: Any) -> list[str]:
    if isinstance(node, str):
        return [node]
    return [leaf for child in node["children"] for leaf in _leaves(child)]


def test_every_criterion_is_in_one_branch_once(catalogue: Catalogue) -> None:
    tree = hierarchy(catalogue)
    leaves = _leaves(tree)
    assert sorted(leaves) == sorted(info.id for info in catalogue.all_criteria)
    assert len(leaves) == len(set(leaves)) == 40
    branches = tree["children"]
    assert [branch["id"] for branch in branches] == [group.id for group in catalogue.groups]
    assert len({tree["id"], *(branch["id"] for branch in branches), *leaves}) == 1 + 7 + 40


def test_each_branch_is_about_one_of_the_seven_and_names_it_first(catalogue: Catalogue) -> None:
    firsts = [branch["children"][0] for branch in hierarchy(catalogue)["children"]]
    assert firsts == [info.id for info in catalogue.criteria]


def test_sent_as_it_is_branches_weigh_alike_and_so_do_their_criteria(catalogue: Catalogue) -> None:
    everything = [info.id for info in catalogue.all_criteria]
    view = appraise(catalogue, Enterprise(), TWO, everything)
    found = resolve({"kind": "ahp", "hierarchy": hierarchy(catalogue)}, view)
    assert found.as_dict() == pytest.approx(
        {name: 1 / 7 / len(group.criteria) for group in catalogue.groups for name in group.criteria}
    )
    assert tuple(found.as_dict()) == view.criterion_ids
    assert sum(found.as_dict().values()) == pytest.approx(1)


def test_what_a_person_says_goes_into_the_matrices(catalogue: Catalogue) -> None:
    """Land counts 3 to any other branch; in it the price 2 to any other criterion."""
    everything = [info.id for info in catalogue.all_criteria]
    view = appraise(catalogue, Enterprise(), TWO, everything)
    tree = deepcopy(hierarchy(catalogue))
    for node, times in ((tree, 3.0), (tree["children"][0], 2.0)):
        for k in range(1, len(node["children"])):
            node["matrix"][0][k], node["matrix"][k][0] = times, 1 / times
    found = resolve({"kind": "ahp", "hierarchy": tree}, view).as_dict()
    land, *others = catalogue.groups
    assert found["land_price"] == pytest.approx(3 / 9 * 2 / 6)
    for name in land.criteria[1:]:
        assert found[name] == pytest.approx(3 / 9 / 6)
    for group in others:
        for name in group.criteria:
            assert found[name] == pytest.approx(1 / 9 / len(group.criteria))


def test_two_trees_share_nothing(catalogue: Catalogue) -> None:
    one, other = hierarchy(catalogue), hierarchy(catalogue)
    one["matrix"][0][1] = 9.0
    assert other["matrix"][0][1] == 1.0
    assert one["matrix"][1][0] == 1.0
