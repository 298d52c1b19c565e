/** A bar on standard error while something long goes on; silent when that is no terminal. */
export class Progress {
  #done = 0;
  readonly #shows = process.stderr.isTTY === true;

  constructor(
    private readonly total: number,
    private readonly unit: string,
  ) {
    this.#draw();
  }

  step(): void {
    this.#done += 1;
    this.#draw();
  }

  /** Takes the bar away again. */
  end(): void {
    if (this.#shows) process.stderr.write('\r\u001b[K');
  }

  #draw(): void {
    if (!this.#shows || this.total === 0) return;
    const width = 30;
    const filled = Math.round((this.#done / this.total) * width);
    const bar = '█'.repeat(filled) + '░'.repeat(width - filled);
    process.stderr.write(`\r\u001b[K${bar} ${this.#done}/${this.total} ${this.unit}`);
  }
}
