import { DatabaseSync, StatementSync } from 'node:sqlite';

/** What some work asked of SQLite. */
export interface SqlAsked {
  /** Texts of the statements run, in order, without those that begin and end transactions. */
  readonly statements: readonly string[];
  readonly transactions: number;
}

type Method = (this: unknown, ...values: unknown[]) => unknown;

/** The true methods run: each is only noted first. */
function noting(prototype: object, name: string, note: (self: unknown, first: unknown) => void): () => void {
  const methods = prototype as Record<string, Method>;
  const method = methods[name];
  if (!method) throw new Error(`node:sqlite has no ${name}`);
  methods[name] = function noted(...values) {
    note(this, values[0]);
    return method.apply(this, values);
  };
  return () => {
    methods[name] = method;
  };
}

/** Every statement that this thread's connections run while `work` does, whichever port it goes through. */
export async function sqlAsked(work: () => Promise<unknown>): Promise<SqlAsked> {
  const statements: string[] = [];
  let transactions = 0;
  const run = (self: unknown) => {
    if (self instanceof StatementSync) statements.push(self.sourceSQL);
  };
  const exec = (_: unknown, source: unknown) => {
    const text = String(source);
    if (text.startsWith('BEGIN')) transactions += 1;
    else if (text !== 'COMMIT' && text !== 'ROLLBACK') statements.push(text);
  };
  const undo = [
    ...['get', 'all', 'run', 'iterate'].map((name) => noting(StatementSync.prototype, name, run)),
    noting(DatabaseSync.prototype, 'exec', exec),
  ];
  try {
    await work();
  } finally {
    for (const restore of undo) restore();
  }
  return { statements, transactions };
}
