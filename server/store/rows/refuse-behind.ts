import { AppError } from '../../../shared/errors.ts';
import { LATEST_VERSION } from '../migrate.ts';
import type { Sql } from '../sql.ts';

/**
 * What must reach every table is not done by a program that does not know the newest ones: it serves calls meanwhile, on a base
 * that only gained something. AppError `server-behind`.
 */
export async function refuseBehind(sql: Sql): Promise<void> {
  if (!(await sql.isBehind())) return;
  const { version } = await sql.schema();
  throw new AppError({
    code: 'server-behind',
    kind: 'conflict',
    message: `La base est en version ${version}, ce programme en est à la ${LATEST_VERSION} : il n’efface ni ne rechiffre rien là où il ne voit pas tout.`,
    hint: 'Mettez ce serveur à jour, puis recommencez ; les appels, eux, continuent.',
  });
}
