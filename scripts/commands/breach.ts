import { type Command, InvalidArgumentError } from 'commander';
import {
  BREACH_EVENT_LABEL,
  BREACH_KIND_LABEL,
  BREACH_KINDS,
  type BreachKind,
  type BreachLevel,
} from '../../server/domain/papers/breach.ts';
import { stateText } from '../../server/domain/wording/custody-words.ts';
import { inNumber } from '../../shared/french-plural.ts';
import { shortInstant, sinceText } from '../cli/amounts-and-dates.ts';
import type { CommandContext } from '../cli/command-context.ts';
import { roomForAs, writeAs } from '../cli/files/made-files.ts';
import { INSTANT_FORMS, instantOf, listOf } from '../cli/flag-values.ts';
import { type JsonFlag, jsonOption, jsonOr } from '../cli/json-output.ts';
import { callServer, type Rpc } from '../cli/rpc.ts';
import { type Terminal, textTable } from '../cli/terminal.ts';

type Breach = Awaited<ReturnType<Rpc['papers']['breach']['query']>>;

const LEVEL: Record<BreachLevel, string> = {
  calm: 'association à prévenir',
  late: 'EN RETARD sur nos 24 h',
  'last-day': 'MOINS DE 24 H avant les 72 h',
  overdue: '72 H DÉPASSÉES',
  told: 'association prévenue',
  closed: 'clos',
};

function kindsOf(text: string): BreachKind[] {
  const kinds = listOf(text);
  const unknown = kinds.find((one) => !(BREACH_KINDS as readonly string[]).includes(one));
  if (unknown !== undefined) throw new InvalidArgumentError(`attend ${BREACH_KINDS.join(', ')}`);
  return kinds as BreachKind[];
}

function clockText({ leftMs, level }: Breach['clock']): string {
  if (level === 'told' || level === 'closed') return LEVEL[level];
  return `${LEVEL[level]} — ${leftMs >= 0 ? `il reste ${sinceText(leftMs)}` : `dépassé de ${sinceText(-leftMs)}`}`;
}

function show(terminal: Terminal, one: Breach): void {
  terminal.line(`${one.id} — ${one.kinds.map((kind) => BREACH_KIND_LABEL[kind]).join(' ; ')}`);
  terminal.line(`  découverte ${shortInstant(one.discoveredAtMs)} ; ouvert par ${one.openedBy}`);
  terminal.line(`  ${one.reason}`);
  terminal.line(`  association avant ${shortInstant(one.clock.charityDueAtMs)} (notre règle, 24 h)`);
  terminal.line(`  72 h          ${shortInstant(one.clock.authorityDueAtMs)} : ${clockText(one.clock)}`);
  for (const { code, state, received, records, called } of one.facts.campaigns)
    terminal.line(
      `  ${code} (${stateText(state)}) : ${inNumber(received, 'ligne(s) reçue(s)')}, ${inNumber(records, 'fiche(s)')}, ${inNumber(called, 'appelée(s)')}`,
    );
  for (const { charity, people } of one.facts.directories ?? [])
    terminal.line(`  annuaire      ${charity} : ${inNumber(people, 'personne(s)')}`);
  terminal.line(`  accès         ${one.facts.access.map(({ login }) => login).join(', ') || 'personne'}`);
  terminal.line(`  sauvegardes   ${inNumber(one.facts.backups, 'scellée(s)')}, de ces campagnes`);
  for (const { atMs, kind, by, text } of one.events)
    terminal.line(`  ${shortInstant(atMs)} ${BREACH_EVENT_LABEL[kind]} (${by}) : ${text}`);
}

/** Breaches of personal data (R-34): the file, its clock, and the pack for the charity. */
export function registerBreach(program: Command, context: CommandContext): void {
  const breach = program
    .command('breach')
    .description('violations de données : dossier, horloge de 72 h, remise (responsable des données)');
  registerOpen(breach, context);
  registerReading(breach, context);
  registerFollowing(breach, context);
}

function registerOpen(breach: Command, { env, terminal }: CommandContext): void {
  breach
    .command('open')
    .requiredOption('--campaign <codes>', 'campagnes touchées, séparées par des virgules', listOf)
    .requiredOption('--kind <natures>', `${BREACH_KINDS.join(', ')} ; plusieurs : virgules`, kindsOf)
    .requiredOption('--discovered <instant>', `quand la maison l’a su : ${INSTANT_FORMS}`, instantOf)
    .requiredOption('--reason <texte>', 'ce qui s’est passé, sans nom ni coordonnée')
    .addOption(jsonOption())
    .description('ouvre un dossier : rassemble campagnes, nombres, chiffrement, accès et journal')
    .addHelpText(
      'after',
      '\nExemple : plateau breach open --campaign UPG-FR-2026 --kind confidentialite --discovered 2026-11-24T09:30+01:00 --reason "poste de chef volé, session ouverte"',
    )
    .action(async (flags: JsonFlag & OpenFlags) => {
      const { campaign: campaigns, kind: kinds, discovered: discoveredAtMs, reason } = flags;
      const input = { campaigns, kinds, discoveredAtMs, reason };
      const opened = await callServer(env, (rpc) => rpc.papers.openBreach.mutate(input));
      jsonOr({ ...flags, terminal }, opened, () => {
        show(terminal, opened);
        terminal.line(`Ensuite : plateau breach pack ${opened.id} --out dossier, et prévenez l’association.`);
      });
    });
}

