import { type Command, Option } from 'commander';
import type { CommandContext } from '../cli/command-context.ts';
import { dayStart } from '../cli/flag-values.ts';
import { type JsonFlag, jsonOption, jsonOr } from '../cli/json-output.ts';
import { rightsTable } from '../cli/line/pledge-lines.ts';
import { callServer } from '../cli/rpc.ts';

interface KeyFlags extends JsonFlag {
  readonly phone?: string;
  readonly lastName?: string;
  readonly firstName?: string;
  readonly postcode?: string;
}

type PledgeKey =
  | { readonly by: 'phone'; readonly phone: string }
  | {
      readonly by: 'name';
      readonly lastName: string;
      readonly firstName: string;
      readonly postcode: string;
    };

function keyOf({ phone, lastName, firstName = '', postcode }: KeyFlags): PledgeKey | undefined {
  if (phone !== undefined && lastName === undefined && postcode === undefined) return { by: 'phone', phone };
  if (phone !== undefined || lastName === undefined || postcode === undefined) return undefined;
  return { by: 'name', lastName, firstName, postcode };
}

const ID = 'numéro de la promesse (plateau pledge find)';

interface RightFlags {
  readonly reason: string;
  readonly received?: number;
}

const rightOptions = (command: Command): Command =>
  command
    .option('--received <date>', 'jour de réception, AAAA-MM-JJ ; le délai d’un mois en part', dayStart)
    .requiredOption('--reason <texte>', 'comment la demande est venue et l’identité vérifiée');

/** Rights of those who promised: the data officer finds, registers, gives a copy, objects for them, erases. */
export function registerPledgeRights(pledge: Command, context: CommandContext): void {
  registerFind(pledge, context);
  registerRequest(pledge, context);
  registerRights(pledge, context);
}

function registerFind(pledge: Command, { env, terminal }: CommandContext): void {
  const find = pledge.command('find');
  find
    .argument('<campagne>', 'code de la ligne de promesses')
    .description(
      'les promesses de quelqu’un qui exerce ses droits, sans rien ouvrir (responsable des données)',
    )
    .option('--phone <numéro>', 'le numéro qui a appelé')
    .option('--last-name <nom>', 'le nom, comme il a été donné')
    .option('--first-name <prénom>', 'le prénom, s’il a été donné')
    .option('--postcode <code>', 'le code postal donné')
    .addOption(jsonOption())
    .addHelpText(
      'after',
      '\nExemples :\n  plateau pledge find PL-2026 --phone "06 39 98 00 01"\n  plateau pledge find PL-2026 --last-name Pélouneau --first-name Zéphyrine --postcode 31990',
    )
    .action(async (campaign: string, flags: KeyFlags) => {
      const key = keyOf(flags);
      if (!key) return find.error('donnez --phone, ou --last-name et --postcode', { exitCode: 2 });
      const rows = await callServer(env, (rpc) => rpc.pledges.find.mutate({ campaign, key }));
      jsonOr({ ...flags, terminal }, rows, () => {
        if (rows.length === 0)
          return terminal.line('Aucune promesse sous ce nom ou ce numéro : effacée, ou jamais faite.');
        terminal.lines(rightsTable(rows));
      });
    });
}

function registerRequest(pledge: Command, { env, terminal }: CommandContext): void {
  const request = pledge
    .command('request')
    .argument('<promesse>', ID)
    .description('enregistre une demande à traiter plus tard ; son mois court (responsable des données)')
    .addOption(
      new Option('--kind <droit>', 'droit exercé : accès, opposition, effacement')
        .choices(['access', 'objection', 'erasure'])
        .makeOptionMandatory(),
    )
    .addHelpText(
      'after',
      '\nExemple : plateau pledge request 3f2a… --kind access --received 2026-12-07 --reason "courrier, pièce vue"',
    );
  rightOptions(request).action(
    async (id: string, { kind, reason, received: receivedAtMs }: RightFlags & { kind: PledgeRight }) => {
      const asked = { id, kind, reason, receivedAtMs };
      const done = await callServer(env, (rpc) => rpc.pledges.request.mutate(asked));
      terminal.line(`Demande ${done.id} enregistrée : elle est dans « plateau person requests ».`);
      terminal.line(`Elle se clôt par : plateau pledge ${ACTS[kind]} ${id} (ou plateau person refuse).`);
    },
  );
}

type PledgeRight = 'access' | 'objection' | 'erasure';
/** The command that answers each. */
const ACTS: Readonly<Record<PledgeRight, string>> = { access: 'copy', objection: 'object', erasure: 'erase' };

function registerRights(pledge: Command, { env, terminal }: CommandContext): void {
  const copy = pledge
    .command('copy')
    .argument('<promesse>', ID)
    .description(
      'copie de tout ce qui est tenu sur la personne, scellée pour l’association (responsable des données)',
    )
    .addHelpText('after', '\nExemple : plateau pledge copy 3f2a… --reason "courrier, pièce vue"');
  rightOptions(copy).action(async (id: string, { reason, received: receivedAtMs }: RightFlags) => {
    const asked = { id, reason, receivedAtMs };
    const { delivered } = await callServer(env, (rpc) => rpc.pledges.copy.mutate(asked));
    for (const name of delivered) terminal.line(`${name} : remis.`);
    terminal.line('L’association la remet à la personne. La demande est close au registre.');
  });
  const object = pledge
    .command('object')
    .argument('<promesse>', ID)
    .description('plus rien n’est envoyé à la personne : ni lien, ni rappel (responsable des données)')
    .addHelpText('after', '\nExemple : plateau pledge object 3f2a… --reason "courrier, pièce vue"');
  rightOptions(object).action(async (id: string, { reason, received: receivedAtMs }: RightFlags) => {
    const asked = { id, reason, receivedAtMs };
    await callServer(env, (rpc) => rpc.pledges.object.mutate(asked));
    terminal.line('Retirée : plus aucun message ne part. La demande est close au registre.');
    terminal.line(
      'L’association le lira dans le fichier du jour ; ses propres envois sont à elle d’arrêter.',
    );
  });
  const erase = pledge
    .command('erase')
    .argument('<promesse>', ID)
    .description('efface qui a promis ; le montant et la date restent aux chiffres (responsable des données)')
    .addHelpText('after', '\nExemple : plateau pledge erase 3f2a… --reason "courrier, pièce vue"');
  rightOptions(erase).action(async (id: string, { reason, received: receivedAtMs }: RightFlags) => {
    const asked = { id, reason, receivedAtMs };
    const { isWithdrawn } = await callServer(env, (rpc) => rpc.pledges.erase.mutate(asked));
    terminal.line(
      isWithdrawn
        ? 'Effacée et retirée : plus aucun message ne part, et son lien n’est plus attendu.'
        : 'Effacée : son montant et sa date restent aux chiffres.',
    );
    terminal.line('Les fichiers du jour n’en disent rien : prévenez l’association qu’elle en a une copie.');
  });
}
