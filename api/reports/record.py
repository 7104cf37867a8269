"""How an answer was made, so that anybody can make it again."""

from datetime import UTC, datetime
from typing import Any

from api.rankings.present import engine
from api.reports.blocks import Section, bullets, section, table, text
from api.reports.others import method_name
from api.reports.view import View

Plain = dict[str, Any]
_NOT_PARAMETERS = ("name", "lower_is_better", "contributions_sum_to", "baseline")


def record(view: View) -> Section:
    """Return the record with what the caller changed: figures of its own, requirements."""
    title = view.say("record")
    head = [view.say("fact"), view.say("record_value")]
    return section(
        "record",
        title,
        text(view.say("record_note")),
        table(title, head, record_rows(view), (1, 2.6)),
        bullets([*_overrides(view), *requirement_lines(view)]),
    )


def record_rows(view: View) -> list[tuple[str, str]]:
    """Return what identifies the answer."""
    found, head = view.answer["record"], view.head
    rows = [
        ("record_engine", found["engine"]),
        ("record_typeset", "" if found["engine"] == engine() else engine()),
        ("record_hash", found["input_sha256"]),
        ("record_overlay", found.get("overlay") or ""),
        ("record_seed", "" if found["seed"] is None else str(found["seed"])),
        ("record_method", method_line(view)),
        ("record_as_of", view.spec.get("as_of") or ""),
        ("record_result", _result(view)),
        ("record_at", view.numbers.moment(head.at) if head.at else ""),
        ("record_by", head.by),
    ]
    return [(view.say(key), said) for key, said in rows if said]


def method_line(view: View) -> str:
    """Return the method with its parameters."""
    found = view.answer["method"]
    told = [
        f"{key}: {value}"
        for key, value in found.items()
        if key not in _NOT_PARAMETERS and not isinstance(value, dict | list)
    ]
    name = method_name(view, found["name"])
    return f"{name} ({view.listed(told)})" if told else name


def day(view: View) -> str:
    """Return the day of the answer: when it was made, else the day its evidence is aged to."""
    at = view.head.at or view.spec.get("as_of") or datetime.now(UTC).isoformat()
    return view.numbers.day(at)


def _result(view: View) -> str:
    if view.head.number is None:
        return ""
    return view.say("record_number", number=view.head.number, version=view.head.version)


def _overrides(view: View) -> list[str]:
    from api.reports.evidence import cell_text

    return [
        view.say(
            "override",
            park=view.name(item["park"]),
            criterion=view.criterion(item["criterion"]),
            value=cell_text(view, item["value"]),
            source=item["source"],
        )
        for item in view.spec.get("overrides") or ()
    ]


def requirement_lines(view: View) -> list[str]:
    """Return each requirement in words."""
    said = []
    for item in view.spec.get("requirements") or ():
        ends = [
            view.say(key, value=view.numbers.figure(item[key], 6))
            for key in ("at_least", "at_most")
            if item.get(key) is not None
        ]
        if item.get("one_of") is not None:
            values = [view.numbers.figure(value, 6) for value in item["one_of"]]
            ends.append(view.say("one_of", values=view.listed(values)))
        name = view.criterion(item["criterion"])
        said.append(view.say("requirement", criterion=name, ends=view.listed(ends)))
    return said
