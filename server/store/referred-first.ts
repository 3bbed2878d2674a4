/** Tables, each after those that it refers to. */
export function referredFirst<T extends { readonly name: string; readonly sql: string }>(
  tables: readonly T[],
): readonly T[] {
  const left = new Map(tables.map((table) => [table.name, table]));
  const ordered: T[] = [];
  const place = (table: T) => {
    if (!left.delete(table.name)) return;
    for (const [, name = ''] of table.sql.matchAll(/\bREFERENCES "?(\w+)"?/g)) {
      const needed = left.get(name);
      if (needed) place(needed);
    }
    ordered.push(table);
  };
  for (const table of tables) place(table);
  return ordered;
}
