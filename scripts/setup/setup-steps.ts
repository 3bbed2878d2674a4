import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { examineHouse } from '../../server/steps/house/examine-house.ts';
import { writeInto } from '../cli/files/made-files.ts';
import { showFindings } from '../cli/finding-lines.ts';
import { dayEnd, dayStart } from '../cli/flag-values.ts';
import { hostActor } from '../cli/host.ts';
import { PROGRAM_FOLDER } from '../cli/program-folder.ts';
import type { SetupPlan } from './setup-plan.ts';
import { campaignsOf, kitFolder, loginsOf } from './setup-standing.ts';
import type { SetupState } from './setup-state.ts';
import { showHired } from './show-hired.ts';

/** One part of a set-up: whether it stands already, and what makes it stand. None undoes or replaces anything. */
export interface SetupStep {
  readonly part: keyof SetupPlan | 'keys' | 'kit' | 'doctor';
  readonly title: string;
  /** `plan`: what a file says of the whole set-up; undefined where a person is asked. */
  isDone(state: SetupState, plan: SetupPlan | undefined): boolean | Promise<boolean>;
  /** False when the plan has nothing for it: it is left for a later call. */
  run(state: SetupState, plan: SetupPlan): Promise<boolean>;
}

const isSet =
  (name: string) =>
  ({ folder }: SetupState) =>
    Boolean(folder.read()[name]);
const onOff = (value: boolean | undefined) => (value === undefined ? undefined : value ? 'on' : 'off');

/** A step that only writes variables down; `variables` answers undefined when the plan has none. */
function variableStep(
  step: Pick<SetupStep, 'part' | 'title'> & { readonly sign: string },
  variables: (plan: SetupPlan) => Readonly<Record<string, string | undefined>> | undefined,
): SetupStep {
  return {
    ...step,
    isDone: isSet(step.sign),
    run: async ({ folder }, plan) => {
      const given = variables(plan);
      if (given) folder.add(given);
      return given !== undefined;
    },
  };
}

const PLACES = variableStep(
  { part: 'places', title: 'Dossiers et adresses', sign: 'PLATEAU_DATA_DIR' },
  ({ places }) =>
    places && {
      PLATEAU_DATA_DIR: places.data,
      PLATEAU_BACKUP_DIR: places.backups,
      PLATEAU_LISTEN: places.listen,
      PLATEAU_SERVER: `http://${places.listen.replace(/^0\.0\.0\.0:/, '127.0.0.1:')}`,
      PLATEAU_SSH_LISTEN: places.ssh,
    },
);

const DROP = variableStep(
  { part: 'drop', title: 'Dépôt de l’association', sign: 'PLATEAU_DROP_URL' },
  ({ drop }) =>
    drop && {
      PLATEAU_DROP_URL: drop.url,
      PLATEAU_DROP_KEY_FILE: drop.keyFile,
      PLATEAU_DROP_HOST_KEY: drop.hostKey,
    },
);

const RELAY = variableStep(
  { part: 'relay', title: 'Relais d’e-mails', sign: 'PLATEAU_SMTP_URL' },
  ({ relay }) =>
    relay && {
      PLATEAU_SMTP_URL: relay.url,
      PLATEAU_SMTP_PASSWORD_FILE: relay.passwordFile,
      PLATEAU_SMTP_REQUIRE_TLS: onOff(relay.requireTls),
    },
);

const SCHEDULE = variableStep(
  { part: 'schedule', title: 'Travaux planifiés', sign: 'PLATEAU_SCHEDULE' },
  ({ schedule }) => (schedule === undefined ? undefined : { PLATEAU_SCHEDULE: onOff(schedule) }),
);

const PROVIDER_FILE = 'prestataire.yaml';

const PROVIDER: SetupStep = {
  part: 'provider',
  title: 'Identité du prestataire',
  isDone: isSet('PLATEAU_PROVIDER_FILE'),
  run: async ({ folder, terminal }, { provider }) => {
    if (provider === undefined || Object.keys(provider).length === 0) return false;
    const { stringify } = await import('../cli/yaml-reader.ts');
    writeFileSync(PROVIDER_FILE, stringify(provider), { flag: 'wx', mode: 0o600 });
    folder.add({ PLATEAU_PROVIDER_FILE: PROVIDER_FILE });
    terminal.line(`Écrite dans ${PROVIDER_FILE} : complétez-la à la main, les papiers la relisent.`);
    return true;
  },
};

const PASSPHRASE: SetupStep = {
  part: 'passphraseFile',
  title: 'Phrase secrète',
  isDone: async (state) => isSet('PLATEAU_PASSPHRASE_FILE')(state) || hasKeys(state),
  run: async ({ folder }, { passphraseFile }) => {
    folder.add({ PLATEAU_PASSPHRASE_FILE: passphraseFile });
    return true;
  },
};

