import type { Command } from 'commander';
import { frenchPlural } from '../../server/domain/wording/french-figures.ts';
import type { WeeklyDelivery } from '../../server/steps/delivery/deliver-weekly.ts';
import { shortInstant } from '../cli/amounts-and-dates.ts';
import type { CommandContext } from '../cli/command-context.ts';
import { weekOf } from '../cli/flag-values.ts';
import { type AnswerTo, type JsonFlag, jsonOption, jsonOr } from '../cli/json-output.ts';
import { callServer } from '../cli/rpc.ts';
import type { Terminal } from '../cli/terminal.ts';
import { registerDeliverProof } from './deliver-proof.ts';

interface Delivered {
  readonly fileName: string;
  readonly rows: number;
  readonly sha256Sealed: string;
  readonly deliveredAtMs: number | null;
  readonly alreadyDelivered: boolean;
}

type Held = Pick<
  WeeklyDelivery,
  'waiting' | 'rejected' | 'corrections' | 'withheld' | 'toSign' | 'damaged' | 'differing'
>;

/** What the file of the week does not carry (F-05). */
const HELD: readonly { readonly of: keyof Held; readonly says: (count: number) => string }[] = [
  {
    of: 'waiting',
    says: (n) =>
      `${frenchPlural(n, ['accord attend', 'accords attendent'])} un vérificateur, et ${n < 2 ? 'partira' : 'partiront'} avec un prochain fichier (plateau verify list).`,
  },
  {
    of: 'rejected',
    says: (n) =>
      `${frenchPlural(n, ['accord rejeté', 'accords rejetés'])}, à corriger ou à annuler : plateau verify list --state rejected`,
  },
  {
    of: 'corrections',
    says: (n) =>
      `${frenchPlural(n, ['correction', 'corrections'])} d’un accord déjà remis à vérifier : sa ligne M attend (plateau verify list).`,
  },
  {
    of: 'withheld',
    says: (n) =>
      `${frenchPlural(n, ['accord retenu', 'accords retenus'])}, le plus souvent un mandat à vérifier par l’association (plateau mandate list).`,
  },
  {
    of: 'toSign',
    says: (n) =>
      `${frenchPlural(n, ['mandat attend', 'mandats attendent'])} la signature du donateur (plateau mandate list).`,
  },
  {
    of: 'damaged',
    says: (n) =>
      `${frenchPlural(n, ['fiche abîmée', 'fiches abîmées'])} : leurs lignes attendent qu’une sauvegarde les rende (plateau record damaged).`,
  },
  {
    of: 'differing',
    says: (n) =>
      `${frenchPlural(n, ['ligne retenue', 'lignes retenues'])} : ce qui est enregistré n’est plus ce qui a été convenu (plateau status).`,
  },
];

function showHeldBack(terminal: Terminal, held: Held): void {
  for (const { of, says } of HELD) {
    if (held[of] === 0) continue;
    if (of === 'differing') terminal.warn(says(held[of]));
    else terminal.line(says(held[of]));
  }
}

interface Flags extends JsonFlag {
  readonly week?: string;
}

export function showDelivered(to: AnswerTo, one: Delivered): void {
  jsonOr(to, one, () => showReceipt(to.terminal, one));
}

function showReceipt(terminal: Terminal, one: Delivered): void {
  terminal.line(
    one.alreadyDelivered
      ? 'Déjà remis : rien n’a été envoyé une seconde fois.'
      : 'Remis dans le dépôt de l’association.',
  );
  terminal.line(`  fichier   ${one.fileName}.pgp`);
  terminal.line(`  lignes    ${one.rows}`);
  terminal.line(`  SHA-256   ${one.sha256Sealed}`);
  if (one.deliveredAtMs !== null) terminal.line(`  remis     ${shortInstant(one.deliveredAtMs)}`);
}

