import { statSync, writeFileSync } from 'node:fs';
import { readConfig } from '../../server/config/config.ts';
import { LOGIN_RULE, loginOf } from '../../server/domain/access/account-rules.ts';
import { PROVIDER_LINES, type Provider } from '../../server/domain/house/provider.ts';
import { isAppError } from '../../shared/errors.ts';
import { GIVEN_ROLES, type GivenRole, ROLE_LABEL } from '../../shared/roles.ts';
import { askNewPassphrase } from '../cli/asking/new-passphrase.ts';
import { dayEnd, dayOf } from '../cli/flag-values.ts';
import type { Env } from '../cli/host.ts';
import type { Terminal } from '../cli/terminal.ts';
import { chooseOne } from './select-prompt.tsx';
import type { PlannedPerson, SetupPlan } from './setup-plan.ts';
import { campaignsOf } from './setup-standing.ts';
import type { SetupState } from './setup-state.ts';
import type { SetupStep } from './setup-steps.ts';

type Asking = (state: SetupState) => Promise<SetupPlan>;

/** An answer, or what stands when nothing is typed. */
async function asked(terminal: Terminal, question: string, otherwise = ''): Promise<string> {
  const shown = otherwise === '' ? `${question} : ` : `${question} [${otherwise}] : `;
  return (await terminal.ask(shown)).trim() || otherwise;
}

/** The same until it can be used: `problem` says in French why an answer cannot. */
async function askedWell(
  terminal: Terminal,
  { question, otherwise = '' }: { readonly question: string; readonly otherwise?: string },
  problem: (answer: string) => string | undefined,
): Promise<string> {
  for (;;) {
    const answer = await asked(terminal, question, otherwise);
    const why = problem(answer);
    if (why === undefined) return answer;
    terminal.line(why);
  }
}

/** Would the installation read that value, beside those others? Once in `.env` a wrong one must be mended there by hand. */
function settingProblem(name: string, others: Env = {}): (typed: string) => string | undefined {
  return (typed) => {
    if (typed === '') return 'Il en faut une.';
    try {
      readConfig({ ...others, [name]: typed });
      return undefined;
    } catch (error) {
      if (!isAppError(error)) throw error;
      const why = error.message.replace(`${name} : `, '');
      return `${why.charAt(0).toUpperCase()}${why.slice(1)}`;
    }
  };
}

function fileProblem(typed: string): string | undefined {
  return statSync(typed, { throwIfNoEntry: false })?.isFile()
    ? undefined
    : `« ${typed} » n’est pas un fichier de cette machine.`;
}

const LATER = [
  { value: 'now', label: 'Maintenant' },
  { value: 'later', label: 'Plus tard (relancez plateau setup)' },
] as const;

const isLater = async (terminal: Terminal, what: string) =>
  (await chooseOne(terminal, what, LATER)) === 'later';

async function askPlaces({ terminal }: SetupState): Promise<SetupPlan> {
  const data = await asked(terminal, 'Dossier des données', './plateau-data');
  const backups = await asked(terminal, 'Dossier des sauvegardes, sur un autre disque (vide : plus tard)');
  const listen = await askedWell(
    terminal,
    { question: 'Adresse du serveur', otherwise: '127.0.0.1:7040' },
    settingProblem('PLATEAU_LISTEN'),
  );
  const ssh = await askedWell(
    terminal,
    { question: 'Adresse des postes par SSH', otherwise: '0.0.0.0:2222' },
    settingProblem('PLATEAU_SSH_LISTEN'),
  );
  return { places: { data, listen, ssh, ...(backups && { backups }) } };
}

async function askPassphrase(state: SetupState): Promise<SetupPlan> {
  const { terminal } = state;
  const where = await chooseOne(terminal, 'Au démarrage du serveur, la phrase secrète est', [
    { value: 'asked', label: 'demandée au terminal (personne n’est là la nuit : le serveur attend)' },
    { value: 'file', label: 'lue dans un fichier 0600 de cette machine' },
  ]);
  if (where === 'asked') {
    state.keepPassphrase(await askNewPassphrase(terminal));
    return {};
  }
  const passphraseFile = await asked(terminal, 'Fichier de la phrase', './phrase-secrete');
  writeFileSync(passphraseFile, `${await askNewPassphrase(terminal)}\n`, { flag: 'wx', mode: 0o600 });
  return { passphraseFile };
}

/** Of the right form: the address is asked before the host is. */
const ANY_HOST_KEY = `SHA256:${'A'.repeat(43)}`;

async function askDrop({ terminal }: SetupState): Promise<SetupPlan> {
  if (await isLater(terminal, 'Dépôt SFTP de l’association')) return {};
  const url = await askedWell(
    terminal,
    { question: 'Adresse (sftp://utilisateur@hôte:port/dossier)' },
    settingProblem('PLATEAU_DROP_URL', { PLATEAU_DROP_KEY_FILE: 'cle', PLATEAU_DROP_HOST_KEY: ANY_HOST_KEY }),
  );
  const keyFile = await askedWell(
    terminal,
    { question: 'Clé privée SSH du dépôt (fichier 0600)' },
    fileProblem,
  );
  const hostKey = await askedWell(
    terminal,
    { question: 'Empreinte de l’hôte (SHA256:…, par ssh-keyscan hôte | ssh-keygen -lf -)' },
    settingProblem('PLATEAU_DROP_HOST_KEY', { PLATEAU_DROP_URL: url, PLATEAU_DROP_KEY_FILE: keyFile }),
  );
  return { drop: { url, keyFile, hostKey } };
}

