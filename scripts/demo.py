"""A short estimate through the unmodified Python client: a random-feature covariance, then the budget's summary."""

import flopscope as flops
import flopscope.numpy as fnp

with flops.BudgetContext(flop_budget=10_000_000, quiet=True) as budget:
    x = fnp.reshape(fnp.sin(fnp.arange(2_000) * 0.37), (200, 10))
    centred = x - fnp.mean(x, axis=0)
    covariance = fnp.matmul(fnp.transpose(centred), centred) / 199.0
    print("trace of the covariance:", float(fnp.trace(covariance)))
    print("largest entry:          ", float(fnp.max(covariance)))
    print(budget.summary())