/** Builds, seals and drops what the charity receives; twice delivers nothing twice. */
export function registerDeliver(program: Command, context: CommandContext): void {
  const { env, terminal } = context;
  const deliver = program.command('deliver').description('remet les fichiers à l’association (exploitation)');
  deliver
    .command('weekly')
    .addHelpText('after', '\nExemple : plateau deliver weekly UPG-FR-2026 --week 2026-S48')
    .argument('<campagne>', 'code de la campagne')
    .description('le fichier de la semaine : mandats, ou remerciements ; par défaut, la semaine passée')
    .option('--week <semaine>', 'semaine, par exemple 2026-S47', weekOf)
    .addOption(jsonOption())
    .action(async (campaign: string, flags: Flags) => {
      const done = await callServer(env, (rpc) =>
        rpc.operations.deliverWeekly.mutate({ campaign, week: flags.week }),
      );
      showDelivered({ ...flags, terminal }, done);
      if (!flags.json) showHeldBack(terminal, done);
    });
  registerUrgent(deliver, context);
  registerReport(deliver, context);
  deliver
    .command('final')
    .addHelpText('after', '\nExemple : plateau deliver final UPG-FR-2026')
    .argument('<campagne>', 'code de la campagne, close (plateau campaign close)')
    .description(
      'le fichier retour final : une ligne par fiche, et par ligne refusée si l’association le veut',
    )
    .addOption(jsonOption())
    .action(async (campaign: string, flags: Flags) => {
      const done = await callServer(env, (rpc) => rpc.operations.deliverFinal.mutate({ campaign }));
      showDelivered({ ...flags, terminal }, done);
    });
  deliver
    .command('provisional')
    .addHelpText(
      'after',
      '\nExemple : plateau deliver provisional UPG-FR-2026 --reason "point à mi-parcours"',
    )
    .argument('<campagne>', 'code de la campagne, ouverte')
    .requiredOption('--reason <motif>', 'pourquoi maintenant, au journal')
    .description('un retour provisoire : chaque fiche comme elle est ; le final reste dû')
    .addOption(jsonOption())
    .action(async (campaign: string, { reason, json }: { reason: string } & JsonFlag) => {
      const done = await callServer(env, (rpc) =>
        rpc.operations.deliverProvisional.mutate({ campaign, reason }),
      );
      showDelivered({ json, terminal }, done);
    });
  registerDeliverProof(deliver, context);
}

function registerUrgent(deliver: Command, { env, terminal }: CommandContext): void {
  deliver
    .command('urgent')
    .argument('<campagne>', 'code de la campagne')
    .description('le fichier urgent d’un jour (arrêts, baisses, oppositions, décès, réclamations, droits)')
    .option('--day <jour>', 'par exemple 2026-11-23 ; par défaut, le dernier jour dû (20:45)')
    .addOption(jsonOption())
    .addHelpText('after', '\nExemple : plateau deliver urgent UPG-FR-2026 --day 2026-11-23')
    .action(async (campaign: string, flags: { day?: string } & JsonFlag) => {
      const { day } = flags;
      const done = await callServer(env, (rpc) => rpc.deliveries.urgent.mutate({ campaign, day }));
      if (done.kind === 'delivered') return showDelivered({ ...flags, terminal }, done.delivery);
      jsonOr({ ...flags, terminal }, done, () =>
        terminal.line(`Rien d’urgent le ${done.day} : aucun fichier n’est envoyé.`),
      );
    });
}

/** Of one campaign, or the charity's report with pictures, all campaigns together. */
function registerReport(deliver: Command, { env, terminal }: CommandContext): void {
  deliver
    .command('report')
    .argument('[campagne]', 'code de la campagne ; sans code, le rapport illustré de toutes les campagnes')
    .description('le rapport hebdomadaire : les 14 indicateurs ; par défaut, la semaine passée')
    .option('--week <semaine>', 'semaine, par exemple 2026-S47', weekOf)
    .option('--charity <association>', 'sans campagne : code de l’association ; par défaut, toutes')
    .addOption(jsonOption())
    .addHelpText('after', '\nExemple : plateau deliver report --week 2026-S47')
    .action(async (campaign: string | undefined, flags: Flags & { readonly charity?: string }) => {
      const { week, charity, json } = flags;
      if (campaign !== undefined) {
        const done = await callServer(env, (rpc) => rpc.operations.deliverReport.mutate({ campaign, week }));
        return showDelivered({ json, terminal }, done);
      }
      const done = await callServer(env, (rpc) => rpc.review.deliverReport.mutate({ week, charity }));
      for (const one of done) showDelivered({ json, terminal }, one);
    });
}