async function askRelay({ terminal }: SetupState): Promise<SetupPlan> {
  if (await isLater(terminal, 'Relais d’e-mails')) return {};
  const url = await askedWell(
    terminal,
    { question: 'Relais (smtp://hôte:587 ou smtps://utilisateur@hôte:465)' },
    settingProblem('PLATEAU_SMTP_URL'),
  );
  const passwordFile = await asked(terminal, 'Fichier 0600 de son mot de passe (vide : aucun)');
  const tls = await chooseOne(terminal, 'Chiffrement exigé', [
    { value: 'on', label: 'oui' },
    { value: 'off', label: 'non : relais de cette machine seulement' },
  ]);
  return { relay: { url, requireTls: tls === 'on', ...(passwordFile && { passwordFile }) } };
}

async function askSchedule({ terminal }: SetupState): Promise<SetupPlan> {
  const answer = await chooseOne(terminal, 'E-mails, urgents de 20 h 45 et remise du mardi soir', [
    { value: 'on', label: 'tout seuls' },
    { value: 'off', label: 'à la main (essais)' },
  ]);
  return { schedule: answer === 'on' };
}

async function askProvider({ terminal }: SetupState): Promise<SetupPlan> {
  if (await isLater(terminal, 'Ce que les papiers et l’offre disent de la maison')) return {};
  const provider: Partial<Record<keyof Provider, string>> = {};
  for (const [line, question] of Object.entries(PROVIDER_LINES) as [keyof Provider, string][]) {
    const answer = await asked(terminal, `${question} (vide : plus tard)`);
    if (answer !== '') provider[line] = answer;
  }
  return { provider };
}

const SHIPPED = [
  { value: 'upgrade-fr', label: 'Augmentation, France' },
  { value: 'upgrade-be', label: 'Augmentation, Belgique' },
  { value: 'upgrade-ch', label: 'Augmentation, Suisse' },
  { value: 'reactivation-fr', label: 'Réactivation, France' },
  { value: 'reactivation-be', label: 'Réactivation, Belgique' },
  { value: 'thanks-fr', label: 'Remerciement, France' },
  { value: 'folder', label: 'Un dossier à moi' },
] as const;

async function askCampaign({ terminal }: SetupState): Promise<SetupPlan> {
  const campaign = await chooseOne(terminal, 'Campagne', SHIPPED);
  return { campaign: campaign === 'folder' ? await asked(terminal, 'Dossier de la campagne') : campaign };
}

async function askCharityKey({ terminal }: SetupState): Promise<SetupPlan> {
  const charityKey = await askedWell(
    terminal,
    { question: 'Clé publique de l’association, .asc (vide : plus tard)' },
    (typed) => (typed === '' ? undefined : fileProblem(typed)),
  );
  return charityKey === '' ? {} : { charityKey };
}

const ROLE_CHOICES = GIVEN_ROLES.map((role) => ({ value: role, label: ROLE_LABEL[role] }));

function loginProblem(typed: string, people: readonly PlannedPerson[]): string | undefined {
  const login = loginOf(typed);
  if (login === undefined) return LOGIN_RULE;
  return people.some((one) => one.login === login) ? `${login} est déjà donné plus haut.` : undefined;
}

function lastDayProblem(typed: string, nowMs: number): string | undefined {
  if (!isDay(typed)) return 'Un jour qui existe, écrit comme 2027-01-31.';
  return dayEnd(typed) > nowMs ? undefined : 'Ce jour est passé.';
}

function isDay(typed: string): boolean {
  try {
    return dayOf(typed) === typed;
  } catch {
    return false;
  }
}

async function askPeople(state: SetupState): Promise<SetupPlan> {
  const { terminal } = state;
  const campaigns = await campaignsOf(state);
  const until =
    campaigns
      .map(({ settings }) => settings.ends)
      .sort()
      .at(-1) ?? '';
  const nowMs = await state.onHouse(async ({ app }) => app.clock.nowMs());
  const people: PlannedPerson[] = [];
  for (;;) {
    const role = people.length === 0 ? 'dataOfficer' : await nextRole(terminal);
    if (role === 'none') return { people };
    const login = await askedWell(terminal, { question: `Identifiant (${ROLE_LABEL[role]})` }, (typed) =>
      loginProblem(typed, people),
    );
    const name = await asked(terminal, 'Nom affiché', login);
    const lastDay = { question: 'Dernier jour inclus, AAAA-MM-JJ', otherwise: until };
    const last = await askedWell(terminal, lastDay, (typed) => lastDayProblem(typed, nowMs));
    people.push({
      login: loginOf(login) ?? login,
      name,
      role,
      campaigns: worksFor(
        role,
        campaigns.map(({ code }) => code),
      ),
      until: last,
    });
  }
}

const nextRole = (terminal: Terminal) =>
  chooseOne<GivenRole | 'none'>(terminal, 'Une autre personne ?', [
    { value: 'none', label: 'Non, c’est tout' },
    ...ROLE_CHOICES,
  ]);

/** Ops and the data officer serve every campaign. */
function worksFor(role: GivenRole, campaigns: readonly string[]): string[] {
  return role === 'ops' || role === 'dataOfficer' ? [] : [...campaigns];
}

const QUESTIONS: Partial<Record<SetupStep['part'], Asking>> = {
  places: askPlaces,
  passphraseFile: askPassphrase,
  drop: askDrop,
  relay: askRelay,
  schedule: askSchedule,
  provider: askProvider,
  campaign: askCampaign,
  charityKey: askCharityKey,
  people: askPeople,
};

/** What the person answers for that part; a part that asks nothing has an empty plan. */
export async function askPlan(part: SetupStep['part'], state: SetupState): Promise<SetupPlan> {
  return (await QUESTIONS[part]?.(state)) ?? {};
}
