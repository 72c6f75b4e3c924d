/** Operations as functions: `client.ops.fft.fft(x, { norm: 'ortho' })` calls `fft.fft`. */
import type { RemoteArray } from './remote.js';
import type { Result } from './results.js';
import type { Argument, Remote } from './values.js';

export type Keywords = Readonly<Record<string, Argument>>;

/** An operation: positional arguments, then keywords in an object, as Python would take them. */
export type Operation<R = Result> = (...args: readonly (Argument | Keywords)[]) => Promise<R>;

export type Norm = 'backward' | 'ortho' | 'forward' | null;

/** Keywords of transforms along one axis. */
export interface LineKeywords {
  readonly n?: number | null;
  readonly axis?: number;
  readonly norm?: Norm;
  readonly out?: RemoteArray;
}

/** Keywords of transforms along several axes. */
export interface GridKeywords {
  readonly s?: readonly (number | null)[] | null;
  readonly axes?: readonly number[] | null;
  readonly norm?: Norm;
  readonly out?: RemoteArray;
}

type Line = (a: Argument, keywords?: LineKeywords) => Promise<RemoteArray>;
type Grid = (a: Argument, keywords?: GridKeywords) => Promise<RemoteArray>;
type Frequencies = (n: number | bigint, keywords?: { readonly d?: Argument }) => Promise<RemoteArray<'float64'>>;
type Shift = (x: Argument, keywords?: { readonly axes?: number | readonly number[] | null }) => Promise<RemoteArray>;

/** numpy.fft. */
export interface FftOperations {
  readonly fft: Line;
  readonly ifft: Line;
  readonly rfft: Line;
  readonly irfft: Line;
  readonly hfft: Line;
  readonly ihfft: Line;
  readonly fft2: Grid;
  readonly ifft2: Grid;
  readonly rfft2: Grid;
  readonly irfft2: Grid;
  readonly fftn: Grid;
  readonly ifftn: Grid;
  readonly rfftn: Grid;
  readonly irfftn: Grid;
  readonly fftfreq: Frequencies;
  readonly rfftfreq: Frequencies;
  readonly fftshift: Shift;
  readonly ifftshift: Shift;
}

/** Operations of a module, such as linalg, by name. */
export interface ModuleOperations {
  readonly [name: string]: Operation;
}

/** Makers of arrays, whose result is one whatever the release. */
type Maker = Operation<RemoteArray>;

/** Every operation by its name; those of a module below it. */
export type Operations = {
  readonly fft: FftOperations;
  readonly linalg: ModuleOperations;
  readonly random: ModuleOperations;
  readonly stats: ModuleOperations;
} & { readonly [name in 'zeros' | 'ones' | 'full' | 'eye' | 'arange' | 'linspace']: Maker } & {
  readonly [name: string]: Operation;
};

type Call = (op: string, args: readonly Argument[], kwargs: Keywords) => Promise<Result>;

const isKeywords = (value: unknown): value is Keywords =>
  typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype && !isNamed(value);

const isNamed = (value: object): value is Remote => 'reference' in value && typeof value.reference === 'function';

/** Functions that call operations by name; made when first asked for. */
export const operationsOf = (call: Call): Operations => node('', call) as unknown as Operations;

function node(op: string, call: Call): unknown {
  const known = new Map<string, unknown>();
  return new Proxy(
    (...args: readonly unknown[]) => {
      const last = args.at(-1);
      const [positional, keywords] = isKeywords(last) ? [args.slice(0, -1), last] : [args, {}];
      return call(op, positional as readonly Argument[], keywords);
    },
    {
      get(target, name) {
        // A promise is what has a `then`; this has not, so that it can be returned from async functions.
        if (typeof name === 'symbol' || name === 'then') return Reflect.get(target, name);
        let below = known.get(name);
        if (below === undefined) {
          below = node(op === '' ? name : `${op}.${name}`, call);
          known.set(name, below);
        }
        return below;
      },
    },
  );
}
