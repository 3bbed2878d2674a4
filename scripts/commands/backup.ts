import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Command } from 'commander';
import { readConfig } from '../../server/config/config.ts';
import { inNumber } from '../../shared/french-plural.ts';
import { shortInstant } from '../cli/amounts-and-dates.ts';
import type { CommandContext } from '../cli/command-context.ts';
import { passphraseOf } from '../cli/host.ts';
import { type JsonFlag, jsonOption, jsonOr } from '../cli/json-output.ts';
import { callServer } from '../cli/rpc.ts';
import { textTable } from '../cli/terminal.ts';
import { replayedWords } from './serve.ts';

const MIB = 2 ** 20;

function seconds(ms: number): string {
  return `${(ms / 1000).toLocaleString('fr-FR', { maximumFractionDigits: 1 })} s`;
}

function mebibytes(bytes: number): string {
  return `${(bytes / MIB).toLocaleString('fr-FR', { maximumFractionDigits: 1 })} Mio`;
}

function recordsOf({ campaigns }: { readonly campaigns: readonly { readonly records: number }[] }): number {
  return campaigns.reduce((sum, one) => sum + one.records, 0);
}

/** Sealed backups: made by the server while agents work, checked and restored on the host of the data. */
export function registerBackup(program: Command, context: CommandContext): void {
  const backup = program
    .command('backup')
    .description('sauvegardes scellées de la base (responsable des données)');
  registerMaking(backup, context);
  registerVerify(backup, context);
  registerRestore(program, context);
}

function registerMaking(backup: Command, { env, terminal }: CommandContext): void {
  backup
    .command('create')
    .description('sauvegarde maintenant, sans arrêter le travail ; le serveur le fait aussi seul chaque jour')
    .addOption(jsonOption())
    .addHelpText('after', '\nExemple : plateau backup create')
    .action(async (flags: JsonFlag) => {
      const startedMs = performance.now();
      const { backup: made, dropped } = await callServer(env, (rpc) => rpc.backups.create.mutate());
      const tookMs = Math.round(performance.now() - startedMs);
      jsonOr({ ...flags, terminal }, { ...made, dropped, tookMs }, () => {
        terminal.line(
          `Sauvegarde ${made.name} : ${inNumber(recordsOf(made), 'fiche(s)')}, ${mebibytes(made.sealed.bytes)}.`,
        );
        terminal.line(`Journal : ${inNumber(made.auditHead.seq, 'entrée(s)')}, tête ${made.auditHead.hash}`);
        terminal.line(`SHA-256 : ${made.sealed.sha256}`);
        for (const name of dropped) terminal.line(`Retirée (durée de garde) : ${name}`);
        terminal.line(`Temps : ${seconds(tookMs)}.`);
      });
    });
  backup
    .command('list')
    .description('les sauvegardes du dossier, la plus récente d’abord')
    .addOption(jsonOption())
    .addHelpText('after', '\nExemple : plateau backup list')
    .action(async (flags: JsonFlag) => {
      const all = await callServer(env, (rpc) => rpc.backups.list.query());
      jsonOr({ ...flags, terminal }, all, () => {
        if (all.length === 0) return terminal.line('Aucune sauvegarde.');
        const rows = all.map((one) => [
          one.name,
          shortInstant(one.createdAtMs),
          recordsOf(one),
          one.auditHead.seq,
          mebibytes(one.sealed.bytes),
        ]);
        terminal.lines(textTable(['Sauvegarde', 'Faite le', 'Fiches', 'Journal', 'Taille'], rows));
      });
    });
}

/** A name of `backup list` is looked for in the folder of backups; anything else is a path. */
function fileOf(config: ReturnType<typeof readConfig>, given: string): string {
  if (/^plateau-\d{8}T\d{6}Z$/.test(given) && config.backup)
    return resolve(config.backup.dir, `${given}.tar.gz.pgp`);
  return resolve(given);
}

const FILE = 'fichier .tar.gz.pgp (son .json et son .json.asc à côté), ou nom de « backup list »';

