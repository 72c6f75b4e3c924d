# Sources of the reduce family: reductions, scans and order statistics.
