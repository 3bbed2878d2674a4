import type { Command } from 'commander';
import type { LimitTold, ShownLimit } from '../../shared/line-board.ts';
import { shortInstant } from '../cli/amounts-and-dates.ts';
import type { CommandContext } from '../cli/command-context.ts';
import { numberOf, wholeBetween } from '../cli/flag-values.ts';
import { type JsonFlag, jsonOption, jsonOr } from '../cli/json-output.ts';
import { callServer } from '../cli/rpc.ts';
import { textTable } from '../cli/terminal.ts';

interface Flags extends JsonFlag {
  readonly rule?: number;
  readonly max?: number;
  readonly reason?: string;
  readonly undo?: boolean;
}

/** `plateau line overflow`: how many calls at once a rule keeps before the others go on, within the bounds of ops. */
export function registerLineOverflow(line: Command, { env, terminal }: CommandContext): void {
  const command = line.command('overflow');
  command
    .argument('<campagne>', 'code de la ligne')
    .description('seuils de débordement : les voir, en changer un, reprendre le dernier changement')
    .option('--rule <n>', 'numéro de la règle', numberOf)
    .option('--max <n>', 'appels à la fois avant de déborder ; 0 : tout déborde', wholeBetween(0, 1000))
    .option('--reason <texte>', 'pourquoi, gardé au journal')
    .option('--undo', 'reprend le dernier changement de la règle')
    .addOption(jsonOption())
    .addHelpText(
      'after',
      '\nExemples :\n  plateau line overflow PL-2026\n  plateau line overflow PL-2026 --rule 1 --max 8 --reason "sept bénévoles absents"' +
        '\n  plateau line overflow PL-2026 --rule 1 --undo',
    )
    .action(async (campaign: string, flags: Flags) => {
      const { rule, max, reason, undo = false } = flags;
      if (rule === undefined && (max !== undefined || undo)) return command.error(NEEDS_RULE, WRONG);
      if (undo && max !== undefined) return command.error('donnez --max ou --undo, pas les deux', WRONG);
      if (max !== undefined && reason === undefined) return command.error('dites pourquoi : --reason', WRONG);
      if (rule !== undefined && undo) {
        const done = await callServer(env, (rpc) => rpc.line.undoLimit.mutate({ campaign, rule }));
        return jsonOr({ ...flags, terminal }, done, () => terminal.line(saidChange(rule, done)));
      }
      if (rule !== undefined && max !== undefined && reason !== undefined) {
        const input = { campaign, rule, max, reason };
        const done = await callServer(env, (rpc) => rpc.line.changeLimit.mutate(input));
        return jsonOr({ ...flags, terminal }, done, () => terminal.line(saidChange(rule, done)));
      }
      const limits = await callServer(env, (rpc) => rpc.line.limits.query({ campaign }));
      jsonOr({ ...flags, terminal }, limits, () => terminal.lines(limitTable(limits)));
    });
}

const WRONG = { exitCode: 2 };
const NEEDS_RULE = 'donnez la règle : --rule';

interface Changed {
  readonly before: number;
  readonly max: number;
  readonly told: LimitTold;
}

const TOLD: Readonly<Record<LimitTold, string>> = {
  applied: 'Le standard l’applique.',
  later: 'Le standard n’est pas joint : il l’aura à son retour.',
  'no-pbx': 'Aucun standard ne l’applique : prévenez qui distribue les appels.',
};

function saidChange(rule: number, { before, max, told }: Changed): string {
  return before === max
    ? `Règle ${rule} : le seuil est déjà ${max}. ${TOLD[told]}`
    : `Règle ${rule} : ${before} → ${max}. ${TOLD[told]}`;
}

function limitTable(limits: readonly ShownLimit[]): readonly string[] {
  if (limits.length === 0)
    return ['Aucun seuil ne se change : le dossier n’en borne aucun, ou pas pour vous.'];
  const rows = limits.map((one) => [
    `${one.rule}${one.isNow ? ' (maintenant)' : ''}`,
    one.when,
    `${one.to} → ${one.overflow}`,
    `${one.max}`,
    `${one.least} à ${one.most}`,
    one.changed ? `${one.planned} au dossier ; ${one.changed.by}, ${shortInstant(one.changed.atMs)}` : '—',
  ]);
  return textTable(['Règle', 'Quand', 'Site', 'Seuil', 'Bornes', 'Changé'], rows);
}
