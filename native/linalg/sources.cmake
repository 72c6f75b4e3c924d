# Sources of the linalg family: matrix products.
