"""What photoapp must keep to.

Test processes share out the cores: where the libraries of each of them compute on all cores, they
wait for each other, and a run takes several times as long. Processes that tests start inherit it.
"""

import os

for _threads in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(_threads, "1")
