import type { Command } from 'commander';
import {
  FOLLOW_UP_KIND_WORDS,
  FOLLOW_UP_STATE_WORDS,
  type FollowUpKind,
  type FollowUpState,
} from '../../shared/people/follow-up-words.ts';
import { shortInstant } from '../cli/amounts-and-dates.ts';
import type { CommandContext } from '../cli/command-context.ts';
import { type JsonFlag, jsonOption, jsonOr } from '../cli/json-output.ts';
import { type CharityFlag, charityOption } from '../cli/people/charity-option.ts';
import { callServer, type Rpc } from '../cli/rpc.ts';
import { textTable } from '../cli/terminal.ts';

const NUMBER = 'numéro du point, ou ses premiers signes (plateau item list)';

type Line = Awaited<ReturnType<Rpc['items']['list']['mutate']>>[number];

/** What is to see to in a directory: invitations, local news, wrong pages. */
export function registerItem(program: Command, context: CommandContext): void {
  const item = program
    .command('item')
    .description('suivi de l’annuaire : invitations, informations locales, erreurs signalées');
  registerList(item, context);
  registerActs(item, context);
}

function linesOf(items: readonly Line[]): readonly string[] {
  if (items.length === 0) return ['Rien à suivre.'];
  const rows = items.map((one) => [
    one.id.slice(0, 8),
    FOLLOW_UP_KIND_WORDS[one.kind],
    FOLLOW_UP_STATE_WORDS[one.state],
    one.owner === '' ? '—' : one.owner,
    one.dueOn === '' ? '—' : one.dueOn,
    one.group === '' ? 'association' : one.group,
    shortInstant(one.atMs),
    one.about === '' ? one.by : `${one.by}, sur ${one.about}`,
  ]);
  const table = textTable(['Point', 'Sorte', 'État', 'Qui', 'Pour le', 'Groupe', 'Signalé', 'Par'], rows);
  const texts = items.map(({ id, text }) => `${id.slice(0, 8)}  ${text.replaceAll(/\s+/g, ' ')}`);
  return [...table, '', ...texts];
}

function registerList(item: Command, { env, terminal }: CommandContext): void {
  item
    .command('list')
    .description('ce qui est à suivre, et qui s’en occupe ; la lecture est au journal')
    .option('--all', 'avec ce qui est fait')
    .addOption(charityOption())
    .addOption(jsonOption())
    .addHelpText('after', '\nExemple : plateau item list')
    .action(async ({ charity, all, json }: CharityFlag & JsonFlag & { readonly all?: true }) => {
      const told = await callServer(env, (rpc) => rpc.items.list.mutate({ charity }));
      const shown = all ? told : told.filter(({ state }) => state !== 'done');
      jsonOr({ json, terminal }, shown, (items) => terminal.lines(linesOf(items)));
    });
}

function saidOf({
  id,
  kind,
  state,
  dueOn,
}: {
  readonly id: string;
  readonly kind: FollowUpKind;
  readonly state: FollowUpState;
  readonly dueOn: string;
}): string {
  const due = dueOn === '' || state === 'done' ? '' : `, pour le ${dueOn}`;
  return `${id.slice(0, 8)}, ${FOLLOW_UP_KIND_WORDS[kind]} : ${FOLLOW_UP_STATE_WORDS[state]}${due}.`;
}

function registerActs(item: Command, { env, terminal }: CommandContext): void {
  item
    .command('take')
    .description('vous vous en occupez ; les autres le voient')
    .argument('<point>', NUMBER)
    .option('--due <jour>', 'pour quel jour, comme 2026-12-15')
    .addOption(charityOption())
    .addOption(jsonOption())
    .addHelpText('after', '\nExemple : plateau item take 3f1c2a4e --due 2026-12-15')
    .action(async (point: string, { charity, due, json }: CharityFlag & JsonFlag & { due?: string }) => {
      const asked = { charity, item: point, dueOn: due };
      const told = await callServer(env, (rpc) => rpc.items.take.mutate(asked));
      jsonOr({ json, terminal }, told, (one) => terminal.line(saidOf(one)));
    });
  item
    .command('done')
    .description('c’est fait, qui que ce soit qui s’en occupait')
    .argument('<point>', NUMBER)
    .addOption(charityOption())
    .addOption(jsonOption())
    .addHelpText('after', '\nExemple : plateau item done 3f1c2a4e')
    .action(async (point: string, { charity, json }: CharityFlag & JsonFlag) => {
      const told = await callServer(env, (rpc) => rpc.items.done.mutate({ charity, item: point }));
      jsonOr({ json, terminal }, told, (one) => terminal.line(saidOf(one)));
    });
}