async function hasKeys(state: SetupState): Promise<boolean> {
  const context = await import('../../server/context.ts');
  return context.hasKeys(state.config());
}

const KEYS: SetupStep = {
  part: 'keys',
  title: 'Trousseau',
  isDone: hasKeys,
  run: async (state) => {
    const { initKeys } = await import('../../server/context.ts');
    const { fingerprint } = await initKeys(state.config(), () => state.passphrase());
    state.terminal.line(`Clé de la maison : ${fingerprint}`);
    return true;
  },
};

/** One of the product's own by its name, or a folder of the house's. */
function campaignFolder(named: string): string {
  const own = join(PROGRAM_FOLDER, 'server', 'campaigns', named);
  return /^[a-z-]+$/.test(named) && existsSync(own) ? own : named;
}

const CAMPAIGN: SetupStep = {
  part: 'campaign',
  title: 'Campagne',
  isDone: async (state) => (await campaignsOf(state)).length > 0,
  run: async (state, { campaign }) => {
    if (campaign === undefined) return false;
    const { loadCampaign } = await import('../../server/steps/campaign/load-campaign.ts');
    const loaded = await state.onHouse(({ app }) =>
      loadCampaign(app, { dir: campaignFolder(campaign), actor: hostActor(), approvedBy: undefined }),
    );
    state.terminal.line(`Campagne ${loaded.campaign} chargée, clé ${loaded.keyFingerprint}`);
    return true;
  },
};

const KIT: SetupStep = {
  part: 'kit',
  title: 'Dossier de lancement pour l’association',
  isDone: async (state) => (await campaignsOf(state)).every(({ code }) => existsSync(kitFolder(code))),
  run: async (state) => {
    const { makeKit } = await import('../../server/steps/charity-kit/make-kit.ts');
    const campaigns = await campaignsOf(state);
    for (const { code } of campaigns.filter((one) => !existsSync(kitFolder(one.code))))
      await state.onHouse(async ({ app }, config) => {
        const kit = await makeKit(app, { campaign: code, dropUrl: config.drop?.url });
        writeInto(kitFolder(code), kit.files);
        state.terminal.line(`${kitFolder(code)} : à envoyer à l’association, empreintes lues par téléphone.`);
      });
    return campaigns.length > 0;
  },
};

const CHARITY_KEY: SetupStep = {
  part: 'charityKey',
  title: 'Clé de l’association',
  isDone: async (state) => {
    const [first] = await campaignsOf(state);
    if (!first) return false;
    return state.onHouse(
      async ({ app }) => (await app.exchange.charityFingerprint(first.charity)) !== undefined,
    );
  },
  run: async (state, { charityKey }) => {
    const [first] = await campaignsOf(state);
    if (charityKey === undefined || !first) return false;
    const { registerPartyKey } = await import('../../server/steps/keys/register-key.ts');
    const armoured = readFileSync(charityKey, 'utf8');
    const asked = {
      kind: 'charity',
      code: first.charity,
      armoured,
      replace: false,
      actor: hostActor(),
    } as const;
    const { fingerprint } = await state.onHouse(({ app }) => registerPartyKey(app, asked));
    state.terminal.line(`Clé de ${first.charity} : ${fingerprint}. Comparez cette empreinte par téléphone.`);
    return true;
  },
};

const PEOPLE: SetupStep = {
  part: 'people',
  title: 'Premières personnes',
  isDone: async (state, plan) => {
    const known = await loginsOf(state);
    return plan?.people ? plan.people.every(({ login }) => known.has(login)) : known.size > 0;
  },
  run: async (state, { people = [] }) => {
    if (people.length === 0) return false;
    const { hireFirstPeople } = await import('../../server/steps/access/hire-first-people.ts');
    const hired = await state.onHouse(({ app }) => {
      const persons = people.map(({ login, name, role, campaigns, from, until }) => ({
        login,
        displayName: name,
        role,
        campaigns,
        validFromMs: from === undefined ? app.clock.nowMs() : dayStart(from),
        validToMs: dayEnd(until),
      }));
      return hireFirstPeople(app, persons, hostActor());
    });
    await showHired(state.terminal, hired);
    return true;
  },
};

const DOCTOR: SetupStep = {
  part: 'doctor',
  title: 'Vérification (plateau doctor)',
  isDone: () => false,
  run: async (state) => {
    const findings = await state.onHouse(({ app }) => examineHouse(app));
    showFindings(state.terminal, findings);
    return true;
  },
};

/** THE table of a set-up, in order. */
export const SETUP_STEPS: readonly SetupStep[] = [
  PLACES,
  PASSPHRASE,
  KEYS,
  DROP,
  RELAY,
  SCHEDULE,
  PROVIDER,
  CAMPAIGN,
  KIT,
  CHARITY_KEY,
  PEOPLE,
  DOCTOR,
];
