"""A million draws of every distribution, on the shared state and of generators; vectors and orders of several sizes."""

from __future__ import annotations

from rows.row import A, Generator, Row

N = 1_000_000
DRAWS = {
    "random": (), "standard_normal": (), "standard_exponential": (), "standard_cauchy": (), "uniform": (-1.0, 1.0), "normal": (1.0, 2.0),
    "exponential": (2.0,), "gamma": (3.0, 1.0), "beta": (2.0, 3.0), "chisquare": (3.0,), "poisson": (4.0,), "binomial": (10, 0.3),
    "geometric": (0.2,), "hypergeometric": (15, 30, 9), "negative_binomial": (3, 0.5), "logseries": (0.5,), "zipf": (2.0,),
    "standard_gamma": (2.0,), "standard_t": (3.0,), "f": (2.0, 3.0), "noncentral_chisquare": (3.0, 2.0), "noncentral_f": (3.0, 2.0, 1.0),
    "vonmises": (0.0, 2.0), "pareto": (3.0,), "weibull": (2.0,), "power": (3.0,), "laplace": (), "gumbel": (), "logistic": (),
    "lognormal": (), "rayleigh": (), "wald": (1.0, 1.0), "triangular": (0.0, 0.5, 1.0),
}
GENERATED = {
    name: DRAWS[name] for name in
    ("random", "standard_normal", "standard_exponential", "uniform", "normal", "exponential", "gamma", "beta", "chisquare", "poisson", "binomial")
}
WEIGHTS = [1 / 1000] * 1000
STRICT = 0.7  # the limit of uniform and normal floats and of integers


def limit(name: str) -> float:
    return STRICT if name in ("random", "uniform", "normal", "standard_normal") else 1.0


def generated(label: str, name: str, args: tuple, kwargs: dict, most: float = 1.0, arrays: tuple = ()) -> Row:
    return Row("random", f"Generator {label}", arrays, f"Generator.{name}", (Generator(), *args), kwargs, most, ("0.12.4",))


def generator_rows() -> list[Row]:
    return [
        *(generated(f"{name} 1e6", name, args, {"size": N}, limit(name)) for name, args in GENERATED.items()),
        generated("standard_normal float32 1e6", "standard_normal", (), {"size": N, "dtype": "float32"}, STRICT),
        generated("random float32 1e6", "random", (), {"size": N, "dtype": "float32"}, STRICT),
        generated("standard_exponential float32 1e6", "standard_exponential", (), {"size": N, "dtype": "float32"}),
        generated("standard_exponential inverted 1e6", "standard_exponential", (), {"size": N, "method": "inv"}),
        generated("normal of 1e6 means", "normal", (A, 2.0), {}, STRICT, (("float64", (N,)),)),
        generated("integers 1e6", "integers", (0, 1000), {"size": N}, STRICT),
        generated("integers wide 1e6", "integers", (0, 2**40), {"size": N}, STRICT),
        generated("integers int8 1e6", "integers", (0, 100), {"size": N, "dtype": "int8"}, STRICT),
        generated("integers int32 1e6", "integers", (0, 1000), {"size": N, "dtype": "int32"}, STRICT),
        generated("choice 1e6", "choice", (1000, N), {}),
        generated("choice weighted 1e6", "choice", (4, N, True, [0.1, 0.2, 0.3, 0.4]), {}),
        generated("choice weighted of 1e3 1e6", "choice", (1000, N, True, WEIGHTS), {}),
        generated("choice distinct 1e5 of 1e6", "choice", (N, N // 10, False), {}),
        generated("permutation 1e6", "permutation", (N,), {}),
        generated("permuted rows", "permuted", (A,), {"axis": 1}, arrays=(("float64", (10_000, 50)),)),
        generated("poisson large mean 1e6", "poisson", (100.0,), {"size": N}),
        generated("binomial large mean 1e6", "binomial", (1000, 0.4), {"size": N}),
        generated("gamma small shape 1e6", "gamma", (0.5,), {"size": N}),
    ]


def random_rows() -> list[Row]:
    rows = [
        Row("random", f"{name} 1e6", (), f"random.{name}", args, {"size": N}, limit(name)) for name, args in DRAWS.items()
    ]
    rows += [Row("random", f"{name} small", (), f"random.{name}", args, {"size": 3}) for name, args in DRAWS.items() if name in ("random", "normal")]
    rows += generator_rows()
    rows += [
        Row("random", "poisson large mean 1e6", (), "random.poisson", (100.0,), {"size": N}),
        Row("random", "binomial large mean 1e6", (), "random.binomial", (1000, 0.4), {"size": N}),
        Row("random", "gamma small shape 1e6", (), "random.gamma", (0.5,), {"size": N}),
        Row("random", "hypergeometric large 1e6", (), "random.hypergeometric", (150, 300, 90), {"size": N}),
        Row("random", "rand 1e6", (), "random.rand", (N,), limit=STRICT),
        Row("random", "randn 1e6", (), "random.randn", (N,), limit=STRICT),
        Row("random", "randint 1e6", (), "random.randint", (0, 1000), {"size": N}, STRICT),
        Row("random", "random_sample 1e6", (), "random.random_sample", (N,), limit=STRICT),
        Row("random", "ranf 1e6", (), "random.ranf", (N,), limit=STRICT),
        Row("random", "sample 1e6", (), "random.sample", (N,), limit=STRICT),
        Row("random", "normal of 1e6 means", (("float64", (N,)),), "random.normal", (A, 2.0), limit=STRICT),
        Row("random", "randint int32 1e6", (), "random.randint", (0, 1000), {"size": N, "dtype": "int32"}, STRICT),
        Row("random", "randint wide 1e6", (), "random.randint", (0, 2**40), {"size": N}, STRICT),
        Row("random", "randint int8 1e6", (), "random.randint", (0, 100), {"size": N, "dtype": "int8"}, STRICT),
        Row("random", "choice 1e6", (), "random.choice", (1000, N)),
        Row("random", "choice weighted 1e6", (), "random.choice", (4, N, True, [0.1, 0.2, 0.3, 0.4])),
        Row("random", "choice weighted of 1e3 1e6", (), "random.choice", (1000, N, True, WEIGHTS)),
        Row("random", "choice distinct 1e5 of 1e6", (), "random.choice", (N, N // 10, False)),
        Row("random", "permutation 1e6", (), "random.permutation", (N,)),
        Row("random", "permutation rows", (("float64", (10_000, 50)),), "random.permutation", (A,)),
        Row("random", "shuffle 1e6", (("float64", (N,)),), "random.shuffle", (A,)),
        Row("random", "bytes 1e6", (), "random.bytes", (N,)),
        Row("random", "multinomial 1e5", (), "random.multinomial", (20, [0.2, 0.3, 0.1, 0.4], N // 10)),
        Row("random", "dirichlet 1e5", (), "random.dirichlet", ([1.0, 2.0, 3.0], N // 10)),
        Row("random", "multivariate_normal 1e5", (), "random.multivariate_normal", ([0.0, 0.0, 0.0], [[1.0, 0.0, 0.0], [0.0, 2.0, 0.0], [0.0, 0.0, 3.0]], N // 10)),
    ]
    return rows
