/** What einsum refuses before it plans: operands that are no arrays, and subscripts that are no text. */
import { NdArray, type Shape } from '../../array/ndarray.js';
import { parseSubscripts, type SublistLabel, subscriptsFromSublists } from '../../einsum/parse.js';
import type { Step } from '../../einsum/steps.js';
import type { Term } from '../../einsum/terms.js';
import { AttributeError, IndexError, PyTypeError, UnicodeEncodeError, ValueError } from '../../errors.js';
import { PyFloat, PyTuple, type PyValue, typeName } from '../../python/values.js';

const sequenceItems = (value: PyValue): readonly PyValue[] | undefined => {
  if (value instanceof PyTuple) return value.items;
  return Array.isArray(value) ? (value as readonly PyValue[]) : undefined;
};

/** The shape of an operand as far as first elements tell. IndexError for an empty sequence, ValueError for no array. */
function apparentShape(operand: PyValue): Shape {
  if (operand instanceof NdArray) return operand.shape;
  const shape: number[] = [];
  let value: PyValue = operand;
  for (let items = sequenceItems(value); items !== undefined; items = sequenceItems(value)) {
    shape.push(items.length);
    if (items.length === 0) throw new IndexError('einsum: an operand is an empty list');
    value = items[0]!;
  }
  const isNumber = ['number', 'bigint', 'boolean', 'string'].includes(typeof value) || value instanceof PyFloat;
  if (shape.length === 0 && !isNumber) throw new ValueError(`einsum: ${typeName(value)} has no shape`);
  return shape;
}

/** The labels of a sublist. TypeError for what holds no labels. */
function sublistOf(value: PyValue): SublistLabel[] {
  const items = typeof value === 'string' ? [...value] : sequenceItems(value);
  if (items === undefined) throw new PyTypeError(`einsum: subscripts are a string, not ${typeName(value)}`);
  return items.map((item) => {
    if (typeof item === 'string' || typeof item === 'number') return item;
    if (typeof item === 'bigint' || typeof item === 'boolean') return Number(item);
    if (item instanceof PyFloat) return item.value;
    throw new PyTypeError(`einsum: ${typeName(item)} is no label`);
  });
}

/**
 * Refuses a call whose operands are not all arrays. Sublists of labels between the operands are read as far as the
 * reference reads them: it looks for the shape of every second argument, and sublists have none.
 *
 * Raises AttributeError for an operand without shape, and before that whatever the subscripts give cause to.
 */
export function refuseStrays(subscripts: PyValue, given: readonly PyValue[]): void {
  if (typeof subscripts === 'string') {
    const stray = given.find((value) => !(value instanceof NdArray));
    if (stray === undefined) return;
    parseSubscripts(subscripts, given.map(apparentShape));
    throw withoutShape(stray);
  }
  const all = [subscripts, ...given];
  const [operands, sublists]: [PyValue[], PyValue[]] = [[], []];
  for (let i = 0; i + 1 < all.length; i += 2) {
    operands.push(all[i]!);
    sublists.push(all[i + 1]!);
  }
  const output = all.length % 2 === 1 ? sublistOf(all.at(-1)!) : undefined;
  parseSubscripts(subscriptsFromSublists(sublists.map(sublistOf), output), operands.map(apparentShape));
  throw withoutShape(given.find((value) => !(value instanceof NdArray)) ?? []);
}

const withoutShape = (value: PyValue): AttributeError =>
  new AttributeError(`'${typeName(value)}' object has no attribute 'shape'`);

/**
 * Labels must be letters where numpy.einsum reads them, which is when a step is carried out. ValueError, and
 * UnicodeEncodeError where a single operand's labels are beyond ASCII.
 */
export function requireLetters(inputs: Step['inputs'], output: Term): void {
  const labels = [...inputs.flat(), ...output];
  const stray = labels.find((label) => !/^[a-zA-Z]$/.test(label));
  if (stray === undefined) return;
  if (inputs.length !== 2 && labels.some((label) => label.codePointAt(0)! > 127)) {
    throw new UnicodeEncodeError(`einsum: label '${stray}' is no letter of the alphabet`);
  }
  throw new ValueError(`einsum: label '${stray}' is no letter of the alphabet`);
}
