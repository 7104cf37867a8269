"""The weights and where they come from."""

from typing import Any

from api.reports.blocks import Section, section, table, text
from api.reports.verdict import whose
from api.reports.view import View
from weights.weightings import WEIGHTINGS

Plain = dict[str, Any]


def weights(view: View) -> Section:
    """Return the weights with the statement they were made from."""
    found = view.answer["weights"]
    title = view.say("weights")
    ordered = sorted(found["values"].items(), key=lambda item: -item[1])
    influence = view.answer.get("influence") or {}
    ends = view.answer.get("scales") or {}
    columns = {
        "weight": [view.numbers.share(value, 1) for _, value in ordered],
        "influence": [view.numbers.share(influence[key], 1) for key, _ in ordered if influence],
        "ends": [_ends(view, ends.get(key)) for key, _ in ordered if ends],
    }
    told = {key: column for key, column in columns.items() if column}
    names = [view.criterion(key) for key, _ in ordered]
    said = [whose(view), *origin(view, found)]
    if found.get("meaning"):
        said.append(view.say(f"meaning_{found['meaning']}"))
    if influence:
        said.append(view.say("influence_note"))
    return section(
        "weights",
        title,
        *(text(line) for line in said if line),
        table(
            title,
            [view.say(key) for key in ("criterion", *told)],
            [list(row) for row in zip(names, *told.values(), strict=True)],
            [1.0, *(2.0 if key == "ends" else 0.0 for key in told)],
            numbers=[1 + place for place, key in enumerate(told) if key != "ends"],
            narrow=not ends,
        ),
    )


def _ends(view: View, scale: Plain | None) -> str:
    if scale is None:
        return "–"
    return view.say("from_to", worst=scale["worst_in_words"], best=scale["best_in_words"])


def origin(view: View, found: Plain) -> list[str]:
    """Return the sentences that say where weights come from and how far to trust them."""
    told = found["diagnostics"]
    said = [_origin(view, found)]
    if told.get("order"):
        order = [view.listed([view.criterion(key) for key in group]) for group in told["order"]]
        said.append(view.say("order", order=" > ".join(order)))
    if told.get("swings"):
        sizes = told["swings"].items()
        points = [f"{view.criterion(key)} {view.numbers.fixed(size, 0)}" for key, size in sizes]
        said.append(view.say("swings", swings=view.listed(points)))
    if told.get("filler"):
        said.append(view.say("filler", names=_criteria(view, told["filler"])))
    if told.get("excluded"):
        said.append(view.say("weight_excluded", names=_criteria(view, told["excluded"])))
    if told.get("consistency_ratio") is not None:
        ratio = view.numbers.fixed(told["consistency_ratio"], 3)
        said.append(view.say("consistency", ratio=ratio))
    for part in told.get("parts") or ():
        share = view.numbers.share(part["share"])
        said.append(view.say("blend_part", share=share, origin=_origin(view, part)))
    return said


def _origin(view: View, weights: Plain) -> str:
    """Return the sentence of a kind, one for all where it is not installed any more."""
    weighting = WEIGHTINGS.get(weights["kind"])
    if weighting is None:
        return view.say("origin", kind=weights["kind"])
    return weighting.origin[view.language].format(profile=_profile(view, weights["diagnostics"]))


def _criteria(view: View, keys: list[str]) -> str:
    return view.listed([view.criterion(key) for key in keys])


def _profile(view: View, told: Plain) -> str:
    """Return the name of a profile, its id where it is one of the caller's own."""
    from weights.profiles import load_profiles

    key = told.get("profile", "")
    shipped = load_profiles().get(key)
    return key if shipped is None else shipped.name[view.language]
