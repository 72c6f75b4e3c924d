/** A one-to-one map between labels that is built up link by link and taken back again. */
const NONE = -1;

export class LabelMap {
  readonly #image: number[];
  readonly #source: number[];
  readonly #trail: number[] = [];

  constructor(private readonly labels: number) {
    this.#image = new Array<number>(labels).fill(NONE);
    this.#source = new Array<number>(labels).fill(NONE);
  }

  /** Number of links; `undoTo` returns to it. */
  get mark(): number {
    return this.#trail.length;
  }

  get isComplete(): boolean {
    return this.#trail.length === this.labels;
  }

  get image(): readonly number[] {
    return this.#image;
  }

  /** Links a label to another; false when either is linked otherwise. */
  link(from: number, to: number): boolean {
    if (this.#image[from] === to) return true;
    if (this.#image[from] !== NONE || this.#source[to] !== NONE) return false;
    this.#image[from] = to;
    this.#source[to] = from;
    this.#trail.push(from);
    return true;
  }

  undoTo(mark: number): void {
    while (this.#trail.length > mark) {
      const from = this.#trail.pop()!;
      this.#source[this.#image[from]!] = NONE;
      this.#image[from] = NONE;
    }
  }
}
