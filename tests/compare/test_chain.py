from itertools import combinations, pairwise

from hypothesis import given
from hypothesis import strategies as st

from reader.compare.chain import heaviest_chain

edges = st.lists(
    st.tuples(st.integers(0, 6), st.integers(0, 6), st.integers(1, 9).map(float)),
    max_size=9,
    unique_by=lambda edge: edge[:2],
)


def increases(chain) -> bool:
    return all(p[0] < q[0] and p[1] < q[1] for p, q in pairwise(chain))


@given(edges)
def test_no_chain_is_heavier(some):
    found = [some[k] for k in heaviest_chain(some, 7)]
    assert increases(found)
    every = (sorted(c) for size in range(len(some) + 1) for c in combinations(some, size))
    best = max(sum(edge[2] for edge in chain) for chain in every if increases(chain))
    assert sum(edge[2] for edge in found) == best


def test_no_edges():
    assert heaviest_chain([], 5) == []
