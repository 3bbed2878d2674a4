import { type Command, Option } from 'commander';
import type { ListedCheck } from '../../server/steps/agreement/list-checks.ts';
import { agreedAmounts, shortInstant } from '../cli/amounts-and-dates.ts';
import type { CommandContext } from '../cli/command-context.ts';
import { type JsonFlag, jsonOption, jsonOr } from '../cli/json-output.ts';
import { callServer } from '../cli/rpc.ts';
import { type Terminal, textTable } from '../cli/terminal.ts';
import { showTrace } from './verify-trace.ts';

/** What `--state` takes, and the standings it covers. */
const STATES = {
  'to-check': ['to-check'],
  rejected: ['rejected'],
  observed: ['observed', 'acknowledged'],
  approved: ['approved', 'by-rule'],
} as const;
type StateName = keyof typeof STATES;

const NONE: Record<StateName, string> = {
  'to-check': 'Aucun accord à vérifier.',
  rejected: 'Aucun accord rejeté en attente d’une correction.',
  observed: 'Aucun accord observé.',
  approved: 'Aucun accord approuvé.',
};

/** Agreements wait for a verifier before they reach the weekly file (F-05). */
export function registerVerify(program: Command, context: CommandContext): void {
  const { env, terminal } = context;
  const verify = program
    .command('verify')
    .description('vérification des accords avant le fichier de la semaine (vérificateur, chef d’équipe)');
  verify
    .command('list')
    .description('les accords qui attendent, les plus anciens d’abord ; sans identité')
    .option('--campaign <code>', 'une seule campagne')
    .addOption(
      new Option('--state <état>', 'où ils en sont')
        .choices(Object.keys(STATES))
        .default('to-check' satisfies StateName),
    )
    .addOption(jsonOption())
    .addHelpText('after', '\nExemple : plateau verify list --campaign UPG-FR-2026')
    .action(async (flags: { campaign?: string; state: StateName } & JsonFlag) => {
      const { campaign, state } = flags;
      const rows = await callServer(env, (rpc) =>
        rpc.agreements.list.query({ campaign, states: [...STATES[state]] }),
      );
      jsonOr({ ...flags, terminal }, rows, () => {
        if (rows.length === 0) return terminal.line(NONE[state]);
        showRows(terminal, rows, state);
      });
    });
  verify
    .command('show')
    .argument('<appel>', 'numéro de l’appel ; le début suffit')
    .description('la trace d’un accord : chemin, récapitulatif lu, montants, corrections masquées')
    .addOption(jsonOption())
    .addHelpText('after', '\nExemple : plateau verify show 0b3c6f1e-8d0a-4c55-9a44-5d6f0e6b7a21')
    .action(async (callId: string, flags: JsonFlag) => {
      const shown = await callServer(env, (rpc) => rpc.agreements.show.mutate({ callId }));
      jsonOr({ ...flags, terminal }, shown, () => showTrace(terminal, shown));
    });
  registerDecisions(verify, context);
}

type Row = Pick<
  ListedCheck,
  | 'callId'
  | 'campaign'
  | 'agent'
  | 'endedAtMs'
  | 'disposition'
  | 'oldMinor'
  | 'newMinor'
  | 'currency'
  | 'frequency'
  | 'firstDebitOn'
  | 'reason'
>;

function showRows(terminal: Terminal, rows: readonly Row[], state: StateName): void {
  const lines = rows.map((row) => [
    row.callId,
    row.campaign,
    row.agent,
    shortInstant(row.endedAtMs),
    agreedAmounts(row),
    row.firstDebitOn ?? 'à la signature',
    row.reason,
  ]);
  terminal.lines(
    textTable(['Appel', 'Campagne', 'Agent', 'Fin', 'Montants', 'Première échéance', 'Motif'], lines),
  );
  if (state === 'rejected')
    terminal.line('À rappeler puis corriger, ou à annuler : plateau correct APPEL --amount … | --cancel');
}

const DECISIONS = [
  ['approve', 'approved', 'approuve : l’accord entre dans le prochain fichier', 'Accord approuvé.'],
  [
    'observe',
    'observed',
    'approuve avec une observation, que le téléacteur devra lire',
    'Accord approuvé, avec une observation pour le téléacteur.',
  ],
  [
    'reject',
    'rejected',
    'rejette : l’accord n’entre pas dans le fichier, une suite est à donner',
    'Accord rejeté : il n’entre pas dans le fichier.',
  ],
] as const;

function registerDecisions(verify: Command, { env, terminal }: CommandContext): void {
  for (const [name, decision, description, said] of DECISIONS) {
    const command = verify
      .command(name)
      .argument('<appel>', 'numéro de l’appel ; le début suffit')
      .description(description)
      .option('--change', 'remplace une décision déjà prise, avant le départ du fichier')
      .addOption(jsonOption())
      .addHelpText(
        'after',
        `\nExemple : plateau verify ${name} 0b3c6f1e-8d0a-4c55-9a44-5d6f0e6b7a21 --reason "relu avec la trace"`,
      );
    const text = 'motif, sans donnée personnelle (5 signes au moins)';
    if (name === 'approve') command.option('--reason <texte>', text);
    else command.requiredOption('--reason <texte>', text);
    command.action(async (callId: string, flags: { reason?: string; change?: boolean } & JsonFlag) => {
      const { reason = '', change = false } = flags;
      const input = { callId, decision, reason, change };
      const done = await callServer(env, (rpc) => rpc.agreements.decide.mutate(input));
      jsonOr({ ...flags, terminal }, done, () => {
        terminal.line(done.already ? 'Cette décision était déjà prise : rien n’a changé.' : said);
        if (decision === 'rejected' && !done.already)
          terminal.line(
            `Il compte dans les chiffres jusqu’à sa correction ou son annulation : plateau correct ${callId} --cancel`,
          );
      });
    });
  }
}
