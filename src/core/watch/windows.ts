/** The windows that wait for the model, row by row in one piece of memory that is given away whole. */
import { type Cells, INPUTS, type Scaling, WindowWriter } from '../signal/index.ts';

const FIRST_ROWS = 64;
const WINDOW_BYTES = INPUTS * Float32Array.BYTES_PER_ELEMENT;

/** Windows for one model run; `data` may be transferred away. */
export interface Batch {
  readonly data: Float32Array<ArrayBuffer>;
  readonly rows: number;
}

export class Windows {
  readonly #writer = new WindowWriter();
  #data: Float32Array<ArrayBuffer> = new Float32Array();
  #usualRows = FIRST_ROWS;
  #rows = 0;

  /** Adds the window that ends at the newest cell: its row and scaling, or undefined when too little is known. */
  add(cells: Cells): { readonly row: number; readonly scaling: Scaling } | undefined {
    if ((this.#rows + 1) * INPUTS > this.#data.length) this.#grow();
    const scaling = this.#writer.write(cells, this.#data, this.#rows * INPUTS);
    return scaling && { row: this.#rows++, scaling };
  }

  /** All since the last time, given away as they are: nothing is copied and nothing stays behind between batches. */
  take(): Batch {
    const rows = this.#rows;
    const data = new Float32Array(this.#data.buffer.transfer(rows * WINDOW_BYTES));
    this.#usualRows = Math.max(FIRST_ROWS, rows);
    this.#data = new Float32Array();
    this.#rows = 0;
    return { data, rows };
  }

  /** Room for one batch like the last, then for twice as much. */
  #grow(): void {
    const rows = Math.max(this.#usualRows, 2 * this.#rows);
    this.#data = new Float32Array(this.#data.buffer.transfer(rows * WINDOW_BYTES));
  }
}
