# Sources of the ufunc family: elementwise functions.
