/** Choice of loops, against recorded ones. */
import { describe, expect, it } from 'vitest';
import { charOf, dtypeByChar } from '../../../src/array/dtype.js';
import type { Casting, WeakKind } from '../../../src/array/promote.js';
import { PyError } from '../../../src/errors.js';
import { type OperandType, resolveLoop } from '../../../src/ufunc/resolve.js';
import { parseSignature } from '../../../src/ufunc/signature.js';
import { type Ufunc, ufuncNamed } from '../../../src/ufunc/table.js';
import { recorded } from '../recorded.js';

interface Recording {
  operands: string[];
  someOperands: string[];
  ufuncs: Record<
    string,
    {
      types: string[];
      natural: string[];
      byDtype: string[][];
      others: [string[], { casting?: Casting; signature?: string }, string][];
    }
  >;
}

const data = recorded<Recording>('ufunc-loops');
const CHARS = '?bBhHiIlLefdFD';
const KINDS: Record<string, WeakKind> = { i: 'int', f: 'float', c: 'complex' };

const operandOf = (code: string): OperandType =>
  code.startsWith('weak ') ? KINDS[code.slice(5)]! : dtypeByChar(code)!;

function combinations(ufunc: Ufunc, codes: string[]): string[][] {
  if (ufunc.nin === 1) return codes.filter((code) => code.length === 1).map((code) => [code]);
  return codes.flatMap((a) => codes.map((b) => [a, b]));
}

function outcome(
  ufunc: Ufunc,
  codes: string[],
  signature?: readonly (number | undefined)[],
  casting?: Casting,
): string {
  try {
    const loop = resolveLoop(ufunc, codes.map(operandOf), signature, casting);
    return `${loop.inputs.map(charOf).join('')}->${loop.outputs.map(charOf).join('')}`;
  } catch (error) {
    if (error instanceof PyError) return error.pyName;
    throw error;
  }
}

/** Classes travel under their public name. */
const publicName = (text: string): string => (text.startsWith('_UFunc') ? 'UFuncTypeError' : text);
/** NumPy compares two Python ints as objects. Here they are 64-bit integers. */
const served = (text: string): string => publicName(text === 'OO->?' ? 'll->?' : text);

describe.each(Object.keys(data.ufuncs))('%s', (name) => {
  const recording = data.ufuncs[name]!;
  const ufunc = ufuncNamed(name);

  it('has the loops in order', () => {
    const own = ufunc.loops.map((loop) => `${loop.inputs.map(charOf).join('')}->${loop.outputs.map(charOf).join('')}`);
    expect(own).toEqual(recording.types);
  });

  it('chooses by operands', () => {
    const found = combinations(ufunc, data.operands).map((codes) => `${codes}: ${outcome(ufunc, codes)}`);
    const wanted = combinations(ufunc, data.operands).map((codes, i) => `${codes}: ${served(recording.natural[i]!)}`);
    expect(found).toEqual(wanted);
  });

  it('chooses by dtype=', () => {
    const differing: string[] = [];
    combinations(ufunc, data.someOperands).forEach((codes, i) => {
      [...CHARS].forEach((char, k) => {
        const open = new Array<undefined>(ufunc.nin).fill(undefined);
        const constraint = [...open, ...new Array<number>(ufunc.nout).fill(dtypeByChar(char)!)];
        const found = outcome(ufunc, codes, constraint);
        const wanted = served(recording.byDtype[i]![k]!);
        if (found !== wanted) differing.push(`${name}: ${codes} dtype=${char}: ${found}, not ${wanted}`);
      });
    });
    expect(differing).toEqual([]);
  });

  it('chooses by signature= and casting=', () => {
    const differing: string[] = [];
    for (const [codes, keywords, wanted] of recording.others) {
      let found: string;
      try {
        const signature = keywords.signature === undefined ? undefined : parseSignature(ufunc, keywords.signature);
        found = outcome(ufunc, codes, signature, keywords.casting);
      } catch (error) {
        found = error instanceof PyError ? error.pyName : String(error);
      }
      if (found !== served(wanted)) {
        differing.push(`${name}: ${codes} ${JSON.stringify(keywords)}: ${found}, not ${served(wanted)}`);
      }
    }
    expect(differing).toEqual([]);
  });
});
