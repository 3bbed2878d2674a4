import { expect, test } from 'vitest';
import { inPostgres } from '../../../../server/store/postgres/dialect.ts';
import { postgresSchema } from '../../../../server/store/postgres/schema-text.ts';
import { describeWith } from '../../../support/machine/programs.ts';
import { PostgresCluster } from '../../../support/store/postgres-cluster.ts';
import { wholeStatements } from '../../../support/store/whole-statements.ts';

/** Whoever writes a statement in SQLite's words learns here whether PostgreSQL reads it, before somebody's evening does. */
describeWith('postgres')('statements of the rows on PostgreSQL', () => {
  test('every one that stands whole in its file can be prepared', async () => {
    const cluster = await PostgresCluster.start();
    try {
      await cluster.sql('postgres', postgresSchema().join(';\n'));
      const statements = wholeStatements();
      expect(statements.length).toBeGreaterThan(300);
      const refused: string[] = [];
      for (const { file, source } of statements) {
        const prepared = `PREPARE one AS ${inPostgres(source)}; DEALLOCATE one`;
        const why = await cluster.sql('postgres', prepared).then(
          () => undefined,
          (error: Error) => error.message,
        );
        if (why !== undefined) refused.push(`${file}: ${why}\n${source}`);
      }
      expect(refused).toEqual([]);
    } finally {
      await cluster.dispose();
    }
  });
});
