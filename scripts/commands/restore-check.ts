import { readConfig } from '../../server/config/config.ts';
import { AppError } from '../../shared/errors.ts';
import { inNumber } from '../../shared/french-plural.ts';
import type { CommandContext } from '../cli/command-context.ts';
import { passphraseOf } from '../cli/host.ts';
import { type JsonFlag, jsonOr } from '../cli/json-output.ts';

function sqliteHasFiles(): AppError {
  return new AppError({
    code: 'not-on-postgres',
    kind: 'invalid',
    message: 'Ce contrôle est celui d’une base PostgreSQL, et PLATEAU_DATABASE_URL_FILE manque.',
    hint: 'Pour une base SQLite : plateau backup verify FICHIER, puis plateau restore FICHIER --into DOSSIER.',
  });
}

/** `plateau restore --check`: the PostgreSQL base of the configuration, put back by PostgreSQL's own means. */
export async function checkRestored({ env, terminal }: CommandContext, flags: JsonFlag): Promise<void> {
  const config = readConfig(env);
  if (!config.database) throw sqliteHasFiles();
  const { openHouse } = await import('../../server/context.ts');
  const { checkRestoredBase } = await import('../../server/steps/backup/check-restored-base.ts');
  const house = await openHouse(config, { passphrase: passphraseOf(config, terminal) });
  try {
    const found = await checkRestoredBase(house.app);
    jsonOr({ ...flags, terminal }, found, () => {
      terminal.line(
        `Journal intègre : ${inNumber(found.auditEntries, 'entrée(s)')}, tête ${found.auditHead}`,
      );
      terminal.line(found.behind ?? 'C’est la dernière base que la maison a connue.');
      const { holds } = found;
      if (holds)
        terminal.line(
          `Elle va au moins jusqu’à la sauvegarde ${holds.name} (${inNumber(holds.auditHead.seq, 'entrée(s)')}).`,
        );
      if (found.lacks.length > 0)
        terminal.warn(
          `Plus récentes qu’elle : ${found.lacks.join(', ')} ; plateau restore rend la plus récente dans SQLite.`,
        );
      terminal.line(`Fiches essayées : ${inNumber(found.opened, 'ouverte(s)')}, ${found.closed} sans clé.`);
      terminal.line(
        found.behind === undefined
          ? 'Ensuite : plateau serve.'
          : 'Ensuite : plateau serve --accept-rollback "motif".',
      );
    });
  } finally {
    await house.close();
  }
}
