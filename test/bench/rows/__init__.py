"""What is measured, family by family."""

from rows.fft import fft_rows
from rows.functions import function_rows
from rows.kernels import kernel_rows
from rows.statistics import statistics_rows
from rows.linalg import linalg_rows
from rows.sorting import sorting_rows
from rows.products import matmul_rows
from rows.random import random_rows
from rows.row import Generator, Ref, Row
from rows.small import small_rows

ALL = [
    *small_rows(),
    *function_rows(),
    *kernel_rows(),
    *statistics_rows(),
    *matmul_rows(),
    *sorting_rows(),
    *fft_rows(),
    *linalg_rows(),
    *random_rows(),
]

__all__ = ["ALL", "Generator", "Ref", "Row"]
