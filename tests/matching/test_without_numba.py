"""The same lists on a machine where numba is missing or must not compile."""

import os
import subprocess
import sys

import pytest

from benchmarks import scale_data
from matching.index import CandidateIndex

WITHOUT = {
    "no numba": ("import sys; sys.modules['numba'] = None", {}),
    "numba without its compiler": ("", {"NUMBA_DISABLE_JIT": "1"}),
}
ASK = """
from benchmarks import scale_data
from matching import kernel_compile
from matching.index import CandidateIndex
data = scale_data.market(500)
index = CandidateIndex.build(data.columns, data.map, kinds=420, skills=646)
found = [index.search(query)[0].tolist() for query in scale_data.people(data, 5)]
print(kernel_compile.AVAILABLE, index.compiled, found)
"""


@pytest.mark.parametrize("case", WITHOUT)
def test_where_numba_cannot_run_the_reference_takes_over(case):
    first, environment = WITHOUT[case]
    told = subprocess.run(
        [sys.executable, "-c", first + ASK],
        capture_output=True, text=True, check=True, env=os.environ | environment, timeout=120,
    )  # fmt: skip
    data = scale_data.market(500)
    index = CandidateIndex.build(data.columns, data.map, kinds=420, skills=646, compiled=False)
    found = [index.search(query)[0].tolist() for query in scale_data.people(data, 5)]
    assert told.stdout.strip() == f"False False {found}"
