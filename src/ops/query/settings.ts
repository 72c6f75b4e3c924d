/**
 * NumPy's settings for floating-point errors and for printing. They are kept and answered; arithmetic here never raises
 * or warns, and nothing is printed, so that they have no further effect.
 */
import { toIndex } from '../../array/axes.js';
import { PyTypeError, UnsupportedReturnType, ValueError } from '../../errors.js';
import { isInt, PyComplex, PyDict, PyFloat, type PyValue } from '../../python/values.js';
import { defineOp, type OpContext, type OpDefinition, type OpResult } from '../define.js';
import type { Bound } from '../signature.js';

interface Settings {
  errors: Readonly<Record<string, string>>;
  printing: ReadonlyMap<string, PyValue>;
}

const ERRORS = { divide: 'warn', over: 'warn', under: 'ignore', invalid: 'warn' };
const MODES = ['ignore', 'warn', 'raise', 'call', 'print', 'log'];
const PRINTING: readonly (readonly [string, PyValue])[] = [
  ['edgeitems', 3],
  ['threshold', 1000],
  ['floatmode', 'maxprec'],
  ['precision', 8],
  ['suppress', false],
  ['linewidth', 75],
  ['nanstr', 'nan'],
  ['infstr', 'inf'],
  ['sign', '-'],
  ['formatter', null],
  ['legacy', false],
  ['override_repr', null],
];

/** Settings outlive sessions: there is one set per tenant. */
const kept = new WeakMap<object, Settings>();

function settingsOf({ session }: OpContext): Settings {
  let settings = kept.get(session.tenant);
  if (settings === undefined) {
    settings = { errors: ERRORS, printing: new Map(PRINTING) };
    kept.set(session.tenant, settings);
  }
  return settings;
}

const asDict = (entries: Iterable<readonly [string, PyValue]>): PyDict => new PyDict(new Map(entries));

/** What errors would be handled as. ValueError for unknown modes. */
function errorModes(args: Bound, current: Readonly<Record<string, string>>): Record<string, string> {
  const next: Record<string, string> = { ...current };
  const modeOf = (value: PyValue): string => {
    if (typeof value !== 'string' || !MODES.includes(value)) throw new ValueError('invalid error mode');
    return value;
  };
  for (const name of ['all', ...Object.keys(ERRORS)]) {
    const value = args[name];
    if (value === undefined || value === null) continue;
    const mode = modeOf(value);
    if (name === 'all') for (const each of Object.keys(ERRORS)) next[each] = mode;
    else next[name] = mode;
  }
  return next;
}

const isNumeric = (value: PyValue): boolean =>
  isInt(value) || typeof value === 'boolean' || value instanceof PyFloat || value instanceof PyComplex;

function truth(value: PyValue): boolean {
  if (value instanceof PyFloat) return value.value !== 0;
  if (isInt(value)) return Number(value) !== 0;
  if (Array.isArray(value) || typeof value === 'string') return value.length > 0;
  return value !== false && value !== null;
}

const LEGACY = ['1.13', '1.21', '1.25', '2.1', '2.2'];

/** New values of printing options. ValueError and TypeError as numpy.set_printoptions raises them. */
function printOptions(args: Bound): Map<string, PyValue> {
  const changed = new Map<string, PyValue>();
  for (const [name] of PRINTING) {
    const value = args[name];
    if (value !== undefined && value !== null) changed.set(name, value);
  }
  const { suppress, floatmode, sign, threshold, precision, legacy } = Object.fromEntries(changed);
  if (suppress !== undefined) changed.set('suppress', truth(suppress));
  if (floatmode !== undefined && !['fixed', 'unique', 'maxprec', 'maxprec_equal'].includes(floatmode as string)) {
    throw new ValueError('floatmode option must be one of "fixed", "unique", "maxprec", "maxprec_equal"');
  }
  if (sign !== undefined && !['-', '+', ' '].includes(sign as string)) {
    throw new ValueError("sign option must be one of ' ', '+', or '-'");
  }
  if (legacy !== undefined && !LEGACY.includes(legacy as string)) changed.set('legacy', false);
  if (threshold !== undefined) {
    if (!isNumeric(threshold)) throw new PyTypeError('threshold must be numeric');
    if (threshold instanceof PyFloat && Number.isNaN(threshold.value)) {
      throw new ValueError('threshold must be non-NAN, try sys.maxsize for untruncated representation');
    }
  }
  if (precision !== undefined) {
    if (!isInt(precision) && typeof precision !== 'boolean') throw new PyTypeError('precision must be an integer');
    changed.set('precision', toIndex(precision));
  }
  return changed;
}

function setPrintOptions(args: Bound, ctx: OpContext): OpResult {
  const settings = settingsOf(ctx);
  const changed = printOptions(args);
  changed.set('formatter', args['formatter'] ?? null);
  changed.set('override_repr', args['override_repr'] ?? null);
  const printing = new Map([...settings.printing, ...changed]);
  if (printing.get('legacy') === '1.13') printing.set('sign', '-');
  settings.printing = printing;
  return null;
}

const PRINT_PARAMS = `precision=, threshold=, edgeitems=, linewidth=, suppress=, nanstr=, infstr=, formatter=, sign=, floatmode=,
  *, legacy=, override_repr=`;

/** An operation on settings; free. */
const settingOp = (name: string, params: string, run: (args: Bound, ctx: OpContext) => OpResult): OpDefinition =>
  defineOp<Bound>({ name, params, check: (args) => args, price: () => null, run });

const undeliverable = (type: string): UnsupportedReturnType =>
  new UnsupportedReturnType(`result of type '${type}' cannot be delivered`);

export const SETTINGS: readonly OpDefinition[] = [
  settingOp('geterr', '', (_, ctx) => asDict(Object.entries(settingsOf(ctx).errors))),
  settingOp('seterr', 'all=, divide=, over=, under=, invalid=', (args, ctx) => {
    const settings = settingsOf(ctx);
    const before = settings.errors;
    settings.errors = errorModes(args, before);
    return asDict(Object.entries(before));
  }),
  settingOp('get_printoptions', '', (_, ctx) => asDict(settingsOf(ctx).printing)),
  settingOp('set_printoptions', PRINT_PARAMS, setPrintOptions),
  settingOp('printoptions', '*args, **kwargs', () => {
    throw undeliverable('_GeneratorContextManager');
  }),
  settingOp('errstate', '*, call=, all=, divide=, over=, under=, invalid=', () => {
    throw undeliverable('errstate');
  }),
];
