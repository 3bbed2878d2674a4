import type { Command } from 'commander';
import { problemLine } from '../../server/domain/campaign/campaign-check-problem.ts';
import { isFileOf } from '../../server/domain/said/script-draft.ts';
import type { ScriptKind } from '../../server/domain/said/script-parts.ts';
import type { ScriptLife } from '../../server/ports/rows/script-lives.ts';
import { AppError } from '../../shared/errors.ts';
import { inNumber } from '../../shared/french-plural.ts';
import type { CommandContext } from '../cli/command-context.ts';
import { INSTANT_FORMS, instantOf } from '../cli/flag-values.ts';
import { type JsonFlag, jsonOption, jsonOr } from '../cli/json-output.ts';
import { shippedPath } from '../cli/program-folder.ts';
import { callServer } from '../cli/rpc.ts';
import { registerScriptEdition } from './script-edition.ts';
import { registerScriptPage } from './script-page-command.ts';
import { bodyLines, changeLines, diffText, KIND_HELP, kindOf, lifeLines, lifeTable } from './script-words.ts';

interface Flags extends JsonFlag {
  readonly kind: ScriptKind;
}

const CAMPAIGN = 'code de la campagne';
const VERSION = 'version (plateau script list)';

/** The files of a folder that make the version: the others stay here. */
async function filesOf(dir: string, kind: ScriptKind) {
  const { openCheckingFolder } = await import('../../server/context.ts');
  const files = [...(await openCheckingFolder().read(dir))].filter(([path]) => isFileOf(kind, path));
  return files.map(([path, text]) => ({ path, text }));
}

function say({ terminal }: CommandContext, changed: boolean, life: ScriptLife): void {
  terminal.line(changed ? 'Fait.' : 'Rien à changer.');
  for (const line of lifeLines(life)) terminal.line(line);
}

/** `plateau script`: what is said and sent to donors, from draft to approval to calls. */
export function registerScript(program: Command, context: CommandContext): void {
  const script = program
    .command('script')
    .description(
      'ce qui est dit et envoyé (script, notes, thèmes, montants, mentions, e-mails), du brouillon à la mise en vigueur',
    );
  registerImport(script, context);
  registerSubmit(script, context);
  registerApprove(script, context);
  registerEnforce(script, context);
  registerRetire(script, context);
  registerReading(script, context);
  registerDiff(script, context);
  registerScriptPage(script, context);
  registerScriptEdition(script, context);
}

function registerImport(script: Command, context: CommandContext): void {
  const { env, terminal } = context;
  script
    .command('import')
    .argument('<campagne>', CAMPAIGN)
    .argument('<dossier>', 'dossier de la campagne', shippedPath)
    .description('garde une version comme brouillon, après les contrôles de campaign check (exploitation)')
    .option('--kind <genre>', KIND_HELP, kindOf, 'script')
    .addOption(jsonOption())
    .addHelpText('after', '\nExemple : plateau script import UPG-FR-2026 ./upgrade-fr')
    .action(async (campaign: string, dir: string, flags: Flags) => {
      const { kind } = flags;
      const files = await filesOf(dir, kind);
      const done = await callServer(env, (rpc) => rpc.scripts.import.mutate({ campaign, kind, files }));
      if (done.kind === 'faulty') {
        for (const one of done.problems) terminal.line(problemLine(one));
        throw new AppError({
          code: 'campaign-invalid',
          kind: 'invalid',
          message: `${inNumber(done.problems.length, 'défaut(s)')} : rien n’a été gardé.`,
          hint: 'Corrigez les lignes citées, puis importez de nouveau.',
        });
      }
      jsonOr({ ...flags, terminal }, done, () => {
        say(context, done.changed, done.life);
        if (done.life.state === 'draft')
          terminal.line(`Suite : plateau script submit ${campaign} ${done.life.version}${kindFlag(kind)}`);
      });
    });
}

const kindFlag = (kind: ScriptKind) => (kind === 'script' ? '' : ` --kind ${kind}`);

function registerSubmit(script: Command, context: CommandContext): void {
  script
    .command('submit')
    .argument('<campagne>', CAMPAIGN)
    .argument('<version>', VERSION)
    .description('dit que la version est donnée à lire à l’association (exploitation, chef d’équipe)')
    .option('--kind <genre>', KIND_HELP, kindOf, 'script')
    .addHelpText('after', '\nExemple : plateau script submit UPG-FR-2026 upg-fr-3')
    .action(async (campaign: string, version: string, flags: Flags) => {
      const key = { campaign, version, kind: flags.kind };
      const { changed, life } = await callServer(context.env, (rpc) => rpc.scripts.submit.mutate(key));
      say(context, changed, life);
    });
}

