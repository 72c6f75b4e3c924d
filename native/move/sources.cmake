# Sources of the move family: gathers, scatters, joins and other data movement.
