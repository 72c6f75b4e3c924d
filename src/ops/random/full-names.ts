/**
 * Methods by the names they are billed under (`random.Generator.normal`), which 0.4.1 lists among its operations.
 *
 * There they fail on whatever a client can send: its server has no form for a generator on the wire. Here `default_rng`
 * of that release answers as later ones do (`gen_id`), and the methods that later releases admit work on
 * `{"__gen__": id}`, at the prices of the library. No RandomState can be had: its methods refuse all there is.
 */
import { AttributeError, PyTypeError, UnsupportedFunctionError } from '../../errors.js';
import { type PyValue, typeName } from '../../python/values.js';
import { defineOp, type OpDefinition } from '../define.js';
import { restArguments } from '../signature.js';
import { RandomGenerator } from './generators.js';
import { fullName, method, type Sampler } from './sampler.js';

const words = (text: string): string[] => text.split(/\s+/);

const OTHERS_OF_GENERATOR = words(
  `bytes dirichlet f geometric gumbel hypergeometric laplace logistic lognormal logseries multinomial
  multivariate_hypergeometric multivariate_normal negative_binomial noncentral_chisquare noncentral_f pareto power rayleigh
  shuffle spawn standard_cauchy standard_gamma standard_t triangular vonmises wald weibull zipf`,
);
const METHODS_OF_RANDOM_STATE = words(
  `beta binomial bytes chisquare choice dirichlet exponential f gamma geometric get_state gumbel hypergeometric laplace
  logistic lognormal logseries multinomial multivariate_normal negative_binomial noncentral_chisquare noncentral_f normal
  pareto permutation poisson power rand randint randn random random_integers random_sample rayleigh seed shuffle
  standard_cauchy standard_exponential standard_gamma standard_normal standard_t tomaxint triangular uniform vonmises wald
  weibull zipf`,
);

/** The object a function taken from its class is called on: TypeError for none, AttributeError for another. */
function selfOf<T>(name: string, self: PyValue | undefined, Class: new (...args: never[]) => T): T {
  if (self === undefined) throw new PyTypeError(`${name}() missing 1 required positional argument: 'self'`);
  if (!(self instanceof Class)) {
    throw new AttributeError(`'${typeName(self)}' object has no attribute '_bit_generator'`);
  }
  return self;
}

function refused(name: string, refuse: (args: readonly PyValue[]) => never): OpDefinition {
  return defineOp<never>({
    name,
    params: '*args, **kwargs',
    check: (args) => refuse(restArguments(args)),
    price: () => null,
    run: () => null,
  });
}

const otherOfGenerator = (method: string): OpDefinition => {
  const name = fullName('Generator', method);
  return refused(name, ([self, ...rest]) => {
    if (method === 'spawn' && rest.length === 0) throw new PyTypeError(`${name}() takes an object and a number`);
    selfOf(name, self, RandomGenerator);
    throw new UnsupportedFunctionError(`'${name}' is none of the methods of a generator that are served`);
  });
};

const ofRandomState = (method: string): OpDefinition => {
  const name = fullName('RandomState', method);
  return refused(name, ([self]) => {
    if (self === undefined) throw new PyTypeError(`${name}() missing 1 required positional argument: 'self'`);
    throw new AttributeError(`'${typeName(self)}' object has no attribute '_bit_generator'`);
  });
};

/** @param admitted the methods of Generator that are served. */
export const methodsByFullName = (admitted: readonly Sampler[]): readonly OpDefinition[] => [
  ...admitted.map((sampler) => method('Generator', sampler, fullName('Generator', sampler.name), selfOf)),
  ...OTHERS_OF_GENERATOR.map(otherOfGenerator),
  ...METHODS_OF_RANDOM_STATE.map(ofRandomState),
  refused(fullName('Generator', 'bit_generator'), () => {
    throw new PyTypeError("'getset_descriptor' object is not callable");
  }),
  refused(fullName('RandomState', 'set_state'), () => {
    throw new PyTypeError('a state is restored to a RandomState, from a dict or a tuple');
  }),
];
