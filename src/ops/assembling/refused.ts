/** Functions whose results do not travel, or that read files of the server's machine. */
import { PyTypeError, UnsupportedFunctionError, UnsupportedReturnType, ValueError } from '../../errors.js';
import { type PyValue, typeName } from '../../python/values.js';
import { defineOp, type OpDefinition } from '../define.js';
import { type Bound, extraKeywords, restArguments } from '../signature.js';
import { refuseKeywords, refuseMore } from './common.js';

/** Refused, for free, whatever the arguments. */
function refusedOp(name: string, refuse: (args: Bound) => never): OpDefinition {
  return defineOp<never>({ name, params: '*args, **kwargs', check: refuse, price: () => null, run: () => null });
}

const undeliverable = (name: string): UnsupportedReturnType =>
  new UnsupportedReturnType(`result of type '${name}' cannot be encoded for delivery to the client`);

const ndenumerate = refusedOp('ndenumerate', (args) => {
  refuseKeywords('ndenumerate', args, ['arr']);
  refuseMore('ndenumerate', args, 1);
  if (restArguments(args).length + extraKeywords(args).size === 0)
    throw new PyTypeError("ndenumerate() missing 1 required positional argument: 'arr'");
  throw undeliverable('ndenumerate');
});

const ndindex = refusedOp('ndindex', (args) => {
  refuseKeywords('ndindex', args);
  const given = restArguments(args);
  const shape = given.length === 1 && Array.isArray(given[0]) ? (given[0] as readonly PyValue[]) : given;
  for (const extent of shape) {
    if (typeof extent !== 'number' && typeof extent !== 'bigint' && typeof extent !== 'boolean')
      throw new PyTypeError(`'<' not supported between instances of '${typeName(extent)}' and 'int'`);
    if (Number(extent) < 0) throw new ValueError('negative dimensions are not allowed');
  }
  throw undeliverable('ndindex');
});

const NDITER_KEYWORDS = [
  'op',
  'flags',
  'op_flags',
  'op_dtypes',
  'order',
  'casting',
  'op_axes',
  'itershape',
  'buffersize',
];

const nditer = refusedOp('nditer', (args) => {
  refuseKeywords('nditer', args, NDITER_KEYWORDS);
  const given = restArguments(args);
  if (given.length === 0 && !extraKeywords(args).has('op'))
    throw new PyTypeError("nditer() missing required argument 'op' (pos 1)");
  if (given.length > 1 && given[1] !== null && !Array.isArray(given[1]))
    throw new ValueError('Iterator global flags must be a list or tuple of strings');
  if (given[0] === null) throw new PyTypeError('no arrays or types available to calculate result type');
  throw undeliverable('nditer');
});

/** What a participant may not do: the files would be the server's. */
const fileOp = (name: string): OpDefinition =>
  refusedOp(name, () => {
    throw new UnsupportedFunctionError(
      `${name} would read a file of the server's machine; read it on the client's side`,
    );
  });

export const REFUSED: readonly OpDefinition[] = [
  ndenumerate,
  ndindex,
  nditer,
  ...['load', 'fromfile', 'fromregex'].map(fileOp),
];