function registerVerify(backup: Command, { env, terminal }: CommandContext): void {
  backup
    .command('verify')
    .argument('<fichier>', FILE)
    .description('restaure en mémoire et contrôle tout : base, comptes, journal, fiches (sur le serveur)')
    .addOption(jsonOption())
    .addHelpText('after', '\nExemple : plateau backup verify plateau-20261124T030000Z')
    .action(async (given: string, flags: JsonFlag) => {
      const startedMs = performance.now();
      const config = readConfig(env);
      const { openBackupReading } = await import('../../server/context.ts');
      const { verdictRefusal, verifyBackup } = await import('../../server/steps/backup/backup-verify.ts');
      const reading = await openBackupReading(config, passphraseOf(config, terminal));
      try {
        const verdict = await verifyBackup(reading, { file: fileOf(config, given) });
        const tookMs = Math.round(performance.now() - startedMs);
        const refusal = verdictRefusal(verdict);
        jsonOr({ ...flags, terminal }, { ...verdict, tookMs }, () => {
          if (refusal) return;
          terminal.line(`Sauvegarde ${verdict.name} du ${shortInstant(verdict.createdAtMs)} : bonne.`);
          const people = verdict.people > 0 ? `, ${inNumber(verdict.people, 'fiche(s)')} d’annuaire` : '';
          terminal.line(
            `Base intègre, ${inNumber(verdict.records, 'fiche(s)')}${people}, comptes du manifeste.`,
          );
          terminal.line(
            `Journal intègre : ${inNumber(verdict.auditEntries, 'entrée(s)')}, tête ${verdict.auditHead}`,
          );
          terminal.line(
            `Fiches essayées : ${inNumber(verdict.opened, 'ouverte(s)')}, ${verdict.closed} sans clé.`,
          );
          if (verdict.damaged > 0)
            terminal.warn(
              `${inNumber(verdict.damaged, 'contenu(s) déjà abîmé(s)')} à sa date : une sauvegarde d’avant les rend.`,
            );
          terminal.line(`Temps : ${seconds(tookMs)}.`);
          terminal.line(
            `À inscrire : plateau rehearsal record restore --outcome held --reason "${verdict.name}, …"`,
          );
        });
        if (refusal) throw refusal;
      } finally {
        reading.close();
      }
    });
}

interface EditionLine {
  readonly campaign: string;
  readonly digest: string | null;
}

/** What will be said again: a text approved or withdrawn since is not known to this base. */
function editionLine({ campaign, digest }: EditionLine): string {
  return digest === null
    ? `Dit et envoyé de ${campaign} : PAS tel qu’approuvé ; ni fiche ni e-mail ne partira (plateau status).`
    : `Dit et envoyé de ${campaign} : ce qui l’était à cette date, édition ${digest.slice(0, 16)} ; un texte approuvé ou retiré depuis est à refaire.`;
}

interface RestoreFlags extends JsonFlag {
  readonly into?: string;
  readonly check?: boolean;
}

function registerRestore(program: Command, { env, terminal }: CommandContext): void {
  program
    .command('restore')
    .argument('[fichier]', FILE)
    .option('--into <dossier>', 'dossier vide ou nouveau, le futur PLATEAU_DATA_DIR')
    .option('--check', 'contrôle la base PostgreSQL que pg_basebackup a remise, avant de la servir')
    .description('remet une sauvegarde dans un dossier vide (sur le serveur, trousseau en place)')
    .addOption(jsonOption())
    .addHelpText('after', '\nExemple : plateau restore plateau-20261124T030000Z --into ./plateau-data')
    .action(async (given: string | undefined, flags: RestoreFlags, command: Command) => {
      if (flags.check) {
        const { checkRestored } = await import('./restore-check.ts');
        return checkRestored({ env, terminal }, flags);
      }
      if (given === undefined) return command.error('argument absent : fichier', { exitCode: 2 });
      if (flags.into === undefined)
        return command.error('option obligatoire absente : --into', { exitCode: 2 });
      const startedMs = performance.now();
      const config = readConfig(env);
      const { openBackupReading } = await import('../../server/context.ts');
      const { planReplay, replayCounts } = await import('../../server/steps/house/plan-replay.ts');
      const reading = await openBackupReading(config, passphraseOf(config, terminal));
      try {
        const into = resolve(flags.into);
        const manifest = await reading.reader.restore(fileOf(config, given), into);
        const tookMs = Math.round(performance.now() - startedMs);
        const { size } = statSync(resolve(into, 'plateau.db'));
        const acts = reading.keptActs.all();
        const { editionsNow } = await import('../../server/steps/script/edition-in-force.ts');
        const { replay, editions } = await reading.look(into, async (rows) => ({
          replay: replayCounts(await planReplay(rows, acts)),
          editions: await editionsNow(rows),
        }));
        jsonOr({ ...flags, terminal }, { ...manifest, into, tookMs, replay, editions }, () => {
          terminal.line(
            `Restaurée dans ${into} : ${inNumber(recordsOf(manifest), 'fiche(s)')}, base de ${mebibytes(size)}.`,
          );
          terminal.line(
            `État du ${shortInstant(manifest.createdAtMs)}, journal à ${inNumber(manifest.auditHead.seq, 'entrée(s)')}.`,
          );
          terminal.line(`Temps : ${seconds(tookMs)}.`);
          terminal.line(
            `Depuis, d’après le journal du trousseau : ${replayedWords(replay)} ; le démarrage les refera.`,
          );
          for (const one of editions) terminal.line(editionLine(one));
          terminal.line('Ensuite : plateau serve --accept-rollback "motif" si la maison a travaillé depuis.');
        });
      } finally {
        reading.close();
      }
    });
}
