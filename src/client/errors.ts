/** What a request may fail with: the server's errors as classes of their own, and those of the connection. */

/** A budget as replies show it. Figures beyond 2^53 are bigints. */
export interface BudgetStatus {
  readonly flopBudget: number | bigint;
  readonly flopsUsed: number | bigint;
  readonly flopsRemaining: number | bigint;
}

/** An error the server answered with. */
export class FlopscopeError extends Error {
  constructor(
    /** Name of the Python exception class, e.g. `IndexError`. */
    readonly pythonClass: string,
    message: string,
    /** The budget at that moment, where the release sends it along. */
    readonly budget?: BudgetStatus,
  ) {
    super(message);
    this.name = new.target.name;
  }
}

/** The call would cost more than is left; it was not run and nothing was charged. */
export class BudgetExhaustedError extends FlopscopeError {}
/** There is no open budget. */
export class NoBudgetContextError extends FlopscopeError {}
/** The server does not have the release asked for. */
export class VersionMismatchError extends FlopscopeError {}
/** The request is not one: an operation nobody knows, a field missing. */
export class InvalidRequestError extends FlopscopeError {}
/** A declared symmetry does not hold. */
export class SymmetryError extends FlopscopeError {}
/** The release has no such function for clients. */
export class UnsupportedFunctionError extends FlopscopeError {}
/** The result has no form in which it could be delivered. */
export class UnsupportedReturnTypeError extends FlopscopeError {}
/** Python's KeyError: a handle that names nothing. */
export class PythonKeyError extends FlopscopeError {}
/** Python's MemoryError: too many arrays, or not enough memory. */
export class PythonMemoryError extends FlopscopeError {}
/** Python's ValueError, and what derives from it. */
export class PythonValueError extends FlopscopeError {}
/** An axis the array does not have. */
export class AxisError extends PythonValueError {}
/** A matrix that is singular, not positive definite, not square, or an algorithm that did not converge. */
export class LinAlgError extends PythonValueError {}
/** Python's TypeError, and what derives from it. */
export class PythonTypeError extends FlopscopeError {}
/** A dtype the operation is not defined for. */
export class UnsupportedDtypeError extends PythonTypeError {}
/** Any other Python exception; `pythonClass` names it. */
export class FlopscopeServerError extends FlopscopeError {}

/** The server did not answer, or not in the protocol. The connection cannot be used any more. */
export class ConnectionError extends Error {
  override readonly name = 'ConnectionError';
}

type ErrorClass = new (pythonClass: string, message: string, budget?: BudgetStatus) => FlopscopeError;

const CLASSES: Readonly<Record<string, ErrorClass>> = {
  BudgetExhaustedError,
  NoBudgetContextError,
  VersionMismatch: VersionMismatchError,
  InvalidRequestError,
  SymmetryError,
  UnsupportedFunctionError,
  UnsupportedReturnType: UnsupportedReturnTypeError,
  KeyError: PythonKeyError,
  MemoryError: PythonMemoryError,
  ValueError: PythonValueError,
  AxisError,
  LinAlgError,
  TypeError: PythonTypeError,
  UnsupportedDtypeError,
  UFuncTypeError: PythonTypeError,
  DTypePromotionError: PythonTypeError,
};

/** The error of an error reply. Exceptions without a name of their own on the wire are named in the text. */
export function errorFrom(type: string, message: string, budget?: BudgetStatus): FlopscopeError {
  const Class = CLASSES[type];
  if (Class !== undefined) return new Class(type, message, budget);
  const named = /^internal server error: (\w+)/.exec(message)?.[1];
  return new FlopscopeServerError(named ?? type, message, budget);
}
