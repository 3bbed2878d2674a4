import { writeFileSync } from 'node:fs';
import { PROVIDER_LINES, type Provider } from '../../server/domain/house/provider.ts';
import { ROLE_LABEL, ROLES, type Role } from '../../shared/roles.ts';
import { askNewPassphrase } from '../cli/asking/new-passphrase.ts';
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

const LATER = [
  { value: 'now', label: 'Maintenant' },
  { value: 'later', label: 'Plus tard (relancez plateau setup)' },
] as const;

const isLater = async (terminal: Terminal, what: string) =>
  (await chooseOne(terminal, what, LATER)) === 'later';

async function askPlaces({ terminal }: SetupState): Promise<SetupPlan> {
  const data = await asked(terminal, 'Dossier des données', './plateau-data');
  const backups = await asked(terminal, 'Dossier des sauvegardes, sur un autre disque (vide : plus tard)');
  const listen = await asked(terminal, 'Adresse du serveur', '127.0.0.1:7040');
  const ssh = await asked(terminal, 'Adresse des postes par SSH', '0.0.0.0:2222');
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

async function askDrop({ terminal }: SetupState): Promise<SetupPlan> {
  if (await isLater(terminal, 'Dépôt SFTP de l’association')) return {};
  const url = await asked(terminal, 'Adresse (sftp://utilisateur@hôte:port/dossier)');
  const keyFile = await asked(terminal, 'Clé privée SSH du dépôt (fichier 0600)');
  const hostKey = await asked(
    terminal,
    'Empreinte de l’hôte (SHA256:…, par ssh-keyscan hôte | ssh-keygen -lf -)',
  );
  return { drop: { url, keyFile, hostKey } };
}

async function askRelay({ terminal }: SetupState): Promise<SetupPlan> {
  if (await isLater(terminal, 'Relais d’e-mails')) return {};
  const url = await asked(terminal, 'Relais (smtp://hôte:587 ou smtps://utilisateur@hôte:465)');
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
  const charityKey = await asked(terminal, 'Clé publique de l’association, .asc (vide : plus tard)');
  return charityKey === '' ? {} : { charityKey };
}

const ROLE_CHOICES = ROLES.map((role) => ({ value: role, label: ROLE_LABEL[role] }));

async function askPeople(state: SetupState): Promise<SetupPlan> {
  const { terminal } = state;
  const campaigns = await campaignsOf(state);
  const until =
    campaigns
      .map(({ settings }) => settings.ends)
      .sort()
      .at(-1) ?? '';
  const people: PlannedPerson[] = [];
  for (;;) {
    const role = people.length === 0 ? 'dataOfficer' : await nextRole(terminal);
    if (role === 'none') return { people };
    const login = await asked(terminal, `Identifiant (${ROLE_LABEL[role]})`);
    const name = await asked(terminal, 'Nom affiché', login);
    const last = await asked(terminal, 'Dernier jour inclus, AAAA-MM-JJ', until);
    people.push({
      login,
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
  chooseOne<Role | 'none'>(terminal, 'Une autre personne ?', [
    { value: 'none', label: 'Non, c’est tout' },
    ...ROLE_CHOICES,
  ]);

/** Ops and the data officer serve every campaign. */
function worksFor(role: Role, campaigns: readonly string[]): string[] {
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
