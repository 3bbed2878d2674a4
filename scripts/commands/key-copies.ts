import { resolve } from 'node:path';
import type { Command } from 'commander';
import { inNumber } from '../../shared/french-plural.ts';
import { shortInstant } from '../cli/amounts-and-dates.ts';
import type { CommandContext } from '../cli/command-context.ts';
import { readGivenText } from '../cli/files/given-file.ts';
import { hostActor, onHost } from '../cli/host.ts';
import { type JsonFlag, jsonOption, jsonOr } from '../cli/json-output.ts';
import { sayOtherRings } from '../cli/other-rings.ts';
import { callServer } from '../cli/rpc.ts';
import { textTable } from '../cli/terminal.ts';

const HOUSE_ALONE = 'Jusque-là leurs sauvegardes ne sont scellées qu’à la clé de la maison.';

/** Copies of the key ring: made on the host, sealed to the data officer, and ended when a campaign is destroyed. */
export function registerKeyCopies(keys: Command, context: CommandContext): void {
  registerMaking(keys, context);
  registerFollowing(keys, context);
}

function registerMaking(keys: Command, { env, terminal }: CommandContext): void {
  keys
    .command('add-officer')
    .argument('<fichier>', 'clé publique OpenPGP du responsable des données, .asc')
    .option('--replace', 'remplace une autre clé')
    .description('enregistre la clé à laquelle sauvegardes et copies du trousseau sont scellées')
    .addHelpText('after', '\nExemple : plateau keys add-officer responsable.asc')
    .action(async (file: string, flags: { replace?: boolean }) => {
      await onHost(env, terminal, async ({ app }) => {
        const armoured = readGivenText(file);
        const [{ registerPartyKey }, { OFFICER }] = await Promise.all([
          import('../../server/steps/keys/register-key.ts'),
          import('../../server/ports/rows/party-keys.ts'),
        ]);
        const asked = { ...OFFICER, armoured, replace: flags.replace ?? false, actor: hostActor() };
        const { fingerprint, servers } = await registerPartyKey(app, asked);
        terminal.line(`Clé du responsable des données : ${fingerprint}`);
        sayOtherRings({ terminal }, servers, HOUSE_ALONE);
        terminal.line('Comparez cette empreinte avec la sienne, par un autre canal.');
      });
    });
  keys
    .command('backup')
    .requiredOption('--to <dossier>', 'dossier vide ou nouveau, sur un support qui sort de la machine')
    .description('copie le trousseau, scellé à la clé du responsable des données')
    .addHelpText('after', '\nExemple : plateau keys backup --to /media/coffre/trousseau-2026-11')
    .action(async (flags: { to: string }) => {
      await onHost(env, terminal, async ({ app }) => {
        const { copyKeyRingApproved } = await import('../../server/steps/approval/approved-acts.ts');
        const made = await copyKeyRingApproved(app, { folder: resolve(flags.to), actor: hostActor() });
        terminal.line(
          `Copie ${made.id} : ${inNumber(made.parts.length, 'fichier(s)')}, un par clé, dans ${resolve(flags.to)}.`,
        );
        terminal.line('Gardez-la loin des sauvegardes de la base : les deux ensemble ouvrent les fiches.');
        terminal.warn(
          'Attention : tant que cette copie existe, une campagne détruite peut se rouvrir. Sa destruction écrase le fichier de la campagne s’il est encore là ; sinon elle attend votre attestation (plateau keys copy-destroyed).',
        );
      });
    });
}

const HOW = { destroyed: 'détruite', attested: 'attestée' } as const;

function registerFollowing(keys: Command, { env, terminal }: CommandContext): void {
  keys
    .command('copies')
    .description('les copies du trousseau, partie par partie (responsable des données)')
    .addOption(jsonOption())
    .addHelpText('after', '\nExemple : plateau keys copies')
    .action(async (flags: JsonFlag) => {
      const all = await callServer(env, (rpc) => rpc.backups.keyCopies.query());
      jsonOr({ ...flags, terminal }, all, () => {
        if (all.length === 0) return terminal.line('Aucune copie du trousseau.');
        const rows = all.map(({ id, part, madeAtMs, endedHow, file }) => [
          id,
          part,
          shortInstant(madeAtMs),
          endedHow ? HOW[endedHow] : 'existe',
          file,
        ]);
        terminal.lines(textTable(['Copie', 'Partie', 'Faite le', 'État', 'Fichier'], rows));
      });
    });
  keys
    .command('copy-destroyed')
    .argument('<copie>', 'numéro donné par « keys copies »')
    .requiredOption('--reason <texte>', 'comment, par qui')
    .option('--part <partie>', 'une seule partie, par exemple campaigns-UPG-FR-2026')
    .description('atteste qu’une copie du trousseau, ou une partie, est détruite (responsable des données)')
    .addHelpText(
      'after',
      '\nExemple : plateau keys copy-destroyed 0b3c… --part campaigns-UPG-FR-2026 --reason "clé USB broyée"',
    )
    .action(async (id: string, flags: { reason: string; part?: string }) => {
      const input = { id, reason: flags.reason, part: flags.part };
      const { ended } = await callServer(env, (rpc) => rpc.backups.attestKeyCopy.mutate(input));
      terminal.line(`${inNumber(ended, 'partie(s) attestée(s) détruite(s)')}.`);
    });
}
