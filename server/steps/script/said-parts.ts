import assert from 'node:assert/strict';
import { civilDate } from '../../../shared/time.ts';
import { withSaidValues } from '../../domain/campaign/said-settings.ts';
import type { CampaignFiles } from '../../domain/campaign-check/campaign-check.ts';
import { noticeVersion } from '../../domain/line/notice-version.ts';
import { lineDraftOf } from '../../domain/said/line-draft.ts';
import { type LineBody, lineMentions, withLineMentions } from '../../domain/said/line-parts.ts';
import { type Drafted, draftOf, emailsDraft, settingsDraft } from '../../domain/said/script-draft.ts';
import {
  type CallingPart,
  isOfLine,
  type LinePart,
  type ScriptBody,
  type ScriptKind,
} from '../../domain/said/script-parts.ts';
import type { CampaignRow } from '../../ports/rows/campaigns.ts';
import type { LineContent, LineRow } from '../../ports/rows/lines.ts';
import type { ScriptKey } from '../../ports/rows/script-lives.ts';
import type { StoreReader, StoreWriter } from '../../ports/store.ts';

/** What a part is read in: where what is said now is kept. */
export type SaidRows = Pick<StoreReader, 'aids' | 'campaigns' | 'lines'>;

/** A folder of which one part is drafted for that campaign. */
interface Drafting {
  readonly campaign: string;
  readonly files: CampaignFiles;
  readonly nowMs: number;
}

/** How a part is made of a folder, read where it is served from, and replaced there. */
interface SaidPart {
  draft(rows: SaidRows, drafting: Drafting): Promise<Drafted>;
  /** What is said now; undefined when it is another version than that one. */
  served(rows: SaidRows, key: ScriptKey): Promise<ScriptBody | undefined>;
  /** Of an approved version's body: what is said and sent from now on. */
  serve(rows: StoreWriter, key: ScriptKey & { readonly atMs: number }, body: ScriptBody): Promise<void>;
}

async function callingOf(rows: SaidRows, code: string): Promise<CampaignRow> {
  const campaign = await rows.campaigns.byCode(code);
  assert(campaign, 'the campaign was found before its part');
  return campaign;
}

/** A part of a campaign that calls, but for what is given. */
function callingPart(
  kind: CallingPart,
  {
    said,
    change,
  }: {
    readonly said: (campaign: CampaignRow) => ScriptBody;
    readonly change: (campaign: CampaignRow, body: ScriptBody) => Partial<CampaignRow>;
  },
): SaidPart {
  return {
    draft: async (rows, { campaign, files }) =>
      draftOf(files, (await callingOf(rows, campaign)).settings, kind),
    served: async (rows, { campaign }) => said(await callingOf(rows, campaign)),
    async serve(rows, { campaign: code }, body) {
      const campaign = await callingOf(rows, code);
      const script = await rows.campaigns.script(code, campaign.scriptVersion);
      assert(script, 'a campaign has the script that it names');
      await rows.campaigns.save({ ...campaign, ...change(campaign, body) }, script);
    },
  };
}

const settingsPart = (kind: 'themes' | 'ladder' | 'mentions') =>
  callingPart(kind, {
    said: ({ settings }) => settingsDraft(kind, settings).body,
    change({ settings }, body) {
      assert('values' in body, 'a part of the settings has values');
      return { settings: withSaidValues(settings, body.kind, body.values) };
    },
  });

const emailsPart = callingPart('emails', {
  said: ({ emails }) => emailsDraft(emails).body,
  change(_, body) {
    assert(body.kind === 'emails', 'e-mails have templates');
    return { emails: body.emails };
  },
});

const scriptPart: SaidPart = {
  draft: async (rows, { campaign, files }) =>
    draftOf(files, (await callingOf(rows, campaign)).settings, 'script'),
  async served(rows, { campaign: code, version }) {
    if ((await callingOf(rows, code)).scriptVersion !== version) return undefined;
    const script = await rows.campaigns.script(code, version);
    return script && { kind: 'script', script };
  },
  async serve(rows, { campaign, version }, body) {
    assert(body.kind === 'script', 'a script has steps');
    await rows.campaigns.save({ ...(await callingOf(rows, campaign)), scriptVersion: version }, body.script);
  },
};

const notesPart: SaidPart = {
  draft: async (rows, { campaign, files }) =>
    draftOf(files, (await callingOf(rows, campaign)).settings, 'notes'),
  async served({ aids: sets }, { campaign, version }) {
    if ((await sets.currentVersion(campaign)) !== version) return undefined;
    const aids = await sets.byVersion(campaign, version);
    return aids && { kind: 'notes', aids };
  },
  async serve(rows, { campaign }, body) {
    assert(body.kind === 'notes', 'notes have a set');
    await rows.aids.setCurrent(campaign, body.aids);
  },
};

async function lineOf(rows: SaidRows, code: string): Promise<LineRow> {
  const line = await rows.lines.byCode(code);
  assert(line, 'the line was found before its part');
  return line;
}

/** A part of a pledge line, but for what is given. */
function linePart(
  kind: LinePart,
  {
    said,
    change,
  }: {
    readonly said: (line: LineRow) => LineBody;
    readonly change: (line: LineRow, body: LineBody) => Partial<LineContent>;
  },
): SaidPart {
  return {
    async draft(rows, { campaign, files, nowMs }) {
      const { settings } = await lineOf(rows, campaign);
      return lineDraftOf(kind, { files, settings, today: civilDate(nowMs) });
    },
    served: async (rows, { campaign }) => said(await lineOf(rows, campaign)),
    async serve(rows, { campaign, atMs }, body) {
      assert(isOfLine(body), 'a line says parts of a line');
      const line = await lineOf(rows, campaign);
      const { settings, script, texts, practice, keyFingerprint, createdAtMs } = line;
      const now = { settings, script, texts, practice, ...change(line, body) };
      await rows.lines.save(now, { keyFingerprint, createdAtMs });
      const { notice } = now.settings;
      await rows.lines.keepNotice(campaign, {
        version: noticeVersion(notice),
        body: notice,
        firstAtMs: atMs,
      });
    },
  };
}

const lineScriptPart = linePart('line-script', {
  said: ({ script: words }) => ({ kind: 'line-script', words }),
  change(_, body) {
    assert(body.kind === 'line-script', 'a line has words');
    return { script: body.words };
  },
});

const lineMentionsPart = linePart('line-mentions', {
  said: ({ settings }) => ({ kind: 'line-mentions', mentions: lineMentions(settings) }),
  change({ settings }, body) {
    assert(body.kind === 'line-mentions', 'a line has mentions');
    return { settings: withLineMentions(settings, body.mentions) };
  },
});

const lineMessagesPart = linePart('line-messages', {
  said: ({ texts: messages }) => ({ kind: 'line-messages', messages }),
  change(_, body) {
    assert(body.kind === 'line-messages', 'a line sends messages');
    return { texts: body.messages };
  },
});

/** One row a part. */
export const SAID_PARTS: Readonly<Record<ScriptKind, SaidPart>> = {
  script: scriptPart,
  notes: notesPart,
  themes: settingsPart('themes'),
  ladder: settingsPart('ladder'),
  mentions: settingsPart('mentions'),
  emails: emailsPart,
  'line-script': lineScriptPart,
  'line-mentions': lineMentionsPart,
  'line-messages': lineMessagesPart,
};
