/** Collects figures of a run and prints each as a line of JSON. */
export class Report {
  readonly #values = new Map<string, number>();

  note(name: string, value: number, unit = "1/s"): void {
    this.#values.set(name, value);
    process.stdout.write(`${JSON.stringify({ name, value, unit })}\n`);
  }

  /** Prints how many times `name` is `base`, both measured in this run. */
  ratio(name: string, base: string, goal?: number): void {
    const value = Math.round(((this.#values.get(name) ?? Number.NaN) / (this.#values.get(base) ?? Number.NaN)) * 100) / 100;
    process.stdout.write(`${JSON.stringify({ name: `${name} : ${base}`, value, unit: "ratio", ...(goal !== undefined && { goal }) })}\n`);
  }
}