function registerApprove(script: Command, context: CommandContext): void {
  script
    .command('approve')
    .argument('<campagne>', CAMPAIGN)
    .argument('<version>', VERSION)
    .description('enregistre l’approbation de l’association (exploitation, responsable des données)')
    .requiredOption('--by <texte>', 'qui a approuvé et sa référence, 120 signes au plus')
    .requiredOption('--hash <empreinte>', '12 signes au moins de l’empreinte que porte la page lue')
    .option('--kind <genre>', KIND_HELP, kindOf, 'script')
    .addHelpText(
      'after',
      '\nExemple : plateau script approve UPG-FR-2026 upg-fr-3 --by "Direction des dons, courriel du 24/11" --hash 3fa1b2c4d5e6',
    )
    .action(async (campaign: string, version: string, flags: Flags & { by: string; hash: string }) => {
      const { by, hash } = flags;
      const input = { campaign, version, kind: flags.kind, by, hash };
      const { changed, life } = await callServer(context.env, (rpc) => rpc.scripts.approve.mutate(input));
      say(context, changed, life);
    });
}

function registerEnforce(script: Command, context: CommandContext): void {
  script
    .command('enforce')
    .argument('<campagne>', CAMPAIGN)
    .argument('<version>', VERSION)
    .description(
      'met une version approuvée en vigueur ; les appels en cours finissent sur la leur (exploitation)',
    )
    .option('--from <instant>', `à partir de quand ; sans : maintenant. ${INSTANT_FORMS}`, instantOf)
    .option('--kind <genre>', KIND_HELP, kindOf, 'script')
    .addHelpText('after', '\nExemple : plateau script enforce UPG-FR-2026 upg-fr-3 --from 2026-12-01')
    .action(async (campaign: string, version: string, flags: Flags & { from?: number }) => {
      const input = { campaign, version, kind: flags.kind, fromMs: flags.from };
      const { changed, life } = await callServer(context.env, (rpc) => rpc.scripts.enforce.mutate(input));
      say(context, changed, life);
    });
}

function registerRetire(script: Command, context: CommandContext): void {
  script
    .command('retire')
    .argument('<campagne>', CAMPAIGN)
    .argument('<version>', VERSION)
    .description('retire pour de bon une version qui n’est pas en vigueur (exploitation)')
    .requiredOption('--reason <texte>', 'motif, gardé au journal (5 signes au moins)')
    .option('--kind <genre>', KIND_HELP, kindOf, 'script')
    .addHelpText('after', '\nExemple : plateau script retire UPG-FR-2026 upg-fr-1 --reason "Chiffre périmé"')
    .action(async (campaign: string, version: string, flags: Flags & { reason: string }) => {
      const input = { campaign, version, kind: flags.kind, reason: flags.reason };
      const { changed, life } = await callServer(context.env, (rpc) => rpc.scripts.retire.mutate(input));
      say(context, changed, life);
    });
}

function registerReading(script: Command, { env, terminal }: CommandContext): void {
  script
    .command('list')
    .argument('<campagne>', CAMPAIGN)
    .description('les versions d’une campagne, leur état, qui les a approuvées')
    .addOption(jsonOption())
    .addHelpText('after', '\nExemple : plateau script list UPG-FR-2026')
    .action(async (campaign: string, flags: JsonFlag) => {
      const lives = await callServer(env, (rpc) => rpc.scripts.list.query({ campaign }));
      jsonOr({ ...flags, terminal }, lives, () =>
        terminal.lines(lives.length === 0 ? ['Aucune version suivie.'] : lifeTable(lives)),
      );
    });
  script
    .command('show')
    .argument('<campagne>', CAMPAIGN)
    .argument('<version>', VERSION)
    .description('une version en entier, et qui a fait quoi')
    .option('--kind <genre>', KIND_HELP, kindOf, 'script')
    .addOption(jsonOption())
    .addHelpText('after', '\nExemple : plateau script show UPG-FR-2026 upg-fr-3')
    .action(async (campaign: string, version: string, flags: Flags) => {
      const key = { campaign, version, kind: flags.kind };
      const { life, body } = await callServer(env, (rpc) => rpc.scripts.show.query(key));
      jsonOr({ ...flags, terminal }, { life, body }, () => {
        for (const line of [...lifeLines(life), ...bodyLines(body)]) terminal.line(line);
      });
    });
}

function registerDiff(script: Command, { env, terminal }: CommandContext): void {
  script
    .command('diff')
    .argument('<campagne>', CAMPAIGN)
    .argument('[version]', 'comparée à celle en vigueur ; sans : toutes les parties, ce qui attend')
    .argument('[autre]', 'comparée à la première, au lieu de celle en vigueur')
    .description('ce qui change, à lire avant d’approuver')
    .option('--kind <genre>', KIND_HELP, kindOf, 'script')
    .addOption(jsonOption())
    .addHelpText('after', '\nExemple : plateau script diff UPG-FR-2026')
    .action(async (campaign: string, ...[one, other, flags]: [string?, string?, Flags?]) => {
      const json = { json: flags?.json, terminal };
      if (one === undefined) {
        const changes = await callServer(env, (rpc) => rpc.scripts.changes.query({ campaign }));
        return jsonOr(json, changes, () => terminal.lines(changes.flatMap(changeLines)));
      }
      const versions = other === undefined ? { version: one } : { from: one, version: other };
      const input = { campaign, ...versions, kind: flags?.kind ?? 'script' };
      const diff = await callServer(env, (rpc) => rpc.scripts.diff.query(input));
      jsonOr(json, diff, () => terminal.lines(diffText(diff)));
    });
}
