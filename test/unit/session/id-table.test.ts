/** The table of handles against a Map. */
import { describe, expect, it } from 'vitest';
import { IdTable } from '../../../src/session/id-table.js';

describe('a table by id', () => {
  it('holds what a Map would', () => {
    const table = new IdTable<string>();
    const map = new Map<number, string>();
    let state = 3;
    const below = (bound: number): number => {
      state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff;
      return (state >> 8) % bound;
    };
    for (let id = 0; id < 20_000; id++) {
      table.add(id, `item ${id}`);
      map.set(id, `item ${id}`);
      // Sometimes many stay, sometimes nearly all go.
      const going = id % 3000 < 1000 ? below(2) : below(5);
      for (let i = 0; i < going; i++) {
        const gone = id - below(600);
        expect(table.take(gone)).toBe(map.get(gone));
        map.delete(gone);
      }
      const probe = below(id + 2);
      expect(table.get(probe)).toBe(map.get(probe));
      expect(table.count).toBe(map.size);
    }
    expect(table.get(-1)).toBeUndefined();
    expect(table.takeAll().sort()).toEqual([...map.values()].sort());
    expect(table.count).toBe(0);
    expect(table.get(19_999)).toBeUndefined();
  });

  // As many as a session may have: were the run of places looked at to its end, this would take longer than the test may.
  it.each(['oldest', 'newest'])('gives 100 000 objects back, the %s first', { timeout: 4000 }, (first) => {
    const table = new IdTable<number>();
    const ids = Array.from({ length: 100_000 }, (_, id) => id);
    for (const id of ids) table.add(id, -id);
    if (first === 'newest') ids.reverse();
    expect(ids.every((id) => table.take(id) === -id)).toBe(true);
    expect(table.count).toBe(0);
  });
});
