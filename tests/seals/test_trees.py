"""The trees are those of RFC 6962: held against the roots that Certificate Transparency's reference code publishes."""

from hashlib import sha256

import pytest

from srikandi.seals.trees import EMPTY, leaf_hash, path, root_of

LEAVES = [
    bytes.fromhex(one)
    for one in (
        "",
        "00",
        "10",
        "2021",
        "3031",
        "40414243",
        "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    )
]
ROOTS = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
"""`certificate-transparency/reference`: the roots over the first one to eight of those leaves."""


@pytest.mark.parametrize("count", range(1, 9))
def test_the_roots_are_those_of_the_reference_code(count):
    assert root_of([leaf_hash(one) for one in LEAVES[:count]]).hex() == ROOTS[count - 1]


def test_nothing_has_the_hash_of_nothing():
    assert root_of([]) == EMPTY == sha256(b"").digest()


@pytest.mark.parametrize("count", [1, 2, 3, 5, 8, 9, 31, 33, 64, 100])
@pytest.mark.parametrize("size", [1, 2, 4, 8])
def test_a_tree_added_up_from_packs_has_the_root_of_the_whole(count, size):
    hashes = [leaf_hash(bytes([one])) for one in range(count)]
    packs = [root_of(hashes[first : first + size]) for first in range(0, count, size)]
    assert root_of(packs) == root_of(hashes)


def test_the_path_of_one_leaf_is_the_audit_path_of_the_rfc():
    """RFC 6962, 2.1.3: in the tree of seven, the path of d3 is c, g, j and that of d6 is i, k."""
    hashes = [leaf_hash(bytes([one])) for one in range(7)]

    def branch(first, end):
        return root_of(hashes[first:end])

    c, g, j = hashes[2], branch(0, 2), branch(4, 7)
    assert set(path(7, [3], branch)) == {c, g, j}
    assert path(7, [6], branch) == [branch(0, 4), branch(4, 6)]
