import { type Command, Option } from 'commander';
import { inNumber } from '../../shared/french-plural.ts';
import {
  GROUP_KIND_WORDS,
  GROUP_KINDS,
  type GroupKind,
  LEVEL_WORDS,
  LEVELS,
  type Level,
} from '../../shared/people/people-words.ts';
import type { CommandContext } from '../cli/command-context.ts';
import { type JsonFlag, jsonOption, jsonOr } from '../cli/json-output.ts';
import { type CharityFlag, charityOption } from '../cli/people/charity-option.ts';
import { confirmCount } from '../cli/people/confirm-count.ts';
import { callServer } from '../cli/rpc.ts';
import { textTable } from '../cli/terminal.ts';

const NAME = 'nom du groupe';

/** Groups of the directory and who belongs to them. */
export function registerGroup(program: Command, context: CommandContext): void {
  const group = program
    .command('group')
    .description('groupes de l’annuaire : créer, clore, y faire entrer ou sortir');
  registerList(group, context);
  registerCreate(group, context);
  registerEnds(group, context);
  registerMembers(group, context);
}

function registerList(group: Command, { env, terminal }: CommandContext): void {
  group
    .command('list')
    .description('les groupes, leur sorte et combien de personnes y sont')
    .addOption(charityOption())
    .addOption(jsonOption())
    .addHelpText('after', '\nExemple : plateau group list')
    .action(async ({ charity, json }: CharityFlag & JsonFlag) => {
      const groups = await callServer(env, (rpc) => rpc.groups.list.query({ charity }));
      jsonOr({ json, terminal }, groups, (all) => {
        if (all.length === 0) return terminal.line('Aucun groupe : « plateau group create » en crée un.');
        const nameOf = (id: string) => all.find((one) => one.id === id)?.name ?? '';
        const rows = all.map(({ name, kind, parent, size, state }) => [
          name,
          GROUP_KIND_WORDS[kind],
          nameOf(parent),
          String(size),
          state === 'closed' ? 'clos' : 'actif',
        ]);
        terminal.lines(textTable(['Groupe', 'Sorte', 'Sous', 'Personnes', 'État'], rows));
      });
    });
}

interface CreateFlags extends CharityFlag {
  readonly kind: GroupKind;
  readonly under?: string;
}

function registerCreate(group: Command, { env, terminal }: CommandContext): void {
  const kinds = GROUP_KINDS.map((kind) => `${kind} (${GROUP_KIND_WORDS[kind]})`).join(', ');
  group
    .command('create')
    .description('crée un groupe, sous un autre ou non')
    .argument('<nom>', NAME)
    .addOption(new Option('--kind <sorte>', kinds).choices(GROUP_KINDS).makeOptionMandatory())
    .option('--under <groupe>', 'groupe au-dessus : sa coordination coordonne aussi celui-ci')
    .addOption(charityOption())
    .addHelpText('after', '\nExemple : plateau group create "GL Caen" --kind local')
    .action(async (name: string, { charity, kind, under: parent }: CreateFlags) => {
      const made = await callServer(env, (rpc) => rpc.groups.create.mutate({ charity, name, kind, parent }));
      terminal.line(`${made.name} : créé.`);
    });
}

function registerEnds(group: Command, { env, terminal }: CommandContext): void {
  group
    .command('rename')
    .description('change le nom d’un groupe')
    .argument('<nom>', NAME)
    .argument('<nouveau>', 'nouveau nom')
    .addOption(charityOption())
    .addHelpText('after', '\nExemple : plateau group rename "GL Caen" "GL Caen et littoral"')
    .action(async (name: string, to: string, { charity }: CharityFlag) => {
      const done = await callServer(env, (rpc) => rpc.groups.rename.mutate({ charity, name, to }));
      terminal.line(`${name} s’appelle maintenant ${done.name}.`);
    });
  group
    .command('close')
    .description('clôt un groupe : personne n’y entre plus, son histoire reste')
    .argument('<nom>', NAME)
    .addOption(charityOption())
    .addHelpText('after', '\nExemple : plateau group close "Trailwalker 2025"')
    .action(async (name: string, { charity }: CharityFlag) => {
      const done = await callServer(env, (rpc) => rpc.groups.close.mutate({ charity, name }));
      terminal.line(`${done.name} : clos.`);
    });
}

interface MemberFlags extends CharityFlag {
  readonly where: string;
  readonly level: Level;
  readonly yes?: string;
}

function registerMembers(group: Command, { env, terminal }: CommandContext): void {
  const levels = LEVELS.map((level) => `${level} (${LEVEL_WORDS[level]})`).join(', ');
  const act = async (name: string, { charity, where, yes }: MemberFlags, level: Level | null) => {
    const count = await callServer(env, (rpc) => rpc.people.count.mutate({ charity, where }));
    const what = level === null ? 'Faire sortir' : 'Faire entrer';
    const expected = await confirmCount(terminal, { count, yes, what });
    const asked = { charity, group: name, where, level, expected };
    const done = await callServer(env, (rpc) => rpc.groups.join.mutate(asked));
    const said = level === null ? 'sortie(s)' : `changement(s), niveau ${LEVEL_WORDS[level]}`;
    const back = done.editId === '' ? '' : ` Pour revenir : plateau people undo ${done.editId}`;
    terminal.line(`${name} : ${inNumber(done.changed, said)}.${back}`);
  };
  group
    .command('add')
    .description('fait entrer dans un groupe les personnes d’une recherche, ou change leur niveau')
    .argument('<nom>', NAME)
    .requiredOption('--where <recherche>', 'les personnes que trouve cette recherche')
    .addOption(new Option('--level <niveau>', levels).choices(LEVELS).default('member'))
    .option('--yes <n>', 'le nombre de fiches attendu, sans question')
    .addOption(charityOption())
    .addHelpText('after', '\nExemple : plateau group add "GL Caen" --where "ville:caen statut:confirmé"')
    .action(async (name: string, flags: MemberFlags) => act(name, flags, flags.level));
  group
    .command('remove')
    .description('fait sortir d’un groupe les personnes d’une recherche ; leur histoire reste')
    .argument('<nom>', NAME)
    .requiredOption('--where <recherche>', 'les personnes que trouve cette recherche')
    .option('--yes <n>', 'le nombre de fiches attendu, sans question')
    .addOption(charityOption())
    .addHelpText('after', '\nExemple : plateau group remove "GL Caen" --where "groupe:caen statut:ancien"')
    .action(async (name: string, flags: MemberFlags) => act(name, flags, null));
}
