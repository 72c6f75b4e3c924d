/** Remembers plans: the same expressions on the same shapes come again and again. */
import type { SymmetryGroup } from '../symmetry/group.js';
import { kindKey } from '../symmetry/kind.js';
import type { Optimize } from './path/choose.js';
import type { EinsumRules } from './rules.js';
import type { Shape } from './terms.js';

const LIMIT = 2048;

const writings = new WeakMap<SymmetryGroup, string>();

/** A group as it is written: axes, generators and, as reductions depend on it, its kind. */
function writingOf(group: SymmetryGroup | null): string {
  if (group === null) return '';
  let writing = writings.get(group);
  if (writing === undefined) {
    const kind = group.kind === undefined ? '' : kindKey(group.kind);
    writing = `${kind}:${group.axes.join()}:${group.generators.map((generator) => generator.join()).join(' ')}`;
    writings.set(group, writing);
  }
  return writing;
}

/**
 * A bounded cache; what was not used for longest is forgotten first. Failures are not remembered.
 *
 * The reference looks groups up by their elements, so `get` raises EnumerationBudgetExceeded for a group too large to
 * list, whatever becomes of it in the plan.
 */
export class PlanCache<Plan> {
  readonly #byRules = new Map<EinsumRules, Map<string, Plan>>();

  get(
    rules: EinsumRules,
    expression: string,
    operands: readonly { readonly shape: Shape; readonly symmetry: SymmetryGroup | null }[],
    identical: readonly (readonly number[])[],
    optimize: Optimize,
    make: () => Plan,
  ): Plan {
    let known = this.#byRules.get(rules);
    if (known === undefined) {
      known = new Map();
      this.#byRules.set(rules, known);
    }
    for (const { symmetry } of operands) symmetry?.list();
    const arrays = operands.map(({ shape, symmetry }) => `${shape.join()}/${writingOf(symmetry)}`).join(';');
    const search = typeof optimize === 'string' ? optimize : JSON.stringify(optimize);
    const key = `${expression}|${arrays}|${identical.map((group) => group.join()).join(';')}|${search}`;
    const plan = known.get(key) ?? make();
    known.delete(key);
    known.set(key, plan);
    if (known.size > LIMIT) known.delete(known.keys().next().value!);
    return plan;
  }
}
