"""What moved from one result of an assessment to a later one, in sentences."""

from collections.abc import Mapping
from typing import Any

from api.pages.results.result_view import ResultView

Plain = dict[str, Any]
_MOST = 3


def movement(before: ResultView, after: ResultView, words: Mapping[str, str]) -> list[str]:
    """Return whether the first is another, how sure it is now, and who changed places.

    Parameters
    ----------
    before, after
        Two results in one language.
    words
        Of the result's pages.
    """
    first, told = _first(before, after, words), []
    if first:
        told.append(first)
    old, new = _ranks(before), _ranks(after)
    moved = [key for key in new if key in old and new[key] != old[key]]
    moved.sort(key=lambda key: (-abs(new[key] - old[key]), new[key]))
    told += [
        words["moved_place"].format(name=after.labels.name(key), old=old[key], new=new[key])
        for key in moved[:_MOST]
    ]
    if len(moved) > _MOST:
        told.append(words["moved_more"].format(count=len(moved) - _MOST))
    if not moved:
        told.append(words["moved_nothing"])
    return told


def _first(before: ResultView, after: ResultView, words: Mapping[str, str]) -> str:
    was, is_now = (found.document["brief"] for found in (before, after))
    if not was["winners"] or not is_now["winners"]:
        return ""
    names = {"old": was["winners"][0], "new": is_now["winners"][0]}
    if was["winners"] != is_now["winners"]:
        return words["moved_first"].format(**names)
    if not was["draws"] or not is_now["draws"]:
        return words["moved_same"].format(**names)
    counts = {"before": was["draws"][0]["count"], "after": is_now["draws"][0]["count"]}
    return words["moved_same_draws"].format(**names, **counts)


def _ranks(found: ResultView) -> dict[str, int]:
    return {line["alternative"]: line["rank"] for line in found.answer["ranking"]}
