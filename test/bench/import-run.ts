import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import type { AppContext } from '../../server/app-context.ts';
import { openHouse } from '../../server/context.ts';
import type { Store } from '../../server/ports/store.ts';
import { loadCampaign } from '../../server/steps/campaign/load-campaign.ts';
import { importContactFile } from '../../server/steps/contact-file/import-contact-file.ts';
import { AppError } from '../../shared/errors.ts';
import { type BenchBase, configOver, passphraseOf } from './bench-house.ts';
import { answerParent } from './child.ts';
import { portOver } from './port-over.ts';

/** In a child: one import into an empty base, with a stopwatch at the ports. */

export interface ImportRunRequest {
  readonly base: BenchBase;
  readonly campaignDir: string;
  readonly dataDir: string;
}

/** Milliseconds of real time, from the sealed bytes in memory to the last transaction; `peakMib` is the process's peak RSS. */
export interface ImportRun {
  readonly totalMs: number;
  /** Of all threads of the process, over the same time. */
  readonly cpuMs: number;
  readonly decryptMs: number;
  readonly readMs: number;
  readonly checkMs: number;
  readonly sealMs: number;
  readonly writeMs: number;
  readonly records: number;
  readonly peakMib: number;
  readonly restingMib: number;
}

const mib = (kib: number) => kib / 1024;

/**
 * What the ports tell: check, seal and write alternate by slices; sealing begins at the first call of the vault's port and
 * ends with the slice (its progress is told) or with the transaction that follows.
 */
class Stopwatch {
  readonly spent = { decrypt: 0, read: 0, check: 0, seal: 0, write: 0 };
  #isSealing = false;
  #since = 0;
  #startedMs = 0;
  #startedCpu = process.cpuUsage();
  totalMs = 0;
  cpuMs = 0;

  start(): void {
    this.#startedMs = performance.now();
    this.#startedCpu = process.cpuUsage();
    this.#since = this.#startedMs;
  }

  /** What has passed since the last lap belongs to that phase. */
  lap(phase: keyof Stopwatch['spent']): void {
    if (this.totalMs > 0) return;
    const now = performance.now();
    this.spent[phase] += now - this.#since;
    this.#since = now;
  }

  beginSeal(): void {
    if (this.#isSealing) return;
    this.lap('check');
    this.#isSealing = true;
  }

  endSlice(): void {
    this.lap(this.#isSealing ? 'seal' : 'check');
    this.#isSealing = false;
  }

  end(): void {
    this.totalMs = performance.now() - this.#startedMs;
    const { user, system } = process.cpuUsage(this.#startedCpu);
    this.cpuMs = (user + system) / 1000;
  }
}

function watchedStore(store: Store, watch: Stopwatch): Store {
  const write: Store['write'] = async (work) => {
    watch.endSlice();
    try {
      return await store.write(work);
    } finally {
      watch.lap('write');
    }
  };
  return portOver(store, {
    write,
    get unsettled() {
      return watchedStore(store.unsettled, watch);
    },
  });
}

/** The report stops here: no drop belongs to this figure. */
async function noDrop(): Promise<never> {
  throw new AppError({
    code: 'drop-unreachable',
    kind: 'unavailable',
    message: 'Pas de dépôt ici.',
    hint: '',
  });
}

/** The house's own parts, each call at a port timed; the drop is the file on disk. */
function watched(app: AppContext, sealed: Uint8Array, watch: Stopwatch, onEnd: () => void): AppContext {
  return {
    ...app,
    store: watchedStore(app.store, watch),
    drop: portOver(app.drop, { fetch: async () => sealed, hashOfDelivered: noDrop }),
    exchange: portOver(app.exchange, {
      openFromCharity: async (...parts) => {
        watch.start();
        const opened = await app.exchange.openFromCharity(...parts);
        watch.lap('decrypt');
        return opened;
      },
    }),
    workbooks: {
      ...app.workbooks,
      // Rows are read in a thread of their own while others are checked: `read` ends with the header.
      reader: {
        ...app.workbooks.reader,
        open: async (bytes) => {
          const sheet = await app.workbooks.reader.open(bytes);
          watch.lap('read');
          return sheet;
        },
      },
    },
    vault: portOver(app.vault, {
      sealRecords: (...parts) => {
        watch.beginSeal();
        return app.vault.sealRecords(...parts);
      },
    }),
    log: {
      ...app.log,
      info: (event) => {
        if (event === 'import.finish') onEnd();
      },
    },
  };
}

async function importOnce({ base, campaignDir, dataDir }: ImportRunRequest): Promise<ImportRun> {
  const sealed = readFileSync(base.contactFile);
  const house = await openHouse(configOver(base, dataDir), { passphrase: passphraseOf(base) });
  try {
    const { campaign } = await loadCampaign(house.app, { dir: campaignDir, actor: 'bench' });
    const restingMib = mib(process.resourceUsage().maxRSS);
    const watch = new Stopwatch();
    let peakMib = 0;
    const app = watched(house.app, sealed, watch, () => {
      watch.end();
      peakMib = mib(process.resourceUsage().maxRSS);
    });
    // The report has nowhere to go: the import stands without it.
    await importContactFile(app, {
      campaign,
      fileName: basename(base.contactFile),
      actor: 'bench',
      onProgress: ({ phase }) => {
        if (phase === 'seal') watch.endSlice();
      },
    });
    const { decrypt, read, check, seal, write } = watch.spent;
    const { ready, excluded } = await house.app.store.read((rows) => rows.records.countByState(campaign));
    return {
      totalMs: watch.totalMs,
      cpuMs: watch.cpuMs,
      decryptMs: decrypt,
      readMs: read,
      checkMs: check,
      sealMs: seal,
      writeMs: write,
      records: ready + excluded,
      peakMib,
      restingMib,
    };
  } finally {
    await house.close();
  }
}

answerParent(importOnce);
