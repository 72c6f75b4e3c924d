/** The FLOP budget of one session: what it holds, what was spent on what, and how long it took. */
import { BudgetExhaustedError, PyTypeError, ValueError } from '../errors.js';
import { PyFloat } from '../python/values.js';
import type { ReplyValue } from '../wire/value.js';
import { formatCount } from './format.js';
import { addCounts, type Count, OperationTable, type OperationTotals, subtractCounts } from './totals.js';

const PLANNING_GUIDE = '/guides/budget-planning';

/** Root of the documentation that messages point to. */
const documentation = (): string =>
  (process.env['FLOPSCOPE_DOCS_ROOT']?.trim() || 'https://aicrowd.github.io/flopscope/docs').replace(/\/+$/, '');

export class Budget {
  /** The budget as it was given: clients get it back unchanged. */
  readonly given: number | bigint | boolean | PyFloat;
  readonly namespace: string | null;
  /** Factor on every price, in releases that have one: a bigint is an int in Python, a number a float. */
  readonly multiplier: number | bigint;
  readonly table = new OperationTable();
  #used: Count = 0;
  /** What is left of an int. */
  #remaining: Count;
  /** The budget as a number. */
  readonly total: Count | PyFloat;

  /** @param given a positive int or float. ValueError or TypeError for anything else. */
  constructor(given: unknown, namespace: string | null = null, multiplier: number | bigint = 1) {
    this.given = requirePositive(given);
    this.total = typeof this.given === 'boolean' ? 1 : this.given;
    this.#remaining = typeof this.total === 'object' ? 0 : this.total;
    this.namespace = namespace;
    this.multiplier = multiplier;
  }

  get used(): Count {
    return this.#used;
  }

  /** What is left; a float when the budget is one. */
  get remaining(): Count | PyFloat {
    const { total } = this;
    return typeof total === 'object' ? new PyFloat(total.value - Number(this.#used)) : this.#remaining;
  }

  /** Takes `cost` from the budget and records the call; BudgetExhaustedError, and nothing taken, when it does not fit. */
  spend(op: string, cost: Count): OperationTotals {
    if (!this.#covers(cost)) {
      throw new BudgetExhaustedError(
        `${op} would cost ${formatCount(cost)} FLOPs but only ${formatCount(this.remaining)} remain. ` +
          `See: ${documentation()}${PLANNING_GUIDE}`,
      );
    }
    this.#used = addCounts(this.#used, cost);
    if (typeof this.total !== 'object') this.#remaining = subtractCounts(this.#remaining, cost);
    const totals = this.table.of(op);
    totals.charge(cost);
    return totals;
  }

  #covers(cost: Count): boolean {
    const { total } = this;
    if (typeof total === 'object') return cost <= total.value - Number(this.#used);
    const left = this.#remaining;
    // A count is a bigint only beyond 2^53, and comparing one with a number is slow.
    return (typeof left === 'bigint' && typeof cost === 'number') || cost <= left;
  }

  /** The status dict that replies carry. */
  status(): { flop_budget: ReplyValue; flops_used: ReplyValue; flops_remaining: ReplyValue } {
    return { flop_budget: this.given, flops_used: this.#used, flops_remaining: this.remaining };
  }
}

function requirePositive(given: unknown): number | bigint | boolean | PyFloat {
  if (given instanceof PyFloat) {
    if (Number.isNaN(given.value)) throw new ValueError('flop_budget must be a number, got nan');
    if (given.value <= 0) throw new ValueError(`flop_budget must be > 0, got ${given.value}`);
    return given;
  }
  if (typeof given === 'number' || typeof given === 'bigint') {
    if (given <= 0) throw new ValueError(`flop_budget must be > 0, got ${given}`);
    return given;
  }
  if (typeof given === 'boolean') {
    if (!given) throw new ValueError('flop_budget must be > 0, got False');
    return given;
  }
  throw new PyTypeError('flop_budget must be an int or a float');
}
