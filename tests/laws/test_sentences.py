"""Whatever a result says, it says the same after it was kept, and calls all things by name."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from functools import cache
from itertools import pairwise
from typing import Any

import numpy as np
import pytest

import weights
from mcda import Alternative, Criterion, Interval, Problem, explain, rank, robust
from mcda.parks import Enterprise, Must, Override, appraise, conditions, load_catalogue
from mcda.parks.exclusions import ask_enterprise, exclusions, first_ask
from mcda.parks.gates import GATES
from mcda.ranking import Ranking
from mcda.texts import LANGUAGES, Note
from weights.ahp.winner_dependence import judgements_behind
from weights.elicit import Interview
from weights.source import source_of
from weights.weightings import statement_of

CRITERIA = tuple(f"crit_{letter}" for letter in "pqrst")
ALTERNATIVES = tuple(f"alt_{letter}" for letter in "abcdefgh")
NAMES = {
    key: {"en": f"Thing {k}", "zh": f"事物{k}"} for k, key in enumerate((*CRITERIA, *ALTERNATIVES))
}
UNITS = ("USD/m2", "0 to 1", "", "km", "parsecs")
METHODS = ("weighted_sum", "topsis", "vikor", "spotis", "weighted_product", "ahp")


def notes_in(thing: Any, seen: set[int]) -> Iterator[Note]:
    """Yield the notes in a result: those in its fields, and those that its properties make."""
    if isinstance(thing, Note):
        yield thing
    elif isinstance(thing, Mapping):
        yield from notes_in(list(thing.values()), seen)
    elif isinstance(thing, list | tuple):
        for item in thing:
            yield from notes_in(item, seen)
    elif is_dataclass(thing) and id(thing) not in seen:
        seen.add(id(thing))
        for name in (*(one.name for one in fields(thing)), *_telling(type(thing))):
            yield from notes_in(getattr(thing, name), seen)


@cache
def _telling(cls: type) -> tuple[str, ...]:
    made = {name: getattr(cls, name) for name in dir(cls) if not name.startswith("_")}
    return tuple(
        name
        for name, found in made.items()
        if isinstance(found, property) and "Note" in str(found.fget.__annotations__["return"])
    )


def problem(rng: np.random.Generator, *, coarse: bool) -> Problem:
    """Return alternatives of uncertain values, or more of them that are level here and there."""
    m, n = (8, 5) if coarse else (4, 3)
    rows: list[list[Any]] = rng.uniform(0.1, 0.9, (m, n)).round(2).tolist()
    if coarse:
        rows = rng.choice([0.2, 0.5, 0.8], (m, n)).tolist()
        rows[1] = rows[0]
    else:
        rows[0][0], rows[1][1] = Interval(low=0.05, high=0.95), Interval(low=0.1, high=0.8)
        rows[2][2] = None
    return Problem(
        criteria=[
            Criterion(id=key, direction="benefit" if k else "cost", unit=unit, range=(0.05, 1))
            for k, (key, unit) in enumerate(zip(CRITERIA[:n], UNITS[:n], strict=True))
        ],
        alternatives=[Alternative(id=key) for key in ALTERNATIVES[:m]],
        performances=rows,
    )


def analysed(ranking: Ranking) -> Iterator[Any]:
    """Yield everything that is found out about a ranking."""
    yield ranking
    bounds = robust.stability(ranking)
    yield explain.explain(ranking, stability=bounds)
    ids = ranking.alternatives
    yield [explain.contrast(ranking, *pair) for pair in (*pairwise(ids), (ids[-1], ids[0]))]
    if (found := explain.gaps(ranking)) is not None:
        yield found
    if (shares := explain.influence(ranking)) is not None:
        yield [shares, shares.notes()]
    yield robust.smallest_change(ranking)
    changes = robust.fact_changes(ranking)
    sides = [(one, side) for one in changes.facts for side in (one.below, one.above, None)]
    yield [changes, [one.about(side) for one, side in sides]]
    ranks = robust.possible_ranks(ranking)
    yield [ranks, robust.reversal(ranking), robust.agreement(ranking)]
    drawn = robust.acceptability(ranking, 200)
    other = rank(ranking.problem, ranking.weights, "promethee2")
    yield robust.verdict(ranking, drawn, beside=other)
    yield [drawn, robust.first_place(ranking, 200, stated=False)]
    equal = weights.resolve({"kind": "objective", "scheme": "equal"}, ranking.problem)
    yield robust.multiverse(ranking, weightings={"own": ranking.weights, "equal": equal})
    yield robust.decision(ranking, samples=1500)


def weighed(given: Problem, rng: np.random.Generator) -> Iterator[Any]:
    """Yield everything that is found out about weights."""
    ids = given.criterion_ids
    named = {
        f"weighting {k}": {"kind": "direct", "values": {one: 1 + 5 * (one == key) for one in ids}}
        for k, key in enumerate(ids)
    }
    yield [weights.compare(given, named, method) for method in ("weighted_sum", "spotis", "vikor")]
    worth = rng.integers(1, 4, len(ids))
    judged = {"kind": "ahp", "items": list(ids), "matrix": (worth[:, None] / worth).tolist()}
    ranking = rank(given, weights.resolve(judged, given), "weighted_sum")
    yield judgements_behind(statement_of(judged), ranking)
    yield [source_of(statement_of(one)) for one in (judged, *named.values())]


@cache
def noted() -> tuple[Note, ...]:
    found: list[Note] = []
    for seed, method in enumerate(3 * METHODS):
        rng = np.random.default_rng(seed)
        given = problem(rng, coarse=seed % 4 > 1)
        points = dict(zip(given.criterion_ids, rng.integers(1, 9, 5).tolist(), strict=False))
        vector = weights.resolve({"kind": "direct", "values": points}, given)
        for thing in (*analysed(rank(given, vector, method)), *weighed(given, rng)):
            found += notes_in(thing, set())
    return tuple(found)


def parts_of(value: Any) -> Iterator[Any]:
    """Yield a note and what it is made of."""
    yield value
    if isinstance(value, Note):
        for part in (*value.fields.values(), value.within):
            yield from parts_of(part)
    elif isinstance(value, list | tuple):
        for item in value:
            yield from parts_of(item)


def check(notes: tuple[Note, ...] | list[Note], names: Mapping[str, Any]) -> None:
    for note in notes:
        again = Note.from_plain(json.loads(json.dumps(note.plain(), allow_nan=False)))
        for language in LANGUAGES:
            for called in ({}, names, {key: name[language] for key, name in names.items()}):
                said = note.say(language, called)
                assert again.say(language, called) == said
                assert "{" not in said, note
                assert "None" not in said, note
            assert said == note.say(language, names)


def test_what_is_kept_says_the_same() -> None:
    check(noted(), NAMES)


def test_nothing_is_called_by_its_id_where_it_has_a_name() -> None:
    for note in noted():
        for language in LANGUAGES:
            said = note.say(language, NAMES)
            assert not [key for key in NAMES if key in said], note


def test_the_walk_passes_every_kind_of_sentence() -> None:
    codes = {part.code for note in noted() for part in parts_of(note) if isinstance(part, Note)}
    families = {code.partition("_")[0] for code in codes}
    assert len(codes) > 90
    assert families >= {
        *("argument", "clause", "consensus", "contrast", "deciding", "decision"),
        *("dominance", "explanation", "fact", "figure", "multiverse", "never", "possibly"),
        *("quoted", "reversal", "smallest", "source", "text", "verdict"),
    }


def test_an_interview() -> None:
    state = Interview.start(problem(np.random.default_rng(3), coarse=False), "weighted_sum")
    for k in range(4):
        question = state.next_question(more=True)
        assert question is not None
        state = state.answer(question, ("first", "second")[k % 2])
        check([*notes_in([question, state.standing()], set())], NAMES)


@pytest.fixture(scope="module")
def parks() -> Any:
    catalogue = load_catalogue()
    own = [Override(alternative="tcr", criterion="land_price", value=300.0, source="quotation")]
    return catalogue, appraise(catalogue, Enterprise(), ["tcr", "ljip", "eiz"], overrides=own)


def test_parks(parks: Any) -> None:
    catalogue, view = parks
    vector = weights.resolve({"kind": "objective", "scheme": "equal"}, view)
    ids, must = ([*catalogue.parks], Must(plot=2e6, start=9, gas=True, countries_excluded=["VN"]))
    notes = conditions(catalogue, Enterprise(markets={"US": 1}), must, ids, view.today, on=GATES)
    asked = first_ask(view, vector)
    told: list[Any] = [asked, notes, exclusions(asked, notes), ask_enterprise(view, vector)]
    notes = [*notes_in(told, set())]
    names = {
        **{one.id: one.name for one in catalogue.criteria},
        **{key: park.name for key, park in catalogue.parks.items()},
    }
    codes = {note.code for note in notes}
    assert {"gate_failure", "must_start_late", "gate_ask", "text_itself"} <= codes
    check(notes, names)
    for note in notes:
        assert "_" not in note.say("zh", names), note
