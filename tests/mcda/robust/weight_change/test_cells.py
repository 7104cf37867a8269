"""Halves cover their cell, and the next ratio lies where something may be gained."""

import numpy as np
import pytest

from mcda.robust.weight_change.proof import Cells


def roots(ratio=(0.2, -0.1)):
    return Cells.root(np.arange(len(ratio)), np.array(ratio), (0.1, 0.5), 3)


def knowing(above, below, ratio=0.2):
    cell = roots((ratio,))
    return Cells(
        cell.rival,
        cell.levels,
        cell.ratio,
        np.array([above], dtype=float),
        np.array([below], dtype=float),
        cell.floor,
        cell.cap,
    )


def test_roots():
    cells = roots()
    assert len(cells) == 2
    assert cells.levels.tolist() == [[0.1, 0.5], [0.1, 0.5]]
    assert (cells.floor == 0).all()
    assert (cells.cap == 1).all()
    np.testing.assert_array_equal(cells.aimed().ratio, cells.ratio)  # nothing known: as guessed


def test_parts():
    cells = roots()
    assert cells.where(np.array([False, True])).rival.tolist() == [1]
    assert cells.where(np.array([True, False])).followed_by(cells, cells).rival.tolist() == [
        0,
        0,
        1,
        0,
        1,
    ]


def test_between_two_known_sides():
    assert knowing((0.1, 0.3), (0.9, 0.7)).aimed().ratio == pytest.approx([0.5])


def test_past_the_one_side_known():
    far = 1e6
    assert 0.3 < knowing((0.3, -far), (far, far)).aimed().ratio[0] < 1
    down = knowing((-far, -far), (far, 0.1)).aimed().ratio[0]
    assert -1 < down < 0.1
    # Steps grow, and end at the farthest ratio.
    assert knowing((far, -far), (far + 1, far), ratio=far).aimed().ratio[0] == far


def test_halves_by_level():
    halves = knowing((0.1, 0.2), (0.8, 0.9)).halved_by_level()
    assert halves.levels.tolist() == [[0.1, 0.3], [0.3, 0.5]]
    # Each old end keeps what is known; the new one knows nothing.
    assert halves.above.tolist() == [[0.1, -1e6], [-1e6, 0.2]]
    assert halves.below.tolist() == [[0.8, 1e6], [1e6, 0.9]]


def test_halves_by_what_a_criterion_takes():
    cell = knowing((0.1, 0.2), (0.8, 0.9))
    halves = cell.halved_by(np.array([1]), np.array([0.25]))
    assert halves.cap.tolist() == [[1, 0.25, 1], [1, 1, 1]]
    assert halves.floor.tolist() == [[0, 0, 0], [0, 0.25, 0]]
    assert (halves.above == -1e6).all()
    assert (halves.below == 1e6).all()
    assert cell.cap.tolist() == [[1, 1, 1]]  # the cell itself stays as it was


def test_forgetful():
    cells = knowing((0.1, 0.2), (0.8, 0.9)).forgetful()
    assert cells.ratio == pytest.approx([0.2])
    assert (cells.above < -1e5).all()
