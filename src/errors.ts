/**
 * The errors an operation may raise, named after the Python classes that clients see.
 *
 * On the wire an error is a class name and a text. Which name is sent follows the reference's handler: classes derived
 * from ValueError and TypeError travel under their own name, KeyError and flopscope's own classes too, and everything
 * else travels as FlopscopeServerError with the class named in the text. `family` carries that distinction.
 */

/** How the reference's request handler treats an exception class. */
export type ErrorFamily = 'ValueError' | 'TypeError' | 'KeyError' | 'flopscope' | 'other';

/** Base of every error that is an answer to the client rather than a bug of this server. */
export class PyError extends Error {
  /** Name of the Python exception class. */
  readonly pyName: string;
  readonly family: ErrorFamily;

  constructor(pyName: string, family: ErrorFamily, message: string) {
    super(message);
    this.name = pyName;
    this.pyName = pyName;
    this.family = family;
  }
}

function errorClass(pyName: string, family: ErrorFamily) {
  return class extends PyError {
    constructor(message: string) {
      super(pyName, family, message);
    }
  };
}

// Python builtins.
export class ValueError extends errorClass('ValueError', 'ValueError') {}
export class PyTypeError extends errorClass('TypeError', 'TypeError') {}
export class UnicodeEncodeError extends errorClass('UnicodeEncodeError', 'ValueError') {}
export class KeyError extends errorClass('KeyError', 'KeyError') {}
export class IndexError extends errorClass('IndexError', 'other') {}
export class AttributeError extends errorClass('AttributeError', 'other') {}
export class OverflowError extends errorClass('OverflowError', 'other') {}
export class ZeroDivisionError extends errorClass('ZeroDivisionError', 'other') {}
export class RuntimeError extends errorClass('RuntimeError', 'other') {}
export class NotImplementedError extends errorClass('NotImplementedError', 'other') {}
export class MemoryError extends errorClass('MemoryError', 'other') {}
export class UnboundLocalError extends errorClass('UnboundLocalError', 'other') {}

// NumPy: these derive from ValueError or TypeError and so keep their names on the wire.
export class AxisError extends errorClass('AxisError', 'ValueError') {}
export class LinAlgError extends errorClass('LinAlgError', 'ValueError') {}
export class DTypePromotionError extends errorClass('DTypePromotionError', 'TypeError') {}
export class UFuncNoLoopError extends errorClass('UFuncTypeError', 'TypeError') {}
export class UFuncBinaryResolutionError extends errorClass('UFuncTypeError', 'TypeError') {}
export class UFuncInputCastingError extends errorClass('UFuncTypeError', 'TypeError') {}
export class UFuncOutputCastingError extends errorClass('UFuncTypeError', 'TypeError') {}

// flopscope.
export class SymmetryError extends errorClass('SymmetryError', 'flopscope') {}
export class UnsupportedFunctionError extends errorClass('UnsupportedFunctionError', 'flopscope') {}
export class UnsupportedReturnType extends errorClass('UnsupportedReturnType', 'flopscope') {}
export class UnsupportedDtypeError extends errorClass('UnsupportedDtypeError', 'TypeError') {}
export class NoBudgetContextError extends errorClass('NoBudgetContextError', 'flopscope') {}
export class BudgetExhaustedError extends errorClass('BudgetExhaustedError', 'flopscope') {}

/** The request is not one: malformed frame, missing field, unknown operation. */
export class InvalidRequestError extends errorClass('InvalidRequestError', 'flopscope') {}

const NATIVE_CLASSES: Readonly<Record<string, new (message: string) => PyError>> = {
  ValueError,
  TypeError: PyTypeError,
  IndexError,
  AxisError,
  LinAlgError,
  OverflowError,
  ZeroDivisionError,
  MemoryError,
};

/**
 * Turns what the addon threw into the matching PyError. The addon marks its errors with `code`, the Python class name;
 * an error without a known code is a bug and is returned unchanged.
 */
export function fromNative(thrown: unknown): unknown {
  if (thrown instanceof PyError || !(thrown instanceof Error)) return thrown;
  const code = (thrown as Error & { code?: unknown }).code;
  const Class = typeof code === 'string' ? NATIVE_CLASSES[code] : undefined;
  return Class === undefined ? thrown : new Class(thrown.message);
}
