/** A binary heap: the least of its items first. */
export class Heap<T> {
  readonly #items: T[] = [];

  constructor(private readonly isLess: (a: T, b: T) => boolean) {}

  get size(): number {
    return this.#items.length;
  }

  push(item: T): void {
    const items = this.#items;
    let at = items.length;
    items.push(item);
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (!this.isLess(item, items[parent]!)) break;
      items[at] = items[parent]!;
      at = parent;
    }
    items[at] = item;
  }

  /** Removes and returns the least item; undefined when there is none. */
  pop(): T | undefined {
    const items = this.#items;
    const least = items[0];
    const moved = items.pop();
    if (items.length === 0 || moved === undefined) return least;
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= items.length) break;
      if (child + 1 < items.length && this.isLess(items[child + 1]!, items[child]!)) child++;
      if (!this.isLess(items[child]!, moved)) break;
      items[at] = items[child]!;
      at = child;
    }
    items[at] = moved;
    return least;
  }
}
