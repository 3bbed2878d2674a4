import type { Command } from 'commander';
import { agreeing, inNumber } from '../../shared/french-plural.ts';
import type { CommandContext } from '../cli/command-context.ts';

import { callServer } from '../cli/rpc.ts';

/** What changes a key ring that is in use. */
export function registerKeyChanges(keys: Command, context: CommandContext): void {
  keys
    .command('passphrase')
    .option(
      '--new-file <fichier>',
      'fichier (0600) de la nouvelle phrase ; absent : elle est demandée deux fois',
    )
    .description('change la phrase secrète du trousseau, serveur arrêté (sur le serveur)')
    .addHelpText('after', '\nExemple : plateau keys passphrase --new-file nouvelle-phrase')
    .action(async (flags: { newFile?: string }) => {
      const { runPassphraseChange } = await import('../cli/host-passphrase.ts');
      await runPassphraseChange(context, flags);
    });
  registerRotate(keys, context);
}

const STAGES = {
  held: 'la nouvelle clé va au trousseau de chaque serveur',
  used: 'chaque serveur scelle désormais avec elle',
} as const;

/** On several servers: what is awaited, and that nobody need wait for it here. */
function waitingLines(
  number: number,
  { stage, servers }: { readonly stage: keyof typeof STAGES; readonly servers: readonly string[] },
): readonly string[] {
  const awaited =
    servers.length > 0
      ? `${STAGES[stage]}. Reste à prouver sur : ${servers.join(', ')}.`
      : 'tous l’ont ; les fiches sont scellées à nouveau, un serveur après l’autre s’il le faut.';
  return [
    `Rotation ${number} en cours : ${awaited}`,
    'Elle va d’elle-même à son terme (plateau status) ; un serveur arrêté la fait attendre. Il ne reviendra jamais : plateau server lost.',
  ];
}

function registerRotate(keys: Command, { env, terminal }: CommandContext): void {
  keys
    .command('rotate')
    .argument('<clé>', 'code de la campagne, ou personnes-UNION pour l’annuaire d’une association')
    .option('--reason <texte>', 'pourquoi ; gardé au journal')
    .option('--finish', 'détruit l’ancienne clé, quand plus aucune sauvegarde n’en a besoin')
    .description(
      'nouvelle clé pour les fiches d’une campagne, ou pour un annuaire, pendant le travail (responsable des données)',
    )
    .addHelpText('after', '\nExemple : plateau keys rotate UPG-FR-2026 --reason "départ d’un administrateur"')
    .action(async (place: string, flags: { reason?: string; finish?: boolean }, command: Command) => {
      if (flags.finish) {
        const { destroyed, awaits } = await callServer(env, (rpc) =>
          rpc.backups.endRotation.mutate({ keyPlace: place }),
        );
        terminal.line(`${inNumber(destroyed, 'ancienne(s) clé(s) détruite(s)')}.`);
        if (awaits.length > 0)
          terminal.line(
            `Reste à prouver sur : ${awaits.join(', ')} (d’eux-mêmes, une fois parties leurs sauvegardes d’avant).`,
          );
        return;
      }
      const { reason } = flags;
      if (!reason) return command.error('--reason est demandé', { exitCode: 2 });
      const done = await callServer(env, (rpc) => rpc.backups.rotateKey.mutate({ keyPlace: place, reason }));
      if (done.waits) return terminal.lines(waitingLines(done.number, done.waits));
      terminal.line(
        `Rotation ${done.number} : ${inNumber(done.resealed, 'valeur(s) scellée(s)')} à nouveau ; ${done.values - done.damaged} sur ${inNumber(done.values, 's’ouvre(nt)')} avec la nouvelle clé.`,
      );
      if (done.damaged > 0)
        terminal.warn(
          place.startsWith('personnes-')
            ? `${inNumber(done.damaged, 'contenu(s) abîmé(s)')} de l’annuaire, ${agreeing(done.damaged, 'laissé(s)')} tels quels : une sauvegarde plus ancienne les a peut-être intacts (plateau backup list).`
            : `${inNumber(done.damaged, 'contenu(s) abîmé(s)')} de côté : plateau record damaged.`,
        );
      terminal.line(
        `${inNumber(done.retired, 'ancienne(s) clé(s) gardée(s)')} : les sauvegardes d’avant en ont besoin. Quand elles seront parties : plateau keys rotate ${place} --finish`,
      );
      terminal.warn('Faites une copie neuve du trousseau : plateau keys backup.');
    });
}