interface OpenFlags {
  readonly campaign: string[];
  readonly kind: BreachKind[];
  readonly discovered: number;
  readonly reason: string;
}

function registerReading(breach: Command, { env, terminal }: CommandContext): void {
  breach
    .command('list')
    .description('les dossiers et leur horloge')
    .addOption(jsonOption())
    .addHelpText('after', '\nExemple : plateau breach list')
    .action(async (flags: JsonFlag) => {
      const all = await callServer(env, (rpc) => rpc.papers.breaches.query());
      jsonOr({ ...flags, terminal }, all, () => {
        if (all.length === 0) return terminal.line('Aucun dossier.');
        const rows = all.map((one) => [
          one.id,
          one.campaigns.join(' '),
          shortInstant(one.discoveredAtMs),
          clockText(one.clock),
        ]);
        terminal.lines(textTable(['Dossier', 'Campagnes', 'Découverte', 'Où en est-on'], rows));
      });
    });
  breach
    .command('show')
    .argument('<dossier>', 'numéro donné par « breach list »')
    .description('un dossier, ses suites, le temps qui reste')
    .addOption(jsonOption())
    .addHelpText('after', '\nExemple : plateau breach show INC-DONNEES-2026-1')
    .action(async (id: string, flags: JsonFlag) => {
      const one = await callServer(env, (rpc) => rpc.papers.breach.query({ id }));
      jsonOr({ ...flags, terminal }, one, () => show(terminal, one));
    });
  breach
    .command('pack')
    .argument('<dossier>', 'numéro donné par « breach list »')
    .requiredOption('--out <fichier>', 'nom des fichiers à écrire, sans fin : .pdf, .md, .json et leurs .asc')
    .description('écrit le dossier signé, à remettre à l’association')
    .addHelpText('after', '\nExemple : plateau breach pack INC-DONNEES-2026-1 --out INC-DONNEES-2026-1')
    .action(async (id: string, flags: { out: string }) => {
      roomForAs(flags.out);
      const files = await callServer(env, (rpc) => rpc.papers.packBreach.mutate({ id }));
      for (const path of writeAs(flags.out, files)) terminal.line(path);
      terminal.line(`Remis à l’association ? plateau breach note ${id} --what charity-told --text "…"`);
    });
}

function registerFollowing(breach: Command, { env, terminal }: CommandContext): void {
  const follow = async (id: string, kind: Following, text: string) => {
    show(terminal, await callServer(env, (rpc) => rpc.papers.followBreach.mutate({ id, kind, text })));
  };
  breach
    .command('note')
    .argument('<dossier>', 'numéro donné par « breach list »')
    .requiredOption('--text <texte>', 'ce qu’on sait de plus, sans nom ni coordonnée')
    .option(
      '--what <quoi>',
      'note, measure (mesure prise) ou charity-told (association prévenue)',
      whatOf,
      'note',
    )
    .description('ajoute au dossier ; rien ne s’y réécrit')
    .addHelpText(
      'after',
      '\nExemple : plateau breach note INC-DONNEES-2026-1 --what charity-told --text "appel à 11 h, dossier remis au dépôt"',
    )
    .action((id: string, flags: { text: string; what: Following }) => follow(id, flags.what, flags.text));
  breach
    .command('close')
    .argument('<dossier>', 'numéro donné par « breach list »')
    .requiredOption('--reason <texte>', 'ce qui est réparé, et ce qui change')
    .description('clôt le dossier, une fois l’association prévenue')
    .addHelpText(
      'after',
      '\nExemple : plateau breach close INC-DONNEES-2026-1 --reason "mots de passe changés"',
    )
    .action((id: string, flags: { reason: string }) => follow(id, 'closed', flags.reason));
}

type Following = 'note' | 'measure' | 'charity-told' | 'closed';

function whatOf(text: string): Following {
  if (text === 'note' || text === 'measure' || text === 'charity-told') return text;
  throw new InvalidArgumentError('attend note, measure ou charity-told');
}
