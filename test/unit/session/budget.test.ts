/** Spending: exact at every size, all or nothing. */
import { describe, expect, it } from 'vitest';
import { BudgetExhaustedError } from '../../../src/errors.js';
import { PyFloat } from '../../../src/python/values.js';
import { Budget } from '../../../src/session/budget.js';
import { addCounts, subtractCounts } from '../../../src/session/totals.js';

describe('counts', () => {
  it('stay exact beyond 2^53 and come back to numbers below', () => {
    expect(addCounts(2 ** 53 - 1, 2)).toBe(2n ** 53n + 1n);
    expect(addCounts(2n ** 60n, 1)).toBe(2n ** 60n + 1n);
    expect(subtractCounts(2n ** 60n + 1n, 2n ** 60n)).toBe(1);
    expect(subtractCounts(2n ** 64n - 1n, 6)).toBe(2n ** 64n - 7n);
  });
});

describe('a budget', () => {
  it('is spent to the last FLOP and no further', () => {
    const budget = new Budget(10);
    budget.spend('add', 4);
    budget.spend('add', 6);
    expect(() => budget.spend('add', 1)).toThrow(BudgetExhaustedError);
    expect(budget.spend('zeros', 0).calls).toBe(1);
    expect(budget.status()).toEqual({ flop_budget: 10, flops_used: 10, flops_remaining: 0 });
  });

  it('takes nothing when refused, and says both figures', () => {
    const budget = new Budget(1_000_000);
    expect(() => budget.spend('ones', 20_000_000)).toThrow(
      'ones would cost 20,000,000 FLOPs but only 1,000,000 remain',
    );
    expect(budget.used).toBe(0);
    expect(budget.table.isEmpty).toBe(true);
  });

  it('of 2^64 - 1 is exact', () => {
    const budget = new Budget(2n ** 64n - 1n);
    budget.spend('add', 2n ** 63n + 1n);
    expect(budget.remaining).toBe(2n ** 63n - 2n);
    expect(() => budget.spend('add', 2n ** 63n - 1n)).toThrow(BudgetExhaustedError);
  });

  it('may be a float, and what remains is one too', () => {
    const budget = new Budget(new PyFloat(1.5));
    budget.spend('add', 1);
    expect(budget.remaining).toEqual(new PyFloat(0.5));
    expect(() => budget.spend('add', 1)).toThrow('only 0.5 remain');
  });

  it('keeps operations in the order of their first charge', () => {
    const budget = new Budget(100);
    for (const op of ['b', 'a', 'b', 'c']) budget.spend(op, 1);
    expect([...budget.table.operations.keys()]).toEqual(['b', 'a', 'c']);
    expect(budget.table.of('b')).toMatchObject({ flops: 2, calls: 2 });
  });
});
