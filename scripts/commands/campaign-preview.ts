import { rename, writeFile } from 'node:fs/promises';
import type { Command } from 'commander';
import { type Profiled, profileDimensions } from '../../server/domain/campaign/profile-settings.ts';
import type { ScriptPage } from '../../server/domain/said/script-page.ts';
import type { Card } from '../../shared/card.ts';
import { AppError } from '../../shared/errors.ts';
import { classWords, type ProfileClasses } from '../../shared/profile-classes.ts';
import { checkedCampaign } from '../campaign-folders/checked-campaign.ts';
import type { CommandContext } from '../cli/command-context.ts';
import { shippedPath } from '../cli/program-folder.ts';

interface PreviewFlags {
  readonly donor: string | true;
  /** Absent: the main one. */
  readonly path?: string;
  readonly html?: string;
  readonly profile?: string;
}

function unknown(what: string, name: string, known: readonly { name: string; about: string }[]): AppError {
  return new AppError({
    code: 'preview-unknown',
    kind: 'invalid',
    message: `Cette campagne n’a pas de ${what} « ${name} ».`,
    hint: `Choisissez : ${known.map((one) => `${one.name} (${one.about})`).join(', ')}.`,
  });
}

/** `canal=RUE,age=65_ET_PLUS`, among the campaign's. AppError `preview-unknown`. */
function wantedClasses(settings: Profiled, text: string): ProfileClasses {
  const known = profileDimensions(settings).flatMap(({ name, label, classes }) =>
    classes.map((code) => ({ name: `${name}=${code}`, about: `${label} : ${classWords(code)}` })),
  );
  return Object.fromEntries(
    text.split(',').map((one) => {
      if (!known.some(({ name }) => name === one)) throw unknown('profil', one, known);
      const [name = '', code = ''] = one.split('=');
      return [name, code];
    }),
  );
}

/** There whole or not at all. */
export async function writeWhole(file: string, text: string): Promise<void> {
  await writeFile(`${file}.partial`, text, { mode: 0o644 });
  await rename(`${file}.partial`, file);
}

async function writeScriptPage(file: string, page: Omit<ScriptPage, 'values'>, card: Card): Promise<void> {
  const { scriptPageHtml } = await import('../../server/domain/said/script-page.ts');
  const { scriptVariables } = await import('../../shared/script-variables.ts');
  const { PREVIEW_AGENT } = await import('../../server/domain/said/approval-page.ts');
  const values = scriptVariables(card, { agentFirstName: PREVIEW_AGENT });
  await writeWhole(file, scriptPageHtml({ ...page, values }));
}

async function preview(dir: string, flags: PreviewFlags, { terminal }: CommandContext): Promise<void> {
  const { callingRules } = await import('../../server/domain/calling-rules/calling-rules.ts');
  const { sampleDonors } = await import('../../server/domain/script/script-preview-samples.ts');
  const { previewCard } = await import('../../server/domain/script/script-preview-card.ts');
  const { pathsOf, pathTo } = await import('../../server/domain/script/script-preview-paths.ts');
  const { settings, script, sha256, drafts } = await checkedCampaign(dir);
  const donors = sampleDonors(settings);
  if (flags.donor === true) {
    for (const { name, about } of donors) terminal.line(`${name.padEnd(16)} ${about}`);
    return;
  }
  const sample = donors.find((one) => one.name === flags.donor);
  if (!sample) throw unknown('personne fictive', flags.donor, donors);
  const paths = pathsOf(script);
  const wanted = flags.path === undefined ? paths[0] : paths.find((one) => one.name === flags.path);
  const walk = wanted && pathTo(script, wanted);
  if (!wanted || !walk) throw unknown('chemin', flags.path ?? '', paths);
  const rules = callingRules();
  const classes = flags.profile === undefined ? {} : wantedClasses(settings, flags.profile);
  const card = previewCard({ settings, scriptVersion: script.version, donor: sample.donor, rules, classes });
  if (flags.html !== undefined) {
    const mainPath = walk.path.map((step) => step.node);
    const { partsOfFolder } = await import('../../server/domain/said/script-page-parts.ts');
    await writeScriptPage(flags.html, { settings, script, parts: partsOfFolder(drafts), mainPath }, card);
    terminal.line(`Page écrite : ${flags.html}`);
    terminal.line(`Script ${script.version}, SHA-256 ${sha256}`);
    return;
  }
  const { PREVIEW_AGENT } = await import('../../server/domain/said/approval-page.ts');
  const { previewHead, previewText } = await import('../../server/domain/script/script-preview.ts');
  const head = previewHead({ settings, script, sample, wanted, classes: card.classes ?? {} });
  const text = previewText({ script, card, ...walk, agentFirstName: PREVIEW_AGENT });
  terminal.lines([...head.split('\n'), '', ...text.split('\n')]);
}

/**
 * `plateau campaign preview`: a call as it would be read, or the whole script as a page to approve. Reads files, writes
 * the page only.
 */
export function registerCampaignPreview(campaign: Command, context: CommandContext): void {
  campaign
    .command('preview')
    .addHelpText(
      'after',
      '\nExemple : plateau campaign preview server/campaigns/upgrade-fr --html script.html',
    )
    .argument('<dossier>', 'dossier de campagne vérifié', shippedPath)
    .option('--donor [nom]', 'personne fictive ; sans nom : en donne la liste', 'sample')
    .option('--path <chemin>', 'accord, objection, refus, ponctuel, opposition… (par défaut : le principal)')
    .option('--profile <classes>', 'lit le script pour ces classes : canal=RUE,age=65_ET_PLUS')
    .option('--html <fichier>', 'écrit tout ce qui est dit et envoyé en une page à lire et à approuver')
    .description('montre un appel comme on le lirait, avec une personne fictive')
    .action((dir: string, flags: PreviewFlags) => preview(dir, flags, context));
}
