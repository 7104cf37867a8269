"""Work in pieces is the same work."""

import numpy as np
import pytest

from mcda.cell_moves import in_pieces


@pytest.mark.parametrize(("cells", "calls"), [(1, 1), (2**17, 3), (2**18, 5), (2**30, 5), (0, 1)])
def test_pieces_are_bounded_and_joined(cells, calls):
    sizes = []

    def double(items):
        sizes.append(len(items))
        return 2 * items

    np.testing.assert_array_equal(in_pieces(double, np.arange(5), cells), 2 * np.arange(5))
    assert len(sizes) == calls
