/** What the bench is doing, on the error stream: the table alone goes to the standard output. */
export function reportProgress(text: string): void {
  process.stderr.write(`  … ${text}\n`);
}
